"""One fact, one record, in text order."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import regex

from .complaints import At, Problem
from .files import records_of
from .shapes import record_problems

# By type, the fields that say which thing a record is about.
_NAMING: Mapping[str, tuple[str, ...]] = {
    "figure": ("label", "quantity"),
    "network": ("centers", "institutes", "stations", "points", "bases"),
    "order_flow": ("name", "steps"),
    "slogan": ("text",),
    "brand": ("name", "head"),
    "award": ("name", "recipient", "rank"),
    "document": ("title",),
    "person": ("name",),
    "event": ("name",),
}
_BETWEEN = regex.compile(r"[\s\p{P}]")


def fact_problems(article: Mapping[str, Any], at: At) -> Iterator[Problem]:
    """Records that say what another of the same article says, and records out of text order."""
    first: dict[str, At] = {}
    latest = -1
    for where, record in records_of(at, article):
        if next(record_problems(record), None):
            continue
        same = first.setdefault(_fact(record), where)
        if same != where:
            says = f"the same fact as record {int(same[-1]) + 1}"
            yield Problem(where, says, "make it one record with the evidence of both")
        start = record["evidence"][0]["start"]
        if start < latest:
            says = (
                f"out of text order: its first evidence begins at {start}, that of one before it at {latest}"
            )
            yield Problem(where, says, "put the record where its first evidence stands")
        latest = max(latest, start)


def _fact(record: Mapping[str, Any]) -> str:
    """What makes two records one: type, naming fields and values, place, period; marks and white space do not count."""
    names = [_plain(record[name]) for name in _NAMING[record["type"]]]
    place, period = record["place"], record.get("period")
    when = [period[name] for name in ("kind", "start", "end")] if period else None
    said = _plain(period["text"]) if period else None
    return json.dumps(
        [record["type"], names, place and _plain(place["name"]), when, said], sort_keys=True, default=str
    )


def _plain(value: Any) -> Any:
    """The value without what names are compared without, all through."""
    if isinstance(value, str):
        return _BETWEEN.sub("", value)
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    return value
