"""What became of each gold record and each prediction, under a key that stays while the annotation stays."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from shijian_extract.evaluate.articles import ArticleRecords
from shijian_extract.evaluate.pairing import Pairing
from shijian_extract.evaluate.rules import RULES, Record, rule_for
from shijian_extract.evaluate.scoring import ArticlePairing, JudgedText

ARTICLE = "article"
"""What the articles of a page go by where records go by their type."""

# Characters of a name that a key repeats; type and place in the text tell most records apart already.
_NAME = 24

State = Literal["right", "wrong", "missed", "extra"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a run made of a record: found (`right`, or `wrong` in the fields named), `missed`, or an `extra`.

    As text it is `right`, `missed`, `extra`, or `wrong: place, period`.

    >>> Verdict.read("wrong: place, period").wrong
    ('place', 'period')
    """

    state: State
    wrong: tuple[str, ...] = ()

    @property
    def found(self) -> bool:
        """Whether there is a pair."""
        return self.state in {"right", "wrong"}

    def __str__(self) -> str:
        return f"{self.state}: {', '.join(self.wrong)}" if self.wrong else self.state

    @classmethod
    def read(cls, text: str) -> Verdict:
        """The verdict that `str` made the text of. Raises `ValueError` for any other text."""
        state, _, fields = text.partition(": ")
        wrong = tuple(fields.split(", ")) if fields else ()
        for known in ("right", "wrong", "missed", "extra"):
            if state == known and bool(wrong) == (known == "wrong"):
                return cls(known, wrong)
        raise ValueError(f"{text!r} is no outcome; right, missed, extra and wrong: <fields> are")


@dataclass(frozen=True, slots=True)
class Outcome:
    """A verdict with the records it is about; of an extra `gold` is None, of a miss `predicted`."""

    verdict: Verdict
    type: str
    gold: Record | None
    predicted: Record | None

    @property
    def record(self) -> Record:
        """The gold record, or the extra."""
        return self.gold or self.predicted or {}


Verdicts = Mapping[str, Verdict]
"""By key, the verdicts on one text."""


def outcomes(text: JudgedText) -> dict[str, Outcome]:
    """What became of every record of a text, and of the articles of a page, by key and in text order.

    Keys are told apart by a number where records have all in a key in common; optional gold has no outcome.
    """
    found = [outcome for pairing in text.pairings for outcome in _of_records(pairing)]
    if text.is_page:
        found += _of_articles(text.articles)
    return _numbered(sorted(found, key=_order))


def _of_records(pairing: Pairing) -> Iterator[Outcome]:
    kind = pairing.rule.type
    for pair in pairing.pairs:
        wrong = pair.wrong(pairing.rule)
        yield Outcome(Verdict("wrong" if wrong else "right", wrong), kind, pair.gold, pair.predicted)
    for record in pairing.missed:
        yield Outcome(Verdict("missed"), kind, record, None)
    for record in pairing.extra:
        yield Outcome(Verdict("extra"), kind, None, record)


def _of_articles(pairing: ArticlePairing) -> Iterator[Outcome]:
    for article in pairing.found:
        yield Outcome(Verdict("right"), ARTICLE, _as_record(article), None)
    for article in pairing.missed:
        yield Outcome(Verdict("missed"), ARTICLE, _as_record(article), None)
    for article in pairing.extra:
        yield Outcome(Verdict("extra"), ARTICLE, None, _as_record(article))


def _as_record(article: ArticleRecords) -> Record:
    start, end = article.span or (0, 0)
    return {"type": ARTICLE, "name": article.id, "evidence": [{"start": start, "end": end, "text": ""}]}


def _order(outcome: Outcome) -> tuple[int, str, str]:
    # Records that share a key are told apart by what else they say, whatever became of them: the numbers stay.
    content = json.dumps(outcome.record, ensure_ascii=False, sort_keys=True, default=str)
    return first_span(outcome.record)[0], _key(outcome), content


def _numbered(found: Iterable[Outcome]) -> dict[str, Outcome]:
    times: Counter[str] = Counter()
    keyed: dict[str, Outcome] = {}
    for outcome in found:
        key = _key(outcome)
        times[key] += 1
        keyed[key if times[key] == 1 else f"{key} ({times[key]})"] = outcome
    return keyed


def _key(outcome: Outcome) -> str:
    start, end = first_span(outcome.record)
    side = "" if outcome.gold is not None else "+"
    return f"{side}{outcome.type} {start}-{end} {_short(naming(outcome.record))}".rstrip()


def first_span(record: Record) -> tuple[int, int]:
    """Where the first evidence of a record stands, half-open code points; (0, 0) without any."""
    for span in record.get("evidence") or ():
        return span["start"], span["end"]
    return 0, 0


def naming(record: Record) -> Any:
    """What a record is about: its name, text or title, its quantity, its place, its steps."""
    return record.get("name" if record["type"] == ARTICLE else rule_for(record).naming)


def _short(value: Any) -> str:
    """A naming value in a few characters, without white space."""
    if isinstance(value, Mapping) and "name" in value:
        value = value["name"]
    elif isinstance(value, Mapping):
        bounds = [value.get("value"), value.get("low"), value.get("high")]
        bounds = bounds[:1] if bounds.count(bounds[0]) == len(bounds) else bounds
        value = "/".join("" if part is None else f"{part}" for part in bounds)
    elif isinstance(value, list):
        value = "→".join(str(step.get("action")) for step in value)
    text = "".join(str("" if value is None else value).split())
    return text if len(text) <= _NAME else f"{text[:_NAME]}…"


def read_field(kind: str, name: str, record: Record | None) -> Any:
    """An attribute's value as the scorer reads it; None without a record or where it is not one of the type's."""
    if record is None or kind not in RULES:
        return None
    attributes = {attribute.name: attribute for attribute in RULES[kind].attributes}
    return attributes[name].read(record) if name in attributes else None


def verdicts(found: Mapping[str, Outcome]) -> dict[str, Verdict]:
    """The verdicts alone."""
    return {key: outcome.verdict for key, outcome in found.items()}
