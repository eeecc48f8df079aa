"""Places: divisions of the gazetteer, towns and communities by pattern, and words that stand for a place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from ..core import Anchored, Mention, Spot, lengths_by, overlap_test
from ..lexicon import codes_by_name, entries, full_names, short_name, words

_ENDING = re.compile(r"[省市区县旗州盟]")
_NOT_IN_NAME = frozenset(
    "除的了等各该全本每和与及或是为不我两几此这那之把用被也就又已并而但像你他她它吗呢吧啊么谁"
)
# 由 begins a phrase and no name, but 自由 does.
_BY = re.compile("(?<!自)由")
_NOT_FIRST = frozenset("个名年月日度位支家户")
_RANK = Anchored(
    re.compile(
        "镇|乡|村|街(?=道)|社(?=区)|小(?=区)|苏(?=木)|嘎(?=查)|经(?=[济开])|高(?=新)|开(?=发)|新(?=区)"
    ),
    re.compile(
        r"街道|社区|小区|(?<!乡|(?<![旧老古新])县)镇(?!级|区|村|里)|(?<![返下城家老同故水茶还侨县市])乡(?![村镇贤亲音愁土风级族])"
        r"|(?<![进入驻农乡镇回])村(?![民级庄镇居企组口落里干史晚支社委寨]|集体|规民|BA)|苏木(?!镇)|嘎查(?![村长委])"
        r"|经济技术开发区|高新技术产业开发区|经济开发区|经开区|高新区|开发区|新区"
    ),
)
# Letters of a name before its rank, at most: names from Mongolian and those of ethnic townships are longer.
_STEM = 4
_LONG_STEM = 8
# Letters that a community's name stands after: a mark, a number, a larger place, a verb or preposition of place.
_BEFORE_LETTERS = frozenset(
    "，。、；：“”？！（）《》\n ·—▲●0123456789在到进于和为由给是赴对与从向年月日名晚午获除县市区镇乡旗"
)
_RANK_LETTERS = frozenset("县市区镇乡旗")
_PRONOUN = Anchored(
    re.compile(
        "[全该我本当辖村镇乡社街县市区州旗](?=[省市区县旗州盟镇乡村社街地道里党支妇两干集文新实红所委志残融直级政])"
    ),
    re.compile(
        r"(?<![安完健齐基应日])[全该我本][省市区县旗州盟镇乡村](?![场域])|(?:该|本|全)(?:社区|街道)|(?<![恰适正妥相])当地"
        r"|(?<!市)辖区(?!域)|(?<=[，。；：”\n由])(?:村|镇|乡|社区|街道)(?=里[^一-龥]|里[的有来办建添给打为还今]|[党支妇]|两委|干部|集体|文[化明]|新时代|实践|红白|所[就派里把])|(?<![一-龥）（、/])[县市区州旗](?=[委文新志妇残融直级里政])"
    ),
)
# Letters that make another word of a name's last one: 市场, 区域.
_OTHER_WORD = {"市": "场", "区": "域"}
# A county of one letter and its rank (和县, 成县) is easily part of other words: 市和县两级, 建成县级中心.
_SHORTEST = 2
# Short names are looked for only at the head of a report, where a place is introduced.
_HEAD = 260


@cache
def _written() -> Mapping[str, str]:
    """Names as written in full or short (`丰宁县`, `大理州`) to full names."""
    table = {name: name for name in codes_by_name()}
    for name in codes_by_name():
        if name[-3:-1] == "自治" and name[-1] != "区":
            table.setdefault(short_name(name) + name[-1], name)
    table.update(entries("places")["short_forms"])
    return table


@cache
def _lengths() -> Mapping[str, tuple[int, ...]]:
    """The last two letters of all names to the lengths of those that end so, the longest first: one look tells most
    other words (`社区`, `地区`) from a name."""
    return lengths_by(_written(), -2, None)


def find_places(text: str) -> list[Mention]:
    """Places of clean text, in order, as mentions of kind `place` whose value is a `Spot`.

    >>> [mention.value.name for mention in find_places("宁夏石嘴山市大武口区，在青山社区")]
    ['宁夏回族自治区', '石嘴山市', '大武口区', '青山社区']
    """
    found = [*_divisions(text), *_communities(text)]
    found.extend(
        Mention(*match.span(), "place", Spot(match[0], (), "pronoun"), "place.pronoun")
        for match in _PRONOUN.finditer(text)
    )
    found.extend(_short_names(text, found))
    found.extend(_short_rows(text, found))
    return sorted(found, key=lambda mention: (mention.start, -mention.end))


def _divisions(text: str) -> list[Mention]:
    """The longest name that ends at each letter of rank; of two that share letters (`长沙市区`) the first."""
    written, lengths, codes = _written(), _lengths(), codes_by_name()
    found: list[Mention] = []
    told: set[str] = set()
    for match in _ENDING.finditer(text):
        end = match.end()
        for length in lengths.get(text[end - 2 : end], ()):
            start = end - length
            name = written.get(text[start:end]) if start >= (found[-1].end if found else 0) else None
            if name is None:
                continue
            if _is_named(text, start, end, bool(found) and found[-1].end == start, told):
                told.add(text[start:end])
                found.append(
                    Mention(start, end, "place", Spot(name, codes[name], "division"), "place.division")
                )
            break
    return found


def _is_named(text: str, start: int, end: int, behind_larger: bool, told: set[str]) -> bool:
    """Whether the letters of a name are one: those that say no more than a rank (`城区`) are so only behind a larger place
    or once told so."""
    if text[end : end + 1] == _OTHER_WORD.get(text[end - 1], "-"):
        return False
    name = text[start:end]
    if behind_larger or name in told:
        return True
    if name in words("places", "everyday_ranks"):
        return False
    if end - start > _SHORTEST:
        return True
    if name[0] == "和" and text[start - 1 : start] in "”》）" and start:
        return False  # “甲”和县医院
    return _stands_first(text, start) and text[start - 1 : start] not in _RANK_LETTERS


def _stands_first(text: str, start: int) -> bool:
    """Whether a community's name may begin here."""
    return (
        start == 0 or text[start - 1] in _BEFORE_LETTERS or text.endswith(words("places", "before"), 0, start)
    )


