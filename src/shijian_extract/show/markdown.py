"""Scores as Markdown, for the summary of a build: both parts in one table, then what does not hold and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..views.lines import ABSENT
from .changes import gate_lines
from .scores import interval_text, ratio_text

_NAMES = (("f1", "F1"), ("strict_f1", "strict F1"))
_VERDICTS = {"held": "✓", "fallen": "✗", "absent": "✗ absent", "unpinned": "✗ no floor"}
# A summary may hold 1 MiB; a build that has lost everything says so with fewer lines.
_MOST_LINES = 1000
_FIGURES = ("place", "period")

Floors = Mapping[tuple[str, str, str, str], Mapping[str, Any]]


def markdown(scores: Mapping[str, Any]) -> str:
    """The Markdown text. `scores` is what `evaluate --json` writes, with or without `gate`."""
    return "\n".join(_lines(scores)) + "\n"


def _lines(scores: Mapping[str, Any]) -> Iterator[str]:
    gate = scores.get("gate")
    floors = {_address(check): check for check in gate["checks"]} if gate else {}
    yield f"## {_heading(gate)}"
    yield ""
    for scope, title in (("texts", "articles"), ("pages", "pages, each as one text")):
        counted = {part: _scope(of_part, scope) for part, of_part in scores["parts"].items()}
        if any(found["articles"] for found in counted.values()):
            yield from _table(counted, scope, title, floors)
    yield from _article_lines(scores["parts"], floors)
    yield "95% intervals by bootstrap over articles in brackets." + (
        " A floor stands behind ≥." if gate else ""
    )
    if gate and not gate["passed"]:
        yield from _details(gate)


def _heading(gate: Mapping[str, Any] | None) -> str:
    if gate is None:
        return "Scores"
    if gate["passed"]:
        return f"Scores: all {len(gate['checks'])} floors hold ✓"
    broken = sum(check["verdict"] != "held" for check in gate["checks"])
    data = ", and the data are not the pinned ones" if gate["changed"] else ""
    return f"Scores: {broken} of {len(gate['checks'])} floors do not hold{data} ✗"


def _scope(part: Mapping[str, Any], scope: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = part["texts"] if scope == "texts" else part["pages"]["records"]
    return found


def _address(check: Mapping[str, Any]) -> tuple[str, str, str, str]:
    return check["part"], check["scope"], check["type"], check["measure"]


def _table(parts: Mapping[str, Mapping[str, Any]], scope: str, title: str, floors: Floors) -> Iterator[str]:
    names = [f"{part} ({found['articles']} texts)" for part, found in parts.items()]
    yield f"**{title}**"
    yield ""
    yield f"| type | score | {' | '.join(names)} |"
    yield f"| --- | --- |{' --- |' * len(parts)}"
    for kind in next(iter(parts.values()))["types"]:
        of_parts = {part: found["types"][kind] for part, found in parts.items()}
        rows = [*_NAMES, *((name, name) for name in _FIGURES if kind == "figure")]
        for name, label in rows:
            cells = (
                _cell(counts, name, floors.get((part, scope, kind, name)))
                for part, counts in of_parts.items()
            )
            yield f"| {kind} | {label} | {' | '.join(cells)} |"
    yield ""


def _cell(counts: Mapping[str, Any], name: str, check: Mapping[str, Any] | None) -> str:
    attribute = counts.get("attributes", {}).get(name)
    value = attribute["accuracy"] if attribute else counts[name]
    interval = attribute["interval"] if attribute else counts["intervals"][name]
    bounds = f" [{interval_text(interval)}]" if interval else ""
    if check is None:
        return f"{ratio_text(value)}{bounds}"
    floor = ABSENT if check["floor"] is None else f"{check['floor']:.4f}"
    return f"{ratio_text(value)}{bounds} ≥ {floor} {_VERDICTS[check['verdict']]}"


def _article_lines(parts: Mapping[str, Any], floors: Floors) -> Iterator[str]:
    counted = {part: found["pages"]["articles"] for part, found in parts.items()}
    if any(counts["gold"] for counts in counted.values()):
        for part, counts in counted.items():
            check = floors.get((part, "pages", "article", "f1"))
            yield f"- articles of pages, {part}: F1 {_cell(counts, 'f1', check)}"
        yield ""


def _details(gate: Mapping[str, Any]) -> Iterator[str]:
    broken = [check for check in gate["checks"] if check["verdict"] != "held"]
    yield ""
    yield f"<details{' open' if len(broken) <= 3 else ''}><summary>What does not hold, and because of which records</summary>"
    yield ""
    lines = list(gate_lines(gate))
    yield from _fenced(lines[:_MOST_LINES])
    if len(lines) > _MOST_LINES:
        yield f"… and {len(lines) - _MOST_LINES} lines more; the JSON has them all."
    yield ""
    yield "</details>"


def _fenced(lines: list[str]) -> Iterator[str]:
    """Lines as they are, in a fence longer than any run of backticks in them."""
    longest = max((len(run) for line in lines for run in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    yield f"{fence}text"
    yield from lines
    yield fence
