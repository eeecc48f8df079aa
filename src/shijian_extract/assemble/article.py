"""What is known of the article itself."""

from __future__ import annotations

from typing import Any

from ..core import Mention, Report
from .places import article_place, settle


def article_info(report: Report, places: list[Mention]) -> dict[str, Any]:
    """The article's own fields: what the caller or the index says, else what the text says."""
    place = article_place(places)
    if report.place:
        place = {"name": report.place, "adcode": settle(report.place, places)}
    return {
        "id": report.id,
        "title": report.title,
        "source": report.source,
        "published": report.published,
        "place": place,
    }