def _community_names(text: str) -> set[str]:
    """Names of two to four letters and their rank, read where a name may begin."""
    no_stem = words("places", "no_stem") + words("places", "stem_end")
    no_start = words("places", "stem_start")
    names = set()
    for match in _RANK.finditer(text):
        end = match.start()
        longest = _LONG_STEM if match[0] in ("苏木", "嘎查") or text[end - 1 : end] == "族" else _STEM
        for start in range(end - 1, max(-1, end - 1 - longest), -1):
            letter = text[start]
            if not "\u4e00" <= letter <= "\u9fff":
                break
            if letter in _NOT_IN_NAME:
                # 柳坪乡和睦村: one letter behind 和 makes no name without it.
                if letter == "和" and end - start == _SHORTEST and text[start - 1 : start] in _RANK_LETTERS:
                    names.add(text[start:end] + match[0])
                break
            if end - start < _SHORTEST or letter in _NOT_FIRST or not _stands_first(text, start):
                continue
            stem = text[start:end]
            if stem.endswith(no_stem) or stem.startswith(no_start) or ("由" in stem and _BY.search(stem)):
                continue
            if not _RANK_INSIDE.search(stem, 1):
                names.add(stem + match[0])
    return names


_RANK_INSIDE = re.compile("[镇村]")


def _communities(text: str) -> list[Mention]:
    """Names that stand once where a name must begin, wherever else they stand."""
    names = _community_names(text)
    # Of 位于茅坪镇 and 茅坪镇, both read where a name may begin, the shorter is the name.
    names = {name for name in names if not any(name[start:] in names for start in range(1, len(name) - 2))}
    known = codes_by_name()
    found = []
    for name in names:
        if name in known:
            continue
        spot = Spot(name, (), "community")
        start = text.find(name)
        while start >= 0:
            found.append(Mention(start, start + len(name), "place", spot, "place.community"))
            start = text.find(name, start + len(name))
    return found


@cache
def _short() -> Mapping[str, tuple[str, ...]]:
    """Short names to full names."""
    return {**full_names(), **{short: (name,) for short, name in entries("places")["short_forms"].items()}}


