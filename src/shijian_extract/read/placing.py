"""Which display heads which stretch of a page, where they do not stand one behind the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .affinity import Affinity, Paragraph, assign, divide
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
        free = sum(stretch.lacks_title() for stretch in self._stretches)
        wanted = sum(max(0, len(stretch.titled) - 1) for stretch in self._stretches) + len(self._loose)
        near: dict[int, Stretch] = {}
        stretches: list[Stretch] = []
        for stretch in self._stretches:
            more = min(len(stretch.titled) - 1, wanted - free) if len(stretch.titled) > 1 else 0
            parts = self._divided(stretch, more + 1) if more > 0 else [stretch]
            near.update(
                (self._head(display), part) for display, part in zip(stretch.titled, parts, strict=False)
            )
            wanted -= max(0, more)
            stretches.extend(parts)
        if wanted > free:
            stretches = self._detached(stretches, near)
        spans = [self._span(stretch) for stretch in stretches]
        neighbours = [
            next((i for i, s in enumerate(stretches) if s is near.get(head)), None)
            for head in range(len(self._heads))
        ]
        found = assign(self._fits, spans, neighbours)
        return [(stretch, self._display(found, at, stretch)) for at, stretch in enumerate(stretches)]

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

    def _divided(self, stretch: Stretch, parts: int) -> list[Stretch]:
        start, end = self._span(stretch)
        heads = [self._head(display) for display in stretch.titled][:parts]
        if end - start < len(heads):
            return [stretch]
        return self._cut(stretch, divide(self._fits, heads, self._paragraphs, start, end))

    def _cut(self, stretch: Stretch, cuts: Sequence[int]) -> list[Stretch]:
        edges = [stretch.start, *(self._starts[cut] for cut in cuts), stretch.end]
        return [
            Stretch(start, end, stretch.displays if not at else [], stretch.signed)
            for at, (start, end) in enumerate(zip(edges, edges[1:], strict=False))
        ]

    def _detached(self, stretches: list[Stretch], near: dict[int, Stretch]) -> list[Stretch]:
        """Cut off a body for each headline that stands behind all bodies, where the words of one plainly tell of it; a headline
        that none tells of heads nothing."""
        for display in list(self._loose):
            head = self._head(display)
            found = [
                (gain, at, cut)
                for at, each in enumerate(stretches)
                for gain, cut in self._gains(head, each, near)
            ]
            if not found:
                continue
            _, at, cut = max(found)
            parts = self._cut(stretches[at], [cut])
            for owner, stretch in list(near.items()):
                if stretch is stretches[at]:
                    near[owner] = parts[0] if self._owns(owner, head, *self._span(parts[0])) else parts[1]
            stretches[at : at + 1] = parts
        return stretches

    def _owns(self, owner: int, other: int, start: int, end: int) -> bool:
        return self._fits.fit(owner, start, end) >= self._fits.fit(other, start, end)

    def _gains(self, head: int, stretch: Stretch, near: dict[int, Stretch]) -> list[tuple[float, int]]:
        """What each cut of the stretch would win for the headline, where the evidence for it is plain."""
        start, end = self._span(stretch)
        owner = next((each for each, owned in near.items() if owned is stretch), None)
        gains: list[tuple[float, int]] = []
        for cut in range(start + 1, end):
            if self._paragraphs[cut].headed:
                continue
            for part in ((cut, end), (start, cut)):
                told = self._fits.fit(head, *part)
                lost = self._fits.fit(owner, *part) if owner is not None else 0.0
                if told >= _LEAST and told >= _EVIDENCE * lost:
                    gains.append((told - lost, cut))
        return gains


def _paragraph_starts(bodies: Sequence[Block], groups: dict[int, Group], cuts: set[int]) -> list[int]:
    """Bodies that begin a paragraph: behind a closed sentence or a heading, and no caption."""
    starts = [0]
    for index in range(1, len(bodies)):
        closed = bodies[index - 1].text.endswith(_TERMINAL) or bool(groups.get(index, Group()).displays)
        if index in cuts or (closed and bodies[index].kind == "body"):
            starts.append(index)
    return starts
