"""Reports in, records out: `extract`, `explain`, `schema`."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Annotated

import typer

from .console import console_of, opened, print_parts, writable
from .texts import articles_of, text_files


def _iso_date(value: str | None) -> str | None:
    from shijian_extract.read.files import DATE_FORMS, is_date

    if value is not None and not is_date(value):
        raise typer.BadParameter(f"{value!r} is no ISO date; write {DATE_FORMS}")
    return value


Published = Annotated[
    str | None,
    typer.Option(
        metavar="DATE",
        callback=_iso_date,
        help="Publication date, whole or partial: 2023, 2023-12, 2023-12-05.",
    ),
]


def extract(
    ctx: typer.Context,
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH", help="Text files, or folders of *.txt files.")
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            dir_okay=False,
            callback=writable,
            help="JSON Lines file, replaced at the end; standard output without it.",
        ),
    ] = None,
    published: Published = None,
    split: Annotated[
        bool, typer.Option("--split/--no-split", help="Take a page that carries several articles apart.")
    ] = True,
) -> None:
    """The records of reports, as JSON Lines.

    One article a line; its id is the file name without the suffix, with #1, #2, … for the articles of a page. An
    index.jsonl beside the texts is read.
    """
    files = text_files(ctx, paths)
    if output and os.path.realpath(output) in map(os.path.realpath, files):
        raise typer.BadParameter(f"{output} is one of the texts; name another file", ctx, param_hint="'-o'")
    with opened(output) as out:
        for article in articles_of(ctx, files, published, out, split=split):
            out.write(article.model_dump_json() + "\n")


def explain(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A text file.")],
    published: Published = None,
) -> None:
    """A report's text with its evidence marked.

    After it, for each record: its number, type, rule, evidence and values.
    """
    from shijian_extract.chain import Extractor
    from shijian_extract.read import read_report
    from shijian_extract.show.marks import explanation

    report = read_report(file, published)
    article, reasons = Extractor().explain(report)
    with opened(None) as out:
        console = console_of(out)
        text = explanation(report.text, article.model_dump(mode="json"), reasons, colour=console.is_terminal)
        if console.is_terminal:
            print_parts(console, text, soft_wrap=True)
        else:
            out.write(f"{text.plain}\n")


def schema() -> None:
    """The JSON Schema of one line of output."""
    from shijian_extract.records import json_schema

    with opened(None) as out:
        out.write(json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n")
