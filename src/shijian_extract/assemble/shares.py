"""Numbers shared out over a row: `实践所、实践站分别为148个和1976个`, `甲县、乙县的实践站分别为394个、128个`."""

from __future__ import annotations

import re

_WORDS = ("分别", "各为", "依次")
# Behind the word nothing but numbers with their units, up to the one that is asked for.
_NUMBERS = re.compile(
    r"(?:分别|各为|依次)(?:共?有|建有|设有|建成|达到?|为|是)?(?:[近约逾超]?[\d.,]+[万千百余多]*[一-龥]{0,3}[、和与，])*[近约逾超]?"
)
_JOINT = re.compile(r"(?<=[\d一-龥])[、和与，]")


def shared_out(text: str, begin: int, offset: int) -> tuple[int, int] | None:
    """Where the word stands that shares out the number at `offset`, and which of its numbers that is, from 0.

    >>> shared_out("实践所、实践站分别为148个和1976个", 0, 15)
    (7, 1)
    """
    word = max(text.rfind(each, begin, offset) for each in _WORDS)
    if word < 0 or not _NUMBERS.fullmatch(text, word, offset):
        return None
    return word, len(_JOINT.findall(text, word, offset))
