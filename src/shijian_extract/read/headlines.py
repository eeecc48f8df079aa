"""Which of the lines at the head of a report is its headline, which its subtitle, which an eyebrow."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from ..lexicon import words
from .blocks import Block
from .bylines import MARKERS, media_name
from .lines import Line
from .spelling import is_letter_spaced, parted_as_told, spell, spell_subtitle

_LETTERS = regex.compile(r"[\p{L}\p{N}]")
_CLAUSE = re.compile(r"[,，]")
_BAR = re.compile(r"\s*[|丨]\s*")
_TOPIC = re.compile(r"^.*?题\s*:\s*")
_OPEN_END = tuple("，,、；;：:—“‘（(《")
# Lines of so few letters are pieces of a headline set letter by letter.
_PIECE = 2
# Halves of a couplet are this long at most, and one letter apart.
_COUPLET = 12
_SHORTEST = 6


@dataclass(slots=True, frozen=True)
class Headline:
    """A headline and what belongs to it, spelled, with its blocks in the order of the source."""

    title: str | None
    subtitle: str | None
    blocks: tuple[Block, ...]


@dataclass(slots=True, frozen=True)
class _Row:
    """One line that may be a headline; `after` says what stands behind it: a line, a blank, a page head or a byline."""

    line: Line
    block: Block
    text: str


def choose_headline(blocks: Sequence[Block], source: str) -> Headline:
    """The headline among the blocks at the head of a report, up to its body.

    A dash opens the subtitle, and the line before it is the title. Of two lines without one the shorter is the title: before
    it stands an eyebrow, after it a subtitle. What stands behind the byline is a heading of the report's first part.
    """
    subtitles = [block for block in blocks if block.kind == "subtitle"]
    rows = _rows(_before_byline(blocks), source)
    if not rows:
        return Headline(None, _subtitle(subtitles, source), tuple(subtitles))
    # 图片新闻 names the column; it heads the report only where nothing else does.
    rows = [row for row in rows if not is_rubric(row.text)] or rows
    rows = _joined_pieces(rows, source)
    if subtitles:
        before = [row for row in rows if row.line.start < subtitles[0].start]
        title = _main(before or rows, source)
        return Headline(
            _spelled(title, source), _subtitle(subtitles, source), (*_blocks_of(title), *subtitles)
        )
    return _without_dash(rows, blocks, source)


def is_rubric(text: str) -> bool:
    """Whether a line names a column of the paper (`图片新闻`), and no report.

    >>> is_rubric("简 讯"), is_rubric("简讯三则")
    (True, False)
    """
    return "".join(text.split()) in words("bylines", "rubrics")


def _before_byline(blocks: Sequence[Block]) -> list[Block]:
    """The blocks before the byline where a headline is among them, else those behind it."""
    at = next((index for index, block in enumerate(blocks) if block.kind == "byline"), len(blocks))
    head = list(blocks[:at])
    return head if any(map(_may_head, head)) else list(blocks)


def _may_head(block: Block) -> bool:
    return block.kind == "plain" and block.text[0] not in MARKERS


def _rows(blocks: Sequence[Block], source: str) -> list[_Row]:
    return [
        _Row(line, block, text)
        for block in blocks
        if _may_head(block)
        for line in block.lines
        if (text := _without_eyebrow(source[line.start : line.end], block))
    ]


def _without_eyebrow(text: str, block: Block) -> str:
    """The line without a rubric before a bar (`深入开展活动|…`), a site behind one, or the dateline before 题."""
    if block.dateline is not None:
        return _TOPIC.sub("", text.replace("：", ":"))
    parts = [part for part in _BAR.split(text) if part]
    while len(parts) > 1 and (media_name(parts[-1]) or len(parts[-1]) < _SHORTEST):
        parts.pop()
    return parts[-1] if parts else ""


def _joined_pieces(rows: list[_Row], source: str) -> list[_Row]:
    """Lines of one or two letters put before the next line, and halves of a word that a line break parts."""
    joined: list[_Row] = []
    for row in rows:
        last = joined[-1] if joined else None
        if last is not None and (len(last.text.replace(" ", "")) <= _PIECE or _parts_word(last, row, source)):
            joined[-1] = _Row(row.line, row.block, last.text + row.text)
        else:
            joined.append(row)
    return joined


def _parts_word(first: _Row, second: _Row, source: str) -> bool:
    """Whether the break between two lines stands inside a phrase that the report says elsewhere in one piece."""
    if first.block is not second.block or first.text.endswith(_OPEN_END):
        return first.block is second.block
    squeezed = "".join(source[second.line.end :].split())
    return first.text[-1:] + second.text[:2] in squeezed and first.text[-2:] + second.text[:1] in squeezed


def _without_dash(rows: list[_Row], blocks: Sequence[Block], source: str) -> Headline:
    if len(rows) == 1:
        return Headline(_spelled(rows, source), None, _blocks_of(rows))
    first, second = rows[0], rows[1]
    if not _is_group(first, second, blocks):
        longer = [row for row in rows[1:] if _letters(row.text).startswith(_letters(first.text))]
        title = longer[-1:] or [first]
        return Headline(_spelled(title, source), None, _blocks_of(title))
    title = _main(rows, source)
    if title[0] is first and title[-1] is not rows[-1] and _is_below(rows[len(title)]):
        below = rows[len(title)]
        return Headline(_spelled(title, source), spell_subtitle(below.text), _blocks_of([*title, below]))
    return Headline(_spelled(title, source), None, _blocks_of(title))


def _is_group(first: _Row, second: _Row, blocks: Sequence[Block]) -> bool:
    """Whether the two lines stand together as one display: in one block, or both before what the page says of the report."""
    if first.block is second.block:
        return True
    between = [block for block in blocks if first.block.end <= block.start < second.block.start]
    after = [block for block in blocks if block.start >= second.block.end]
    return not between and any(block.kind in ("page-head", "byline") for block in after)


def _main(rows: list[_Row], source: str) -> list[_Row]:
    """The rows of the title: a couplet, or of the last two the shorter."""
    if len(rows) == 1:
        return rows
    upper, lower = rows[-2], rows[-1]
    a, b = len(_letters(upper.text)), len(_letters(lower.text))
    if upper.block is lower.block and abs(a - b) <= 1 and max(a, b) <= _COUPLET:
        return [upper, lower]
    if rows[-1].block.end < len(source) and len(rows) > _PIECE:
        return min(([row] for row in rows), key=lambda each: len(_letters(each[0].text)))
    return [upper] if a < b and (_CLAUSE.search(lower.text) or upper.block is lower.block) else [lower]


def _is_below(row: _Row) -> bool:
    return len(_letters(row.text)) > _SHORTEST


def _letters(text: str) -> str:
    return "".join(_LETTERS.findall(text))


def _spelled(rows: list[_Row], source: str) -> str | None:
    title = " ".join(spell(row.text) for row in rows)
    if len(rows) == 1 and is_letter_spaced(rows[0].text):
        title = parted_as_told(title, source)
    return ("".join(title.split()) if is_rubric(title) else title) or None


def _subtitle(blocks: Sequence[Block], source: str) -> str | None:
    return spell_subtitle(source[blocks[0].start : blocks[0].end]) if blocks else None


def _blocks_of(rows: Sequence[_Row]) -> tuple[Block, ...]:
    return tuple({row.block.start: row.block for row in rows}.values())
