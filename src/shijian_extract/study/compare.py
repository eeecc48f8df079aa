"""One indicator side by side: a row for each place and period, with its bounds and the sentence that says it.

Several statements may stand for one cell. The one shown is found so, each step deciding only where those before it do not:

1. what is goes before what is planned: a period that begins after publication (明年) tells of a plan;
2. how many there are goes before how many turned out (现有志愿者3万人 before 200名志愿者参加清扫); this is told by the unit
   (人次) and, where the article carries its text, by the words of the clause;
3. the whole goes before a part (志愿者, 注册志愿者 before 党员志愿者);
4. the one told last goes before those told earlier: by the end of its period, or by the day of publication where there is
   none or the period goes on beyond that day;
5. the largest, and of equals the one read first.

A figure belongs to the year and the month in which it is told in that sense; a plan to those in which its period ends. What
turns out, what is a whole and what a part stands in `data/compare.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from ..batch.facts import read_facts
from ..core import ReadError, ShijianError
from ..lexicon import lookup
from ..records import Article, Figure, Indicator
from ..views.frames import pandas_frame
from ..views.shape import Column, Kind

if TYPE_CHECKING:
    import pandas

INDICATORS: tuple[str, ...] = get_args(Indicator)
KEYS = ("place", "year", "month", "label", "unit")
"""What cells can be told apart by."""

DEFAULT_KEYS = ("place", "year")

_TEXT = (
    "place", "adcode", "month", "label", "approximation", "unit", "period", "period_kind", "period_start", "period_end",
    "article", "title", "published", "evidence",
)  # fmt: skip
_WHOLE_NUMBERS = ("year", "record", "start", "end", "others")
COLUMNS = (
    "place", "adcode", "year", "month", "label", "value", "low", "high", "approximation", "unit", "period", "period_kind",
    "period_start", "period_end", "article", "record", "title", "published", "evidence", "start", "end", "others", "lowest",
    "highest",
)  # fmt: skip
"""The columns of a row, in their order: `record` is the position in its article, from 0; `lowest` and `highest` are those of the
other statements of the cell."""

# How far from a figure its clause is looked for; it ends at the marks below. White space may be a column break and ends none.
_BEFORE, _AFTER = 30, 20
_CLAUSE_END = re.compile(r"[，,。！？!?；;：:]")

Number = int | float


class CompareError(ShijianError):
    """An indicator or a key that there is none of."""


@dataclass(slots=True, frozen=True)
class Statement:
    """What one article says of one indicator: compact, since a whole archive of them may be held."""

    place: str | None
    adcode: str | None
    year: int | None
    month: str | None
    label: str
    value: Number | None
    low: Number | None
    high: Number | None
    approximation: str
    unit: str | None
    period: str | None
    period_kind: str | None
    period_start: str | None
    period_end: str | None
    article: str | None
    record: int
    title: str | None
    published: str | None
    evidence: str
    start: int
    end: int
    rank: tuple[bool, bool, bool, str, Number]

    @property
    def bounds(self) -> tuple[Number, Number]:
        """The lowest and the highest number that it says."""
        known = [number for number in (self.low, self.value, self.high) if number is not None]
        return min(known, default=0), max(known, default=0)


@dataclass(slots=True)
class _Cell:
    """The statement shown, and what is told of the others; or all of them, where all are wanted."""

    shown: Statement
    others: int = 0
    lowest: Number | None = None
    highest: Number | None = None
    kept: list[Statement] | None = None

    def add(self, new: Statement) -> None:
        other = new
        if new.rank > self.shown.rank:
            self.shown, other = new, self.shown
        low, high = other.bounds
        self.others += 1
        self.lowest = low if self.lowest is None else min(self.lowest, low)
        self.highest = high if self.highest is None else max(self.highest, high)
        if self.kept is not None:
            self.kept.append(other)

    def rows(self) -> Iterator[dict[str, Any]]:
        told = {"others": self.others, "lowest": self.lowest, "highest": self.highest}
        yield _row(self.shown) | told
        for one in sorted(self.kept or (), key=lambda one: one.rank, reverse=True):
            yield _row(one) | dict.fromkeys(told)


def compare_rows(
    facts: Iterable[Article] | Path | str,
    *,
    indicator: str,
    by: Sequence[str] = DEFAULT_KEYS,
    every: bool = False,
    texts: Path | None = None,
    complain: Callable[[ReadError], None] | None = None,
) -> list[dict[str, Any]]:
    """A row for each cell in which the indicator is stated, sorted by the keys; its keys are `COLUMNS`.

    `facts` are articles or a file of facts, as `read_facts` takes it with `texts` and `complain`; they are read one by one
    and not held. `by` is any of `KEYS`, in the order to sort by. With `every` all statements of a cell follow on the one
    shown, best first, and `others`, `lowest` and `highest` stand on that alone. Raises `CompareError` for an indicator or a
    key that there is none of, `FactsError` for a file that cannot be read.

    >>> from shijian_extract import extract
    >>> texts = "全县现有注册志愿者1.2万余人。", "200名志愿者参加清扫。", "全县共有党员志愿者3000名。"
    >>> articles = [extract(text, place="桃源县", published="2023-12-05") for text in texts]
    >>> for row in compare_rows(articles, indicator="volunteer"):
    ...     print(row["place"], row["year"], row["value"], row["evidence"], row["others"], row["lowest"], row["highest"])
    桃源县 2023 12000 1.2万余人 2 200 3000
    """
    _refuse_unknown([indicator], INDICATORS, "indicator")
    _refuse_unknown(by, KEYS, "key")
    articles = read_facts(Path(facts), texts, complain) if isinstance(facts, Path | str) else facts
    cells: dict[tuple[Any, ...], _Cell] = {}
    for statement in (found for article in articles for found in statements(article, indicator)):
        key = _key(statement, by)
        if key in cells:
            cells[key].add(statement)
        else:
            cells[key] = _Cell(statement, kept=[] if every else None)
    in_order = sorted(cells.items(), key=lambda item: [(value is None, value or "") for value in item[0]])
    return [row for _, cell in in_order for row in cell.rows()]


def compare(
    facts: Iterable[Article] | Path | str,
    *,
    indicator: str,
    by: Sequence[str] = DEFAULT_KEYS,
    every: bool = False,
    texts: Path | None = None,
) -> pandas.DataFrame:
    """The rows of `compare_rows` as a data frame of pandas.

    Raises as that does, and `NeedsPackageError` where pandas is not installed.
    """
    rows = compare_rows(facts, indicator=indicator, by=by, every=every, texts=texts)
    return pandas_frame(rows, (Column(name, _kind(name)) for name in COLUMNS))


def shown_figures(
    articles: Iterable[Article], by: Sequence[str] = DEFAULT_KEYS
) -> frozenset[tuple[int, int]]:
    """The figures, of any indicator, that `compare_rows` would show: the position of the article and of the record in it.

    Units that count different things are told apart (3万人 and 3万人次), those that count the same are not (人 and 名). The
    articles are read one by one and not held.
    """
    counts = lookup("counts")
    best: dict[tuple[Any, ...], tuple[Any, int, int]] = {}
    for position, article in enumerate(articles):
        told = {record.indicator for record in article.records if isinstance(record, Figure)}
        for indicator in told:
            for new in statements(article, indicator):
                key = (indicator, counts.get(new.unit or "", new.unit), *_key(new, by))
                if key not in best or new.rank > best[key][0]:
                    best[key] = (new.rank, position, new.record)
    return frozenset((article, record) for _, article, record in best.values())


def statements(article: Article, indicator: str) -> Iterator[Statement]:
    """What an article says of an indicator, in the order of its records."""
    info = article.article
    for position, record in enumerate(article.records):
        if not isinstance(record, Figure) or record.indicator != indicator:
            continue
        plain = record.model_dump(mode="json")
        quantity, period = plain["quantity"], plain["period"] or {}
        place = record.place or info.place
        first = record.evidence[0]
        planned = _after(period.get("start"), info.published)
        told = _told(period, info.published, planned=planned)
        number = next((quantity[name] for name in ("value", "high", "low") if quantity[name] is not None), 0)
        yield Statement(
            place=place.name if place else None,
            adcode=place.adcode if place else None,
            year=int(told[:4]) if told else None,
            month=told[:7] if told and len(told) >= len("2023-12") else None,
            label=record.label,
            **quantity,
            period=period.get("text"),
            period_kind=period.get("kind"),
            period_start=period.get("start"),
            period_end=period.get("end"),
            article=info.id,
            record=position,
            title=info.title,
            published=info.published,
            evidence=first.text,
            start=first.start,
            end=first.end,
            rank=(not planned, not _turned_out(record, article.text), _whole(record), told or "", number),
        )


def _told(period: Mapping[str, str | None], published: str | None, *, planned: bool) -> str | None:
    """The day, as far as it is known, for which a figure is told.

    >>> year = {"start": "2023-01-01", "end": "2023-12-31"}
    >>> [_told(year, published, planned=False) for published in ("2023-06-05", "2024-01-20", "2023", None)]
    ['2023-06-05', '2023-12-31', '2023-12-31', '2023-12-31']
    """
    end = period.get("end")
    if end and (planned or not _after(end, published)):
        return end
    return published or end or period.get("start")


def _after(day: str | None, published: str | None) -> bool:
    """Whether it comes after publication, which may be known to the year alone."""
    return bool(day and published and day > published and not day.startswith(published))


def _row(statement: Statement) -> dict[str, Any]:
    return {name: getattr(statement, name) for name in COLUMNS if hasattr(statement, name)}


def _key(statement: Statement, by: Sequence[str]) -> tuple[Any, ...]:
    # Places by the code first: neighbours stand together, and places of one name apart.
    names = (part for name in by for part in (("adcode", "place") if name == "place" else (name,)))
    return tuple(getattr(statement, name) for name in names)


def _kind(name: str) -> Kind:
    return "text" if name in _TEXT else "integer" if name in _WHOLE_NUMBERS else "number"


def _refuse_unknown(names: Sequence[str], known: Sequence[str], what: str) -> None:
    for name in names:
        if name not in known:
            raise CompareError(f"{name!r} is no {what}; choose from {', '.join(known)}")
    if not names:
        raise CompareError(f"no {what} is named; choose from {', '.join(known)}")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "data" / "compare.toml").read_text("utf-8"))


def _whole(figure: Figure) -> bool:
    whole = _data()["whole"].get(figure.indicator)
    return whole is None or figure.label in whole


def _turned_out(figure: Figure, text: str | None) -> bool:
    """Whether it says how many turned out, not how many there are."""
    turnout = _data()["turnout"]
    if figure.indicator not in turnout["indicators"]:
        return False
    if figure.quantity.unit in turnout["units"]:
        return True
    if text is None:
        return False
    # The label itself says neither: 注册志愿者 turn out too, and a 志愿服务组织 organises nothing yet.
    clause = _clause(text, figure.evidence[0].start, figure.evidence[0].end).replace(figure.label, "")
    return any(word in clause for word in turnout["words"]) and not any(
        word in clause for word in turnout["stock"]
    )


def _clause(text: str, start: int, end: int) -> str:
    """What stands around the span in its clause, without white space.

    >>> _clause("县里的集市上，200名志愿\\n者参加清扫，人人叫好。", 7, 11)
    '200名志愿者参加清扫'
    """
    before = _CLAUSE_END.split("".join(text[max(0, start - _BEFORE) : start].split()))[-1]
    after = _CLAUSE_END.split("".join(text[end : end + _AFTER].split()))[0]
    return before + "".join(text[start:end].split()) + after
