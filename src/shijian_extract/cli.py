"""The command line: `shijian-extract`. Every command imports what it needs when it runs, so that help is quick."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer
from typer.core import TyperGroup

from .core import ReadError, ShijianError

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from .evaluate import ArticleRecords
    from .records import Article

NAME = "shijian-extract"


class _Commands(TyperGroup):
    """Commands whose complaints become the exit code: 0 without any, 1 with some; wrong use is 2."""

    def invoke(self, ctx: Any) -> None:
        """Run the command that the context names; `ctx.obj` holds what was complained of."""
        ctx.obj = set()
        try:
            super().invoke(ctx)
        except ShijianError as error:
            _complain(ctx, error)
        raise typer.Exit(1 if ctx.obj else 0)


app = typer.Typer(
    cls=_Commands,
    name=NAME,
    help="Chinese reports in, typed and grounded records out.",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _complain(ctx: typer.Context, error: ShijianError) -> None:
    """One line on standard error, and only one where the same thing (a broken index) meets many files."""
    line = str(error)
    if line not in ctx.obj:
        ctx.obj.add(line)
        shown = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in line)
        print(f"{NAME}: {shown}", file=sys.stderr)


def _iso_date(value: str | None) -> str | None:
    from .read.files import DATE_FORMS, is_date

    if value is not None and not is_date(value):
        raise typer.BadParameter(f"{value!r} is no ISO date; write {DATE_FORMS}")
    return value


def _record_type(value: str | None) -> str | None:
    from .show.records import TYPES

    if value is not None and value not in TYPES:
        raise typer.BadParameter(f"{value!r} is no type of record; choose one of {', '.join(TYPES)}")
    return value


def _writable(value: Path | None) -> Path | None:
    if value is not None and not value.parent.is_dir():
        raise typer.BadParameter(f"there is no folder {str(value.parent)!r}; make it first")
    return value


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import PackageNotFoundError, version

        try:
            print(NAME, version(NAME))
        except PackageNotFoundError:
            print(NAME, "(not installed)")
        raise typer.Exit


_Published = Annotated[
    str | None,
    typer.Option(
        metavar="DATE",
        callback=_iso_date,
        help="Publication date, whole or partial: 2023, 2023-12, 2023-12-05.",
    ),
]


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None: ...


@app.command()
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
            callback=_writable,
            help="JSON Lines file, replaced at the end; standard output without it.",
        ),
    ] = None,
    published: _Published = None,
    split: Annotated[
        bool, typer.Option("--split/--no-split", help="Take a page that carries several articles apart.")
    ] = True,
) -> None:
    """The records of reports, as JSON Lines.

    One article a line; its id is the file name without the suffix, with #1, #2, … for the articles of a page. An
    index.jsonl beside the texts is read.
    """
    files = _files(ctx, paths)
    if output and os.path.realpath(output) in map(os.path.realpath, files):
        raise typer.BadParameter(f"{output} is one of the texts; name another file", ctx, param_hint="'-o'")
    with _output(output) as out:
        for article in _articles(ctx, files, published, out, split=split):
            out.write(article.model_dump_json() + "\n")


@app.command()
def show(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="JSON Lines, as extract writes them.")],
    kind: Annotated[
        str | None,
        typer.Option(
            "--type", metavar="TYPE", callback=_record_type, help="Records of this type alone: figure, …"
        ),
    ] = None,
) -> None:
    """The records of a JSON Lines file as a table.

    Where the output is no terminal: columns set apart by tabs.
    """
    from .evaluate import read_articles
    from .show.records import record_lines, record_table

    articles = read_articles(file)
    rows = [(one.id, record) for one in articles for record in one.records if kind in (None, record["type"])]
    with _output(None) as out:
        console = _console(out)
        if console.is_terminal:
            _print(console, record_table(rows))
        else:
            out.writelines(f"{line}\n" for line in record_lines(rows))


@app.command()
def explain(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A text file.")],
    published: _Published = None,
) -> None:
    """A report's text with its evidence marked.

    After it, for each record: its number, type, rule, evidence and values.
    """
    from .chain import Extractor
    from .read import read_report
    from .show.marks import explanation

    report = read_report(file, published)
    article, reasons = Extractor().explain(report)
    with _output(None) as out:
        console = _console(out)
        text = explanation(report.text, article.model_dump(mode="json"), reasons, colour=console.is_terminal)
        if console.is_terminal:
            _print(console, text, soft_wrap=True)
        else:
            out.write(f"{text.plain}\n")


@app.command()
def evaluate(
    ctx: typer.Context,
    gold: Annotated[Path, typer.Option(metavar="DIR", help="Folder of annotations, one <text>.json each.")],
    output: Annotated[
        Path | None, typer.Argument(metavar="OUTPUT", help="JSON Lines, as extract writes them.")
    ] = None,
    corpus: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder of texts; those with gold are run first.")
    ] = None,
    list_misses: Annotated[
        bool, typer.Option("--misses", help="List every miss, extra and wrong field too.")
    ] = False,
    json_file: Annotated[
        Path | None,
        typer.Option(
            "--json", metavar="FILE", dir_okay=False, callback=_writable, help="Write the scores as JSON too."
        ),
    ] = None,
) -> None:
    """Scores against records annotated by reading.

    By type and by attribute; pages that carry several articles are scored apart.
    """
    if (corpus is None) == (output is None):
        raise typer.BadParameter(
            "give one of the two, --corpus DIR or an OUTPUT file", ctx, param_hint="OUTPUT"
        )
    from .evaluate import misses, read_articles, score, score_pages

    right = read_articles(gold)
    found = _predicted(ctx, corpus, gold, right) if corpus else read_articles(output or "")
    scores: dict[str, Any] = {
        "texts": score(right, found).to_dict(),
        "pages": score_pages(right, found).to_dict(),
    }
    amiss = [*misses(right, found), *misses(right, found, pages=True)] if list_misses else []
    if list_misses:
        scores["misses"] = [miss.to_dict() for miss in amiss]
    if json_file:
        with _output(json_file) as out:
            json.dump(scores, out, ensure_ascii=False, indent=2)
            out.write("\n")
    _print_scores(scores)


@app.command()
def schema() -> None:
    """The JSON Schema of one line of output."""
    from .records import json_schema

    with _output(None) as out:
        out.write(json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n")


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        # What goes to a file or a pipe is UTF-8 whatever the locale; a terminal gets what it can show.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
    app()


def _files(ctx: typer.Context, paths: Iterable[Path]) -> list[Path]:
    """The text files of all paths, each once."""
    from .read import find_files

    files: dict[str, Path] = {}
    for path in paths:
        try:
            for file in find_files(path):
                files.setdefault(os.path.realpath(file), file)
        except ReadError as error:
            _complain(ctx, error)
    return list(files.values())


def _articles(
    ctx: typer.Context,
    files: list[Path],
    published: str | None = None,
    out: TextIO | None = None,
    *,
    split: bool = True,
) -> Iterator[Article]:
    """The article of each file that can be read, or the articles of a page; `out` is where they go, if anywhere."""
    from .chain import Extractor
    from .read import read_report
    from .show.progress import watched

    extractor = Extractor()
    for file in watched(files, sys.stderr, out):
        try:
            report = read_report(file, published)
        except ReadError as error:
            _complain(ctx, error)
        else:
            yield from extractor.run_page(report) if split else [extractor.run(report)]


def _predicted(
    ctx: typer.Context, corpus: Path, gold: Path, right: Iterable[ArticleRecords]
) -> list[ArticleRecords]:
    """What the chain finds in those texts of a corpus that gold speaks of."""
    from .evaluate import ArticleRecords

    judged = {article.text for article in right}
    files = [file for file in _files(ctx, [corpus]) if file.stem in judged]
    if not files and not ctx.obj:
        raise ReadError(f"{corpus}: no text that {gold} has gold for; text and gold go by the same name")
    articles = (article.model_dump(mode="json") for article in _articles(ctx, files))
    return [
        ArticleRecords(article["article"]["id"], article["records"], _span(article.get("span")))
        for article in articles
    ]


def _span(span: dict[str, int] | None) -> tuple[int, int] | None:
    return (span["start"], span["end"]) if span else None


def _print_scores(scores: dict[str, Any]) -> None:
    from .show.scores import attribute_table, miss_lines, note_lines, page_line, score_table

    pages = scores["pages"]["records"]
    with _output(None) as out:
        console = _console(out)
        for part, title in ((scores["texts"], None), (pages, "pages, each as one text")):
            if part["articles"]:
                _print(console, score_table(part, title), attribute_table(part), *note_lines(part))
        if pages["articles"]:
            _print(console, page_line(scores["pages"]["articles"]))
        out.writelines(f"{line}\n" for line in miss_lines(scores.get("misses", ())))


def _console(out: TextIO) -> Console:
    from rich.console import Console

    return Console(file=out, markup=False, highlight=False)


def _print(console: Console, *parts: RenderableType, soft_wrap: bool = False) -> None:
    """Write to the console's file; not by the console itself, which ends the process where a reader has left."""
    with console.capture() as captured:
        for part in parts:
            console.print(part, soft_wrap=soft_wrap or isinstance(part, str))
    console.file.write(captured.get())


class _WriteError(ShijianError):
    """What was found could not be written."""


@contextmanager
def _output(path: Path | None) -> Iterator[TextIO]:
    """The file at `path`, or standard output; where a reader of it has left, the rest is quietly dropped.

    Raises `_WriteError` where it cannot be written.
    """
    try:
        with _replacing(path) if path else nullcontext(sys.stdout) as out:
            yield out
            out.flush()
    except OSError as error:
        if path is None:
            # Else Python would try once more to write the rest, and complain, when it ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            raise _WriteError(f"{path or 'standard output'}: cannot be written ({error.strerror})") from error


@contextmanager
def _replacing(path: Path) -> Iterator[TextIO]:
    """A new file that takes the place of `path` when all is written; on failure that stays as it is."""
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():  # a device or a pipe
        with target.open("w", encoding="utf-8") as out:
            yield out
        return
    part = target.with_name(f".{NAME}-{secrets.token_hex(4)}.part")
    try:
        with part.open("x", encoding="utf-8", newline="\n") as out:
            yield out
        if target.exists():
            shutil.copymode(target, part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
