"""The shape of a pydantic model as nested columns, read off its fields."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

Kind = Literal["text", "integer", "number", "boolean", "list", "struct"]
_PLAIN: dict[Any, Kind] = {str: "text", int: "integer", bool: "boolean"}


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
