"""Which display heads which stretch of a page, where they do not stand one behind the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .affinity import Affinity, Paragraph, assign
from .blocks import Block
from .displays import Display, Group

_TERMINAL = tuple("。！？!?…”）)")
# A headline that stands apart has to be told of in a body so much more than the headline before that body.
_EVIDENCE = 1.5
_LEAST = 6.0

Placed = list[tuple["Stretch", Display | None]]


@dataclass(slots=True)
class Stretch:
    """Bodies [start, end), the displays right before them, and whether a dateline or a closing byline signs them."""

    start: int
    end: int
    displays: list[Display] = field(default_factory=list)
    signed: bool = False

    @property
    def indices(self) -> range:
        """The bodies by their index."""
        return range(self.start, self.end)

    @property
    def titled(self) -> list[Display]:
        """The displays that have a headline."""
        return [display for display in self.displays if display.rows]

    def lacks_title(self) -> bool:
        """Whether no headline stands before it."""
        return not self.titled

    def is_signed(self) -> bool:
        """Whether a byline, a dateline or a closing byline belongs to it."""
        return self.signed or any(display.bylines for display in self.displays)

    def complete(self, group: Group) -> None:
        """Take what the stretch lacks, headline or byline, from displays in the middle of it."""
        for display in group.displays:
            if display.is_whole() and self.lacks_title():
                self.displays = [
                    Display(display.rows, display.subtitle, [b for d in self.displays for b in d.bylines])
                ]
            elif display.bylines and not display.rows and not self.is_signed() and self.displays:
                self.displays[-1].bylines.extend(display.bylines)


def place_displays(bodies: Sequence[Block], groups: dict[int, Group], stretches: list[Stretch]) -> Placed:
    """Each stretch with its display, None where it has none; stretches under several headlines are divided."""
    last = groups.get(len(bodies), Group())
    loose = [display for display in last.displays if display.rows and (display.subtitle or display.bylines)]
    untitled = [stretch for stretch in stretches if stretch.lacks_title()]
    if not loose and len(stretches) > 1 and untitled:
        loose = [Display([row]) for display in last.displays for row in display.rows][: len(untitled)]
    if not loose and all(len(stretch.titled) <= 1 for stretch in stretches):
        return [(stretch, stretch.displays[-1] if stretch.displays else None) for stretch in stretches]
    return _Placing(bodies, groups, stretches, loose).placed()


class _Placing:
    """The paragraphs and headlines of one page, and how they fit."""

    def __init__(
        self,
        bodies: Sequence[Block],
        groups: dict[int, Group],
        stretches: list[Stretch],
        loose: list[Display],
    ) -> None:
        self._stretches = stretches
        self._loose = loose
        self._heads = [display for stretch in stretches for display in stretch.titled] + loose
        self._starts = _paragraph_starts(bodies, groups, {stretch.start for stretch in stretches})
        ends = [*self._starts[1:], len(bodies)]
        self._paragraphs = [
            Paragraph(
                "".join(block.text for block in bodies[start:end]), bool(groups.get(start, Group()).displays)
            )
            for start, end in zip(self._starts, ends, strict=True)
        ]
        self._total = len(bodies)
        self._fits = Affinity([display.text for display in self._heads], self._paragraphs)

    def placed(self) -> Placed:
        """Each stretch with its display, in the order of the page."""
        near: dict[int, Stretch] = {}
        stretches: list[Stretch] = []
        free = sum(stretch.lacks_title() for stretch in self._stretches)
        for stretch in self._stretches:
            heads = [self._head(display) for display in stretch.titled]
            # Of several headlines over one stretch those that no stretch without a headline waits for divide it.
            parts = self._divided(stretch, heads[: max(1, len(heads) - free)])
            free -= max(0, len(heads) - len(parts))
            near.update(zip(heads, parts, strict=False))
            stretches.extend(parts)
        stretches = self._with_loose(stretches, near)
        spans = [self._span(stretch) for stretch in stretches]
        neighbours = [
            next((i for i, s in enumerate(stretches) if s is near.get(head)), None)
            for head in range(len(self._heads))
        ]
        found = assign(self._fits, spans, neighbours)
        return [(stretch, self._display(found, at, stretch)) for at, stretch in enumerate(stretches)]

    def _with_loose(self, stretches: list[Stretch], near: dict[int, Stretch]) -> list[Stretch]:
        """The stretches cut until there is one for each headline that stands behind all bodies, where there is evidence."""
        loose = [self._head(display) for display in self._loose]
        waiting = [stretch for stretch in stretches if stretch.lacks_title() and stretch not in near.values()]
        if len(waiting) == 1 < len(loose):
            at = stretches.index(waiting[0])
            start, end = self._span(waiting[0])
            if end - start >= len(loose):
                cuts = self._fits.divide_in_any_order(loose, start, end)
                stretches[at : at + 1] = self._cut(waiting[0], cuts)
            return stretches
        for head in loose[: max(0, len(loose) - len(waiting))]:
            stretches = self._detached(head, stretches, near)
        return stretches

    def _head(self, display: Display) -> int:
        return next(index for index, each in enumerate(self._heads) if each is display)

    def _display(self, found: list[int | None], at: int, stretch: Stretch) -> Display | None:
        """The headline that goes to the stretch, with the byline that stands before the stretch where it has none."""
        head = self._heads[found.index(at)] if at in found else None
        signed = [display for display in stretch.displays if not display.rows and display.bylines]
        if head is None:
            return signed[-1] if signed else None
        return Display(
            head.rows, head.subtitle, head.bylines or [b for display in signed for b in display.bylines]
        )

    def _span(self, stretch: Stretch) -> tuple[int, int]:
        """The stretch in paragraphs."""
        start = self._starts.index(stretch.start)
        end = self._starts.index(stretch.end) if stretch.end < self._total else len(self._starts)
        return start, end

    def _divided(self, stretch: Stretch, heads: list[int]) -> list[Stretch]:
        start, end = self._span(stretch)
        if len(heads) < 2 or end - start < len(heads):
            return [stretch]
        return self._cut(stretch, self._fits.divide(heads, start, end)[1])

    def _cut(self, stretch: Stretch, cuts: Sequence[int]) -> list[Stretch]:
        edges = [stretch.start, *(self._starts[cut] for cut in cuts), stretch.end]
        return [
            Stretch(start, end, stretch.displays if not at else [], stretch.signed)
            for at, (start, end) in enumerate(pairwise(edges))
        ]

    def _detached(self, head: int, stretches: list[Stretch], near: dict[int, Stretch]) -> list[Stretch]:
        """Cut off a body for a headline where the words of one plainly tell of it; one that none tells of heads nothing."""
        found = [
            option
            for at, stretch in enumerate(stretches)
            for option in self._options(head, at, stretch, near)
        ]
        if not found:
            return stretches
        _, at, cut, first = max(found)
        parts = self._cut(stretches[at], [cut])
        for owner in [each for each, stretch in near.items() if stretch is stretches[at]]:
            near[owner] = parts[first]
        return [*stretches[:at], *parts, *stretches[at + 1 :]]

    def _options(
        self, head: int, at: int, stretch: Stretch, near: dict[int, Stretch]
    ) -> list[tuple[float, int, int, bool]]:
        """How much more of the headline than of the owner's own the part of the stretch holds that would be cut off, where
        the cut is, and whether that part comes first."""
        start, end = self._span(stretch)
        owner = next((each for each, owned in near.items() if owned is stretch), None)
        options: list[tuple[float, int, int, bool]] = []
        if end - start < 2:
            return options
        for first in (False, True) if owner is None else (False,):
            order = [head, owner] if first else [owner, head]
            cut = self._fits.divide(order, start, end)[1][0]
            part = (start, cut) if first else (cut, end)
            told = self._fits.fit(head, *part)
            lost = self._fits.fit(owner, *part) if owner is not None else 0.0
            if self._heads[head].bylines or (told >= _LEAST and told >= _EVIDENCE * lost):
                options.append((told - lost, at, cut, first))
        return options


def _paragraph_starts(bodies: Sequence[Block], groups: dict[int, Group], cuts: set[int]) -> list[int]:
    """Bodies that begin a paragraph: behind a closed sentence or a heading, and no caption."""
    starts = [0]
    for index in range(1, len(bodies)):
        closed = bodies[index - 1].text.endswith(_TERMINAL) or bool(groups.get(index, Group()).displays)
        if index in cuts or (closed and bodies[index].kind == "body"):
            starts.append(index)
    return starts
