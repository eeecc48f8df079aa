"""Which line of a JSON text each of its values stands on."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from .complaints import At

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+')


@dataclass(slots=True)
class _Level:
    """An open list with the index of its next value, or an open object with its key, None until that is read."""

    is_list: bool
    key: str | int | None


@dataclass(frozen=True, slots=True)
class Lines:
    """The line of every value by its place, counted from 1, and the places that an object names twice."""

    by_place: Mapping[At, int]
    repeated: tuple[At, ...]

    def line(self, at: At) -> int:
        """The line of the value at `at`, or of what it would stand in."""
        while at and at not in self.by_place:
            at = at[:-1]
        return self.by_place.get(at, 1)


def line_numbers(text: str) -> Lines:
    r"""The lines of all values of a text that is known to be JSON; a field of an object stands where its key does.

    >>> line_numbers('{"records": [\n {"type": "slogan"}\n]}').line(("records", 0, "type"))
    2
    """
    found: dict[At, int] = {}
    repeated: list[At] = []
    levels: list[_Level] = []
    line, read = 1, 0
    for token in _TOKEN.finditer(text):
        line += text.count("\n", read, token.start())
        read = token.start()
        at = _named(levels, token[0])
        if at is None:
            continue
        if at in found and not _is_list(levels):
            repeated.append(at)
        found[at] = line
        _open(levels, token[0])
    return Lines(found, tuple(repeated))


def _is_list(levels: list[_Level]) -> bool:
    return not levels or levels[-1].is_list


def _named(levels: list[_Level], word: str) -> At | None:
    """The place that the token names, as a key or as a value of a list; None where it names none."""
    level = levels[-1] if levels else None
    if word in "}]":
        levels.pop()
    elif word == ",":
        _next(levels[-1])
    elif word != ":":
        if level is None or level.is_list:
            return _place(levels)
        if level.key is None:
            level.key = json.loads(word)
            return _place(levels)
        _open(levels, word)
    return None


def _next(level: _Level) -> None:
    level.key = level.key + 1 if isinstance(level.key, int) else None


def _open(levels: list[_Level], word: str) -> None:
    if word in "{[":
        levels.append(_Level(word == "[", 0 if word == "[" else None))


def _place(levels: list[_Level]) -> At:
    return tuple(level.key for level in levels if level.key is not None)
