"""Counts that add up, and the ratios over them; a ratio with nothing under it is None."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from shijian_extract.evaluate.pairing import Pairing
from shijian_extract.evaluate.rules import RULES

Fraction = tuple[int, int]
"""A ratio as what is above and what is under the line."""


def ratio(part: int, whole: int) -> float | None:
    """The part of the whole; None where the whole is nothing.

    >>> ratio(1, 4), ratio(0, 0)
    (0.25, None)
    """
    return part / whole if whole else None


@dataclass(frozen=True, slots=True)
class AttributeScore:
    """In how many of the pairs an attribute is right."""

    right: int = 0
    total: int = 0

    @property
    def accuracy(self) -> float | None:
        """Right over all pairs; None without pairs."""
        return ratio(self.right, self.total)

    def __add__(self, other: Self) -> AttributeScore:
        return AttributeScore(self.right + other.right, self.total + other.total)

    def to_dict(self) -> dict[str, Any]:
        """Counts and ratio for JSON."""
        return {"right": self.right, "total": self.total, "accuracy": self.accuracy}


@dataclass(frozen=True, slots=True)
class PairCounts:
    """How many there are in gold, how many were predicted, and how many of them pair.

    >>> PairCounts(gold=4, predicted=2, paired=2).recall
    0.5
    """

    gold: int = 0
    predicted: int = 0
    paired: int = 0

    def fractions(self) -> dict[str, Fraction]:
        """Every ratio by its name, as the two counts it is made of: both add up over articles."""
        return {
            "precision": (self.paired, self.predicted),
            "recall": (self.paired, self.gold),
            "f1": (2 * self.paired, self.gold + self.predicted),
        }

    @property
    def ratios(self) -> dict[str, float | None]:
        """Every ratio by its name; None where nothing is under it."""
        return {name: ratio(*fraction) for name, fraction in self.fractions().items()}

    @property
    def precision(self) -> float | None:
        """Pairs over predictions; None without predictions."""
        return self.ratios["precision"]

    @property
    def recall(self) -> float | None:
        """Pairs over gold; None without gold."""
        return self.ratios["recall"]

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall, 2·pairs / (gold + predicted); None without either."""
        return self.ratios["f1"]

    def __add__(self, other: Self) -> PairCounts:
        return PairCounts(
            self.gold + other.gold, self.predicted + other.predicted, self.paired + other.paired
        )

    def to_dict(self) -> dict[str, Any]:
        """Counts and ratios for JSON."""
        counts = {"gold": self.gold, "predicted": self.predicted, "paired": self.paired}
        return {**counts, "precision": self.precision, "recall": self.recall, "f1": self.f1}


@dataclass(frozen=True, slots=True)
class TypeScore(PairCounts):
    """The counts of one record type: records, pairs, strictly right pairs, and per attribute those right.

    Optional gold and the predictions paired with it are in none of them.
    """

    strict: int = 0
    attributes: Mapping[str, AttributeScore] = field(default_factory=dict)

    @classmethod
    def of(cls, pairing: Pairing) -> TypeScore:
        """The counts of one pairing."""
        paired = len(pairing.pairs)
        right = [pair.right for pair in pairing.pairs]
        return cls(
            gold=paired + len(pairing.missed),
            predicted=paired + len(pairing.extra),
            paired=paired,
            strict=sum(pair.strict for pair in pairing.pairs),
            attributes={
                attribute.name: AttributeScore(sum(flags[place] for flags in right), paired)
                for place, attribute in enumerate(pairing.rule.attributes)
            },
        )

    def fractions(self) -> dict[str, Fraction]:
        """Every ratio by its name, strict F1 and the accuracy of each attribute among them."""
        return {
            **PairCounts.fractions(self),
            "strict_f1": (2 * self.strict, self.gold + self.predicted),
            **{name: (score.right, score.total) for name, score in self.attributes.items()},
        }

    @property
    def strict_f1(self) -> float | None:
        """F1 over strictly right pairs alone; None with neither gold nor predictions."""
        return self.ratios["strict_f1"]

    def __add__(self, other: Self) -> TypeScore:
        names = {**self.attributes, **other.attributes}
        none = AttributeScore()
        return TypeScore(
            self.gold + other.gold,
            self.predicted + other.predicted,
            self.paired + other.paired,
            self.strict + other.strict,
            {name: self.attributes.get(name, none) + other.attributes.get(name, none) for name in names},
        )

    def to_dict(self) -> dict[str, Any]:
        """Counts and ratios for JSON."""
        attributes = {name: score.to_dict() for name, score in self.attributes.items()}
        strict = {"strict": self.strict, "strict_f1": self.strict_f1}
        return {**PairCounts.to_dict(self), **strict, "attributes": attributes}


def _no_types() -> dict[str, TypeScore]:
    return {kind: TypeScore.of(Pairing(rule, (), (), ())) for kind, rule in RULES.items()}


@dataclass(frozen=True, slots=True)
class Scores:
    """The counts of a set of texts, for every record type.

    `articles` is the number of texts scored, `missing` names those of them that nothing was predicted for
    (their gold counts), `unjudged` names predicted articles that no gold speaks of (they do not count). Both
    are sorted.
    """

    articles: int = 0
    types: Mapping[str, TypeScore] = field(default_factory=_no_types)
    missing: tuple[str, ...] = ()
    unjudged: tuple[str, ...] = ()

    def __add__(self, other: Self) -> Scores:
        return Scores(
            self.articles + other.articles,
            {kind: self.types[kind] + other.types[kind] for kind in RULES},
            tuple(sorted(self.missing + other.missing)),
            tuple(sorted(self.unjudged + other.unjudged)),
        )

    def to_dict(self) -> dict[str, Any]:
        """Counts and ratios for JSON."""
        return {
            "articles": self.articles,
            "types": {kind: score.to_dict() for kind, score in self.types.items()},
            "missing": list(self.missing),
            "unjudged": list(self.unjudged),
        }


@dataclass(frozen=True, slots=True)
class PageScores:
    """Pages that carry several articles: their records, a page as one text, and their articles by span."""

    records: Scores = field(default_factory=Scores)
    articles: PairCounts = PairCounts()

    def __add__(self, other: Self) -> PageScores:
        return PageScores(self.records + other.records, self.articles + other.articles)

    def to_dict(self) -> dict[str, Any]:
        """Counts and ratios for JSON."""
        return {"records": self.records.to_dict(), "articles": self.articles.to_dict()}
