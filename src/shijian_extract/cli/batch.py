"""Archives in, facts out: `batch`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shijian_extract.core import ShijianError

from .console import complain, number_of, writable
from .reports import Published

if TYPE_CHECKING:
    from shijian_extract.batch import Found, Progress, Settings, Summary

# Of `batch` alone: all inputs read is 0, some of them failures 1, wrong use 2, not at the end yet 3; Ctrl-C is 130.
WITH_FAILURES = 1
UNFINISHED = 3
INTERRUPTED = 130


def _form(value: str | None) -> str | None:
    if value not in (None, "text", "lines", "rows"):
        raise typer.BadParameter(f"{value!r} is no form of input; choose one of text, lines, rows")
    return value


def _encoding(value: str) -> str:
    import codecs

    try:
        name = codecs.lookup(value).name
        # Of what Python calls encodings some turn bytes into bytes.
        b"".decode(name)
        "a".encode(name).decode(name)
    except (LookupError, UnicodeError) as error:
        raise typer.BadParameter(f"{value!r} is no encoding of texts; write utf-8, gb18030, …") from error
    return name


Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE…",
        help="Files, folders, patterns in quotes: .txt, .jsonl, .csv, .tsv (also .gz), .parquet, .zip, .tar and its packed "
        "kinds; - for JSON Lines on standard input.",
    ),
]
To = Annotated[
    Path,
    typer.Option(
        "--to",
        metavar="SINK",
        callback=writable,
        help="What to write, by its end: .duckdb, .jsonl, .csv, .xlsx, .parquet.",
    ),
]
Workers = Annotated[int, typer.Option(min=1, metavar="N", help="Worker processes.")]
TextColumn = Annotated[str, typer.Option(metavar="NAME", help="Column that has the text.")]
IdColumn = Annotated[str, typer.Option(metavar="NAME", help="Column that has the id.")]
DateColumn = Annotated[str, typer.Option(metavar="NAME", help="Column that has the date of publication.")]
Form = Annotated[
    str | None,
    typer.Option(
        metavar="FORM",
        callback=_form,
        help="How files are read whose name doesn't say it, and standard input: text, lines (JSON Lines) or rows (CSV).",
    ),
]
Encoding = Annotated[
    str, typer.Option(metavar="NAME", callback=_encoding, help="Encoding of texts and tables.")
]
Split = Annotated[
    bool, typer.Option("--split/--no-split", help="Take a page that carries several articles apart.")
]
Seconds = Annotated[
    float, typer.Option(min=0.1, metavar="S", help="What one input may take; then it is a failure.")
]
Memory = Annotated[
    int, typer.Option(min=16, metavar="MIB", help="What one input may take of memory; then it is a failure.")
]
Retry = Annotated[
    bool, typer.Option("--retry", help="Try those once more that failed by time, memory or a fault.")
]
Keep = Annotated[
    bool, typer.Option("--keep/--drop", help="Keep the ledger, so that the next run does only what is new.")
]


def batch(
    ctx: typer.Context,
    sources: Sources,
    to: To = Path("facts.duckdb"),
    workers: Workers = 1,
    text_column: TextColumn = "text",
    id_column: IdColumn = "id",
    date_column: DateColumn = "published",
    form: Form = None,
    encoding: Encoding = "utf-8",
    published: Published = None,
    split: Split = True,
    seconds: Seconds = 60.0,
    memory: Memory = 2048,
    retry: Retry = False,
    keep: Keep = True,
) -> None:
    """The facts of a whole archive, as a database or as files.

    A run that was stopped goes on with the same command. Exit code: 0 all inputs read, 1 some are failures, 2 wrong use, 3
    not at the end, 130 interrupted.
    """
    from shijian_extract.batch import LedgerError, Reading, Settings, SinkError, found, own_files, sink_for
    from shijian_extract.batch.needs import NeedsExtraError
    from shijian_extract.core import ReadError

    # The file that a link points to is what is replaced, and its folder is where the ledger lies.
    to = to.resolve() if to.is_symlink() else to
    reading = Reading(text_column, id_column, date_column, encoding, form, published)
    settings = Settings(workers, seconds, memory, split=split, reading=reading)
    try:
        sink_for(to)
        inputs = found(sources, own_files(to))
    except (ReadError, SinkError) as error:
        raise typer.BadParameter(str(error), ctx) from error
    try:
        summary = _watched(inputs, to, settings, retry=retry, keep=keep)
    except (LedgerError, NeedsExtraError) as error:
        complain(ctx, error)
        raise typer.Exit(2) from error
    except ShijianError as error:
        complain(ctx, error)
        raise typer.Exit(UNFINISHED) from error
    except KeyboardInterrupt as error:
        print("stopped; what is done is kept, and the same command goes on from there", file=sys.stderr)
        raise typer.Exit(INTERRUPTED) from error
    _tell(summary, to)
    if summary.counts["failures"]:
        raise typer.Exit(WITH_FAILURES)


def _watched(inputs: Found, sink: Path, settings: Settings, *, retry: bool, keep: bool) -> Summary:
    """The run, with its progress on standard error."""
    from shijian_extract.batch import run
    from shijian_extract.show.progress import run_display

    with run_display(inputs.size(), sys.stderr) as display:

        def watch(progress: Progress) -> None:
            display(progress.read, progress.counts["inputs"], progress.new["characters"])

        return run(inputs, sink, settings, retry=retry, keep=keep, watch=watch)


def _tell(summary: Summary, sink: Path) -> None:
    """The closing summary, on standard error."""
    from shijian_extract.batch import TABLES

    counts, new = summary.counts, summary.new
    records = ", ".join(number_of(counts[kind], kind) for kind in TABLES if counts[kind])
    done_before = counts["inputs"] - new["inputs"]
    lines = [
        f"{sink}: {number_of(counts['articles'], 'article')} of {number_of(counts['inputs'], 'input')}",
        f"records: {records or 'none'}",
        f"failures: {counts['failures']:,}; duplicates: {counts['duplicates']:,}; done before: {done_before:,}",
        f"{new['characters']:,} characters in {summary.seconds:,.1f} s, "
        f"{new['characters'] / max(summary.seconds, 0.001):,.0f} a second",
    ]
    print("\n".join(lines), file=sys.stderr)
