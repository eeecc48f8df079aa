"""Networks: the station network of a place, added up from its figures."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import regex

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


_COVERAGE = regex.compile(r"(?:中心|所|站|阵地|实践|网络|体系|[县市区乡镇村]级)[^。！？\n]{0,24}全覆盖")
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
    tellings = {place: _first_telling(stations) for place, stations in by_place.items()}
    told = {place: telling for place, telling in tellings.items() if telling}
    if not told:
        return []
    covered = {_place(grounded, match.start()) for match in _COVERAGE.finditer(grounded.text.text)}
    # With one network in the article every coverage is its own.
    return [
        _network(grounded, telling, place in covered or (bool(covered) and len(told) == 1))
        for place, telling in told.items()
    ]


def _place(grounded: Grounded, offset: int) -> str | None:
    place = grounded.places.at(offset)[0]
    return place["name"] if place else None


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
    start = min(min(figure.mention.start, figure.label.start) for figure in telling)
    end = max(max(figure.mention.end, figure.label.end) for figure in telling)
    return Network(levels, start, end, full_coverage)


def _holds(grounded: Grounded, known: Figure, figure: Figure) -> bool:
    """Whether the known figure counts these stations already: it is the whole of them (`50个站，其中村级站30个`), or the
    same number in another sentence or behind the same words (a page break)."""
    text, first, second = grounded.text.text, known.mention, figure.mention
    sentence = grounded.segments.sentence
    same_sentence = sentence(first.start) == sentence(second.start)
    if same_sentence and "其中" in text[first.end : second.start]:
        return True
    if first.value.value != second.value.value:
        return False
    before, again = (text[max(0, mention.start - _SAME_WORDS) : mention.start] for mention in (first, second))
    return not same_sentence or before == again


_SAME_WORDS = 6


def _levels(figures: list[Figure]) -> int:
    return len({figure.indicator for figure in figures})
