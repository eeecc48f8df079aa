"""Facts in, what does not add up in them out: `check`."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from shijian_extract.core import ShijianError

from .console import chosen, complain, console_of, number_of, opened, print_parts
from .pages import Facts, Language, Texts

if TYPE_CHECKING:
    from shijian_extract.study import Checker

# Of `check` alone, as of grep: nothing found is 0, something 1; wrong use, and facts that cannot be read, 2.
FOUND = 1
UNREAD = 2


def _kinds(values: list[str] | None) -> list[str] | None:
    from shijian_extract.study import kind_names

    return chosen(values or (), kind_names("zh"), "kind of finding")


def check(
    ctx: typer.Context,
    facts: Facts,
    texts: Texts = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            "--kind",
            metavar="KIND",
            callback=_kinds,
            help="Findings of this kind alone, by id or Chinese name; can be repeated.",
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object: counts by kind, findings.")
    ] = False,
    lang: Language = "zh",
) -> None:
    """What does not add up in articles' facts.

    Two values for one thing, parts and totals, slogans and their lists; over time what falls, leaps, is copied or cannot hold
    beside another. Exit code: 0 nothing found, 1 something, 2 wrong use or facts that cannot be read.
    """
    from shijian_extract.batch.facts import FactsError, read_facts
    from shijian_extract.show.progress import counted
    from shijian_extract.study import KINDS, Checker, Settings

    checker = Checker(Settings(kinds=frozenset(kind or KINDS)))
    try:
        articles = read_facts(facts, texts, partial(complain, ctx))
        for article in counted(articles, "articles checked", sys.stderr):
            checker.add(article)
        if not checker.articles:
            raise FactsError(f"{facts}: no article in it; `extract` writes one")
    except ShijianError as error:
        complain(ctx, error)
        raise typer.Exit(UNREAD) from error
    findings = [one.plain() for one in checker.findings()]
    if as_json:
        counts = Counter(one["kind"] for one in findings)
        told = {
            "articles": checker.articles,
            "without_text": checker.without_text,
            "counts": {name: counts[name] for name in KINDS if name in (kind or KINDS)},
            "findings": findings,
        }
        with opened(None) as out:
            out.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
    else:
        _show(facts, texts, findings, lang)
    print(_summary(checker, findings, lang), file=sys.stderr)
    if ctx.obj:
        raise typer.Exit(UNREAD)
    if findings:
        raise typer.Exit(FOUND)


def _show(facts: Path, texts: Path | None, findings: Sequence[dict[str, Any]], lang: str) -> None:
    """The findings on a terminal, in their sentences; elsewhere as lines."""
    from shijian_extract.show.findings import finding_lines, findings_text
    from shijian_extract.study import kind_names

    with opened(None) as out:
        console = console_of(out)
        if console.is_terminal:
            sources = _texts_of(facts, texts, {side["article"] for one in findings for side in one["sides"]})
            print_parts(console, *findings_text(findings, sources, lang, kind_names(lang)), soft_wrap=True)
        elif findings:
            out.writelines(f"{line}\n" for line in finding_lines(findings, lang))


def _texts_of(facts: Path, texts: Path | None, wanted: set[int]) -> dict[int, str | None]:
    """The texts of the articles that findings name: read once more, since those of all would not fit in memory."""
    from shijian_extract.batch.facts import read_facts

    found: dict[int, str | None] = {}
    if wanted:
        for number, article in enumerate(read_facts(facts, texts, lambda error: None)):
            if number in wanted:
                found[number] = article.text
            if number >= max(wanted):
                break
    return found


def _summary(checker: Checker, findings: Sequence[dict[str, Any]], lang: str) -> str:
    from shijian_extract.study import kind_names

    names, counts = kind_names(lang), Counter(one["kind"] for one in findings)
    listed = [f"{names[kind]} {count:,}" for kind, count in counts.items()]
    if lang == "en":
        unread = f"; the text of {checker.without_text:,} was not known" if checker.without_text else ""
        found = f"{number_of(len(findings), 'finding')} ({', '.join(listed)})" if listed else "nothing found"
        return f"{number_of(checker.articles, 'article')}: {found}{unread}"
    unread = f"；其中{checker.without_text:,}篇没有原文，需读原文的未查" if checker.without_text else ""
    found = f"发现{len(findings):,}处（{'，'.join(listed)}）" if listed else "未发现矛盾"
    return f"共{checker.articles:,}篇：{found}{unread}"
