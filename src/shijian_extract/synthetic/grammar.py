"""The grammar's data files: read at first use, frozen, and refused where they are not what they have to be."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from ..core.errors import ShijianError


class GrammarError(ShijianError):
    """A file of the grammar, or what was asked of it, is not what it has to be."""


@cache
def tables(name: str) -> Mapping[str, Any]:
    """The tables of the grammar file `name` (without suffix); raises `GrammarError` where it is missing or no TOML."""
    source = files(__package__) / "data" / f"{name}.toml"
    try:
        return MappingProxyType(tomllib.loads(source.read_text("utf-8")))
    except FileNotFoundError as error:
        raise GrammarError(f"no grammar file {name}.toml in {source}; reinstall the package") from error
    except tomllib.TOMLDecodeError as error:
        raise GrammarError(f"grammar file {name}.toml: {error}") from error


@cache
def listed(table: str, key: str) -> tuple[str, ...]:
    """One list of names.toml.

    >>> listed("happenings", "venues")[0]
    '文化广场'
    """
    return tuple(tables("names")[table][key])


@cache
def rows(table: str, key: str) -> tuple[tuple[str, ...], ...]:
    """One list of names.toml whose entries hold several fields parted by `|`."""
    return tuple(tuple(entry.split("|")) for entry in listed(table, key))


def weighted(weights: Mapping[str, int]) -> Sequence[str]:
    """Each name as often as its weight says, so that one even draw chooses by weight.

    >>> weighted({"more": 2, "plain": 1})
    ('more', 'more', 'plain')
    """
    return tuple(name for name, weight in weights.items() for _ in range(weight))
