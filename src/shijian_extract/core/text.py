"""Clean text that remembers where each of its characters stood in the source."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(slots=True, frozen=True)
class CleanText:
    """Text without layout noise, and the way back.

    `starts[i]` is the clean offset at which the i-th kept run begins, `shifts[i]` the distance from a clean offset in
    that run to its source offset. Both grow together, so one bisection answers any question.
    """

    source: str
    text: str
    starts: list[int]
    shifts: list[int]

    def source_offset(self, offset: int) -> int:
        """The source offset of the character at clean `offset`."""
        return offset + self.shifts[bisect_right(self.starts, offset) - 1]

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The source span of the clean span; `end` is exclusive and the span must not be empty."""
        starts, shifts = self.starts, self.shifts
        return start + shifts[bisect_right(starts, start) - 1], end + shifts[
            bisect_right(starts, end - 1) - 1
        ]
