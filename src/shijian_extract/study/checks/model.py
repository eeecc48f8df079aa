"""What the checks hold and give: claims, findings and their sides."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ...records import Span

Evidence = tuple[tuple[int, int, str], ...]


@dataclass(slots=True, frozen=True)
class Origin:
    """The article of a claim: its position in the facts, its id and its date of publication."""

    article: int
    id: str | None
    published: str | None


@dataclass(slots=True, frozen=True)
class Claim:
    """One count as an article states it, made comparable.

    `key` says of what (place, thing, scope, class of unit); `low` and `high` bound the plausible interval, `high` being None
    where nothing does. `stands` is what the words around say it stands for: `whole`, or what keeps it from being compared
    (`increment`, `taking_part`, `former`, `target`, `subset`, `average`, `other`), `display` for a whole in a headline, ``
    where they say nothing. `first` and `last` bound the day it holds of, as ordinals; 0 where that isn't known. `begins`
    and `ends` are the dates of a stated period, `kind` its kind, or that of a running
    total (`ever`, `so_far`). `own`: of the article's place, or of one within it.
    `change` is what the sentences around tell of it: `less` (merged, cleaned up), `more` (since a trial), `trial`,
    `carried` (over from before), or nothing.
    """

    origin: Origin
    record: int
    key: tuple[str, str, str, str]
    indicator: str
    value: Decimal
    low: Decimal
    high: Decimal | None
    exact: bool
    written: str
    label: str
    stands: str
    sentence: int
    first: int
    last: int
    begins: str | None
    ends: str | None
    kind: str | None
    own: bool
    change: str
    evidence: Evidence

    @property
    def place(self) -> str:
        """The name of the place."""
        return self.key[0].partition("|")[0]


@dataclass(slots=True, frozen=True)
class Side:
    """One side of a finding: the article (its position in the facts, from 0), the record in it, the value as written."""

    article: int
    id: str | None
    published: str | None
    record: int | None
    value: str
    evidence: tuple[Span, ...]

    def plain(self) -> dict[str, Any]:
        """The side as plain data, ready for JSON."""
        return {
            "article": self.article,
            "id": self.id,
            "published": self.published,
            "record": self.record,
            "value": self.value,
            "evidence": [span.model_dump() for span in self.evidence],
        }


@dataclass(slots=True, frozen=True)
class Finding:
    """What does not add up: its kind, the place, what is said on its sides and why they cannot both hold."""

    kind: str
    place: str | None
    zh: str
    en: str
    sides: tuple[Side, ...]

    def plain(self) -> dict[str, Any]:
        """The finding as plain data, ready for JSON."""
        return {
            "kind": self.kind,
            "place": self.place,
            "zh": self.zh,
            "en": self.en,
            "sides": [side.plain() for side in self.sides],
        }
