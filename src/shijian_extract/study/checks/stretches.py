"""What was done, by the stretches of time that it is told of, within one article: quarters and their year, one day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from .bounds import apart
from .model import Claim, Finding
from .tables import kind_of_thing
from .telling import larger, of_claims
from .times import stretch_of
from .totals import disagreement, sum_of

_Told = tuple[tuple[int, int], Claim]


def by_stretches(claims: Sequence[Claim]) -> Iterator[Finding]:
    """A stretch with less than a stretch in it, or with another sum than those that it is made of.

    All claims of one article in; those that stand for all that was done are compared.
    """
    told: defaultdict[tuple[str, ...], list[_Told]] = defaultdict(list)
    for claim in claims:
        if kind_of_thing()[claim.indicator] == "flow" and claim.stands == "whole" and not claim.key[2]:
            stretch = stretch_of(claim)
            if stretch and claim.kind == "during" and claim.ends:
                told[claim.key].append((stretch, claim))
    for same in told.values():
        for stretch, whole in same:
            inside = [one for one in same if one[0] != stretch and _is_in(one[0], stretch)]
            if inside:
                yield from _against(stretch, whole, inside)


def _is_in(stretch: tuple[int, int], other: tuple[int, int]) -> bool:
    return other[0] <= stretch[0] and stretch[1] <= other[1]


def _against(stretch: tuple[int, int], whole: Claim, inside: list[_Told]) -> Iterator[Finding]:
    for _, part in inside:
        if whole.high is not None and part.low > whole.high:
            yield larger(whole, part)
            return
    parts: list[Claim] = []
    day = stretch[0]
    for (first, last), part in sorted(inside, key=lambda one: one[0]):
        if first == day:
            parts.append(part)
            day = last + 1
    if len(parts) > 1 and day == stretch[1] + 1 and apart(whole.low, whole.high, *sum_of(parts)):
        yield disagreement(whole, parts)


def on_one_day(claims: Sequence[Claim]) -> Iterator[Finding]:
    """People who were there on a day: fewer in all than some of them were said to be before."""
    before: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        if claim.key[3] != "people" or claim.begins is None or claim.begins != claim.ends:
            continue
        key = (*claim.key, claim.begins)
        some = before.get(key)
        if some is None:
            if claim.stands == "taking_part":
                before[key] = claim
        elif claim.stands == "whole" and claim.high is not None and claim.high < some.low:
            yield of_claims("two-values", some, claim)
