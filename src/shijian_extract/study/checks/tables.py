"""The data of the checks: kinds, thresholds, words and things, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any


@cache
def table(name: str) -> Mapping[str, Any]:
    """The data file `name` (without suffix) of the study."""
    source = files("shijian_extract.study") / "data" / f"{name}.toml"
    return MappingProxyType(tomllib.loads(source.read_text("utf-8")))


KINDS: tuple[str, ...] = (
    "two-values",
    "parts-total",
    "slogan-parts",
    "fall",
    "jump",
    "repeat",
    "approximate",
)
"""The kinds of findings, in the order in which they are told."""


def kind_names(lang: str) -> dict[str, str]:
    """The word for each kind in Chinese (`zh`) or English (`en`).

    >>> kind_names("zh")["fall"]
    '存量下降'
    """
    return {kind: str(table("kinds")[kind][lang]) for kind in KINDS}


@dataclass(slots=True, frozen=True)
class Settings:
    """Which kinds are looked for, and the thresholds that decide; those of the data unless others are given."""

    kinds: frozenset[str] = frozenset(KINDS)
    thresholds: Mapping[str, Mapping[str, int | float]] | None = None

    def limit(self, kind: str, name: str) -> Decimal:
        """A threshold, exactly as it is written."""
        return Decimal(str((self.thresholds or table("thresholds"))[kind][name]))


def longest_first(words: Iterable[str]) -> list[str]:
    """The words, none of them before a longer one that it begins."""
    return sorted(set(words), key=lambda word: (-len(word), word))


@cache
def heads() -> Mapping[str, tuple[str, ...]]:
    """The ends of labels that name one thing, by indicator, longest first."""
    return {name: tuple(longest_first(one["heads"])) for name, one in _things() if "heads" in one}


@cache
def neutral() -> tuple[str, ...]:
    """What may stand before such an end and changes nothing, longest first."""
    return tuple(longest_first(table("things")["neutral"]))


@cache
def kind_of_thing() -> Mapping[str, str]:
    """`stock` or `flow` by indicator; an indicator that is neither isn't followed."""
    return {name: one["kind"] for name, one in _things()}


@cache
def unit_classes() -> Mapping[str, str]:
    """The class of each unit that shares one with others."""
    return {unit: name for name, units in table("things")["units"].items() for unit in units}


def _things() -> list[tuple[str, Mapping[str, Any]]]:
    return [(name, one) for name, one in table("things").items() if isinstance(one, dict) and "kind" in one]
