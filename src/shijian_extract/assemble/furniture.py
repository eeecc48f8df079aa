"""Page furniture: lines that belong to the page and not to the report."""

from __future__ import annotations

from functools import cache

import regex

from ..core import any_of
from ..lexicon import words


@cache
def _line() -> regex.Pattern[str]:
    return regex.compile(rf"^[（(【\[]?(?:{any_of(words('noise', 'furniture'))})[^\n]{{0,120}}$", regex.MULTILINE)


def furniture_spans(text: str) -> list[tuple[int, int]]:
    """Clean spans of the furniture lines, in order."""
    return [match.span() for match in _line().finditer(text)]
