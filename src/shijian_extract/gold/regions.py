"""Regions of Label Studio: the two ways their offsets are counted, and which of them make one record."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .quotes import bare

# Beyond this code point a character is two UTF-16 code units.
_PLANE = 0xFFFF


@dataclass(frozen=True, slots=True)
class Region:
    """A labelled region: its span in code points, what is known of it from before (`about`: article, record, evidence),
    its fields where it has any written, and the id of the region that it hangs on."""

    id: Any
    label: str
    start: int
    end: int
    about: Mapping[str, Any]
    fields: dict[str, Any] | None = None
    head: Any = None

    def rank(self) -> tuple[int, int, int]:
        """Where it stands among the evidence of its record: as before, then new ones in text order.

        Of new ones that with the record's fields comes first: there the fact is said.
        """
        number = self.about.get("evidence")
        if isinstance(number, int):
            return (0, number, self.start)
        return (1 if self.fields is not None else 2, 0, self.start)


class Units:
    """Turns offsets of regions into code points of their text, in whichever of the two units they count.

    >>> Units("𬭎城3支").span({"start": 3, "end": 5, "text": "3支"})
    (2, 4)
    """

    def __init__(self, text: str, values: Iterable[Mapping[str, Any]] = ()) -> None:
        self._text = text
        # By code point offset, the offset in UTF-16 code units.
        self._utf16 = [0]
        for char in text:
            self._utf16.append(self._utf16[-1] + (2 if ord(char) > _PLANE else 1))
        told = {self._told(value) for value in values}
        # Regions that keep no text, or an old one, are read as the others of their task.
        self._else_utf16 = (False, True) in told and (True, False) not in told

    def span(self, value: Mapping[str, Any]) -> tuple[int, int] | None:
        """The span of a region's value in code points; None where it is none of the text."""
        in_points, in_units = self._readings(value)
        by_points, by_units = self._told(value)
        first_units = by_units if by_points != by_units else self._else_utf16
        return (in_units or in_points) if first_units else (in_points or in_units)

    def _readings(self, value: Mapping[str, Any]) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
        start, end = _whole(value.get("start")), _whole(value.get("end"))
        if start is None or end is None or not start < end:
            return None, None
        in_points = (start, end) if end <= len(self._text) else None
        low, high = bisect_left(self._utf16, start), bisect_left(self._utf16, end)
        exact = high < len(self._utf16) and (self._utf16[low], self._utf16[high]) == (start, end)
        return in_points, (low, high) if exact else None

    def _told(self, value: Mapping[str, Any]) -> tuple[bool, bool]:
        """Whether the region's own text stands there, as code points and as code units are counted."""
        in_points, in_units = self._readings(value)
        text = value.get("text")
        wanted = _plain(text) if isinstance(text, str) else ""
        agree = [
            bool(wanted and span and _plain(self._text[slice(*span)]) == wanted)
            for span in (in_points, in_units)
        ]
        return agree[0], agree[1]


def gather(regions: Sequence[Region], known: int) -> list[tuple[int | None, list[Region]]]:
    """The regions of each record with its number among the `known` ones of before, None for a new one.

    Regions belong together that hang on one another, and those that were evidence of one record. Known records come
    first, by their numbers, new ones behind, by their first region.
    """
    by_root: dict[Any, list[Region]] = {}
    heads = {region.id: region.head for region in regions}
    for region in regions:
        by_root.setdefault(_root(region.id, heads), []).append(region)
    gathered: dict[int, list[Region]] = {}
    new: list[tuple[int | None, list[Region]]] = []
    for root, parts in by_root.items():
        parts.sort(key=lambda part: part.id != root)
        number = next((n for part in parts if (n := _number(part, known)) is not None), None)
        if number is None:
            new.append((None, sorted(parts, key=Region.rank)))
        else:
            gathered.setdefault(number, []).extend(parts)
    return [(number, sorted(gathered[number], key=Region.rank)) for number in sorted(gathered)] + new


def _root(name: Any, heads: Mapping[Any, Any]) -> Any:
    seen = set()
    while name not in seen and heads.get(name) in heads:
        seen.add(name)
        name = heads[name]
    return name


def _number(region: Region, known: int) -> int | None:
    number = region.about.get("record")
    return number if isinstance(number, int) and 0 <= number < known else None


def _whole(value: Any) -> int | None:
    if isinstance(value, str) and value.isdecimal():
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _plain(text: str) -> str:
    """A text as it compares: Label Studio keeps a line break as one, as a backslash with an n, or not at all."""
    return bare(text.replace("\\n", ""))
