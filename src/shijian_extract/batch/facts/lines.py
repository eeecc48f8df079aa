"""JSON Lines, as `extract` and `batch` write them, into articles."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import IO

from pydantic import ValidationError

from ...core import ReadError
from ...records import Article, Quantity
from .errors import FactsError
from .looks import HEAD, WAY_OUT, looks_like

_BOM = b"\xef\xbb\xbf"
_GZIP = b"\x1f\x8b"
# After so many lines without one article a file is of another kind, and no further line is tried.
_PATIENCE = 20
# What is larger or smaller has no place in a binary float, as databases and browsers have it, and takes minutes to write out.
_EXPONENT = 300


def read_lines(path: Path, told: Callable[[ReadError], None]) -> Iterator[Article]:
    """The article of each line, also of packed ones; a line that is none goes to `told` and is passed over.

    Raises `FactsError`, and tells of no line by itself, where none of the first lines is an article.
    """
    number = found = 0
    head = b""
    # What is wrong with the lines before the first article.
    held: list[FactsError] = []
    try:
        # Opened once, and nothing is read twice: it may be a pipe.
        with path.open("rb") as raw:
            file: IO[bytes] = gzip.GzipFile(fileobj=raw) if raw.peek(2).startswith(_GZIP) else raw  # type: ignore[assignment]
            head = file.peek(HEAD)[:HEAD]  # type: ignore[attr-defined]
            for number, line in enumerate(file, 1):
                kept = line.removeprefix(_BOM) if number == 1 else line
                if not kept.strip():
                    continue
                try:
                    article = Article.model_validate_json(kept)
                    _refuse_vast(article)
                except ValueError as error:
                    wrong = FactsError(f"{path}, line {number}: {_said(error)}")
                    if found:
                        told(wrong)
                    elif len(held) == _PATIENCE - 1:
                        raise _of_another_kind(path, head, held[0]) from error
                    else:
                        held.append(wrong)
                else:
                    found += 1
                    while held:
                        told(held.pop(0))
                    yield article
    except (OSError, EOFError, zlib.error) as error:
        told(FactsError(f"{path}, after line {number}: cannot be read ({error}); write it anew"))
    if held:
        raise _of_another_kind(path, head, held[0])


def _of_another_kind(path: Path, head: bytes, first: FactsError) -> FactsError:
    what = looks_like(path, head)
    why = f" ({str(first).partition(': ')[2]})" if "JSON" in what else ""
    return FactsError(f"{path}: no article in it, it looks like {what}{why}; {WAY_OUT}")


def _refuse_vast(article: Article) -> None:
    values = chain.from_iterable(vars(record).values() for record in article.records)
    for value in values:
        if isinstance(value, Quantity):
            for number in (value.value, value.low, value.high):
                if number and abs(Decimal(number).adjusted()) > _EXPONENT:
                    raise ValueError(f"a number of more than {_EXPONENT} digits; no report tells one")


def _said(error: ValueError) -> str:
    """The first thing that is wrong, and the way out."""
    if not isinstance(error, ValidationError):
        return str(error)
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    if first["type"] == "json_invalid":
        return f"no JSON ({first['msg'].removeprefix('Invalid JSON: ')}); one article a line, as `extract` writes them"
    where = ".".join(map(str, first["loc"])) or "the line"
    return f"no article: {where}: {first['msg']}; `shijian-extract schema` prints the form of a line"
