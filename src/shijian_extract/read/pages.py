"""A newspaper page's text, split into the articles that it carries.

A headline, a byline and a body make an article wherever they stand. What opens an article beyond doubt is cut at: a headline
with a byline, a dateline (`本报讯`), a headline behind an article's closing byline. Headlines whose body does not follow them
(several over several bodies, or set behind all bodies) go to the body that speaks their words. The heading of a section has
neither byline nor dateline and is no boundary, so that an ordinary article is never split.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from ..core import CleanText, PageReport, Report
from .affinity import only_county
from .blocks import Block, read_blocks
from .displays import Display, Group, read_groups
from .pageheads import PageHead, site_of
from .placing import Stretch, place_displays

_CREDIT = regex.compile(r"(?:记者|通讯员|[\s(。])\s*[\p{Han}\s]{2,20}\s*摄(?:影)?\s*\)?$")
_DATED = regex.compile(r"\d\s*[月日]|近日|日前|[昨今][天日]")
# What a byline, a subtitle, a dateline, a closing byline shows: two articles have at least two such signs.
_SIGNS = regex.compile(
    r"[◎●○□■◆◇△▲]|记者|通讯员|作者|撰文|[讯电][ \u3000（(]|[文图摄][/／、]|[/／、][文图摄]|\n *(?:——|―|- )|[）)摄] *\n"
    r"|\n[ \u3000]*\p{Han}{2,4}(?:[ \u3000、]+\p{Han}{1,4}){0,3}[ \u3000]*\n"
)
_FEWEST_SIGNS = 2
# What parts the pieces of an article, so that no sentence goes on from one to the next.
_BETWEEN = "\n\n"
# A photograph's news is told in one paragraph of about this length.
_PHOTO_NEWS = range(30, 260)
# A lead before the dateline of the same report is no longer than this.
_LEAD = 160


@dataclass(slots=True, frozen=True)
class PageArticle:
    """An article of a page, in half-open code points of the page's text: the span of its body, its pieces (without photo
    news that stands inside it), and where its headline and byline stand, before it or behind."""

    start: int
    end: int
    body: tuple[tuple[int, int], ...]
    heading: tuple[tuple[int, int], ...] = ()
    closing: tuple[tuple[int, int], ...] = ()

    @property
    def pieces(self) -> tuple[tuple[int, int], ...]:
        """Heading, body and closing byline in the order in which they are read."""
        return (*self.heading, *self.body, *self.closing)


def split_page(text: str) -> list[PageArticle]:
    """The articles of a page, in the order of their bodies; one for an ordinary text, none for a text without a body.

    >>> page = "集市开张\\n◎ 张明\\n\\n清水县的集市开张。\\n\\n戏台搭好\\n◎ 李华\\n\\n石门镇的戏台搭好。"
    >>> [page[article.start : article.end] for article in split_page(page)]
    ['清水县的集市开张。', '石门镇的戏台搭好。']
    """
    bodies, groups = read_groups(read_blocks(text))
    if not bodies:
        return []
    placed = place_displays(bodies, groups, _stretches(bodies, groups))
    photos = _photo_news(bodies, groups) if len(placed) > 1 else frozenset()
    articles = [_article(bodies, groups, stretch, display, photos) for stretch, display in placed]
    kept = {index for stretch, _ in placed if photos.issuperset(stretch.indices) for index in stretch.indices}
    articles.extend(_photo_article(bodies, groups, index) for index in photos - kept)
    return sorted(articles, key=lambda article: article.start)


def page_facts(text: str) -> PageHead:
    """What the page's own head says for all its articles: the paper and the day of issue."""
    source = published = None
    for block in read_blocks(text):
        if block.kind in ("body", "plain"):
            break
        if block.page_head is not None:
            source, published = source or block.page_head.source, published or block.page_head.published
        elif block.kind == "furniture":
            source = source or site_of(block.text)
    return PageHead((), source, published)


def _stretches(bodies: Sequence[Block], groups: dict[int, Group]) -> list[Stretch]:
    """The bodies cut wherever an article opens beyond doubt, each stretch with the displays right before it."""
    stretches: list[Stretch] = []
    for index, block in enumerate(bodies):
        group = groups.get(index, Group())
        current = stretches[-1] if stretches else None
        if current is None or _opens(block, group, current, bodies):
            stretches.append(
                Stretch(
                    index, index + 1, group.heading_displays(dated=block.dateline is not None), _signed(block)
                )
            )
            continue
        current.end = index + 1
        current.complete(group)
        current.signed = current.signed or _signed(block) or group.closed
    return stretches


