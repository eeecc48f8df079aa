"""The words for indicators, types of records and their kin: the one file that has them is the reading page's."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from .web import template_file


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """All words of the page by their keys, each in Chinese (`zh`) and English (`en`)."""
    found: dict[str, dict[str, str]] = json.loads(template_file("report/words.json"))
    return found


def names_of(group: str, lang: str = "zh") -> dict[str, str]:
    """The names of all of a group, `indicator` or `type`, by their ids.

    >>> names_of("indicator")["volunteer"], names_of("type", "en")["order_flow"]
    ('志愿者', 'Order flow')
    """
    prefix = f"{group}_"
    return {key.removeprefix(prefix): said[lang] for key, said in words().items() if key.startswith(prefix)}


def id_of(value: str, names: Mapping[str, str]) -> str | None:
    """The id that is meant by an id or by its name; None where there is none.

    >>> [id_of(value, {"fall": "存量下降"}) for value in ("fall", "存量下降", "下降")]
    ['fall', 'fall', None]
    """
    return value if value in names else next((key for key, name in names.items() if name == value), None)


def choices(names: Mapping[str, str]) -> str:
    """What can be chosen from, both ways of saying it.

    >>> choices({"fall": "存量下降", "jump": "成倍猛增"})
    'fall (存量下降), jump (成倍猛增)'
    """
    return ", ".join(f"{key} ({name})" for key, name in names.items())
