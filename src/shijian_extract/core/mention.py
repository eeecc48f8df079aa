"""What a rule hands on: a stretch of clean text with its meaning."""

from __future__ import annotations

from typing import Any, NamedTuple

from .frozen import dataclass


class Mention(NamedTuple):
    """A span of clean text, its kind, its normalised value, and the rule that read it.

    A named tuple, which is made in less than half the time of a frozen dataclass: a text has them by the hundred.
    """

    start: int
    end: int
    kind: str
    value: Any
    rule: str


@dataclass(slots=True, frozen=True)
class Mentions:
    """All mentions of one text, by what reads them."""

    amounts: list[Mention]
    phrases: list[Mention]
    places: list[Mention]
    periods: list[Mention]
    told: list[Mention]
