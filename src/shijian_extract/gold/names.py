"""Whether names and labels are cleaned as the guide asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import regex

from ..clean.marks import fold_punctuation
from .complaints import At, Problem, shown

# By type, the fields that are names, or lists of names.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "figure": ("label",),
    "network": (),
    "order_flow": ("name",),
    "slogan": ("text", "parts"),
    "brand": ("name", "head", "owner"),
    "award": ("name", "recipient", "rank"),
    "document": ("title",),
    "person": ("name", "role", "organization"),
    "event": ("name", "venue", "organizers"),
}
_PAIRS = {"“": "”", "「": "」", "『": "』", "《": "》", "‘": "’", '"': '"', "'": "'"}
_LAYOUT = regex.compile(r"[^\S ]| {2}|^ | $")
_CHINESE = regex.compile(r"\p{Han}")
# Between a Chinese letter and a mark that Chinese text prints full-width.
_SPACED_MARK = regex.compile(r" (?=[，。、；：！？”」』》）])|(?<=[，。、；：！？“「『《（]) ")
_UNIT_NOISE = regex.compile(r"[\s()（）]")


def name_problems(record: Mapping[str, Any], at: At) -> Iterator[Problem]:
    """Names of one record that layout or marks have been left in."""
    for where, name in _names(record):
        for says, way_out in _untidy(name):
            yield Problem((*at, *where), f"{shown(name)} {says}", way_out)
    for where, unit in _units(record):
        if _UNIT_NOISE.search(unit):
            says = f"{shown(unit)} has white space or brackets"
            yield Problem((*at, *where), says, f"write {shown(_UNIT_NOISE.sub('', unit))}")


def _names(record: Mapping[str, Any]) -> Iterator[tuple[At, str]]:
    kind = record.get("type")
    for field in _NAMES.get(kind, ()) if isinstance(kind, str) else ():
        yield from _texts((field,), record.get(field))
    steps = record.get("steps")
    for index, step in enumerate(steps if isinstance(steps, list) else []):
        for field in ("actor", "action") if isinstance(step, dict) else ():
            yield from _texts(("steps", index, field), step.get(field))
    place = record.get("place")
    if isinstance(place, dict):
        yield from _texts(("place", "name"), place.get("name"))


def _texts(at: At, value: Any) -> Iterator[tuple[At, str]]:
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, list):
        yield from (((*at, index), item) for index, item in enumerate(value) if isinstance(item, str))


def _units(record: Mapping[str, Any]) -> Iterator[tuple[At, str]]:
    for field, value in record.items():
        if isinstance(value, dict) and isinstance(value.get("unit"), str):
            yield (field, "unit"), value["unit"]


def _untidy(name: str) -> Iterator[tuple[str, str]]:
    if not name.strip():
        yield "says nothing", "write the words, or null where the field allows it"
        return
    if _LAYOUT.search(name) or _SPACED_MARK.search(name):
        yield "has white space of the layout", "take it out; one space may part the phrases of a name"
    if _outer_marks(name):
        yield "has its outer marks", f"write {shown(name[1:-1])}"
    if _CHINESE.search(name) and (folded := fold_punctuation(name)) != name:
        yield "has half-width punctuation", f"write {shown(folded)}"


def _outer_marks(name: str) -> bool:
    """Whether one pair of marks goes around the whole name (`“甲”与“乙”` has two).

    >>> [_outer_marks(name) for name in ("“潮汐守望”", "“甲”与“乙”", "《条例》解读")]
    [True, False, False]
    """
    opening, closing = name[0], _PAIRS.get(name[0])
    if len(name) < 2 or name[-1] != closing:
        return False
    if opening == closing:
        return name.count(opening) == len("“”")
    depth = 0
    for char in name[:-1]:
        depth += (char == opening) - (char == closing)
        if depth == 0:
            return False
    return depth == 1
