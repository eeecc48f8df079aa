"""Whether evidence stands in the text where its offsets say, and where else it stands if not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..records import PageSpan, Span
from .complaints import At, Problem, shown
from .files import GoldFile
from .quotes import Quotes
from .shapes import fits


@dataclass(frozen=True, slots=True)
class Moved:
    """A quote that was put where it stands: its place in the file, its words, and both spans."""

    at: At
    quote: str
    was: tuple[int, int]
    now: tuple[int, int]

    def __str__(self) -> str:
        return f"{shown(self.quote)} moved from {_range(*self.was)} to {_range(*self.now)}"


def quote_problems(gold: GoldFile, quotes: Quotes) -> Iterator[Problem]:
    """Evidence that does not stand where it says."""
    for at, span in _evidence(gold):
        if not _stands(span, quotes.text):
            way_out = _way_out(quotes.nearest(span["text"], span["start"]))
            yield Problem((*at, "start"), _says(span, quotes.text), way_out)


def place_quotes(gold: GoldFile, quotes: Quotes) -> list[Moved]:
    """Put every quote that does not fit where it stands nearest to its offsets, in the file's data; what was moved.

    White space does not count in finding a quote; its `text` becomes what the text has there.
    """
    moved = []
    for at, span in _evidence(gold):
        start, end, quote = span["start"], span["end"], span["text"]
        place = None if _stands(span, quotes.text) else quotes.nearest(quote, start)
        if place:
            span.update(start=place[0], end=place[1], text=quotes.text[slice(*place)])
            moved.append(Moved(at, quote, (start, end), place))
    return moved


def page_span_problems(gold: GoldFile, text: str) -> Iterator[Problem]:
    """Spans of a page's articles that reach beyond the text, are empty, or cut across each other."""
    seen: list[tuple[int, int]] = []
    for at, article in gold.articles():
        span = article.get("span")
        if not gold.is_page or not fits(PageSpan, span) or not span:
            continue
        start, end = span["start"], span["end"]
        if not start < end <= len(text):
            says = f"{_range(start, end)} is no stretch of a text of {len(text)} characters"
            yield Problem((*at, "span"), says, "write where the article's body begins and ends")
        elif any(_cross((start, end), other) for other in seen):
            says = f"{_range(start, end)} cuts across the span of another article"
            yield Problem((*at, "span"), says, "the bodies of two articles share no words")
        seen.append((start, end))


def _evidence(gold: GoldFile) -> Iterator[tuple[At, dict[str, Any]]]:
    """Every span of evidence that has the shape of one."""
    for at, record in gold.records():
        evidence = record.get("evidence")
        for index, span in enumerate(evidence if isinstance(evidence, list) else []):
            if isinstance(span, dict) and fits(Span, {name: span.get(name) for name in Span.model_fields}):
                yield (*at, "evidence", index), span


def _stands(span: dict[str, Any], text: str) -> bool:
    start, end = span["start"], span["end"]
    return bool(start < end <= len(text) and text[start:end] == span["text"])


def _says(span: dict[str, Any], text: str) -> str:
    start, end = span["start"], span["end"]
    if not start < end <= len(text):
        return f"{_range(start, end)} is no stretch of a text of {len(text)} characters"
    return f"the text has {shown(text[start:end])} at {_range(start, end)}, not {shown(span['text'])}"


def _way_out(place: tuple[int, int] | None) -> str:
    if place is None:
        return "these words stand nowhere in the text: quote what it says"
    return f"they stand at {_range(*place)} (--fix puts them there)"


def _cross(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two spans share words and neither lies within the other, or they are the same."""
    shared = one[0] < other[1] and other[0] < one[1]
    within = (one[0] <= other[0] and other[1] <= one[1]) or (other[0] <= one[0] and one[1] <= other[1])
    return one == other or (shared and not within)


def _range(start: int, end: int) -> str:
    return f"{start}–{end}"
