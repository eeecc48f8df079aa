"""Text files to reports."""

from __future__ import annotations

import json
import os
import re
from datetime import date
from functools import lru_cache
from pathlib import Path
from stat import S_ISDIR
from typing import Any

from ..core import ReadError, Report

SUFFIX = ".txt"
INDEX = "index.jsonl"
DATE_FORMS = "2023, 2023-12 or 2023-12-05"
_INDEX_FIELDS = ("published", "title", "source", "place")
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")


def is_date(text: str) -> bool:
    """Whether this is an ISO date, possibly partial, that the calendar knows.

    >>> [is_date(text) for text in ("2023", "2023-12", "2023-02-29", "2023年12月")]
    [True, True, False, False]
    """
    try:
        return bool(_DATE.fullmatch(text) and date.fromisoformat(text + "-01-01"[len(text) - 4 :]))
    except ValueError:
        return False


def find_files(path: Path) -> list[Path]:
    """The files that a path stands for: itself, or all `*.txt` of a folder and the folders in it, sorted.

    A folder within that cannot be opened stands in the list for itself, so that `read_report` refuses it. Raises
    `ReadError` where there is no such path, it cannot be looked at, or no text file is in the folder.
    """
    try:
        folder = S_ISDIR(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise ReadError(f"{path}: no such file or folder; check the path") from error
    except OSError as error:
        raise _unreadable(path, error) from error
    if not folder:
        return [path]
    found = sorted(_texts(path))
    if not found:
        raise ReadError(f"{path}: no {SUFFIX} file in this folder; name the files themselves")
    return found


def _texts(folder: Path) -> list[Path]:
    closed: list[OSError] = []
    names = [(top, name) for top, _, names in os.walk(folder, onerror=closed.append) for name in names]
    texts = [Path(top, name) for top, name in names if name.endswith(SUFFIX)]
    return texts + [Path(error.filename) for error in closed]


def read_report(path: Path, published: str | None = None, encoding: str = "utf-8") -> Report:
    """The report of a text file; its id is the file name without suffix, `published` goes before the index.

    Raises `ReadError` for a file that is missing, unreadable, empty or no text in that encoding, and for a broken index.
    """
    text = decoded(_data(path), str(path), encoding)
    name = path.stem
    if not _is_unicode(name):
        raise ReadError(
            f"{path}: the file name, which becomes the article's id, is no UTF-8; rename the file"
        )
    known = _index(path.parent / INDEX).get(name, {})
    return Report(text, id=name, **{**known, **({"published": published} if published else {})})


def decoded(data: bytes, where: str, encoding: str = "utf-8") -> str:
    """The text in a file's bytes; raises `ReadError`, which names `where`, for what is empty or no text in that encoding.

    >>> decoded("下关区".encode("gb18030"), "a.txt", "gb18030")
    '下关区'
    """
    name = encoding.upper()
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        # What has NUL bytes is an image or a database, and no encoding will help.
        if b"\0" not in data:
            raise ReadError(
                f"{where}: no {name} text (byte {error.start}); convert it to {name} first{_or_named(data, name)}"
            ) from error
        text = "\0"
    if "\0" in text:
        raise ReadError(f"{where}: no text file (it has NUL bytes); give its text as {name}")
    if not text.lstrip("\ufeff").strip():
        raise ReadError(f"{where}: the file is empty; give it text or leave it out")
    return text


def _or_named(data: bytes, tried: str) -> str:
    """The other way out, where the bytes are text in the encoding of older Chinese files."""
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return "" if tried == "GB18030" else ", or try `shijian-extract batch --encoding gb18030`"


def _data(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except IsADirectoryError as error:
        raise ReadError(f"{path}: a folder, or one that may not be opened; name a text file") from error
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> ReadError:
    return ReadError(f"{path}: cannot be read ({error.strerror}); check the path and its permissions")


def _is_unicode(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=64)
def _index(path: Path) -> dict[str, dict[str, str]]:
    """What `index.jsonl` says, by article id; raises `ReadError` for a line that is no JSON object with an id."""
    return read_index(_index_text(path), str(path)) if path.is_file() else {}


def read_index(text: str, where: str) -> dict[str, dict[str, str]]:
    """What the text of an index says, by article id; raises `ReadError` as `read_report` does, naming `where`."""
    known: dict[str, dict[str, str]] = {}
    # Not str.splitlines, which also breaks at characters that JSON allows inside a text, such as U+2028.
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            entry = _index_entry(f"{where}, line {number}", line)
            known[entry["id"]] = {key: entry[key] for key in _INDEX_FIELDS if entry.get(key)}
    return known


def _index_text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise _unreadable(path, error) from error
    except UnicodeDecodeError as error:
        raise ReadError(f"{path}: no UTF-8 text (byte {error.start}); convert it to UTF-8 first") from error


def _index_entry(where: str, line: str) -> dict[str, str]:
    try:
        entry = json.loads(line)
    except json.JSONDecodeError as error:
        raise ReadError(f"{where}: no JSON ({error.msg}, column {error.colno}); correct the line") from error
    if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
        raise ReadError(f'{where}: no object with an id; write {{"id": "…"}} and what is known of the text')
    fields = {key: _plain(where, key, entry[key]) for key in _INDEX_FIELDS if entry.get(key)}
    if "published" in fields and not is_date(fields["published"]):
        raise ReadError(f"{where}: published {fields['published']!r} is no ISO date; write {DATE_FORMS}")
    return {"id": entry["id"], **fields}


def _plain(where: str, key: str, value: Any) -> str:
    """A place may be written `{"name": …}` as in a record, or as its name; a year as a number."""
    if isinstance(value, dict):
        value = value.get("name")
    if not isinstance(value, str | int):
        raise ReadError(f"{where}: {key} has to be a text")
    return str(value)
