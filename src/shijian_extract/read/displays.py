"""Displays of a page: headline rows, subtitle and byline that stand together, in groups between the bodies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ..lexicon import words
from .blocks import Block, closing
from .headlines import is_rubric

_ASIDE = 8


@dataclass(slots=True)
class Display:
    """What heads one article: its rows, its subtitle, its bylines; any may be missing."""

    rows: list[Block] = field(default_factory=list)
    subtitle: Block | None = None
    bylines: list[Block] = field(default_factory=list)

    @property
    def byline(self) -> Block | None:
        """The first of its bylines."""
        return self.bylines[0] if self.bylines else None

    @property
    def blocks(self) -> list[Block]:
        """All of its blocks as they are read, the headline first."""
        return [*self.rows, *([self.subtitle] if self.subtitle else []), *self.bylines]

    @property
    def text(self) -> str:
        """The words of headline and subtitle."""
        return " ".join(block.text for block in self.blocks if block not in self.bylines)

    def is_whole(self) -> bool:
        """Whether it heads an article beyond doubt: signed, or with a subtitle that names the kind of report."""
        genre = self.subtitle is not None and self.subtitle.text.endswith(words("bylines", "genres"))
        return bool(self.rows) and (bool(self.bylines) or genre)

    def is_aside(self) -> bool:
        """Whether it heads an aside of the report before it (`记者手记`)."""
        first = self.rows[0].text if self.rows else ""
        return len(first) <= _ASIDE and first.startswith(words("bylines", "asides"))

    def is_rubric(self) -> bool:
        """Whether it is the name of a column (`图片新闻`), under which something else begins."""
        return bool(self.rows) and is_rubric(self.rows[0].text)

    def begins_before(self, block: Block) -> bool:
        """Whether the block belongs to another display behind this one."""
        if block.kind == "plain":
            return self.subtitle is not None or (bool(self.bylines) and bool(self.rows))
        if block.kind == "subtitle":
            return self.subtitle is not None or bool(self.bylines)
        return bool(self.bylines) and block.lines[0].gap > 0

    def take(self, block: Block) -> None:
        """Add a block that stands behind the others."""
        if block.kind == "plain":
            self.rows.append(block)
        elif block.kind == "subtitle":
            self.subtitle = block
        else:
            self.bylines.append(block)


@dataclass(slots=True)
class Group:
    """What stands between two bodies: bylines that close the one, displays that head the other. `closed` is true where the
    body before is signed at its end, `credited` where a photographer is."""

    displays: list[Display] = field(default_factory=list)
    closing: list[Block] = field(default_factory=list)
    closed: bool = False
    credited: bool = False

    def heading_displays(self, *, dated: bool) -> list[Display]:
        """The displays that head an article which opens right behind them."""
        whole = [display for display in self.displays if display.is_whole() or (dated and display.rows)]
        return whole or self.displays[-1:]


def read_groups(blocks: Iterable[Block]) -> tuple[list[Block], dict[int, Group]]:
    """The bodies of a page, and by the index of the body behind it each group of displays; one behind all bodies stands
    at their number."""
    bodies: list[Block] = []
    groups: dict[int, Group] = {}
    between: list[Block] = []
    for block in blocks:
        if block.kind in ("body", "caption"):
            _add(groups, bodies, between)
            bodies.append(block)
            between = []
        elif block.kind in ("plain", "subtitle") or (block.kind == "byline" and _is_byline(block, between)):
            between.append(block)
    _add(groups, bodies, between)
    return bodies, groups


def _is_byline(block: Block, between: Sequence[Block]) -> bool:
    """Names alone on a line are a byline behind a headline; elsewhere they may be any words."""
    stated = block.byline is not None and block.byline.stated
    return stated or block.text.startswith("(") or (bool(between) and between[-1].kind != "byline")


def _add(groups: dict[int, Group], bodies: Sequence[Block], between: Sequence[Block]) -> None:
    group = Group()
    signed = closing(bodies[-1]) if bodies and bodies[-1].kind == "body" else None
    if signed is not None:
        group.credited, group.closed = signed[1].pictures, not signed[1].pictures
    start = _close(group, between) if bodies else 0
    for block in between[start:]:
        if not group.displays or group.displays[-1].begins_before(block):
            group.displays.append(Display())
        group.displays[-1].take(block)
    if between or group.closed or group.credited:
        groups[len(bodies)] = group


def _close(group: Group, between: Sequence[Block]) -> int:
    """Take the bylines that sign the body before: in brackets, or with another headline or nothing behind them."""
    for index, block in enumerate(between):
        after = between[index + 1] if index + 1 < len(between) else None
        last = after is None and not block.text.startswith("(")
        if block.kind != "byline" or block.byline is None or (last and not _closes_page(block)):
            return index
        group.closing.append(block)
        group.closed = group.closed or not block.byline.pictures
        group.credited = group.credited or block.byline.pictures
    return len(between)


def _closes_page(block: Block) -> bool:
    """A photographer's line, whatever stands behind it."""
    return block.byline is not None and (block.byline.pictures or block.text.endswith("摄影报道"))
