"""The article's own facts, read from its text: headline, subtitle, writers, paper, date, and where the report begins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from ..core import Heading
from .blocks import Block, closing, read_blocks
from .bylines import Byline
from .headlines import Headline, choose_headline
from .pageheads import site_of
from .spelling import is_letter_spaced

# A report of one paragraph this short under a photograph is written by its photographer.
_PHOTO_NEWS = 220


def read_heading(text: str) -> Heading:
    """What a source text says of itself: nothing is guessed, and a text without a headline has none.

    `published` is a full date of a page's head or of a dateline with its year; `3月5日` gives nothing. Authors are told by
    bylines at the head, in the dateline, and at the end.

    >>> found = read_heading("春风入户\\n——清水县文明实践见闻\\n\\n◎ 张明\\n\\n3月5日，清水县开了集市。")
    >>> found.title, found.subtitle, found.authors
    ('春风入户', '清水县文明实践见闻', ('张明',))
    """
    blocks = list(read_blocks(text))
    head = list(takewhile(lambda block: not _is_body(block), blocks))
    body = _body(blocks[len(head) :])
    headline = choose_headline(head, text)
    if headline.title is None:
        headline = _moved(blocks[len(head) :], text, headline)
    return Heading(
        headline.title,
        headline.subtitle,
        tuple(dict.fromkeys(_authors(blocks, body))),
        next(_sources(blocks), None),
        _published(blocks),
        body[0].start if body else len(text),
        body[-1].end if body else len(text),
    )


def _is_body(block: Block) -> bool:
    return block.kind == "body" or block.kind == "caption"


def _body(blocks: Sequence[Block]) -> list[Block]:
    """The blocks from the first of the body to the last that is told."""
    last = max((index for index, block in enumerate(blocks) if _is_body(block)), default=-1)
    return list(blocks[: last + 1])


def _moved(blocks: Sequence[Block], text: str, known: Headline) -> Headline:
    """A headline that the page's layout set behind the beginning of the report: over its subtitle, or letter by letter."""
    for index, block in enumerate(blocks):
        if block.kind != "plain":
            continue
        after = blocks[index + 1] if index + 1 < len(blocks) else None
        below = [after] if after is not None and after.kind == "subtitle" and after.lines[0].gap == 0 else []
        if below or is_letter_spaced(text[block.start : block.end]):
            found = choose_headline([block, *below], text)
            return Headline(found.title, found.subtitle or known.subtitle, found.blocks)
    return known


def _authors(blocks: Sequence[Block], body: Sequence[Block]) -> Iterator[str]:
    """Writers in the order of the text; photographers only where the report is news of one picture."""
    pictures = len(body) == 1 and body[0].end - body[0].start <= _PHOTO_NEWS
    for block in blocks:
        if block.page_head is not None:
            yield from block.page_head.authors
        if block.dateline is not None:
            yield from block.dateline.authors
        for byline in _bylines(block, last=bool(body) and block is body[-1]):
            if not byline.pictures or pictures:
                yield from byline.authors


def _bylines(block: Block, *, last: bool) -> Iterator[Byline]:
    """Of names without a part (`（罗钊 林春）`) only those that close the report are its writers'."""
    if block.byline is not None:
        yield block.byline
    elif block.kind == "body":
        found = closing(block)
        if found is not None and (last or found[1].stated):
            yield found[1]


def _sources(blocks: Iterable[Block]) -> Iterator[str]:
    """Papers that are named, the surest first: by 来源, in a dateline, in a byline, by the page's own name."""
    read = list(blocks)
    yield from (block.page_head.source for block in read if block.page_head and block.page_head.source)
    yield from (block.dateline.source for block in read if block.dateline and block.dateline.source)
    for block in read:
        yield from (byline.source for byline in _bylines(block, last=True) if byline.source and not byline.pictures)
    sites = (site_of(block.text) for block in read if block.kind == "furniture")
    yield from (site for site in sites if site)


def _published(blocks: Iterable[Block]) -> str | None:
    read = list(blocks)
    heads = [block.page_head.published for block in read if block.page_head and block.page_head.published]
    lines = [block.dateline.published for block in read if block.dateline and block.dateline.published]
    return next(iter([*heads, *lines]), None)
