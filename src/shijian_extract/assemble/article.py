"""What is known of the article itself."""

from __future__ import annotations

from typing import Any

from ..core import Heading, Mention, Report
from .places import article_place, settle


def article_info(report: Report, heading: Heading, places: list[Mention]) -> dict[str, Any]:
    """The article's own fields: what the caller or the index says goes before what the text says."""
    place = article_place(places)
    if report.place:
        place = {"name": report.place, "adcode": settle(report.place, places)}
    return {
        "id": report.id,
        "title": report.title or heading.title,
        "subtitle": heading.subtitle,
        "authors": heading.authors,
        "source": report.source or heading.source,
        "published": report.published or heading.published,
        "place": place,
    }
