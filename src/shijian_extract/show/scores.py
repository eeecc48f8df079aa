"""Scores as tables and lines. Takes what the scorer's `to_dict` gives, and adds nothing to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rich.table import Table

from .lines import ABSENT, one_line, value_text

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


def note_lines(scores: Mapping[str, Any]) -> list[str]:
    """How many texts were scored, and which are on one side alone: a line each, where there are any.

    `scores` is a `Scores.to_dict()`.
    """
    notes = [f"texts scored: {scores['articles']}"]
    if scores["missing"]:
        notes.append(f"nothing predicted for: {', '.join(scores['missing'])}")
    if scores["unjudged"]:
        notes.append(f"no gold for: {', '.join(scores['unjudged'])}")
    return notes


def page_line(articles: Mapping[str, Any]) -> str:
    """How the articles of pages were told apart, by their spans; `articles` is a `PairCounts.to_dict()`."""
    counts = ", ".join(f"{name} {articles[name]}" for name in (*_COUNTS, "paired"))
    ratios = ", ".join(f"{label} {_ratio(articles[name])}" for name, label in _RATIOS[:3])
    return f"articles of pages: {counts}, {ratios}"


def miss_lines(misses: Iterable[Mapping[str, Any]]) -> list[str]:
    """A line for each miss: article and offset, what is amiss, gold → predicted, the evidence on one line.

    Each of `misses` is a `Miss.to_dict()`.
    """
    return [_miss_line(miss) for miss in misses]


def _miss_line(miss: Mapping[str, Any]) -> str:
    what = f"{miss['type']}.{miss['field']}" if miss["field"] else miss["type"]
    values = f"{value_text(miss['gold'])} → {value_text(miss['predicted'])}"
    evidence = one_line(miss["text"])
    return f"{miss['article']}:{miss['start']}  {miss['kind']:<5}  {what}  {values}  「{evidence}」"


def _ratio(value: float | None) -> str:
    return ABSENT if value is None else f"{value:.3f}"
