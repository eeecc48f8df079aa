"""Values of mentions: what the rooms hand to one another."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from .frozen import dataclass

Number = int | Decimal


class Amount(NamedTuple):
    """A valued amount. `unit` is as written without brackets, None where there is no measure word; `plain` is true for a
    numeral of one Chinese letter without any mark (`三次`)."""

    value: Number | None
    low: Number | None
    high: Number | None
    approximation: str
    unit: str | None
    plain: bool


@dataclass(slots=True, frozen=True)
class Step:
    """One step of an order flow: the actor (None where unsaid) and the action."""

    actor: str | None
    action: str


@dataclass(slots=True, frozen=True)
class Flow:
    """A way of ordering service: its steps in order, and its name (`四单`, `点单派单式`) or None."""

    name: str | None
    steps: tuple[Step, ...]


@dataclass(slots=True, frozen=True)
class Phrase:
    """A set phrase of policy: its text, its kind (`code`, `numbered`, `motto`) and its parts."""

    text: str
    kind: str
    parts: tuple[str, ...]


@dataclass(slots=True, frozen=True)
class Named:
    """A named thing: its name, its category, and the noun that says what it is (None where none)."""

    name: str
    category: str
    head: str | None


@dataclass(slots=True, frozen=True)
class When:
    """A time as the text says it, before it is held against the date of publication.

    `year` is written out, `offset` counts from the year of publication (去年: -1); with neither, the year is the one that
    the month fits. Months and days are 1-based; `end_…` close a span that the text closes, and an `end_month` over 12
    counts on into later years. `bound` says which ends the words give: `both`, `start` (以来), `end` (截至) or `none`
    (近日); or what they are counted from: the day of publication (`today`, `yesterday`, `week`, `month`), or the time
    told before (`same-day`, `next-day`, and `day`: a day without its month).
    """

    kind: str
    bound: str
    year: int | None = None
    offset: int | None = None
    month: int | None = None
    day: int | None = None
    end_year: int | None = None
    end_month: int | None = None
    end_day: int | None = None


@dataclass(slots=True, frozen=True)
class Spot:
    """A place as the text names it: its full name, its codes (none for a town or community), and what kind of mention
    it is (`division`, `community`, `pronoun`)."""

    name: str
    codes: tuple[str, ...]
    kind: str


@dataclass(slots=True, frozen=True)
class Paper:
    """A policy paper: its title without the outer marks, its kind, and whether it is on trial (试行)."""

    title: str
    kind: str
    trial: bool


@dataclass(slots=True, frozen=True)
class Someone:
    """A named person: the name, the phrase of office, and the body named apart from it."""

    name: str
    role: str | None
    organization: str | None


@dataclass(slots=True, frozen=True)
class Honour:
    """An honour: its name, who got it (with the clean span that says so), and its rank.

    `named` is the clean span of a contest that is named apart from the rank, `giver` who gave it, where it is said.
    """

    name: str
    recipient: str | None
    rank: str | None
    recipient_start: int | None
    recipient_end: int | None
    named: tuple[int, int] | None = None
    giver: str | None = None


@dataclass(slots=True, frozen=True)
class Happening:
    """Something that happened at a time: what, where, by whom; `time` is the clean offset of its time."""

    name: str
    venue: str | None
    organizers: tuple[str, ...]
    time: int
