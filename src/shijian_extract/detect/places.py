"""Places: administrative divisions named in full (`湄潭县`, `石嘴山市`)."""

from __future__ import annotations

from functools import cache

import regex

from ..core import Mention
from ..lexicon import codes_by_name

_ENDING = regex.compile(r"[省市区县旗州盟]")
_LONGEST = 15


@cache
def _endings() -> frozenset[str]:
    """The last two letters of all names: one look tells most other words (`社区`, `地区`) from a name."""
    return frozenset(name[-2:] for name in codes_by_name())


def find_places(text: str) -> list[Mention]:
    """Divisions of the gazetteer in clean text, as mentions of kind `place` whose value is the name.

    The longest name that ends at a place wins.

    >>> [mention.value for mention in find_places("宁夏石嘴山市大武口区新时代文明实践中心")]
    ['石嘴山市', '大武口区']
    """
    known, endings = codes_by_name(), _endings()
    found: list[Mention] = []
    for match in _ENDING.finditer(text):
        end = match.end()
        if text[end - 2 : end] not in endings:
            continue
        for length in range(min(_LONGEST, end), 1, -1):
            name = text[end - length : end]
            if name in known:
                found.append(Mention(end - length, end, "place", name, "place.division"))
                break
    return found
