"""What `check` finds of the contradictions planted in made-up series of reports, over text, extraction and checking.

The series are made by `series.py` and `plants.py` from the phrases in `contradictions.toml`, by people who had not seen
the rules of the check; they are no real reports, and the figures are no scores on such. Seeds 1 to 9 are for
development, whatever is learned from their misses may go into the rules; seeds from 100 on are for the last measurement
only, and their texts and misses are not to be looked at.

A finding is right where its kind is that of the plant (or one that `accepted` in the phrases allows, with its reason)
and its sides touch both sides of the plant in the right reports; a further one of the same plant is "again". What
follows by necessity from the planted number (a station count too low is two values here and a fall there) is "implied".
Neither of these counts for or against. Everything else is a false alarm.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from plants import IMPLIED, KINDS, Plant, Series, generate
from series import Mark, Report, phrases
from shijian_extract import study
from shijian_extract.chain import Extractor
from shijian_extract.core import Report as Source
from shijian_extract.records import Article, Figure, Slogan, Span

NOTE = "Planted in made-up series of reports: no scores on real ones."
OVER_TIME = frozenset({"fall", "jump", "approximate"})
INDICATORS = {
    "center": "center", "institutes": "institute", "stations": "station", "rural": "station", "urban": "station",
    "points": "point", "teams": "team", "teams-first": "team", "teams-second": "team", "teams-third": "team",
    "volunteers": "volunteer", "party": "volunteer", "network": "network", "levels": "network", "activities": "activity",
    "served": "beneficiary",
}  # fmt: skip
"""The indicator that each thing of a world is in records; 所、站 together may be read as stations too."""
_STATED = re.compile(r"[近约]?([\d.,]+)(万?)[余多]?")


class Side(Protocol):
    """One side of a finding: the report by its position, and where it says so."""

    @property
    def article(self) -> int:
        """The report's position among those checked."""

    @property
    def evidence(self) -> Sequence[Span]:
        """Where in its text it stands."""


class Finding(Protocol):
    """What a checker finds."""

    @property
    def kind(self) -> str:
        """One of the kinds planted."""

    @property
    def sides(self) -> Sequence[Side]:
        """What does not go together."""


Find = Callable[[Sequence[Article]], Iterable[Finding]]


@dataclass(slots=True)
class Tally:
    """The counts of one kind."""

    planted: int = 0
    found: int = 0
    read: int = 0
    found_of_read: int = 0
    again: int = 0
    implied: int = 0
    false: int = 0

    @property
    def recall(self) -> float | None:
        """Share of the plants that were found; None where there are none."""
        return self.found / self.planted if self.planted else None

    @property
    def precision(self) -> float | None:
        """Share of what was found that is right, what is told again or implied left out; None where nothing was found."""
        return self.found / (self.found + self.false) if self.found + self.false else None

    def to_dict(self) -> dict[str, Any]:
        """The counts and ratios for JSON."""
        counts = {name: getattr(self, name) for name in self.__slots__}
        return {**counts, "recall": self.recall, "precision": self.precision}


@dataclass(slots=True)
class Reading:
    """How many of the planted numbers the extractor read: the number, what it counts, and whose it is."""

    planted: int = 0
    value: int = 0
    thing: int = 0
    place: int = 0

    def add(self, value: bool, thing: bool, place: bool) -> bool:
        """One more; whether it was read in every way."""
        self.planted += 1
        self.value += value
        self.thing += value and thing
        self.place += value and thing and place
        return value and thing and place


@dataclass(slots=True)
class Result:
    """All counts of a run; what was missed and what was made up."""

    kinds: dict[str, Tally] = field(default_factory=lambda: {kind: Tally() for kind in KINDS})
    ways: dict[str, Tally] = field(default_factory=dict)
    numbers: Reading = field(default_factory=Reading)
    slogans: Reading = field(default_factory=Reading)
    alike: Counter[str] = field(default_factory=Counter)
    causes: Counter[str] = field(default_factory=Counter)
    fooled: Counter[str] = field(default_factory=Counter)
    amiss: list[dict[str, Any]] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """Everything for JSON."""
        return {
            "note": NOTE,
            "kinds": {kind: tally.to_dict() for kind, tally in self.kinds.items()},
            "ways": {way: tally.to_dict() for way, tally in sorted(self.ways.items())},
            "numbers": {name: getattr(self.numbers, name) for name in Reading.__slots__},
            "slogans": {name: getattr(self.slogans, name) for name in Reading.__slots__},
            "look-alikes": {
                name: {"series": count, "fooled": self.fooled[name]}
                for name, count in sorted(self.alike.items())
            },
            "causes of false alarms": dict(self.causes.most_common()),
            "amiss": self.amiss,
        }


