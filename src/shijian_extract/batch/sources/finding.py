"""The files that a source stands for."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...core import ReadError
from ...read import INDEX

STDIN = "-"
# How the folders are named that hold what runs have done.
LEDGER = ".ledger"
# How a file is read, by the end of its name; `.gz` may follow those that are read from front to back.
FORMS = {
    ".txt": "text",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".csv": "rows",
    ".tsv": "rows",
    ".parquet": "parquet",
    ".zip": "zip",
    ".tar": "tar",
    ".tar.gz": "tar",
    ".tgz": "tar",
    ".tar.bz2": "tar",
    ".tbz2": "tar",
    ".tar.xz": "tar",
    ".txz": "tar",
}
_GZIPPED = {f"{suffix}.gz": form for suffix, form in FORMS.items() if form in ("text", "lines", "rows")}
_BY_SUFFIX = dict(sorted({**FORMS, **_GZIPPED}.items(), key=lambda entry: -len(entry[0])))


def form_of(name: str) -> str | None:
    """How a file of that name is read; None where its name does not say.

    >>> form_of("2024/报纸.tar.gz"), form_of("facts.JSONL"), form_of("photo.jpg")
    ('tar', 'lines', None)
    """
    return next((form for suffix, form in _BY_SUFFIX.items() if name.lower().endswith(suffix)), None)


@dataclass(slots=True, frozen=True)
class Found:
    """The sources of a run as they were named; nothing is listed before it is asked for."""

    sources: tuple[str, ...]
    left_out: frozenset[str]

    def paths(self) -> Iterator[Path | str]:
        """Every file, the files of a folder sorted by name, folder by folder; `-` for standard input."""
        for source in self.sources:
            if source == STDIN:
                yield source
            else:
                for path in _matches(source):
                    if os.path.realpath(path) not in self.left_out:
                        yield from self._within(path)

    def size(self) -> int | None:
        """Bytes of all files; None where that cannot be known beforehand."""
        if STDIN in self.sources:
            return None
        return sum(_size(Path(path)) for path in self.paths())

    def _within(self, path: Path) -> Iterator[Path]:
        """The path itself, or the files in the folder; a folder that cannot be opened, for the reader to say why."""
        # Not by recursion: folders may lie deeper than Python's stack.
        waiting = [path]
        while waiting:
            path = waiting.pop()
            if not path.is_dir():
                yield path
                continue
            try:
                entries = sorted(os.scandir(path), key=lambda entry: entry.name, reverse=True)
            except OSError:
                yield path
                continue
            waiting.extend(Path(entry.path) for entry in entries if self._is_input(entry))

    def _is_input(self, entry: os.DirEntry[str]) -> bool:
        """Whether what lies in a folder is read: folders but those of ledgers, regular files of a known form."""
        if os.path.realpath(entry.path) in self.left_out:
            return False
        if entry.is_dir():
            return not entry.is_symlink() and not entry.name.endswith(LEDGER)
        return form_of(entry.name) is not None and entry.name != INDEX and entry.is_file()


def found(sources: Sequence[str], left_out: Sequence[Path] = ()) -> Found:
    """The sources of a run; `left_out` are files and folders of the run itself, which are no input.

    Raises `ReadError` for a source that names nothing, and for one that the run would write over.
    """
    own = frozenset(os.path.realpath(path) for path in left_out)
    for source in sources:
        if source != STDIN and not _matches(source):
            raise ReadError(f"{source}: no such file, folder or match; check the path")
        if os.path.realpath(source) in own:
            raise ReadError(f"{source}: the run would write over this source; name another place with --to")
    return Found(tuple(sources), own)


def _matches(source: str) -> list[Path]:
    """The path itself where it is one, else what the pattern matches, sorted (`**` goes through folders)."""
    if os.path.lexists(source):
        return [Path(source)]
    return [Path(match) for match in sorted(glob.glob(source, recursive=True))]  # noqa: PTH207


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
