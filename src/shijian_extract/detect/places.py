"""Places: divisions of the gazetteer, towns and communities by pattern, and words that stand for a place."""

from __future__ import annotations

from functools import cache

import regex

from ..core import Mention, Spot, overlap_test
from ..lexicon import codes_by_name, full_names, words

_ENDING = regex.compile(r"[省市区县旗州盟]")
_LONGEST = 15
_NOT_IN_NAME = frozenset("的了等各该全本每和与及或是为不我两几此这那")
_NOT_FIRST = frozenset("个名年月日度位支家户")
_RANK = regex.compile(
    r"街道|社区|小区|(?<!乡)镇(?!级|区|村|里)|(?<![返下城家老同故水茶还侨])乡(?![村镇贤亲音愁土风级])"
    r"|(?<![进入驻农乡回])村(?![民级庄镇居企组口落里干史晚支社委]|BA)"
)
# What a community's name stands after: a mark, a number, a larger place, or a verb or preposition of place.
_BEFORE_LETTERS = frozenset(
    "，。、；：“”（）《》\n ·—▲●0123456789在到进于和为由给是赴对与从向年月日个名晚午获县市区镇乡旗"
)
_BEFORE_WORDS = (
    "街道",
    "走访",
    "来自",
    "打造",
    "其中",
    "联合",
    "位于",
    "前往",
    "组织",
    "当天",
    "日前",
    "近日",
    "社区",
)
_PRONOUN = regex.compile(
    r"[全该我本][省市区县旗州镇乡村]|(?:该|本|全)(?:社区|街道)|当地|辖区|(?<![一-龥])[县市区州旗](?=[委文新志妇残融直级里政])"
)
# Short names are looked for only at the head of a report, where a place is introduced.
_HEAD = 260


@cache
def _endings() -> frozenset[str]:
    """The last two letters of all names: one look tells most other words (`社区`, `地区`) from a name."""
    return frozenset(name[-2:] for name in codes_by_name())


def find_places(text: str) -> list[Mention]:
    """Places of clean text, in order, as mentions of kind `place` whose value is a `Spot`.

    >>> [mention.value.name for mention in find_places("宁夏石嘴山市大武口区，在青山社区")]
    ['宁夏回族自治区', '石嘴山市', '大武口区', '青山社区']
    """
    found = [*_divisions(text), *_communities(text)]
    for match in _PRONOUN.finditer(text):
        found.append(Mention(*match.span(), "place", Spot(match[0], (), "pronoun"), "place.pronoun"))
    found.extend(_short_names(text, found))
    return sorted(found, key=lambda mention: (mention.start, -mention.end))


def _divisions(text: str) -> list[Mention]:
    """The longest name that ends at each letter of rank."""
    known, endings = codes_by_name(), _endings()
    found: list[Mention] = []
    for match in _ENDING.finditer(text):
        end = match.end()
        if text[end - 2 : end] not in endings:
            continue
        for length in range(min(_LONGEST, end), 1, -1):
            name = text[end - length : end]
            if name in known:
                found.append(
                    Mention(end - length, end, "place", Spot(name, known[name], "division"), "place.division")
                )
                break
    return found


def _stands_first(text: str, start: int) -> bool:
    """Whether a community's name may begin here."""
    return start == 0 or text[start - 1] in _BEFORE_LETTERS or text.endswith(_BEFORE_WORDS, 0, start)


def _community_names(text: str) -> set[str]:
    """Names of two to four letters and their rank, read where a name may begin."""
    no_stem, stem_end = frozenset(words("places", "no_stem")), words("places", "stem_end")
    names = set()
    for match in _RANK.finditer(text):
        for start in range(match.start() - 1, max(-1, match.start() - 5), -1):
            letter = text[start]
            if not "\u4e00" <= letter <= "\u9fff" or letter in _NOT_IN_NAME:
                break
            stem = text[start : match.start()]
            if len(stem) < 2 or letter in _NOT_FIRST or not _stands_first(text, start):
                continue
            if stem not in no_stem and not stem.endswith(stem_end):
                names.add(stem + match[0])
    return names


def _communities(text: str) -> list[Mention]:
    """Names that stand once where a name must begin, wherever else they stand."""
    names = _community_names(text)
    # Of 位于茅坪镇 and 茅坪镇, both read where a name may begin, the shorter is the name.
    names = {name for name in names if not any(name[start:] in names for start in range(1, len(name) - 2))}
    found = []
    for name in names:
        spot = Spot(name, (), "community")
        start = text.find(name)
        while start >= 0:
            found.append(Mention(start, start + len(name), "place", spot, "place.community"))
            start = text.find(name, start + len(name))
    return found


def _short_names(text: str, found: list[Mention]) -> list[Mention]:
    """Short names (`新疆`, `陆川`) at the head of the report, where no full name covers them.

    A province is known by its short name alone; a city or county only behind a larger place, before a colon, or where its
    full name stands in the text too.
    """
    known, codes = full_names(), codes_by_name()
    taken = overlap_test(mention for mention in found if mention.start < _HEAD)
    told = {mention.value.name for mention in found}
    ends = {mention.end for mention in found}
    short: list[Mention] = []
    position = 0
    limit = min(_HEAD, len(text))
    while position < limit:
        length = next((n for n in (4, 3, 2) if text[position : position + n] in known), 0)
        names = known[text[position : position + length]] if length else ()
        end = position + length
        if names and not taken(position, end) and text[end : end + 1] not in ("村", "镇", "乡", "街", "社"):
            province = codes[names[0]][0].endswith("0000")
            if province or position in ends or text[end : end + 1] == "：" or told.intersection(names):
                name = next((name for name in names if name in told), names[0])
                spot = Spot(name, tuple(code for each in names for code in codes[each]), "division")
                short.append(Mention(position, end, "place", spot, "place.short-name"))
                ends.add(end)
        position += max(1, length)
    return short
