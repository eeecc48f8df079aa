"""An article as a page to read: its head, its text with the evidence marked, its records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.text import Text

from ..views.lines import one_line
from ..views.stretches import part_shown
from .marks import about, marked
from .records import Records, numbered_lines


def article_text(data: Mapping[str, Any], text: str | None, records: Records, *, colour: bool) -> Text:
    """The head of an article in the public JSON form, and its text where it is known, the evidence of the records marked.

    Of a page's article the part of the page that holds its body and its evidence.
    """
    info = data["article"]
    title = one_line(info.get("title") or info.get("id") or "")
    parts = [Text(title, "bold"), about(info)] if colour else [about(info)]
    if text is not None:
        parts += [Text(), marked(text, records, part_shown(data, len(text)), colour=colour)]
    return Text("\n").join(parts)


def article_lines(data: Mapping[str, Any], text: str | None, records: Records) -> Iterator[str]:
    """The same without colour (`[2|320支]` is evidence of record 2), then the records as columns set apart by tabs."""
    yield article_text(data, text, records, colour=False).plain.rstrip("\n")
    yield ""
    yield from numbered_lines(records)
    yield ""
