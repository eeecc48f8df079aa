"""The command line: `shijian-extract`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, TextIO

import typer

from .core import ReadError, ShijianError

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Chinese reports in, typed and grounded records out.")


@app.command()
def extract(
    paths: Annotated[list[Path], typer.Argument(help="Text files, or folders of *.txt files.")],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="JSON Lines file; standard output without it.")] = None,
    published: Annotated[str | None, typer.Option(help="Publication date, whole or partial: 2023-12.")] = None,
) -> None:
    """Records of the reports, one article a line, as JSON Lines."""
    from .chain import Extractor
    from .read import find_files, read_report

    failed = 0
    extractor = Extractor()
    stream: TextIO = output.open("w", encoding="utf-8") if output else sys.stdout
    try:
        for path in paths:
            try:
                files = find_files(path)
            except ReadError as error:
                failed += _complain(error)
                continue
            for file in files:
                try:
                    article = extractor.run(read_report(file, published))
                except ReadError as error:
                    failed += _complain(error)
                    continue
                stream.write(article.model_dump_json() + "\n")
    finally:
        if output:
            stream.close()
    raise typer.Exit(1 if failed else 0)


def _complain(error: ShijianError) -> int:
    print(f"shijian-extract: {error}", file=sys.stderr)
    return 1


@app.command()
def schema() -> None:
    """The JSON Schema of one line of output."""
    from .records import json_schema

    print(json.dumps(json_schema(), ensure_ascii=False, indent=2))


def main() -> None:
    """Run the command line."""
    app()
