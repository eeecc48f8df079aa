"""Gold as brat's standoff: a `.txt` and an `.ann` for each text, and the configuration beside them.

A record is one entity of its type over all its evidence; brat writes that as parts, `T1<tab>figure 8 12;13 19<tab>…`, and
wants the parts in text order, apart from each other and without line breaks. Its fields, the order of its evidence
included, are a note on the entity, as JSON. Offsets count code points.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from .files import GoldFile
from .shapes import record_models

# brat reads its files line by line, and its Python ends a line at all of these; a tab parts the columns.
_BREAKS = re.compile("[\t\n\x0b\x0c\r\x1c\x1d\x1e\x85\u2028\u2029]+")
_BETWEEN = " "


def config() -> str:
    """The `annotation.conf`: the types of records as entities."""
    return "\n".join(
        ["[entities]", *record_models(), "", "[relations]", "", "[events]", "", "[attributes]", ""]
    )


def standoff(gold: GoldFile, text: str) -> str:
    """The `.ann` of a gold file, for its text unchanged."""
    lines: list[str] = []
    for number, (_, record) in enumerate(gold.records(), 1):
        parts = fragments(record, text)
        where = ";".join(f"{start} {end}" for start, end in parts)
        words = _BETWEEN.join(text[start:end] for start, end in parts)
        lines.append(f"T{number}\t{record['type']} {where}\t{words}")
        lines.append(f"#{number}\tAnnotatorNotes T{number}\t{_one_line(record)}")
    return "".join(f"{line}\n" for line in lines)


def fragments(record: Mapping[str, Any], text: str) -> list[tuple[int, int]]:
    """The evidence of a record as brat takes it: in text order, parts that meet made one, cut at line breaks.

    >>> span = {"start": 0, "end": 5, "text": "志愿\\n服务"}
    >>> fragments({"evidence": [span]}, "志愿\\n服务36支")
    [(0, 2), (3, 5)]
    """
    spans = sorted((span["start"], span["end"]) for span in record["evidence"])
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return [part for start, end in joined for part in _lines(text, start, end)]


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for gap in _BREAKS.finditer(text, start, end):
        if start < gap.start():
            yield start, gap.start()
        start = gap.end()
    if start < end:
        yield start, end


def _one_line(record: Mapping[str, Any]) -> str:
    """A record as JSON that no reader of lines breaks."""
    line = json.dumps(record, ensure_ascii=False)
    return _BREAKS.sub(lambda gap: "".join(f"\\u{ord(char):04x}" for char in gap[0]), line)
