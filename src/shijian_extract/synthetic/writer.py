"""The writer: puts text down piece by piece and keeps, with exact offsets, the records that the pieces say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from .settings import Place, Setting

Record = dict[str, Any]
"""A record in the public JSON form, save that its evidence is still pairs of offsets."""
Op = Callable[["Writer"], None]
Ops = tuple[tuple[str, int, "Op | None"], ...]
"""What a template says, piece by piece: text, its length, and what comes behind it."""


class Writer:
    """Text and records of one article in the making.

    `place` and `period` are what governs at the moment; the fields of the last noun, number, brand and happening serve
    what comes after them in the sentence.
    """

    __slots__ = (
        "before",
        "brand",
        "code",
        "coverage",
        "first",
        "frame",
        "happening",
        "last_day",
        "length",
        "month",
        "named",
        "network",
        "noun",
        "parts",
        "pending",
        "period",
        "place",
        "planted",
        "queue",
        "random",
        "records",
        "scene",
        "setting",
        "told",
        "used",
    )

    def __init__(self, random: Callable[[], float], setting: Setting) -> None:
        self.random = random
        self.setting = setting
        self.parts: list[str] = []
        self.length = 0
        self.records: list[Record] = []
        self.planted: list[tuple[str, str | None]] = []
        self.place: Place = setting.home
        self.period: Record | None = None
        self.before: Record | None = None
        self.last_day: Record | None = None
        # Where the happening told last was.
        self.scene: Place = setting.home
        self.frame = ""
        # The county has been named in full.
        self.named = False
        self.used: set[str] = set()
        self.queue: list[int] = []
        # The figures of the county's network, until they are told again.
        self.told: list[Record] = []
        self.forget()

    def forget(self) -> None:
        """A new sentence: what the one before said of nouns, brands and networks no longer serves."""
        # The number of the first record that the sentence may say.
        self.first = len(self.records)
        self.noun: Any = None
        self.brand: Any = None
        self.pending: list[Record] = []
        self.network: list[tuple[str, Record, int, int]] = []
        self.code: Record | None = None
        self.coverage: tuple[int, int] | None = None
        self.happening: Record | None = None
        # Where a sentence dated by a month begins.
        self.month: int | None = None

    def write(self, text: str) -> tuple[int, int]:
        """Put text down; its span."""
        start = self.length
        self.parts.append(text)
        self.length = end = start + len(text)
        return start, end

    def keep(self, record: Record, form: str | None = None) -> Record:
        """Keep a record of what has been written."""
        self.records.append(record)
        self.planted.append((self.frame, form))
        return record

    def pick(self, choices: Sequence[Any]) -> Any:
        """One of the choices, each as likely as the others."""
        return choices[int(self.random() * len(choices))]


def run(ops: Ops, writer: Writer) -> None:
    """Put down what a compiled piece of a template says."""
    parts = writer.parts
    for text, length, op in ops:
        if length:
            parts.append(text)
            writer.length += length
        if op is not None:
            op(writer)
