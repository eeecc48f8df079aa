"""A report as it enters: its text, and what is known of it from outside."""

from __future__ import annotations

from dataclasses import dataclass

from .text import CleanText


@dataclass(slots=True, frozen=True)
class Report:
    """The decoded text of one file or string. The other fields are what the text itself need not say; `published` is an
    ISO date, possibly partial."""

    text: str
    id: str | None = None
    published: str | None = None
    title: str | None = None
    source: str | None = None
    place: str | None = None


@dataclass(slots=True, frozen=True)
class PageReport:
    """A report that stands on a page with others: its own text, put together from its pieces, the way back to the page's
    text, and the span of its body there."""

    report: Report
    text: CleanText
    start: int
    end: int
