"""What the scorer needs records to look like; what it does not read, it does not look at."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard

from shijian_extract.core.errors import GoldError
from shijian_extract.evaluate.rules import rule_for

# Characters of a wrong value that a message repeats.
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Shape:
    """What a field has to be, in words and as a test."""

    says: str
    fits: Callable[[Any], bool]


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool)


def _is_offset(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def is_span(value: Any) -> bool:
    """Whether this is an object with whole `start` and `end`, the one not negative and before the other."""
    if not isinstance(value, Mapping):
        return False
    start, end = value.get("start"), value.get("end")
    return _is_offset(start) and _is_offset(end) and start < end


def _object_of(parts: Mapping[str, Shape]) -> Callable[[Any], bool]:
    return lambda value: (
        isinstance(value, Mapping) and all(shape.fits(value.get(name)) for name, shape in parts.items())
    )


def _list_of(item: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and all(map(item, value))


def _or_null(shape: Shape) -> Shape:
    return Shape(f"{shape.says} or null", lambda value: value is None or shape.fits(value))


_TEXT = Shape("a text", _is_text)
_MAYBE_TEXT = _or_null(_TEXT)
_MAYBE_NUMBER = _or_null(Shape("a number", _is_number))
_QUANTITY = Shape(
    "an object {value, low, high, approximation, unit} of numbers and texts",
    _object_of(
        {
            **dict.fromkeys(("value", "low", "high"), _MAYBE_NUMBER),
            **dict.fromkeys(("approximation", "unit"), _MAYBE_TEXT),
        }
    ),
)
_PLACE = Shape("an object {name, adcode} with a name", _object_of({"name": _TEXT}))
_PERIOD = Shape(
    "an object {text, kind, start, end} of texts",
    _object_of(dict.fromkeys(("kind", "start", "end"), _MAYBE_TEXT)),
)
_STEPS = Shape("a list of {actor, action}", _list_of(_object_of({"actor": _MAYBE_TEXT, "action": _TEXT})))
_SPANS = _list_of(is_span)
_EVIDENCE = Shape(
    "a list of one span or more, each {start, end, text} with start before end",
    lambda value: bool(value) and _SPANS(value),
)

# Fields that carry a value wherever they stand, whatever the type.
_SHARED = {
    "evidence": _EVIDENCE,
    "place": _or_null(_PLACE),
    "period": _or_null(_PERIOD),
    "optional": _or_null(Shape("true or false", _is_flag)),
}
# By type, the fields that a pair, strict or an attribute is read from.
_OWN: Mapping[str, Mapping[str, Shape]] = {
    "figure": {"quantity": _QUANTITY, "label": _MAYBE_TEXT, "indicator": _MAYBE_TEXT},
    "network": dict.fromkeys(("centers", "institutes", "stations", "points", "bases"), _or_null(_QUANTITY)),
    "order_flow": {"steps": _STEPS},
    "slogan": {
        "text": _TEXT,
        "kind": _MAYBE_TEXT,
        "parts": _or_null(Shape("a list of texts", _list_of(_is_text))),
    },
    "brand": {"name": _TEXT, "category": _MAYBE_TEXT, "head": _MAYBE_TEXT},
    "award": {"name": _TEXT, **dict.fromkeys(("recipient", "rank", "level"), _MAYBE_TEXT)},
    "document": {
        "title": _TEXT,
        "kind": _MAYBE_TEXT,
        "trial": _or_null(Shape("true or false", _is_flag)),
    },
    "person": {"name": _TEXT, "role": _MAYBE_TEXT, "organization": _MAYBE_TEXT},
    "event": {"name": _MAYBE_TEXT},
}


def record_problem(record: Any) -> str | None:
    """What keeps this from being scored as a record, in words; None where nothing does.

    >>> record_problem({"type": "brand", "name": None, "evidence": []})
    'brand.name must be a text, not null'
    """
    if not isinstance(record, Mapping):
        return "a record must be an object"
    try:
        kind = rule_for(record).type
    except GoldError as error:
        return str(error)
    return next(_problems(kind, record), None)


def _problems(kind: str, record: Mapping[str, Any]) -> Iterator[str]:
    for field, shape in {**_OWN[kind], **_SHARED}.items():
        value = record.get(field)
        if not shape.fits(value):
            yield f"{kind}.{field} must be {shape.says}, not {_shown(value)}"


def _shown(value: Any) -> str:
    shown = json.dumps(value, ensure_ascii=False, default=str)
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
