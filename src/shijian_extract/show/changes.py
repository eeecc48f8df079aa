"""What a run won and lost, as lines and a table. Takes what the scorer's `to_dict` gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rich.table import Table

from ..views.cells import quantity_text
from ..views.lines import ABSENT, one_line, value_text
from .scores import ratio_text

# Reasons of one floor that are listed; JSON has all of them.
MOST_REASONS = 50
_SAYS = {
    "lost": "lost",
    "broken": "field broken",
    "extra": "new extra",
    "missed": "missed, not in the pinned gold",
    "found": "found",
    "mended": "field mended",
    "gone": "extra gone",
}
_PERIOD_PARTS = ("text", "kind", "start", "end")


def change_line(change: Mapping[str, Any]) -> str:
    """A change on one line: article and offset, what became of it, type and field, values, evidence.

    `change` is a `Change.to_dict()`.

    >>> change_line({"article": "meitan", "start": 7, "kind": "broken", "type": "figure", "field": "place", "key": "",
    ...     "expected": {"name": "湄潭县"}, "before": None, "now": None, "text": "36个", "wrong": ()})
    'meitan:7  field broken  figure.place  expected 湄潭县, came –  「36个」'
    """
    what = f"{change['type']}.{change['field']}" if change["field"] else change["type"]
    parts = (
        f"{one_line(change['article'])}:{change['start']}",
        _SAYS[change["kind"]],
        what,
        _values(change),
        f"「{one_line(change['text'])}」" if change["text"] else one_line(change["key"]),
    )
    return "  ".join(part for part in parts if part)


def _values(change: Mapping[str, Any]) -> str:
    expected, before, now = (said(change[name]) for name in ("expected", "before", "now"))
    wrong = f" (wrong: {', '.join(change['wrong'])})" if change["wrong"] else ""
    if change["kind"] == "extra":
        return f"came {now}"
    if change["kind"] == "gone":
        return f"was {before}" if change["before"] is not None else ""
    if change["before"] is not None:
        return f"expected {expected}, was {before}, came {now}{wrong}"
    return f"expected {expected}, came {now}{wrong}"


def said(value: Any) -> str:
    """A field's value at its shortest: a quantity, a place, a period and steps as people write them.

    >>> said({"text": "去年", "kind": "during", "start": "2022-01-01", "end": "2022-12-31"})
    '去年 during 2022-01-01 2022-12-31'
    """
    if isinstance(value, Mapping) and {"value", "low", "high"} & set(value):
        parts = ("value", "low", "high", "approximation", "unit")
        return one_line(quantity_text({name: value.get(name) for name in parts}))
    if isinstance(value, Mapping) and "name" in value:
        return value_text(value["name"])
    if isinstance(value, Mapping):
        return one_line(" ".join(str(value[name]) for name in _PERIOD_PARTS if value.get(name))) or ABSENT
    if isinstance(value, Sequence) and not isinstance(value, str):
        return one_line("、".join(_item(item) for item in value)) or ABSENT
    return value_text(value)


def _item(item: Any) -> str:
    if isinstance(item, Mapping):
        return f"{item.get('actor') or ''}{item.get('action') or ''}"
    return ABSENT if item is None else str(item)


def reason_lines(reasons: Sequence[Mapping[str, Any]], most: int = MOST_REASONS) -> Iterator[str]:
    """The records that a fall comes from, a line each; past `most` their number alone."""
    for reason in reasons[:most]:
        yield change_line(reason)
    if len(reasons) > most:
        yield f"… and {len(reasons) - most} more; --json lists them all"


def gate_lines(gate: Mapping[str, Any]) -> Iterator[str]:
    """How the floors stand: a line for all, then each that does not hold with the records that it comes from.

    `gate` is a `Gate.to_dict()`. Reasons that a floor further up has given already are not repeated.
    """
    checks = gate["checks"]
    broken = [check for check in checks if check["verdict"] != "held"]
    held = len(checks) - len(broken)
    yield f"floors that hold: {held} of {len(checks)} (tolerance {gate['tolerance']:g}, pinned with {gate['pinned_version']})"
    yield from (f"not the pinned data: {one_line(line)}" for line in gate["changed"])
    for check, reasons, known in told_once(broken):
        yield f"broken: {check['says']}"
        yield from (f"  {line}" for line in reason_lines(reasons))
        if known:
            yield f"  records named above: {known}"


def told_once(
    checks: Iterable[Mapping[str, Any]],
) -> Iterator[tuple[Mapping[str, Any], list[Mapping[str, Any]], int]]:
    """Each check with those of its reasons that no check before it had, and the number of the others."""
    seen: set[tuple[Any, ...]] = set()
    for check in checks:
        keys = [(one["article"], one["key"], one["kind"], one["field"]) for one in check["reasons"]]
        fresh = [one for one, key in zip(check["reasons"], keys, strict=True) if key not in seen]
        yield check, fresh, len(keys) - len(fresh)
        seen |= set(keys)


def total_line(changes: Iterable[Mapping[str, Any]]) -> str:
    """How many changes there are of each kind, for the better first.

    >>> total_line([])
    'won: found 0, field mended 0, extra gone 0; lost: lost 0, field broken 0, new extra 0'
    """
    times = Counter(change["kind"] for change in changes)
    won, lost = (
        ", ".join(f"{_SAYS[kind]} {times[kind]}" for kind in kinds)
        for kinds in (("found", "mended", "gone"), ("lost", "broken", "extra"))
    )
    return f"won: {won}; lost: {lost}"


def difference_table(scores: Mapping[str, Any], title: str | None = None) -> Table:
    """F1 and strict F1 of two runs by part and type, where either run has any; with the difference.

    `scores` is what `score_differences` gives.
    """
    table = Table("part", "", "type", title=title)
    for name in ("old F1", "new F1", "±", "old strict F1", "new strict F1", "±"):
        table.add_column(name, justify="right")
    for part, scopes in scores.items():
        for scope in ("texts", "pages"):
            for kind, names in scopes[scope].items():
                if any(value is not None for name in names.values() for value in name.values()):
                    table.add_row(part, scope, kind, *_cells(names["f1"]), *_cells(names["strict_f1"]))
        if scopes["articles"]["f1"]["new"] is not None:
            table.add_row(part, "pages", "article", *_cells(scopes["articles"]["f1"]), *[""] * 3)
        table.add_section()
    return table


def _cells(score: Mapping[str, float | None]) -> list[str]:
    difference = score["difference"]
    sign = ABSENT if difference is None else f"{difference:+.3f}" if difference else "="
    return [ratio_text(score["old"]), ratio_text(score["new"]), sign]
