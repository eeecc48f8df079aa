"""Which figures of the gold a program finds: the right value, the number covered, the right bounds.

A figure counts by its number as it is first written. What a program finds beyond the gold counts neither for nor
against it, so these are recalls and no scores.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from shijian_extract.evaluate import read_articles, read_catalogue

PART = "dev"
MEASURES = ("value", "span", "both", "unit")

_NUMERAL = re.compile(r"[0-9０-９〇○零一二三四五六七八九十百千万亿两俩半几数]")
_PERCENT = re.compile(r"百\s*分\s*之")
_BETWEEN_UNIT_MARKS = r"[\s()（）]*"
# A figure of 四成 has 4; whoever gives 40 % or 0.4 has it right as well, and so with 98 % and 0.98.
_SCALES: Mapping[str, tuple[Decimal, ...]] = {
    "%": (Decimal(1), Decimal("0.01")),
    "成": (Decimal(1), Decimal(10), Decimal("0.1")),
}
_ONLY_AS_IT_IS = (Decimal(1),)
KINDS = ("counts", "money", "time", "percent", "ranges")
_TIME = re.compile(r"个?(?:世纪|年|月|季度|星期|周|日|天|昼夜|小时|钟头|分钟|秒钟?)")


@dataclass(frozen=True, slots=True)
class Result:
    """What a program finds at a place of the source: its readings as a number, and its bounds where it has any.

    Most give one reading; the length of a stretch of time has one in years, one in months, and so on.
    `exact` is false where the program says that the number is rounded, or no more than a bound.
    """

    start: int
    end: int
    readings: tuple[Decimal, ...] = ()
    low: Decimal | None = None
    high: Decimal | None = None
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the gold: its evidence, the number in it, number and unit together, and what it amounts to."""

    text: str
    evidence: tuple[int, int]
    number: tuple[int, int]
    with_unit: tuple[int, int]
    quantity: Mapping[str, Any]

    @property
    def value(self) -> Decimal | None:
        """The value, or None for a range."""
        return _decimal(self.quantity["value"])

    @property
    def ends(self) -> tuple[Decimal | None, Decimal | None]:
        """The lower and the upper bound as the gold has them."""
        return _decimal(self.quantity["low"]), _decimal(self.quantity["high"])

    @property
    def scales(self) -> tuple[Decimal, ...]:
        """By what the value may be multiplied and still be right."""
        return _SCALES.get(self.quantity["unit"] or "", _ONLY_AS_IT_IS)

    @property
    def kind(self) -> str:
        """One of `KINDS`: a program made for money or time is to be seen by what it is made for."""
        unit = self.quantity["unit"] or ""
        if self.value is None:
            return "ranges"
        if unit in {"元", "%"}:
            return "money" if unit == "元" else "percent"
        return "time" if _TIME.fullmatch(unit) else "counts"

    @property
    def bounded(self) -> bool:
        """Whether bounds are asked for: 余, 近, 以上, 左右 and their kin."""
        return self.value is not None and self.quantity["approximation"] != "exact"


@dataclass(frozen=True, slots=True)
class GoldText:
    """A text of the gold with its figures, each once."""

    id: str
    source: str
    figures: tuple[Figure, ...]


def _decimal(number: object) -> Decimal | None:
    return None if number is None else Decimal(str(number))


def _unit_at(text: str, unit: str | None) -> tuple[int, int] | None:
    """Where in the text of the evidence the unit stands last, whitespace and brackets between its characters allowed."""
    if not unit:
        return None
    found = list(
        re.finditer(
            _BETWEEN_UNIT_MARKS.join(map(re.escape, unit.replace("%", "％"))), text.replace("%", "％")
        )
    )
    return found[-1].span() if found else None


def _number_at(text: str, unit: tuple[int, int] | None) -> tuple[int, int]:
    """From the first to the last numeral of the evidence; those inside the unit (百分点) and 百分之 are none."""
    percent = _PERCENT.search(text)
    start, outside = (percent.end() if percent else 0), unit or (0, 0)
    places = [
        found.start()
        for found in _NUMERAL.finditer(text, start)
        if not outside[0] <= found.start() < outside[1]
    ]
    return (places[0], places[-1] + 1) if places else (0, len(text))


