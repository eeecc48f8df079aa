"""Reports of one place over time: what falls, leaps, is copied, or cannot hold beside another of the same time."""

from __future__ import annotations

import marshal
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import groupby, pairwise

from .bounds import apart, significant
from .levels import LEVELS
from .model import Claim, Finding, Origin
from .tables import Settings, kind_of_thing, table
from .telling import of_claims
from .times import days_of, stretch_of

Key = tuple[str, str, str, str]
_OVER_TIME = ("fall", "jump")
_RUNNING = ("ever", "so_far")


class Series:
    """Claims of many articles by what they are of; they are compared when all are there."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._claims: defaultdict[Key, list[bytes]] = defaultdict(list)
        self._origins: dict[int, Origin] = {}

    def add(self, claims: Iterable[Claim]) -> None:
        """The claims of one more article; parts, increments and what is not dated are left out."""
        for claim in claims:
            if self._follows(claim):
                self._claims[claim.key].append(_packed(claim))
                self._origins[claim.origin.article] = claim.origin

    def _follows(self, claim: Claim) -> bool:
        """Whether the claim can be compared with any of another article."""
        if kind_of_thing()[claim.indicator] == "part" or claim.kind == "recurring":
            return False
        if not claim.last or not claim.own or (claim.key[2] and claim.stands != "whole"):
            return False
        if claim.stands in ("whole", "display"):
            return True
        digits = self._settings.limit("repeat", "pair_digits")
        repeated = claim.indicator in table("things")["repeats"]
        return claim.stands == "" and repeated and significant(claim.value) >= digits

    def findings(self) -> Iterator[Finding]:
        """What does not add up, thing by thing in the order in which they were first told."""
        repeats: list[tuple[Claim, Claim]] = []
        for key, packed in self._claims.items():
            if len(packed) < 2:
                continue
            claims = [_unpacked(one, key, self._origins) for one in packed]
            claims.sort(key=_when)
            wholes = [claim for claim in claims if claim.stands]
            if kind_of_thing()[claims[0].indicator] == "stock":
                yield from self._stock(wholes)
            else:
                yield from self._flow(wholes)
                yield from self._running(wholes)
            if claims[0].indicator in table("things")["repeats"]:
                repeats += self._repeats(claims)
        yield from self._likely(repeats)

    def _stock(self, claims: list[Claim]) -> Iterator[Finding]:
        """Each article's claims against those of the article before it."""
        groups = [list(group) for _, group in groupby(claims, key=lambda claim: claim.origin.article)]
        more = int(self._settings.limit("history", "more"))
        earlier: list[Claim] = []
        for before, after in pairwise(groups):
            one, other = max(before, key=_weight), max(after, key=_weight)
            kinds = {self._stock_kind(first, second) for first in before for second in after}
            kind = self._stock_kind(one, other)
            if kind and _is_explained(kind, one, other):
                kind = None
            if kind and None not in kinds and one.origin.article != other.origin.article:
                further = [
                    claim
                    for claim in earlier
                    if kind in _OVER_TIME and self._stock_kind(claim, other) == kind
                ]
                yield of_claims(kind, one, other, further)
            earlier = [one, *earlier][:more]

    def _stock_kind(self, one: Claim, other: Claim) -> str | None:
        """How the later claim contradicts the earlier, if it does."""
        limit = self._settings.limit
        if one.low == other.high and not one.exact and not other.exact:
            # 突破8万, and some days later 近8万.
            late = other.last - one.first <= limit("approximate", "days")
            return "approximate" if late else None
        if not apart(one.low, one.high, other.low, other.high):
            return None
        if self._is_tenfold(one, other):
            return "jump" if other.first > one.last else "two-values"
        least, most = sorted((one.value or one.low, other.value or other.low))
        if (
            one.indicator in ("volunteer", "team")
            and most > least * limit("two-values", "apart")
            and other.first <= one.last + limit("approximate", "days")
        ):
            return None
        stated = one.ends is not None and one.ends == other.ends
        span = max(one.last, other.last) - min(one.first, other.first)
        if one.exact and other.exact:
            share = abs(other.value - one.value) * 100 / max(one.value, Decimal(1))
            near = span <= limit("two-values", "days") and share > limit("two-values", "growth")
            if stated or near:
                return "two-values"
        elif (
            stated or span <= limit("approximate", "days") or self._told_together(one, other)
        ) and not _may_have_grown(one, other, limit("approximate", "growth")):
            return "approximate"
        most = one.low / limit("fall", "most")
        kept = one.low * (100 - self._least(one)) / 100
        if other.first > one.last and other.high is not None and most <= other.high < kept:
            return "fall"
        return None

    def _least(self, one: Claim) -> Decimal:
        """Per cent that a fall must be beyond: what is counted one by one goes by ones."""
        sites = one.indicator in (*LEVELS, "network") and one.exact
        name = "network" if sites else "people" if one.indicator in ("volunteer", "team") else "least"
        return self._settings.limit("fall", name)

    def _told_together(self, one: Claim, other: Claim) -> bool:
        """Whether both were published at about the same time, each as what is so by then (截至上月底)."""
        limit = self._settings.limit
        told = [days_of(claim.origin.published) or (0, 0) for claim in (one, other)]
        late = max(day[1] - claim.first for day, claim in zip(told, (one, other), strict=True))
        span = max(day[1] for day in told) - min(day[0] for day in told)
        return span <= limit("approximate", "days") and late <= limit("two-values", "article_days")

    def _running(self, claims: list[Claim]) -> Iterator[Finding]:
        """Running totals: since there is such a thing, or from one day on (今年以来), they don't fall."""
        groups: defaultdict[str | None, list[Claim]] = defaultdict(list)
        for claim in claims:
            if claim.stands == "whole" and (claim.begins or claim.kind in _RUNNING):
                groups[None if claim.kind in _RUNNING else claim.begins].append(claim)
        for begins, same in groups.items():
            for one, other in pairwise(same):
                # Told within the year that it is of: a year looked back on may be counted by another rule.
                known = (
                    _in_its_year(one, other) and one.label == other.label
                    if begins
                    else "ever" in (one.kind, other.kind)
                )
                if known and one.origin.article != other.origin.article and self._is_less(one, other):
                    yield of_claims("fall", one, other)

    def _is_less(self, one: Claim, other: Claim) -> bool:
        limit = self._settings.limit
        if other.first <= one.last or other.high is None or _is_explained("fall", one, other):
            return False
        kept = one.low * (100 - limit("fall", "least")) / 100
        return one.low / limit("fall", "most") <= other.high < kept

    def _flow(self, claims: list[Claim]) -> Iterator[Finding]:
        """Of what was done: one stretch of time told twice, and the next stretch of the same length."""
        dated = [(span, claim) for claim in claims if (span := stretch_of(claim)) is not None]
        dated.sort(key=lambda item: (item[0][1], item[0][0], item[1].origin.article))
        for (span, one), (next_span, other) in pairwise(dated):
            if one.origin.article == other.origin.article:
                continue
            if not apart(one.low, one.high, other.low, other.high):
                continue
            if span == next_span:
                if one.stands == other.stands == "whole":
                    yield of_claims("two-values" if one.exact and other.exact else "approximate", one, other)
            elif self._leaps(span, one, next_span, other):
                yield of_claims("jump", one, other)

    def _leaps(self, span: tuple[int, int], one: Claim, later: tuple[int, int], other: Claim) -> bool:
        limit = self._settings.limit
        length, other_length = span[1] - span[0] + 1, later[1] - later[0] + 1
        comparable = abs(length - other_length) * 100 <= limit("jump", "length") * length
        return comparable and later[0] > span[0] and self._is_tenfold(one, other)

    def _is_tenfold(self, one: Claim, other: Claim) -> bool:
        """By the numbers as they are written: 2192 and 2.2万."""
        value, later = one.value or one.low, other.high or other.low
        return value >= self._settings.limit("jump", "from") and later >= value * self._settings.limit(
            "jump", "times"
        )

    def _repeats(self, claims: list[Claim]) -> Iterator[tuple[Claim, Claim]]:
        """Pairs of claims of different years with the same words."""
        days = int(self._settings.limit("repeat", "days"))
        digits = self._settings.limit("repeat", "pair_digits")
        known: dict[str, Claim] = {}
        for claim in claims:
            if significant(claim.value) < digits or claim.stands == "subset":
                continue
            words = claim.written
            before = known.get(words)
            if before is not None and before.origin.article != claim.origin.article:
                apart_by = claim.last - before.last
                years = apart_by >= self._settings.limit("repeat", "year") or (
                    date.fromordinal(before.last).year < date.fromordinal(claim.last).year
                )
                stretch = stretch_of(claim)
                anew = stretch is None or stretch != stretch_of(before)
                if years and anew and claim.first - before.last >= days:
                    yield before, claim
            known[words] = claim

    def _likely(self, repeats: list[tuple[Claim, Claim]]) -> Iterator[Finding]:
        """The repetitions that chance doesn't explain: of many digits, or several between the same articles."""
        together = Counter((one.origin.article, other.origin.article) for one, other in repeats)
        for one, other in repeats:
            if (
                significant(other.value) >= self._settings.limit("repeat", "digits")
                or together[one.origin.article, other.origin.article] > 1
            ):
                yield of_claims("repeat", one, other)


