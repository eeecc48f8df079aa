"""Facts and reports to read: `show`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Annotated, Any, NamedTuple, TextIO

import typer

from shijian_extract.core import ReadError

from .console import chosen, complain, console_of, opened, print_parts
from .pages import Texts
from .reports import Published

_REPORT = ".txt"
# So many of what there is are named where something else was asked for.
_FEW = 5


class _Missed:
    """What was asked for by name, and has not been seen so far."""

    def __init__(self, asked: Iterable[str]) -> None:
        self._asked = dict.fromkeys(asked)
        self._there: dict[str, None] = {}

    def see(self, name: str, beginnings: bool = False) -> None:
        """A name that there is; with `beginnings` what begins it is meant too, and only its first part is kept."""
        if not name:
            return
        kept = f"{name.partition('.')[0]}." if beginnings else name
        if len(self._there) <= _FEW:
            self._there[kept] = None
        for one in [
            asked for asked in self._asked if name == asked or (beginnings and name.startswith(asked))
        ]:
            del self._asked[one]

    def told(self, what: str) -> Iterator[ReadError]:
        """A complaint for each that was never seen."""
        there = ", ".join([*self._there][:_FEW]) + (", …" if len(self._there) > _FEW else "")
        for name in self._asked:
            yield ReadError(f"no {what} {name!r}; there {f'are {there}' if there else 'is none'}")


class _Shown(NamedTuple):
    """An article in its public JSON form, its text, and those of its records that are wanted, by their numbers in it."""

    data: Mapping[str, Any]
    text: str | None
    records: Mapping[int, Mapping[str, Any]]


def _record_types(values: list[str] | None) -> list[str]:
    from shijian_extract.show.words import names_of

    return chosen(values or (), names_of("type"), "type of record")


def show(
    ctx: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="JSON Lines (also .gz) or a database, as extract or batch writes; or a report, .txt, to extract.",
        ),
    ],
    texts: Texts = None,
    published: Published = None,
    with_text: Annotated[bool, typer.Option("--text/--no-text", help="The text, where it is known.")] = True,
    kinds: Annotated[
        list[str] | None,
        typer.Option(
            "--type",
            metavar="TYPE",
            callback=_record_types,
            help="Records of this type, by id or Chinese name: figure or 数字, … (repeatable)",
        ),
    ] = None,
    rules: Annotated[
        list[str] | None,
        typer.Option(
            "--rule",
            metavar="RULE",
            help="Records of the rule, or of those that begin so: figure. (repeatable)",
        ),
    ] = None,
    ids: Annotated[
        list[str] | None, typer.Option("--article", metavar="ID", help="This article alone. (repeatable)")
    ] = None,
) -> None:
    """Articles to read: head, text with the evidence marked, records as a table.

    Where the output is no terminal the marks are brackets, as in [2|320支], and columns are set apart by tabs; without texts
    all records then make one table. With --type or --rule, articles without such records are left out.
    """
    report = file.suffix.lower() == _REPORT
    if report and texts:
        raise typer.BadParameter("a report is its own text", ctx, param_hint="'--texts'")
    if published and not report:
        raise typer.BadParameter(f"is for reports to extract, *{_REPORT}", ctx, param_hint="'--published'")
    articles = _articles(ctx, file, texts, published)
    missed = _Missed(ids or ()), _Missed(rules or ())
    wanted = _filter(kinds or [], rules or [])
    shown = _chosen(ctx, articles, wanted, ids or [], missed, with_text=with_text)
    with opened(None) as out:
        if console_of(out).is_terminal:
            _show_pages(out, shown)
        else:
            _write_plain(out, shown, may_have_text=bool(texts) and with_text)


def _articles(
    ctx: typer.Context, file: Path, texts: Path | None, published: str | None
) -> Iterator[tuple[Mapping[str, Any], str | None]]:
    """The articles in their public JSON form, with their texts, one by one."""
    if file.suffix.lower() == _REPORT:
        from shijian_extract.chain import Extractor
        from shijian_extract.read import read_report

        found: Iterable[Any] = Extractor().run_page(read_report(file, published))
    elif file.suffix == ".json" or any(file.glob("*.json")):
        from shijian_extract.evaluate import read_articles

        for gold in read_articles(file):
            yield {"article": {"id": gold.id}, "records": gold.records}, None
        return
    else:
        from shijian_extract.batch.facts import read_facts

        found = read_facts(file, texts, partial(complain, ctx))
    for article in found:
        yield article.model_dump(mode="json"), article.text


def _filter(kinds: list[str], rules: list[str]) -> Callable[[Mapping[str, Any]], bool] | None:
    """Whether a record is wanted; None where all are."""
    if not kinds and not rules:
        return None
    beginnings = tuple(rules)

    def wanted(record: Mapping[str, Any]) -> bool:
        of_kind = not kinds or record["type"] in kinds
        return of_kind and (not beginnings or (record.get("rule") or "").startswith(beginnings))

    return wanted


def _chosen(
    ctx: typer.Context,
    articles: Iterable[tuple[Mapping[str, Any], str | None]],
    wanted: Callable[[Mapping[str, Any]], bool] | None,
    ids: list[str],
    missed: tuple[_Missed, _Missed],
    *,
    with_text: bool,
) -> Iterator[_Shown]:
    """The articles with these ids and their wanted records; `missed` sees the ids and the rules that there are, and what
    there is none of is complained of at the end."""
    for data, text in articles:
        name = data["article"]["id"]
        missed[0].see(name or "")
        if ids and name not in ids:
            continue
        for record in data["records"]:
            missed[1].see(record.get("rule") or "", beginnings=True)
        records = {
            number: record
            for number, record in enumerate(data["records"], 1)
            if wanted is None or wanted(record)
        }
        if records or wanted is None:
            yield _Shown(data, text if with_text else None, records)
    for error in (*missed[0].told("article has the id"), *missed[1].told("record has the rule")):
        complain(ctx, error)


def _show_pages(out: TextIO, shown: Iterable[_Shown]) -> None:
    """On a terminal, article by article, and at the end how many there were."""
    from rich.text import Text

    from shijian_extract.show.articles import article_text
    from shijian_extract.show.records import record_table

    console = console_of(out)
    articles = records = 0
    for data, text, found in shown:
        print_parts(console, article_text(data, text, found, colour=True), Text(), soft_wrap=True)
        if found:
            print_parts(console, record_table(found, console.width), Text())
        articles += 1
        records += len(found)
    print_parts(console, Text(f"articles: {articles}, records: {records}", "dim"))


def _write_plain(out: TextIO, shown: Iterator[_Shown], *, may_have_text: bool) -> None:
    """One table of all records; where texts are known, the text and the table of each article."""
    from shijian_extract.show.articles import article_lines
    from shijian_extract.show.records import record_lines

    first = next(shown, None)
    articles = chain([first] if first else [], shown)
    lines: Iterator[str]
    if may_have_text or (first and first.text is not None):
        lines = (line for one in articles for line in article_lines(*one))
    else:
        rows = ((one.data["article"]["id"], record) for one in articles for record in one.records.values())
        lines = record_lines(rows)
    out.writelines(f"{line}\n" for line in lines)
