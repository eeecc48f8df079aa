"""Which place a record belongs to: the nearest that governs it, else the article's own.

A figure takes the nearest place named before it in its sentence; `全县` and `我市` stand for the article's own place,
`该区` for the division last named; a place that opens a sentence is carried to the next ones of its paragraph, until
another place or such a word comes. A division that the article's own place lies in governs nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import Any

from ..core import Mention, Segments, Spot
from ..lexicon import codes_by_name

JsonDict = dict[str, Any]
# A place named at the head of the report weighs as much as so many in its body.
_HEAD = 200
_HEAD_WEIGHT = 3
# A place so near the beginning of its sentence is what the sentence is about.
_SUBJECT = 14


def article_place(mentions: list[Mention]) -> JsonDict | None:
    """The place that the article names first and most; a province only where nothing else is named."""
    weights: Counter[str] = Counter()
    for mention in mentions:
        if mention.value.kind == "division":
            weights[mention.value.name] += _HEAD_WEIGHT if mention.start < _HEAD else 1
    if not weights:
        return None
    local = {name: weight for name, weight in weights.items() if not is_province(name)} or dict(weights)
    name = max(local, key=lambda n: local[n])
    return {"name": name, "adcode": settle(name, mentions)}


def is_province(name: str) -> bool:
    """Whether only provinces bear the name; the four municipalities count as cities."""
    codes = codes_by_name().get(name, ())
    return bool(codes) and all(code.endswith("0000") for code in codes) and name[:2] not in ("北京", "上海", "天津", "重庆")


def settle(name: str, mentions: list[Mention]) -> str | None:
    """The code of a name, None where several places bear it and no other place of the text settles which."""
    codes = codes_by_name().get(name, ())
    if len(codes) == 1:
        return codes[0]
    parents = {code for mention in mentions if mention.value.name != name for code in mention.value.codes}
    fitting = [code for code in codes if {code[:2] + "0000", code[:4] + "00"} & parents]
    return fitting[0] if len(fitting) == 1 else None


class Places:
    """The places of an article, and the one that governs a stretch of it."""

    def __init__(self, text: str, segments: Segments, mentions: list[Mention], own: JsonDict | None) -> None:
        self._text = text
        self._segments = segments
        self._own = own
        self._all = mentions
        self._mentions = [mention for mention in mentions if self._governs(mention.value)]
        self._starts = [mention.start for mention in self._mentions]

    def _governs(self, spot: Spot) -> bool:
        """Not a larger place around the article's own: what is told of it is told elsewhere."""
        own = (self._own or {}).get("adcode")
        if spot.kind != "division" or own is None or spot.name == (self._own or {}).get("name"):
            return True
        around = {own[:2] + "0000", own[:4] + "00"}
        return not around.intersection(spot.codes)

    def at(self, offset: int) -> tuple[JsonDict | None, str]:
        """The place of what is said at clean `offset`, and why (`said`, `carried`, `own`)."""
        start, _ = self._segments.sentence(offset)
        index = bisect_left(self._starts, offset + 1) - 1
        if index >= 0 and self._starts[index] >= start:
            return self._named(index), "said"
        if index >= 0 and self._carries(index, start):
            return self._named(index), "carried"
        return self._own, "own"

    def _carries(self, index: int, sentence_start: int) -> bool:
        """Whether the place opened an earlier sentence of the same paragraph."""
        mention = self._mentions[index]
        if self._text.rfind("\n", mention.start, sentence_start) >= 0 or mention.value.kind == "pronoun":
            return False
        opening, _ = self._segments.sentence(mention.start)
        return mention.start - opening <= _SUBJECT

    def _named(self, index: int) -> JsonDict | None:
        mention = self._mentions[index]
        spot: Spot = mention.value
        if spot.kind == "pronoun":
            return self._stands_for(spot.name, index)
        if spot.name == (self._own or {}).get("name"):
            return self._own
        if spot.kind == "community":
            return {"name": spot.name, "adcode": None}
        return {"name": spot.name, "adcode": self._code(spot)}

    def _code(self, spot: Spot) -> str | None:
        own = (self._own or {}).get("adcode")
        if len(spot.codes) > 1 and own is not None:
            near = [code for code in spot.codes if code[:4] == own[:4]] or [c for c in spot.codes if c[:2] == own[:2]]
            if len(near) == 1:
                return near[0]
        return settle(spot.name, self._all)

    def _stands_for(self, word: str, index: int) -> JsonDict | None:
        """`该区`: the place of that rank last named; else, as `全县` and `我市`, the article's own."""
        if word[0] in "该本" or word[-1] in "镇乡村区" and word[1:] in ("镇", "乡", "村", "社区", "街道"):
            for mention in reversed(self._mentions[:index]):
                if mention.value.kind != "pronoun" and mention.value.name.endswith(word[1:]):
                    if mention.value.name == (self._own or {}).get("name"):
                        return self._own
                    code = self._code(mention.value) if mention.value.kind == "division" else None
                    return {"name": mention.value.name, "adcode": code}
        return self._own


