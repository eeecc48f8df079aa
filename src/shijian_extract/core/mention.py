"""What a rule hands on: a stretch of clean text with its meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(slots=True, frozen=True)
class Mention:
    """A span of clean text, its kind, its normalised value, and the rule that read it."""

    start: int
    end: int
    kind: str
    value: Any
    rule: str
