"""Tables to items: JSON Lines, CSV, Parquet; one row is one article."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from ..items import Item
from ..needs import needed
from .settings import LONGEST, Reading, too_long

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

_ROWS_AT_ONCE = 64


def line_items(stream: BinaryIO, where: str, reading: Reading) -> Iterator[Item]:
    """An item a line of JSON Lines; empty lines are none, but count."""
    number = 0
    while data := stream.readline(LONGEST + 1):
        number += 1
        place, size = f"{where}:{number}", len(data)
        if size > LONGEST:
            size += _rest_of_line(stream)
            yield Item(place, None, too_long(), size)
        elif data.strip():
            yield _line_item(data, place, reading, size)


def _rest_of_line(stream: BinaryIO) -> int:
    size = 0
    while data := stream.readline(2**20):
        size += len(data)
        if data.endswith(b"\n"):
            break
    return size


def _line_item(data: bytes, where: str, reading: Reading, size: int) -> Item:
    try:
        row = json.loads(data.decode(reading.encoding).removeprefix("\ufeff"))
    except UnicodeDecodeError as error:
        return Item(where, None, f"no {reading.encoding.upper()} text (byte {error.start})", size)
    except (ValueError, RecursionError) as error:
        return Item(where, None, f"no JSON ({error}); correct the line", size)
    if not isinstance(row, dict):
        return Item(where, None, "no JSON object; write one object a line", size)
    return reading.row_item(row, where, size)


def row_items(stream: BinaryIO, where: str, reading: Reading) -> Iterator[Item]:
    """An item a row of CSV, numbered from 1 after the line of names; tabs part the columns where the name says so."""
    csv.field_size_limit(LONGEST)
    # A byte that is no text spoils its own row, not the file: it comes through as half a surrogate pair.
    text = TextIOWrapper(stream, encoding=reading.encoding, errors="surrogateescape", newline="")
    tabs = where.lower().endswith((".tsv", ".tsv.gz"))
    rows = csv.DictReader(_without_mark(text), delimiter="\t" if tabs else ",", strict=True)
    number = 0
    try:
        for number, row in enumerate(rows, 1):
            size = sum(len(cell.encode(errors="replace")) for cell in row.values() if isinstance(cell, str))
            yield reading.row_item(row, f"{where}:{number}", size)
    except csv.Error as error:
        yield Item(f"{where}:{number + 1}", None, f"no CSV from here on ({error}); correct the file")
    finally:
        # The stream is the caller's to close.
        text.detach()


def _without_mark(text: TextIOWrapper) -> Iterator[str]:
    for number, line in enumerate(text):
        yield line.removeprefix("\ufeff") if number == 0 else line


def parquet_items(path: Path, where: str, reading: Reading) -> Iterator[Item]:
    """An item a row of a Parquet file, numbered from 1; the columns that are not asked for are not read."""
    parquet = needed("pyarrow.parquet", "Parquet files")
    from pyarrow import ArrowException

    try:
        # The column chunks are read piece by piece: one may be as large as the file.
        with parquet.ParquetFile(path, pre_buffer=False, buffer_size=2**20) as file:
            yield from _parquet_rows(file, where, path.stat().st_size, reading)
    except ArrowException as error:
        yield Item(where, None, f"no Parquet from here on ({error}); check the file")


def _parquet_rows(file: ParquetFile, where: str, size: int, reading: Reading) -> Iterator[Item]:
    wanted = {reading.text, reading.id, reading.date, "title", "source", "place"}
    columns = [name for name in file.schema_arrow.names if name in wanted]
    number, share = 0, size // max(1, file.metadata.num_rows)
    for batch in file.iter_batches(_ROWS_AT_ONCE, columns=columns, use_threads=False):
        for row in _dictionaries(batch):
            number += 1
            yield reading.row_item(row, f"{where}:{number}", share)


def _dictionaries(batch: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = batch.to_pylist()
    return rows
