"""What comes out of a source: one text with what is known of it, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple, dataclass
from hashlib import blake2b

from ..core import Report

# 128 bits: of a billion articles two meet by chance once in 10^20 archives.
_DIGEST_BYTES = 16


@dataclass(slots=True, frozen=True)
class Item:
    """One input: where it stands (`folder/a.txt`, `old.zip/a.txt`, `lines.jsonl:12`), and its report or why there is none.

    `size` is how many bytes of the source it takes, for the progress of the run.
    """

    where: str
    report: Report | None
    failure: str | None = None
    size: int = 0
    duplicate_of: str | None = None

    @property
    def length(self) -> int:
        """Characters of its text."""
        return len(self.report.text) if self.report and not self.duplicate_of else 0


def content_digest(item: Item) -> bytes | None:
    """The digest of all that the chain is given but the id: two inputs with the same one have the same records.

    None for an input that cannot be read.
    """
    report = item.report
    if report is None:
        return None
    return _digest((report.text, report.published, report.title, report.source, report.place))


def item_digest(item: Item) -> bytes:
    """The digest of an input with its place and id: what its rows are made of."""
    report = astuple(item.report) if item.report else ()
    return _digest((item.where, item.failure, item.duplicate_of, *report))


def chunked(items: Iterator[Item], count: int, characters: int) -> Iterator[list[Item]]:
    """The items, in their order, as work for one worker at a time: so many at most, or so many characters.

    A chunk also ends after an item whose digest says so, one in `count // 2`: where inputs were added or taken away, the
    chunks before and after them stay what they were, and what is done of them stays done.
    """
    chunk: list[Item] = []
    length = 0
    for item in items:
        chunk.append(item)
        length += item.length
        if len(chunk) >= count or length >= characters or item_digest(item)[0] % (count // 2) == 0:
            yield chunk
            chunk, length = [], 0
    if chunk:
        yield chunk


def _digest(parts: tuple[str | None, ...]) -> bytes:
    """Of texts one after the other; each is told apart from the next, and none from an empty one."""
    digest = blake2b(digest_size=_DIGEST_BYTES)
    for part in parts:
        data = b"" if part is None else part.encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % (-1 if part is None else len(data)))
        digest.update(data)
    return digest.digest()
