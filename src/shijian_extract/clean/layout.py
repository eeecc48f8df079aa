"""Layout noise: which white space and which stamps are no part of the text."""

from __future__ import annotations

import re
from functools import cache

from ..core import CleanText, any_of
from ..lexicon import words
from .marks import fold_marks, fold_punctuation, mend_digits

_TERMINAL = frozenset("。！？!?…")
_OPEN_ENDED = frozenset("，、；：,;:（(“‘《—")
_UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
# White space letter by letter: a class costs the engine more at every letter than a list does.
_WHITE = r" \t-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_BREAK = re.compile(rf"[{_WHITE}\u200b-\u200f\u2060\ufeff]+")
_CLAUSE = re.compile(r"[，,。；;]")
# A tail after the last full stop of a paragraph; of a wrapped line's end it would be the next sentence's beginning.
_TAIL = re.compile(r"[。！？]([^。！？\s”’）][^。！？\n]{3,30}+)[ \t]*+(?=\n[ \t]*\n|\n {2}|\Z)")
# A line that is this much longer than the one before it belongs to another block: columns keep their width.
_WIDER = 1.6
_HEADLINE = 40
_INDENTED = re.compile(r"[^\S\n]{2}(?!\s)")
_NUMBER = re.compile(r"\d")
# A longer line with so many gaps is a list of names.
_GAPS = 3
_GAP = re.compile(r"(?<=[^\x00-\x7f\s])\s(?=[^\x00-\x7f\s])")
_LONGEST_OPEN = 60
_LETTERS = 2
_HEADING = 8
_MARKERS = frozenset("●■◎▲▼▶◆□★☆")
# Items of a list begin a line of their own: `二、…`, `（三）…`, `二等奖：…`.
_ITEM = re.compile(
    r"[一二三四五六七八九十]{1,2}、(?![一二三四五六七八九十]{1,2}[、等])|[（(][一二三四五六七八九十]{1,2}[）)]|(?:[一二三四特]等奖|[金银铜]奖|优[秀胜]奖|提名奖)[：:]"
)
# A break between a number and its unit, or a mark and its number (`不超过|20桌`, `4000|余册`), ends no paragraph.
_BREAKS_NUMBER = re.compile(
    r"(?:\d\s+[余多万千亿百名个支场件次岁份倍户家人元分年月日项条所站桌册吨亩批对组%％，]|(?:[近约逾超达第]|不[超足到]过?|至少)\s+\d)$"
)
_INDENT = re.compile(r"\n[^\S\n]{2}$")
# How far back a line break looks for the sentence that it may break.
_LOOK_BACK = 240


@cache
def _stamps() -> re.Pattern[str]:
    return re.compile(any_of(words("noise", "stamps")), re.IGNORECASE)


# Letters and digits in a heap, glued to the full stop that ends a line.
_GLUED = re.compile(r"[。！？”]([A-Za-z0-9@#$%^&*_=|~]{4,})[ \t]*$", re.MULTILINE)
_HEAP = re.compile(r"[a-z][A-Z0-9]|[0-9][A-Za-z]")


def clean(source: str) -> CleanText:
    """Clean text of the source and the map back to it.

    >>> clean("新时代文明实\\n践站 12 个").text
    '新时代文明实践站12个'
    """
    folded = mend_digits(fold_marks(source))
    pieces: list[str] = []
    starts: list[int] = [0]
    shifts: list[int] = [0]
    length = position = 0
    for start, end, keep in _edits(folded):
        if start > position:
            pieces.append(folded[position:start])
            length += start - position
        if keep:
            pieces.append(keep)
            length += 1
        # The kept character stands for the first of the white space; the next run begins right after it.
        if starts[-1] == length:
            shifts[-1] = end - length
        else:
            starts.append(length)
            shifts.append(end - length)
        position = end
    pieces.append(folded[position:])
    return CleanText(source, fold_punctuation("".join(pieces)), starts, shifts)


def _stamp_spans(text: str) -> set[tuple[int, int]]:
    """Stamps: known phrases, random letters after a full stop, and any tail that several paragraphs share."""
    folded = text.lower()
    known = any(stamp in folded for stamp in words("noise", "stamps"))
    spans = {match.span() for match in _stamps().finditer(text)} if known else set()
    spans.update(match.span(1) for match in _GLUED.finditer(text) if _HEAP.search(match[1]))
    tails: dict[str, list[tuple[int, int]]] = {}
    for match in _TAIL.finditer(text):
        tails.setdefault(match[1], []).append(match.span(1))
    return spans.union(*(found for found in tails.values() if len(found) > 1))


def _edits(text: str) -> list[tuple[int, int, str]]:
    """Every stretch to take out, in order, with what is kept in its place (nothing, a space or a line feed).

    A stamp is so much white space: the paragraph ends, or goes on, with what stands before and behind it.
    """
    stamps = _stamp_spans(text)
    bare = _blanked(text, stamps) if stamps else text
    edits: list[tuple[int, int, str]] = []
    block = 0
    for match in _BREAK.finditer(bare):
        start, end = match.span()
        keep = _kept(bare, start, end, block)
        if keep == "\n":
            block = end
        edits.append((start, end, keep))
    return _behind_stamps(text, edits) if stamps else edits


