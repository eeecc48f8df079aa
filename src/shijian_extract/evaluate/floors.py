"""Floors: the scores that a run reached, pinned in a file, so that a later run which falls below them is seen.

The file says which data the scores were taken of (a digest of every file), what they were, and what became of each gold
record, so that a fall can be traced to the records that it comes from. It is written by `pin` and `Floors.dump` alone,
always in the same form; what differs between two of them is what has changed.

A score may lie below its floor by the tolerance. The same program gives the same scores on the same data, so there is no
noise to allow for: the tolerance is for trading. A lost record costs F1 at least 1 / (gold + predicted); at one
thousandth (`TOLERANCE`) each single loss is seen of a type with fewer than five hundred records, and where there are
more, a change to a rule that wins in many places may lose one. Floors themselves never sink by it: pinning anew asks
for leave to lower any of them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from shijian_extract.core.errors import GoldError
from shijian_extract.evaluate.changes import History
from shijian_extract.evaluate.counts import PairCounts, Scores
from shijian_extract.evaluate.digests import overall_digest
from shijian_extract.evaluate.evaluation import Evaluation, PartScores
from shijian_extract.evaluate.outcomes import ARTICLE, Verdict, outcomes

TOLERANCE = 0.001
"""How far a score may lie below its floor."""
ABOUT = (
    "Floors of the scores, written by 'shijian-extract evaluate --floors FILE --update'. A score may lie below its floor by "
    "the tolerance; one thousandth is less than any lost record costs a type with fewer than 500 records."
)

# Attributes that have floors of their own: where and when a figure holds is what it is read for.
_ATTRIBUTES = {"figure": ("place", "period")}
# Floors are cut off, not rounded up, so that the run they were pinned from stands on them.
_PLACES = 10**6
_ANEW = "correct it, or take the file away and pin anew with --update"

Measure = tuple[str, str, str, str]
"""Part, `texts` or `pages`, record type (or `article`), and the name of the score."""


def _is_verdict(text: str) -> str:
    return str(Verdict.read(text))


_Floor = Annotated[float, Field(ge=0, le=1)]


class PinnedText(BaseModel):
    """The outcome of each gold record of a text by key, and the keys of its extras."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    gold: dict[str, Annotated[str, AfterValidator(_is_verdict)]]
    extra: list[str]


class Floors(BaseModel):
    """What a pinned run reached, of which data, and what became of each record."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    about: str = ABOUT
    version: str
    tolerance: Annotated[float, Field(ge=0, lt=1)] = TOLERANCE
    digest: str
    floors: dict[str, dict[str, dict[str, dict[str, _Floor]]]]
    files: dict[str, str]
    outcomes: dict[str, PinnedText]

    @property
    def by_measure(self) -> dict[Measure, float]:
        """Every floor by what it is a floor of."""
        return {
            (part, scope, kind, name): floor
            for part, scopes in self.floors.items()
            for scope, types in scopes.items()
            for kind, names in types.items()
            for name, floor in names.items()
        }

    @property
    def history(self) -> History:
        """What became of each record in the pinned run."""
        return {
            text: {
                **{key: Verdict.read(outcome) for key, outcome in pinned.gold.items()},
                **{key: Verdict("extra") for key in pinned.extra},
            }
            for text, pinned in self.outcomes.items()
        }

    def dump(self) -> str:
        """The file's text: JSON, one fact a line, the same for the same run."""
        return json.dumps(self.model_dump(), ensure_ascii=False, indent=1) + "\n"


def read_floors(path: Path) -> Floors:
    """The floors of a file. Raises `GoldError` with file and line (or field) where it is not of the form."""
    try:
        data = json.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError as error:
        raise GoldError(f"{path}: no such file; --update pins the scores of a run there") from error
    except OSError as error:
        raise GoldError(f"{path}: cannot be read ({error.strerror}); check its permissions") from error
    except UnicodeDecodeError as error:
        raise GoldError(f"{path}: not UTF-8; {_ANEW}") from error
    except json.JSONDecodeError as error:
        says = f"not JSON at column {error.colno} ({error.msg}); {_ANEW}"
        raise GoldError(f"{path}, line {error.lineno}: {says}") from error
    try:
        return Floors.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        raise GoldError(f"{path}: {where}: {first['msg']}; {_ANEW}") from error


def pin(
    evaluation: Evaluation, files: Mapping[str, str], version: str, tolerance: float = TOLERANCE
) -> Floors:
    """The floors of this run on the files of these digests."""
    floors: dict[str, dict[str, dict[str, dict[str, float]]]] = {}
    for (part, scope, kind, name), value in measures(evaluation).items():
        if value is not None:
            floors.setdefault(part, {}).setdefault(scope, {}).setdefault(kind, {})[name] = cut_off(value)
    return Floors(
        version=version,
        tolerance=tolerance,
        digest=overall_digest(files),
        floors=floors,
        files=dict(sorted(files.items())),
        outcomes=dict(_pinned(evaluation)),
    )


def _pinned(evaluation: Evaluation) -> Iterator[tuple[str, PinnedText]]:
    for text in evaluation.judged:
        found = outcomes(text)
        gold = {key: str(outcome.verdict) for key, outcome in found.items() if outcome.gold is not None}
        yield text.id, PinnedText(gold=gold, extra=[key for key in found if key not in gold])


def cut_off(value: float) -> float:
    """A ratio to six decimals, never more than it is.

    >>> cut_off(2 / 3)
    0.666666
    """
    return math.floor(value * _PLACES + 1e-6) / _PLACES


def measures(evaluation: Evaluation) -> dict[Measure, float | None]:
    """Every score that has a floor, by part, texts and pages, type and name; None where it is absent."""
    return {
        (name, *measure): value
        for name, part in evaluation.parts.items()
        for measure, value in _of_part(part).items()
    }


def _of_part(part: PartScores) -> dict[tuple[str, str, str], float | None]:
    pages = part.pages
    article = _named(pages.articles, "f1")
    return {
        **{("texts", *measure): value for measure, value in _of_types(part.texts).items()},
        **{("pages", *measure): value for measure, value in _of_types(pages.records).items()},
        **{("pages", ARTICLE, name): value for name, value in article.items()},
    }


def _of_types(scores: Scores) -> dict[tuple[str, str], float | None]:
    return {
        (kind, name): value
        for kind, score in scores.types.items()
        for name, value in _named(score, "f1", "strict_f1", *_ATTRIBUTES.get(kind, ())).items()
    }


def _named(score: PairCounts, *names: str) -> dict[str, float | None]:
    ratios = score.ratios
    return {name: ratios[name] for name in names}


def lowered(old: Floors, new: Floors) -> list[str]:
    """What pinning `new` in the place of `old` would lower, a line each: floors, floors lost, a wider tolerance."""
    floors = new.by_measure
    said = []
    for measure, was in old.by_measure.items():
        now = floors.get(measure)
        if now is None or now < was:
            said.append(
                f"{measure_text(measure)} from {was:.6f} to {'nothing' if now is None else f'{now:.6f}'}"
            )
    if new.tolerance > old.tolerance:
        said.append(f"the tolerance from {old.tolerance:g} to {new.tolerance:g}")
    return said


_NAMES = {"f1": "F1", "strict_f1": "strict F1"}


def measure_text(measure: Measure) -> str:
    """A score in words.

    >>> measure_text(("dev", "pages", "figure", "place"))
    'dev, pages: figure place'
    """
    part, scope, kind, name = measure
    return f"{part}{', pages' if scope == 'pages' else ''}: {kind} {_NAMES.get(name, name)}"
