"""The tables of the facts: flat columns rendered from the shape of the records, with a word on each."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ..shape import Column, article_columns, columns_of, record_types

# Counts and measures are DOUBLE: exact up to 2**53, which no report reaches, and what every tool that reads the tables takes.
_SQL = {"text": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN"}
TABLES = {
    "figure": "figures",
    "network": "networks",
    "order_flow": "order_flows",
    "slogan": "slogans",
    "brand": "brands",
    "award": "awards",
    "document": "documents",
    "person": "persons",
    "event": "events",
}
_OWN = ("type", "evidence", "rule")


@dataclass(slots=True, frozen=True)
class Flat:
    """A flat column: its name, its type, what it is taken from, and what it means."""

    name: str
    sql: str
    source: str
    comment: str


def sql_type(column: Column) -> str:
    """The type of a nested column.

    >>> from shijian_extract.batch.shape import columns_of
    >>> from shijian_extract.records import Place
    >>> sql_type(Column("place", "struct", columns_of(Place)))
    'STRUCT("name" VARCHAR, "adcode" VARCHAR)'
    """
    if column.kind == "list":
        return f"{sql_type(column.inner[0])}[]"
    if column.kind == "struct":
        fields = ", ".join(f'"{inner.name}" {sql_type(inner)}' for inner in column.inner)
        return f"STRUCT({fields})"
    return _SQL[column.kind]


def line_types() -> dict[str, str]:
    """The types of a part's line, by key."""
    head = {
        "row": "BIGINT",
        "source": "VARCHAR",
        "input": "VARCHAR",
        "text": "VARCHAR",
        "duplicate_of": "VARCHAR",
    }
    failure = {"failure": 'STRUCT("kind" VARCHAR, "why" VARCHAR)'}
    return {**head, **failure, **{column.name: sql_type(column) for column in article_columns()}}


@cache
def comments() -> dict[str, dict[str, str]]:
    """What each table and view and each column means; columns of one name mean the same in every table."""
    text = (files("shijian_extract.batch") / "data" / "tables.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def record_table(kind: str) -> tuple[Flat, ...]:
    """The columns of the table of a type of record; `r` is the record that they are taken from."""
    own = (column for column in columns_of(record_types()[kind]) if column.name not in _OWN)
    columns = [
        ("article", "BIGINT", "article"),
        ("record", "INTEGER", "record"),
        *(flat for column in own for flat in _flat(column)),
        ("evidence", "VARCHAR", "r.evidence[1].text"),
        ("evidence_start", "BIGINT", "r.evidence[1].start"),
        ("evidence_end", "BIGINT", 'r.evidence[1]."end"'),
        ("rule", "VARCHAR", "r.rule"),
    ]
    said = comments()["columns"]
    return tuple(Flat(name, sql, source, said[name]) for name, sql, source in columns)


def _flat(column: Column) -> Iterator[tuple[str, str, str]]:
    source = f'r."{column.name}"'
    if column.name == "place":
        yield "place", "VARCHAR", f"{source}.name"
        yield "adcode", "VARCHAR", f"{source}.adcode"
    elif column.name == "period":
        yield "period", "VARCHAR", f"{source}.text"
        yield "period_kind", "VARCHAR", f"{source}.kind"
        yield "period_start", "DATE", f"try_cast({source}.start AS DATE)"
        yield "period_end", "DATE", f'try_cast({source}."end" AS DATE)'
    elif column.kind == "struct":
        prefix = "" if column.name == "quantity" else f"{column.name}_"
        for inner in column.inner:
            # The value of a level bears the level's name: that is what is asked for.
            name = column.name if prefix and inner.name == "value" else f"{prefix}{inner.name}"
            yield name, sql_type(inner), f'{source}."{inner.name}"'
    else:
        yield column.name, sql_type(column), source
