"""How an article is put together: headline, byline, paragraphs of sentences, a closing, after one of the layouts.

What a paragraph says must stand for itself: a sentence that counts and neither names its place nor its period would take
them from a sentence before it that names others, so it begins a new paragraph instead.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import cycle

from .grammar import tables, weighted
from .happenings import of_the_month
from .networks import network_of_sentence
from .templates import Frame, compiled, frames
from .writer import Ops, Writer, run

# Up to this many characters an article is a caption, up to that an item of news or a caption.
_CAPTION, _ITEM = 140, 320
_TRIES = 5
_SLACK = 24
_BLANK_LINE, _WITH_BYLINE, _WITH_SUBHEADS, _RETURN = 0.4, 0.7, 0.6, 0.5
# After a sentence comes one that counts nothing, and that is mostly plain.
_ASIDE, _PLAINLY, _AGAIN = 0.4, 0.6, 0.15


@dataclass(frozen=True, slots=True)
class Layout:
    """One kind of article."""

    name: str
    characters: tuple[int, int]
    titles: tuple[Ops, ...]
    subtitles: tuple[Ops, ...]
    topics: tuple[tuple[str, ...], ...]
    subheads: tuple[str, ...]


@cache
def _layouts() -> tuple[Layout, ...]:
    """Every layout as often as its share says."""
    told = {name: entry for name, entry in tables("layouts").items() if "share" in entry}
    made = {
        name: Layout(
            name,
            tuple(entry["characters"]),
            tuple(map(compiled, entry["titles"])),
            tuple(map(compiled, entry["subtitles"])),
            tuple(tuple(topics.split()) for topics in entry["topics"]),
            tuple(entry["subheads"]),
        )
        for name, entry in told.items()
    }
    return tuple(made[name] for name in weighted({name: entry["share"] for name, entry in told.items()}))


@cache
def _lines(kind: str) -> tuple[Ops, ...]:
    return tuple(map(compiled, tables("layouts")["lines"][kind]))


def _layout(writer: Writer, characters: int | None) -> tuple[Layout, int]:
    layouts = _layouts()
    if characters is not None and characters <= _ITEM:
        short = {"caption"} if characters <= _CAPTION else {"caption", "news"}
        layouts = tuple(layout for layout in layouts if layout.name in short)
    elif characters is not None:
        layouts = _long_layouts()
    layout: Layout = writer.pick(layouts)
    low, high = layout.characters
    return layout, characters or low + int(writer.random() * (high - low))


@cache
def _long_layouts() -> tuple[Layout, ...]:
    return tuple(layout for layout in _layouts() if layout.name != "caption")


@cache
def _named(topic: str, name: str) -> tuple[tuple[Frame, ...], ...]:
    return tuple(ways for ways in frames()[topic] if ways[0].name == f"{topic}.{name}")


class Composer:
    """One article in the making."""

    def __init__(self, writer: Writer, characters: int | None) -> None:
        self._writer = writer
        self._layout, self._target = _layout(writer, characters)
        self._break = "\n\n" if writer.random() < _BLANK_LINE else "\n"
        # In the paragraph at hand a period, or a place that is not the county, has been named.
        self._dated = self._away = False
        # The paragraph at hand has no sentence yet; its beginning is written.
        self._fresh = True
        self._lead = False
        self._special: dict[str, Callable[[], None]] = {"happening": self._happening, "ledger": self._ledger}

    def compose(self) -> tuple[int, int]:
        """Write the article; the span of its headline."""
        writer, layout = self._writer, self._layout
        title = self._headline()
        subheads = iter(layout.subheads if writer.random() < _WITH_SUBHEADS else ())
        if layout.name == "news":
            self._paragraph()
            run(writer.pick(_lines("datelines")), writer)
            self._lead = True
        for number, topics in enumerate(cycle(layout.topics)):
            if self._is_full():
                break
            if number % 2 == 0:
                self._subhead(next(subheads, ""))
            self._topics(topics)
        if layout.name == "caption":
            self._line("photographers")
        elif writer.random() < _WITH_BYLINE and layout.name != "news":
            run(writer.pick(_lines("closings")), writer)
        return title

    def _is_full(self) -> bool:
        return self._writer.length + _SLACK >= self._target

    def _headline(self) -> tuple[int, int]:
        writer, layout = self._writer, self._layout
        writer.frame = "headline"
        start = writer.length
        run(writer.pick(layout.titles), writer)
        end = writer.length
        subtitle = writer.pick(layout.subtitles)
        if subtitle:
            writer.write("\n")
            run(subtitle, writer)
        if layout.name in ("survey", "review") and writer.random() < _WITH_BYLINE:
            self._line("bylines")
        return start, end

    def _line(self, kind: str) -> None:
        self._writer.write(self._break)
        run(self._writer.pick(_lines(kind)), self._writer)

    def _subhead(self, text: str) -> None:
        if text:
            self._writer.write(self._break + text)

    def _paragraph(self) -> None:
        self._writer.write(self._break)
        self._dated = self._away = False
        self._fresh = True

    def _topics(self, topics: tuple[str, ...]) -> None:
        """A paragraph of these topics, a sentence or a little scene each."""
        if not self._lead:
            self._paragraph()
        self._lead = False
        for number, topic in enumerate(topics):
            if number and self._is_full():
                return
            if topic in self._special:
                self._special[topic]()
            else:
                self._say(self._choose(topic))
            if self._writer.random() < _ASIDE and not self._is_full():
                self._aside()

    def _aside(self) -> None:
        """A sentence that counts nothing, or counts the network again."""
        writer = self._writer
        chance = writer.random()
        if writer.told and chance < _AGAIN:
            self._say(self._choose("retold"))
        else:
            self._say(self._choose("plain" if chance < _PLAINLY else "lookalike"))

    def _choose(self, topic: str, name: str | None = None) -> Frame:
        """A way to say something of the topic that the article has not said yet; else something plain."""
        writer = self._writer
        told = frames()[topic] if name is None else _named(topic, name)
        for _ in range(_TRIES):
            frame: Frame = writer.pick(writer.pick(told))
            once = frame.once or frame.key
            if once not in writer.used:
                writer.used.add(once)
                return frame
            if frame.once is None and writer.random() < _RETURN:
                return frame
        plain: Frame = writer.pick(frames()["plain"][0])
        return plain

    def _say(self, frame: Frame, *, goes_on: bool = False) -> None:
        if not goes_on and frame.counts and self._misleads(frame):
            self._paragraph()
        writer = self._writer
        writer.frame = frame.name
        writer.forget()
        if not goes_on:
            writer.place, writer.period = writer.setting.home, None
        run(frame.ops, writer)
        if writer.network:
            network_of_sentence(writer)
        if writer.month is not None:
            of_the_month(writer)
        self._fresh = False
        self._dated = self._dated or frame.dated
        self._away = self._away or writer.place is not writer.setting.home

    def _misleads(self, frame: Frame) -> bool:
        """Whether the paragraph at hand names a place or a period that the sentence would wrongly take for its own."""
        return (self._away and not frame.located) or (self._dated and not frame.dated)

    def _happening(self) -> None:
        """A happening, and what was done there that day."""
        self._say(self._choose("happening", "held"))
        if self._writer.last_day is not None and self._writer.random() < _WITH_BYLINE:
            self._say(self._choose("happening", "there"))

    def _ledger(self) -> None:
        """A paragraph that opens with 截至目前 and goes on listing."""
        if not self._fresh:
            self._paragraph()
        self._say(self._choose("ledger", "open"))
        for _ in range(1 + int(self._writer.random() * 2)):
            self._say(self._choose("ledger", "on"), goes_on=True)
