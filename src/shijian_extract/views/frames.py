"""Records as rows of a data frame, of pandas or of polars, nested fields flattened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from ..core.errors import ShijianError
from .shape import Column, columns_of

if TYPE_CHECKING:
    import pandas
    import polars

_ALWAYS = (Column("article", "text"), Column("record", "integer"), Column("type", "text"))
_FIRST, _LAST = ("place",), ("period", "evidence", "rule")
# All of them know an absent value, so that a column's type does not hang on what is in it; lists stay objects.
_PANDAS = {"text": "string", "integer": "Int64", "number": "Float64", "boolean": "boolean"}


class NeedsPackageError(ShijianError):
    """A data frame wants a library that is not installed."""


def needed(name: str) -> Any:
    """The library; raises `NeedsPackageError` with the way to install it where it is not there."""
    try:
        return import_module(name)
    except ImportError as error:
        raise NeedsPackageError(f"a data frame of {name} needs the package; pip install {name}") from error


def frame_columns(models: Iterable[type[BaseModel]]) -> tuple[Column, ...]:
    """The flat columns of records of these types: article, record and type, the place, what each type has of its own in the
    order of the types, period, evidence and rule.

    A nested field gives a column for each of its own (`quantity_value`); of the evidence, the first span does
    (`evidence_text`), and `evidence` has all spans. Lists stay lists.
    """
    found = {column.name: column for model in models for column in columns_of(model)}
    own = (name for name in found if name not in ("type", *_FIRST, *_LAST))
    order = (*_FIRST, *own, *_LAST)
    return (*_ALWAYS, *(flat for name in order if name in found for flat in _flat(found[name])))


def _flat(column: Column) -> Iterator[Column]:
    if column.name == "evidence":
        span = column.inner[0]
        named = {inner.name: inner for inner in span.inner}
        for name in ("text", "start", "end"):
            yield Column(f"evidence_{name}", named[name].kind)
        yield column
    elif column.kind == "struct":
        for inner in column.inner:
            yield Column(f"{column.name}_{inner.name}", inner.kind, inner.inner)
    else:
        yield column


def frame_row(article: str | None, position: int, record: Mapping[str, Any]) -> dict[str, Any]:
    """The row of a record in its public JSON form, for these columns."""
    first = {f"evidence_{name}": value for name, value in record["evidence"][0].items()}
    return {"article": article, "record": position, **record, **first}


def pandas_frame(rows: Iterable[Mapping[str, Any]], columns: Iterable[Column]) -> pandas.DataFrame:
    """The rows, plain nested data, as a frame of pandas with these columns; a nested field is named `outer_inner`.

    Raises `NeedsPackageError` where pandas is not installed.
    """
    columns = tuple(columns)
    frame = needed("pandas").json_normalize(list(rows), sep="_")
    frame = frame.reindex(columns=[column.name for column in columns])
    typed: pandas.DataFrame = frame.astype(
        {column.name: _PANDAS[column.kind] for column in columns if column.kind in _PANDAS}
    )
    return typed


def polars_frame(rows: Iterable[Mapping[str, Any]], columns: Iterable[Column]) -> polars.DataFrame:
    """The same as a frame of polars.

    Raises `NeedsPackageError` where polars is not installed.
    """
    library = needed("polars")
    schema = {column.name: _polars_type(library, column) for column in columns}
    flat = list(rows)
    frame: polars.DataFrame = (
        library.json_normalize(flat, separator="_", schema=schema)
        if flat
        else library.DataFrame(schema=schema)
    )
    return frame


def _polars_type(polars: Any, column: Column) -> Any:
    if column.kind == "list":
        return polars.List(_polars_type(polars, column.inner[0]))
    if column.kind == "struct":
        return polars.Struct({inner.name: _polars_type(polars, inner) for inner in column.inner})
    plain = {
        "text": polars.String,
        "integer": polars.Int64,
        "number": polars.Float64,
        "boolean": polars.Boolean,
    }
    return plain[column.kind]
