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

_BOM = b"\xef\xbb\xbf"
_GZIP = b"\x1f\x8b"
# After so many lines without one article a file is of another kind, and each further line would be told of in vain.
_PATIENCE = 20
# What is larger or smaller has no place in a binary float, as databases and browsers have it, and takes minutes to write out.
_EXPONENT = 300


def read_lines(path: Path, told: Callable[[ReadError], None]) -> Iterator[Article]:
    """The article of each line, also of packed ones; a line that is none goes to `told` and is passed over.

    Raises `FactsError` where none of the first lines is an article.
    """
    number = found = missed = 0
    try:
        # Opened once, and nothing is read twice: it may be a pipe.
        with path.open("rb") as raw:
            file: IO[bytes] = gzip.GzipFile(fileobj=raw) if raw.peek(2).startswith(_GZIP) else raw  # type: ignore[assignment]
            for number, line in enumerate(file, 1):
                kept = line.removeprefix(_BOM) if number == 1 else line
                if not kept.strip():
                    continue
                try:
                    article = Article.model_validate_json(kept)
                    _refuse_vast(article)
                except ValueError as error:
                    told(FactsError(f"{path}, line {number}: {_said(error)}"))
                    missed += 1
                    if not found and missed == _PATIENCE:
                        break
                else:
                    found += 1
                    yield article
    except (OSError, EOFError, zlib.error) as error:
        told(FactsError(f"{path}, after line {number}: cannot be read ({error}); write it anew"))
    if not found and missed == _PATIENCE:
        raise FactsError(f"{path}: {missed} lines and no article; name JSON Lines as `extract` writes them")


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
