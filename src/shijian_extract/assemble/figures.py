"""Figures: which amounts count something, what it is, and under which indicator it stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from ..core import Amount, Mention, Segments, any_of
from ..lexicon import entries, groups, words
from .engine import WordEngine
from .labels import Label, find_label, head_of


@dataclass(slots=True, frozen=True)
class Figure:
    """A counted thing: the amount's mention, its label and its indicator."""

    mention: Mention
    label: Label
    indicator: str


def find_figures(text: str, segments: Segments, amounts: list[Mention], engine: WordEngine) -> list[Figure]:
    """Figures of clean text, in order. An amount that counts nothing nameable gives none."""
    found: list[Figure] = []
    for index, mention in enumerate(amounts):
        figure = _figure(text, segments, mention, engine)
        if figure is not None:
            found.append(figure)
    return _share_labels(text, found, amounts)


def _figure(text: str, segments: Segments, mention: Mention, engine: WordEngine) -> Figure | None:
    amount: Amount = mention.value
    label = find_label(text, segments, mention.start, mention.end, amount, engine)
    if amount.unit is None and (label is None or label.side == "before" or head_of(label.text) is None):
        return None
    if label is None:
        label = Label(amount.unit or "", mention.start, mention.end, "unit")
    if _is_abstract(amount, label):
        return None
    return Figure(mention, label, _indicator(text, segments, mention, label))


@cache
def _abstract() -> tuple[str, ...]:
    return words("lookalikes", "abstract")


def _is_abstract(amount: Amount, label: Label) -> bool:
    """Counts of the exposition's own parts (`三个方面`) and of no particular thing (`两种`)."""
    if label.side == "after" and (label.text in _abstract() or label.text.startswith(_abstract()) and amount.plain):
        return True
    return amount.plain and amount.value == 2 and amount.unit == "个" and head_of(label.text) in (None, "other", "menu")


@cache
def _unit_kinds() -> dict[str, str]:
    return {unit: kind for kind, listed in groups("units").items() for unit in listed}


def _unit_kind(unit: str | None) -> str | None:
    return _unit_kinds().get(unit) if unit else None


_PERSONS = frozenset({"volunteer", "staff", "beneficiary", "participant", "honoree", "resident", "unit", "team"})
_MONEY = frozenset({"元", "元钱", "块钱", "元人民币", "美元", "港元"})


def _indicator(text: str, segments: Segments, mention: Mention, label: Label) -> str:
    """Unit, then head noun, then what is said beside it."""
    unit = mention.value.unit
    if unit == "%" or unit in ("成", "个百分点", "百分点"):
        return "rate"
    if unit in _MONEY:
        return "fund"
    head = head_of(label.text)
    kind = _unit_kind(unit)
    if kind == "measures":
        return "measure"
    if kind == "people" or head in ("beneficiary", "participant", "honoree"):
        return _people(text, segments, mention, label, head)
    return head or {"occasions": "activity"}.get(kind or "", "other")


@cache
def _beside(key: str, side: str) -> regex.Pattern[str]:
    return regex.compile(any_of(entries("context")[side][key]))


def _people(text: str, segments: Segments, mention: Mention, label: Label, head: str | None) -> str:
    clause_start, clause_end = segments.clause(mention.start)
    tail_start = max(mention.end, label.end if label.side == "after" else mention.end)
    tail = text[tail_start : min(clause_end, tail_start + 14)]
    lead = text[max(clause_start, mention.start - 16) : mention.start]
    named = label.text if label.side == "before" else ""
    if mention.value.unit in ("户", "户次") and head in (None, "resident"):
        return "resident" if head else "beneficiary" if _beside("beneficiary", "before").search(lead) else "resident"
    if head in ("team", "unit", "station", "institute", "project", "activity", "goods"):
        return head
    for key in ("participant", "honoree"):
        if _beside(key, "after").match(tail) and head != "volunteer":
            return key
    if _beside("honoree", "before").search(lead) and head not in ("volunteer", "staff"):
        return "honoree"
    if head in ("volunteer", "staff", "honoree", "resident"):
        return head
    if _beside("beneficiary", "before").search(named + lead[-12:]):
        return "beneficiary"
    if _beside("participant", "before").search(named + lead[-12:]):
        return "participant"
    return head or "participant"


def _share_labels(text: str, figures: list[Figure], amounts: list[Mention]) -> list[Figure]:
    """Amounts that stand side by side before one noun (`10类142项活动菜单`) share it."""
    shared = list(figures)
    for index in range(len(shared) - 2, -1, -1):
        here, following = shared[index], shared[index + 1]
        if here.mention.end == following.mention.start and here.label.side != "after":
            shared[index] = Figure(here.mention, following.label, following.indicator)
    return shared

