"""Templates: sentences with choices and slots, compiled once into what the writer runs.

`(a|b)` is one of these, `{…}` a slot (the notation stands at the head of data/frames.toml), `[` and `]` open and close a
happening. Everything else is text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from types import MappingProxyType

import regex

from . import counting, flows, happenings, networks, people, periods, phrases, places
from .grammar import GrammarError, tables
from .writer import Op, Ops, Writer, run

_TOKEN = regex.compile(r"\{[^{}]*\}|[()|\[\]]|[^{}()|\[\]]+")

_PLACES: Mapping[str, Op] = MappingProxyType(
    {
        "scope": places.scope,
        "place": places.place,
        "home": places.home,
        "town": places.town,
        "village": places.village,
        "speaker-village": places.village_of_speaker,
        "near": places.near,
        "city": places.city,
    }
)
_PERIODS: Mapping[str, Op] = MappingProxyType(
    {
        "asof": periods.as_of,
        "asof-date": periods.as_of_date,
        "nowadays": periods.nowadays,
        "since": periods.since,
        "during": periods.during,
        "each": periods.each,
        "planned": periods.planned,
        "day": periods.day,
        "recent": periods.recent,
        "sameday": periods.same_day,
        "before": periods.before,
    }
)
_SLOTS: Mapping[str, Op] = MappingProxyType(
    {
        **_PLACES,
        **_PERIODS,
        "back": periods.back,
        "year": periods.compared_year,
        "noun": counting.noun_at_last,
        "cover": networks.coverage,
        "netcode": networks.levels_code,
        "teamcode": networks.teams_code,
        "uncounted": networks.uncounted_part,
        "code": phrases.code,
        "plus": phrases.plus,
        "code-known": phrases.known_code,
        "numbered": phrases.numbered,
        "numbered-parts": phrases.numbered_with_parts,
        "motto": phrases.motto,
        "motto-mile": phrases.last_mile,
        "motto-fly": phrases.into_homes,
        "motto-all": phrases.aim,
        "document": phrases.document,
        "contest": people.contest,
        "nickname": people.nickname,
        "aged": people.aged,
        "over-age": people.over_age,
        "levels": networks.any_levels,
        "again": networks.again,
        "writer": people.writer_of_report,
        "headline": places.headline_place,
        "@venue": happenings.venue,
        "@organizer": happenings.organizer,
    }
)
_FAMILIES: Mapping[str, Callable[[str], Op]] = MappingProxyType(
    {
        "brand": phrases.brand,
        "person": people.person,
        "award": people.award,
        "flow": lambda kind: flows.KINDS[kind],
        "honour": people.honour,
        "honour#": people.honour_first,
        "brand#": counting.number_of_brand,
    }
)
_MADE: Mapping[str, Callable[[], Op]] = MappingProxyType({"brands-counted": phrases.brands_counted})
# `#` in a slot, and what stands around it: the thing before or behind it, a size, a lender of unit and range, forms.
_COUNT = regex.compile(
    r"(?P<first>[a-z-]+)?#(?P<size>[<>])?(?::(?P<other>[a-z-]+))?(?P<thing>[a-z][a-z-]*?)?(?P<later>-)?(?:/(?P<forms>[a-z-]+))?"
)
# Slots that count without saying so.
_COUNTING = frozenset({"brands-counted", "levels", "aged", "over-age"})
_NUMBER = regex.compile(r"n(\d+)-(\d+)")
_FIRST_SLOT = regex.compile(r"\{([a-z@-]+)")


@dataclass(frozen=True, slots=True)
class Frame:
    """One way to say something: its name, what it runs, and how it stands to what was said before it.

    `key` tells it from the other ways of its frame; `counts` tells that it plants figures, `dated` that it names a period
    of its own, `located` that it opens with a place of its own; `once` names what an article tells only once.
    """

    name: str
    key: str
    ops: Ops
    counts: bool
    dated: bool
    located: bool
    once: str | None


def compiled(template: str) -> Ops:
    """What a template says, ready to run; raises `GrammarError` for a slot that does not exist or an open choice."""
    tokens = _TOKEN.findall(template)
    if "".join(tokens) != template:
        raise GrammarError(f"template {template!r}: a brace is open; close it")
    ops, at = _sequence(tokens, 0, template)
    if at < len(tokens):
        raise GrammarError(f"template {template!r}: {tokens[at]!r} closes nothing; take it out")
    return ops


def _sequence(tokens: list[str], at: int, template: str) -> tuple[Ops, int]:
    pieces: list[tuple[str, int, Op | None]] = []
    text = ""
    while at < len(tokens) and tokens[at] not in "|)":
        token = tokens[at]
        if _is_text(token):
            text += token
            at += 1
            continue
        op, at = _choice(tokens, at + 1, template) if token == "(" else (_piece(token, template), at + 1)
        pieces.append((text, len(text), op))
        text = ""
    if text:
        pieces.append((text, len(text), None))
    return tuple(pieces), at


def _is_text(token: str) -> bool:
    return token not in "()|[]" and not token.startswith("{")


def _choice(tokens: list[str], at: int, template: str) -> tuple[Op, int]:
    options: list[Ops] = []
    while True:
        option, at = _sequence(tokens, at, template)
        options.append(option)
        if at >= len(tokens):
            raise GrammarError(f"template {template!r}: a choice is open; close it with ')'")
        at += 1
        if tokens[at - 1] == ")":
            return _one_of(tuple(options)), at


def _one_of(options: tuple[Ops, ...]) -> Op:
    words = tuple("".join(text for text, _, _ in option) for option in options)
    if all(op is None for option in options for _, _, op in option):
        return partial(_write_one, words)

    def op(writer: Writer) -> None:
        run(options[int(writer.random() * len(options))], writer)

    return op


def _write_one(words: tuple[str, ...], writer: Writer) -> None:
    word = words[int(writer.random() * len(words))]
    writer.parts.append(word)
    writer.length += len(word)


def _piece(token: str, template: str) -> Op:
    if token in "[]":
        return happenings.opened if token == "[" else happenings.closed
    op = _slot(token[1:-1])
    if op is None:
        raise GrammarError(
            f"template {template!r}: there is no slot {token}; data/frames.toml tells which there are"
        )
    return op


def _slot(inside: str) -> Op | None:
    if inside in _SLOTS:
        return _SLOTS[inside]
    if inside in _MADE:
        return _MADE[inside]()
    family, _, argument = inside.partition(" ")
    if family in _FAMILIES and argument:
        return _FAMILIES[family](argument)
    if inside.startswith("="):
        return counting.noun_alone(inside[1:])
    number = _NUMBER.fullmatch(inside)
    if number:
        return partial(_write_number, int(number[1]), int(number[2]))
    if inside == "phone":
        return _telephone
    count = _COUNT.fullmatch(inside)
    return _counted(count) if count else None


def _counted(count: regex.Match[str]) -> Op:
    size, forms = count["size"] or "", count["forms"]
    if count["first"]:
        return counting.noun_then_number(count["first"], forms, size=size)
    if count["thing"] is None:
        return counting.number_alone(forms, size=size, other=count["other"])
    return (
        counting.number_first(count["thing"])
        if count["later"]
        else counting.number_then_noun(count["thing"], forms)
    )


def _write_number(low: int, high: int, writer: Writer) -> None:
    writer.write(str(low + int(writer.random() * (high - low + 1))))


def _telephone(writer: Writer) -> None:
    number = 2_000_000 + int(writer.random() * 6_999_999)
    joint = writer.pick(("-", "—", "－"))
    writer.write(f"0{310 + int(writer.random() * 580)}{joint}{number}")


@cache
def frames() -> Mapping[str, tuple[tuple[Frame, ...], ...]]:
    """By topic the frames of data/frames.toml, of each the ways to say it."""
    return MappingProxyType(
        {
            topic: tuple(_ways(f"{topic}.{name}", entry) for name, entry in told.items())
            for topic, told in tables("frames").items()
        }
    )


def _ways(name: str, entry: Mapping[str, object]) -> tuple[Frame, ...]:
    once, texts = entry.get("once"), entry["text"]
    assert isinstance(texts, list)
    return tuple(
        _frame(name, f"{name}#{number}", text, str(once) if once else None)
        for number, text in enumerate(texts)
    )


def _frame(name: str, key: str, text: str, once: str | None) -> Frame:
    first = _FIRST_SLOT.search(text)
    slots = [token[1:-1] for token in _TOKEN.findall(text) if token.startswith("{")]
    opening = next((slot for slot in slots if slot not in _PERIODS), "")
    return Frame(
        name,
        key,
        compiled(text),
        any("#" in slot or slot in _COUNTING or slot.startswith("honour") for slot in slots),
        any(slot in _PERIODS for slot in slots),
        first is not None and opening in _PLACES,
        once,
    )
