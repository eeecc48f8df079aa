"""A run from its sources to its sink."""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from ..core import ShijianError
from .items import Item, chunked
from .ledger import Ledger
from .parts import Part, find_part
from .pool import Pool
from .settings import CHARACTERS, ITEMS, Settings
from .sinks import Run, sink_for
from .sources import Found, items_of
from .work import Task


class OutOfRoomError(ShijianError):
    """What was found cannot be written."""


class NothingFoundError(ShijianError):
    """No source has any input: a disk that is not there must not empty what was made of it."""


@dataclass(slots=True)
class Progress:
    """How far a run is: bytes of the sources whose part is done, and what the parts count; `new` is of this run alone."""

    read: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    new: Counter[str] = field(default_factory=Counter)

    def add(self, size: int, part: Part, *, new: bool) -> None:
        """A part more."""
        self.read += size
        self.counts.update(part.counts)
        if new:
            self.new.update(part.counts)


@dataclass(slots=True, frozen=True)
class Summary:
    """What a run came to: counts over all inputs, and of those that this run itself extracted, with its seconds."""

    counts: Counter[str]
    new: Counter[str]
    seconds: float


def run(
    found: Found,
    sink: Path,
    settings: Settings,
    *,
    retry: bool = False,
    keep: bool = True,
    watch: Callable[[Progress], None] = lambda progress: None,
) -> Summary:
    """Extract all inputs and write the sink; what an earlier run of the same inputs has done is not done again.

    `retry` does those inputs once more that failed by time, memory or a fault; without `keep` the ledger is removed at the
    end. `watch` is told after each part. Raises `LedgerError` where another run is at work on the sink, `OutOfRoomError` where
    the disk takes no more, `NeedsExtraError` where the sink wants a package that is not there; whatever is raised, what is done
    stays done.
    """
    write = sink_for(sink)
    begun, clock = datetime.now(UTC), time.monotonic()
    with Ledger(sink) as ledger:
        try:
            progress = Progress()
            parts = _parts(ledger, found, settings, retry, progress, watch)
            if not parts:
                raise NothingFoundError(
                    "the sources hold no input; nothing is written, and what was done is kept"
                )
            seconds = time.monotonic() - clock
            about = Run(begun, found.sources, settings, progress.counts, progress.new, seconds)
            write(sink, parts, about, ledger.folder)
        except (OSError, sqlite3.Error) as error:
            why = getattr(error, "strerror", None) or error
            raise OutOfRoomError(
                f"{ledger.folder}: cannot be written ({why}); make room, and the same command goes on from here"
            ) from error
        if keep:
            ledger.drop_others(part.path for part in parts)
        else:
            ledger.drop()
    return Summary(progress.counts, progress.new, seconds)


def _parts(
    ledger: Ledger,
    found: Found,
    settings: Settings,
    retry: bool,
    progress: Progress,
    watch: Callable[[Progress], None],
) -> list[Part]:
    """The parts of all inputs, in their order."""
    parts: dict[int, Part] = {}
    sizes: dict[str, tuple[int, int]] = {}

    def take(number: int, size: int, part: Part, *, new: bool) -> None:
        parts[number] = part
        progress.add(size, part, new=new)
        watch(progress)

    def undone() -> Iterator[Task]:
        for number, chunk in enumerate(_chunks(ledger, found, settings)):
            stem = ledger.stem(chunk, settings.that_matter())
            size = sum(item.size for item in chunk)
            done = find_part(stem, retry=retry)
            if done:
                take(number, size, done, new=False)
            else:
                sizes[stem] = number, size
                yield Task(stem, chunk)

    with Pool(settings) as pool:
        for task, part in pool.run(undone()):
            take(*sizes.pop(task.stem), part, new=True)
    return [parts[number] for number in sorted(parts)]


def _chunks(ledger: Ledger, found: Found, settings: Settings) -> Iterator[list[Item]]:
    return chunked(ledger.linked(items_of(found, settings.reading)), ITEMS, CHARACTERS)
