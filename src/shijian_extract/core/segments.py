"""Sentences and clauses as sorted boundaries."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(slots=True, frozen=True)
class Segments:
    """The text with its sentence and clause ends (offsets after the closing mark), sorted."""

    text: str
    sentence_ends: list[int]
    clause_ends: list[int]

    def sentence(self, offset: int) -> tuple[int, int]:
        """Start and end of the sentence that holds `offset`, its closing mark included."""
        return _around(self.sentence_ends, offset)

    def clause(self, offset: int) -> tuple[int, int]:
        """Start and end of the clause that holds `offset`, its closing mark included."""
        return _around(self.clause_ends, offset)

    def sentence_spans(self) -> list[tuple[int, int]]:
        """Start and end of every sentence, in order."""
        return list(zip([0, *self.sentence_ends], self.sentence_ends, strict=False))

    def sentences(self) -> list[str]:
        """The sentences, in order."""
        starts = [0, *self.sentence_ends]
        return [
            self.text[start:end]
            for start, end in zip(starts, self.sentence_ends, strict=False)
            if end > start
        ]


def _around(ends: list[int], offset: int) -> tuple[int, int]:
    index = bisect_right(ends, offset)
    return (ends[index - 1] if index else 0), ends[min(index, len(ends) - 1)]
