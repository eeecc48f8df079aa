"""Places in a sentence: the county by name or by 全县, its towns and villages, its neighbour and its city."""

from __future__ import annotations

from .settings import Place
from .writer import Writer

_FULL_CHAIN = 0.3
_WITH_TOWN = 0.4


def scope(writer: Writer) -> None:
    """The county: by its name where the article has not named it yet, else 全县, 该县 and their like."""
    setting = writer.setting
    writer.place = setting.home
    if not writer.named:
        place(writer)
        return
    writer.write(writer.pick(setting.scopes))


def place(writer: Writer) -> None:
    """The county by its full name, at times with its province and city before it."""
    county = writer.setting.county
    writer.place = writer.setting.home
    chain = (
        f"{county.province}{county.prefecture}" if not writer.named and writer.random() < _FULL_CHAIN else ""
    )
    writer.named = True
    writer.write(chain + county.name)


def headline_place(writer: Writer) -> None:
    """The county by its full name, as headlines have it."""
    writer.place = writer.setting.home
    writer.write(writer.setting.county.name)


def home(writer: Writer) -> None:
    """Back to the county, without a word."""
    writer.place = writer.setting.home


def town(writer: Writer) -> None:
    """A town of the county."""
    _name(writer, writer.pick(writer.setting.towns))


def village(writer: Writer) -> None:
    """A village or community, at times with its town before it."""
    if writer.random() < _WITH_TOWN:
        writer.write(writer.pick(writer.setting.towns)["name"])
    _name(writer, writer.pick(writer.setting.villages))


def village_of_speaker(writer: Writer) -> None:
    """The village of whoever has just been quoted: what was said in the sentence is of that village."""
    village(writer)
    for record in writer.records[writer.first :]:
        record["place"] = writer.place


def near(writer: Writer) -> None:
    """The county next to it."""
    _name(writer, writer.setting.near_place)


def city(writer: Writer) -> None:
    """The prefecture that the county belongs to."""
    _name(writer, writer.setting.city)


def _name(writer: Writer, named: Place) -> None:
    writer.place = named
    writer.write(named["name"] or "")
