"""A text as a reader expects it: layout noise out, the headline apart, in paragraphs; and the way there from the source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from shijian_extract.clean import clean
from shijian_extract.core import CleanText, Heading
from shijian_extract.read import read_heading

BlockKind = Literal["title", "subtitle", "page", "body"]


@dataclass(slots=True, frozen=True)
class Block:
    """A paragraph of the reading text, half-open code points; `page` is what belongs to the page: bylines, heads, feet."""

    kind: BlockKind
    start: int
    end: int


class Reading:
    """The reading text of a source text, its paragraphs, and where a span of the source stands in it."""

    def __init__(self, source: str) -> None:
        self._clean = clean(source)
        self.text = _own_letters(self._clean)
        self.blocks = tuple(_blocks(self._clean, read_heading(source)))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the span of the source stands in the reading text; both are half-open.

        >>> reading = Reading("新时代文明实\\n践站 １２ 个")
        >>> reading.text[slice(*reading.span(0, 9))], reading.text[slice(*reading.span(10, 14))]
        ('新时代文明实践站', '１２个')
        """
        return self._offset(start), self._offset(end - 1) + 1

    def source(self, block: Block) -> tuple[int, int]:
        """The span of the source that a block was read from."""
        return self._clean.source_span(block.start, block.end)

    def _offset(self, at: int) -> int:
        starts, shifts = self._clean.starts, self._clean.shifts
        run = bisect_right(_Kept(starts, shifts), at) - 1
        if run < 0:
            return 0
        last = starts[run + 1] if run + 1 < len(starts) else len(self.text)
        return min(at - shifts[run], last - 1)


class _Kept(Sequence[int]):
    """Where in the source the kept runs begin, as `bisect` wants it."""

    def __init__(self, starts: list[int], shifts: list[int]) -> None:
        self._starts, self._shifts = starts, shifts

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, run: int) -> int:  # type: ignore[override]
        return self._starts[run] + self._shifts[run]


def _own_letters(text: CleanText) -> str:
    """The clean text in the source's own letters, which cleaning folds: what is marked is what was printed."""
    pieces = []
    for (start, end), shift in zip(pairwise([*text.starts, len(text.text)]), text.shifts, strict=True):
        piece = text.source[start + shift : end + shift]
        # What white space was kept as stands at the end of its run.
        kept = text.text[end - 1 : end]
        pieces.append(piece[:-1] + kept if kept in ("\n", " ") else piece)
    return "".join(pieces)


def _blocks(text: CleanText, heading: Heading) -> Iterator[Block]:
    ends = {at for at, char in enumerate(text.text) if char == "\n"}
    start = 0
    for stop in sorted({*ends, *_lines(text, heading), len(text.text)}):
        if start < stop:
            yield Block(_kind(text, start, stop, heading), start, stop)
        start = stop + (stop in ends)


def _lines(text: CleanText, heading: Heading) -> Iterator[int]:
    """Where lines of the source begin that are no part of a paragraph: headlines, bylines, the page's own lines.

    Cleaning joins a line to the next where no sentence ends, which is right within the body alone.
    """
    if heading.body_start >= heading.body_end:
        return
    for at, (before, shift) in zip(text.starts[1:], pairwise(text.shifts), strict=True):
        first = at + shift
        inside = heading.body_start < first < heading.body_end
        if not inside and "\n" in text.source[at + before : first]:
            yield at


def _kind(text: CleanText, start: int, end: int, heading: Heading) -> BlockKind:
    first, last = text.source_span(start, end)
    said = _letters(text.text[start:end])
    if first < heading.body_start:
        # A headline that the layout broke is of several lines; and where it ran into its byline, it begins the line.
        if heading.title and _is_of(said, heading.title):
            return "title"
        if heading.subtitle and _is_of(said, heading.subtitle):
            return "subtitle"
    outside = last <= heading.body_start or first >= heading.body_end
    return "page" if outside or any(a <= first and last <= b for a, b in heading.page) else "body"


def _is_of(said: str, line: str) -> bool:
    letters = _letters(line)
    return bool(said and letters) and (said in letters or said.startswith(letters))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
