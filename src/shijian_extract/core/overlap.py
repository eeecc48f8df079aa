"""Whether a stretch of text is already claimed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import Protocol


class HasSpan(Protocol):
    """Anything with a half-open span."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends, exclusive."""


def overlap_test(claimed: Iterable[HasSpan]) -> Callable[[int, int], bool]:
    """A test whether [start, end) shares a character with any of the claimed spans; one bisection a question."""
    spans = [(claim.start, claim.end) for claim in claimed]
    if not spans:
        return _nothing
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(spans):
        if ends and start <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)

    def overlaps(start: int, end: int) -> bool:
        index = bisect_left(starts, end) - 1
        return index >= 0 and ends[index] > start

    return overlaps


def _nothing(start: int, end: int) -> bool:
    """The test where nothing is claimed, as in most short texts."""
    return False
