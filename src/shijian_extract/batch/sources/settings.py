"""How sources are read: the names of columns, the encoding, and what makes an input of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from ...core import ReadError, Report
from ...read import decoded, is_date
from ..items import Item

# Bytes of one text: ten thousand newspaper pages. What is longer is no article, and would cost the memory of many.
LONGEST = 64 * 2**20
_MEGABYTES = LONGEST // 2**20
# 2023/1/5, 2023.01.05, 2023年1月5日, 2023-01-05 08:30:00, 2023-01-05T08:30:00+08:00
_LOOSE_DATE = re.compile(r"(\d{4})[-/.年]?(?:(\d{1,2})[-/.月]?(?:(\d{1,2})日?)?)?(?:[T\s].*)?", re.DOTALL)
_GIVEN = ("title", "source", "place")


def too_long() -> str:
    """What is said of a text that is longer than any article."""
    return f"longer than {_MEGABYTES} MiB; split it"


def shown(name: str) -> str:
    r"""A name of a file as text; bytes that are no UTF-8 are shown by their escapes.

    >>> shown(b"a\xff.txt".decode("utf-8", "surrogateescape"))
    'a\\xff.txt'
    """
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


@dataclass(slots=True, frozen=True)
class Reading:
    """The names of the columns of tables, the encoding of texts, the form of sources whose name does not say it, and a
    date of publication that goes before all others."""

    text: str = "text"
    id: str = "id"
    date: str = "published"
    encoding: str = "utf-8"
    form: str | None = None
    published: str | None = None

    def text_item(self, data: bytes, where: str, name: str, known: dict[str, str], size: int) -> Item:
        """The item of a text file's bytes; `known` is what an index says of it."""
        if len(data) > LONGEST:
            return Item(where, None, too_long(), size)
        try:
            text = decoded(data, where, self.encoding)
        except ReadError as error:
            return Item(where, None, str(error).removeprefix(f"{where}: "), size)
        given = {**known, **({"published": self.published} if self.published else {})}
        return Item(where, Report(text, id=name, **given), size=size)

    def row_item(self, row: dict[str, Any], where: str, size: int) -> Item:
        """The item of a table's row; its id is what the column says, or else where it stands."""
        try:
            return Item(where, self._report(row, where), size=size)
        except ReadError as error:
            return Item(where, None, str(error), size)

    def _report(self, row: dict[str, Any], where: str) -> Report:
        text = row.get(self.text)
        if not isinstance(text, str):
            raise ReadError(f"no text in the column {self.text!r}; name the column with --text-column")
        if not text.strip("\ufeff \t\r\n\u3000"):
            raise ReadError("the text is empty; give it text or leave it out")
        if "\0" in text:
            raise ReadError("no text (it has NUL characters); leave them out")
        given = {key: _plain(row, key) for key in (self.id, *_GIVEN)}
        name = given.pop(self.id) if self.id not in _GIVEN else given[self.id]
        date = self.published or published(row.get(self.date))
        for part in (text, name, *given.values()):
            _whole(part)
        return Report(text, id=name or where, published=date, **given)


def published(value: Any) -> str | None:
    """A date of publication as it stands in tables, as an ISO date; raises `ReadError` for what is none.

    >>> published("2023/1/5"), published("2023年12月"), published(2021), published("")
    ('2023-01-05', '2023-12', '2021', None)
    """
    if value is None or not str(value).strip():
        return None
    match = _LOOSE_DATE.fullmatch(str(value).strip())
    date = "-".join(part.zfill(2) for part in match.groups() if part) if match else ""
    if not is_date(date):
        raise ReadError(f"the date of publication {str(value)!r} is no date; write it as 2023-12-05")
    return date


def _plain(row: dict[str, Any], key: str) -> str | None:
    """A cell as text; a place may be written `{"name": …}` as in a record."""
    value = row.get(key)
    if isinstance(value, dict):
        value = value.get("name")
    return str(value) if value not in (None, "") else None


def _whole(text: str | None) -> None:
    """Refuse half of a surrogate pair: it is no character, and can be written nowhere."""
    try:
        (text or "").encode()
    except UnicodeEncodeError as error:
        raise ReadError(f"no Unicode text (half a surrogate pair at character {error.start})") from error
