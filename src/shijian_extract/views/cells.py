"""A record as cells of text: its type, what it says, its place, period and rule, its evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from .lines import ABSENT, evidence_text, one_line, value_text

NUMBERED = ("number", "type", "value", "place", "period", "rule", "evidence")
"""The columns of a table of an article's records; the number is the one that its evidence bears in the text."""

_LEVELS = ("centers", "institutes", "stations", "points", "bases")
_BEFORE = {"about": "≈", "nearly": "<", "over": ">", "at_least": "≥", "at_most": "≤"}


def cells(record: Mapping[str, Any]) -> dict[str, str]:
    """The cells of a record in the public JSON form, by name; each stands on one line, an absent one is a dash.

    >>> span = {"start": 4, "end": 8, "text": "320支"}
    >>> quantity = {"value": 320, "low": 320, "high": 320, "approximation": "exact", "unit": "支"}
    >>> figure = {"type": "figure", "label": "志愿服务队", "indicator": "team", "quantity": quantity, "evidence": [span]}
    >>> cells(figure)["value"], cells(figure)["evidence"], cells(figure)["place"]
    ('志愿服务队: 320支 (team)', '320支', '–')
    """
    place, period = record.get("place"), record.get("period")
    return {
        "type": record["type"],
        "value": one_line(_ESSENTIAL[record["type"]](record)) or ABSENT,
        "place": one_line(place["name"]) if place else ABSENT,
        "period": one_line(period.get("text") or period["kind"]) if period else ABSENT,
        "rule": value_text(record.get("rule")),
        "evidence": evidence_text(record),
    }


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


def field_text(value: Any) -> str:
    """The value of any field of a record on one line: quantities, places, periods, steps and lists at their shortest.

    >>> field_text({"name": "桃源县", "adcode": "430725"})
    '桃源县 (430725)'
    >>> field_text({"text": "去年6月", "kind": "during", "start": "2020-06-01", "end": "2020-06-30"})
    '去年6月 (during, 2020-06-01 – 2020-06-30)'
    >>> field_text([{"actor": "居民", "action": "点单"}, {"actor": None, "action": "送单"}])
    '居民点单 → 送单'
    """
    if isinstance(value, list):
        steps = value and isinstance(value[0], Mapping)
        return one_line(_steps(value) if steps else "、".join(value)) or ABSENT
    if not isinstance(value, Mapping):
        return value_text(value)
    if "approximation" in value:
        return one_line(quantity_text(value))
    if "adcode" in value:
        return one_line(_with_notes(value["name"], value["adcode"]))
    dates = (
        " – ".join(value[end] or "" for end in ("start", "end")) if value["start"] or value["end"] else None
    )
    return one_line(_with_notes(value["text"], value["kind"], dates))


def _bound(number: float | None) -> str:
    return "" if number is None else str(number)


def _with_notes(what: str, *notes: str | None) -> str:
    said = ", ".join(note for note in notes if note)
    return f"{what} ({said})" if said else what


def _figure(record: Mapping[str, Any]) -> str:
    return _with_notes(f"{record['label']}: {quantity_text(record['quantity'])}", record["indicator"])


def _network(record: Mapping[str, Any]) -> str:
    levels = [f"{level} {quantity_text(record[level])}" for level in _LEVELS if record.get(level)]
    return _with_notes(", ".join(levels), "full coverage" if record.get("full_coverage") else None)


def _order_flow(record: Mapping[str, Any]) -> str:
    return ": ".join(filter(None, (record.get("name"), _steps(record["steps"]))))


def _steps(steps: Iterable[Mapping[str, Any]]) -> str:
    return " → ".join(f"{step.get('actor') or ''}{step['action']}" for step in steps)


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
