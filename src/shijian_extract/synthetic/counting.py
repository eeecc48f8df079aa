"""Things counted: the noun, the number in one of its forms, and the figure that both make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from .forms import FORMS, Form, Number, Said
from .grammar import GrammarError, tables, weighted
from .writer import Op, Record, Writer

_BARE = "bare-"
_TRIES = 3
_LESS_AT_MOST, _LESS_AT_LEAST = 0.85, 0.2
_MORE_AT_LEAST, _MORE_AT_MOST = 1.2, 4.0
_NEARLY_ALL = 99

Profile = tuple[tuple[Form, bool], ...]
"""Forms by weight, and whether the form leaves the unit out."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One kind of thing counted; `units` are the words and the unit that they record."""

    nouns: tuple[str, ...]
    label: str | None
    units: tuple[tuple[str, str], ...]
    low: int
    high: int
    profile: Profile
    indicator: str
    level: str | None


@dataclass(slots=True)
class Noun:
    """The noun told last: its thing, label and span, the unit that counts it and its last value."""

    thing: Thing
    label: str
    start: int
    end: int
    unit: tuple[str, str]
    value: Number = 0


_BRACKETS = str.maketrans("", "", "（()）")


@cache
def thing(name: str) -> Thing:
    """A thing of things.toml by its name; raises `GrammarError` where there is none."""
    try:
        entry = tables("things")["things"][name]
    except KeyError:
        raise GrammarError(f"things.toml has no thing {name!r}; add it, or correct the frame") from None
    low, high = entry["range"]
    return Thing(
        tuple(entry["nouns"]),
        entry.get("label"),
        tuple((unit, unit.translate(_BRACKETS)) for unit in entry["units"]),
        low,
        high,
        profile(entry["forms"]),
        entry["indicator"],
        entry.get("level"),
    )


@cache
def profile(name: str) -> Profile:
    """A profile of things.toml by its name; raises `GrammarError` where there is none."""
    profiles: Mapping[str, Mapping[str, int]] = tables("things")["profiles"]
    if name not in profiles:
        raise GrammarError(f"things.toml has no profile {name!r}; it has {', '.join(profiles)}")
    return tuple(
        (FORMS[form.removeprefix(_BARE)], form.startswith(_BARE)) for form in weighted(profiles[name])
    )


def number_then_noun(name: str, forms: str | None = None) -> Op:
    """`12支志愿服务队`."""
    counted, chosen = thing(name), _profile(forms)

    def op(writer: Writer) -> None:
        noun = _noun(writer, counted)
        figure = _count(writer, noun, chosen)
        noun.start, noun.end = writer.write(_said(noun))
        _keep(writer, noun, figure)

    return op


def noun_then_number(name: str, forms: str | None = None, *, size: str = "") -> Op:
    """`志愿服务队12支`."""
    counted, chosen = thing(name), _profile(forms)

    def op(writer: Writer) -> None:
        before = writer.noun
        noun = _noun(writer, counted)
        noun.start, noun.end = writer.write(_said(noun))
        noun.value = before.value if size and before else 0
        _keep(writer, noun, _count(writer, noun, chosen, size=size))

    return op


def noun_alone(name: str) -> Op:
    """The noun of numbers to come: `注册志愿者已达…`."""
    counted = thing(name)

    def op(writer: Writer) -> None:
        noun = _noun(writer, counted)
        noun.start, noun.end = writer.write(_said(noun))

    return op


def number_alone(forms: str | None = None, *, size: str = "", other: str | None = None) -> Op:
    """A number of the noun told before, less (`<`) or more (`>`) than its last; `other` lends unit and range."""
    chosen = _profile(forms)
    lent = thing(other) if other else None

    def op(writer: Writer) -> None:
        noun: Noun = writer.noun
        _keep(writer, noun, _count(writer, noun, chosen, size=size, lent=lent))

    return op


def number_first(name: str) -> Op:
    """A number whose noun comes later in the sentence (`{noun}`)."""
    counted = thing(name)

    def op(writer: Writer) -> None:
        noun = _noun(writer, counted)
        figure = _count(writer, noun, None)
        noun.start = noun.end = writer.length
        _keep(writer, noun, figure)
        writer.pending.append(figure[0])

    return op


