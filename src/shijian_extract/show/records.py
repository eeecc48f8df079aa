"""Records as a table, or as lines of columns set apart by tabs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from rich.table import Table
from rich.text import Text

from .lines import ABSENT, evidence_text, one_line

COLUMNS = ("article", "type", "value", "place", "period", "evidence")
_LEVELS = ("centers", "institutes", "stations", "points", "bases")
_BEFORE = {"about": "≈", "nearly": "<", "over": ">", "at_least": "≥", "at_most": "≤"}

# An article's id and one of its records, in the public JSON form.
Row = tuple[str, Mapping[str, Any]]


def record_table(rows: Iterable[Row]) -> Table:
    """A row for each record: article, type, what it says, place, period, evidence; their number beneath."""
    table = Table(*COLUMNS[:2], caption_justify="left")
    for name in COLUMNS[2:]:
        table.add_column(name, overflow="fold")
    # `Text`, since square brackets in a plain string would be read as markup.
    for cells in map(_cells, rows):
        table.add_row(*map(Text, cells))
    table.caption = f"records: {table.row_count}"
    return table


def record_lines(rows: Iterable[Row]) -> Iterator[str]:
    """The same as lines for other programs: columns set apart by tabs, their names first."""
    yield "\t".join(COLUMNS)
    for row in rows:
        yield "\t".join(_cells(row))


def quantity_text(quantity: Mapping[str, Any]) -> str:
    """A quantity at its shortest, with a sign for the kind of approximation.

    >>> quantity_text({"value": 46000, "low": 46000, "high": None, "approximation": "over", "unit": "人"})
    '>46000人'
    >>> quantity_text({"value": None, "low": 3, "high": 5, "approximation": "range", "unit": None})
    '3–5'
    """
    value, unit = quantity["value"], quantity["unit"] or ""
    if value is None:
        return f"{_bound(quantity['low'])}–{_bound(quantity['high'])}{unit}"
    return f"{_BEFORE.get(quantity['approximation'], '')}{value}{unit}"


def _bound(number: float | None) -> str:
    return "" if number is None else str(number)


def _cells(row: Row) -> tuple[str, ...]:
    article, record = row
    place, period = record.get("place"), record.get("period")
    return (
        one_line(article),
        record["type"],
        one_line(_ESSENTIAL[record["type"]](record)) or ABSENT,
        one_line(place["name"]) if place else ABSENT,
        one_line(period.get("text") or period["kind"]) if period else ABSENT,
        evidence_text(record),
    )


def _with_notes(what: str, *notes: str | None) -> str:
    said = ", ".join(note for note in notes if note)
    return f"{what} ({said})" if said else what


def _figure(record: Mapping[str, Any]) -> str:
    return _with_notes(f"{record['label']}: {quantity_text(record['quantity'])}", record["indicator"])


def _network(record: Mapping[str, Any]) -> str:
    levels = [f"{level} {quantity_text(record[level])}" for level in _LEVELS if record.get(level)]
    return _with_notes(", ".join(levels), "full coverage" if record.get("full_coverage") else None)


def _order_flow(record: Mapping[str, Any]) -> str:
    steps = " → ".join(f"{step.get('actor') or ''}{step['action']}" for step in record["steps"])
    return ": ".join(filter(None, (record.get("name"), steps)))


def _slogan(record: Mapping[str, Any]) -> str:
    said = _with_notes(record["text"], record["kind"])
    return ": ".join(filter(None, (said, "、".join(record.get("parts") or ()))))


def _brand(record: Mapping[str, Any]) -> str:
    return _with_notes(record["name"], record["category"], record.get("head"), record.get("owner"))


def _award(record: Mapping[str, Any]) -> str:
    return _with_notes(record["name"], record.get("rank"), record.get("level"), record.get("recipient"))


def _document(record: Mapping[str, Any]) -> str:
    return _with_notes(record["title"], record["kind"], "trial" if record.get("trial") else None)


def _person(record: Mapping[str, Any]) -> str:
    return _with_notes(record["name"], record.get("role"), record.get("organization"))


def _event(record: Mapping[str, Any]) -> str:
    return _with_notes(record["name"] or "", record.get("venue"), "、".join(record.get("organizers") or ()))


_ESSENTIAL: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "figure": _figure,
    "network": _network,
    "order_flow": _order_flow,
    "slogan": _slogan,
    "brand": _brand,
    "award": _award,
    "document": _document,
    "person": _person,
    "event": _event,
}

TYPES = tuple(_ESSENTIAL)
"""The types of records, in the order in which they are reported."""
