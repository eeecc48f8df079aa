"""Gold folders, JSON Lines output and single JSON files, read into articles with their records."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shijian_extract.core.errors import GoldError
from shijian_extract.evaluate.articles import ArticleRecords
from shijian_extract.evaluate.shapes import is_span, record_problem

# Where a list of records begins. Inside a JSON text the second quotation mark would have a backslash before it.
_RECORDS = re.compile(r'"records"\s*:\s*\[')
_ID = re.compile(r'"article"\s*:')
_BETWEEN = re.compile(r"[\s,]*")


@dataclass(frozen=True, slots=True)
class _Source:
    """A JSON text and where it comes from: a whole file, or the given line of one."""

    path: Path
    text: str
    line: int | None = None

    def __str__(self) -> str:
        return str(self.path) if self.line is None else f"{self.path}, line {self.line}"

    def error(self, says: str, line: int | None = None) -> GoldError:
        """What to raise; `line` counts within the text and goes for nothing in a text of one line."""
        within = f", line {line}" if line is not None and self.line is None else ""
        return GoldError(f"{self}{within}: {says}")

    def where(self, article: int) -> str:
        """File and line of an article, counted from 0: the line on which it is first named."""
        ids = list(_ID.finditer(self.text))
        at = ids[article].start() if article < len(ids) else 0
        return str(self) if self.line is not None else f"{self}, line {self.text.count(chr(10), 0, at) + 1}"

    def record_line(self, article: int, record: int) -> int:
        """The line on which a record begins, articles and records counted from 0."""
        at = list(_RECORDS.finditer(self.text))[article].end()
        for _ in range(record):
            _, at = json.JSONDecoder().raw_decode(self.text, _skip(self.text, at))
        return self.text.count("\n", 0, _skip(self.text, at)) + 1


def _skip(text: str, at: int) -> int:
    found = _BETWEEN.match(text, at)
    return found.end() if found else at


def read_articles(path: str | Path) -> list[ArticleRecords]:
    """The articles of a gold folder (`*.json`), of one `.json` file, or of JSON Lines (any other name).

    A file `{"articles": […]}` is a page that carries several articles; its name is the page's id. A folder's file
    `{"floors": …}` holds the floors of its scores and no annotations: it is passed over, whatever its name. Raises
    `GoldError` with the file, the line and the way out where something is not of the public form or an id
    stands twice.
    """
    path = Path(path)
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    if not files:
        raise GoldError(f"{path}: no *.json in this folder; name the folder that holds the annotations")
    found: dict[tuple[str | None, str], _Source] = {}
    articles = []
    for source in (source for file in files for source in _sources(file)):
        data = _parse(source)
        if path.is_dir() and _holds_floors(data):
            continue
        for article in _articles(source, data):
            _refuse_twice(article, source, found)
            articles.append(article)
    return articles


def gold_files(path: Path) -> list[Path]:
    """The files of a gold folder that hold annotations, sorted; a single file stands for itself."""
    if not path.is_dir():
        return [path]
    files = sorted(path.glob("*.json"))
    return [file for file in files if not _holds_floors(_parse(_Source(file, _read(file))))]


def _holds_floors(data: Any) -> bool:
    return isinstance(data, Mapping) and "floors" in data and not {"article", "articles"} & set(data)


def _refuse_twice(
    article: ArticleRecords, source: _Source, found: dict[tuple[str | None, str], _Source]
) -> None:
    key = (article.page, article.id)
    if key in found:
        raise source.error(f"{article.id!r} is the id of an article in {found[key]} too; rename one of them")
    found[key] = source


def _sources(path: Path) -> Iterator[_Source]:
    text = _read(path)
    if path.suffix == ".json":
        yield _Source(path, text)
        return
    # Not str.splitlines, which also breaks at characters that JSON allows inside a text, such as U+2028.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield _Source(path, line, number)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise GoldError(f"{path}: no such file or folder; check the path") from error
    except OSError as error:
        says = f"cannot be read ({error.strerror}); check the path and its permissions"
        raise GoldError(f"{path}: {says}") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise GoldError(f"{path}, line {line}: not UTF-8; save the file as UTF-8") from error


def _articles(source: _Source, data: Any) -> Iterator[ArticleRecords]:
    if not isinstance(data, Mapping):
        raise source.error('an article must be an object {"article": {…}, "records": […]}')
    if "articles" not in data:
        yield _article(source, data, 0, None)
        return
    if source.line is not None:
        raise source.error("a page of several articles takes a file of its own, <page>.json")
    if not isinstance(data["articles"], list):
        raise source.error('the "articles" of a page must be a list')
    for index, article in enumerate(data["articles"]):
        yield _article(source, article, index, source.path.stem)


def _parse(source: _Source) -> Any:
    try:
        return json.loads(source.text)
    except json.JSONDecodeError as error:
        advice = "put one JSON object on each line, or name a file that holds a single one *.json"
        if source.line is None:
            advice = "correct it there, or name a file with one object on each line *.jsonl"
        says = f"not JSON at column {error.colno} ({error.msg}); {advice}"
        raise source.error(says, error.lineno) from error


def _article(source: _Source, data: Any, index: int, page: str | None) -> ArticleRecords:
    about = data.get("article") if isinstance(data, Mapping) else None
    name = about.get("id") if isinstance(about, Mapping) else None
    if not isinstance(name, str) or not name:
        raise source.error('an article needs an id, {"article": {"id": "…"}}, the same in gold and output')
    records = data.get("records")
    if not isinstance(records, list):
        raise source.error(f'article {name!r} needs a list "records"; [] where there are none')
    _check_records(source, name, index, records)
    span = _span(source, name, data.get("span"), page)
    return ArticleRecords(name, tuple(records), span, page, source.where(index))


def _check_records(source: _Source, name: str, index: int, records: list[Any]) -> None:
    for number, record in enumerate(records):
        problem = record_problem(record)
        if problem:
            where = f"record {number + 1} of article {name!r}"
            raise source.error(f"{where}: {problem}", source.record_line(index, number))


def _span(source: _Source, name: str, span: Any, page: str | None) -> tuple[int, int] | None:
    if span is None and page is None:
        return None
    if not is_span(span):
        says = 'needs a "span" {"start", "end"} of whole numbers, start before end'
        raise source.error(f"article {name!r} {says}")
    return span["start"], span["end"]
