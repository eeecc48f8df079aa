"""What is wrong with an annotation: where it stands, what it is, and the way out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

# Where a value stands in a JSON document: keys and indices from the outside in.
At = tuple[str | int, ...]

# Characters of a wrong value that a message repeats.
_SHOWN = 60


class Problem(NamedTuple):
    """Something wrong with the value at a place of a document, before it is known which line that is."""

    at: At
    says: str
    way_out: str


@dataclass(frozen=True, slots=True, order=True)
class Complaint:
    """Something wrong in a file; lines count from 1.

    >>> str(Complaint(Path("gold/taoyuan.json"), 12, "no such file", "write it"))
    'gold/taoyuan.json:12: no such file; write it'
    """

    path: Path
    line: int
    says: str
    way_out: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.says}; {self.way_out}"


def shown(value: Any) -> str:
    """A value as a message shows it: as JSON, cut where it is long.

    >>> shown({"name": "桃源县", "adcode": None})
    '{"name": "桃源县", "adcode": null}'
    """
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
