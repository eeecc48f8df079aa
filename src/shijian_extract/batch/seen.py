"""Which inputs a run has had before: each place is read once, and each content extracted once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

from .items import Item, content_digest

_TABLES = """
pragma locking_mode = exclusive;
pragma journal_mode = off;
pragma synchronous = off;
drop table if exists content;
drop table if exists place;
create table content (digest blob primary key, place text) without rowid;
create table place (digest blob primary key) without rowid;
"""


class Seen:
    """A table on the disk, since a set of millions would not fit; made anew by each run, and locked by it.

    Raises `sqlite3.OperationalError` where another run has locked it.
    """

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, timeout=0, isolation_level=None)
        try:
            self._db.executescript(_TABLES)
        except sqlite3.DatabaseError:
            self._db.close()
            raise

    def close(self) -> None:
        """Let go of the lock."""
        self._db.close()

    def linked(self, items: Iterable[Item]) -> Iterator[Item]:
        """The items, each content of a place once; what has the content of an earlier one says which one, and keeps no text."""
        for item in items:
            digest = content_digest(item)
            if not self._is_new(item.where, digest):
                continue
            first = self._first(digest, item.where) if digest else item.where
            if first == item.where:
                yield item
            else:
                yield replace(item, duplicate_of=first)

    def _is_new(self, place: str, content: bytes | None) -> bool:
        """Whether this content has not been read at this place; an archive may hold two versions under one name."""
        digest = blake2b(place.encode() + b"\0" + (content or b""), digest_size=16).digest()
        return self._db.execute("insert or ignore into place values (?)", (digest,)).rowcount > 0

    def _first(self, digest: bytes, place: str) -> str:
        if self._db.execute("insert or ignore into content values (?, ?)", (digest, place)).rowcount > 0:
            return place
        first: str = self._db.execute("select place from content where digest = ?", (digest,)).fetchone()[0]
        return first
