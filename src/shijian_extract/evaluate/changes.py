"""What one run won and lost against another, record by record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from shijian_extract.evaluate.compare import evidence_overlaps
from shijian_extract.evaluate.evaluation import Evaluation, PartScores
from shijian_extract.evaluate.outcomes import (
    Outcome,
    Verdict,
    first_span,
    naming,
    outcomes,
    read_field,
    verdicts,
)
from shijian_extract.evaluate.rules import RULES

Kind = Literal["lost", "broken", "extra", "missed", "found", "mended", "gone"]
KINDS: tuple[Kind, ...] = ("lost", "broken", "extra", "missed", "found", "mended", "gone")
"""For the worse: gold found before and not now, a field right before and wrong now, an extra not there before, gold
missed that the run before did not know. For the better: gold found now and not before, a field mended, an extra gone."""
LOSSES: frozenset[Kind] = frozenset({"lost", "broken", "extra", "missed"})
"""The kinds that are for the worse."""

History = Mapping[str, Mapping[str, Verdict]]
"""The verdicts of a run: by text, then by key."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is other than before.

    `expected` is what gold has: of a whole record what it is about, of a field (`field`) the field's value. `before` and
    `now` are what the two runs have there, where that is known: of lost gold `now` is a prediction of the type at
    the same place, if any. `wrong` names the fields that are wrong in a pair lost or found. `article`, `start` and
    `text` tell where.
    """

    article: str
    kind: Kind
    type: str
    key: str
    start: int
    text: str
    field: str | None = None
    expected: Any = None
    before: Any = None
    now: Any = None
    wrong: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The fields for JSON."""
        return asdict(self)


def changes_since(before: History, now: Iterable[tuple[str, Mapping[str, Outcome]]]) -> list[Change]:
    """What has changed since a run of which the verdicts are known, text by text and in text order."""
    return [change for text, found in now for change in _changes(text, before.get(text, {}), {}, found)]


def compare_runs(old: Evaluation, new: Evaluation) -> list[Change]:
    """What the new run won and lost against the old one, judged by the same gold."""
    was = {text.id: outcomes(text) for text in old.judged}
    return [
        change
        for text in new.judged
        for change in _changes(text.id, verdicts(was[text.id]), was[text.id], outcomes(text))
    ]


def _changes(
    text: str, before: Mapping[str, Verdict], was: Mapping[str, Outcome], now: Mapping[str, Outcome]
) -> list[Change]:
    found = [
        change
        for key, outcome in now.items()
        for change in _change(text, key, before.get(key), was.get(key), outcome, now)
    ]
    found += [
        _gone(text, key, was.get(key))
        for key, verdict in before.items()
        if verdict.state == "extra" and key not in now
    ]
    return sorted(found, key=lambda change: (change.start, change.key, KINDS.index(change.kind)))


def _change(
    text: str,
    key: str,
    before: Verdict | None,
    was: Outcome | None,
    outcome: Outcome,
    now: Mapping[str, Outcome],
) -> Iterator[Change]:
    verdict = outcome.verdict
    if verdict.state == "extra":
        if before is None:
            yield _whole(text, key, "extra", outcome)
    elif verdict.state == "missed":
        if before is None or before.found:
            kind: Kind = "missed" if before is None else "lost"
            yield _whole(text, key, kind, outcome, was, _in_its_place(outcome, now), before)
    elif before is None or not before.found:
        yield _whole(text, key, "found", outcome, was, outcome, verdict)
    else:
        yield from _fields(text, key, before, was, outcome)


def _whole(
    text: str,
    key: str,
    kind: Kind,
    outcome: Outcome,
    was: Outcome | None = None,
    now: Outcome | None = None,
    wrong: Verdict | None = None,
) -> Change:
    """A change of a whole record; `wrong` is the verdict on the pair that there was, or that there is."""
    return Change(
        article=text,
        kind=kind,
        type=outcome.type,
        key=key,
        start=first_span(outcome.record)[0],
        text=_evidence(outcome),
        expected=_about(outcome.gold),
        before=_about(was.predicted) if was else None,
        now=_about((now or outcome).predicted),
        wrong=wrong.wrong if wrong else (),
    )


