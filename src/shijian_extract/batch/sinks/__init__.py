"""What a run leaves: JSON Lines, CSV, XLSX, Parquet or a DuckDB database, by the end of the sink's name.

`sink_for` gives what writes one, and refuses a name that says none of these, and a package that is not installed, before
anything has run. A sink takes its place when all of it is written; until then what was there stays.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from ..ledger import folder_of
from ..needs import needed
from ..parts import Part
from .about import Run, SinkError
from .database import earlier_runs, write_database
from .lines import write_lines
from .replacing import beside
from .sheets import write_parquet, write_sheets, write_workbook
from .tables import TABLES

__all__ = ["SINKS", "TABLES", "Run", "SinkError", "own_files", "sink_for"]

Writer = Callable[[Path, Sequence[Part], Run, Path], None]


SINKS: dict[str, tuple[Writer, tuple[str, ...]]] = {
    ".jsonl": (write_lines, ()),
    ".duckdb": (write_database, ("duckdb",)),
    ".csv": (write_sheets, ("duckdb",)),
    ".xlsx": (write_workbook, ("duckdb", "xlsxwriter")),
    ".parquet": (write_parquet, ("duckdb",)),
}


def sink_for(path: Path) -> Writer:
    """What writes a sink of that name.

    Raises `SinkError` for a name that ends otherwise and where something else stands there, and `NeedsExtraError`.
    """
    suffix = path.suffix.lower()
    if suffix not in SINKS:
        raise SinkError(f"{path}: no format that is known; end the name with one of {', '.join(SINKS)}")
    writer, packages = SINKS[suffix]
    for package in packages:
        needed(package, f"sinks that end in {suffix}")
    for own in own_files(path):
        if own.is_dir() and own != folder_of(path):
            raise SinkError(f"{own}: a folder stands there; name another file with --to")
    if suffix == ".duckdb":
        earlier_runs(path)
    return writer


def own_files(sink: Path) -> list[Path]:
    """The files and the folder that a run with this sink writes: where they lie among the sources, they are no input."""
    names = ("articles", "evidence", "failures", "duplicates", *TABLES.values())
    return [sink, folder_of(sink), *(beside(sink, name) for name in names)]