def figure(record: Mapping[str, Any]) -> Figure:
    """The figure of a gold record; its first evidence is the number with its unit and marks."""
    first = record["evidence"][0]
    start, text = first["start"], first["text"]
    unit = _unit_at(text, record["quantity"]["unit"])
    number = _number_at(text, unit)
    both = (min(number[0], unit[0]), max(number[1], unit[1])) if unit else number
    return Figure(
        text=text,
        evidence=(start, first["end"]),
        number=(start + number[0], start + number[1]),
        with_unit=(start + both[0], start + both[1]),
        quantity=record["quantity"],
    )


def gold_texts(gold: Path, corpus: Path) -> list[GoldText]:
    """The texts of part `dev` with the figures that are not optional; those of part `test` stay closed."""
    catalogue = read_catalogue(gold)
    if catalogue is None:
        return []
    figures: dict[str, list[Figure]] = {
        entry.id: [] for entry in catalogue.entries.values() if entry.part == PART
    }
    for id in figures:
        for article in read_articles(gold / f"{id}.json"):
            figures[id] += [figure(record) for record in article.records if _counts(record)]
    return [
        GoldText(id, (corpus / f"{id}.txt").read_text("utf-8"), tuple(rows)) for id, rows in figures.items()
    ]


def _counts(record: Mapping[str, Any]) -> bool:
    return record["type"] == "figure" and not record.get("optional", False)


def _given(result: Result, figure: Figure) -> set[Decimal | None]:
    """The numbers that may be the value: the readings, and of 3000多 as 3000 to 4000 the end that the gold bounds."""
    low, high = figure.ends
    bounds = [result.low] if high is None else [result.high] if low is None else []
    return {*result.readings, *bounds}


def _value_of(result: Result, figure: Figure) -> bool:
    """Whether this one result has the value: the number, or both ends of a range."""
    value = figure.value
    if value is None:
        return (result.low, result.high) == figure.ends
    given = _given(result, figure)
    return any(value * scale in given for scale in figure.scales)


def _value_of_two(results: Sequence[Result], figure: Figure) -> bool:
    """Whether two results have the two ends of a range (3 and 5 of 3至5个)."""
    low, high = figure.ends
    if figure.value is not None or low is None or high is None:
        return False
    return all(any(end in result.readings for result in results) for end in (low, high))


def _covers(result: Result, span: tuple[int, int]) -> bool:
    return result.start <= span[0] and span[1] <= result.end


def _span_of(result: Result, figure: Figure) -> bool:
    """Whether the result covers the number and stays inside the evidence: unit and marks may be left out."""
    return _covers(result, figure.number) and _covers(Result(*figure.evidence), (result.start, result.end))


def _bounds_of(result: Result, figure: Figure) -> bool:
    """Whether the result has the value, says that it isn't exact, and gives each bound that the gold gives."""
    bounds = zip(figure.ends, (result.low, result.high), strict=True)
    given = all(wanted is None or wanted == found for wanted, found in bounds)
    return _value_of(result, figure) and given and not result.exact


def judge(figure: Figure, results: Iterable[Result]) -> dict[str, bool]:
    """What of the figure is right in the results that touch its number."""
    start, end = figure.number
    near = [result for result in results if result.start < end and start < result.end]
    valued = [result for result in near if _value_of(result, figure)]
    whole = [result for result in valued if _span_of(result, figure)]
    return {
        "value": bool(valued) or _value_of_two(near, figure),
        "span": any(_span_of(result, figure) for result in near),
        "both": bool(whole),
        "unit": any(_covers(result, figure.with_unit) for result in whole),
        "bounds": any(_bounds_of(result, figure) for result in whole),
    }


@dataclass(slots=True)
class Recall:
    """Counts over all figures; `bounds` is out of `bounded`, the others out of `figures`; `both` by kind too."""

    figures: int = 0
    bounded: int = 0
    asked: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    both: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys((*MEASURES, "bounds"), 0))

    def add(self, figure: Figure, results: Sequence[Result]) -> None:
        """One more figure, and what a program has found in its text."""
        right = judge(figure, results)
        self.figures += 1
        self.bounded += figure.bounded
        self.asked[figure.kind] += 1
        self.both[figure.kind] += right["both"]
        for measure in MEASURES:
            self.right[measure] += right[measure]
        self.right["bounds"] += right["bounds"] and figure.bounded

    def share(self, measure: str) -> float:
        """The recall of one measure; 0 where nothing was asked."""
        asked = self.bounded if measure == "bounds" else self.figures
        return self.right[measure] / asked if asked else 0.0

    def share_of_kind(self, kind: str) -> float:
        """The recall of value and span together among the figures of a kind."""
        return self.both[kind] / self.asked[kind] if self.asked[kind] else 0.0
