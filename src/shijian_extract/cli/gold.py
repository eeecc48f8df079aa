"""Annotations: `gold check`, `gold new`, `gold export`, `gold import`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from shijian_extract.core import GoldError, ReadError

from .console import WriteError, complain, opened, printable
from .reports import Published
from .texts import text_files

if TYPE_CHECKING:
    from shijian_extract.gold import GoldFile

gold = typer.Typer(
    help="Annotations: check them, begin them, carry them to other tools and back.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

# A gold file and its text.
_Pair = tuple["GoldFile", str]

_GOLD = typer.Argument(metavar="GOLD", help="Gold files, or folders of them.")
_Corpus = Annotated[Path, typer.Option("--corpus", metavar="DIR", help="Folder of the texts.")]
_Force = Annotated[bool, typer.Option("--force", help="Replace files that are there.")]
_Folder = Annotated[
    Path,
    typer.Option(
        "-o", "--output", metavar="DIR", file_okay=False, help="Folder to write to, made where missing."
    ),
]


@gold.command()
def check(
    ctx: typer.Context,
    paths: Annotated[list[Path] | None, _GOLD] = None,
    corpus: _Corpus = Path("corpus"),
    fix: Annotated[
        bool, typer.Option("--fix", help="Put quotes that stand elsewhere where they stand, and say so.")
    ] = False,
) -> None:
    """Everything in gold that does not fit, a line each: file:line: what is wrong; the way out.

    Without GOLD the folder gold. With a folder its catalogue and its texts are checked too.
    """
    from shijian_extract.gold import check_gold

    found = check_gold(paths or [Path("gold")], corpus, fix=fix)
    with opened(None) as out:
        out.writelines(f"{printable(line)}\n" for line in found.mended)
        out.writelines(f"{printable(str(complaint))}\n" for complaint in found.complaints)
        out.write(f"files: {found.files}, records: {found.records}, complaints: {len(found.complaints)}\n")
    ctx.obj.update(map(str, found.complaints))


@gold.command()
def new(
    ctx: typer.Context,
    texts: Annotated[
        list[Path], typer.Argument(metavar="TEXT", help="Text files, or folders of *.txt files.")
    ],
    output: _Folder = Path("gold"),
    published: Published = None,
    draft: Annotated[
        Path | None,
        typer.Option(
            "--from", metavar="DRAFT", dir_okay=False, help="Make gold of this draft of quotes, for one TEXT."
        ),
    ] = None,
    force: _Force = False,
) -> None:
    """Begin an annotation with what is found in a text, for a reader to correct.

    With --from it is made of a draft that quotes the text, one record a line (gold/DRAFTS.md says how).
    """
    from shijian_extract.gold import draft_of, gold_text
    from shijian_extract.read import read_report

    files = text_files(ctx, texts)
    if draft and len(files) != 1:
        raise typer.BadParameter("a draft is of one text", ctx, param_hint="TEXT")
    for file in files:
        try:
            report = read_report(file, published)
        except ReadError as error:
            complain(ctx, error)
            continue
        made = _compiled(ctx, draft, report.text, file.stem) if draft else draft_of(report)
        if made is not None:
            _write(ctx, output / f"{file.stem}.json", gold_text(made), force=force)


def _compiled(ctx: typer.Context, draft: Path, text: str, name: str) -> dict[str, Any] | None:
    """The gold of a draft; None, and its faults told, where it has any."""
    from shijian_extract.gold import compile_draft

    try:
        made, complaints = compile_draft(draft, text, name)
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{draft}: cannot be read ({error}); check the path, save it as UTF-8") from error
    with opened(None) as out:
        out.writelines(f"{printable(str(complaint))}\n" for complaint in complaints)
    ctx.obj.update(map(str, complaints))
    return None if complaints else made


def _label_studio(pairs: list[_Pair]) -> Iterator[tuple[str, str | bytes]]:
    from shijian_extract.gold.label_studio import config, task

    tasks = [task(gold, text) for gold, text in pairs]
    yield "tasks.json", json.dumps(tasks, ensure_ascii=False, indent=1) + "\n"
    yield "config.xml", config()


def _brat(pairs: list[_Pair]) -> Iterator[tuple[str, str | bytes]]:
    from shijian_extract.gold.brat import config, standoff

    yield "annotation.conf", config()
    for gold, text in pairs:
        # As bytes, so that its line breaks stay what they are.
        yield f"{gold.id}.txt", text.encode()
        yield f"{gold.id}.ann", standoff(gold, text)


def _docbin(pairs: list[_Pair]) -> Iterator[tuple[str, str | bytes]]:
    from shijian_extract.gold.docbin import docbin

    yield "gold.spacy", docbin(pairs)


_EXPORTS: Mapping[str, Callable[[list[_Pair]], Iterator[tuple[str, str | bytes]]]] = {
    "label-studio": _label_studio,
    "brat": _brat,
    "docbin": _docbin,
}


def _export_format(value: str) -> str:
    if value not in _EXPORTS:
        raise typer.BadParameter(f"{value!r} is no format; choose one of {', '.join(_EXPORTS)}")
    return value


def _import_format(value: str) -> str:
    if value != "label-studio":
        raise typer.BadParameter(f"{value!r} is no format that is read back; there is label-studio")
    return value


@gold.command()
def export(
    ctx: typer.Context,
    form: Annotated[
        str, typer.Argument(metavar="FORMAT", callback=_export_format, help="label-studio, brat or docbin.")
    ],
    paths: Annotated[list[Path], _GOLD],
    output: _Folder,
    corpus: _Corpus = Path("corpus"),
) -> None:
    """Gold in the form of another tool.

    label-studio: tasks.json and config.xml. brat: a .txt and an .ann for each text, annotation.conf. docbin:
    gold.spacy, which needs the extra spacy.
    """
    from shijian_extract.gold import read_sound

    for name, content in _EXPORTS[form](read_sound(paths, corpus)):
        _write(ctx, output / name, content, force=True)


@gold.command("import")
def import_gold(
    ctx: typer.Context,
    form: Annotated[str, typer.Argument(metavar="FORMAT", callback=_import_format, help="label-studio.")],
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", dir_okay=False, help="A project exported as JSON, by Label Studio."),
    ],
    output: _Folder,
    force: _Force = False,
) -> None:
    """Gold from what was annotated in another tool.

    Tasks are those that `gold export` wrote, whatever was moved, added or deleted since; check what comes of it.
    """
    from shijian_extract.gold import gold_text
    from shijian_extract.gold.label_studio import gold_of, read_tasks

    for task in read_tasks(file):
        try:
            name, made = gold_of(task)
        except GoldError as error:
            complain(ctx, GoldError(f"{file}: {error}"))
        else:
            _write(ctx, output / f"{name}.json", gold_text(made), force=force)


def _write(ctx: typer.Context, path: Path, content: str | bytes, *, force: bool) -> None:
    """Write a file whole, its folder made where missing; complains of one that is there, unless forced."""
    if path.exists() and not force:
        complain(ctx, WriteError(f"{path}: is there already; --force replaces it"))
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
    except OSError as error:
        raise WriteError(f"{path}: cannot be written ({error.strerror})") from error
    if isinstance(content, str):
        with opened(path) as out:
            out.write(content)
