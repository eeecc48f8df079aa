"""Noise: what printing, scanning, copying and web pages do to a text, each kind a function that gives its edits.

An edit puts something in before a character or in its place; nothing that a record rests on is ever taken out, so every
span of the clean text has its place in the noisy one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import regex

from .grammar import tables

Random = Callable[[], float]
Edit = tuple[int, int, str]
"""Start, end (the same where something is put in) and the text that stands there afterwards; sorted, none overlapping."""
Noise = Callable[[str, Random], list[Edit]]

_NARROWEST, _WIDEST = 12, 25
# No line begins with these, none ends with those.
_HANGING = frozenset("，。、；：！？”’》）%％」』,.;:!?)\"'～—-")
_OPENING = frozenset('“‘《（「『("')
_NUMERIC = frozenset("0123456789.,０１２３４５６７８９．，")
_DIGIT = frozenset("0123456789０１２３４５６７８９")
_SENTENCE_END = frozenset('。！？”）)"」')
_BODY = 26
_LINE = regex.compile(r"[^\n]+")
_INSIDE = regex.compile(r"(?<=[一-龥])(?=[一-龥])")
_BESIDE_NUMBER = regex.compile(r"(?<=[一-龥])(?=[0-9０-９])|(?<=[0-9０-９%％])(?=[一-龥])")
_IN_NUMBER = regex.compile(r"[0-9０-９](?:[.．,，]?[0-9０-９])+")
_PAUSE = regex.compile(r"(?<=[，、；,;])(?=[一-龥“])|(?<=[一-龥])(?=[一-龥])")
_STRAY, _BESIDE, _SPLIT, _TIGHT, _STAMPED, _DOUBLED = 0.02, 0.35, 0.5, 0.7, 0.3, 0.3
_SPACES = (" ", " ", " ", "\u3000", "\xa0", "\u2002")
_BREAK_EVERY = 300
_FULL = {char: chr(ord(char) + 0xFEE0) for char in "0123456789%+.,()-~"}
_HALF = {"，": ",", "；": ";", "：": ":", "（": "(", "）": ")", "！": "!", "？": "?"}
_QUOTES = ({"“": '"', "”": '"'}, {"“": "「", "”": "」"})


@dataclass(frozen=True, slots=True)
class Moved:
    """Where the offsets of a text have gone: `ends[i]` is where edit i ends in the text before, `shifts[i]` how much
    longer the text has become up to there; of edits that only put something in, `inserted` holds the places."""

    starts: list[int]
    ends: list[int]
    shifts: list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span's place in the text after the edits: what was put in at its borders stays outside.

        >>> moved = Moved([2, 4], [2, 4], [0, 1, 2])
        >>> moved.span(2, 4), moved.span(0, 5)
        ((3, 5), (0, 7))
        """
        return (
            start + self.shifts[bisect_right(self.ends, start)],
            end + self.shifts[bisect_left(self.starts, end)],
        )


def edited(text: str, edits: Sequence[Edit]) -> tuple[str, Moved]:
    """The text after the edits, and where its offsets have gone.

    >>> edited("新建12处", [(2, 2, " "), (4, 4, "\\n")])[0]
    '新建 12\\n处'
    """
    parts: list[str] = []
    starts, ends, shifts = [], [], [0]
    at = 0
    for start, end, put in edits:
        parts += (text[at:start], put)
        at = end
        if end - start != len(put):
            starts.append(start)
            ends.append(end)
            shifts.append(shifts[-1] + len(put) - (end - start))
    parts.append(text[at:])
    return "".join(parts), Moved(starts, ends, shifts)


class Trail:
    """The ways of several edits one after the other."""

    def __init__(self) -> None:
        self._steps: list[Moved] = []

    def add(self, moved: Moved) -> None:
        """One step more."""
        if moved.starts:
            self._steps.append(moved)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span's place in the text after all of them."""
        for moved in self._steps:
            start, end = moved.span(start, end)
        return start, end


def distort(text: str, kinds: Sequence[str], random: Random) -> tuple[str, Trail]:
    """The text under these kinds of noise, one after the other, and where its offsets have gone."""
    trail = Trail()
    for kind in kinds:
        text, moved = edited(text, NOISE[kind](text, random))
        trail.add(moved)
    return text, trail


def _body(text: str) -> list[tuple[int, int]]:
    """The lines of running text: long ones, and those that end a sentence."""
    return [
        line.span()
        for line in _LINE.finditer(text)
        if line.end() - line.start() >= _BODY and text[line.end() - 1] in _SENTENCE_END
    ]


def _exchanged(text: str, table: Mapping[str, str]) -> list[Edit]:
    return [(at, at + 1, table[char]) for at, char in enumerate(text) if char in table]


def full_width(text: str, random: Random) -> list[Edit]:
    """Digits and the marks around them in full width: `１２８个`, `９８．６％`."""
    return [
        edit
        for edit in _exchanged(text, _FULL)
        if edit[2] not in "．，－～（）" or (edit[0] and text[edit[0] - 1] in _DIGIT)
    ]


def half_width(text: str, random: Random) -> list[Edit]:
    """Punctuation between Chinese in half width: `讲政策,教手艺`."""
    return [
        edit
        for edit in _exchanged(text, _HALF)
        if not (text[edit[0] - 1 : edit[0]] in _DIGIT and text[edit[1] : edit[1] + 1] in _DIGIT)
    ]


