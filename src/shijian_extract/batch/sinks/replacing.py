"""A file that takes its place when all of it is written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(target: Path, folder: Path) -> Iterator[Path]:
    """A path in `folder`, on the same disk, for the new content of `target`; forced to the disk, it takes its place."""
    new = folder / f"new{target.suffix}"
    new.unlink(missing_ok=True)
    try:
        yield new
        with new.open("rb+") as file:
            os.fsync(file.fileno())
        new.replace(target)
    finally:
        new.unlink(missing_ok=True)


def beside(target: Path, name: str) -> Path:
    """The file of that name that belongs to a sink.

    >>> beside(Path("out/facts.csv"), "figures").as_posix()
    'out/facts.figures.csv'
    """
    return target.with_name(f"{target.stem}.{name}{target.suffix}")
