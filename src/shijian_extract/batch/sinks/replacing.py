"""A file that takes its place when all of it is written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(target: Path, folder: Path) -> Iterator[Path]:
    """A path in `folder`, on the same disk, for the new content of `target`; forced to the disk, it takes its place."""
    new = cleared(folder / f"new{target.suffix}")
    try:
        yield new
        with new.open("rb+") as file:
            os.fsync(file.fileno())
        new.replace(target)
        # The journal of what stood there before would not fit.
        target.with_name(f"{target.name}.wal").unlink(missing_ok=True)
    finally:
        cleared(new)


def cleared(path: Path) -> Path:
    """The path, with what a killed run has left there gone, a database's journal too."""
    for left in (path, path.with_name(f"{path.name}.wal")):
        left.unlink(missing_ok=True)
    return path


def beside(target: Path, name: str) -> Path:
    """The file of that name that belongs to a sink.

    >>> beside(Path("out/facts.csv"), "figures").as_posix()
    'out/facts.figures.csv'
    """
    return target.with_name(f"{target.stem}.{name}{target.suffix}")
