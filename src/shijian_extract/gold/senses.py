"""Whether a record's parts agree with each other: quantities with their approximation, dates with their kind of period."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from ..read.files import DATE_FORMS, is_date
from ..records import ArticleInfo, Period, Quantity
from .complaints import At, Problem, shown
from .shapes import fits

_LEVELS = ("centers", "institutes", "stations", "points", "bases")
_QUANTITIES = ("quantity", *_LEVELS)

# What an approximation makes of a value: low and high.
_Bounds = Callable[[Any], tuple[Any, Any]]
BOUNDS: Mapping[str, _Bounds] = {
    "exact": lambda value: (value, value),
    "about": lambda value: (None, None),
    "nearly": lambda value: (None, value),
    "over": lambda value: (value, None),
    "at_least": lambda value: (value, None),
    "at_most": lambda value: (None, value),
}
"""The approximations that stand around one value; `range` and `several` have bounds alone."""


def sense_problems(record: Mapping[str, Any], at: At) -> Iterator[Problem]:
    """What does not agree within one record; parts whose shape is wrong are passed over."""
    for name in _QUANTITIES:
        quantity = record.get(name)
        if isinstance(quantity, dict) and fits(Quantity, quantity):
            yield from _quantity_problems(quantity, (*at, name))
    if record.get("type") == "network" and _counted(record) < len(_LEVELS[:2]):
        yield Problem(at, "a network counts two levels or more", "leave it out: its figure says it")
    period = record.get("period")
    if isinstance(period, dict) and fits(Period, period):
        yield from _period_problems(period, (*at, "period"))


def article_sense_problems(article: Mapping[str, Any], at: At) -> Iterator[Problem]:
    """What is wrong with what is said of the article itself."""
    info = article.get("article")
    if not isinstance(info, dict) or not fits(ArticleInfo, info):
        return
    at = (*at, "article")
    if not info["id"]:
        yield Problem((*at, "id"), "an article needs an id", "write that of its text")
    if info["published"] is not None and not is_date(info["published"]):
        yield Problem((*at, "published"), f"{shown(info['published'])} is no ISO date", f"write {DATE_FORMS}")


def _counted(record: Mapping[str, Any]) -> int:
    return sum(record.get(level) is not None for level in _LEVELS)


def _quantity_problems(quantity: Mapping[str, Any], at: At) -> Iterator[Problem]:
    kind, value, low, high = (quantity[name] for name in ("approximation", "value", "low", "high"))
    if quantity["unit"] == "":
        yield Problem((*at, "unit"), "an empty unit", "write null where there is no measure word")
    if kind not in BOUNDS:
        if value is not None or low is None or high is None or not low < high:
            yield Problem(
                at, f"{kind} with {_shown(value, low, high)}", "write value null, and low below high"
            )
    elif value is None:
        yield Problem(at, f"{kind} without a value", "write the value")
    elif (low, high) != BOUNDS[kind](value):
        right = _shown(value, *BOUNDS[kind](value))
        yield Problem(at, f"{kind} with {_shown(value, low, high)}", f"write {right}")


def _shown(value: Any, low: Any, high: Any) -> str:
    return f"value {shown(value)}, low {shown(low)}, high {shown(high)}"


# By kind of period the ends that it never has.
_NEVER = {"as_of": ("start",), "since": ("end",), "recurring": ("start", "end"), "during": ()}


def _period_problems(period: Mapping[str, Any], at: At) -> Iterator[Problem]:
    ends = {name: period[name] for name in ("start", "end") if period[name] is not None}
    wrong = [name for name, day in ends.items() if not _is_day(day)]
    for name in wrong:
        says = f"{shown(ends[name])} is no whole ISO date"
        yield Problem((*at, name), says, "write a day as 2023-12-05, or null where it is not known")
    if not wrong and len(ends) > 1 and ends["start"] > ends["end"]:
        says = f"starts on {ends['start']}, after its end on {ends['end']}"
        yield Problem(at, says, "both are inclusive, the earlier is the start")
    for name in _NEVER[period["kind"]]:
        if name in ends:
            yield Problem((*at, name), f"{period['kind']} has no {name}", "write null")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