def measure(made: Sequence[Series], find: Find) -> Result:
    """Extract all reports of all series, let `find` check them together, and judge what it finds."""
    reports = [report for series in made for report in series.reports]
    extractor = Extractor()
    articles = [
        extractor.run(Source(one.text, id=one.id, published=str(one.day))).with_text(one.text)
        for one in reports
    ]
    findings = list(find(articles))
    result, first = Result(), 0
    owned = _owned(made, findings, reports)
    for number, series in enumerate(made):
        _judge(series, first, articles, owned.get(number, []), reports, result)
        first += len(series.reports)
    return result


def _owned(
    made: Sequence[Series], findings: Iterable[Finding], reports: Sequence[Report]
) -> dict[int, list[Finding]]:
    """The findings by series; one between two series (a neighbour's figure) goes where it is no false alarm."""
    starts: list[int] = []
    owner: list[int] = []
    for number, series in enumerate(made):
        starts.append(len(owner))
        owner += [number] * len(series.reports)
    owned: dict[int, list[Finding]] = {}
    for finding in findings:
        owners = list(dict.fromkeys(owner[side.article] for side in finding.sides))
        fitting = [
            one for one in owners if _verdict(finding, made[one].plant, starts[one], reports) != "false"
        ]
        owned.setdefault((fitting or owners)[0], []).append(finding)
    return owned


def _judge(
    series: Series,
    first: int,
    articles: Sequence[Article],
    findings: Sequence[Finding],
    reports: Sequence[Report],
    result: Result,
) -> None:
    """The findings of one series, whose first report is the `first` of all."""
    plant, found, false = series.plant, False, 0
    for finding in findings:
        verdict = _verdict(finding, plant, first, reports)
        tally = result.kinds.setdefault(finding.kind, Tally())
        if verdict == "right":
            if found and plant is not None:
                result.kinds[plant.kind].again += 1
            found = True
        elif verdict == "implied":
            tally.implied += 1
        else:
            false += 1
            tally.false += 1
            result.causes[f"{finding.kind}: {' / '.join(_families(finding, reports))}"] += 1
            result.amiss.append(_told("false", finding.kind, series.alike, _quotes(finding, reports)))
    if series.alike:
        result.alike[series.alike] += 1
        result.fooled[series.alike] += false > 0
    if plant is None:
        return
    read = _read(plant, series, first, articles, result)
    for tally in result.kinds[plant.kind], result.ways.setdefault(f"{plant.kind}: {plant.way}", Tally()):
        tally.planted += 1
        tally.found += found
        tally.read += read
        tally.found_of_read += found and read
    if not found:
        quotes = [
            _quote(series.reports[at], mark.start, mark.end) for side in plant.sides for at, mark in side
        ]
        result.amiss.append(_told("missed" if read else "missed, not read", plant.kind, plant.way, quotes))


# -- is it right ------------------------------------------------------------------------------------------------


def _verdict(finding: Finding, plant: Plant | None, first: int, reports: Sequence[Report]) -> str:
    if plant is None:
        return "false"
    one, two = ([(first + at, mark) for at, mark in side] for side in plant.sides)
    if finding.kind in _names(plant):
        touched = [(_touches(side, one), _touches(side, two)) for side in finding.sides]
        if plant.kind == "slogan-parts":
            both = any(a for a, _ in touched) and any(b for _, b in touched)
        else:
            both = any(
                a and d for n, (a, _) in enumerate(touched) for m, (_, d) in enumerate(touched) if n != m
            )
        if both:
            return "right"
    own = {plant.kind} & OVER_TIME
    if finding.kind in IMPLIED[plant.kind] | own and _touches_all(finding, one, reports):
        return "implied"
    return "false"


def _names(plant: Plant) -> set[str]:
    """The kinds by which the plant may be called."""
    accepted = {
        entry["as"]
        for entry in phrases()["accepted"]
        if (entry["kind"], entry["way"]) == (plant.kind, plant.way)
    }
    return {plant.kind, *accepted}


def _touches(side: Side, marks: Iterable[tuple[int, Mark]]) -> bool:
    return any(
        at == side.article and span.start < mark.end and mark.start < span.end
        for span in side.evidence
        for at, mark in marks
    )


