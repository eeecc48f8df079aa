"""Scores against gold: `evaluate`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from shijian_extract.core import ReadError

from .console import console_of, opened, print_parts, writable
from .texts import articles_of, text_files

if TYPE_CHECKING:
    from shijian_extract.evaluate import ArticleRecords


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
            "--json", metavar="FILE", dir_okay=False, callback=writable, help="Write the scores as JSON too."
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
    from shijian_extract.evaluate import misses, read_articles, score, score_pages

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
        with opened(json_file) as out:
            json.dump(scores, out, ensure_ascii=False, indent=2)
            out.write("\n")
    _print_scores(scores)


def _predicted(
    ctx: typer.Context, corpus: Path, gold: Path, right: Iterable[ArticleRecords]
) -> list[ArticleRecords]:
    """What the chain finds in those texts of a corpus that gold speaks of."""
    from shijian_extract.evaluate import ArticleRecords

    judged = {article.text for article in right}
    files = [file for file in text_files(ctx, [corpus]) if file.stem in judged]
    if not files and not ctx.obj:
        raise ReadError(f"{corpus}: no text that {gold} has gold for; text and gold go by the same name")
    articles = (article.model_dump(mode="json") for article in articles_of(ctx, files))
    return [
        ArticleRecords(article["article"]["id"], article["records"], _span(article.get("span")))
        for article in articles
    ]


def _span(span: dict[str, int] | None) -> tuple[int, int] | None:
    return (span["start"], span["end"]) if span else None


def _print_scores(scores: dict[str, Any]) -> None:
    from shijian_extract.show.scores import attribute_table, miss_lines, note_lines, page_line, score_table

    pages = scores["pages"]["records"]
    with opened(None) as out:
        console = console_of(out)
        for part, title in ((scores["texts"], None), (pages, "pages, each as one text")):
            if part["articles"]:
                print_parts(console, score_table(part, title), attribute_table(part), *note_lines(part))
        if pages["articles"]:
            print_parts(console, page_line(scores["pages"]["articles"]))
        out.writelines(f"{line}\n" for line in miss_lines(scores.get("misses", ())))
