"""What every command shares: complaints and the exit code, files written whole, the terminal."""

from __future__ import annotations

import os
import secrets
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import typer
from typer.core import TyperGroup

from shijian_extract.core import ShijianError

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

NAME = "shijian-extract"


class Commands(TyperGroup):
    """Commands whose complaints become the exit code: 0 without any, 1 with some; wrong use is 2."""

    def invoke(self, ctx: Any) -> None:
        """Run the command that the context names; `ctx.obj` holds what was complained of."""
        ctx.obj = set()
        try:
            super().invoke(ctx)
        except ShijianError as error:
            complain(ctx, error)
        raise typer.Exit(1 if ctx.obj else 0)


def complain(ctx: typer.Context, error: ShijianError) -> None:
    """One line on standard error, and only one where the same thing (a broken index) meets many files."""
    line = str(error)
    if line not in ctx.obj:
        ctx.obj.add(line)
        print(f"{NAME}: {printable(line)}", file=sys.stderr)


def printable(line: str) -> str:
    """The line with what would steer a terminal, or cannot be written, shown by its escape."""
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in line)


def writable(value: Path | None) -> Path | None:
    """The path of a file to write, whose folder is there; a callback of options."""
    if value is not None and not value.parent.is_dir():
        raise typer.BadParameter(f"there is no folder {str(value.parent)!r}; make it first")
    return value


def chosen(values: Sequence[str], names: Mapping[str, str], what: str) -> list[str]:
    """The ids of what is named by id or by Chinese name (`names`: the one by the other); wrong use where there is none."""
    from shijian_extract.show.words import choices, id_of

    found = []
    for value in values:
        one = id_of(value, names)
        if one is None:
            raise typer.BadParameter(f"{value!r} is no {what}; choose from {choices(names)}")
        found.append(one)
    return found


def number_of(number: int, noun: str) -> str:
    """A number of things in English.

    >>> number_of(1, "article"), number_of(1200, "finding")
    ('1 article', '1,200 findings')
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def console_of(out: TextIO) -> Console:
    """A console that writes to `out`, plain where that is no terminal."""
    from rich.console import Console

    return Console(file=out, markup=False, highlight=False)


def print_parts(console: Console, *parts: RenderableType, soft_wrap: bool = False) -> None:
    """Write to the console's file; not by the console itself, which ends the process where a reader has left."""
    with console.capture() as captured:
        for part in parts:
            console.print(part, soft_wrap=soft_wrap or isinstance(part, str))
    console.file.write(captured.get())


class WriteError(ShijianError):
    """What was found could not be written."""


@contextmanager
def opened(path: Path | None) -> Iterator[TextIO]:
    """The file at `path`, or standard output; where a reader of it has left, the rest is quietly dropped.

    Raises `WriteError` where it cannot be written.
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
            raise WriteError(f"{path or 'standard output'}: cannot be written ({error.strerror})") from error


@contextmanager
def _replacing(path: Path) -> Iterator[TextIO]:
    """A new file that takes the place of `path` when all is written; on failure that stays as it is."""
    if path.exists() and not path.is_file():  # a device or a pipe, whose real path may be no path
        with path.open("w", encoding="utf-8") as out:
            yield out
        return
    target = Path(os.path.realpath(path))
    part = target.with_name(f".{NAME}-{secrets.token_hex(4)}.part")
    try:
        with part.open("x", encoding="utf-8", newline="\n") as out:
            yield out
        if target.exists():
            shutil.copymode(target, part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
