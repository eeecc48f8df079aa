"""Page furniture: lines that belong to the page and not to the report."""

from __future__ import annotations

from functools import cache

import regex

from ..core import Mention, any_of
from ..lexicon import words


@cache
def _line() -> regex.Pattern[str]:
    return regex.compile(
        rf"^[（(【\[]?(?:{any_of(words('noise', 'furniture'))})[^\n]{{0,120}}$", regex.MULTILINE
    )


def find_furniture(text: str) -> list[Mention]:
    """The furniture lines of clean text, in order, as mentions of kind `furniture`."""
    return [Mention(*match.span(), "furniture", None, "furniture.line") for match in _line().finditer(text)]