def noun_at_last(writer: Writer) -> None:
    """The noun of the numbers that wait for one; beside the last of them it needs no evidence of its own."""
    noun: Noun = writer.noun
    start, end = writer.write(_said(noun))
    for figure in writer.pending:
        figure["label"] = noun.label
        if figure["evidence"][0][1] != start:
            figure["evidence"].append((start, end))
    writer.pending = []


def number_of_brand(name: str) -> Op:
    """`“渔火”驿站12处`: what is counted is the brand told before."""
    counted = thing(name)

    def op(writer: Writer) -> None:
        label, start, end = writer.brand
        noun = Noun(counted, label, start, end, writer.pick(counted.units))
        writer.noun = noun
        _keep(writer, noun, _count(writer, noun, None))

    return op


def _profile(name: str | None) -> Profile | None:
    return _QUEUED if name == _QUEUE else profile(name) if name else None


_QUEUE = "queued"
_QUEUED: Profile = ()


def _noun(writer: Writer, counted: Thing) -> Noun:
    """A noun of the thing, one not yet told of this place where there is one."""
    nouns = counted.nouns
    label = nouns[int(writer.random() * len(nouns))]
    place = writer.place["name"] or ""
    for _ in range(_TRIES if len(nouns) > 1 else 0):
        if place + label not in writer.used:
            break
        label = nouns[int(writer.random() * len(nouns))]
    writer.used.add(place + label)
    units = counted.units
    unit = units[int(writer.random() * len(units))] if len(units) > 1 else units[0]
    noun = Noun(counted, label, 0, 0, unit)
    writer.noun = noun
    return noun


def _said(noun: Noun) -> str:
    """The noun as written; its label is the full one from here on."""
    written, noun.label = noun.label, noun.thing.label or noun.label
    return written


_Counted = tuple[Record, int, int, str]


def _count(
    writer: Writer, noun: Noun, forms: Profile | None, *, size: str = "", lent: Thing | None = None
) -> _Counted:
    """Write the number; the figure without its label, its span, and the name of its form."""
    counted = lent or noun.thing
    unit, recorded = counted.units[0] if lent else noun.unit
    said, bare = _say(writer, counted, forms, unit, _range(counted, noun.value, size))
    form, words, value, low, high, approximation = said
    start = writer.length
    writer.parts.append(words)
    writer.length = end = start + len(words)
    noun.value = value or low or 0
    figure: Record = {
        "type": "figure",
        "quantity": {
            "value": value,
            "low": low,
            "high": high,
            "approximation": approximation,
            "unit": None if bare else recorded,
        },
        "label": noun.label,
        "indicator": counted.indicator,
        "place": writer.place,
        "period": writer.period,
        "evidence": [(start, end)],
    }
    return figure, start, end, _BARE + form if bare else form


def _say(
    writer: Writer, counted: Thing, forms: Profile | None, unit: str, within: tuple[int, int]
) -> tuple[Said, bool]:
    if forms is _QUEUED:
        value = writer.queue.pop(0)
        return ("plain", f"{value}{unit}", value, value, value, "exact"), False
    choices = forms or counted.profile
    form, bare = choices[int(writer.random() * len(choices))]
    return form(writer.random, within[0], within[1], "" if bare else unit), bare


def _range(counted: Thing, value: Number, size: str) -> tuple[int, int]:
    if not size or not value:
        return counted.low, counted.high
    if size == "<":
        high = max(2, int(value * _LESS_AT_MOST))
        return max(1, int(high * _LESS_AT_LEAST)), high
    if counted.units[0][0] == "%":
        return min(int(value) + 1, _NEARLY_ALL - 1), _NEARLY_ALL
    low = max(int(value) + 1, int(value * _MORE_AT_LEAST))
    return low, int(value * _MORE_AT_MOST) + 1


def _keep(writer: Writer, noun: Noun, counted: _Counted) -> None:
    """Keep the figure; the noun is evidence too where it stands apart from the number."""
    figure, start, end, form = counted
    figure["label"] = noun.label
    if noun.end != start and noun.start != end:
        figure["evidence"].append((noun.start, noun.end))
    if writer.code is not None:
        writer.code["parts"].append((min(start, noun.start), max(end, noun.end)))
    level = noun.thing.level
    if level is not None:
        writer.network.append((level, figure, min(start, noun.start), max(end, noun.end)))
    writer.keep(figure, form)
