"""Scores as tables and lines. Takes what the scorer's `to_dict` gives, and adds nothing to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from rich.table import Table

from ..views.lines import ABSENT, one_line, value_text

_COUNTS = ("gold", "predicted")
_RATIOS = (("precision", "precision"), ("recall", "recall"), ("f1", "F1"), ("strict_f1", "strict F1"))
# What has its interval shown in a table; JSON has those of every ratio.
_BOUNDED = frozenset({"f1", "strict_f1"})
_INTERVAL = "95%"

# The scores of each part, each a `Scores.to_dict()`, with or without intervals.
ByPart = Mapping[str, Mapping[str, Any]]


def score_table(parts: ByPart, title: str | None = None) -> Table:
    """A row for each record type and part: counts, precision, recall, F1, strict F1; a dash for an absent ratio.

    Where there are 95% intervals, F1 and strict F1 have theirs behind them.
    """
    bounded = _has_intervals(parts)
    table = _table(("type",), parts, title)
    for name in (*_COUNTS, *_ratio_columns(bounded)):
        table.add_column(name, justify="right")
    _add_rows(table, parts, lambda counts: [((), _score_cells(counts, bounded))])
    return table


def attribute_table(parts: ByPart, title: str | None = None) -> Table:
    """A row for each attribute of each record type, by part: right, of how many pairs, accuracy."""
    bounded = _has_intervals(parts)
    table = _table(("type", "attribute"), parts, title)
    for name in ("right", "pairs", "accuracy", *([_INTERVAL] if bounded else [])):
        table.add_column(name, justify="right")
    _add_rows(table, parts, lambda counts: _attribute_rows(counts, bounded))
    return table


def _table(names: Iterable[str], parts: ByPart, title: str | None) -> Table:
    return Table(*names, *(["part"] if len(parts) > 1 else []), title=title)


def _add_rows(
    table: Table, parts: ByPart, rows: Callable[[Mapping[str, Any]], list[tuple[tuple[str, ...], list[str]]]]
) -> None:
    """Type by type, each row in all parts beneath one another."""
    several = len(parts) > 1
    kinds = next(iter(parts.values()))["types"]
    for kind in kinds:
        of_parts = [(part, rows(scores["types"][kind])) for part, scores in parts.items()]
        for index in range(len(of_parts[0][1])):
            for part, found in of_parts:
                names, cells = found[index]
                table.add_row(kind, *names, *([part] if several else []), *cells)
            if several:
                table.add_section()


def _ratio_columns(bounded: bool) -> list[str]:
    columns = []
    for name, label in _RATIOS:
        columns += [label, _INTERVAL] if bounded and name in _BOUNDED else [label]
    return columns


def _score_cells(counts: Mapping[str, Any], bounded: bool) -> list[str]:
    cells = [str(counts[name]) for name in _COUNTS]
    for name, _ in _RATIOS:
        cells.append(ratio_text(counts[name]))
        if bounded and name in _BOUNDED:
            cells.append(interval_text(counts["intervals"][name]))
    return cells


def _attribute_rows(counts: Mapping[str, Any], bounded: bool) -> list[tuple[tuple[str, ...], list[str]]]:
    rows: list[tuple[tuple[str, ...], list[str]]] = []
    for name, attribute in counts["attributes"].items():
        cells = [str(attribute["right"]), str(attribute["total"]), ratio_text(attribute["accuracy"])]
        rows.append(((name,), [*cells, *([interval_text(attribute["interval"])] if bounded else [])]))
    return rows


def _has_intervals(parts: ByPart) -> bool:
    return any(
        interval is not None
        for scores in parts.values()
        for counts in scores["types"].values()
        for interval in counts.get("intervals", {}).values()
    )


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


def page_line(articles: Mapping[str, Any], part: str | None = None) -> str:
    """How the articles of pages were told apart, by their spans; `articles` is a `PairCounts.to_dict()`."""
    counts = ", ".join(f"{name} {articles[name]}" for name in (*_COUNTS, "paired"))
    ratios = ", ".join(f"{label} {ratio_text(articles[name])}" for name, label in _RATIOS[:3])
    interval = (articles.get("intervals") or {}).get("f1")
    bounds = f" ({_INTERVAL}: {interval_text(interval)})" if interval else ""
    return f"articles of pages{f', {part}' if part else ''}: {counts}, {ratios}{bounds}"


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


def ratio_text(value: float | None) -> str:
    """A ratio to three decimals, an absent one as a dash."""
    return ABSENT if value is None else f"{value:.3f}"


def interval_text(interval: tuple[float, float] | None) -> str:
    """An interval as its two bounds, to two decimals.

    >>> interval_text((0.8712, 1.0))
    '0.87–1.00'
    """
    return ABSENT if interval is None else f"{interval[0]:.2f}–{interval[1]:.2f}"
