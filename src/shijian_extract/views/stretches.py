"""A text cut at the edges of its evidence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any


def stretches(
    records: Mapping[int, Mapping[str, Any]], start: int, end: int
) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """The text from `start` to `end`, from edge to edge of evidence: each stretch with the numbers of the records that hold it.

    `records` are in the public JSON form, by their numbers. Together the stretches are the whole text, in order; evidence
    outside it is left out.

    >>> spans = [{"start": 1, "end": 3, "text": "一二"}], [{"start": 2, "end": 4, "text": "二三"}]
    >>> list(stretches({1: {"evidence": spans[0]}, 2: {"evidence": spans[1]}}, 0, 5))
    [(0, 1, ()), (1, 2, (1,)), (2, 3, (1, 2)), (3, 4, (2,)), (4, 5, ())]
    """
    edges: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for number, record in records.items():
        for span in record["evidence"]:
            edges[min(max(span["start"], start), end)][number] += 1
            edges[min(max(span["end"], start), end)][number] -= 1
    held: Counter[int] = Counter()
    at = start
    for edge in sorted({*edges, end}):
        if at < edge:
            yield at, edge, tuple(sorted(+held))
        held.update(edges[edge])
        at = edge


def part_shown(data: Mapping[str, Any], length: int) -> tuple[int, int]:
    """Which part of a text of that length is an article's: of a page, from its body's or its evidence's beginning to the end.

    >>> part_shown({"span": {"start": 5, "end": 9}, "records": [{"evidence": [{"start": 2, "end": 4}]}]}, 20)
    (2, 9)
    """
    span = data.get("span")
    if span is None:
        return 0, length
    spans = [span, *(found for record in data["records"] for found in record["evidence"])]
    end = min(max(found["end"] for found in spans), length)
    return min(*(found["start"] for found in spans), end), end
