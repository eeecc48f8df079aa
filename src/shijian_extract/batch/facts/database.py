"""A database of facts into articles: the way back from the flat columns to the records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from ...core import ReadError
from ...records import Article
from ..needs import needed
from ..shape import Column, columns_of, record_types
from ..sinks.tables import TABLES
from .errors import FactsError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# Articles asked for at one time: a scan of each table for so many, and a few megabytes of records.
_AT_ONCE = 1000
# Else what DuckDB keeps of the file grows with it.
_MEMORY = "256MB"
_ARTICLES = """
SELECT article, text, {
    'id': id, 'title': title, 'subtitle': subtitle, 'authors': authors, 'source': outlet, 'published': published,
    'place': CASE WHEN place IS NOT NULL THEN {'name': place, 'adcode': adcode} END
}, CASE WHEN span_start IS NOT NULL THEN {'start': span_start, 'end': span_end} END
FROM articles WHERE duplicate_of IS NULL AND article BETWEEN ? AND ? ORDER BY article
"""
_EVIDENCE = """
SELECT article, record, list({'start': start, 'end': "end", 'text': text} ORDER BY part)
FROM evidence WHERE article BETWEEN ? AND ? GROUP BY ALL
"""


def read_database(path: Path, told: Callable[[ReadError], None]) -> Iterator[Article]:
    """The articles of a database that `batch` wrote, with their texts.

    Raises `FactsError` where the database is of another kind, `NeedsExtraError` without DuckDB.
    """
    duckdb = needed("duckdb", "databases")
    try:
        with duckdb.connect(path, read_only=True, config={"memory_limit": _MEMORY}) as db:
            (last,) = db.execute("SELECT coalesce(max(article), 0) FROM articles").fetchone()
            for first in range(1, last + 1, _AT_ONCE):
                yield from _articles(path, db, first, told)
    except duckdb.Error as error:
        says = str(error).splitlines()[0]
        raise FactsError(f"{path}: no database of facts ({says}); `batch` writes one") from error


def _articles(
    path: Path, db: DuckDBPyConnection, first: int, told: Callable[[ReadError], None]
) -> Iterator[Article]:
    bounds = (first, first + _AT_ONCE - 1)
    # Each result is finished before the next is asked for.
    evidence = {
        (article, number): spans for article, number, spans in db.execute(_EVIDENCE, bounds).fetchall()
    }
    records: defaultdict[int, dict[int, Any]] = defaultdict(dict)
    for kind, table in TABLES.items():
        names = [column.name for column in _own(kind)]
        for article, number, rule, *values in db.execute(_query(kind, table), bounds).fetchall():
            named = dict(zip(names, values, strict=True))
            spans = evidence.get((article, number), ())
            records[article][number] = {"type": kind, "evidence": spans, "rule": rule, **named}
    for article, text, info, span in db.execute(_ARTICLES, bounds).fetchall():
        in_order = [record for _, record in sorted(records[article].items())]
        found = {"article": info, "records": in_order, "span": span}
        try:
            yield Article.model_validate(found).with_text(text)
        except ValidationError as error:
            first_of = error.errors(include_url=False, include_input=False, include_context=False)[0]
            where = ".".join(map(str, first_of["loc"]))
            told(
                FactsError(
                    f"{path}, article {article}: {where}: {first_of['msg']}; write it anew with `batch`"
                )
            )


def _own(kind: str) -> tuple[Column, ...]:
    return tuple(
        column
        for column in columns_of(record_types()[kind])
        if column.name not in ("type", "evidence", "rule")
    )


def _query(kind: str, table: str) -> str:
    columns = ", ".join(_packed(column) for column in _own(kind))
    return f"SELECT article, record, rule, {columns} FROM {table} WHERE article BETWEEN ? AND ?"


def _packed(column: Column) -> str:
    """A field of a record, put together from the flat columns that `sinks.tables` makes of it."""
    if column.name == "place":
        return "CASE WHEN place IS NOT NULL THEN {'name': place, 'adcode': adcode} END"
    if column.name == "period":
        return """CASE WHEN period_kind IS NOT NULL THEN {'text': period, 'kind': period_kind,
            'start': CAST(period_start AS VARCHAR), 'end': CAST(period_end AS VARCHAR)} END"""
    if column.kind == "struct":
        prefix = "" if column.name == "quantity" else f"{column.name}_"
        fields = ", ".join(
            f"'{inner.name}': {column.name if prefix and inner.name == 'value' else prefix + inner.name}"
            for inner in column.inner
        )
        return f"CASE WHEN {prefix}approximation IS NOT NULL THEN {{{fields}}} END"
    return f'"{column.name}"'