def _in_its_year(*claims: Claim) -> bool:
    return all((claim.begins or "")[:4] == (claim.origin.published or "?")[:4] for claim in claims)


def _is_explained(kind: str, one: Claim, other: Claim) -> bool:
    """Whether the reports say how it came: villages were merged, or the earlier number was of a trial."""
    if kind == "jump":
        return one.change in ("more", "trial") or other.change == "more"
    return other.change == "less" and other.value < one.value


def _may_have_grown(one: Claim, other: Claim, share: Decimal) -> bool:
    """Whether the gap between two intervals is no more than a stock moves within some weeks (per cent)."""
    gaps = [
        low - high
        for low, high in ((one.low, other.high), (other.low, one.high))
        if high is not None and high < low
    ]
    return all(gap * 100 <= share * max(one.low, other.low) for gap in gaps)


def _weight(claim: Claim) -> tuple[int, bool]:
    """Of an article's claims on one thing the latest speaks for it, the exact one of these."""
    return claim.last, claim.exact


def _when(claim: Claim) -> tuple[int, int, int, int]:
    """The order of claims in time: what they hold of, then when they were published."""
    published = days_of(claim.origin.published) or (0, 0)
    return claim.last, claim.first, published[1], claim.origin.article


def _packed(claim: Claim) -> bytes:
    """The claim in a fifth of its room: of a hundred thousand articles there are millions."""
    return marshal.dumps(
        (
            claim.origin.article, claim.record, str(claim.value), str(claim.low), None if claim.high is None else str(claim.high),
            claim.exact, claim.written, claim.label, claim.stands, claim.sentence, claim.first, claim.last,
            claim.begins, claim.ends, claim.kind, claim.own, claim.change, claim.evidence,
        )
    )  # fmt: skip


def _unpacked(packed: bytes, key: Key, origins: Mapping[int, Origin]) -> Claim:
    article, record, value, low, high, *rest = marshal.loads(packed)
    bounds = Decimal(value), Decimal(low), None if high is None else Decimal(high)
    return Claim(origins[article], record, key, key[1].partition(":")[0], *bounds, *rest)
