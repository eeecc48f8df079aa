"""One indicator over many reports: `compare`."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer

from .console import complain, console_of, opened, print_parts, writable
from .pages import Facts, Texts


def compare(
    ctx: typer.Context,
    facts: Facts,
    indicator: Annotated[
        str,
        typer.Option(metavar="NAME", help="What is counted, by id or Chinese name: volunteer or 志愿者, …"),
    ],
    by: Annotated[
        str,
        typer.Option(
            metavar="KEYS", help="What a row stands for: place, year, month, label, unit, with commas."
        ),
    ] = "place,year",
    every: Annotated[
        bool, typer.Option("--all", help="All statements of each row, the one that it shows first.")
    ] = False,
    texts: Texts = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="FILE", dir_okay=False, callback=writable, help="CSV file to write."
        ),
    ] = None,
    lines: Annotated[bool, typer.Option("--json", help="JSON Lines in place of CSV or a table.")] = False,
) -> None:
    """One indicator side by side: a row for each place and year.

    Each with value and bounds, the sentence that says it and where it stands, how many other statements there are, their
    lowest and highest. Shown is what there is before what is planned or turned out, the whole before a part, then what was
    told last, then the largest. A table on a terminal, else CSV.
    """
    from shijian_extract.show.comparison import comparison_table
    from shijian_extract.study import CompareError, compare_rows

    if output and os.path.realpath(output) == os.path.realpath(facts):
        raise typer.BadParameter(f"{output} is FACTS itself; name another file", ctx, param_hint="'-o'")
    keys = [key.strip() for key in by.split(",") if key.strip()]
    try:
        rows = compare_rows(
            facts, indicator=indicator, by=keys, every=every, texts=texts, complain=partial(complain, ctx)
        )
    except CompareError as error:
        raise typer.BadParameter(str(error), ctx) from error
    with opened(output) as out:
        console = console_of(out)
        if lines:
            out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        elif console.is_terminal:
            print_parts(console, comparison_table(rows, keys))
        else:
            _write_csv(out, rows, mark=output is not None)


def _write_csv(out: TextIO, rows: Iterable[Mapping[str, Any]], *, mark: bool) -> None:
    """The rows as CSV, formulas defused; a file has the mark by which spreadsheets know UTF-8."""
    from shijian_extract.study import COLUMNS
    from shijian_extract.views.lines import defused

    out.write("\ufeff" if mark else "")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([defused(row[name]) for name in COLUMNS] for row in rows)
