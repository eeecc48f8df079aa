"""Text files named on the command line, and the articles that the chain makes of them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import typer

from shijian_extract.core import ReadError

from .console import complain

if TYPE_CHECKING:
    from shijian_extract.records import Article


def text_files(ctx: typer.Context, paths: Iterable[Path]) -> list[Path]:
    """The text files of all paths, each once."""
    from shijian_extract.read import find_files

    files: dict[str, Path] = {}
    for path in paths:
        try:
            for file in find_files(path):
                files.setdefault(os.path.realpath(file), file)
        except ReadError as error:
            complain(ctx, error)
    return list(files.values())


def articles_of(
    ctx: typer.Context,
    files: list[Path],
    published: str | None = None,
    out: TextIO | None = None,
    *,
    split: bool = True,
) -> Iterator[Article]:
    """The article of each file that can be read, or the articles of a page; `out` is where they go, if anywhere."""
    from shijian_extract.chain import Extractor
    from shijian_extract.read import read_report
    from shijian_extract.show.progress import watched

    extractor = Extractor()
    for file in watched(files, sys.stderr, out):
        try:
            report = read_report(file, published)
        except ReadError as error:
            complain(ctx, error)
        else:
            yield from extractor.run_page(report) if split else [extractor.run(report)]