def quotes(text: str, random: Random) -> list[Edit]:
    """Straight quotation marks or corner brackets, all through the article."""
    return _exchanged(text, _QUOTES[int(random() * len(_QUOTES))])


def split_digits(text: str, random: Random) -> list[Edit]:
    """Spaces inside numbers, as the text of a PDF has them: `1 2 8个`."""
    edits: list[Edit] = []
    for start, end in _body(text):
        for number in _IN_NUMBER.finditer(text, start, end):
            if random() < _SPLIT:
                # Before a point or comma the space is there only where every glyph has one.
                tight = random() < _TIGHT
                edits += [
                    (at, at, " ")
                    for at in range(number.start() + 1, number.end())
                    if not (tight and text[at] not in _DIGIT)
                ]
    return edits


def spaces(text: str, random: Random) -> list[Edit]:
    """Stray spaces inside Chinese, and beside numbers."""
    edits: list[Edit] = []
    for start, end in _body(text):
        for pattern, likely in ((_INSIDE, _STRAY), (_BESIDE_NUMBER, _BESIDE)):
            edits += [
                (found.start(), found.start(), _SPACES[int(random() * len(_SPACES))])
                for found in pattern.finditer(text, start, end)
                if random() < likely
            ]
    return sorted(edits)


def letter_spaced(text: str, random: Random) -> list[Edit]:
    """The headline letter by letter, digits kept together."""
    end = text.find("\n") if "\n" in text else len(text)
    return [(at, at, " ") for at in range(1, end) if not (text[at - 1] in _NUMERIC and text[at] in _NUMERIC)]


def indent(text: str, random: Random) -> list[Edit]:
    """Two ideographic spaces before every paragraph."""
    return [(start, start, "\u3000\u3000") for start, _ in _body(text)]


def columns(text: str, random: Random) -> list[Edit]:
    """Hard line breaks every 12 to 25 characters, in mid-word and before a unit, never inside a run of digits."""
    width = _NARROWEST + int(random() * (_WIDEST - _NARROWEST + 1))
    edits: list[Edit] = []
    for start, end in _body(text):
        at = start
        while end - at > width:
            at = _break(text, at, at + width, end)
            if at < end:
                edits.append((at, at, "\n"))
    return edits


def _break(text: str, start: int, at: int, end: int) -> int:
    """The place nearest to the column's edge where a line may end."""
    while at > start + 2 and (text[at - 1] in _OPENING or _inside_number(text, at)):
        at -= 1
    while at < end and (text[at] in _HANGING or _inside_number(text, at)):
        at += 1
    return at


def _inside_number(text: str, at: int) -> bool:
    """Whether a number goes on here, spaces inside it not counted."""
    before, behind = text[max(0, at - 3) : at].rstrip(), text[at : at + 3].lstrip()
    return before[-1:] in _NUMERIC and behind[:1] in _NUMERIC


def blank_lines(text: str, random: Random) -> list[Edit]:
    """Blank lines between paragraphs, and here and there in mid-sentence as at the end of a column or page."""
    edits: list[Edit] = [
        (found.start(), found.start(), "\n")
        for found in regex.finditer(r"\n", text)
        if random() < _doubled(text)
    ]
    for start, end in _body(text):
        places = [found.start() for found in _PAUSE.finditer(text, start + 8, max(start + 8, end - 8))]
        if places and random() < (end - start) / _BREAK_EVERY:
            at = places[int(random() * len(places))]
            edits.append((at, at, "\n\n"))
    return sorted(edits)


def _doubled(text: str) -> float:
    """In narrow columns nearly every line break is one inside a paragraph."""
    return _DOUBLED if text.count("\n") * _WIDEST < len(text) else 1 / _WIDEST


@cache
def _furniture(place: str) -> tuple[str, ...]:
    return tuple(tables("furniture")[place])


def furniture(text: str, random: Random) -> list[Edit]:
    """What pages have around a report: heads, credits, navigation, and stamps glued to paragraphs."""
    numbers = {
        "year": 2019 + int(random() * 7),
        "month": 1 + int(random() * 12),
        "day": 1 + int(random() * 28),
        "number": 100 + int(random() * 9000),
        "page": 1 + int(random() * 8),
    }
    heads, feet, stamps = (_furniture(place) for place in ("heads", "feet", "stamps"))
    edits: list[Edit] = [(0, 0, heads[int(random() * len(heads))].format(**numbers) + "\n")]
    lines = _body(text)
    if len(lines) > 2 and random() < _STAMPED:
        stamp = stamps[int(random() * len(stamps))]
        edits += [(end, end, stamp) for _, end in lines[:-1] if text[end - 1] == "。"]
    first = int(random() * len(feet))
    foot = feet[first] + "\n" + feet[(first + 1) % len(feet)]
    return [*edits, (len(text), len(text), "\n" + foot.format(**numbers))]


NOISE: Mapping[str, Noise] = MappingProxyType(
    {
        "full-width": full_width,
        "half-width": half_width,
        "quotes": quotes,
        "split-digits": split_digits,
        "spaces": spaces,
        "letter-spaced": letter_spaced,
        "indent": indent,
        "furniture": furniture,
        "columns": columns,
        "blank-lines": blank_lines,
    }
)
"""The kinds of noise by name, in the order in which they are put on."""