@cache
def _short_lengths() -> Mapping[str, tuple[int, ...]]:
    """The first two letters of short names to the names' lengths, the longest first."""
    return lengths_by(_short(), 0, 2)


@cache
def _short_openings() -> re.Pattern[str]:
    """An anchor for short names: a letter that begins one before a letter that comes second in one."""
    first, second = ("".join({opening[at] for opening in _short_lengths()}) for at in (0, 1))
    return re.compile(rf"[{first}](?=[{second}])")


# A short name before these is part of a longer name.
_NAME_GOES_ON = ("村", "镇", "乡", "街", "社")


@cache
def _goes_on() -> re.Pattern[str]:
    """What makes a longer name of a short one: a rank of towns, or the people of an ethnic township (`清水土家族乡`)."""
    peoples = "|".join(words("places", "peoples"))
    return re.compile(rf"[{''.join(_NAME_GOES_ON)}]|(?:{peoples})+乡")


def _short_names(text: str, found: list[Mention]) -> list[Mention]:
    """Short names (`新疆`, `陆川`) at the head of the report, where no full name covers them.

    A province is known by its short name alone; a city or county only behind a larger place, before a colon, or where its
    full name stands in the text too.
    """
    known, lengths, codes = _short(), _short_lengths(), codes_by_name()
    taken = overlap_test(mention for mention in found if mention.start < _HEAD)
    told = {mention.value.name for mention in found}
    behind = {mention.end: mention.value.codes for mention in found if mention.start < _HEAD}
    short: list[Mention] = []
    position = 0
    for opening in _short_openings().finditer(text, 0, _HEAD):
        start = opening.start()
        if start < position or (fitting := lengths.get(text[start : start + 2])) is None:
            continue
        length = next((n for n in fitting if text[start : start + n] in known), 0)
        position = end = start + max(1, length)
        names = known[text[start:end]] if length else ()
        if names and not taken(start, end) and not _goes_on().match(text, end):
            listed = tuple(code for each in names for code in codes[each])
            province = codes[names[0]][0].endswith("0000")
            introduced = text[end : end + 1] == "：" or (start in behind and _holds(behind[start], listed))
            if province or introduced or told.intersection(names):
                name = next((name for name in names if name in told), names[0])
                spot = Spot(name, listed, "division")
                short.append(Mention(start, end, "place", spot, "place.short-name"))
                behind[end] = listed
    return short


# `晋江、石狮、南安三市`, `五华、盘龙两区`: short names in a row, with how many they are and of what rank.
_SHORT_ROW = re.compile(
    r"(?<![一-龥])(?P<row>[一-龥]{2,3}(?:[、和与][一-龥]{2,3})+)(?:等)?(?:[两三四五六七八九十]|[0-9]{1,2})个?(?P<ranks>[县市区旗]{1,3})(?![一-龥]?级)"
)


# What closes such a row: few texts have it.
_RANKS_COUNTED = re.compile(r"[两三四五六七八九十0-9](?=个?[县市区旗])")


def _short_rows(text: str, found: list[Mention]) -> list[Mention]:
    if not _RANKS_COUNTED.search(text):
        return []
    known, codes = full_names(), codes_by_name()
    taken = overlap_test(found)
    rows: list[Mention] = []
    for match in _SHORT_ROW.finditer(text):
        row: list[Mention] = []
        for part in re.finditer(r"[^、和与]+", match["row"]):
            start, end = match.start("row") + part.start(), match.start("row") + part.end()
            names = [name for name in known.get(part[0], ()) if name[-1] in match["ranks"]]
            if names and not taken(start, end):
                listed = tuple(code for each in names for code in codes[each])
                row.append(
                    Mention(start, end, "place", Spot(names[0], listed, "division"), "place.short-row")
                )
        if len(row) > 1:
            rows.extend(row)
    return rows


def _holds(larger: tuple[str, ...], smaller: tuple[str, ...]) -> bool:
    """Whether one of the larger places, a province or city, holds one of the smaller."""
    around = {code[:2] + "0000" for code in smaller} | {code[:4] + "00" for code in smaller}
    return not around.isdisjoint(larger)
