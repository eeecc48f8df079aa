"""Scores as tables and lines. Takes what the scorer's `to_dict` gives, and adds nothing to it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from rich.table import Table

ABSENT = "–"
_COUNTS = ("gold", "predicted")
_RATIOS = (("precision", "precision"), ("recall", "recall"), ("f1", "F1"), ("strict_f1", "strict F1"))


def score_table(scores: Mapping[str, Any], title: str | None = None) -> Table:
    """A row for each record type: counts, precision, recall, F1, strict F1; a dash for an absent ratio.

    `scores` is a `Scores.to_dict()`.
    """
    table = Table("type", title=title)
    for name in (*_COUNTS, *(label for _, label in _RATIOS)):
        table.add_column(name, justify="right")
    for kind, counts in scores["types"].items():
        numbers = [str(counts[name]) for name in _COUNTS]
        table.add_row(kind, *numbers, *(_ratio(counts[name]) for name, _ in _RATIOS))
    return table


def attribute_table(scores: Mapping[str, Any], title: str | None = None) -> Table:
    """A row for each attribute of each record type: right, of how many pairs, accuracy.

    `scores` is a `Scores.to_dict()`.
    """
    table = Table("type", "attribute", title=title)
    for name in ("right", "pairs", "accuracy"):
        table.add_column(name, justify="right")
    for kind, counts in scores["types"].items():
        for name, attribute in counts["attributes"].items():
            right, total = str(attribute["right"]), str(attribute["total"])
            table.add_row(kind, name, right, total, _ratio(attribute["accuracy"]))
    return table


def miss_lines(misses: Iterable[Mapping[str, Any]]) -> list[str]:
    """A line for each miss: article and offset, what is amiss, gold → predicted, the evidence on one line.

    Each of `misses` is a `Miss.to_dict()`.
    """
    return [_miss_line(miss) for miss in misses]


def _miss_line(miss: Mapping[str, Any]) -> str:
    what = f"{miss['type']}.{miss['field']}" if miss["field"] else miss["type"]
    values = f"{_value(miss['gold'])} → {_value(miss['predicted'])}"
    evidence = "".join(miss["text"].split())
    return f"{miss['article']}:{miss['start']}  {miss['kind']:<5}  {what}  {values}  「{evidence}」"


def _ratio(value: float | None) -> str:
    return ABSENT if value is None else f"{value:.3f}"


def _value(value: Any) -> str:
    if value is None:
        return ABSENT
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
