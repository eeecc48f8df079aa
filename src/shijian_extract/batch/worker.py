"""A worker process: takes tasks from a pipe, writes parts, answers with their counts."""

from __future__ import annotations

import gc
import signal
import time
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from ..chain import Extractor
from .parts import write_part
from .settings import Settings
from .work import lines_of

MIB = 2**20
# A word of everything that is loaded at first use, so that it is not counted against the first article.
_WARM_UP = "截至2023年12月，全县建成新时代文明实践站212个，注册志愿者近3万名。"


def work(tasks: Connection, at: Any, settings: Settings) -> None:
    """Do tasks until there are no more. `at` is shared with the parent: the index of the input at hand, and since when.

    The answer to a task is its `Part`, or the OSError for which it could not be written.
    """
    # Ctrl-C reaches the whole group of processes; the parent says what happens.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    extractor = Extractor(words=settings.words)
    extractor(_WARM_UP)
    spare_collections()
    limit_memory(settings.memory)

    def begin(index: int) -> None:
        at[0], at[1] = index, time.monotonic()

    # The parent has gone where the pipe has: what is written by then stays.
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while task := tasks.recv():
            counts, lines = lines_of(task, extractor, settings.split, begin)
            try:
                answer: Any = write_part(task.stem, counts, lines)
            except OSError as error:
                answer = error
            at[1] = 0.0
            tasks.send(answer)


def spare_collections() -> None:
    """Have the garbage collector look seldom, and never at what was loaded: it takes a twentieth of the chain's time.

    An article's records hang together as a tree, so they go when the last line is written; what is left for the collector
    are the few cycles of exceptions. A library must not do this to its host; this process is our own.
    """
    gc.freeze()
    gc.set_threshold(100_000, 50, 1000)


def limit_memory(mebibytes: int) -> None:
    """Bound the memory of this process to what it has and so much more; where the system knows no such bound, not at all.

    Past it Python raises MemoryError, and a library that cannot ends the process.
    """
    statm = Path("/proc/self/statm")
    if not statm.exists():
        return
    import resource

    has = int(statm.read_text().split()[0]) * resource.getpagesize()
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    wanted = has + mebibytes * MIB
    resource.setrlimit(
        resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard)
    )
