"""Sentences and clauses as sorted boundaries."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field


@dataclass(slots=True, frozen=True)
class Segments:
    """The text with its sentence and clause ends (offsets after the closing mark), sorted."""

    text: str
    sentence_ends: list[int]
    clause_ends: list[int]
    _sentences: list[tuple[int, int]] = field(init=False, repr=False, compare=False)
    _clauses: list[tuple[int, int]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Asked for at every mention, several times: the answers are laid out once.
        object.__setattr__(self, "_sentences", _spans(self.sentence_ends))
        object.__setattr__(self, "_clauses", _spans(self.clause_ends))

    def sentence(self, offset: int) -> tuple[int, int]:
        """Start and end of the sentence that holds `offset`, its closing mark included."""
        return self._sentences[bisect_right(self.sentence_ends, offset)]

    def clause(self, offset: int) -> tuple[int, int]:
        """Start and end of the clause that holds `offset`, its closing mark included."""
        return self._clauses[bisect_right(self.clause_ends, offset)]

    def sentence_spans(self) -> list[tuple[int, int]]:
        """Start and end of every sentence, in order."""
        return self._sentences[:-1]

    def sentences(self) -> list[str]:
        """The sentences, in order."""
        return [self.text[start:end] for start, end in self.sentence_spans() if end > start]


def _spans(ends: list[int]) -> list[tuple[int, int]]:
    """The spans that end there, and an empty one for the offset at the end of the text."""
    return [*zip([0, *ends], ends, strict=False), (ends[-1], ends[-1])]
