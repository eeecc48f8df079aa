"""The article's own facts, read from its text: headline, subtitle, writers, paper, date, and where the report begins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

import regex

from ..core import Heading
from .blocks import Block, closing, closing_head, read_blocks
from .bylines import Byline
from .headlines import Headline, choose_headline, is_rubric
from .pageheads import PageHead, office_of, site_of
from .spelling import is_letter_spaced

# A report of one paragraph this short under a photograph is written by its photographer.
_PHOTO_NEWS = 220
_TERMINAL = tuple("。！？!?”")
_OF_PAGE = ("page-head", "furniture", "byline")
# The end of a report, where its writers and the page's last lines stand.
_END = 400
# A line that may be a headline which the layout moved: one with a dash, or one set letter by letter.
_MOVED = regex.compile(
    r"^[ \u3000]*(?:[—―─]{1,2}[\p{Han}“]|\p{Han}(?:[ \u3000]+\p{Han}){3,}[ \u3000]*$)", regex.MULTILINE
)
# A line that may be a byline wherever it stands.
_SIGNED = regex.compile(
    r"^[^\p{Han}\n]{0,6}(?:本报|本网)?(?:记者|通讯员)|[(（][^()（）\n]*(?:记者|通讯员)[^()（）\n]*[)）]\s*$",
    regex.MULTILINE,
)
_WRITER = re.compile("记者|通讯员")
# Lines set letter by letter have this; few texts do.
_SPACED_LETTER = re.compile(r"[ \u3000][^ \u3000][ \u3000]")


def read_heading(text: str) -> Heading:
    """What a source text says of itself: nothing is guessed, and a text without a headline has none.

    `published` is the date of a page's head or foot, of a signature, or of a dateline with its year; `3月5日` gives nothing,
    and less than a day only where the line is beyond doubt the page's (`2023年第5期`). Authors are told by
    bylines at the head, in the dateline, and at the end.

    >>> found = read_heading("春风入户\\n——清水县文明实践见闻\\n\\n◎ 张明\\n\\n3月5日，清水县开了集市。")
    >>> found.title, found.subtitle, found.authors
    ('春风入户', '清水县文明实践见闻', ('张明',))
    """
    head, after = _head(text)
    end = _end(text, after)
    headline = choose_headline(head, text)
    if headline.title is None:
        headline = _moved(text, after, headline)
    read = [*head, *end]
    page_heads = [*_page_heads(read)]
    title = headline.title or _column(head)
    authors = _authors(read) or _signed(text, after)
    body = _body(head, end, len(text))
    page = tuple((block.start, block.end) for block in read if block.kind in _OF_PAGE)
    published = next((told.published for told in page_heads if told.published), None)
    source = next(_sources(read, page_heads), None)
    return Heading(title, headline.subtitle, authors, source, published, *body, page)


def _column(head: Sequence[Block]) -> str | None:
    """The column that the page's own line names (`图片新闻`), over a report without a headline."""
    words = (word for block in head if block.kind == "page-head" for word in block.text.split())
    return next(filter(is_rubric, words), None)


def _head(text: str) -> tuple[list[Block], int]:
    """The blocks up to the first of the body, that one too, and where it ends."""
    head: list[Block] = []
    for block in read_blocks(text):
        head.append(block)
        if _is_body(block):
            break
    return head, head[-1].end if head else 0


def _end(text: str, after: int) -> list[Block]:
    """The blocks of the text's last stretch, from the beginning of a line."""
    start = max(after, text.find("\n", max(after, len(text) - _END)))
    return list(read_blocks(text, start))


def _is_body(block: Block) -> bool:
    return block.kind in ("body", "caption")


def _body(head: Sequence[Block], end: Sequence[Block], length: int) -> tuple[int, int]:
    """From the first block of the body to the last that is told."""
    if not head or not _is_body(head[-1]):
        return length, length
    told = [block for block in end if _is_body(block)] or (
        [head[-1]] if not end or end[0].start >= head[-1].end else []
    )
    return head[-1].start, max(told[-1].end if told else end[0].start, head[-1].end)


