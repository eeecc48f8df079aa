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

    def where(self, offset: int) -> dict[str, Any]:
        """The place of what is said at clean `offset`, as a record's field, and under `why` what gave it."""
        place, why = self.places.at(offset)
        return {"place": place, "why": {"place": why}}

    def where_and_when(self, offset: int) -> dict[str, Any]:
        """Place and period of what is said at clean `offset`, as a record's fields, and under `why` what gave them."""
        place, why_there = self.places.at(offset)
        period, why_then = self.periods.at(offset)
        return {"place": place, "period": period, "why": {"place": why_there, "period": why_then}}

    def span(self, start: int, end: int) -> dict[str, Any]:
        """The clean span as evidence in the source."""
        source_start, source_end = self.text.source_span(start, end)
        return {"start": source_start, "end": source_end, "text": self.text.source[source_start:source_end]}
