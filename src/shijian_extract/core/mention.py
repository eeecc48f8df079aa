"""What a rule hands on: a stretch of clean text with its meaning."""

from __future__ import annotations

from typing import Any

from .frozen import dataclass


@dataclass(slots=True, frozen=True)
class Mention:
    """A span of clean text, its kind, its normalised value, and the rule that read it."""

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
