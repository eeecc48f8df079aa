"""What a file that holds no facts looks like, and the way from it to facts."""

from __future__ import annotations

from pathlib import Path

# So much of a file is looked at.
HEAD = 512
_BEGINNINGS = (
    (b"PK\x03\x04", "a spreadsheet, a Word file or an archive"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "an SQLite database"),
    (b"%PDF", "a PDF file"),
)
_TABLES = (".csv", ".tsv", ".tab")
WAY_OUT = (
    "name JSON Lines or a DuckDB database as FACTS; from texts, or a table of texts, "
    "`shijian-extract batch … --to facts.duckdb` makes one first"
)


def looks_like(path: Path, head: bytes) -> str:
    """What a file is by its name and by how it begins; `head` is up to `HEAD` bytes of it.

    >>> looks_like(Path("a.txt"), "全县现有志愿者3万人。".encode()), looks_like(Path("a.xlsx"), b"PK\\x03\\x04")
    ('a text', 'a spreadsheet, a Word file or an archive')
    """
    for beginning, what in _BEGINNINGS:
        if head.startswith(beginning):
            return what
    if b"\0" in head:
        return "no text"
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"{", b"[")):
        return "JSON of another form"
    return "a table" if path.suffix.lower() in _TABLES else "a text"