def _fields(text: str, key: str, before: Verdict, was: Outcome | None, outcome: Outcome) -> Iterator[Change]:
    now = outcome.verdict.wrong
    for name in dict.fromkeys((*before.wrong, *now)):
        if (name in before.wrong) != (name in now):
            yield Change(
                article=text,
                kind="broken" if name in now else "mended",
                type=outcome.type,
                key=key,
                start=first_span(outcome.record)[0],
                text=_evidence(outcome),
                field=name,
                expected=read_field(outcome.type, name, outcome.gold),
                before=read_field(outcome.type, name, was.predicted if was else None),
                now=read_field(outcome.type, name, outcome.predicted),
            )


def _gone(text: str, key: str, was: Outcome | None) -> Change:
    if was is None:
        # Of a run long past only the key is known: `+figure 12-18 46000/46000/46000`.
        kind, _, place = key.removeprefix("+").partition(" ")
        offset = place.partition("-")[0]
        return Change(text, "gone", kind, key, int(offset) if offset.isdecimal() else 0, "")
    start = first_span(was.record)[0]
    return Change(text, "gone", was.type, key, start, _evidence(was), before=_about(was.predicted))


def _in_its_place(missed: Outcome, now: Mapping[str, Outcome]) -> Outcome | None:
    """The extra of the same type whose evidence overlaps that of gold that was missed; the first in text order."""
    for other in now.values():
        same_type = other.verdict.state == "extra" and other.type == missed.type
        if same_type and evidence_overlaps(missed.record, other.record):
            return other
    return None


def _about(record: Mapping[str, Any] | None) -> Any:
    return None if record is None else naming(record)


def _evidence(outcome: Outcome) -> str:
    for span in outcome.record.get("evidence") or ():
        return str(span.get("text", ""))
    return ""


def counts_against(change: Change, measure: str) -> bool:
    """Whether a change is a reason for a fall of that score (`f1`, `strict_f1`, or an attribute) of its type.

    F1 falls by gold lost and by extras; strict F1 by fields as well that strict asks for; an attribute's accuracy by
    pairs that have it wrong, and by the loss of pairs that had it right.
    """
    if measure == "f1":
        return change.kind in {"lost", "extra", "missed"}
    strict = RULES[change.type].strict if change.type in RULES else frozenset()
    if measure == "strict_f1":
        return (
            change.kind in {"extra", "missed"}
            or (change.kind == "lost" and not strict & set(change.wrong))
            or (change.kind == "broken" and change.field in strict)
            or (change.kind == "found" and bool(strict & set(change.wrong)))
        )
    return (
        (change.kind == "broken" and change.field == measure)
        or (change.kind == "lost" and measure not in change.wrong)
        or (change.kind == "found" and measure in change.wrong)
    )


def score_differences(old: Evaluation, new: Evaluation) -> dict[str, Any]:
    """F1 and strict F1 of both runs and their difference, by part, by texts and pages, by type."""
    before = old.parts
    return {name: _differences(before[name], part) for name, part in new.parts.items()}


def _differences(old: PartScores, new: PartScores) -> dict[str, Any]:
    scopes = {"texts": (old.texts, new.texts), "pages": (old.pages.records, new.pages.records)}
    found: dict[str, Any] = {
        scope: {
            kind: {
                name: _difference(was.types[kind].ratios[name], score.ratios[name])
                for name in ("f1", "strict_f1")
            }
            for kind, score in is_now.types.items()
        }
        for scope, (was, is_now) in scopes.items()
    }
    f1 = _difference(old.pages.articles.f1, new.pages.articles.f1)
    return {**found, "articles": {"f1": f1}}


def _difference(old: float | None, new: float | None) -> dict[str, float | None]:
    difference = None if old is None or new is None else new - old
    return {"old": old, "new": new, "difference": difference}
