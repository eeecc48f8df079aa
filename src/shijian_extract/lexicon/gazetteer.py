"""The gazetteer: every province, city and county with its GB/T 2260 code."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from ..core.errors import LexiconError


@cache
def codes_by_name() -> Mapping[str, tuple[str, ...]]:
    """Full name to the codes of all places that bear it.

    >>> codes_by_name()["正定县"]
    ('130123',)
    """
    table: dict[str, list[str]] = {}
    source = files(__package__) / "data" / "places.tsv"
    for number, line in enumerate(source.read_text("utf-8").splitlines(), 1):
        if line.startswith("#"):
            continue
        code, tab, name = line.partition("\t")
        if not tab or len(code) != 6 or not code.isdigit() or code in table.get(name, ()):
            raise LexiconError(f"places.tsv, line {number}: expected a new six-digit code, a tab and a name, got {line!r}")
        table.setdefault(name, []).append(code)
    return MappingProxyType({name: tuple(codes) for name, codes in table.items()})


@cache
def names_by_code() -> Mapping[str, str]:
    """Code to full name."""
    return MappingProxyType({code: name for name, codes in codes_by_name().items() for code in codes})
