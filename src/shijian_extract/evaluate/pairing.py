"""Gold and predicted records of one type in one text, paired one to one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shijian_extract.evaluate.compare import evidence_overlaps, names_equal
from shijian_extract.evaluate.matching import Merit, best_matching
from shijian_extract.evaluate.rules import Record, TypeRule


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold and a predicted record taken for the same thing; `right` follows the rule's attributes."""

    gold: Record
    predicted: Record
    right: tuple[bool, ...]
    strict: bool

    def wrong(self, rule: TypeRule) -> tuple[str, ...]:
        """The names of the attributes that are not right, in the rule's order."""
        flags = zip(rule.attributes, self.right, strict=True)
        return tuple(attribute.name for attribute, right in flags if not right)


@dataclass(frozen=True, slots=True)
class Pairing:
    """All records of one type in one text: those paired, gold left over, predictions left over.

    Optional gold is in none of them, nor is a prediction paired with it: such pairs are `aside`, which no count
    looks at.
    """

    rule: TypeRule
    pairs: tuple[Pair, ...]
    missed: tuple[Record, ...]
    extra: tuple[Record, ...]
    aside: tuple[Pair, ...] = ()


def pair_records(rule: TypeRule, gold: Iterable[Record], predicted: Iterable[Record]) -> Pairing:
    """Pair records of the rule's type so that pairs are most, then agreeing fields; in any order the same."""
    golds, guesses = sorted(gold, key=_text_order), sorted(predicted, key=_text_order)
    possible = {
        (left, right): _judge(rule, one, other)
        for left, one in enumerate(golds)
        for right, other in enumerate(guesses)
        if rule.may_pair(one, other)
    }
    matching = best_matching({edge: _merit(rule, pair) for edge, pair in possible.items()})
    pairs = [possible[edge] for edge in matching]
    missed = _left_over(golds, [left for left, _ in matching])
    return Pairing(
        rule=rule,
        pairs=tuple(pair for pair in pairs if not is_optional(pair.gold)),
        missed=tuple(one for one in missed if not is_optional(one)),
        extra=tuple(_left_over(guesses, [right for _, right in matching])),
        aside=tuple(pair for pair in pairs if is_optional(pair.gold)),
    )


def is_optional(gold: Record) -> bool:
    """Whether a gold record counts neither for nor against."""
    return bool(gold.get("optional"))


def _judge(rule: TypeRule, gold: Record, predicted: Record) -> Pair:
    right = tuple(attribute.right(gold, predicted) for attribute in rule.attributes)
    strict = all(
        fine or attribute.name not in rule.strict
        for attribute, fine in zip(rule.attributes, right, strict=True)
    )
    return Pair(gold, predicted, right, strict)


def _merit(rule: TypeRule, pair: Pair) -> Merit:
    """What decides between pairings of equally many pairs, the weightier first.

    Gold that counts comes before gold that is optional, then come agreeing fields. The rest breaks ties, so
    that every number reported follows from the records alone and not from the order in which a search happens
    on them.
    """
    same_name = names_equal(*(_name(rule, record) for record in (pair.gold, pair.predicted)))
    return (
        not is_optional(pair.gold),
        sum(pair.right),
        pair.strict,
        *pair.right,
        same_name,
        evidence_overlaps(pair.gold, pair.predicted),
    )


def _name(rule: TypeRule, record: Record) -> str | None:
    name = record.get(rule.naming)
    return name if isinstance(name, str) else None


def _left_over(records: Sequence[Record], taken: Iterable[int]) -> list[Record]:
    gone = set(taken)
    return [record for index, record in enumerate(records) if index not in gone]


def _text_order(record: Record) -> tuple[int, str]:
    """By place in the text, then by content: one order for records, however they were listed."""
    starts = [span["start"] for span in record.get("evidence") or ()]
    return min(starts, default=0), json.dumps(record, ensure_ascii=False, sort_keys=True, default=str)
