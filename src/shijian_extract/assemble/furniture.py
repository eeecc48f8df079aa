"""Page furniture: lines that belong to the page and not to the report."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from ..core import CleanText, Mention, any_of
from ..lexicon import words


@cache
def _line() -> re.Pattern[str]:
    return re.compile(rf"^[（(【\[]?(?:{any_of(words('noise', 'furniture'))})[^\n]{{0,120}}$", re.MULTILINE)


def find_furniture(text: CleanText, page: tuple[tuple[int, int], ...]) -> list[Mention]:
    """The furniture of clean text as mentions of kind `furniture`: lines that begin with its words, and the stretches that
    stand at the spans `page` of the source."""
    found = [
        Mention(*match.span(), "furniture", None, "furniture.line") for match in _line().finditer(text.text)
    ]
    offsets = range(len(text.text))
    for start, end in page:
        first = bisect_left(offsets, start, key=text.source_offset)
        last = bisect_left(offsets, end, key=text.source_offset)
        if first < last:
            found.append(Mention(first, last, "furniture", None, "furniture.page"))
    return found