def _signed(block: Block) -> bool:
    return block.dateline is not None


def _opens(block: Block, group: Group, current: Stretch, bodies: Sequence[Block]) -> bool:
    """Whether a new article begins with this block."""
    if block.dateline is not None:
        return not (_is_lead(current, bodies) and not group.displays)
    if any(display.is_rubric() for display in group.displays) and current.is_signed():
        return True
    whole = [display for display in group.displays if display.is_whole()]
    if whole:
        return not (
            len(whole) == 1 and whole[0].byline is None and current.lacks_title() and current.is_signed()
        )
    if any(not display.rows and display.byline for display in group.displays):
        return current.is_signed()
    return group.closed and any(display.rows and not display.is_aside() for display in group.displays)


def _is_lead(current: Stretch, bodies: Sequence[Block]) -> bool:
    """A short paragraph before the dateline of the same report."""
    length = bodies[current.end - 1].end - bodies[current.start].start
    return not current.is_signed() and current.end - current.start == 1 and length <= _LEAD


def _photo_news(bodies: Sequence[Block], groups: dict[int, Group]) -> frozenset[int]:
    """Bodies that are the news of one photograph: dated, of one paragraph, with the photographer behind."""
    return frozenset(
        index
        for index, block in enumerate(bodies)
        if block.dateline is None
        and len(block.text) in _PHOTO_NEWS
        and "。" in block.text
        and _DATED.search(block.text)
        and (_CREDIT.search(block.text) or groups.get(index + 1, Group()).credited)
    )


def _article(
    bodies: Sequence[Block],
    groups: dict[int, Group],
    stretch: Stretch,
    display: Display | None,
    photos: frozenset[int],
) -> PageArticle:
    own = [index for index in stretch.indices if index not in photos] or list(stretch.indices)
    pieces: list[list[Block]] = []
    for before, index in zip([None, *own], own, strict=False):
        if before is None or index != before + 1:
            pieces.append([])
        pieces[-1].append(bodies[index])
    start, end = bodies[own[0]].start, bodies[own[-1]].end
    shown = [block for block in display.blocks if not start <= block.start < end] if display else []
    closing = groups.get(own[-1] + 1, Group()).closing
    return PageArticle(
        start,
        end,
        tuple((piece[0].start, piece[-1].end) for piece in pieces),
        tuple((block.start, block.end) for block in shown),
        tuple((block.start, block.end) for block in closing),
    )


def _photo_article(bodies: Sequence[Block], groups: dict[int, Group], index: int) -> PageArticle:
    block = bodies[index]
    closing = groups.get(index + 1, Group()).closing
    return PageArticle(
        block.start,
        block.end,
        ((block.start, block.end),),
        (),
        tuple((line.start, line.end) for line in closing),
    )


def read_page(report: Report) -> list[PageReport]:
    """The reports that a page carries, `<page>#1`, `<page>#2`, … in the order of their bodies; one or none for an ordinary
    text.

    What the caller or the page's head says of paper and date holds for all of them, and the one county that the page names
    for those that do not name it.
    """
    if len(_SIGNS.findall(report.text)) < _FEWEST_SIGNS:
        return []
    facts = page_facts(report.text)
    published, source = report.published or facts.published, report.source or facts.source
    county = only_county(_squeezed(report.text))
    found = []
    for number, article in enumerate(split_page(report.text), 1):
        text = _joined(report.text, article.pieces)
        place = report.place or (county if county and county not in _squeezed(text.text) else None)
        name = f"{report.id}#{number}" if report.id is not None else None
        own = Report(text.text, id=name, published=published, source=source, place=place)
        found.append(PageReport(own, text, article.start, article.end))
    return found


def _squeezed(text: str) -> str:
    """The text without white space: a column breaks the name of a county anywhere."""
    return "".join(text.split())


def _joined(page: str, pieces: Sequence[tuple[int, int]]) -> CleanText:
    """The pieces as one text, each a block of its own, with the way back to the page."""
    starts: list[int] = []
    shifts: list[int] = []
    length = 0
    for start, end in pieces:
        starts.append(length)
        shifts.append(start - length)
        length += end - start + len(_BETWEEN)
    return CleanText(page, _BETWEEN.join(page[start:end] for start, end in pieces), starts, shifts)
