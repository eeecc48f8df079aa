"""Files of any form to items."""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from ...core import ReadError
from ...read import read_report
from ..items import Item
from .archives import tar_items, zip_items
from .finding import STDIN, Found, form_of
from .settings import LONGEST, Reading, shown, too_long
from .tables import line_items, parquet_items, row_items

__all__ = ["Reading", "items_of"]

_STREAMED: dict[str, Callable[[BinaryIO, str, Reading], Iterator[Item]]] = {
    "lines": line_items,
    "rows": row_items,
}
_ARCHIVES = {"zip": zip_items, "tar": tar_items, "parquet": parquet_items}


def items_of(found: Found, reading: Reading) -> Iterator[Item]:
    """The items of all sources, in their order; a file that breaks off ends with an item that says so."""
    for path in found.paths():
        yield from _stdin(reading) if isinstance(path, str) else _file(path, reading)


def _stdin(reading: Reading) -> Iterator[Item]:
    if reading.form == "text":
        data = sys.stdin.buffer.read(LONGEST + 1)
        return iter([reading.text_item(data, STDIN, STDIN, {}, len(data))])
    return _STREAMED[reading.form or "lines"](sys.stdin.buffer, STDIN, reading)


def _file(path: Path, reading: Reading) -> Iterator[Item]:
    form = form_of(path.name) or reading.form or "text"
    where = shown(path.as_posix())
    try:
        if form == "text":
            yield _text_item(path, where, reading)
        elif form in _ARCHIVES:
            yield from _ARCHIVES[form](path, where, reading)
        else:
            with _opened(path) as stream:
                yield from _STREAMED[form](stream, where, reading)
    except (OSError, EOFError, zlib.error) as error:
        yield Item(where, None, f"cannot be read any further ({error}); check the file")


def _opened(path: Path) -> BinaryIO:
    return gzip.open(path) if path.name.endswith(".gz") else path.open("rb")  # type: ignore[return-value]


def _text_item(path: Path, where: str, reading: Reading) -> Item:
    size = path.stat().st_size
    if size > LONGEST:
        return Item(where, None, too_long(), size)
    if path.name.endswith(".gz"):
        return _unpacked(path, where, reading, size)
    try:
        return Item(where, read_report(path, reading.published, reading.encoding), size=size)
    except ReadError as error:
        return Item(where, None, str(error).removeprefix(f"{path}: "), size)


def _unpacked(path: Path, where: str, reading: Reading, size: int) -> Item:
    with gzip.open(path) as stream:
        return reading.text_item(stream.read(LONGEST + 1), where, path.name.split(".")[0], {}, size)
