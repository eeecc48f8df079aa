"""The gate: whether a run stands on the floors that are pinned, and if not, because of which records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from shijian_extract.core.errors import ShijianError
from shijian_extract.evaluate.changes import Change, changes_since, counts_against
from shijian_extract.evaluate.digests import differences, overall_digest
from shijian_extract.evaluate.evaluation import Evaluation
from shijian_extract.evaluate.floors import Floors, Measure, lowered, measure_text, measures
from shijian_extract.evaluate.outcomes import outcomes

# Binary fractions of decimal ones: a score that lies below its floor by the tolerance exactly still stands.
_EXACT = 1e-9

CheckVerdict = Literal["held", "fallen", "absent", "unpinned"]


class GateError(ShijianError):
    """A score is below its floor, the data are not those of the floors, or a floor would sink."""


@dataclass(frozen=True, slots=True)
class Check:
    """One score held to its floor.

    It is `held`; `fallen` below the floor by more than the tolerance; `absent`, with a floor and no score (its type
    has no gold, or nothing pairs); or `unpinned`, a score that the pinned run did not have. `reasons` are the records
    that it comes from where it does not hold.
    """

    part: str
    scope: str
    type: str
    measure: str
    floor: float | None
    now: float | None
    verdict: CheckVerdict
    reasons: tuple[Change, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the gate lets it pass."""
        return self.verdict == "held"

    @property
    def below(self) -> float | None:
        """By how much the score is below the floor, negative above it; None where one of them is absent."""
        return None if self.floor is None or self.now is None else self.floor - self.now

    def __str__(self) -> str:
        name = measure_text((self.part, self.scope, self.type, self.measure))
        if self.floor is None:
            return f"{name} is {self.now:.4f} and has no floor; --update pins one"
        if self.now is None:
            return f"{name} is absent, its floor is {self.floor:.4f}"
        if self.holds:
            return f"{name} is {self.now:.4f}, its floor is {self.floor:.4f}"
        return f"{name} is {self.now:.4f}, {self.below:.4f} below its floor {self.floor:.4f}"

    def to_dict(self) -> dict[str, Any]:
        """The fields for JSON, with `below` and the check in words."""
        return {**asdict(self), "below": self.below, "says": str(self)}


@dataclass(frozen=True, slots=True)
class Gate:
    """All floors checked. `changed` names files that are not the pinned ones, a line each."""

    checks: tuple[Check, ...]
    changed: tuple[str, ...]
    tolerance: float
    version: str

    @property
    def broken(self) -> tuple[Check, ...]:
        """The checks that do not hold."""
        return tuple(check for check in self.checks if not check.holds)

    @property
    def passed(self) -> bool:
        """Whether every floor holds, on the data that it was pinned on."""
        return not self.changed and not self.broken

    def to_dict(self) -> dict[str, Any]:
        """The fields for JSON."""
        return {
            "passed": self.passed,
            "tolerance": self.tolerance,
            "pinned_version": self.version,
            "changed": list(self.changed),
            "checks": [check.to_dict() for check in self.checks],
        }

    def complaint(self, floors_file: object) -> str:
        """What does not hold, on one line."""
        said = []
        if self.changed:
            files = f"{', '.join(self.changed[:3])}{' …' if len(self.changed) > 3 else ''}"
            said.append(
                f"corpus and gold are not those of the floors ({files}), so that the scores cannot be compared; "
                "--update pins anew"
            )
        if self.broken:
            said.append(f"{len(self.broken)} of {len(self.checks)} floors do not hold: {self.broken[0]}")
        return f"{floors_file}: {'; '.join(said)}"


def check_floors(floors: Floors, evaluation: Evaluation, files: Mapping[str, str]) -> Gate:
    """Hold a run to the floors; of one part alone where the evaluation is of one part.

    `files` are the digests of the files it was taken of. The scores of every part and type that has a floor are
    checked, and those that have none though they are there.
    """
    pinned = {
        measure: floor
        for measure, floor in floors.by_measure.items()
        if evaluation.only in (None, measure[0])
    }
    now = measures(evaluation)
    changes = changes_since(floors.history, ((text.id, outcomes(text)) for text in evaluation.judged))
    checks = []
    for measure in {**now, **pinned}:
        floor, value = pinned.get(measure), now.get(measure)
        if floor is not None or value is not None:
            verdict = _verdict(floor, value, floors.tolerance)
            reasons = () if verdict == "held" else _reasons(measure, evaluation, changes)
            checks.append(Check(*measure, floor, value, verdict, tuple(reasons)))
    return Gate(tuple(checks), tuple(_changed(floors, evaluation, files)), floors.tolerance, floors.version)


def _verdict(floor: float | None, now: float | None, tolerance: float) -> CheckVerdict:
    if floor is None:
        return "unpinned"
    if now is None:
        return "absent"
    return "held" if now >= floor - tolerance - _EXACT else "fallen"


def _reasons(measure: Measure, evaluation: Evaluation, changes: Sequence[Change]) -> Iterable[Change]:
    part, scope, kind, name = measure
    parts = evaluation.parts
    texts = parts[part].judged if part in parts else ()
    ids = {text.id for text in texts if text.is_page == (scope == "pages")}
    return (
        change
        for change in changes
        if change.article in ids and change.type == kind and counts_against(change, name)
    )


def _changed(floors: Floors, evaluation: Evaluation, files: Mapping[str, str]) -> list[str]:
    if overall_digest(floors.files) != floors.digest:
        return ["the digests in the floors file do not fit each other; it was edited by hand"]
    pinned = floors.files
    if evaluation.only is not None and evaluation.catalogue is not None:
        others = {
            entry.id for entry in evaluation.catalogue.entries.values() if entry.part != evaluation.only
        }
        pinned = {name: digest for name, digest in pinned.items() if _stem(name) not in others}
    return differences(pinned, files)


def _stem(name: str) -> str:
    return name.rpartition("/")[2].rpartition(".")[0]


def refuse_to_sink(old: Floors, new: Floors) -> None:
    """Raise `GateError` where pinning `new` in the place of `old` would lower anything."""
    sinking = lowered(old, new)
    if sinking:
        raise GateError(
            f"not pinned, since this would lower {'; '.join(sinking)}. Mend what was lost, or add --lower where it is meant"
        )
