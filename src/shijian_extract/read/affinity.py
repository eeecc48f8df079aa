"""Which body a headline belongs to: the one that speaks its words.

Words are pairs of letters. A pair weighs the more the fewer paragraphs of the page hold it, so that what all reports of a
page share (`文明实践`) tells little; the name of a place that one headline alone has tells most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations
from math import log

import regex

from ..lexicon import codes_by_name, full_names, short_name, words

_HAN = regex.compile(r"[\p{Han}]+")
# A pair counts so often in one paragraph at most.
_CAP = 3
# What standing right behind its headline is worth to a body, of the 1 that the best of all bodies is worth.
_NEIGHBOUR = 0.35
# So many headlines are tried in every order; of more, each keeps the body behind it.
_MOST = 6
_OPENS = 0.5
_SECTION = 1.0
# One naming of its place is worth so many of its common words.
_PLACE = 8.0
_LONGEST_PLACE = 12


@dataclass(slots=True, frozen=True)
class Paragraph:
    """A paragraph to be told apart: its letters, and whether a heading of a section stands over it."""

    text: str
    headed: bool


def _pairs(text: str) -> Counter[str]:
    return Counter(run[at : at + 2] for run in _HAN.findall(text) for at in range(len(run) - 1))


def _places(headline: str) -> set[str]:
    """The short names of places that a headline names.

    >>> sorted(_places("新疆昌吉市扎实推进"))
    ['新疆', '昌吉']
    """
    found: set[str] = set()
    position = 0
    while position < len(headline):
        stretches = (headline[position : position + length] for length in range(_LONGEST_PLACE, 1, -1))
        name = next((each for each in stretches if each in codes_by_name() or each in full_names()), None)
        if name is not None:
            found.add(short_name(name) if name in codes_by_name() else name)
        position += len(name) if name else 1
    return found


class Affinity:
    """How well paragraphs fit headlines, for the paragraphs and headlines of one page."""

    def __init__(self, headlines: Sequence[str], paragraphs: Sequence[Paragraph]) -> None:
        told = [_pairs(paragraph.text) for paragraph in paragraphs]
        spread = Counter(pair for pairs in told for pair in pairs)
        weights = {pair: log(1 + len(paragraphs) / count) for pair, count in spread.items()}
        own = _own([set(_pairs(headline)) for headline in headlines])
        places = _own([_places(headline) for headline in headlines])
        self._fits = [
            [
                sum(weights[pair] * min(pairs[pair], _CAP) for pair in alone if pair in pairs)
                + sum(_PLACE * min(paragraph.text.count(place), _CAP) for place in named)
                for pairs, paragraph in zip(told, paragraphs, strict=True)
            ]
            for alone, named in zip(own, places, strict=True)
        ]

    def fit(self, headline: int, start: int, end: int) -> float:
        """How much of the headline's own words the paragraphs [start, end) hold."""
        return sum(self._fits[headline][start:end])


def _own(sets: Sequence[set[str]]) -> list[set[str]]:
    """What each of the sets has alone."""
    times = Counter(each for one in sets for each in one)
    return [{each for each in one if times[each] == 1} for one in sets]


def divide(
    fits: Affinity, headlines: Sequence[int], paragraphs: Sequence[Paragraph], start: int, end: int
) -> list[int]:
    """Where the paragraphs [start, end) are to be cut so that each headline, in their order, gets a stretch that fits.

    Of cuts that fit alike the last is taken, since a report names its place where it opens; a report opens without a
    section's heading. The result holds one paragraph index less than there are headlines.
    """
    count = len(headlines)
    best: list[dict[int, tuple[float, list[int]]]] = [{start: (0.0, [])}]
    for at, headline in enumerate(headlines):
        reached: dict[int, tuple[float, list[int]]] = {}
        for begin, (score, cuts) in best[-1].items():
            opened = score + (_opening(paragraphs[begin]) if at else 0.0)
            ends = [end] if at == count - 1 else range(begin + 1, end - (count - 1 - at) + 1)
            for stop in ends:
                gained = opened + fits.fit(headline, begin, stop)
                if stop not in reached or gained >= reached[stop][0]:
                    reached[stop] = (gained, [*cuts, stop])
        best.append(reached)
    return best[-1][end][1][:-1]


def _opening(paragraph: Paragraph) -> float:
    opens = (
        _OPENS
        if paragraph.text.startswith(words("bylines", "openings")) or paragraph.text[:1].isdigit()
        else 0.0
    )
    return opens - (_SECTION if paragraph.headed else 0.0)


def assign(
    fits: Affinity, spans: Sequence[tuple[int, int]], neighbours: Sequence[int | None]
) -> list[int | None]:
    """The stretch of each headline: that which fits best, where it stands right behind the headline the sooner.

    `spans` are stretches of paragraphs, `neighbours` the stretch right behind each headline; no stretch is given twice.
    """
    heads = range(len(neighbours))
    gains = [
        [_gain(fits, head, span, spans, neighbours[head] == at) for at, span in enumerate(spans)]
        for head in heads
    ]
    if len(neighbours) > _MOST or len(spans) > _MOST:
        return _greedy(gains)
    places = [*range(len(spans)), *[None] * max(0, len(neighbours) - len(spans))]
    best = max(permutations(places, len(neighbours)), key=lambda order: sum(_of(gains, order)))
    return list(best)


def _of(gains: list[list[float]], order: Sequence[int | None]) -> list[float]:
    return [gains[head][at] for head, at in enumerate(order) if at is not None]


def _gain(
    fits: Affinity, head: int, span: tuple[int, int], spans: Sequence[tuple[int, int]], near: bool
) -> float:
    most = max((fits.fit(head, *each) for each in spans), default=0.0)
    return (fits.fit(head, *span) / most if most else 0.0) + _NEIGHBOUR * near


def _greedy(gains: list[list[float]]) -> list[int | None]:
    found: list[int | None] = [None] * len(gains)
    ranked = sorted(
        ((gain, head, at) for head, row in enumerate(gains) for at, gain in enumerate(row)), reverse=True
    )
    for _, head, at in ranked:
        if found[head] is None and at not in found:
            found[head] = at
    return found
