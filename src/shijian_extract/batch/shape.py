"""The shape of the records as nested columns, read off the record types: what every table and every engine is given.

The types themselves are the only place that says which fields there are; a table of DuckDB and a batch of Arrow are
rendered from the same shape.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from ..records import ArticleInfo, PageSpan, Record

Kind = Literal["text", "integer", "number", "boolean", "list", "struct"]
_PLAIN: dict[Any, Kind] = {str: "text", int: "integer", bool: "boolean"}
# What stands on every record comes first, then the fields in the order of the types.
_FIRST = ("type", "evidence", "place", "period", "rule")


@dataclass(slots=True, frozen=True)
class Column:
    """A named column; `inner` has the fields of a struct, or the one item of a list."""

    name: str
    kind: Kind
    inner: tuple[Column, ...] = ()


def columns_of(model: type[BaseModel]) -> tuple[Column, ...]:
    """The fields of a record type as columns, in the order of the type.

    >>> from shijian_extract.records import Step
    >>> [(column.name, column.kind) for column in columns_of(Step)]
    [('actor', 'text'), ('action', 'text')]
    """
    return tuple(_column(name, field.annotation) for name, field in model.model_fields.items())


@cache
def record_types() -> dict[str, type[BaseModel]]:
    """The record types by the name that stands in their field `type`."""
    union = get_args(get_args(Record)[0])
    return {model.model_fields["type"].default: model for model in union}


@cache
def record_columns() -> tuple[Column, ...]:
    """A record of any type: the fields of all types, each once."""
    found: dict[str, Column] = {}
    for model in record_types().values():
        for column in columns_of(model):
            if found.setdefault(column.name, column) != column:
                raise TypeError(f"the field {column.name} differs between record types")
    first = [found.pop(name) for name in _FIRST]
    return (*first, *found.values())


@cache
def article_columns() -> tuple[Column, ...]:
    """One line of output: what is known of the article, its records, and its span on a page."""
    return (
        Column("article", "struct", columns_of(ArticleInfo)),
        Column("records", "list", (Column("record", "struct", record_columns()),)),
        Column("span", "struct", columns_of(PageSpan)),
    )


def _column(name: str, annotation: Any) -> Column:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _column(name, arguments[0])
    if origin is Literal:
        return Column(name, "text")
    if origin in (Union, UnionType):
        kept = [argument for argument in arguments if argument is not NoneType]
        return Column(name, "number") if Decimal in kept else _column(name, kept[0])
    if origin is tuple:
        return Column(name, "list", (_column("item", arguments[0]),))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return Column(name, "struct", columns_of(annotation))
    return Column(name, _PLAIN[annotation])
