"""Facts as flat files: CSV and Parquet, a file for each table; XLSX, a sheet for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...views.lines import defused
from ..parts import Part
from .about import Run
from .database import facts
from .replacing import beside, cleared, replacing
from .tables import TABLES

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_TABLES = ("articles", *TABLES.values(), "evidence", "failures")
_ROWS_AT_ONCE = 2048
# What a sheet of Excel holds, its line of names included.
_ROWS_IN_SHEET = 1_048_576
_CHARACTERS_IN_CELL = 32_767
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def write_sheets(sink: Path, parts: Sequence[Part], about: Run, folder: Path) -> None:
    """Write `facts.figures.csv` and so on: UTF-8 with the mark that spreadsheets want, lists as text, formulas defused."""
    import csv

    with _scratch(parts, about, folder) as db:
        for table in _TABLES:
            with (
                replacing(beside(sink, table), folder) as new,
                new.open("w", encoding="utf-8-sig", newline="") as out,
            ):
                names, rows = _cells(db, table)
                writer = csv.writer(out)
                writer.writerow(names)
                writer.writerows(map(defused, row) for row in rows)


def write_parquet(sink: Path, parts: Sequence[Part], about: Run, folder: Path) -> None:
    """Write `facts.figures.parquet` and so on, packed with zstd, lists and structs as they are."""
    with _scratch(parts, about, folder) as db:
        for table in _TABLES:
            with replacing(beside(sink, table), folder) as new:
                quoted = str(new).replace("'", "''")
                db.execute(f"COPY {table} TO '{quoted}' (FORMAT parquet, COMPRESSION zstd)")


def write_workbook(sink: Path, parts: Sequence[Part], about: Run, folder: Path) -> None:
    """Write one workbook; a table that is longer than a sheet goes on in `figures (2)`.

    Cells hold text or numbers, never formulas; a text longer than a cell of Excel may hold ends with `…`.
    """
    import xlsxwriter

    options = {
        "constant_memory": True,
        "tmpdir": str(folder),
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
    }
    with (
        _scratch(parts, about, folder) as db,
        replacing(sink, folder) as new,
        xlsxwriter.Workbook(str(new), options) as book,
    ):
        # The day of the run would make the same facts different bytes.
        book.set_properties({"created": _EPOCH})
        for table in _TABLES:
            _write_table(book, table, *_cells(db, table))


def _write_table(book: Any, table: str, names: list[str], rows: Iterator[tuple[Any, ...]]) -> None:
    sheet, number, at = None, 0, _ROWS_IN_SHEET
    for row in _with_one(rows):
        if at == _ROWS_IN_SHEET:
            number += 1
            sheet = book.add_worksheet(table if number == 1 else f"{table} ({number})")
            sheet.freeze_panes(1, 0)
            sheet.write_row(0, 0, names)
            at = 1
        if row and sheet:
            for column, cell in enumerate(row):
                _write_cell(sheet, at, column, cell)
            at += 1


def _with_one(rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """The rows, after an empty one: a table without rows has its sheet too."""
    yield ()
    yield from rows


def _write_cell(sheet: Any, row: int, column: int, cell: Any) -> None:
    if isinstance(cell, str):
        text = cell if len(cell) <= _CHARACTERS_IN_CELL else cell[: _CHARACTERS_IN_CELL - 1] + "…"
        sheet.write_string(row, column, text)
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell)
    elif cell is not None:
        sheet.write(row, column, cell)


@contextmanager
def _scratch(parts: Sequence[Part], about: Run, folder: Path) -> Iterator[DuckDBPyConnection]:
    """The facts in a database that is there only while files are written from it."""
    path = cleared(folder / "scratch.duckdb")
    try:
        with facts(path, parts, about, folder) as db:
            yield db
    finally:
        cleared(path)


def _cells(db: DuckDBPyConnection, table: str) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
    """Names and rows of a table, each cell a number, a date or a text."""
    found = db.execute(f"SELECT * FROM {table}")
    names = [column[0] for column in found.description]

    def rows() -> Iterator[tuple[Any, ...]]:
        while some := found.fetchmany(_ROWS_AT_ONCE):
            for row in some:
                yield tuple(map(_plain, row))

    return names, rows()


def _plain(cell: Any) -> Any:
    """Lists in one cell: names with 、 between, the steps of a flow as 群众点单 → 中心派单; whole numbers without a point."""
    if isinstance(cell, list):
        if cell and isinstance(cell[0], dict):
            return " → ".join(f"{step['actor'] or ''}{step['action']}" for step in cell)
        return "、".join(cell)
    if isinstance(cell, float) and not isfinite(cell):
        return str(cell)
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell
