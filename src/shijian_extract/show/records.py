"""Records as a table or, in little room, one below the other; or as lines of columns set apart by tabs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rich.table import Table
from rich.text import Text

from ..views.cells import NUMBERED, cells
from ..views.lines import one_line
from .marks import STYLES

COLUMNS = ("article", "type", "value", "place", "period", "evidence")

# Below this the cells of a table would be some characters wide.
_ROOM_FOR_TABLE = 100

# Records in the public JSON form, by their numbers in the article.
Records = Mapping[int, Mapping[str, Any]]


def record_table(records: Records, width: int) -> Table | Text:
    """The records of an article for a terminal of that many columns: a row for each, or in little room three lines."""
    # `Text`, since square brackets in a plain string would be read as markup.
    rows = [
        {"number": Text(str(number)), **{name: Text(cell) for name, cell in cells(record).items()}}
        for number, record in records.items()
    ]
    for row in rows:
        row["type"].stylize(STYLES[row["type"].plain])
    if width < _ROOM_FOR_TABLE:
        return Text("\n").join(line for row in rows for line in _block(row))
    table = Table(*NUMBERED[:2])
    for name in NUMBERED[2:]:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(row[name] for name in NUMBERED))
    return table


def _block(row: Mapping[str, Text]) -> Iterator[Text]:
    yield Text.assemble(row["number"], " ", row["type"], " ", row["value"])
    yield Text.assemble(
        "  ", Text(" · ").join(row[name] for name in ("place", "period", "rule")), style="dim"
    )
    yield Text.assemble("  「", row["evidence"], "」")


def record_lines(rows: Iterable[tuple[str | None, Mapping[str, Any]]]) -> Iterator[str]:
    """A line for each record, with the id of its article, for other programs: columns set apart by tabs, their names first."""
    yield "\t".join(COLUMNS)
    for article, record in rows:
        said = {"article": one_line(article or ""), **cells(record)}
        yield "\t".join(said[name] for name in COLUMNS)


def numbered_lines(records: Records) -> Iterator[str]:
    """The same for the records of one article, with their numbers and rules."""
    yield "\t".join(NUMBERED)
    for number, record in records.items():
        said = {"number": str(number), **cells(record)}
        yield "\t".join(said[name] for name in NUMBERED)
