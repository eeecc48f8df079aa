"""Finished parts on the disk: gzipped JSON Lines, the first of which counts what is in the others.

A part is written under another name, forced to the disk and renamed: it is whole or not there.
"""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

SUFFIX = ".jsonl.gz"
# Parts in which an input took too long or failed in a way not foreseen: what `--retry` does once more.
WITH_FAULTS = f".faults{SUFFIX}"
# Five times smaller; the next levels take twice the time and save a tenth.
_PACKING = 4

Counts = dict[str, int]


@dataclass(slots=True, frozen=True)
class Part:
    """A finished part: where it is, and what its first line counts."""

    path: Path
    counts: Counts


def write_part(stem: str, counts: Counts, lines: Iterable[str]) -> Part:
    """The counts and the lines as a part; `stem` is its path without the end of the name.

    Raises OSError where the disk does not take it, and leaves nothing behind then.
    """
    path = Path(stem + (WITH_FAULTS if counts.get("faults") else SUFFIX))
    path.parent.mkdir(exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        with unfinished.open("wb") as raw:
            with gzip.GzipFile("", "wb", _PACKING, raw, mtime=0) as out:
                out.write(json.dumps({"counts": counts}).encode() + b"\n")
                out.writelines(line.encode() + b"\n" for line in lines)
            raw.flush()
            os.fsync(raw.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return Part(path, counts)


def find_part(stem: str, *, retry: bool = False) -> Part | None:
    """The finished part, if there is one; with `retry` one with faults is none."""
    for suffix in (SUFFIX,) if retry else (SUFFIX, WITH_FAULTS):
        path = Path(stem + suffix)
        if path.exists():
            with gzip.open(path) as lines:
                return Part(path, json.loads(lines.readline())["counts"])
    return None


def part_lines(part: Part) -> Iterator[bytes]:
    """The lines of a part, without the counts."""
    with gzip.open(part.path) as lines:
        lines.readline()
        yield from lines
