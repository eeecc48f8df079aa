"""Many articles: from files, archives and tables of any size to facts that can be queried, by any number of workers.

`run` takes sources (`found`) to a sink, part by part; a run that was stopped goes on where it was. What is wrong with an
input becomes a row of failures. It refuses with `ReadError` a source that is not there, with `SinkError` a sink of no known
format, with `LedgerError` a sink that another run works on, with `OutOfRoomError` a disk that is full.
"""

from .ledger import LedgerError
from .run import NothingFoundError, OutOfRoomError, Progress, Summary, run
from .settings import Settings
from .sinks import SINKS, TABLES, SinkError, own_files, sink_for
from .sources import Found, Reading, found

__all__ = [
    "SINKS",
    "TABLES",
    "Found",
    "LedgerError",
    "NothingFoundError",
    "OutOfRoomError",
    "Progress",
    "Reading",
    "Settings",
    "SinkError",
    "Summary",
    "found",
    "own_files",
    "run",
    "sink_for",
]
