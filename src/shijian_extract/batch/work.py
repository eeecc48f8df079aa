"""One part: the inputs of a chunk through the chain, each to the lines of its articles."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ..chain import Extractor
from ..records import Article
from .items import Item
from .parts import Counts

# Before this key of a line stands what the run says of an input, from it on what the chain says of the article. Within a
# JSON string every quotation mark is escaped, so that it stands nowhere else.
ARTICLE = ',"article":'
# Failures that another try may spare; a text that cannot be read stays one.
FAULTS = ("time", "memory", "fault")


@dataclass(slots=True, frozen=True)
class Failure:
    """Why an input gave nothing: `kind` is read, time, memory or fault."""

    kind: str
    why: str


@dataclass(slots=True, frozen=True)
class Task:
    """The inputs of one part, where the part goes, and by index what is known to fail and what is suspected to."""

    stem: str
    items: list[Item]
    refused: dict[int, Failure] = field(default_factory=dict)
    suspects: frozenset[int] = frozenset()


def lines_of(
    task: Task, extractor: Extractor, split: bool, begin: Callable[[int], None]
) -> tuple[Counts, list[str]]:
    """The lines of a part and what they count; `begin` is told which input is next, by its index."""
    counts: Counter[str] = Counter()
    lines: list[str] = []
    for index, item in enumerate(task.items):
        begin(index)
        lines.extend(_lines(item, task.refused.get(index), extractor, split, counts))
    counts["inputs"] = len(task.items)
    counts["longest"] = max(map(len, lines), default=0)
    return dict(sorted(counts.items())), lines


def _lines(
    item: Item, refused: Failure | None, extractor: Extractor, split: bool, counts: Counter[str]
) -> Iterator[str]:
    if item.duplicate_of:
        yield _head(_row(counts), item, duplicate_of=item.duplicate_of)
        counts["duplicates"] += 1
        return
    found = refused or _extracted(item, extractor, split)
    if isinstance(found, Failure):
        counts["failures"] += 1
        counts["faults"] += found.kind in FAULTS
        yield _head(None, item, failure={"kind": found.kind, "why": found.why})
        return
    counts["characters"] += item.length
    for article in found:
        # The article as it is printed elsewhere, with the head spliced in before it.
        head = _head(_row(counts), item, text=item.report.text if item.report else "")
        counts["articles"] += 1
        counts.update(record.type for record in article.records)
        yield f"{head[:-1]},{article.model_dump_json()[1:]}"


def _extracted(item: Item, extractor: Extractor, split: bool) -> list[Article] | Failure:
    if item.report is None:
        return Failure("read", item.failure or "")
    try:
        return extractor.run_page(item.report) if split else [extractor.run(item.report)]
    except MemoryError:
        return Failure("memory", "took more memory than --memory allows")
    # Whatever a text sets off in the chain is told of that text, and the run goes on.
    except Exception as error:  # noqa: BLE001
        return Failure("fault", f"{type(error).__name__}: {error}")


def _row(counts: Counter[str]) -> int:
    """Which row of the table of articles this is, counted within the part."""
    return counts["articles"] + counts["duplicates"]


def _head(row: int | None, item: Item, **more: Any) -> str:
    about = {"row": row, "source": item.where, "input": item.report.id if item.report else None, **more}
    return json.dumps(about, ensure_ascii=False, separators=(",", ":"))
