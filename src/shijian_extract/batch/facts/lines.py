"""JSON Lines, as `extract` and `batch` write them, into articles."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path

from pydantic import ValidationError

from ...core import ReadError
from ...records import Article
from .errors import FactsError

_BOM = b"\xef\xbb\xbf"


def read_lines(path: Path, told: Callable[[ReadError], None], *, packed: bool) -> Iterator[Article]:
    """The article of each line; a line that is none goes to `told` and is passed over."""
    number = 0
    try:
        with gzip.open(path) if packed else path.open("rb") as file:
            for number, line in enumerate(file, 1):
                kept = line.removeprefix(_BOM) if number == 1 else line
                if not kept.strip():
                    continue
                try:
                    article = Article.model_validate_json(kept)
                except ValidationError as error:
                    told(FactsError(f"{path}, line {number}: {_said(error)}"))
                else:
                    yield article
    except (OSError, EOFError) as error:
        told(FactsError(f"{path}, after line {number}: cannot be read ({error}); write it anew"))


def _said(error: ValidationError) -> str:
    """The first thing that is wrong, and the way out."""
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    if first["type"] == "json_invalid":
        return f"no JSON ({first['msg'].removeprefix('Invalid JSON: ')}); one article a line, as `extract` writes them"
    where = ".".join(map(str, first["loc"])) or "the line"
    return f"no article: {where}: {first['msg']}; `shijian-extract schema` prints the form of a line"