def _behind_stamps(text: str, edits: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The edits cut so that what is kept stands for white space of the source, not for a letter of the stamp."""
    cut = []
    for start, end, keep in edits:
        white = _BREAK.search(text, start, end)
        gap = white.start() if white else end
        cut += [(start, gap, ""), (gap, end, keep if white else "")]
    return cut


def _blanked(text: str, spans: set[tuple[int, int]]) -> str:
    chars = list(text)
    for start, end in spans:
        chars[start:end] = " " * (end - start)
    return "".join(chars)


def _kept(text: str, start: int, end: int, block: int) -> str:
    if start == 0 or end == len(text):
        return ""
    gap = text[start:end]
    breaks = gap.count("\n")
    if breaks:
        if _ends_block(text, start, end, block, breaks):
            return "\n"
        return " " if _is_letter(text[start - 1]) and _is_letter(text[end]) else ""
    before, after = text[start - 1], text[end]
    if after == "%" or not gap.strip(_UNSEEN):
        return ""
    if before == "." and after.isdigit() and text[max(0, start - 4) : start - 1].rstrip()[-1:].isdigit():
        return ""
    if after == "." and before.isdigit() and text[end + 1 : end + 4].lstrip()[:1].isdigit():
        return ""
    if before.isascii() and after.isascii():
        return "" if _spaced_digits(text, start, end) else " "
    if before.isascii() or after.isascii() or not (_is_word(before) and _is_word(after)):
        return ""
    return " " if _in_headline(text, start, end) else ""


def _is_letter(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _is_word(char: str) -> bool:
    return char.isalnum() or char in "”“）（》《"


def _spaced_digits(text: str, start: int, end: int) -> bool:
    """Digits spaced apart (`2 0 2 3`, `1 200`): one number, not two."""
    if not (text[start - 1].isdigit() and text[end].isdigit()):
        return False
    left = start - 2 < 0 or not text[start - 2].isdigit()
    right = end + 1 >= len(text) or not text[end + 1].isdigit()
    thousands = text[end : end + 3].isdigit() and not text[end + 3 : end + 4].isdigit()
    return (left and right) or thousands


def _in_headline(text: str, start: int, end: int) -> bool:
    """A space inside a line of a headline parts its phrases; in a body line, or between single letters, it is noise."""
    line_start = text.rfind("\n", max(0, start - _LOOK_BACK), start) + 1 or max(0, start - _LOOK_BACK)
    line_end = text.find("\n", end, end + _LOOK_BACK)
    line = text[line_start : line_end if line_end >= 0 else end + _LOOK_BACK]
    # A paragraph is indented by two; and no headline lists what it counts.
    if _INDENTED.match(line) or ("、" in line and _NUMBER.search(line)):
        return False
    if _CLAUSE.search(line) or (len(line) > _HEADLINE and len(_GAP.findall(line)) < _GAPS):
        return False
    alone_before = start - 2 < line_start or text[start - 2].isspace()
    alone_after = end + 1 >= len(text) or text[end + 1].isspace()
    return not (alone_before or alone_after)


def _ends_block(text: str, start: int, end: int, block: int, breaks: int) -> bool:
    """Whether the line break ends a paragraph; else a column, page or carriage broke a sentence."""
    before = text[start - 1]
    if before in _TERMINAL or (before in '”’）)"' and text[start - 2] in _TERMINAL) or text[end] in _MARKERS:
        return True
    beside = before.isdigit() or text[end].isdigit()
    if (
        beside
        and _BREAKS_NUMBER.search(text, max(0, start - 8), end + 1)
        and not _INDENT.search(text, start, end)
    ):
        return False
    if _ITEM.match(text, end) and (before in "：:" or before not in _OPEN_ENDED):
        return True
    line_start = max(text.rfind("\n", max(0, start - _LOOK_BACK), start) + 1, block, start - _LOOK_BACK)
    if breaks == 1 and not _is_wider(text, end, start - line_start):
        return False
    if before in _OPEN_ENDED or text[end] in "，。、；：”）》！？":
        return False
    told = text[max(block, start - _LOOK_BACK) : start]
    if _left_open(told):
        return False
    line = text[line_start:start].strip()
    if breaks > 1:
        return len(line) > _LETTERS and not ("。" in told or (len(told) > _HEADLINE and _CLAUSE.search(told)))
    return not ("。" in told and len(line) > _HEADING and _CLAUSE.search(line))


def _is_wider(text: str, start: int, width: int) -> bool:
    """Whether the line that begins here belongs to a wider block than a line of that width."""
    stop = text.find("\n", start, start + _LOOK_BACK)
    return (stop if stop >= 0 else min(len(text), start + _LOOK_BACK)) - start >= _WIDER * width + 4


def _left_open(block: str) -> bool:
    """A quotation or bracket that the block opens and does not close, near its end."""
    start = max(0, len(block) - _LONGEST_OPEN)
    quoted = block.rfind("“", start) > block.rfind("”", start)
    return (
        quoted
        or block.rfind("（", start) > block.rfind("）", start)
        or block.rfind("《", start) > block.rfind("》", start)
    )
