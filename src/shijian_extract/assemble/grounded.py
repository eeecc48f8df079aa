"""The ground of an article's records: its text, what governs each stretch of it, and the way back to the source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..core import CleanText, Segments
from .periods import Periods
from .places import Places


@dataclass(slots=True, frozen=True)
class Grounded:
    """What a record needs to be made: clean spans become source spans, places and periods are asked for by offset."""

    text: CleanText
    segments: Segments
    places: Places
    periods: Periods

    def span(self, start: int, end: int) -> dict[str, Any]:
        """The clean span as evidence in the source."""
        source_start, source_end = self.text.source_span(start, end)
        return {"start": source_start, "end": source_end, "text": self.text.source[source_start:source_end]}
