"""Which body a headline belongs to, and where one body ends and the next begins, by the words that they share.

Words are pairs of letters and the short names of places. A headline fits a body by the words it has alone on its page: the
fewer paragraphs hold one, the more it weighs, and the name of a place weighs most. Bodies that stand one behind the other
are parted where the words change, by the likelihood of M. Utiyama and H. Isahara, A Statistical Model for Domain-Independent
Text Segmentation (ACL 2001): each body is drawn from its own words, its headline's among them, with Laplace's smoothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import permutations
from math import log

import regex

from ..lexicon import codes_by_name, full_names, short_name, words

_HAN = regex.compile(r"[\p{Han}]+")
_RANK = regex.compile(r"[省市县区旗州盟]")
# A word counts so often in one paragraph at most, and a naming of a place so many times as a common word.
_CAP = 3
_PLACE = 8.0
_LONGEST_PLACE = 12
# What a body's standing right behind its headline is worth, of the 1 that the best of all bodies is worth.
_NEIGHBOUR = 0.35
# So many headlines are tried in every order; of more, the best pair goes first.
_MOST = 6
# In the likelihood a headline's words and a place's name count so often.
_TOLD = 10
_FIT = 4.0
# What the beginning of a paragraph says for or against its opening a report, in nats.
_OPENS = 3.0
_SECTION = 8.0
_INTRODUCES = 20.0
_FIRST_LINES = 60
_ORDER = 6.0


@dataclass(slots=True, frozen=True)
class Paragraph:
    """A paragraph to be told apart: its letters, and whether a heading of a section stands over it."""

    text: str
    headed: bool


def _pairs(text: str) -> Counter[str]:
    return Counter(run[at : at + 2] for run in _HAN.findall(text) for at in range(len(run) - 1))


def _named(headline: str) -> set[str]:
    """The short names of places that a headline names.

    >>> sorted(_named("河北正定县扎实推进"))
    ['正定', '河北']
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


@cache
def _endings() -> frozenset[str]:
    return frozenset(name[-2:] for name in codes_by_name())


def _named_in_full(text: str) -> set[str]:
    """The short names of places that a text names in full."""
    return {short_name(name) for name in _full_names_in(text)}


def _full_names_in(text: str) -> set[str]:
    found: set[str] = set()
    for match in _RANK.finditer(text):
        end = match.end()
        if text[end - 2 : end] in _endings():
            stretches = (text[end - length : end] for length in range(min(_LONGEST_PLACE, end), 1, -1))
            found.update(each for each in stretches if each in codes_by_name())
    return found


def only_county(text: str) -> str | None:
    """The county that a page names in full where every other division named lies around it; None for a page of several.

    >>> only_county("浙江省泰顺县的集市开张。泰顺县的戏台搭好。"), only_county("泰顺县和瑞安市"), only_county("泰顺县、荆州市")
    ('泰顺县', None, None)
    """
    codes = {name: codes_by_name()[name] for name in _full_names_in(text)}
    counties = [name for name, listed in codes.items() if all(code[4:] != "00" for code in listed)]
    if len(counties) != 1 or len(codes[counties[0]]) != 1:
        return None
    own = codes[counties[0]][0]
    around = {own, own[:4] + "00", own[:2] + "0000"}
    return counties[0] if all(around.intersection(listed) for listed in codes.values()) else None


def _own(sets: Sequence[set[str]]) -> list[set[str]]:
    """What each of the sets has alone."""
    times = Counter(each for one in sets for each in one)
    return [{each for each in one if times[each] == 1} for one in sets]


