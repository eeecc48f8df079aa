"""The shape of the records as nested columns, read off the record types: what every table and every engine is given.

The types themselves are the only place that says which fields there are; a table of DuckDB and a batch of Arrow are
rendered from the same shape.
"""

from __future__ import annotations

from functools import cache

from ..records import ArticleInfo, PageSpan, record_types
from ..views.shape import Column, columns_of

__all__ = ["Column", "article_columns", "columns_of", "record_columns", "record_types"]

# What stands on every record comes first, then the fields in the order of the types.
_FIRST = ("type", "evidence", "place", "period", "rule")


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
