"""Lines of the source: where each stands, and its text in half-width marks, character for character."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..core.frozen import dataclass

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_WIDE = "　\xa0\t\u2002\u2003\u2009\u202f（）［］：，；！？｜／．－＞＜～"
_HALF = " " * 7 + "()[]:,;!?|/.-><~"
_DIGITS = {chr(code): chr(code - 0xFEE0) for code in range(0xFF10, 0xFF1A)}
_FOLDED = dict(zip(_WIDE, _HALF, strict=True)) | _DIGITS
_FOLDABLE = re.compile(rf"[{re.escape(_WIDE)}０-９]")
# What lines are stripped of: a space, and what is not seen.
_EDGES = " \u200b\u200c\u200d\u2060\ufeff"


@dataclass(slots=True, frozen=True)
class Line:
    """A line without the white space around it: source offsets, folded text, how far it was set in, and how many empty
    lines stand before it."""

    start: int
    end: int
    text: str
    indent: int
    gap: int


def fold(text: str) -> str:
    """Full-width marks, digits and spaces as half-width ones, each character for one.

    >>> fold("（记者　李华）")
    '(记者 李华)'
    """
    return _FOLDABLE.sub(lambda match: _FOLDED[match[0]], text)


def read_lines(text: str, start: int = 0) -> Iterator[Line]:
    """The lines from `start` on that hold anything but white space, in order.

    >>> [(line.start, line.text, line.gap) for line in read_lines("甲\\n\\n　　乙：丙\\n")]
    [(0, '甲', 0), (5, '乙:丙', 1)]
    """
    blank, last = 0, start
    for match in _LINE.finditer(text, start):
        opens, closes = match.span()
        if opens - last > 1:
            blank += max(0, text.count("\n", last, opens) - 1)
        last = closes
        folded = fold(match[0])
        left = folded.lstrip(_EDGES)
        kept = left.rstrip(_EDGES)
        if not kept:
            blank += 1
            continue
        indent = len(folded) - len(left)
        begin = opens + indent
        yield Line(begin, begin + len(kept), kept, indent, blank)
        blank = 0
