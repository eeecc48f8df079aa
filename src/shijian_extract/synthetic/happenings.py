"""Happenings: opened and closed in a template by `[` and `]`, with their day, venue and organisers in between."""

from __future__ import annotations

from .grammar import listed
from .writer import Record, Writer


def opened(writer: Writer) -> None:
    """A happening begins to be told."""
    writer.happening = {
        "type": "event",
        "name": writer.length,
        "period": None,
        "venue": None,
        "organizers": [],
        "evidence": [(writer.length, 0)],
    }


def closed(writer: Writer) -> None:
    """It has been told: its name is the text from behind its day, which is read off when the article is done."""
    event = writer.happening
    assert event is not None, "a template closes a happening that it never opened"
    event["name"] = (event["name"], writer.length)
    event["evidence"] = [(event["evidence"][0][0], writer.length)]
    event["place"] = writer.scene = writer.place
    writer.keep(event)


def venue(writer: Writer) -> None:
    """Where it is."""
    name = writer.pick(listed("happenings", "venues"))
    writer.write(name)
    if writer.happening is not None:
        writer.happening["venue"] = name


def organizer(writer: Writer) -> None:
    """Who holds it."""
    name = writer.pick(listed("happenings", "organizers")).format(writer.setting.county.rank)
    writer.write(name)
    if writer.happening is not None:
        writer.happening["organizers"].append(name)


def of_the_month(writer: Writer) -> None:
    """A sentence dated by a month tells a happening, if one likes."""
    start, period = writer.month, writer.period
    event: Record = {
        "type": "event",
        "name": (start, writer.length),
        "period": period,
        "venue": None,
        "organizers": [],
    }
    writer.keep({**event, "place": writer.place, "evidence": [(start, writer.length)], "optional": True})
