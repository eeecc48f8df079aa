"""Names: what a span of the text reads as when it is taken out of it."""

from __future__ import annotations

import re
from itertools import pairwise

from .text import CleanText

_SPACE = re.compile(r"[ \u3000\xa0]")
_PART = 3  # a phrase of a paired name has at least this many characters


def tidy_name(text: CleanText, start: int, end: int) -> str:
    """The clean span as a name; inner spaces that part phrases of like length are kept as one space.

    A column break leaves a space anywhere, a maker's space parts balanced phrases (`星火相传 暖阳万家`).

    >>> from shijian_extract.clean import clean
    >>> tidy_name(clean("“邻里守 望 情暖万家”"), 1, 9)
    '邻里守望 情暖万家'
    """
    name = text.text[start:end]
    source_start, source_end = text.source_span(start, end)
    raw = text.source[source_start:source_end]
    if source_end - source_start == end - start or not _SPACE.search(raw):
        return name
    gaps = _gaps(text, start, end)
    kept = _balanced(gaps, end - start)
    cuts = [0, *kept, end - start]
    return " ".join(name[a:b].strip() for a, b in pairwise(cuts))


def _gaps(text: CleanText, start: int, end: int) -> list[int]:
    """Places inside the span, relative to its start, where the source has white space."""
    places = []
    previous = text.source_offset(start)
    for offset in range(start + 1, end):
        here = text.source_offset(offset)
        if here > previous + 1 and text.source[previous + 1 : here].isspace():
            places.append(offset - start)
        previous = here
    return places


def _balanced(gaps: list[int], length: int) -> list[int]:
    """The gaps that cut the name into phrases of like length: the most even cut, of those the finest."""
    best: tuple[float, int] = (1.5, 0)
    chosen: list[int] = []
    for mask in range(1, 1 << min(len(gaps), 6)):
        cuts = [gap for bit, gap in enumerate(gaps[:6]) if mask >> bit & 1]
        sizes = [b - a for a, b in zip([0, *cuts], [*cuts, length], strict=True)]
        spread = max(sizes) - min(sizes)
        if min(sizes) >= _PART and (spread, -len(cuts)) < best:
            best, chosen = (spread, -len(cuts)), cuts
    return chosen
