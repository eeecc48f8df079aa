"""Networks: the station network of a place, added up from its figures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ..core import Amount, Number
from .figures import Figure
from .grounded import Grounded

LEVELS = {
    "center": "centers",
    "institute": "institutes",
    "station": "stations",
    "point": "points",
    "base": "bases",
}


@dataclass(slots=True, frozen=True)
class Network:
    """Station figures that belong together: by level, and the stretch of text that tells them."""

    levels: dict[str, list[Figure]]
    start: int
    end: int
    full_coverage: bool


def add_up(figures: list[Figure]) -> Amount:
    """One amount for the parts of a level; bounds add where every part has them, else the sum is open there."""
    amounts: list[Amount] = [figure.mention.value for figure in figures]
    if len(amounts) == 1:
        return amounts[0]
    kinds = {amount.approximation for amount in amounts}
    kind = kinds.pop() if len(kinds) == 1 else "over" if "over" in kinds else "about"
    return Amount(
        _total([amount.value for amount in amounts]),
        _total([amount.low for amount in amounts]),
        _total([amount.high for amount in amounts]),
        kind,
        amounts[0].unit,
        False,
    )


def _total(values: list[Number | None]) -> Number | None:
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return None
    total = sum(known, Decimal(0))
    return int(total) if total == int(total) else total


_COVERAGE = re.compile(r"(?:中心|所|站|阵地|实践|网络|体系|[县市区乡镇村]级)[^。！？\n]{0,24}全覆盖")
# Station counts of one telling stand in one sentence or in neighbouring ones.
_APART = 120


def find_networks(grounded: Grounded, figures: list[Figure]) -> list[Network]:
    """The networks that the article's station figures make up: one for each place with at least two levels counted.

    The first telling of a place counts; a later one that repeats the same numbers has already been merged into its
    figures.
    """
    by_place: dict[str | None, list[Figure]] = {}
    for figure in figures:
        if figure.indicator in LEVELS:
            by_place.setdefault(_place(grounded, figure.mention.start), []).append(figure)
    by_place = {
        place: [one for one in stations if not _is_aside(grounded, one)]
        for place, stations in by_place.items()
    }
    tellings = {place: _first_telling(stations) for place, stations in by_place.items()}
    told = {place: telling for place, telling in tellings.items() if telling}
    if not told:
        return []
    text = grounded.text.text
    coverage = _COVERAGE.finditer(text) if "全覆盖" in text else ()
    covered = {_place(grounded, match.start()) for match in coverage}
    # With one network in the article every coverage is its own.
    return [
        _network(grounded, telling, place in covered or (bool(covered) and len(told) == 1))
        for place, telling in told.items()
    ]


# Stations that are planned, aimed at or only visited, and some of the others by their quality, are no network.
_ASIDE = re.compile(
    r"(?:计划|力争|拟|将|明年|任务|目标|指标|要求|观摩了?|走访了?|参观了?|考察了?|再建|再增|再新[建增]|完成|达标|创建|评定|命名|验收|提质)[^，。；]{0,16}$"
    r"|\d年(?:底前|底)?[，]?(?:计划|力争|将)[^。；]{0,24}$"
)
_SELECTED = re.compile(r"示范|星级|样板|标杆|先进|[一二三四五]星|特色站")


def _is_aside(grounded: Grounded, figure: Figure) -> bool:
    text, start = grounded.text.text, figure.mention.start
    begin = max(grounded.segments.clause(start)[0], start - _LEAD)
    selected = figure.indicator in _RANKED and _SELECTED.search(figure.label.text)
    other = figure.indicator == "base" and _OTHER_BASES.search(figure.label.text)
    return bool(_ASIDE.search(text, begin, start) or selected or other)


# 家具研学基地 and 花卉基地 are no bases of the practice network.
_OTHER_BASES = re.compile(r"(?:研学|种植|养殖|培训|教育|花卉|产业|创业|科研|生产|实训|旅游|加工|示范)基地$")
_RANKED = frozenset({"center", "institute", "station"})


_LEAD = 28
# What is said of a change: how many came or went, or how many there were before.
_CHANGE = re.compile(
    r"(?:净增|新增|新建|撤并|撤销|关停|增加|减少|关闭|增设|合并)[^，。；]{0,8}$|(?:去年|上年|原有|原来|此前|从|由)[^，。；]{0,10}$"
)
_GROWN = re.compile(r"增至|增加到|发展到|扩大到|拓展到|增长到|减至|减到|降到|变成|到")


def _standing(grounded: Grounded, parts: list[Figure]) -> list[Figure]:
    """Of several counts of one level those that stand now: not what came or went, not what was before, not some of them."""
    if len(parts) == 1:
        return parts
    text = grounded.text.text
    kept = [
        one for one in parts if not _CHANGE.search(text, max(0, one.mention.start - _LEAD), one.mention.start)
    ]
    kept = kept or parts[-1:]
    last = kept[-1].mention
    # 现有190个 after 对196个逐个体检: the count that says "now" is the one.
    if len(kept) > 1 and text[max(0, last.start - _NOW) : last.start].rstrip().endswith(
        ("现有", "现为", "还剩")
    ):
        return kept[-1:]
    standing = [
        one for one, after in zip(kept, [*kept[1:], None], strict=True) if not _replaced(text, one, after)
    ]
    # `管着十九个所，十九个所又牵起…`: said twice on end, not added.
    return [
        one
        for last, one in zip([None, *standing], standing, strict=False)
        if not (last and _said_again(last, one))
    ]


def _said_again(last: Figure, one: Figure) -> bool:
    gap = one.mention.start - max(last.mention.end, last.label.end)
    return gap <= _MARK and last.mention.value == one.mention.value and last.label.text == one.label.text


_MARK = 1


def _replaced(text: str, figure: Figure, following: Figure | None) -> bool:
    """`57个增加到83个`: the number that grew is told by the next."""
    if following is None:
        return False
    between = text[figure.mention.end : following.mention.start]
    return len(between) < _NOW and bool(_GROWN.match(between))


_NOW = 10


def _place(grounded: Grounded, offset: int) -> str | None:
    place = grounded.places.at(offset)[0]
    return place.name if place else None


def _first_telling(stations: list[Figure]) -> list[Figure]:
    """The first figures near one another that count two levels, or none."""
    telling: list[Figure] = []
    for figure in stations:
        if telling and figure.mention.start - telling[-1].mention.end > _APART:
            if _levels(telling) > 1:
                break
            telling = []
        telling.append(figure)
    return telling if _levels(telling) > 1 else []


def _network(grounded: Grounded, telling: list[Figure], full_coverage: bool) -> Network:
    levels: dict[str, list[Figure]] = {}
    for figure in telling:
        known = levels.setdefault(figure.indicator, [])
        if not any(_holds(grounded, other, figure) for other in known):
            known.append(figure)
    levels = {level: _standing(grounded, parts) for level, parts in levels.items()}
    start = min(min(figure.mention.start, figure.label.start) for figure in telling)
    end = max(max(figure.mention.end, figure.label.end) for figure in telling)
    return Network(levels, start, end, full_coverage)


def _holds(grounded: Grounded, known: Figure, figure: Figure) -> bool:
    """Whether the known figure counts these stations already: it is the whole of them (`50个站，其中村级站30个`), or the
    same number in another sentence or behind the same words (a page break)."""
    text, first, second = grounded.text.text, known.mention, figure.mention
    sentence = grounded.segments.sentence
    same_sentence = sentence(first.start) == sentence(second.start)
    between = text[first.end : second.start]
    if same_sentence and ("其中" in between or _SOME_OF.search(between)):
        return True
    if first.value.value != second.value.value:
        return False
    before, again = (text[max(0, mention.start - _SAME_WORDS) : mention.start] for mention in (first, second))
    return not same_sentence or before == again


# `203个站中，有167个…`: some of those counted.
_SOME_OF = re.compile(r"^[一-龥]{0,10}[中里]，")
_SAME_WORDS = 6


def _levels(figures: list[Figure]) -> int:
    return len({figure.indicator for figure in figures})
