"""What an evaluation was taken of, to the byte: a SHA-256 of each file, and one over them all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from shijian_extract.core.errors import GoldError
from shijian_extract.evaluate.parts import CATALOGUE
from shijian_extract.evaluate.reading import gold_files

_INDEX = "index.jsonl"


def file_digests(
    gold: Path, corpus: Path, texts: Iterable[Path], left_out: Iterable[str] = ()
) -> dict[str, str]:
    """The SHA-256 of every file that the scores hang on, by name, sorted.

    These are the annotations and the catalogue in the folder `gold`, the `texts` found in the folder `corpus`, and the
    `index.jsonl` beside them. Names begin with `gold/` and `corpus/` wherever the folders lie. `left_out` names texts
    that are not of the part asked for. Raises `GoldError` for a file that cannot be read.
    """
    aside = set(left_out)
    files = {_name("gold", gold, file): file for file in gold_files(gold) if file.stem not in aside}
    for text in texts:
        if text.stem not in aside:
            files[_name("corpus", corpus, text)] = text
            index = text.parent / _INDEX
            files |= {_name("corpus", corpus, index): index} if index.is_file() else {}
    if (gold / CATALOGUE).is_file():
        files[f"gold/{CATALOGUE}"] = gold / CATALOGUE
    return {name: _digest(file) for name, file in sorted(files.items())}


def _name(role: str, folder: Path, file: Path) -> str:
    within = file.relative_to(folder) if folder.is_dir() and file.is_relative_to(folder) else Path(file.name)
    return f"{role}/{within.as_posix()}"


def _digest(file: Path) -> str:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError as error:
        raise GoldError(f"{file}: cannot be read ({error.strerror}); check its permissions") from error


def overall_digest(files: Mapping[str, str]) -> str:
    """One SHA-256 over the names and digests of all files, in the lines that `sha256sum` prints.

    >>> overall_digest({})[:12]
    'e3b0c44298fc'
    """
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(files.items()))
    return hashlib.sha256(lines.encode("utf-8", "surrogateescape")).hexdigest()


def differences(pinned: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """Which files are not those that were pinned, a line each, by name.

    >>> differences({"gold/a.json": "1", "gold/b.json": "2"}, {"gold/a.json": "3", "gold/c.json": "4"})
    ['gold/a.json: changed', 'gold/b.json: gone', 'gold/c.json: new']
    """
    said = []
    for name in sorted({*pinned, *now}):
        if name not in now:
            said.append(f"{name}: gone")
        elif name not in pinned:
            said.append(f"{name}: new")
        elif pinned[name] != now[name]:
            said.append(f"{name}: changed")
    return said