def _moved(text: str, after: int, known: Headline) -> Headline:
    """A headline that the page's layout set behind the beginning of the report: over its subtitle, or letter by letter."""
    dashed = "—" in text or "―" in text or "─" in text
    for match in _MOVED.finditer(text, after) if dashed or _SPACED_LETTER.search(text, after) else ():
        line = match.start()
        if "—" in match[0] or "―" in match[0] or "─" in match[0]:
            line = text.rfind("\n", 0, max(0, line - 1)) + 1
        first, below = [*islice(read_blocks(text, line), 2), None, None][:2]
        if first is None or first.kind != "plain":
            continue
        pair = (
            [first, below]
            if below is not None and below.kind == "subtitle" and not below.lines[0].gap
            else [first]
        )
        if len(pair) > 1 or is_letter_spaced(text[first.start : first.end]):
            found = choose_headline(pair, text)
            return Headline(found.title, found.subtitle or known.subtitle, found.blocks)
    return known


def _signed(text: str, after: int) -> tuple[str, ...]:
    """Writers named on a line of their own, or in brackets behind a paragraph, in the middle of the text."""
    names: list[str] = []
    for start in _signed_lines(text, after):
        block = next(read_blocks(text, start), None)
        if block is not None:
            names.extend(
                name
                for byline in _bylines(block, last=False)
                if not byline.pictures
                for name in byline.authors
            )
    return tuple(dict.fromkeys(names))


def _signed_lines(text: str, after: int) -> Iterator[int]:
    """Where the lines behind `after` begin that may be signed; only those that name a writer's part are looked at."""
    end = after
    for writer in _WRITER.finditer(text, after):
        if writer.start() < end:
            continue
        start = text.rfind("\n", 0, writer.start()) + 1
        end = text.find("\n", writer.end())
        end = end if end >= 0 else len(text)
        if _SIGNED.search(text, max(start, after), end):
            yield start


def _authors(blocks: Sequence[Block]) -> tuple[str, ...]:
    """Writers in the order of the text; photographers only where the report is news of one picture."""
    body = [block for block in blocks if _is_body(block)]
    column = _column(blocks) or any(is_rubric(block.text) for block in blocks if block.kind == "plain")
    pictures = bool(column) or (len(body) == 1 and _is_one_paragraph(body[0]))
    names: list[str] = []
    for block in blocks:
        if block.page_head is not None:
            names.extend(block.page_head.authors)
        if block.dateline is not None:
            names.extend(block.dateline.authors)
        for byline in _bylines(block, last=bool(body) and block is body[-1]):
            if not byline.pictures or pictures:
                names.extend(byline.authors)
    return tuple(dict.fromkeys(names))


def _is_one_paragraph(block: Block) -> bool:
    closed = sum(line.text.endswith(_TERMINAL) for line in block.lines)
    return closed <= 1 and block.end - block.start <= _PHOTO_NEWS


def _bylines(block: Block, *, last: bool) -> Iterator[Byline]:
    """Of names without a part (`（陈晓 周强）`) only those that close the report are its writers'."""
    if block.byline is not None:
        yield block.byline
    elif block.kind == "body":
        found = closing(block)
        if found is not None and (last or found[1].stated):
            yield found[1]


def _page_heads(blocks: Sequence[Block]) -> Iterator[PageHead]:
    """What lines of the page say, those of their own first, then what closes a paragraph in brackets, then datelines."""
    yield from (block.page_head for block in blocks if block.page_head)
    for block in blocks:
        found = closing_head(block) if _is_body(block) else None
        if found is not None:
            yield found
    lines = (block.dateline for block in blocks if block.dateline)
    yield from (PageHead((), None, line.published) for line in lines if line.published)
    bylines = (block.byline for block in blocks if block.byline)
    yield from (PageHead((), None, line.published) for line in bylines if line.published)


def _signing_offices(blocks: Sequence[Block]) -> Iterator[str]:
    """The office that stands right over a line with nothing but the date, as official reports are signed."""
    for block, below in pairwise(blocks):
        date = below.page_head
        if block.kind == "plain" and date is not None and not date.source and not date.authors:
            office = office_of(block.lines[-1].text)
            if office is not None:
                yield office


def _sources(blocks: Sequence[Block], page_heads: Sequence[PageHead]) -> Iterator[str]:
    """The papers that are named, the surest first: by 来源, in a dateline, in a byline, by the page's own name."""
    yield from (told.source for told in page_heads if told.source)
    yield from (block.dateline.source for block in blocks if block.dateline and block.dateline.source)
    yield from _signing_offices(blocks)
    for block in blocks:
        yield from (
            byline.source for byline in _bylines(block, last=True) if byline.source and not byline.pictures
        )
    sites = (site_of(block.text) for block in blocks if block.kind == "furniture")
    yield from (site for site in sites if site)
