"""What is known of the article itself."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from ..core import CleanText, Heading, Mention, PageReport, Report, Spot
from ..lexicon import codes_by_name, full_names, short_name
from ..records import Place
from .places import article_place, headline_town, is_province, settle

JsonDict = dict[str, Any]


def article_info(
    report: Report, heading: Heading, text: CleanText, places: list[Mention], hints: list[Mention]
) -> JsonDict:
    """The article's own fields: what the caller or the index says goes before what the text says.

    `hints` are the places named in the caller's own: the last is the place itself, those before it hold it.
    """
    if report.place:
        named = [hint.value.name for hint in hints] or full_names().get(report.place, ())
        name = named[-1] if hints or len(named) == 1 else report.place
        place: Place | None = Place(name=name, adcode=settle(name, [*hints, *places]))
    else:
        told = _told(heading, text, places)
        title = report.title or heading.title
        place = (
            _division_of_title(title, told)
            or _county_of_paper(report.source or heading.source, told)
            or _town_of_title(title, told)
            or article_place(told)
        )
    return {
        "id": report.id,
        "title": report.title or heading.title,
        "subtitle": heading.subtitle,
        "authors": heading.authors,
        "source": report.source or heading.source,
        "published": report.published or heading.published,
        "place": place,
    }


def _told(heading: Heading, text: CleanText, places: list[Mention]) -> list[Mention]:
    """The places that the report tells of; what the page around it names (`首页|浙江|上海`) is none of it."""
    lines = f"{heading.title or ''}{heading.subtitle or ''}"
    told = [
        mention
        for mention in places
        if heading.body_start <= text.source_offset(mention.start) < heading.body_end
        or text.text[mention.start : mention.end] in lines
    ]
    return told or places


def _division_of_title(title: str | None, places: list[Mention]) -> Place | None:
    """The smallest division that the headline names: what the report is about, whoever else it tells of.

    A short name that a city shares with its district is the city's.
    """
    if not title:
        return None
    divisions = {mention.value.name: mention.value for mention in places if mention.value.kind == "division"}
    named: dict[str, Spot] = {}
    for spot in sorted(divisions.values(), key=_rank):
        told = spot.name if spot.name in title else short_name(spot.name)
        if told in title:
            named.setdefault(told, spot)
    if not named:
        return None
    spot = max(named.values(), key=_rank)
    return Place(name=spot.name, adcode=settle(spot.name, places))


def _town_of_title(title: str | None, places: list[Mention]) -> Place | None:
    """The town that the headline names, where the report names no county or city."""
    divisions = {mention.value.name for mention in places if mention.value.kind == "division"}
    town = headline_town(title, places)
    return Place(name=town) if town and all(is_province(name) for name in divisions) else None


def _county_of_paper(source: str | None, places: list[Mention]) -> Place | None:
    """The county whose paper or office tells (`清水新风`), where the report itself names no county."""
    if source is None or any(_rank(mention.value) > 1 for mention in places if mention.value.codes):
        return None
    names = next((full_names()[source[:n]] for n in range(5, 1, -1) if source[:n] in full_names()), ())
    codes = codes_by_name()[names[0]] if len(names) == 1 else ()
    return Place(name=names[0], adcode=codes[0]) if len(codes) == 1 and codes[0][4:] != "00" else None


def _rank(spot: Spot) -> int:
    """How far down a division stands: a province 0, a city 1, a county 2."""
    return min(
        (0 if code.endswith("0000") else 1 if code.endswith("00") else 2 for code in spot.codes), default=2
    )


def on_page(found: JsonDict, page: PageReport) -> JsonDict:
    """What was found in a report of a page, its evidence in the page's own offsets, with the span of the report's body."""
    for record in found["records"]:
        record["evidence"] = [_page_span(page, span) for span in record["evidence"]]
    return {**found, "span": {"start": page.start, "end": page.end}}


def _page_span(page: PageReport, span: JsonDict) -> JsonDict:
    """A span never runs from one piece of the report into the next: what is left over in the next is cut off."""
    start, end = page.text.source_span(span["start"], span["end"])
    if page.text.source[start:end] != span["text"]:
        piece = bisect_right(page.text.starts, span["start"])
        end = start + min(span["end"], page.text.starts[piece]) - span["start"]
        end = start + len(page.text.source[start:end].rstrip())
    return {"start": start, "end": end, "text": page.text.source[start:end]}
