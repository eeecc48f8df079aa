"""A file of facts, whichever it is, into articles with their texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from ...core import ReadError
from ...records import Article
from .errors import FactsError
from .lines import read_lines
from .looks import WAY_OUT
from .texts import Texts

# In the header of every DuckDB file, behind a checksum of eight bytes.
_DATABASE = b"DUCK"


def read_facts(
    path: Path, texts: Path | None = None, complain: Callable[[ReadError], None] | None = None
) -> Iterator[Article]:
    """The articles of JSON Lines (also packed, `.gz`) or of a DuckDB database, in their order; duplicates stand for nothing.

    A database holds the texts; those of JSON Lines are looked for in the folder `texts` (`<id>.txt`, for an article `page#2`
    also `page.txt`), and an article whose evidence doesn't stand in the text found has none. What is wrong with a line or
    a text goes to `complain`, and the rest is read; without it, and where nothing can be read, `FactsError` is raised.
    """

    def told(error: ReadError) -> None:
        if complain is None:
            raise error
        complain(error)

    head = _head(path)
    if head[8:12] == _DATABASE:
        from .database import read_database

        return read_database(path, told)
    found = Texts(texts, told) if texts else None
    lines = read_lines(path, told)
    return (found.with_text(article) for article in lines) if found else lines


def _head(path: Path) -> bytes:
    """The first bytes of a file; none of a pipe, whose bytes are gone once they are read."""
    if path.is_fifo():
        return b""
    try:
        with path.open("rb") as file:
            return file.read(12)
    except IsADirectoryError as error:
        raise FactsError(f"{path}: a folder; {WAY_OUT}") from error
    except OSError as error:
        raise FactsError(f"{path}: cannot be read ({error.strerror}); check the path") from error
