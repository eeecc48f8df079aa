"""Numbers shared out over a row: `实践所、实践站分别为148个和1976个`, `甲县、乙县的实践站分别为394个、128个`."""

from __future__ import annotations

import re
from bisect import bisect_right

_WORD = re.compile("分别|各为|依次")
_LENGTH = 2
# Behind the word nothing but numbers with their units, up to the one that is asked for.
_NUMBERS = re.compile(
    r"(?:分别|各为|依次)(?:共?有|建有|设有|建成|达到?|为|是)?(?:[近约逾超]?[\d.,]+[万千百余多]*[一-龥]{0,3}[、和与，])*[近约逾超]?"
)
_JOINT = re.compile(r"(?<=[\d一-龥])[、和与，]")


class Shares:
    """The numbers that a text shares out."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._words = [match.start() for match in _WORD.finditer(text)]

    def at(self, begin: int, offset: int) -> tuple[int, int] | None:
        """Where the word stands that shares out the number at `offset`, not before `begin`, and which of its numbers that
        is, from 0.

        >>> Shares("实践所、实践站分别为148个和1976个").at(0, 15)
        (7, 1)
        """
        index = bisect_right(self._words, offset - _LENGTH) - 1
        if index < 0 or self._words[index] < begin:
            return None
        word = self._words[index]
        if not _NUMBERS.fullmatch(self._text, word, offset):
            return None
        return word, len(_JOINT.findall(self._text, word, offset))
