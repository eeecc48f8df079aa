"""Two values for one thing in one article."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from .bounds import apart
from .levels import LEVELS
from .model import Claim, Finding
from .tables import Settings, kind_of_thing, table
from .telling import larger, of_claims
from .times import stretch_of

KIND = "two-values"
Key = tuple[str, str, str, str]


def two_values(claims: Iterable[Claim], settings: Settings) -> Iterator[Finding]:
    """One article's claims in; a finding for each value that cannot hold beside the first one of its thing, out."""
    for same in _groups(claims, settings).values():
        first, told = same[0], {same[0].written}
        for other in same[1:]:
            if other.written not in told and _contradict(first, other, settings):
                told.add(other.written)
                yield of_claims(KIND, first, other)


def swapped_digits(claims: Sequence[Claim], settings: Settings) -> Iterator[Finding]:
    """A number that is all there is, and one of the same head noun with its digits in another order: a slip of the pen."""
    wholes: dict[tuple[str, str, str], Claim] = {}
    for claim in claims:
        digits = f"{claim.value.normalize():f}"
        unsure = claim.stands == "" and claim.value < _LONG
        if claim.stands not in ("whole", "") or claim.change or claim.key[2] or not claim.exact or unsure:
            continue
        alike = ("".join(sorted(digits)), claim.place, claim.key[3])
        one = wholes.get(alike)
        if one and one.value != claim.value and _of_one_head(one, claim) and _same_time(one, claim, settings):
            if one.key != claim.key or claim.stands == "":
                yield of_claims(KIND, one, claim)
        elif one is None and claim.stands == "whole":
            wholes[alike] = claim


# Of two digits the swapped ones are often another number.
_LONG = 100


def _of_one_head(one: Claim, other: Claim) -> bool:
    if one.sentence == other.sentence or one.indicator != other.indicator:
        return False
    short, long = sorted((one.key[1], other.key[1]), key=len)
    return one.key == other.key or long.endswith(short.partition(":")[2])


def larger_parts(claims: Sequence[Claim], settings: Settings) -> Iterator[Finding]:
    """Parts by their very name (党员志愿者) that are larger than what they are part of."""
    wholes: dict[Key, Claim] = {}
    for claim in claims:
        if claim.stands == "whole" and claim.key[2] == "":
            wholes.setdefault(claim.key, claim)
    named = set(table("things")["qualifiers"])
    for part in claims:
        whole = wholes.get((*part.key[:2], "", part.key[3])) if part.key[2] in named else None
        if whole is None or part.stands not in ("whole", "") or not _same_time(whole, part, settings):
            continue
        if whole.high is not None and part.low > whole.high:
            yield larger(whole, part)


def met_above_asked(claims: Sequence[Claim]) -> Iterator[Finding]:
    """More wishes, orders or requests met than came in: of one thing in the same stretch, or in one sentence."""
    asked: list[Claim] = []
    for claim in claims:
        if claim.stands not in ("whole", "", "other") or claim.change:
            continue
        if claim.key[1].endswith("+asked"):
            asked.append(claim)
        elif claim.key[1].endswith("+met"):
            whole = next((one for one in reversed(asked) if _is_of(claim, one)), None)
            if whole is not None and whole.high is not None and claim.low > whole.high:
                yield larger(whole, claim)


def _is_of(met: Claim, asked: Claim) -> bool:
    if (met.place, met.key[3]) != (asked.place, asked.key[3]):
        return False
    # 收到诉求820件，已办结876件: the verb has no noun of its own.
    if met.sentence == asked.sentence and met.label in table("things")["actions"]["met"]:
        return True
    known = "other" not in (met.stands, asked.stands) or met.sentence == asked.sentence
    times = (met.begins, met.ends) == (asked.begins, asked.ends)
    plain = not met.key[2] and not asked.key[2]
    return known and times and plain and met.key[1].partition("+")[0] == asked.key[1].partition("+")[0]


def _groups(claims: Iterable[Claim], settings: Settings) -> dict[Key, list[Claim]]:
    """The wholes of each thing; several of one thing in one sentence are its parts, or its growth."""
    groups: defaultdict[Key, list[Claim]] = defaultdict(list)
    shown: list[Claim] = []
    for claim in claims:
        if kind_of_thing()[claim.indicator] == "part":
            continue
        if claim.stands == "whole":
            groups[claim.key].append(claim)
        elif claim.stands == "display" and _counts(claim, settings):
            shown.append(claim)
    for claim in shown:
        groups[_meant(claim, groups)].insert(0, claim)
    for key, same in groups.items():
        told = Counter(claim.sentence for claim in same)
        groups[key] = [claim for claim in same if told[claim.sentence] == 1]
    return {key: same for key, same in groups.items() if len(same) > 1}


def _meant(claim: Claim, groups: dict[Key, list[Claim]]) -> Key:
    """What a headline means that says 活动 for 文明实践活动: the one thing told of whose labels end so."""
    if claim.key in groups:
        return claim.key
    place, _, scope, unit = claim.key
    alike = [
        key
        for key, same in groups.items()
        if (key[0], key[2], key[3]) == (place, scope, unit)
        and same[0].indicator == claim.indicator
        and same[0].label.endswith(claim.label)
    ]
    return alike[0] if len(alike) == 1 else claim.key


def _counts(claim: Claim, settings: Settings) -> bool:
    return not (
        claim.stands == "display"
        and claim.indicator == "volunteer"
        and claim.value < settings.limit(KIND, "headline_people")
    )


def _contradict(first: Claim, other: Claim, settings: Settings) -> bool:
    if not apart(first.low, first.high, other.low, other.high) or not _same_time(first, other, settings):
        return False
    if _has_grown(first, other) and _grown(first, other) <= settings.limit(KIND, "article_growth"):
        return False
    if first.indicator in LEVELS:
        return True
    low, high = sorted((first.value or first.low, other.value or other.low))
    return high <= low * settings.limit(KIND, "apart")


def _has_grown(first: Claim, other: Claim) -> bool:
    """Whether the one that holds of the later day is the larger."""
    before, after = sorted((first, other), key=lambda claim: claim.last)
    return before.last != after.last and after.value >= before.value


def _grown(first: Claim, other: Claim) -> Decimal:
    """How much larger one is than the other, in per cent."""
    low, high = sorted((first.value or first.low, other.value or other.low))
    return (high - low) * 100 / max(low, Decimal(1))


def _same_time(first: Claim, other: Claim, settings: Settings) -> bool:
    """Whether both hold of one time: a stock of about one day, what was done of the same stretch."""
    if "recurring" in (first.kind, other.kind) or _is_occasion(first) or _is_occasion(other):
        return False
    if kind_of_thing()[first.indicator] == "stock":
        days = settings.limit(KIND, "article_days")
        between = max(first.first, other.first) - min(first.last, other.last)
        return not (first.last and other.last) or between <= days
    if stretch_of(first) == stretch_of(other) and (first.ends == other.ends or first.begins):
        return True
    return any(one.stands == "display" and one.kind is None for one in (first, other))


def _is_occasion(claim: Claim) -> bool:
    """当天, 疫情防控期间: a time of its own, of which no date is known."""
    return claim.kind == "during" and claim.begins is None and claim.ends is None
