"""Gold and output side by side, text by text, as plain data: what a page for looking at them is drawn from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shijian_extract.evaluate.evaluation import Evaluation
from shijian_extract.evaluate.outcomes import naming, read_field
from shijian_extract.evaluate.pairing import Pair, Pairing
from shijian_extract.evaluate.rules import Record
from shijian_extract.evaluate.scoring import JudgedText


def side_by_side(evaluation: Evaluation) -> list[dict[str, Any]]:
    """For each text `{"id", "part", "title", "page", "records"}`, the records in text order.

    A record is `{"type", "state", "name", "gold", "predicted", "fields"}`: its state `right`, `wrong`, `miss`, `extra` or
    `optional`; `gold` and `predicted` the spans of evidence as `[start, end]`, none on a side that lacks it;
    `fields` of `{"name", "gold", "predicted", "right"}`, of which `right` is null where there is no pair.
    """
    return [
        {
            "id": text.id,
            "part": evaluation.part_of(text.id),
            "title": evaluation.title_of(text.id),
            "page": text.is_page,
            "records": sorted(_records(text), key=_place),
        }
        for text in evaluation.judged
    ]


def _place(record: dict[str, Any]) -> tuple[int, str]:
    return min((start for start, _ in (*record["gold"], *record["predicted"])), default=0), record["type"]


def _records(text: JudgedText) -> Iterator[dict[str, Any]]:
    for pairing in text.pairings:
        for pair in pairing.pairs:
            yield _paired(pairing, pair, "wrong" if pair.wrong(pairing.rule) else "right")
        for pair in pairing.aside:
            yield _paired(pairing, pair, "optional")
        for record in pairing.missed:
            yield _single(pairing, "miss", record, None)
        for record in pairing.extra:
            yield _single(pairing, "extra", None, record)


def _paired(pairing: Pairing, pair: Pair, state: str) -> dict[str, Any]:
    return {**_single(pairing, state, pair.gold, pair.predicted), "fields": _fields(pairing, pair)}


def _fields(pairing: Pairing, pair: Pair) -> list[dict[str, Any]]:
    return [
        {
            "name": attribute.name,
            "gold": attribute.read(pair.gold),
            "predicted": attribute.read(pair.predicted),
            "right": right,
        }
        for attribute, right in zip(pairing.rule.attributes, pair.right, strict=True)
    ]


def _single(pairing: Pairing, state: str, gold: Record | None, predicted: Record | None) -> dict[str, Any]:
    kind = pairing.rule.type
    names = [attribute.name for attribute in pairing.rule.attributes]
    return {
        "type": kind,
        "state": state,
        "name": naming(gold or predicted or {"type": kind}),
        "gold": _spans(gold),
        "predicted": _spans(predicted),
        "fields": [
            {
                "name": name,
                "gold": read_field(kind, name, gold),
                "predicted": read_field(kind, name, predicted),
                "right": None,
            }
            for name in names
        ],
    }


def _spans(record: Record | None) -> list[tuple[int, int]]:
    return [(span["start"], span["end"]) for span in (record or {}).get("evidence") or ()]
