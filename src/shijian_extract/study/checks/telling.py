"""Findings in words: sentences made from the templates of the data, and the sides from claims."""

from __future__ import annotations

from collections.abc import Sequence

from ...records import Span
from .model import Claim, Evidence, Finding, Origin, Side
from .tables import table

_LONGEST = 40


def finding(
    kind: str,
    place: str | None,
    thing: tuple[str, str],
    sides: Sequence[Side],
    *,
    template: str = "says",
    **words: str,
) -> Finding:
    """A finding of a kind about a thing (its Chinese and English name); `words` fill what else its template names."""
    says = table("kinds")[kind][template]
    names = {"first": sides[0].value, "second": sides[-1].value} | words
    zh, en = (
        says[lang].format(thing=_short(name), **names) for lang, name in zip(("zh", "en"), thing, strict=True)
    )
    return Finding(
        kind,
        place or None,
        f"{place}：{zh}" if place else zh,
        f"{place}: {en}" if place else en,
        tuple(sides),
    )


def of_claims(kind: str, first: Claim, second: Claim, further: Sequence[Claim] = ()) -> Finding:
    """A finding between two claims on one thing; `further` ones say the same as the first."""
    sides = [side_of(claim) for claim in (first, second, *further)]
    return finding(kind, second.place, names_of(second), sides, first=first.written, second=second.written)


def larger(whole: Claim, part: Claim) -> Finding:
    """A part that is larger than its whole."""
    sides = [side_of(whole), side_of(part)]
    return finding("parts-total", whole.place, names_of(whole), sides, template="larger", part=part.label)


def side_of(claim: Claim) -> Side:
    """A claim as a side."""
    return side(claim.origin, claim.record, claim.written, claim.evidence)


def side(origin: Origin, record: int | None, value: str, evidence: Evidence) -> Side:
    """A side of a finding."""
    spans = tuple(Span(start=start, end=end, text=text) for start, end, text in evidence)
    return Side(origin.article, origin.id, origin.published, record, value, spans)


def names_of(claim: Claim) -> tuple[str, str]:
    """What a claim counts in Chinese and English: the name agreed on, or else the words of the article."""
    indicator, _, thing = claim.key[1].partition(":")
    one = table("things")[indicator]
    if thing.partition("+")[0] != indicator:
        return claim.label, claim.label
    scope = claim.key[2]
    return f"{scope}{one['zh']}", f"{one['en']} ({scope})" if scope else one["en"]


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
