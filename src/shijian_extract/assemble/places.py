"""The article's own place: the division that the report is about."""

from __future__ import annotations

from collections import Counter
from typing import Any

from ..core import Mention
from ..lexicon import codes_by_name

# A place named at the head of the report weighs as much as so many in its body.
_HEAD = 200
_HEAD_WEIGHT = 3


def article_place(mentions: list[Mention]) -> dict[str, Any] | None:
    """The place that the article names first and most, as `{"name", "adcode"}`; provinces only where nothing else is named."""
    weights: Counter[str] = Counter()
    for mention in mentions:
        weights[mention.value] += _HEAD_WEIGHT if mention.start < _HEAD else 1
    if not weights:
        return None
    local = {name: weight for name, weight in weights.items() if not _is_province(name)} or dict(weights)
    name = max(local, key=lambda n: local[n])
    return {"name": name, "adcode": settle(name, list(weights))}


def _is_province(name: str) -> bool:
    return all(code.endswith("0000") for code in codes_by_name()[name]) and name[:2] not in ("北京", "上海", "天津", "重庆")


def settle(name: str, others: list[str]) -> str | None:
    """The code of a name, None where several places bear it and no other place of the text settles which."""
    codes = codes_by_name().get(name, ())
    if len(codes) == 1:
        return codes[0]
    parents = {code for other in others if other != name for code in codes_by_name()[other]}
    fitting = [code for code in codes if {code[:2] + "0000", code[:4] + "00"} & parents]
    return fitting[0] if len(fitting) == 1 else None


