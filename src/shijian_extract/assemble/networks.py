"""Networks: the station network of a place, added up from its figures."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import regex

from ..core import Amount, Number
from .figures import Figure

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


def find_networks(text: str, figures: list[Figure]) -> list[Network]:
    """The network that the article's station figures make up, if at least two levels are counted.

    The first telling counts; a later one that repeats the same numbers has already been merged into its figures.
    """
    stations = [figure for figure in figures if figure.indicator in LEVELS]
    telling: list[Figure] = []
    for figure in stations:
        if telling and figure.mention.start - telling[-1].mention.end > _APART:
            if _levels(telling) > 1:
                break
            telling = []
        telling.append(figure)
    if _levels(telling) < 2:
        return []
    levels: dict[str, list[Figure]] = {}
    for figure in telling:
        known = levels.setdefault(figure.indicator, [])
        if all(figure.mention.value.value != other.mention.value.value for other in known):
            known.append(figure)
    start = min(min(figure.mention.start, figure.label.start) for figure in telling)
    end = max(max(figure.mention.end, figure.label.end) for figure in telling)
    return [Network(levels, start, end, bool(_COVERAGE.search(text)))]


def _levels(figures: list[Figure]) -> int:
    return len({figure.indicator for figure in figures})