def _touches_all(finding: Finding, planted: Sequence[tuple[int, Mark]], reports: Sequence[Report]) -> bool:
    """Whether one side is the planted number, and every other counts the same thing of the same place."""
    told = planted[0][1].told
    if told is None or not any(_touches(side, planted) for side in finding.sides):
        return False
    return all(
        any(
            mark.told and (mark.told.thing, mark.told.place) == (told.thing, told.place)
            for mark in _marks(side, reports)
        )
        for side in finding.sides
    )


def _marks(side: Side, reports: Sequence[Report]) -> list[Mark]:
    """What of the report's marks the side touches."""
    return [mark for mark in reports[side.article].marks if _touches(side, [(side.article, mark)])]


# -- was it read ------------------------------------------------------------------------------------------------


def stated(words: str) -> int:
    """The number that the words of a `Told` give, marks of approximation left out.

    >>> stated("近3.2万"), stated("46,382"), stated("130余")
    (32000, 46382, 130)
    """
    found = _STATED.fullmatch(words)
    if found is None:
        raise ValueError(f"no number: {words!r}")
    return round(float(found[1].replace(",", "")) * (10000 if found[2] else 1))


def _read(plant: Plant, series: Series, first: int, articles: Sequence[Article], result: Result) -> bool:
    """Whether each side of the plant has a mark that the extractor read in every way."""
    sides = []
    for side in plant.sides:
        read = []
        for at, mark in side:
            records = articles[first + at].records
            if mark.told is not None:
                read.append(
                    _read_number(
                        mark, [one for one in records if isinstance(one, Figure)], series.reports[at], result
                    )
                )
            elif mark.thing == "*slogan":
                read.append(_read_slogan(mark, [one for one in records if isinstance(one, Slogan)], result))
        sides.append(any(read) or not read)
    return all(sides)


def _read_number(mark: Mark, figures: Iterable[Figure], report: Report, result: Result) -> bool:
    assert mark.told is not None
    best = (False, False, False)
    for figure in figures:
        overlaps = [one.start < mark.end and mark.start < one.end for one in figure.evidence]
        # A repeated number is further evidence of its first telling.
        same = any((one.start, one.end) == (mark.start, mark.end) for one in figure.evidence)
        if not (overlaps[0] or same):
            continue
        of = figure.quantity
        value = stated(mark.told.words) in (of.value, of.low, of.high)
        wanted = INDICATORS[mark.told.thing]
        thing = figure.indicator == wanted or (
            wanted == "network" and figure.indicator in ("station", "institute")
        )
        place = figure.place is not None and figure.place.adcode == report.county.code
        best = max(best, (value, value and thing, value and thing and place))
    return result.numbers.add(*best)


def _read_slogan(mark: Mark, slogans: Iterable[Slogan], result: Result) -> bool:
    touching = [
        one
        for one in slogans
        if any(span.start < mark.end and mark.start < span.end for span in one.evidence)
    ]
    # A list that doesn't fit its digits may rightly be no list of parts to the extractor: the abbreviation is what counts.
    result.slogans.add(bool(touching), any(len(one.parts) == mark.parts for one in touching), False)
    return bool(touching)


# -- telling ----------------------------------------------------------------------------------------------------


def _families(finding: Finding, reports: Sequence[Report]) -> list[str]:
    """From which families of phrases the sides come; of what else it is the text of."""
    return [
        "+".join(sorted({f"{mark.family} {mark.thing}" for mark in _marks(side, reports)})) or "no count"
        for side in finding.sides
    ]


def _quotes(finding: Finding, reports: Sequence[Report]) -> list[str]:
    return [
        _quote(
            reports[side.article],
            min(one.start for one in side.evidence),
            max(one.end for one in side.evidence),
        )
        for side in finding.sides
    ]


def _quote(report: Report, start: int, end: int) -> str:
    """The sentence in which the stretch stands, with the stretch marked."""
    text = report.text
    left = max(text.rfind(mark, 0, start) for mark in "。\n") + 1
    right = min((at for mark in "。\n" if (at := text.find(mark, end)) >= 0), default=len(text))
    return f"{report.id} {report.day} {text[left:start]}[{text[start:end]}]{text[end:right]}".replace(
        "\n", "⏎"
    )


def _told(what: str, kind: str, way: str, quotes: list[str]) -> dict[str, Any]:
    return {"what": what, "kind": kind, "way": way, "quotes": quotes}


