"""What a run has done so far: the folder of its finished parts, and the lock on it.

The name of a part is a digest of the inputs it is made of, of the library that made it and of the settings that matter. So a
run that starts again knows by name what is done, and never takes for it what other texts or other rules gave.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from ..core import ShijianError
from .items import Item, item_digest
from .parts import SUFFIX
from .seen import Seen
from .sources.finding import LEDGER

# The rooms whose code and data decide what is found.
_ROOMS = ("core", "lexicon", "read", "clean", "segment", "numbers", "detect", "assemble")


class LedgerError(ShijianError):
    """A run cannot begin here."""


def folder_of(sink: Path) -> Path:
    """The folder of a sink's ledger."""
    return sink.with_name(sink.name + LEDGER)


class Ledger:
    """The folder beside a sink that holds what is done, locked for one run at a time; use it as a context.

    Raises `LedgerError` where another run holds the lock, or the folder cannot be made.
    """

    def __init__(self, sink: Path) -> None:
        self.folder = folder_of(sink)

    def __enter__(self) -> Ledger:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._seen = self._locked()
            self._tidy()
        except OSError as error:
            raise LedgerError(
                f"{self.folder}: cannot be written ({error.strerror}); name another place with --to"
            ) from error
        return self

    def __exit__(self, *_: object) -> None:
        self._tidy()
        self._seen.close()

    def _tidy(self) -> None:
        """Remove what was being written when a worker was stopped."""
        for pattern in ("*/*.tmp", "*.duckdb", "*.wal"):
            for unfinished in self.folder.glob(pattern):
                unfinished.unlink(missing_ok=True)

    def _locked(self) -> Seen:
        path = self.folder / "seen.sqlite"
        try:
            return Seen(path)
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise LedgerError(
                    f"{self.folder}: another run is at work here; wait for it or stop it first"
                ) from error
            raise LedgerError(f"{path}: cannot be written ({error}); name another place with --to") from error
        except sqlite3.DatabaseError:
            # Half written when a run was killed; nothing in it outlives a run.
            path.unlink()
            return Seen(path)

    def linked(self, items: Iterable[Item]) -> Iterator[Item]:
        """The items, each place once, exact duplicates linked to the first of their kind."""
        return self._seen.linked(items)

    def stem(self, chunk: Sequence[Item], settings: str) -> str:
        """The path of the part that these inputs give with these settings, without the end of its name."""
        digest = blake2b(f"{fingerprint()}\n{settings}\n".encode(), digest_size=16)
        for item in chunk:
            digest.update(item_digest(item))
        name = digest.hexdigest()
        # Folders of some hundred files each: one of a hundred thousand is slow on many disks.
        return str(self.folder / name[:2] / name)

    def drop_others(self, kept: Iterable[Path]) -> None:
        """Remove the parts that no input of this run has given."""
        wanted = set(kept)
        for path in self.folder.glob(f"*/*{SUFFIX}"):
            if path not in wanted:
                path.unlink(missing_ok=True)

    def drop(self) -> None:
        """Remove all that is kept."""
        self._seen.close()
        shutil.rmtree(self.folder, ignore_errors=True)


@cache
def fingerprint() -> str:
    """A digest of the code and the data that decide what is found: another one, and nothing done counts as done."""
    digest = blake2b(digest_size=16)
    package = files("shijian_extract")
    rooms = (package / room for room in _ROOMS)
    alone = (package / "chain.py", package / "records.py", package / "batch" / "work.py")
    for file in (*alone, *(file for room in rooms for file in _within(room))):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def _within(folder: Traversable) -> Iterator[Traversable]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _within(entry)
        elif not entry.name.endswith((".pyc", ".so")):
            yield entry
