"""Text files to reports."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..core import ReadError, Report

SUFFIX = ".txt"
INDEX = "index.jsonl"
_INDEX_FIELDS = ("published", "title", "source", "place")


def find_files(path: Path) -> list[Path]:
    """The files that a path stands for: itself, or all `*.txt` of a folder and the folders in it, sorted.

    Raises `ReadError` where there is no such path, or no text file in the folder.
    """
    if not path.exists():
        raise ReadError(f"{path}: no such file or folder")
    if not path.is_dir():
        return [path]
    found = sorted(path.rglob(f"*{SUFFIX}"))
    if not found:
        raise ReadError(f"{path}: no {SUFFIX} file in this folder")
    return found


def read_report(path: Path, published: str | None = None) -> Report:
    """The report of a UTF-8 text file; its id is the file name without suffix, `published` goes before the index.

    Raises `ReadError` for a file that is missing, unreadable, empty or no UTF-8 text.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(f"{path}: cannot be read ({error.strerror})") from error
    if b"\0" in data:
        raise ReadError(f"{path}: no text file (it has NUL bytes); give its text as UTF-8")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ReadError(f"{path}: no UTF-8 text (byte {error.start}); convert it to UTF-8 first") from error
    if not text.strip():
        raise ReadError(f"{path}: the file is empty")
    known = _index(path.parent / INDEX).get(path.stem, {})
    return Report(text, id=path.stem, **{**known, **({"published": published} if published else {})})


@lru_cache(maxsize=64)
def _index(path: Path) -> dict[str, dict[str, str]]:
    """What `index.jsonl` says, by article id; raises `ReadError` for a line that is no JSON object with an id."""
    if not path.is_file():
        return {}
    known: dict[str, dict[str, str]] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.strip():
            entry = _index_entry(path, number, line)
            known[entry["id"]] = {key: _plain(entry[key]) for key in _INDEX_FIELDS if entry.get(key)}
    return known


def _index_entry(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        entry = json.loads(line)
    except json.JSONDecodeError as error:
        raise ReadError(f"{path}, line {number}: no JSON ({error.msg})") from error
    if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
        raise ReadError(f"{path}, line {number}: expected an object with an id")
    return entry


def _plain(value: Any) -> str:
    """A place may be written `{"name": …}` as in a record, or as its name."""
    return str(value["name"] if isinstance(value, dict) else value)
