"""Which place a record belongs to: the nearest that governs it, else the article's own.

A figure takes the nearest place named before it in its sentence. `全县` and `我市` stand for the article's own place
where it is of that rank, else for the one of that rank named last, or that holds the article's own; `该区` for the one
last named; `当地` for the one that governs anyway. A place that opens a sentence is carried to the next ones of its
paragraph, until another place or such a word comes. Nothing is governed by a division that holds the article's own
place, by what is compared with or left out, or by an example of what is counted.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import Any

import regex

from ..core import Mention, Segments, Spot, overlap_test
from ..lexicon import codes_by_name, names_by_code

JsonDict = dict[str, Any]
# A place named at the head of the report weighs as much as so many in its body.
_HEAD = 200
_HEAD_WEIGHT = 3
# A place so near the beginning of its sentence is what the sentence is about.
_SUBJECT = 14
_NAME = 24
# Words for the place that governs anyway.
_HERE = ("当地", "辖区")
_ASIDE = ("比", "较", "除", "除了", "位于", "坐落于", "坐落在", "地处")
# The rest of a list of examples, up to 等 and the count.
_EXAMPLE = regex.compile(r"(?:[、和][一-龥]{1,7}){0,4}等\d")
_SPOKEN = regex.compile(r"说|表示|介绍|告诉|笑")


def article_place(mentions: list[Mention]) -> JsonDict | None:
    """The place that the article names first and most; a province only where nothing else is named, a town or street
    only where it is named much more than its county."""
    weights: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    towns: Counter[str] = Counter()
    for mention in mentions:
        if mention.value.kind == "division":
            weights[mention.value.name] += _HEAD_WEIGHT if mention.start < _HEAD else 1
            counts[mention.value.name] += 1
        elif mention.value.kind == "community" and mention.value.name.endswith(("镇", "乡", "街道")):
            towns[mention.value.name] += 1
    local = {name: weight for name, weight in weights.items() if not is_province(name)} or dict(weights)
    town = max(towns, key=lambda n: towns[n], default=None)
    if (
        town is not None
        and towns[town] >= _MUCH_MORE * max((counts[n] for n in local), default=0)
        and towns[town] > _FEW
    ):
        return {"name": town, "adcode": None}
    if not local:
        return None
    name = max(local, key=lambda n: local[n])
    return {"name": name, "adcode": settle(name, mentions)}


_MUCH_MORE = 1.5
_FEW = 3


def is_province(name: str) -> bool:
    """Whether only provinces bear the name; the four municipalities count as cities."""
    codes = codes_by_name().get(name, ())
    return (
        bool(codes)
        and all(code.endswith("0000") for code in codes)
        and name[:2] not in ("北京", "上海", "天津", "重庆")
    )


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

    def __init__(
        self,
        text: str,
        segments: Segments,
        mentions: list[Mention],
        names: list[Mention],
        own: JsonDict | None,
    ) -> None:
        """`names` are named things: a place inside one (`柳林村腰鼓队`) is part of the name and governs nothing."""
        self._text = text
        self._segments = segments
        self._own = own
        self._all = mentions
        part_of_name = overlap_test(names)
        self._mentions = [
            mention
            for mention in mentions
            if mention.value.name not in _HERE
            and (self._governs(mention.value) or self._compares(mention))
            and not part_of_name(mention.start, mention.end)
            and not self._quoted(mention)
            and not self._aside(mention)
        ]
        self._starts = [mention.start for mention in self._mentions]

    def _governs(self, spot: Spot) -> bool:
        """Not a larger place around the article's own: what is told of it is told elsewhere."""
        own = self._own or {}
        if spot.kind != "division" or not own or spot.name == own["name"]:
            return True
        if own["adcode"] is None:
            return not own["name"].endswith(("镇", "乡", "街道"))
        return not {own["adcode"][:2] + "0000", own["adcode"][:4] + "00"}.intersection(spot.codes)

    def _compares(self, mention: Mention) -> bool:
        """A larger place that opens its clause with its own figures (`而宜昌市注册志愿者…`), and no office of it."""
        opens = mention.start == 0 or self._text[mention.start - 1] in "，。；\n而"
        return opens and self._text[mention.end : mention.end + 1] in tuple("有共注已建现的")

    def _aside(self, mention: Mention) -> bool:
        """Compared with or left out (`比龙泉市多`, `除石桥镇外`), an example of what is counted (`柳湾村等50个村`), or
        where something stands (`位于石桥镇的中心`)."""
        return (
            self._text.endswith(_ASIDE, 0, mention.start)
            or _EXAMPLE.match(self._text, mention.end) is not None
        )

    def _quoted(self, mention: Mention) -> bool:
        """Inside a short quotation or a title: part of a name, too."""
        before = self._text[max(0, mention.start - _NAME) : mention.start]
        if before.rfind("“") <= before.rfind("”") and before.rfind("《") <= before.rfind("》"):
            return False
        after = self._text[mention.end : mention.end + _NAME]
        return "”" in after or "》" in after

    @property
    def own(self) -> JsonDict | None:
        """The article's own place."""
        return self._own

    def at(self, offset: int) -> tuple[JsonDict | None, str]:
        """The place of what is said at clean `offset`, and why (`said`, `carried`, `own`)."""
        start, _ = self._segments.sentence(offset)
        index = bisect_left(self._starts, offset) - 1
        if index >= 0 and self._starts[index] >= start:
            mention = self._mentions[index]
            if mention.value.kind != "community" or self._text.find("；", mention.end, offset) < 0:
                return self._named(index), "said"
            return self._own, "own"
        if index >= 0 and self._carries(index, start):
            return self._named(index), "carried"
        return self._own, "own"

    def _carries(self, index: int, sentence_start: int) -> bool:
        """Whether the place opened an earlier sentence of the same paragraph, and was not where a speaker is from."""
        mention = self._mentions[index]
        if self._text.rfind("\n", mention.start, sentence_start) >= 0:
            return False
        if mention.value.kind == "pronoun" and mention.value.name[0] not in "该本":
            return False
        opening, closing = self._segments.sentence(mention.start)
        if _SPOKEN.search(self._text, mention.end, closing):
            return False
        return mention.value.kind == "division" or mention.start - opening <= _SUBJECT

    def _named(self, index: int) -> JsonDict | None:
        mention = self._mentions[index]
        spot: Spot = mention.value
        if spot.kind == "pronoun":
            return self._stands_for(spot.name, index)
        return self._place(spot)

    def _place(self, spot: Spot) -> JsonDict | None:
        if spot.name == (self._own or {}).get("name"):
            return self._own
        if spot.kind == "community":
            return {"name": spot.name, "adcode": None}
        return {"name": spot.name, "adcode": self._code(spot)}

    def _code(self, spot: Spot) -> str | None:
        own = (self._own or {}).get("adcode")
        if len(spot.codes) > 1 and own is not None:
            near = [code for code in spot.codes if code[:4] == own[:4]] or [
                c for c in spot.codes if c[:2] == own[:2]
            ]
            if len(near) == 1:
                return near[0]
        return settle(spot.name, self._all)

    def _stands_for(self, word: str, index: int) -> JsonDict | None:
        """`该区`: the place of that rank last named. `全县`, `我市`: the article's own where it is of that rank, else the one
        of that rank last named, else the one around the article's own. `县文化馆`: never one around it."""
        rank = word[1:] or word
        if word[0] not in "该本" and (self._own is None or self._own["name"].endswith(rank)):
            return self._own
        around = word[0] in "全我" and rank in _DIVISIONS
        named = self._last_of_rank(rank, self._mentions[index].start, around=around)
        return named or (self._around_own(rank) if around else None) or self._own

    def _last_of_rank(self, rank: str, offset: int, *, around: bool) -> JsonDict | None:
        """The place of a rank named last before `offset`; `around`: those that hold the article's own count as well."""
        kind = "division" if rank in _DIVISIONS else "community"
        for mention in reversed(self._all if around else self._mentions):
            spot: Spot = mention.value
            if mention.start < offset and spot.kind == kind and spot.name.endswith(rank):
                return self._place(spot)
        return None

    def _around_own(self, rank: str) -> JsonDict | None:
        """The city or province that holds the article's own place, as its code tells."""
        code = (self._own or {}).get("adcode") or ""
        for around in (code[:4] + "00", code[:2] + "0000"):
            name = names_by_code().get(around, "")
            if name.endswith(rank) and around != code:
                return {"name": name, "adcode": around}
        return None


# Ranks of divisions that `全` and `我` stand before.
_DIVISIONS = frozenset("省市区县旗州盟")
