"""What the chain finds of what the synthetic grammar plants: by type of record, by form of number, by frame.

These are no scores on reports that somebody wrote: they stand apart from those against gold, and say how far the
extractor covers the grammar, with and without noise. A record counts as found where the scorer of `evaluate` pairs it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shijian_extract.chain import Extractor
from shijian_extract.core import Report
from shijian_extract.evaluate import ArticleRecords, Scores, misses, score
from shijian_extract.synthetic import NOISE, GrammarError, Synthetic, generate

TYPES = ("figure", "order_flow", "network", "slogan", "brand", "document", "person", "award", "event")
NOTE = "Planted by the synthetic grammar: no scores on real reports, and not to be set beside those against gold."
WORST = 10
# A frame or form planted less often says nothing.
FEWEST = 5
SHOWN = 36


@dataclass(slots=True)
class Tally:
    """How often something was planted, found, and found right in every field that strict asks for."""

    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)

    def add(self, key: str, *, found: bool) -> None:
        """One more of the key."""
        self.planted[key] += 1
        self.found[key] += found

    def worst(self) -> list[dict[str, Any]]:
        """Every key with its recall, the lowest first."""
        rows = [
            {"name": key, "planted": count, "found": self.found[key], "recall": self.found[key] / count}
            for key, count in self.planted.items()
        ]
        return sorted(rows, key=lambda row: (row["recall"], -row["planted"], row["name"]))


@dataclass(slots=True)
class Findings:
    """The counts of a run, and what was missed or made up."""

    scores: Scores = field(default_factory=Scores)
    forms: Tally = field(default_factory=Tally)
    frames: Tally = field(default_factory=Tally)
    amiss: list[dict[str, Any]] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """The counts for JSON."""
        return {
            "note": NOTE,
            "scores": self.scores.to_dict(),
            "forms": self.forms.worst(),
            "frames": self.frames.worst(),
            "amiss": self.amiss,
        }


def judge(articles: Iterable[Synthetic]) -> Findings:
    """Run the chain on the articles and hold what it finds against what was planted."""
    extractor, findings = Extractor(), Findings()
    for article in articles:
        report = Report(article.text, id=article.id, published=article.published)
        records = extractor.run(report).model_dump(mode="json")["records"]
        gold, found = [ArticleRecords(article.id, article.records)], [ArticleRecords(article.id, records)]
        findings.scores += score(gold, found)
        wrong = [miss.to_dict() for miss in misses(gold, found)]
        missed = Counter((one["type"], one["start"], one["text"]) for one in wrong if one["kind"] == "miss")
        for record, planted in zip(article.records, article.planted, strict=True):
            if record.get("optional"):
                continue
            key = (record["type"], record["evidence"][0]["start"], record["evidence"][0]["text"])
            is_found = not missed[key]
            missed[key] -= not is_found
            findings.frames.add(f"{planted.frame} {record['type']}", found=is_found)
            if planted.form:
                findings.forms.add(planted.form, found=is_found)
        findings.amiss += _told(article, wrong)
    return findings


def _told(article: Synthetic, wrong: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """What is amiss, each with the frame that planted it and the text around it."""
    frames = {
        (record["type"], record["evidence"][0]["start"]): planted
        for record, planted in zip(article.records, article.planted, strict=True)
    }
    for one in wrong:
        planted = frames.get((one["type"], one["start"]))
        around = article.text[max(0, one["start"] - SHOWN) : one["start"] + len(one["text"]) + SHOWN]
        origin = {"frame": planted.frame, "form": planted.form} if planted else {"frame": None, "form": None}
        yield {**one, **origin, "around": around}


def table(findings: Findings) -> Iterator[str]:
    """The counts as lines of text."""
    yield NOTE
    yield f"{'type':12}{'planted':>9}{'predicted':>11}{'found':>8}{'recall':>9}{'precision':>11}{'strict F1':>11}"
    for kind in TYPES:
        of = findings.scores.types[kind]
        ratios = f"{_ratio(of.recall):>9}{_ratio(of.precision):>11}{_ratio(of.strict_f1):>11}"
        yield f"{kind:12}{of.gold:>9}{of.predicted:>11}{of.paired:>8}{ratios}"
    figures = findings.scores.types["figure"].attributes
    yield "figure: " + "  ".join(f"{name} {_ratio(of.accuracy)}" for name, of in figures.items())
    for title, tally in (("forms", findings.forms), ("frames", findings.frames)):
        yield f"\nThe worst {title}, of those planted {FEWEST} times or more:"
        rows = [row for row in tally.worst() if row["planted"] >= FEWEST]
        for row in rows[:WORST]:
            yield f"{_ratio(row['recall']):>9}  {row['found']:>6} of {row['planted']:<6} {row['name']}"


def _ratio(value: float | None) -> str:
    return "-" if value is None else f"{value:.4f}"


def examples(findings: Findings, count: int) -> Iterator[str]:
    """So many examples of what was missed or made up, the first of each frame first."""
    seen: Counter[tuple[str, str, str | None]] = Counter()
    ranked = []
    for one in findings.amiss:
        if one["kind"] != "wrong":
            key = (one["kind"], one["type"], one["frame"])
            seen[key] += 1
            ranked.append((seen[key], one))
    for _, one in sorted(ranked, key=lambda pair: pair[0])[:count]:
        value = one["gold"] if one["kind"] == "miss" else one["predicted"]
        yield f"{one['kind']:6}{one['type']:11}{one['frame'] or '-'} {one['form'] or ''}"
        yield f"      {value}\n      …{one['around']!r}…"


def _kinds(text: str) -> tuple[str, ...]:
    return tuple(NOISE) if text == "all" else tuple(filter(None, text.split(",")))


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=1000, help="articles (default 1000)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--characters", type=int, help="length aimed at; without it as long as each kind is")
    parser.add_argument("--noise", default="", metavar="KINDS", help=f"all, or some of {','.join(NOISE)}")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all counts as JSON too")
    parser.add_argument(
        "--misses", type=int, default=0, metavar="N", help="print so many examples of what is amiss"
    )
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> int:
    """Run the benchmark; 2 where it is asked for what there is not."""
    options = _options(arguments)
    try:
        articles = generate(
            options.count, seed=options.seed, characters=options.characters, noise=_kinds(options.noise)
        )
    except GrammarError as error:
        print(f"planted: {error}", file=sys.stderr)
        return 2
    findings = judge(articles)
    print(*table(findings), sep="\n")
    if options.misses:
        print()
        print(*examples(findings, options.misses), sep="\n")
    if options.json:
        options.json.write_text(
            json.dumps(findings.to_dict(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
