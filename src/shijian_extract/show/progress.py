"""How far a long run has come, for whoever waits for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TextIO, TypeVar

T = TypeVar("T")

# Below these a run is over before anyone asks: a report takes some milliseconds.
MANY_ON_TERMINAL = 20
MANY_IN_LOG = 200
_LINES_IN_LOG = 10


def watched(files: Sequence[T], stream: TextIO, out: TextIO | None = None) -> Iterator[T]:
    """The files, one after the other, while `stream` shows how many are done: nothing where they are few.

    On a terminal a bar moves, elsewhere there are ten lines in all. Where results go to a terminal (`out`), they
    themselves show how far it is, and a bar would stand in their way.
    """
    if stream.isatty():
        bar = len(files) >= MANY_ON_TERMINAL and not (out and out.isatty())
        return _with_bar(files, stream) if bar else iter(files)
    return _with_lines(files, stream) if len(files) >= MANY_IN_LOG else iter(files)


def _with_bar(files: Sequence[T], stream: TextIO) -> Iterator[T]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("files"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # Standard output is left alone: it carries the records.
    with Progress(*columns, console=Console(file=stream), transient=True, redirect_stdout=False) as progress:
        yield from progress.track(files)


def _with_lines(files: Sequence[T], stream: TextIO) -> Iterator[T]:
    total = len(files)
    tenths = {total * tenth // _LINES_IN_LOG for tenth in range(1, _LINES_IN_LOG + 1)}
    for done, file in enumerate(files, 1):
        yield file
        if done in tenths:
            stream.write(f"{done} of {total} files\n")
            stream.flush()
