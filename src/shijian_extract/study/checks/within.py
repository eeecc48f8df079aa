"""Two values for one thing in one article."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from .bounds import apart
from .claims import LEVELS
from .model import Claim, Finding
from .tables import Settings, kind_of_thing
from .telling import of_claims

KIND = "two-values"


def two_values(claims: Iterable[Claim], settings: Settings) -> Iterator[Finding]:
    """One article's claims in; a finding for each value that cannot hold beside the first one of its thing, out."""
    for same in _groups(claims, settings).values():
        first, told = same[0], {same[0].written}
        for other in same[1:]:
            if other.written not in told and _contradict(first, other, settings):
                told.add(other.written)
                yield of_claims(KIND, first, other)


def _groups(claims: Iterable[Claim], settings: Settings) -> dict[tuple[str, str, str, str], list[Claim]]:
    """The wholes of each thing; several of one thing in one sentence are its parts, or its growth."""
    groups: defaultdict[tuple[str, str, str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.stands in ("whole", "display") and _counts(claim, settings):
            groups[claim.key].append(claim)
    for key, same in groups.items():
        told = Counter(claim.sentence for claim in same)
        groups[key] = [claim for claim in same if told[claim.sentence] == 1]
    return {key: same for key, same in groups.items() if len(same) > 1}


def _counts(claim: Claim, settings: Settings) -> bool:
    return not (
        claim.stands == "display"
        and claim.indicator == "volunteer"
        and claim.value < settings.limit(KIND, "headline_people")
    )


def _contradict(first: Claim, other: Claim, settings: Settings) -> bool:
    if not apart(first.low, first.high, other.low, other.high) or not _same_time(first, other, settings):
        return False
    if first.indicator in LEVELS:
        return True
    low, high = sorted((first.value or first.low, other.value or other.low))
    return high <= low * settings.limit(KIND, "apart")


def _same_time(first: Claim, other: Claim, settings: Settings) -> bool:
    """Whether both hold of one time: a stock of about one day, what was done of the same stretch."""
    if "recurring" in (first.kind, other.kind) or _is_occasion(first) or _is_occasion(other):
        return False
    if kind_of_thing()[first.indicator] == "stock":
        days = settings.limit(KIND, "article_days")
        return not (first.last and other.last) or abs(first.last - other.last) <= days
    if (first.begins, first.ends) == (other.begins, other.ends):
        return True
    return any(one.stands == "display" and one.kind is None for one in (first, other))


def _is_occasion(claim: Claim) -> bool:
    """当天, 疫情防控期间: a time of its own, of which no date is known."""
    return claim.kind == "during" and claim.begins is None and claim.ends is None
