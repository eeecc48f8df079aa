"""Lexicon files: read lazily, validated, frozen."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from ..core.errors import LexiconError


@cache
def entries(name: str) -> Mapping[str, Any]:
    """All tables of the lexicon file `name` (without suffix).

    Raises `LexiconError` where the file is missing, is no TOML, or lists one word twice.
    """
    source = files(__package__) / "data" / f"{name}.toml"
    try:
        tables = tomllib.loads(source.read_text("utf-8"))
    except FileNotFoundError as error:
        raise LexiconError(f"no lexicon {name}.toml in {source}; reinstall the package") from error
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"lexicon {name}.toml: {error}") from error
    _check(name, tables)
    return MappingProxyType(tables)


def _check(name: str, tables: Mapping[str, Any], *, nested: bool = False) -> None:
    """Every list of words, those inside tables too; there years may stand in a list of their own."""
    for key, value in tables.items():
        if isinstance(value, dict):
            _check(name, value, nested=True)
        elif isinstance(value, list) and not (nested and all(isinstance(item, int) for item in value)):
            _refuse_duplicates(name, key, value)


def _refuse_duplicates(name: str, key: str, listed: list[Any]) -> None:
    seen: set[str] = set()
    for word in listed:
        if not isinstance(word, str) or not word or word in seen:
            raise LexiconError(
                f"lexicon {name}.toml, list {key!r}: {word!r} is empty, no text, or listed twice"
            )
        seen.add(word)


@cache
def groups(name: str) -> Mapping[str, tuple[str, ...]]:
    """The lists of a lexicon file by their keys.

    >>> groups("heads")["wish"][0]
    '微心愿'
    """
    return MappingProxyType(
        {key: tuple(value) for key, value in entries(name).items() if isinstance(value, list)}
    )


@cache
def words(name: str, key: str) -> tuple[str, ...]:
    """One list of a lexicon file; raises `LexiconError` where there is none of that name."""
    try:
        return groups(name)[key]
    except KeyError:
        raise LexiconError(
            f"lexicon {name}.toml has no list {key!r}; it has {', '.join(groups(name))}"
        ) from None


@cache
def lookup(name: str) -> Mapping[str, str]:
    """Each word of a file to the key of its list; a word in two lists is refused with `LexiconError`."""
    found: dict[str, str] = {}
    for key, listed in groups(name).items():
        for word in listed:
            if word in found:
                raise LexiconError(
                    f"lexicon {name}.toml: {word!r} stands in both {found[word]!r} and {key!r}"
                )
            found[word] = key
    return MappingProxyType(found)
