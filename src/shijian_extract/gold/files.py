"""Gold files: which files are gold, how one is read with the lines of its values, and how one is written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, TypeGuard

from ..core.errors import GoldError
from .complaints import At, Complaint, Problem
from .lines import Lines, line_numbers

SUFFIX = ".json"
PAGE = "-page"
# A file of pinned scores stands beside the annotations and has this key at its top.
_FLOORS = "floors"


class UnreadableGoldError(GoldError):
    """A file that is no annotation at all; `complaint` says where and why."""

    def __init__(self, complaint: Complaint) -> None:
        super().__init__(str(complaint))
        self.complaint = complaint


@dataclass(frozen=True, slots=True)
class GoldFile:
    """A file of annotations: one article, or a page that carries several; `data` is as the file has it, unchecked."""

    path: Path
    data: dict[str, Any]
    lines: Lines

    @property
    def id(self) -> str:
        """The id of the text that the file annotates."""
        return self.path.stem

    @property
    def is_page(self) -> bool:
        """Whether it has the form of a page."""
        return "articles" in self.data

    def articles(self) -> Iterator[tuple[At, dict[str, Any]]]:
        """The articles with their places in the file, those that are objects."""
        listed = self.data["articles"] if self.is_page else [self.data]
        for index, article in enumerate(listed if isinstance(listed, list) else []):
            if isinstance(article, dict):
                yield (("articles", index) if self.is_page else ()), article

    def records(self) -> Iterator[tuple[At, dict[str, Any]]]:
        """The records of all articles with their places in the file, those that are objects."""
        for at, article in self.articles():
            yield from records_of(at, article)


def records_of(at: At, article: Mapping[str, Any]) -> Iterator[tuple[At, dict[str, Any]]]:
    """The records of one article, which stands at `at`, with their places; what is no object is passed over."""
    records = article.get("records")
    for index, record in enumerate(records if isinstance(records, list) else []):
        if isinstance(record, dict):
            yield (*at, "records", index), record


def is_id(name: Any) -> TypeGuard[str]:
    """Whether this can be the id of a text: a file name that leads into no other folder.

    >>> is_id("taoyuan"), is_id("../taoyuan"), is_id("")
    (True, False, False)
    """
    if not isinstance(name, str) or not name or name.startswith("."):
        return False
    return not set(name) & set('/\\:\0"<>|?*') and name.isprintable()


def gold_paths(paths: Iterable[Path]) -> list[Path]:
    """The gold files that paths stand for: files as named, folders with all their `*.json`, each file once.

    Raises `GoldError` where there is no such path or a folder has no annotations.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            raise GoldError(f"{path}: no such file or folder; check the path")
        listed = sorted(path.glob(f"*{SUFFIX}")) if path.is_dir() else [path]
        if not listed:
            raise GoldError(
                f"{path}: no *{SUFFIX} in this folder; name the folder that holds the annotations"
            )
        found.update(dict.fromkeys(listed))
    return list(found)


def read_gold(path: Path) -> GoldFile | None:
    """The annotations of a file; None for a file that stands among them and is none (pinned scores).

    Raises `UnreadableGoldError` where the file cannot be read, is no JSON or no object.
    """
    text = _text(path)
    data = _parsed(path, text)
    if not isinstance(data, dict):
        _refuse(path, 1, "not an object", 'write {"article": {…}, "records": […]}')
    if _FLOORS in data and "records" not in data and "articles" not in data:
        return None
    return GoldFile(path, data, line_numbers(text))


def read_all(paths: Iterable[Path]) -> list[GoldFile]:
    """The annotations of all files that are gold; raises `GoldError` for the first that cannot be read."""
    return [gold for path in gold_paths(paths) if (gold := read_gold(path))]


def repeated_keys(gold: GoldFile) -> Iterator[Problem]:
    """Keys that an object has twice: JSON keeps the last of them without a word."""
    for at in gold.lines.repeated:
        yield Problem(at, "this key stands twice in its object", "take one of them out")


def gold_text(data: Mapping[str, Any]) -> str:
    """The text of a gold file: one space deeper at each level, keys in the order of `data`, a line feed at the end."""
    return json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        _refuse(path, 1, f"cannot be read ({error.strerror})", "check the path and its permissions")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _refuse(path, data.count(b"\n", 0, error.start) + 1, "not UTF-8", "save the file as UTF-8")


def _parsed(path: Path, text: str) -> Any:
    def refuse_constant(name: str) -> NoReturn:
        line = text.count("\n", 0, text.find(name)) + 1
        _refuse(path, line, f"{name} is no number of JSON", "write the number, or null")

    try:
        return json.loads(text, parse_constant=refuse_constant)
    except json.JSONDecodeError as error:
        _refuse(path, error.lineno, f"not JSON at column {error.colno} ({error.msg})", "correct it there")
    except RecursionError:
        _refuse(path, 1, "lists and objects nested too deep", "a gold file has no more than seven levels")


def _refuse(path: Path, line: int, says: str, way_out: str) -> NoReturn:
    raise UnreadableGoldError(Complaint(path, line, says, way_out))
