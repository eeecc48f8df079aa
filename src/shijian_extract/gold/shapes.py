"""The shape of gold: every field against the public record types.

What a field may be is read off the types in `records`, so that a new field or value needs no second place. Gold differs
in three ways: every key is written, null where the text gives no value; there is no `rule`; a record may be `optional`,
and `indicator` and `category` may name alternatives (`other|unit`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from ..records import ArticleInfo, PageSpan, Record
from .complaints import At, Problem, shown

_ALTERNATIVES = frozenset({"indicator", "category"})
_OPTIONAL = "optional"
_NOT_GOLD = "rule"
_NUMBER = "a number"
# Half of a character, which JSON can write and UTF-8 cannot.
_SURROGATE = re.compile("[\ud800-\udfff]")


@cache
def record_models() -> Mapping[str, type[BaseModel]]:
    """The record types by their names, in the order of `records`."""
    models = get_args(get_args(Record)[0])
    return {model.model_fields["type"].default: model for model in models}


def field_names(kind: str) -> list[str]:
    """The fields of a record type as gold writes them: the type, the evidence, the place, then its own."""
    own = record_models()[kind].model_fields
    first = ["type", "evidence", "place"]
    return [*first, *(name for name in own if name not in (*first, _NOT_GOLD))]


def article_problems(article: Mapping[str, Any], at: At, *, page: bool) -> Iterator[Problem]:
    """What is wrong with the shape of an article of gold, its records included."""
    keys = ["article", "records", *(["span"] if page else [])]
    yield from _key_problems(article, keys, at, "an article")
    if "article" in article:
        yield from problems(ArticleInfo, article["article"], (*at, "article"))
    if page and "span" in article:
        yield from problems(PageSpan, article["span"], (*at, "span"))
    records = article.get("records", [])
    if not isinstance(records, list):
        yield _misfit(records, "a list of records, [] where there are none", (*at, "records"))
        return
    for index, record in enumerate(records):
        yield from record_problems(record, (*at, "records", index))


def record_problems(record: Any, at: At = ()) -> Iterator[Problem]:
    """What is wrong with the shape of one record.

    >>> [problem.says for problem in record_problems({"type": "sloogan"})]
    ['"sloogan" is no type of record']
    """
    if not isinstance(record, Mapping):
        yield _misfit(record, "an object", at)
        return
    kind = record.get("type")
    if not isinstance(kind, str) or kind not in record_models():
        yield Problem((*at, "type"), f"{shown(kind)} is no type of record", _choose(kind, record_models()))
        return
    yield from _object_problems(record_models()[kind], record, at, a_kind=kind)
    if _OPTIONAL in record:
        yield from problems(bool, record[_OPTIONAL], (*at, _OPTIONAL))
    if record.get("evidence") == []:
        yield Problem((*at, "evidence"), "no evidence", "quote the words that say it, with their offsets")


def fits(kind: Any, value: Any) -> bool:
    """Whether a value has the shape that an annotation asks for."""
    return next(problems(kind, value, ()), None) is None


def problems(kind: Any, value: Any, at: At) -> Iterator[Problem]:
    """What is wrong with the shape of a value that should be of the annotated `kind`."""
    choices = _choices(kind)
    if value is None and NoneType in choices:
        return
    asked = next(choice for choice in choices if choice is not NoneType)
    if isinstance(asked, type) and issubclass(asked, BaseModel) and isinstance(value, Mapping):
        yield from _object_problems(asked, value, at)
    elif get_origin(asked) is tuple and isinstance(value, list):
        for index, item in enumerate(value):
            yield from problems(get_args(asked)[0], item, (*at, index))
    elif get_origin(asked) is Literal:
        yield from _choice_problems(get_args(asked), value, at, null=NoneType in choices)
    elif not _is(asked, value):
        yield _misfit(value, _says(asked) + (" or null" if NoneType in choices else ""), at)


def _object_problems(
    model: type[BaseModel], value: Mapping[str, Any], at: At, a_kind: str | None = None
) -> Iterator[Problem]:
    keys = field_names(a_kind) if a_kind else list(model.model_fields)
    yield from _key_problems(
        value, keys, at, f"a {a_kind or model.__name__.lower()}", [_OPTIONAL] if a_kind else []
    )
    for name in keys:
        if name in value:
            yield from problems(model.model_fields[name].annotation, value[name], (*at, name))


def _key_problems(
    value: Mapping[str, Any], keys: list[str], at: At, what: str, further: list[str] | None = None
) -> Iterator[Problem]:
    allowed = [*keys, *(further or [])]
    for name in value:
        if name not in allowed:
            near = get_close_matches(name, allowed, 1)
            way = f'write "{near[0]}"' if near else f"take it out: {what} has {', '.join(allowed)}"
            yield Problem((*at, name), f"unknown key {shown(name)}", way)
    for name in keys:
        if name not in value:
            yield Problem(
                at, f'{what} needs the key "{name}"', "write null, or [], where the text gives none"
            )


def _choice_problems(allowed: tuple[str, ...], value: Any, at: At, *, null: bool) -> Iterator[Problem]:
    several = bool(at) and at[-1] in _ALTERNATIVES
    named = value.split("|") if several and isinstance(value, str) else [value]
    if any(not isinstance(name, str) or name not in allowed for name in named):
        wrong = next(name for name in named if name not in allowed) if isinstance(value, str) else value
        also = " or null" if null else ", or alternatives as a|b" if several else ""
        yield Problem(at, f"{shown(wrong)} is none of its values", _choose(wrong, allowed) + also)
    elif len(set(named)) < len(named):
        yield Problem(at, f"{shown(value)} names an alternative twice", "name each once")


def _choose(wrong: Any, allowed: Any) -> str:
    near = get_close_matches(wrong, list(allowed), 1) if isinstance(wrong, str) else []
    return f'write "{near[0]}"' if near else f"choose one of {', '.join(allowed)}"


def _choices(kind: Any) -> tuple[Any, ...]:
    """The members of a union, numbers as one of them; a plain kind alone."""
    while get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    if get_origin(kind) not in (Union, UnionType):
        return (kind,)
    members = [member for part in get_args(kind) for member in _choices(part)]
    numbers = [member for member in members if member is not NoneType]
    if len(numbers) > 1:  # of the unions in records, those of more than one kind are numbers
        return (_NUMBER, *(member for member in members if member is NoneType))
    return tuple(members)


def _is(asked: Any, value: Any) -> bool:
    if asked is _NUMBER:
        return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    if asked is int:
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    if asked is str:
        return isinstance(value, str) and not _SURROGATE.search(value)
    return asked is bool and isinstance(value, bool)


def _says(asked: Any) -> str:
    if get_origin(asked) is tuple:
        return "a list"
    if isinstance(asked, type) and issubclass(asked, BaseModel):
        return f"an object {{{', '.join(asked.model_fields)}}}"
    return {str: "a text", bool: "true or false", int: "a whole number, 0 or more", _NUMBER: _NUMBER}[asked]


def _misfit(value: Any, wanted: str, at: At) -> Problem:
    return Problem(at, f"{shown(value)} does not fit", f"write {wanted}")
