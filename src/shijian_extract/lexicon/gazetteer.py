"""The gazetteer: every province, city and county with its GB/T 2260 code, those ended since 2018 among them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import regex

from ..core.errors import LexiconError
from .load import words

_CODE_DIGITS = 6


@cache
def codes_by_name() -> Mapping[str, tuple[str, ...]]:
    """Full name to the codes of all places that bear it or bore it.

    >>> codes_by_name()["正定县"]
    ('130123',)
    """
    table: dict[str, list[str]] = {}
    source = files(__package__) / "data" / "places.tsv"
    for number, line in enumerate(source.read_text("utf-8").splitlines(), 1):
        if line.startswith("#"):
            continue
        code, _, rest = line.partition("\t")
        name = rest.partition("\t")[0]
        if len(code) != _CODE_DIGITS or not code.isdigit() or not name or code in table.get(name, ()):
            raise LexiconError(
                f"places.tsv, line {number}: expected a new six-digit code, a tab and a name, got {line!r}"
            )
        table.setdefault(name, []).append(code)
    return MappingProxyType({name: tuple(codes) for name, codes in table.items()})


@cache
def names_by_code() -> Mapping[str, str]:
    """Code to full name."""
    return MappingProxyType({code: name for name, codes in codes_by_name().items() for code in codes})


@cache
def _suffix() -> regex.Pattern[str]:
    peoples = "|".join(words("places", "peoples"))
    return regex.compile(
        rf"(?:(?:{peoples})*(?:自治[区州县旗])|特别行政区|(?<=..)(?:省|市|地区|盟|林区|[县区旗]))$"
    )


def short_name(name: str) -> str:
    """A place's name as papers shorten it: without its rank, and without the peoples of an autonomous one.

    >>> short_name("恭城瑶族自治县"), short_name("宁夏回族自治区"), short_name("正定县"), short_name("沙县")
    ('恭城', '宁夏', '正定', '沙县')
    """
    known = _short_names().get(name)
    return _suffix().sub("", name) if known is None else known


@cache
def _short_names() -> Mapping[str, str]:
    """Every name of the gazetteer shortened: they are asked for at every turn."""
    return {name: _suffix().sub("", name) for name in codes_by_name()}


@cache
def provinces() -> tuple[str, ...]:
    """Short names of all provinces, autonomous regions and municipalities.

    >>> "宁夏" in provinces(), "天津" in provinces()
    (True, True)
    """
    return tuple(short_name(name) for name, codes in codes_by_name().items() if codes[0].endswith("0000"))


@cache
def full_names() -> Mapping[str, tuple[str, ...]]:
    """Short name to the full names that it may stand for; words of everyday language are left out."""
    everyday = frozenset(words("places", "everyday"))
    table: dict[str, list[str]] = {}
    for name in codes_by_name():
        short = short_name(name)
        if len(short) > 1 and short != name and short not in everyday:
            table.setdefault(short, []).append(name)
    return MappingProxyType({short: tuple(names) for short, names in table.items()})
