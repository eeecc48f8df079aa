"""How far a long run has come, for whoever waits for it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TextIO, TypeVar

T = TypeVar("T")

# Below these a run is over before anyone asks: a report takes some milliseconds.
MANY_ON_TERMINAL = 20
MANY_IN_LOG = 200
_LINES_IN_LOG = 10
_SECONDS_BETWEEN_LINES = 30.0

# Told of bytes read, inputs done, characters extracted.
Display = Callable[[int, int, int], None]


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


def counted(stream_of: Iterable[T], what: str, stream: TextIO) -> Iterator[T]:
    """The items of a stream whose length isn't known, one after the other, while `stream` shows how many there were.

    On a terminal a count moves; elsewhere there is a line every half minute.
    """
    if stream.isatty():
        return _with_count(stream_of, what, stream)
    return _with_count_lines(stream_of, what, stream)


def _with_count(items: Iterable[T], what: str, stream: TextIO) -> Iterator[T]:
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed:,.0f} " + what), TimeElapsedColumn())
    with Progress(*columns, console=Console(file=stream), transient=True, redirect_stdout=False) as progress:
        yield from progress.track(items, total=None)


def _with_count_lines(items: Iterable[T], what: str, stream: TextIO) -> Iterator[T]:
    told = time.monotonic()
    for number, item in enumerate(items, 1):
        yield item
        if time.monotonic() - told >= _SECONDS_BETWEEN_LINES:
            told = time.monotonic()
            stream.write(f"{number:,} {what}\n")
            stream.flush()


@contextmanager
def run_display(total: int | None, stream: TextIO) -> Iterator[Display]:
    """What shows how far a run over `total` bytes is (None: not known), with its rate and the time left.

    On a terminal a bar moves; elsewhere there is a line every half minute.
    """
    if stream.isatty():
        with _run_bar(total, stream) as display:
            yield display
    else:
        yield _run_lines(total, stream)


@contextmanager
def _run_bar(total: int | None, stream: TextIO) -> Iterator[Display]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.fields[inputs]:,} inputs"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[rate]:,.0f} characters/s"),
        TimeRemainingColumn(),
    )
    with Progress(
        *columns, console=Console(file=stream), transient=True, redirect_stdout=False, redirect_stderr=False
    ) as progress:
        task = progress.add_task("", total=total, inputs=0, rate=0.0)
        begun = time.monotonic()

        def display(read: int, inputs: int, characters: int) -> None:
            rate = characters / max(time.monotonic() - begun, 0.001)
            progress.update(task, completed=read, inputs=inputs, rate=rate)

        yield display


def _run_lines(total: int | None, stream: TextIO) -> Display:
    begun = told = time.monotonic()

    def display(read: int, inputs: int, characters: int) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told < _SECONDS_BETWEEN_LINES:
            return
        told = now
        seconds = now - begun
        line = f"{inputs:,} inputs, {characters / seconds:,.0f} characters/s"
        if total and read:
            left = seconds / read * max(total - read, 0)
            line += f", {min(100, 100 * read // total)} %, about {left / 60:,.0f} min left"
        stream.write(line + "\n")
        stream.flush()

    return display
