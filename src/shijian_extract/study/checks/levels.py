"""The levels of a network, and which of them a word for several names."""

from __future__ import annotations

import re

from .tables import neutral

# Two of them in one sentence are the network, whatever words stand around.
LEVELS = ("center", "institute", "station", "point", "base")

_LEVEL_WORDS = {"中心": "center", "所": "institute", "站": "station", "点": "point", "基地": "base"}
_LEVEL = re.compile("|".join(_LEVEL_WORDS))


def levels_in(text: str) -> set[str]:
    """The levels that a text names."""
    return {_LEVEL_WORDS[word] for word in _LEVEL.findall(text)}


def levels_of(label: str) -> frozenset[str] | None:
    """The levels that a label names; empty for a word that names none (阵地), None where it is more than names.

    >>> sorted(levels_of("新时代文明实践所（站）") or ()), levels_of("实践阵地"), levels_of("五星级实践站")
    (['institute', 'station'], frozenset(), None)
    """
    if "等" in label:
        return None
    rest = label
    for word in neutral():
        rest = rest.replace(word, "") if len(word) > 1 else rest
    rest = re.sub("[（）()、和与及，]|实践|服务|各|[两三]级", "", rest)
    if rest.endswith("阵地") and not _LEVEL.search(rest):
        steps = re.search("[两三]级", label)
        return frozenset(LEVELS[:3] if steps[0] == "三级" else LEVELS[1:3]) if steps else frozenset()
    named = frozenset(_LEVEL_WORDS[word] for word in _LEVEL.findall(rest))
    return named if len(named) > 1 and not _LEVEL.sub("", rest) and rest != "站点" else None
