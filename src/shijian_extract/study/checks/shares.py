"""Shares of one whole, in per cent, that come to more than all of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import pairwise

from ...records import Article, Figure
from .context import REACH, Prose
from .model import Finding, Origin, Side
from .tables import table
from .telling import finding, side

KIND = "parts-total"
_WHOLE = Decimal(100)
# What each share may have lost or won by rounding.
_ROUNDED = Decimal("0.5")
_SHARE = re.compile("占(?:比|到|了)?(?:约|近|为|达|超过?)?$")
_MARKS = "；。！？\n"
# Kinds of ages are no two of one person's.
_AGE = "岁"


def over_all(article: Article, origin: Origin, prose: Prose) -> Iterator[Finding]:
    """A finding for each row of shares in a sentence that are parts of one whole and come to more than it.

    Shares of what people are at once (党员, 女性) come to anything; only where the words say that each is in one of them, or
    where they are ages, or halves, they are looked at.
    """
    rows: defaultdict[int, list[tuple[int, int, Figure]]] = defaultdict(list)
    text = prose.clean.text
    for number, record in enumerate(article.records):
        if not isinstance(record, Figure) or record.quantity.unit != "%" or record.quantity.value is None:
            continue
        at = prose.offset(record.evidence[0].start)
        if _SHARE.search(text, max(0, at - 6), at):
            start = prose.sentence(at)[0]
            rows[max(start, *(text.rfind(mark, start, at) for mark in _MARKS))].append((at, number, record))
    for start, row in rows.items():
        row.sort(key=lambda one: one[0])
        values = [Decimal(record.quantity.value or 0) for *_, record in row]
        over = sum(values, Decimal(0)) - _ROUNDED * len(values) > _WHOLE
        if len(row) > 1 and over and max(values) <= _WHOLE and _are_parts(prose, start, row):
            place = row[0][2].place
            sides = [_side_of(origin, number, record) for _, number, record in row]
            yield finding(
                KIND,
                place.name if place else None,
                ("占比", "shares"),
                sides,
                template="shares",
                list="、".join(one.value for one in sides),
                sum=f"{sum(values, Decimal(0)).normalize():f}%",
            )


def _side_of(origin: Origin, number: int, record: Figure) -> Side:
    spans = tuple((span.start, span.end, span.text) for span in record.evidence)
    return side(origin, number, record.evidence[0].text, spans)


def _are_parts(prose: Prose, start: int, row: list[tuple[int, int, Figure]]) -> bool:
    text, last = prose.clean.text, row[-1][0]
    if _each_once().search(
        text, max(start - REACH // 4, 0, last - 2 * REACH), min(prose.sentence(last)[1], last + REACH)
    ):
        return True
    ends = [max(start, 0), *(at for at, *_ in row)]
    items = [text[before:at] for before, at in pairwise(ends)]
    if all(_AGE in item for item in items):
        return True
    return any(
        len(items) == len(halves)
        and all(sum(re.search(half, item) is not None for item in items) == 1 for half in halves)
        for halves in table("cues")["total"]["halves"]
    )


@cache
def _each_once() -> re.Pattern[str]:
    return re.compile("|".join(table("cues")["total"]["each_once"]))
