"""Articles with their exact records: drawn, composed, put under noise, and grounded in the text that comes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, NamedTuple

from .composing import Composer
from .grammar import GrammarError
from .noise import NOISE, Trail, distort
from .settings import draw_setting
from .writer import Record, Writer


class Planted(NamedTuple):
    """Where a record comes from: the frame that says it and, of a figure, the form of its number."""

    frame: str
    form: str | None


@dataclass(frozen=True, slots=True)
class Synthetic:
    """An article with its exact records, in the public JSON form of gold and in text order.

    `planted` tells of each record where it comes from. `published` is an ISO date, possibly partial; `title` is the
    headline before noise; evidence counts code points of `text`.
    """

    id: str
    text: str
    published: str
    place: Mapping[str, str | None]
    title: str
    records: tuple[Mapping[str, Any], ...]
    planted: tuple[Planted, ...]


def generate(
    count: int, *, seed: int = 0, characters: int | None = None, noise: Sequence[str] = ()
) -> Iterator[Synthetic]:
    """So many articles, one at a time; article k of a seed is the same whatever the count.

    `characters` is the length aimed at, in code points before noise (None: as long as its kind of article is);
    `noise` names kinds of `NOISE`, which are put on in that table's order. Raises `GrammarError` where there is no such
    kind, or for a count or a length that cannot be.

    >>> (article,) = generate(1, seed=3)
    >>> all(article.text[s["start"]:s["end"]] == s["text"] for r in article.records for s in r["evidence"])
    True
    """
    unknown = [kind for kind in noise if kind not in NOISE]
    if unknown:
        raise GrammarError(f"no kind of noise is called {unknown[0]!r}; there are {', '.join(NOISE)}")
    if count < 0 or (characters is not None and characters < 1):
        raise GrammarError(
            f"{count} articles of {characters} characters cannot be; ask for 0 or more, of 1 or more"
        )
    kinds = tuple(kind for kind in NOISE if kind in noise)
    return (_article(seed, index, characters, kinds) for index in range(count))


def _article(seed: int, index: int, characters: int | None, noise: tuple[str, ...]) -> Synthetic:
    # Only `random()` of a generator seeded with a text is promised to stay the same in every version of Python.
    random = Random(f"{seed}/{index}").random
    writer = Writer(random, draw_setting(random))
    title = Composer(writer, characters).compose()
    clean = "".join(writer.parts)
    told = _told_once(writer)
    text, trail = distort(clean, noise, Random(f"{seed}/{index}/noise").random)
    return Synthetic(
        id=f"s{seed}-{index:06}",
        text=text,
        published=writer.setting.published,
        place=writer.setting.home,
        title=clean[title[0] : title[1]],
        records=tuple([_grounded(writer.records[number], clean, text, trail) for number in told]),
        planted=tuple([Planted(*writer.planted[number]) for number in told]),
    )


def _told_once(writer: Writer) -> list[int]:
    """Which of the writer's records stay, in text order; what is told again is more evidence of its first telling."""
    records = writer.records
    known: dict[tuple[object, ...], Record] = {}
    kept: list[tuple[tuple[int, int], int]] = []
    for number, record in enumerate(records):
        key = _same(record)
        first = known.setdefault(key, record) if key else record
        if first is record:
            # A network begins where its first figure does and comes after it: it ends later.
            kept.append((record["evidence"][0], number))
        else:
            first["evidence"].append(record["evidence"][0])
    kept.sort()
    return [number for _, number in kept]


def _same(record: Record) -> tuple[object, ...] | None:
    """What makes two records one; None where each telling is a record of its own."""
    kind = record["type"]
    if kind == "figure":
        quantity, period = record["quantity"], record["period"]
        value, low, high = quantity["value"], quantity["low"], quantity["high"]
        return record["label"], value, low, high, record["place"]["name"], period and period["text"]
    if kind == "brand":
        return kind, record["name"], record["head"]
    return (kind, record["text"]) if kind == "slogan" else None


def _grounded(record: Record, clean: str, text: str, trail: Trail) -> Record:
    """The record with what was still offsets (a happening's name, a code's parts, evidence) read off the text."""
    kind = record["type"]
    if kind == "event" and not isinstance(record["name"], str):
        start, end = record["name"]
        record["name"] = clean[start:end]
    elif kind == "slogan":
        record["parts"] = [
            part if isinstance(part, str) else clean[part[0] : part[1]] for part in record["parts"]
        ]
    evidence = record["evidence"]
    if text is not clean:
        evidence = [trail.span(start, end) for start, end in evidence]
    record["evidence"] = [{"start": start, "end": end, "text": text[start:end]} for start, end in evidence]
    return record
