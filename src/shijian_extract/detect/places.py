"""Places: divisions of the gazetteer, towns and communities by pattern, and words that stand for a place."""

from __future__ import annotations

from functools import cache

import regex

from ..core import Mention, Spot, any_of
from ..lexicon import codes_by_name, full_names, words

_ENDING = regex.compile(r"[省市区县旗州盟]")
_LONGEST = 15
_HAN = r"[\u4e00-\u9fff]"
# What a community's name stands after: a mark, a larger place, or a verb or preposition of place.
_BEFORE = r"(?<=^|[，。、；：“”（）《》\n ·—▲●]|[在到进于和为由给是赴对与从向]|[县市区镇乡旗]|街道|走访|来自|打造出?|其中|联合|位于|前往|组织|该县|该区|当天|日前|近日|[日晚午])"
_COMMUNITY = regex.compile(
    rf"{_BEFORE}(?P<name>(?!{_HAN}{{0,3}}[的了等各该全本每])({_HAN}{{2,4}})(?:街道|社区|小区|镇|乡(?!村|镇|贤|亲|音|愁|土|风)|村(?!民|级|庄|镇|居|企|组|口|落|里|干|史|晚|支|委会?干|BA|干部|社区)))"
)
_PRONOUN = regex.compile(r"[全该我本][省市区县旗州镇乡村]|(?:该|本|全)(?:社区|街道)|当地|辖区")
# Short names are looked for only at the head of a report, where a place is introduced.
_HEAD = 260


@cache
def _endings() -> frozenset[str]:
    """The last two letters of all names: one look tells most other words (`社区`, `地区`) from a name."""
    return frozenset(name[-2:] for name in codes_by_name())


@cache
def _no_community() -> regex.Pattern[str]:
    return regex.compile(rf"^(?:{any_of(words('places', 'no_community'))})|(?:{any_of(words('places', 'no_community'))})$")


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
                found.append(Mention(end - length, end, "place", Spot(name, known[name], "division"), "place.division"))
                break
    return found


def _communities(text: str) -> list[Mention]:
    found = []
    for match in _COMMUNITY.finditer(text, overlapped=True):
        name = match["name"]
        if not _no_community().search(match[2]):
            found.append(Mention(*match.span("name"), "place", Spot(name, (), "community"), "place.community"))
    return found


def _short_names(text: str, found: list[Mention]) -> list[Mention]:
    """Short names (`新疆`, `陆川`) at the head of the report that no full name covers."""
    known, codes = full_names(), codes_by_name()
    covered = {offset for mention in found if mention.start < _HEAD for offset in range(mention.start, mention.end)}
    short: list[Mention] = []
    position = 0
    limit = min(_HEAD, len(text))
    while position < limit:
        for length in (4, 3, 2):
            names = known.get(text[position : position + length])
            if names and position not in covered:
                spot = Spot(names[0], tuple(code for name in names for code in codes[name]), "division")
                short.append(Mention(position, position + length, "place", spot, "place.short-name"))
                position += length - 1
                break
        position += 1
    return short
