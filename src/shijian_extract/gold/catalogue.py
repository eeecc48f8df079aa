"""The catalogue of a gold folder: what each report is, and whether gold, texts and catalogue speak of the same reports."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..core.errors import GoldError
from ..lexicon import codes_by_name
from ..read.files import DATE_FORMS, is_date
from .complaints import Complaint, shown

NAME = "catalogue.jsonl"
PARTS = ("dev", "test")
LAYOUTS = ("survey", "news", "caption", "page", "web", "speech", "notice", "feature")

_NEEDED = ("id", "part", "title", "published", "place", "province", "layout", "tries")
_FURTHER = ("in_text",)
_MAYBE_NULL = frozenset({"title", "published", "place", "province"})
_PROVINCE_DIGITS = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a catalogue."""

    line: int
    fields: Mapping[str, Any]

    @property
    def id(self) -> str | None:
        """The id of the report, where it has one."""
        name = self.fields.get("id")
        return name if isinstance(name, str) else None


def read_catalogue(path: Path) -> tuple[list[Entry], list[Complaint]]:
    """The entries of a catalogue that are objects, and what is wrong with those that are not.

    Raises `GoldError` where the file cannot be read.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{path}:1: cannot be read ({error}); save it as UTF-8") from error
    entries: list[Entry] = []
    complaints: list[Complaint] = []
    # Not str.splitlines, which also breaks at characters that JSON allows inside a text, such as U+2028.
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            fields = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            complaints.append(Complaint(path, number, f"not JSON ({error})", "write one object on each line"))
            continue
        if isinstance(fields, dict):
            entries.append(Entry(number, fields))
        else:
            complaints.append(Complaint(path, number, "not an object", 'write {"id": "…", "part": "dev", …}'))
    return entries, complaints


def catalogue_complaints(path: Path, annotated: Collection[str], *, whole: bool) -> Iterator[Complaint]:
    """What is wrong with a catalogue, and where it and the annotations differ; `whole`: the whole folder is checked."""
    entries, unread = read_catalogue(path)
    yield from unread
    first: dict[str, int] = {}
    for entry in entries:
        for says, way_out in _entry_problems(entry.fields):
            yield Complaint(path, entry.line, says, way_out)
        if entry.id is None:
            continue
        if entry.id in first:
            says = f"{shown(entry.id)} stands on line {first[entry.id]} too"
            yield Complaint(path, entry.line, says, "keep one of the two")
        elif whole and entry.id not in annotated:
            says = f"{shown(entry.id)} has no annotations"
            yield Complaint(
                path, entry.line, says, f"write {path.parent / entry.id}.json or take the line out"
            )
        first.setdefault(entry.id, entry.line)
    for name in sorted(set(annotated) - set(first)):
        says = f"{shown(name)} has no entry"
        yield Complaint(path, max(first.values(), default=1), says, "add a line that says what the report is")


def _entry_problems(fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name in fields:
        if name not in _NEEDED + _FURTHER:
            yield f"unknown key {shown(name)}", f"take it out: an entry has {', '.join(_NEEDED + _FURTHER)}"
    for name in _NEEDED:
        value = fields.get(name)
        if name not in fields:
            yield f'an entry needs the key "{name}"', "add it"
        elif not (isinstance(value, str) and value) and not (value is None and name in _MAYBE_NULL):
            yield f"{name} is {shown(value)}", "write a text"
    for name, allowed in (("part", PARTS), ("layout", LAYOUTS)):
        if isinstance(fields.get(name), str) and fields[name] not in allowed:
            yield f"{name} is {shown(fields[name])}", f"choose one of {', '.join(allowed)}"
    published = fields.get("published")
    if isinstance(published, str) and published and not is_date(published):
        yield f"published is {shown(published)}", f"write an ISO date, {DATE_FORMS}"
    yield from _place_problems(fields.get("place"), fields.get("province"))


def _place_problems(place: Any, province: Any) -> Iterator[tuple[str, str]]:
    """A place that the gazetteer knows, and knows in other provinces alone."""
    if not isinstance(place, str) or not isinstance(province, str):
        return
    codes = codes_by_name().get(place, ())
    heads = {code[:_PROVINCE_DIGITS] for code in codes_by_name().get(province, ())}
    if codes and heads and not any(code[:_PROVINCE_DIGITS] in heads for code in codes):
        yield f"no {place} lies in {province}", "correct the place or the province"
