"""Records as a table, or as lines of columns set apart by tabs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rich.table import Table
from rich.text import Text

from ..views.cells import cells
from ..views.lines import one_line

COLUMNS = ("article", "type", "value", "place", "period", "evidence")

# An article's id and one of its records, in the public JSON form.
Row = tuple[str, Mapping[str, Any]]


def record_table(rows: Iterable[Row]) -> Table:
    """A row for each record: article, type, what it says, place, period, evidence; their number beneath."""
    table = Table(*COLUMNS[:2], caption_justify="left")
    for name in COLUMNS[2:]:
        table.add_column(name, overflow="fold")
    # `Text`, since square brackets in a plain string would be read as markup.
    for row in map(_row, rows):
        table.add_row(*map(Text, row))
    table.caption = f"records: {table.row_count}"
    return table


def record_lines(rows: Iterable[Row]) -> Iterator[str]:
    """The same as lines for other programs: columns set apart by tabs, their names first."""
    yield "\t".join(COLUMNS)
    for row in rows:
        yield "\t".join(_row(row))


def _row(row: Row) -> list[str]:
    article, record = row
    said = {"article": one_line(article), **cells(record)}
    return [said[name] for name in COLUMNS]