def table(result: Result) -> Iterator[str]:
    """The counts as lines of text."""
    yield NOTE
    heads = f"{'planted':>8}{'found':>7}{'recall':>8}{'read':>6}{'found of read':>15}"
    yield f"{'kind':14}{heads}{'again':>7}{'implied':>9}{'false':>7}{'precision':>11}"
    rows = [*result.kinds.items(), ("all", _sum(result.kinds.values()))]
    for kind, of in rows:
        yield (
            f"{kind:14}{of.planted:>8}{of.found:>7}{_ratio(of.recall):>8}{of.read:>6}{of.found_of_read:>15}"
            f"{of.again:>7}{of.implied:>9}{of.false:>7}{_ratio(of.precision):>11}"
        )
    numbers, slogans = result.numbers, result.slogans
    yield f"planted numbers: {numbers.planted}; read {numbers.value}, what they count {numbers.thing}, whose {numbers.place}"
    yield f"planted slogans: {slogans.planted}; read {slogans.value}, also as many parts as are listed {slogans.thing}"
    fooled, alike = sum(result.fooled.values()), sum(result.alike.values())
    yield f"series with a look-alike: {alike}, of which a false alarm in {fooled}"


def _sum(tallies: Iterable[Tally]) -> Tally:
    total = Tally()
    for tally in tallies:
        for name in Tally.__slots__:
            setattr(total, name, getattr(total, name) + getattr(tally, name))
    return total


def _ratio(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def examples(result: Result, count: int) -> Iterator[str]:
    """So many of what is amiss, false alarms and misses of every kind in turn."""
    seen: Counter[tuple[str, str]] = Counter()
    ranked = []
    for one in result.amiss:
        seen[one["what"], one["kind"]] += 1
        ranked.append((seen[one["what"], one["kind"]], one))
    for _, one in sorted(ranked, key=lambda pair: pair[0])[:count]:
        yield f"{one['what']}: {one['kind']} ({one['way'] or 'nothing planted'})"
        yield from (f"    {quote}" for quote in one["quotes"])


# -- writing ----------------------------------------------------------------------------------------------------


def planted(series: Series) -> dict[str, Any]:
    """What is in a series, as plain data: kind, way, the reports and the spans of both sides."""
    reports = [report.id for report in series.reports]
    if series.plant is None:
        marks = [
            (at, mark)
            for at, report in enumerate(series.reports)
            for mark in report.marks
            if mark.tag == "alike"
        ]
        return {
            "reports": reports,
            "alike": series.alike or None,
            "spans": [_span(series, *one) for one in marks],
        }
    sides = [[_span(series, *one) for one in side] for side in series.plant.sides]
    return {"reports": reports, "kind": series.plant.kind, "way": series.plant.way, "sides": sides}


def _span(series: Series, at: int, mark: Mark) -> dict[str, Any]:
    return {"id": series.reports[at].id, "start": mark.start, "end": mark.end, "text": mark.text}


def write(made: Sequence[Series], folder: Path) -> None:
    """The texts, `index.jsonl` with their days, and `planted.json` with what is in which series."""
    folder.mkdir(parents=True, exist_ok=True)
    index = []
    for report in (report for series in made for report in series.reports):
        (folder / f"{report.id}.txt").write_text(report.text + "\n", encoding="utf-8")
        index.append(json.dumps({"id": report.id, "published": str(report.day)}) + "\n")
    (folder / "index.jsonl").write_text("".join(index), encoding="utf-8")
    content = json.dumps([planted(series) for series in made], ensure_ascii=False, indent=1)
    (folder / "planted.json").write_text(content + "\n", encoding="utf-8")


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--series", type=int, default=280, metavar="N", help="how many series (default 280)")
    parser.add_argument(
        "--seed", type=int, default=1, help="1 to 9, or from 100 on for the last measurement (default 1)"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all counts as JSON too")
    parser.add_argument(
        "--misses", type=int, default=0, metavar="N", help="print so many misses and false alarms"
    )
    parser.add_argument(
        "--write",
        type=Path,
        metavar="FOLDER",
        help="write the texts and what is planted, and measure nothing",
    )
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> int:
    """Run the benchmark; 2 where it is asked for what there is not."""
    options = _options(arguments)
    try:
        made = list(generate(options.series, options.seed))
    except ValueError as error:
        print(f"contradictions: {error}", file=sys.stderr)
        return 2
    if options.write:
        write(made, options.write)
        return 0
    find: Find | None = getattr(study, "find_contradictions", None)
    if find is None:
        print(
            "contradictions: there is nothing to measure yet: no study.find_contradictions", file=sys.stderr
        )
    result = measure(made, find or (lambda articles: ()))
    print(*table(result), sep="\n")
    if options.misses:
        print()
        print(*examples(result, options.misses), sep="\n")
    if options.json:
        options.json.write_text(
            json.dumps(result.to_dict(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
    return 0 if find else 2


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
