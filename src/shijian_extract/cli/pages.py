"""Facts to look at: `report`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .console import complain, number_of, opened, writable

if TYPE_CHECKING:
    from shijian_extract.records import Article
    from shijian_extract.study import Checker

# What the page is made and tested for; more works, but opens and searches more slowly.
MANY = 5000

Facts = Annotated[
    Path,
    typer.Argument(metavar="FACTS", help="JSON Lines or a DuckDB database, as extract and batch write them."),
]
Texts = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        exists=True,
        file_okay=False,
        help="Folder of the texts, for JSON Lines; a database holds them.",
    ),
]


def _language(value: str) -> str:
    if value not in ("zh", "en"):
        raise typer.BadParameter(f"{value!r} is no language of this command; choose zh or en")
    return value


Language = Annotated[
    str, typer.Option(metavar="LANG", callback=_language, help="Language that it speaks: zh or en.")
]


def report(
    ctx: typer.Context,
    facts: Facts,
    output: Annotated[
        Path,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            dir_okay=False,
            callback=writable,
            help="The page, an HTML file.",
        ),
    ] = Path("report.html"),
    texts: Texts = None,
    lang: Language = "zh",
) -> None:
    """A page to read the articles in, with their evidence marked, charts, networks and what does not add up.

    One file that opens from the disk, without a network; a switch on the page changes its language.
    """
    from shijian_extract.batch.facts import FactsError
    from shijian_extract.show.report import write_report
    from shijian_extract.study import KINDS, Checker, kind_names, shown_figures

    if os.path.realpath(output) == os.path.realpath(facts):
        raise typer.BadParameter(f"{output} holds the facts; name another file", ctx, param_hint="'-o'")
    # What is said side by side and what doesn't add up is known at the end: the facts are read once for that and once more to
    # be written, since they are more than memory should hold.
    read = _reader(ctx, facts, texts)
    checker = Checker()
    chosen = shown_figures(_checked(checker, read("checked")))
    names = {language: kind_names(language) for language in ("zh", "en")}
    kinds = {kind: {language: said[kind] for language, said in names.items()} for kind in KINDS}
    findings = [finding.plain() for finding in checker.findings()]
    with opened(output) as out:
        number = write_report(
            out, read("written"), chosen=chosen, findings=findings, kinds=kinds, language=lang
        )
        if not number:
            raise FactsError(
                f"{facts}: no article in it, so {output} is left as it was; `extract` writes one"
            )
    print(f"{output}: {number_of(number, 'article')}, {number_of(len(findings), 'finding')}", file=sys.stderr)
    if number > MANY:
        print(f"a page of more than {MANY:,} articles opens and searches slowly", file=sys.stderr)


def _checked(checker: Checker, articles: Iterable[Article]) -> Iterator[Article]:
    """The articles, each of which the checker is given on the way."""
    for article in articles:
        checker.add(article)
        yield article


def _reader(ctx: typer.Context, facts: Path, texts: Path | None) -> Callable[[str], Iterator[Article]]:
    """What reads the articles from the first, as often as it is called, saying what is done with them."""
    from shijian_extract.batch.facts import read_facts
    from shijian_extract.show.progress import counted

    def read(done: str) -> Iterator[Article]:
        return counted(read_facts(facts, texts, partial(complain, ctx)), f"articles {done}", sys.stderr)

    if facts.is_file():
        return read
    # What comes from a pipe comes once.
    held = list(read("read"))
    return lambda done: iter(held)
