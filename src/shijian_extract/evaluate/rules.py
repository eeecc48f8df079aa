"""What each record type asks of a pair: when it may be made, what strict wants, what is reported of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Any

from shijian_extract.core.errors import GoldError
from shijian_extract.evaluate.compare import (
    about_equal,
    allowed,
    counts_equal,
    evidence_overlaps,
    identical,
    lists_equal,
    names_equal,
    periods_equal,
    places_equal,
    units_equal,
)

Record = Mapping[str, Any]
"""One record in the public JSON form."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """One thing reported of a pair: how it is read from a record and when gold and predicted agree in it."""

    name: str
    read: Callable[[Record], Any]
    agree: Callable[[Any, Any], bool]

    def right(self, gold: Record, predicted: Record) -> bool:
        """Whether the predicted record says of this what the gold one says."""
        return self.agree(self.read(gold), self.read(predicted))


@dataclass(frozen=True, slots=True)
class TypeRule:
    """How records of one type are scored.

    `naming` is the field that says which thing a record is about; `may_pair` takes the gold record first;
    `strict` names the attributes that a strictly right pair has right.
    """

    type: str
    naming: str
    may_pair: Callable[[Record, Record], bool]
    strict: frozenset[str]
    attributes: tuple[Attribute, ...]


def rule_for(record: Record) -> TypeRule:
    """The rule for a record's type. Raises `GoldError` where there is none."""
    kind = record.get("type")
    if not isinstance(kind, str) or kind not in RULES:
        raise GoldError(f"no record type is called {kind!r}; the types are {', '.join(RULES)}")
    return RULES[kind]


def _read_field(name: str, record: Record) -> Any:
    return record.get(name)


def _read_quantity(part: str, record: Record) -> Any:
    return (record.get("quantity") or {}).get(part)


def _read_steps(part: str, record: Record) -> list[Any]:
    return [step.get(part) for step in record.get("steps") or ()]


def _read_parts(record: Record) -> list[Any]:
    return list(record.get("parts") or ())


def _field(name: str, agree: Callable[[Any, Any], bool]) -> Attribute:
    return Attribute(name, partial(_read_field, name), agree)


def _quantity(part: str, agree: Callable[[Any, Any], bool]) -> Attribute:
    return Attribute(part, partial(_read_quantity, part), agree)


_PLACE = _field("place", places_equal)
_PERIOD = _field("period", periods_equal)
_LEVELS = ("centers", "institutes", "stations", "points", "bases")


def _same(name: str, gold: Record, predicted: Record) -> bool:
    return names_equal(gold.get(name), predicted.get(name))


def _about(name: str, gold: Record, predicted: Record) -> bool:
    return about_equal(gold.get(name), predicted.get(name))


def _figures_may_pair(gold: Record, predicted: Record) -> bool:
    equal = counts_equal(gold.get("quantity"), predicted.get("quantity"))
    return equal and evidence_overlaps(gold, predicted)


def _slogans_may_pair(gold: Record, predicted: Record) -> bool:
    return _same("text", gold, predicted) or (
        _about("text", gold, predicted) and evidence_overlaps(gold, predicted)
    )


def _awards_may_pair(gold: Record, predicted: Record) -> bool:
    return _about("name", gold, predicted) and (
        _about("recipient", gold, predicted) or evidence_overlaps(gold, predicted)
    )


_TABLE = (
    TypeRule(
        type="figure",
        naming="quantity",
        may_pair=_figures_may_pair,
        strict=frozenset({"approximation", "unit", "indicator", "label"}),
        attributes=(
            _quantity("approximation", identical),
            _quantity("unit", units_equal),
            _field("indicator", allowed),
            _field("label", about_equal),
            _PLACE,
            _PERIOD,
        ),
    ),
    TypeRule(
        type="network",
        naming="place",
        may_pair=_PLACE.right,
        strict=frozenset(_LEVELS),
        attributes=tuple(_field(level, counts_equal) for level in _LEVELS),
    ),
    TypeRule(
        type="order_flow",
        naming="steps",
        may_pair=evidence_overlaps,
        strict=frozenset({"actions", "actors"}),
        attributes=(
            Attribute("actions", partial(_read_steps, "action"), lists_equal),
            Attribute("actors", partial(_read_steps, "actor"), lists_equal),
        ),
    ),
    TypeRule(
        type="slogan",
        naming="text",
        may_pair=_slogans_may_pair,
        strict=frozenset({"kind"}),
        attributes=(_field("kind", identical), Attribute("parts", _read_parts, lists_equal)),
    ),
    TypeRule(
        type="brand",
        naming="name",
        may_pair=partial(_same, "name"),
        strict=frozenset({"category"}),
        attributes=(_field("category", allowed), _field("head", about_equal), _PLACE),
    ),
    TypeRule(
        type="award",
        naming="name",
        may_pair=_awards_may_pair,
        strict=frozenset({"rank", "level"}),
        attributes=(_field("rank", names_equal), _field("level", identical)),
    ),
    TypeRule(
        type="document",
        naming="title",
        may_pair=partial(_same, "title"),
        strict=frozenset({"kind", "trial"}),
        attributes=(_field("kind", identical), _field("trial", identical)),
    ),
    TypeRule(
        type="person",
        naming="name",
        may_pair=partial(_same, "name"),
        strict=frozenset({"role"}),
        attributes=(_field("role", about_equal), _field("organization", names_equal)),
    ),
    TypeRule(
        type="event",
        naming="name",
        may_pair=evidence_overlaps,
        strict=frozenset(),
        attributes=(_PERIOD,),
    ),
)

RULES: Mapping[str, TypeRule] = MappingProxyType({rule.type: rule for rule in _TABLE})
"""The rules by record type, in the order in which types are reported."""
