"""The parts of a gold folder: which texts rules may be worked on with (`dev`), and which are kept apart (`test`).

A folder tells its parts in `catalogue.jsonl`, one object a line: `{"id", "part", "title", "published", "place",
"province", "layout", "tries"}`, of which the scorer reads `id`, `part` and `title`. A folder without one is a single
part, `all`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shijian_extract.core.errors import GoldError
from shijian_extract.evaluate.articles import ArticleRecords

CATALOGUE = "catalogue.jsonl"
PARTS = ("dev", "test")
"""The parts that a text may belong to."""
WHOLE = "all"
"""The union of the parts."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the catalogue says of one text; `where` is the file and line that say it."""

    id: str
    part: str
    title: str | None
    where: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The entries of a gold folder by text id."""

    path: Path
    entries: Mapping[str, Entry]

    def check(self, gold: Iterable[ArticleRecords]) -> None:
        """Hold the catalogue to the gold: each text of the one stands in the other.

        Raises `GoldError` with the file and line of the first that does not.
        """
        texts: dict[str, str] = {}
        for article in gold:
            texts.setdefault(article.text, article.where)
        for name, where in texts.items():
            if name not in self.entries:
                raise GoldError(f"{where}: {name!r} is not in {self.path}; add a line that gives it a part")
        for entry in self.entries.values():
            if entry.id not in texts:
                says = f"{entry.id!r} has no gold in {self.path.parent}; annotate it or take the line out"
                raise GoldError(f"{entry.where}: {says}")


def read_catalogue(folder: Path) -> Catalogue | None:
    """The catalogue of a gold folder, None where it has none.

    Raises `GoldError` with file and line for what is no object with an id and a part, and for an id given twice.
    """
    path = folder / CATALOGUE
    if not path.is_file():
        return None
    entries: dict[str, Entry] = {}
    # Not str.splitlines, which also breaks at characters that JSON allows inside a text, such as U+2028.
    for number, line in enumerate(_read(path).split("\n"), start=1):
        if line.strip():
            entry = _entry(f"{path}, line {number}", line)
            if entry.id in entries:
                says = f"{entry.id!r} stands in {entries[entry.id].where} too; take one of them out"
                raise GoldError(f"{entry.where}: {says}")
            entries[entry.id] = entry
    return Catalogue(path, entries)


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise GoldError(f"{path}: cannot be read ({error.strerror}); check its permissions") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise GoldError(f"{path}, line {line}: not UTF-8; save the file as UTF-8") from error


def _entry(where: str, line: str) -> Entry:
    try:
        data: Any = json.loads(line)
    except json.JSONDecodeError as error:
        raise GoldError(
            f"{where}: not JSON at column {error.colno} ({error.msg}); correct the line"
        ) from error
    name = data.get("id") if isinstance(data, Mapping) else None
    if not isinstance(name, str) or not name:
        raise GoldError(f'{where}: no object with an id; write {{"id": "…", "part": "dev"}}')
    if data.get("part") not in PARTS:
        raise GoldError(f"{where}: the part of {name!r} is {data.get('part')!r}; write {' or '.join(PARTS)}")
    title = data.get("title")
    return Entry(name, data["part"], title if isinstance(title, str) else None, where)
