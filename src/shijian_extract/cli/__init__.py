"""The command line: `shijian-extract`. Every command imports what it needs when it runs, so that help is quick."""

from __future__ import annotations

import signal
import sys
from io import TextIOWrapper
from typing import Annotated

import typer

from .batch import INTERRUPTED, batch
from .check import check
from .compare import compare
from .console import NAME, Commands
from .evaluate import evaluate
from .gold import gold
from .pages import report
from .reports import explain, extract, schema
from .show import show

__all__ = ["app", "main"]

app = typer.Typer(
    cls=Commands,
    name=NAME,
    help="Chinese reports in, typed and grounded records out.",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


for _command in (extract, batch, check, show, explain, compare, report, evaluate, schema):
    app.command()(_command)
app.add_typer(gold, name="gold")


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import PackageNotFoundError, version

        try:
            print(NAME, version(NAME))
        except PackageNotFoundError:
            print(NAME, "(not installed)")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None: ...


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        # What goes to a file or a pipe is UTF-8 whatever the locale; a terminal gets what it can show.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
    # A request to end is taken as Ctrl-C is, so that nothing half written stays behind.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        app()
    except KeyboardInterrupt:
        # Before a command has taken it into its own hands.
        sys.exit(INTERRUPTED)
