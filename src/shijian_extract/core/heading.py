"""What stands at the head of a report."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True, frozen=True)
class Heading:
    """What the text says of itself. `published` is an ISO date, possibly partial; `body_start` and `body_end` are half-open
    code points of the source, between which the report itself stands, its dateline included; `page` are the spans of lines
    around it that belong to the page (its head, links, credits)."""

    title: str | None
    subtitle: str | None
    authors: tuple[str, ...]
    source: str | None
    published: str | None
    body_start: int
    body_end: int
    page: tuple[tuple[int, int], ...] = ()
