"""Articles and records as HTML for notebooks: no script, no id, nothing fetched, readable on light and on dark.

Every element is built as one and serialised by the library, so that whatever a text holds stays text. Colours of types
stand on the elements with black on them; everything else takes the colours of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from ..core.palette import PALETTE
from .cells import NUMBERED, TYPES, cells, field_text
from .lines import one_line, visible
from .stretches import part_shown, stretches

COLOURS = dict(zip(TYPES, PALETTE, strict=True))
"""The colour of each type of record; black stands out on it."""

# What a page of a notebook carries with ease; an article is seldom a twentieth of it.
MOST_CHARACTERS = 100_000
MOST_RECORDS = 1_000
_HEAD = ("place", "published", "source", "id")


def article_html(data: Mapping[str, Any], text: str | None) -> str:
    """An article in its public JSON form: its head, its text with the evidence marked, a table of its records.

    Each stretch of evidence bears the numbers of its records; where several share one, a line beneath has the colour of the
    second's type. Of a page's article the part of the page is shown that holds its body and its evidence. Without a text the
    table quotes the evidence all the same. What is longer than a notebook carries is cut, and the end says so.
    """
    root = _root()
    _add_head(root, data["article"])
    records = dict(enumerate(data["records"], 1))
    if text:
        _add_text(root, text, records, *part_shown(data, len(text)))
    shown = {number: record for number, record in records.items() if number <= MOST_RECORDS}
    if records:
        _add_table(root, NUMBERED, ([*_row(number, record)] for number, record in shown.items()))
    else:
        _line(root, "no records")
    if len(shown) < len(records):
        _line(root, f"… {len(records) - len(shown):,} more records")
    return _html(root)


def record_html(record: Mapping[str, Any]) -> str:
    """A record in its public JSON form: its fields, and its evidence marked."""
    root = _root()
    rows = [
        [name, field_text(value)]
        for name, value in record.items()
        if name not in ("type", "rule", "evidence")
    ]
    quotes = Element("td")
    for span in record["evidence"]:
        mark = _mark(quotes, span["text"], (record["type"],))
        mark.tail = f" {span['start']}–{span['end']}  "
    named = _mark(Element("td"), record["type"], (record["type"],))
    _add_table(root, (), [["type", named], *rows, ["rule", field_text(record["rule"])], ["evidence", quotes]])
    return _html(root)


def _root() -> Element:
    root = Element("div", {"class": "shijian-extract"})
    SubElement(root, "style").text = _style()
    return root


@cache
def _style() -> str:
    return (files(__package__) / "data" / "notebook.css").read_text("utf-8")


def _html(root: Element) -> str:
    return tostring(root, encoding="unicode", method="html")


def _line(parent: Element, text: str) -> None:
    SubElement(parent, "div", {"class": "shijian-dim"}).text = text


def _add_head(root: Element, info: Mapping[str, Any]) -> None:
    head = SubElement(root, "div", {"class": "shijian-head"})
    if info.get("title"):
        SubElement(head, "strong").text = one_line(info["title"])
    known = (info.get(name) for name in _HEAD)
    said = " · ".join(
        one_line(value["name"] if isinstance(value, Mapping) else value) for value in known if value
    )
    if said:
        _line(head, said)


def _add_text(
    root: Element, text: str, records: Mapping[int, Mapping[str, Any]], start: int, end: int
) -> None:
    shown = min(end, start + MOST_CHARACTERS)
    box = SubElement(root, "div", {"class": "shijian-text"})
    plain: Element | None = None
    for at, to, numbers in stretches(records, start, shown):
        stretch = visible(text[at:to])
        if numbers:
            plain = _mark(box, stretch, [records[number]["type"] for number in numbers])
            SubElement(plain, "sup").text = ",".join(map(str, numbers))
        elif plain is None:
            box.text = stretch
        else:
            plain.tail = stretch
    if shown < end:
        _line(root, f"… {end - shown:,} more characters")


def _mark(parent: Element, text: str, kinds: Sequence[str]) -> Element:
    """A marked stretch in the colour of the first type, underlined in that of the next other one."""
    first = kinds[0]
    second = next((kind for kind in kinds if kind != first), first)
    style = f"background-color: {COLOURS[first]}; color: #000"
    if len(kinds) > 1:
        style += f"; border-bottom: 3px double {COLOURS[second] if second != first else '#000'}"
    mark = SubElement(parent, "mark", {"style": style, "title": ", ".join(kinds)})
    mark.text = visible(text)
    return mark


def _row(number: int, record: Mapping[str, Any]) -> Iterator[str | Element]:
    said = {"number": str(number), **cells(record)}
    for column in NUMBERED:
        if column == "type":
            yield _mark(Element("td"), said["type"], (record["type"],))
        else:
            yield said[column]


def _add_table(root: Element, head: Sequence[str], rows: Iterable[Sequence[str | Element]]) -> None:
    table = SubElement(root, "table")
    if head:
        line = SubElement(SubElement(table, "thead"), "tr")
        for name in head:
            SubElement(line, "th").text = name
    body = SubElement(table, "tbody")
    for row in rows:
        line = SubElement(body, "tr")
        for cell in row:
            if isinstance(cell, str):
                SubElement(line, "td").text = cell
            elif cell.tag == "td":
                line.append(cell)
            else:
                SubElement(line, "td").append(cell)