class Affinity:
    """How paragraphs fit headlines and one another, for those of one page."""

    def __init__(self, headlines: Sequence[str], paragraphs: Sequence[Paragraph]) -> None:
        self._paragraphs = paragraphs
        told = [_pairs(paragraph.text) for paragraph in paragraphs]
        spread = Counter(pair for pairs in told for pair in pairs)
        weights = {pair: log(1 + len(paragraphs) / count) for pair, count in spread.items()}
        heads = [_pairs(headline) for headline in headlines]
        own = _own([set(head) for head in heads])
        named = self._named = [_named(headline) for headline in headlines]
        self._fits = [
            [
                sum(weights[pair] * min(pairs[pair], _CAP) for pair in alone if pair in pairs)
                + sum(_PLACE * min(paragraph.text.count(place), _CAP) for place in places)
                for pairs, paragraph in zip(told, paragraphs, strict=True)
            ]
            for alone, places in zip(own, _own(named), strict=True)
        ]
        places = set().union(*named, *(_named_in_full(paragraph.text) for paragraph in paragraphs))
        for pairs, paragraph in zip(told, paragraphs, strict=True):
            pairs.update(
                {f"@{place}": _TOLD * count for place in places if (count := paragraph.text.count(place))}
            )
        self._told = told
        self._heads = [
            Counter({pair: _TOLD * count for pair, count in head.items()})
            + Counter({f"@{p}": _TOLD for p in place})
            for head, place in zip(heads, named, strict=True)
        ]
        every: Counter[str] = Counter()
        for counted in (*told, *self._heads):
            every.update(counted)
        self._kinds = len(every)
        self._terms = [count * log(count + 1) for count in range(max(every.values(), default=0) + 1)]

    def fit(self, headline: int, start: int, end: int) -> float:
        """How much of the headline's own words the paragraphs [start, end) hold."""
        return sum(self._fits[headline][start:end])

    def divide(self, headlines: Sequence[int | None], start: int, end: int) -> tuple[float, list[int]]:
        """Where the paragraphs [start, end) are to be cut so that each headline, in their order, gets one body; None stands
        for a body without one. Gives the likelihood and one cut less than there are headlines."""
        reached: dict[int, tuple[float, list[int]]] = {start: (0.0, [])}
        for at, headline in enumerate(headlines[:-1]):
            reached = self._extended(reached, headline, end - (len(headlines) - 1 - at), opens=at > 0)
        best: tuple[float, list[int]] | None = None
        for begin, likelihood in self._likelihoods(headlines[-1], range(end - 1, min(reached) - 1, -1)):
            if begin in reached:
                score, cuts = reached[begin]
                score += likelihood + (self._opening(begin, headlines[-1]) if len(headlines) > 1 else 0.0)
                if best is None or score > best[0]:
                    best = (score, cuts)
        return best or (0.0, [])

    def _extended(
        self, reached: dict[int, tuple[float, list[int]]], headline: int | None, last: int, *, opens: bool
    ) -> dict[int, tuple[float, list[int]]]:
        """The best cuts up to each paragraph behind one more body, which begins where the cuts so far end."""
        further: dict[int, tuple[float, list[int]]] = {}
        for begin, (score, cuts) in reached.items():
            opened = score + (self._opening(begin, headline) if opens else 0.0)
            for at, likelihood in self._likelihoods(headline, range(begin, last)):
                if at + 1 not in further or opened + likelihood > further[at + 1][0]:
                    further[at + 1] = (opened + likelihood, [*cuts, at + 1])
        return further

    def divide_in_any_order(self, headlines: Sequence[int], start: int, end: int) -> list[int]:
        """The cuts of the order that is likeliest; the one given has some credit."""
        orders = permutations(headlines) if len(headlines) < _MOST - 1 else [tuple(headlines)]
        divided = [(self.divide(order, start, end), order == tuple(headlines)) for order in orders]
        return max(divided, key=lambda each: each[0][0] + _ORDER * each[1])[0][1]

    def _likelihoods(self, headline: int | None, order: Iterable[int]) -> Iterator[tuple[int, float]]:
        """The log likelihood of a body of that headline that grows by one paragraph after another, in the given order."""
        counts = Counter() if headline is None else self._heads[headline].copy()
        fits = [0.0] * len(self._told) if headline is None else self._fits[headline]
        total = counts.total()
        terms = self._terms
        inner = sum(terms[count] for count in counts.values())
        fit = 0.0
        for at in order:
            fit += fits[at]
            for word, more in self._told[at].items():
                before = counts[word]
                counts[word] = before + more
                inner += terms[before + more] - terms[before]
                total += more
            yield at, inner - total * log(total + self._kinds) + _FIT * fit

    def _opening(self, at: int, headline: int | None) -> float:
        """What speaks for the paragraph's opening a report: its first words, and the headline's place in its first lines."""
        paragraph = self._paragraphs[at]
        opens = paragraph.text[:1].isdigit() or paragraph.text.startswith(words("bylines", "openings"))
        places = self._named[headline] if headline is not None else set()
        introduced = any(place in paragraph.text[:_FIRST_LINES] for place in places)
        return _OPENS * opens + _INTRODUCES * introduced - _SECTION * paragraph.headed


def assign(
    fits: Affinity, spans: Sequence[tuple[int, int]], neighbours: Sequence[int | None]
) -> list[int | None]:
    """The stretch of each headline: that which fits best, where it stands right behind the headline the sooner.

    `spans` are stretches of paragraphs, `neighbours` the stretch right behind each headline; no stretch is given twice.
    """
    heads = range(len(neighbours))
    gains = [[_gain(fits, head, at, spans, neighbours[head]) for at in range(len(spans))] for head in heads]
    if len(neighbours) > _MOST or len(spans) > _MOST:
        return _greedy(gains)
    places = [*range(len(spans)), *[None] * max(0, len(neighbours) - len(spans))]
    orders = permutations(places, len(neighbours))
    return list(max(orders, key=lambda order: _total(gains, order)))


def _total(gains: list[list[float]], order: Iterable[int | None]) -> float:
    return sum(gains[head][at] for head, at in enumerate(order) if at is not None)


def _gain(
    fits: Affinity, head: int, at: int, spans: Sequence[tuple[int, int]], neighbour: int | None
) -> float:
    most = max((fits.fit(head, *each) for each in spans), default=0.0)
    return (fits.fit(head, *spans[at]) / most if most else 0.0) + _NEIGHBOUR * (neighbour == at)


def _greedy(gains: list[list[float]]) -> list[int | None]:
    found: list[int | None] = [None] * len(gains)
    ranked = sorted(
        ((gain, head, at) for head, row in enumerate(gains) for at, gain in enumerate(row)), reverse=True
    )
    for _, head, at in ranked:
        if found[head] is None and at not in found:
            found[head] = at
    return found
