"""Archives to items, member by member; nothing is unpacked to the disk."""

from __future__ import annotations

import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO, cast

from ...core import ReadError
from ...read import INDEX, read_index
from ..items import Item
from .finding import form_of
from .settings import LONGEST, Reading, shown, too_long
from .tables import line_items, row_items

_BROKEN = (
    OSError,
    EOFError,
    RuntimeError,
    NotImplementedError,
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
)
# In zip files without the mark for UTF-8, names are read as cp437: what they were written in is one of these.
_NAMES = ("utf-8", "gb18030")


class _Indexes:
    """What the `index.jsonl` of each folder of an archive says; a broken one is told of every text beside it."""

    def __init__(self) -> None:
        self._known: dict[str, dict[str, dict[str, str]] | str] = {}

    def add(self, name: str, stream: IO[bytes], where: str) -> None:
        text = stream.read(LONGEST).decode("utf-8-sig", errors="replace")
        folder = str(PurePosixPath(name).parent)
        try:
            self._known[folder] = read_index(text, f"{where}/{name}")
        except ReadError as error:
            self._known[folder] = str(error)

    def of(self, name: str) -> dict[str, str]:
        path = PurePosixPath(name)
        known = self._known.get(str(path.parent), {})
        if isinstance(known, str):
            raise ReadError(known)
        return known.get(path.stem, {})


def zip_items(path: Path, where: str, reading: Reading) -> Iterator[Item]:
    """The items of the texts and tables in a zip file, in the order of its directory."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = [(_zip_name(info), info) for info in archive.infolist() if not info.is_dir()]
            indexes = _Indexes()
            for name, info in members:
                if PurePosixPath(name).name == INDEX:
                    with archive.open(info) as stream:
                        indexes.add(name, stream, where)
            for name, info in members:
                yield from _member(
                    name, where, reading, indexes, info.compress_size, partial(archive.open, info)
                )
    except _BROKEN as error:
        yield Item(where, None, f"no zip file from here on ({error}); check the archive")


def _zip_name(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & 0x800:
        return info.filename
    for encoding in _NAMES:
        try:
            return info.filename.encode("cp437").decode(encoding)
        except UnicodeError:
            continue
    return info.filename


def tar_items(path: Path, where: str, reading: Reading) -> Iterator[Item]:
    """The items of the texts and tables in a tar file, packed or not, in its order.

    It is gone through twice: an index may stand behind the texts that it tells of.
    """
    indexes = _Indexes()
    try:
        for name, stream, _ in _tar_members(path):
            if PurePosixPath(name).name == INDEX:
                indexes.add(name, stream(), where)
        for name, stream, size in _tar_members(path):
            yield from _member(name, where, reading, indexes, size, stream)
    except _BROKEN as error:
        yield Item(where, None, f"no tar file from here on ({error}); check the archive")


def _tar_members(path: Path) -> Iterator[tuple[str, Callable[[], IO[bytes]], int]]:
    """Name, content and size of each file; the size is that of the packed archive up to here, less what went before."""
    read = 0
    with path.open("rb") as file, tarfile.open(fileobj=file, mode="r|*") as archive:
        for member in archive:
            # A stream remembers every member it has passed, which grows with the archive.
            archive.members.clear()  # type: ignore[attr-defined]
            if member.isfile():
                at = file.tell()
                yield (
                    member.name,
                    partial(_content, archive, member),
                    at - read,
                )
                read = at


def _content(archive: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    # A regular file, which has content.
    return cast("IO[bytes]", archive.extractfile(member))


def _member(
    name: str,
    where: str,
    reading: Reading,
    indexes: _Indexes,
    size: int,
    stream: Callable[[], IO[bytes]],
) -> Iterator[Item]:
    path = PurePosixPath(shown(name))
    form = form_of(path.name)
    place = f"{where}/{path}"
    if path.name == INDEX or form not in ("text", "lines", "rows") or path.name.endswith(".gz"):
        return
    try:
        with stream() as data:
            if form == "text":
                yield _text(data, place, path.stem, reading, indexes.of(name), size)
            else:
                read = line_items if form == "lines" else row_items
                yield from read(cast("BinaryIO", data), place, reading)
    except ReadError as error:
        yield Item(place, None, str(error), size)
    except _BROKEN as error:
        yield Item(place, None, f"cannot be unpacked ({error}); check the archive", size)


def _text(data: IO[bytes], where: str, name: str, reading: Reading, known: dict[str, str], size: int) -> Item:
    # One byte more than may be: an archive may say less of a member's size than there is.
    content = data.read(LONGEST + 1)
    if len(content) > LONGEST:
        return Item(where, None, too_long(), size)
    return reading.text_item(content, where, name, known, size)
