"""Blocks of a page: runs of lines, each known for a headline, a byline, body, a caption or furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import regex

from ..core.frozen import dataclass
from .bylines import MARKERS, Byline, Dateline, closing_byline, read_byline, read_dateline
from .lines import Line, read_lines
from .pageheads import PageHead, is_furniture, read_page_head

Kind = Literal["furniture", "page-head", "byline", "subtitle", "plain", "body", "caption"]

# A line longer than this is no headline, and a run longer than that no headline of several lines.
_HEADLINE = 45
_RUN = 80
# A line so much longer than the one before it opens another block: columns keep their width.
_WIDER = 1.6
_MARGIN = 4
_INDENT = 2
# Lines that make a column; a headline of so many is set letter by letter.
_COLUMN = 3
_COLUMN_WIDTH = 12
_CLAUSES = 4
_BARE = 16
_NAMES = regex.compile(r"[\p{Han}·]{1,10}(?:[ 、]+[\p{Han}·]{1,10})*")
_SUBTITLE = regex.compile(r"(?:[—―─–－]+|--?)\s*(?=[\p{Han}“\"《]|(?:19|20)\d\d年)")
_CAPTION = re.compile(r"[▲▼▶◀►◄△▽↑↓←→]|\(?[上下左右本]?图(?:[①-⑳一二三四五六七八九十\d]+|片?[为:])|图为")
# Each way begins with a letter of its own: the engine looks for those alone.
_BYLINE_HINT = re.compile(
    "|".join(map(re.escape, MARKERS))
    + r"|记者|通讯员|实习生|作者|评论员|撰|采写|统筹|执笔|编辑|主编|责编|文\s*[/、|:]|图\s*[/、|:]|摄\s*[/、|:]"
    r"|/\s*[文图摄]|\|\s*[文图摄]|摄$|摄影|供稿"
)
_STOP = re.compile(r"[。]|[;]$|…$")
_CLAUSE = re.compile(r"[,，、]")
_OPEN_END = tuple("，,、；;：:—“‘（(《")
_TERMINAL = tuple('。！!？?…”"』」》）)：:')
_FULL_STOP = tuple("。！？!?”)")
_END_BRACKETS = re.compile(r"(?<=[。!?”])\([^()]{8,60}\)$")
_INNER = re.compile(r"[。！!？?；;].")


@dataclass(slots=True, frozen=True)
class Block:
    """A run of lines of one kind; `byline`, `page_head` and `dateline` are what was read from it."""

    kind: Kind
    lines: tuple[Line, ...]
    byline: Byline | None = None
    page_head: PageHead | None = None
    dateline: Dateline | None = None

    @property
    def start(self) -> int:
        """Where its first line begins in the source."""
        return self.lines[0].start

    @property
    def end(self) -> int:
        """Where its last line ends in the source."""
        return self.lines[-1].end

    @property
    def text(self) -> str:
        """Its folded lines without the breaks between them."""
        return "".join(line.text for line in self.lines)


def read_blocks(text: str, start: int = 0) -> Iterator[Block]:
    """The blocks of a source text from the line at `start` on, in order, each read when it is asked for.

    >>> [block.kind for block in read_blocks("春风入户\\n——清水县见闻\\n\\n◎ 张明\\n3月5日，县里开了集市。")]
    ['plain', 'subtitle', 'byline', 'body']
    """
    run: list[Line] = []
    open_body = False
    for line in read_lines(text, start):
        special = None if run and _continues(run, line) else _special(line)
        if special is None and (not run or not _breaks(run, line)):
            run.append(line)
            continue
        opens = _opens(line, special)
        for part in _parted(run, line) if opens else [run] if run else []:
            block = _run(part, after_open_body=open_body and not (opens and part[0].gap))
            open_body = _leaves_open(block)
            yield block
        run = [line] if special is None else []
        if special is not None:
            open_body = open_body and special.kind != "byline"
            yield special
    if run:
        yield _run(run, after_open_body=open_body)


def _opens(line: Line, special: Block | None) -> bool:
    """Whether the line stands right under a headline: a byline, a subtitle, a dateline."""
    if special is not None:
        return special.kind == "subtitle" or (special.byline is not None and special.byline.stated)
    return read_dateline(line.text) is not None


def _parted(run: list[Line], line: Line) -> list[list[Line]]:
    """The run, and apart from it the headline of what opens at `line` where no empty line sets it off."""
    if not run or line.gap:
        return [run] if run else []
    last = max((index for index, each in enumerate(run[:-1]) if each.text.endswith(_FULL_STOP)), default=None)
    if last is None or len(run) - last - 1 > _INDENT or any("。" in each.text for each in run[last + 1 :]):
        return [run]
    short = all(len(each.text) <= _HEADLINE for each in run[last + 1 :])
    return [run[: last + 1], run[last + 1 :]] if short else [run]


def _continues(run: list[Line], line: Line) -> bool:
    """A line of a column that the line before it leaves in the middle of a sentence."""
    return line.gap == 0 and len(run) > 1 and not run[-1].text.endswith(_TERMINAL) and line.indent < _INDENT


def _special(line: Line) -> Block | None:
    """The block of a line that stands for itself whatever is around it; None for a line of plain text."""
    text = line.text
    if len(text) > _HEADLINE and "。" in text and text[0] not in "(图▲▼▶◀►◄△▽":
        return None
    if _CAPTION.match(text) and not _BYLINE_HINT.search(text[:1] + text[-12:].partition("。")[2]):
        return Block("caption", (line,))
    if "。" in text:
        # A sentence is no line of the page but by the words that it begins with.
        return Block("furniture", (line,)) if is_furniture(text) else _caption(line)
    page_head = read_page_head(text)
    if page_head is not None:
        return Block("page-head", (line,), page_head=page_head)
    if is_furniture(text):
        return Block("furniture", (line,))
    byline = _byline(text)
    if byline is not None:
        return Block("byline" if byline.authors else "furniture", (line,), byline=byline)
    if len(text) <= _HEADLINE + 2 and _SUBTITLE.match(text):
        return Block("subtitle", (line,))
    return _caption(line)


def _caption(line: Line) -> Block | None:
    return Block("caption", (line,)) if _CAPTION.match(line.text) else None


def _byline(text: str) -> Byline | None:
    """The byline that a line is, its brackets taken off; bare names only on a line of their own."""
    if text[0] == "(" and text[-1] == ")":
        return read_byline(text[1:-1])
    if _BYLINE_HINT.search(text):
        byline = read_byline(text)
        return byline if byline is not None and (byline.stated or len(text) <= _BARE) else None
    return read_byline(text) if len(text) <= _BARE and _NAMES.fullmatch(text) else None


def _breaks(run: list[Line], line: Line) -> bool:
    """Whether the line opens a block of its own behind the run."""
    before = run[-1]
    if line.gap or (line.indent >= _INDENT and line.indent > before.indent):
        return True
    closed = before.text.endswith(_TERMINAL)
    if closed and line.indent >= _INDENT:
        return True
    if (closed or len(run) <= _INDENT) and read_dateline(line.text):
        return True
    wide = len(line.text) >= _WIDER * len(before.text) + _MARGIN
    return wide and len(run) <= _INDENT and not _STOP.search("".join(each.text for each in run))


def _run(run: list[Line], *, after_open_body: bool) -> Block:
    lines = tuple(run)
    text = "".join(line.text for line in run)
    dateline = read_dateline(text)
    if dateline is not None and not dateline.topic:
        return Block("body", lines, dateline=dateline)
    if dateline is not None:
        return Block("plain", lines, dateline=dateline)
    if _is_told(text) or (after_open_body and not _is_display(run)):
        return Block("body", lines)
    longest = max(len(line.text) for line in run)
    wrapped = len(run) >= _COLUMN and longest >= _COLUMN_WIDTH
    return Block("plain" if longest <= _HEADLINE and not wrapped else "body", lines)


def _is_told(text: str) -> bool:
    """A sentence or a piece of one, and no headline."""
    if _STOP.search(text) or text.endswith(_OPEN_END[:4]) or len(text) > _RUN or _INNER.search(text):
        return True
    return len(_CLAUSE.findall(text)) >= _CLAUSES


def _is_display(run: list[Line]) -> bool:
    """Set apart and spaced, as no rest of a sentence is."""
    return len(run) == 1 and " " in run[0].text and run[0].gap > 0


def _leaves_open(block: Block) -> bool:
    return block.kind == "body" and not block.lines[-1].text.endswith(_TERMINAL)


def closing_head(block: Block) -> PageHead | None:
    """The paper and date in brackets behind the last sentence of a block (`（《清水日报》2023年1月10日第3版）`)."""
    last = block.lines[-1].text
    match = _END_BRACKETS.search(last) if last[-1] == ")" else None
    return read_page_head(match[0]) if match and match.start() else None


def closing(block: Block) -> tuple[int, Byline] | None:
    """The byline in brackets that closes a block, and the source offset of its bracket; None where there is none."""
    last = block.lines[-1].text
    if ")" not in last and last[-1] not in "摄影":
        return None
    found = closing_byline(last)
    if found is None and len(block.lines) > 1 and ")" in last:
        joined = "".join(line.text for line in block.lines[-2:])
        found = closing_byline(joined)
        if found is not None and found[0] < len(block.lines[-2].text):
            return block.lines[-2].start + found[0], found[1]
        return None
    return (block.lines[-1].start + found[0], found[1]) if found else None
