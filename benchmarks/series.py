"""Series of made-up reports about real counties, coherent but for one planted contradiction or look-alike each.

Every place has a hidden world that is worked out from its code and the seed alone, so that a neighbour's figure
borrowed by another report is the neighbour's own. Stocks (stations, volunteers …) never fall; yearly counts vary; parts
make up their totals. What a report says is drawn from the world in a form that is true of it. Into a series goes one
contradiction (`Plant`), or one thing that looks like it and is none (`alike`), or nothing. The phrases are in
`contradictions.toml`. The same seed gives the same series; no two series of a run are about the same place.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from shijian_extract.lexicon import short_name
from shijian_extract.synthetic.settings import County

PHRASES = Path(__file__).with_name("contradictions.toml")
EPOCH = date(2019, 1, 1)
LAST = date(2025, 11, 30)
NUMERALS = "零一二三四五六七八九十"
FLOWS = ("activities", "served", "lectures")
STOCKS = ("stations", "points", "teams", "volunteers")
# What is worked out from a stock, and would betray a wrong one.
DERIVED = {
    "institutes": {"network", "levels", "wide", "teams-second", "teams-third"},
    "stations": {"network", "levels", "wide", "rural", "urban", "demo"},
    "points": {"wide"},
    "teams": {"teams-first", "teams-second", "teams-third", "members"},
    "volunteers": {"party", "young", "members"},
}
_SLOT = re.compile(r"\{([^{}:]+)(?::([^{}]*))?\}")
_CHOICE = re.compile(r"\(([^()]*)\)")
# Disjoint by less than this share of the value, two told numbers are too close for a plant.
_GAP = 0.03
_FEWEST_NEW = 3


@cache
def phrases() -> Mapping[str, Any]:
    """The file of phrases."""
    return tomllib.loads(PHRASES.read_text("utf-8"))


def spread(template: str, random: Random) -> str:
    """The template with one of each `(a|b)` chosen."""
    while found := _CHOICE.search(template):
        template = template[: found.start()] + random.choice(found[1].split("|")) + template[found.end() :]
    return template


def things_of(template: str) -> set[str]:
    """What of the report's own place the template counts, by name, whenever that was."""
    return {re.split(r"[~@+>/]", found[1])[0] for found in _SLOT.finditer(template) if found[2] is not None}


@dataclass(frozen=True, slots=True)
class World:
    """What is so in one place: stocks on a day, yearly counts between two days."""

    place: str
    base: Mapping[str, float]
    rate: Mapping[str, float]
    years: Mapping[int, Mapping[str, int]]

    def stock(self, thing: str, day: date) -> int:
        """The count on a day; what is derived of others adds up with them."""
        of: dict[str, int] = {
            name: int(base * (1 + self.rate[name]) ** ((day - EPOCH).days / 365.25))
            for name, base in self.base.items()
        }
        of["center"] = 1
        of["network"] = of["institutes"] + of["stations"]
        of["levels"] = of["network"] + 1
        of["wide"] = of["levels"] + of["points"] + of["bases"]
        of["urban"] = int(of["stations"] * self.rate["urban"])
        of["rural"] = of["stations"] - of["urban"]
        of["demo"] = max(2, int(of["stations"] * self.rate["demo"]))
        of["party"] = int(of["volunteers"] * self.rate["party"])
        of["young"] = int(of["volunteers"] * self.rate["young"])
        of["teams-first"] = int(self.rate["teams-first"])
        of["teams-second"] = of["institutes"] * 2
        of["teams-third"] = of["teams"] - of["teams-first"] - of["teams-second"]
        of["members"] = of["volunteers"] // of["teams"]
        return of[thing]

    def flow(self, thing: str, start: date, end: date) -> int:
        """What was counted from a day to a day, both inclusive."""
        total = 0
        for year in range(start.year, end.year + 1):
            first, last = max(start, date(year, 1, 1)), min(end, date(year, 12, 31))
            total += self.years[year][thing] * ((last - first).days + 1) // 366
        return total


@cache
def world(seed: int, place: str, size: str) -> World:
    """The world of a place, whoever asks."""
    random = Random(f"{seed}/{place}")
    data = phrases()["world"]
    sizes, growth = data[size], data["growth"]
    base = {name: random.randint(*sizes[name]) + 0.5 for name in growth}
    rate = {name: random.uniform(*between) for name, between in (growth | data["shares"]).items()}
    rate["teams-first"] = random.randint(*data["teams-first"])
    reach, years = random.uniform(18, 60), {}
    usual = {name: random.randint(*sizes[name]) for name in ("activities", "lectures")}
    for year in range(2018, LAST.year + 1):
        of = {name: int(count * random.uniform(0.72, 1.38)) for name, count in usual.items()}
        years[year] = {**of, "served": int(of["activities"] * reach * random.uniform(0.8, 1.2))}
    return World(place, base, rate, years)


@dataclass(frozen=True, slots=True)
class Told:
    """A number as told: its words without the unit, and what it may stand for, bounds inclusive."""

    thing: str
    place: str
    when: str
    words: str
    low: float
    high: float
    value: int
    true: int


def _plain(value: int, random: Random) -> str:
    if value >= 10000 and value % 100 == 0:
        return f"{value / 10000:.2f}".rstrip("0").rstrip(".") + "万"
    return f"{value:,}" if value >= 1000 and random.random() < 0.4 else str(value)


def _step(value: int, digits: int) -> int:
    return int("1" + "0" * max(0, len(str(value)) - digits))


def ways(value: int, random: Random) -> dict[str, tuple[str, float, float]]:
    """Every form in which the value may be told, with words and bounds; `exact` always."""
    exact = f"{value:,}" if value >= 1000 and random.random() < 0.4 else str(value)
    found: dict[str, tuple[str, float, float]] = {"exact": (exact, value, value)}
    if value >= 10000 and value % 1000 < 500:
        words = f"{value // 1000 / 10:g}万"
        found["wan"] = words, value // 1000 * 1000 - 500, value // 1000 * 1000 + 500
        found["about"] = "约" + words, value // 1000 * 950, value // 1000 * 1050
    if value >= 10000 and value % 100 < 50:
        found["hundreds"] = f"{value // 100 / 100:g}万", value // 100 * 100 - 50, value // 100 * 100 + 50
    for digits in (2, 1):
        step = _step(value, digits)
        lead = value // step * step
        if value >= 100 and lead < value <= lead * 1.15 and step > 1:
            name = random.choice(["{}余", "{}多", "{}余"]) if lead >= 10000 else "{}余"
            found["over" if digits == 2 else "far-over"] = name.format(_plain(lead, random)), lead, lead * 1.2
        top = lead + step
        if value >= 250 and step > 1 and max(top * 0.95, lead + step * 0.4) <= value < top:
            found["nearly" if digits == 2 else "nearly-round"] = (
                "近" + _plain(top, random),
                top * 0.93,
                top - 1,
            )
    return found


_LIKELY = {
    "exact": 10,
    "wan": 8,
    "hundreds": 3,
    "over": 4,
    "far-over": 3,
    "nearly": 2,
    "nearly-round": 3,
    "about": 1,
}
SHARP = frozenset({"exact", "wan", "hundreds"})


def tell(
    thing: str,
    place: str,
    when: str,
    value: int,
    random: Random,
    *,
    forms: Iterable[str] = _LIKELY,
    true: int | None = None,
) -> Told:
    """The value in one of the forms that fit it, or exactly; `true` is the world's where that is another."""
    possible = ways(value, random)
    usable = [name for name in possible if name in set(forms)] or ["exact"]
    form = random.choices(usable, [_LIKELY[name] for name in usable])[0]
    words, low, high = possible[form]
    return Told(thing, place, when, words, low, high, value, value if true is None else true)


def disjoint(one: Told, other: Told) -> bool:
    """Whether both can't be true of one thing, plainly."""
    gap = max(one.low, other.low) - min(one.high, other.high)
    return gap > _GAP * min(one.value, other.value)


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a number (with its unit), a slogan or a list stands in a report's text."""

    start: int
    end: int
    text: str
    thing: str
    family: str
    tag: str
    told: Told | None = None
    parts: int | None = None


@dataclass(frozen=True, slots=True)
class Slogan:
    """An abbreviation, the noun after it, the list that goes with it, and how many parts that has."""

    text: str
    noun: str
    listed: str
    parts: int


@dataclass(slots=True)
class Demand:
    """A sentence that a report has to have: where (headline, lead, body), of which families, with which numbers."""

    where: str
    families: Sequence[str]
    thing: str = ""
    told: Mapping[str, Told] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)
    template: str = ""
    slogan: Slogan | None = None


@dataclass(slots=True)
class Report:
    """One report: first what it is to say, and after `compose` its text and where what stands."""

    county: County
    near: County
    day: date
    seed: int
    random: Random
    town_of: str = ""
    demands: list[Demand] = field(default_factory=list)
    forbidden: set[str] = field(default_factory=set)
    told: dict[str, Told] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    period: tuple[str, date, date] = ("", EPOCH, EPOCH)
    asof: str = ""
    slogan: Slogan | None = None
    towns: Sequence[str] = ()
    villages: Sequence[str] = ()
    id: str = ""
    text: str = ""
    marks: list[Mark] = field(default_factory=list)
    _named: bool = False
    _said: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        month = self.day.replace(day=1) - timedelta(days=1)
        self.asof = self.random.choice(["", "目前", "截至目前", "如今", f"截至{month.month}月底"])
        self.period = self.random.choice(self.periods())

    def periods(self) -> list[tuple[str, date, date]]:
        """The times that yearly counts may be about."""
        year, month = self.day.year, self.day.replace(day=1) - timedelta(days=1)
        full = (date(year - 1, 1, 1), date(year - 1, 12, 31))
        found = [(f"{year - 1}年", *full), ("去年", *full), ("今年以来", date(year, 1, 1), self.day)]
        if self.day.month > 4:
            found.append((f"今年1至{month.month}月", date(year, 1, 1), month))
        return found

    @property
    def place(self) -> str:
        """The code of the place that the report is about; of a town, its county's with its name."""
        return self.county.code + self.town_of

    def world(self, whose: str = "") -> World:
        """The world of the report's place, its neighbour's, its city's or a town's."""
        if whose == "near":
            return world(self.seed, self.near.code, "county")
        if whose == "city":
            return world(self.seed, self.county.prefecture_code, "city")
        if whose or self.town_of:
            return world(self.seed, self.county.code + (self.town_of or self.towns[0]), "town")
        return world(self.seed, self.county.code, "county")

    def number(self, slot: str, forms: Iterable[str] = _LIKELY) -> Told:
        """What the slot tells, drawn from the world on the report's day or the time that the slot names."""
        whose, _, rest = slot.rpartition(".")
        thing, mark, when = re.fullmatch(r"([a-z-]+)([~@+>/]?)(\w*)", rest).groups()  # type: ignore[union-attr]
        of, day = self.world(whose), self.day
        if thing in FLOWS:
            start, end = {
                "lastyear": (date(day.year - 1, 1, 1), date(day.year - 1, 12, 31)),
                "since": (EPOCH, day),
            }.get(when, self.period[1:])
            return tell(
                thing, of.place, f"{start}/{end}", of.flow(thing, start, end), self.random, forms=forms
            )
        if mark == "@":
            day = date(day.year - 1, 12, 31) if when == "lastyear" else day - timedelta(days=365)
        value = of.stock(thing, day)
        if mark == "~":
            forms = {"over", "nearly", "about"}
        elif mark == "+":
            value -= of.stock(thing, date(day.year - 1, 12, 31))
        elif mark == ">":
            # The same all year, and well above what any year brings.
            value = int(of.stock(thing, date(day.year, 1, 1)) * 1.8)
            value, forms = (value // _step(value, 1) + 1) * _step(value, 1), {"wan"}
        elif mark == "/":
            value //= of.stock("stations", day) if thing == "volunteers" else 1
            forms = {"exact"}
        name = thing if mark in ("", "~", "@") else thing + mark
        return tell(name, of.place, str(day), value, self.random, forms=forms)

    # -- writing ------------------------------------------------------------------------------------------------

    def compose(self) -> None:
        """Write the report."""
        self._headline()
        self._paragraph()
        self._say("plain.lead")
        for demand in self.demands:
            if demand.where == "lead":
                self._demanded(demand)
        for families in self._body():
            self._paragraph()
            for family in families:
                if isinstance(family, Demand):
                    self._demanded(family)
                else:
                    self._say(family)
        self._paragraph()
        self._say("plain.closing")

    def _body(self) -> list[list[str | Demand]]:
        """The families of each paragraph, what is demanded among them."""
        random = self.random
        layout = phrases()["layout"]
        topics: dict[str, list[str | Demand]] = {
            topic: list(random.choice(layout[topic])) for topic in ("sites", "people", "flow")
        }
        if self.slogan:
            topics["slogan"] = ["slogan.frames"]
        chosen = random.sample(layout["asides"], random.choice([1, 2, 3]))
        topics["aside"] = [*(f"aside.{name}" for name in chosen), "plain.filler"]
        if random.random() < 0.3:
            topics["other"] = ["aside.other-place"]
        for demand in self.demands:
            if demand.where == "body":
                topic = _TOPICS.get(demand.thing, "aside")
                kept = [one for one in topics.get(topic, []) if isinstance(one, Demand)]
                topics[topic] = [*kept, demand, "plain.filler"]
        if self.town_of:
            topics = {name: families for name, families in topics.items() if name in ("people", "flow")}
            topics["sites"] = ["count.stations"]
        return list(topics.values())

    def _headline(self) -> None:
        for demand in self.demands:
            if demand.where == "headline":
                self._demanded(demand)
                return
        counted = self.random.choice(
            ["plain", "plain", "plain", "volunteers", "stations", "teams", "activities"]
        )
        if not self._say(f"headline.{counted}"):
            self._say("headline.plain")

    def _paragraph(self) -> None:
        self.text += "\n"

    def _demanded(self, demand: Demand) -> None:
        template = demand.template
        if not template:
            template = self.random.choice(
                [
                    one
                    for family in demand.families
                    for one in family_of(family)
                    if (not demand.thing or demand.thing in things_of(one) or "slogan" in demand.thing)
                    and not (things_of(one) - {demand.thing} - set(demand.told)) & self.forbidden
                ]
            )
        family = next((name for name in demand.families), "")
        self._write(spread(template, self.random), family, demand)

    def _say(self, family: str) -> bool:
        possible = [
            one for one in family_of(family) if not things_of(one) & self.forbidden and one not in self._said
        ]
        if family == "aside.increment":
            grown = {thing: self.number(f"{thing}+").value for thing in STOCKS}
            possible = [
                one for one in possible if all(grown[thing] > _FEWEST_NEW for thing in things_of(one))
            ]
        if possible:
            template = self.random.choice(possible)
            self._said.add(template)
            self._write(spread(template, self.random), family, Demand("", ()))
        return bool(possible)

    def _write(self, sentence: str, family: str, demand: Demand) -> None:
        at = 0
        if family == "aside.other-place":
            self._named = False
        for found in _SLOT.finditer(sentence):
            self.text += sentence[at : found.start()]
            at = found.end()
            slot, unit = found[1], found[2]
            if unit is not None:
                self._number(slot, unit, family, demand)
            elif slot.startswith("*") or slot == "noun":
                self._slogan(slot, family, demand)
            elif slot == "asof":
                if self.asof and sentence[at : at + 1] != "，":
                    self.text += self.asof + "，"
                elif self.asof:
                    self.text += self.asof
                else:
                    at += sentence[at : at + 1] == "，"
            else:
                self.text += self._word(slot, headline=family.startswith("headline"))
        self.text += sentence[at:]
        if family == "aside.other-place":
            self._named = False

    def _number(self, slot: str, unit: str, family: str, demand: Demand) -> None:
        start = len(self.text)
        if slot.startswith("#"):
            low, high = map(int, slot[1:].split("-"))
            value = self.random.randint(low, high)
            told = tell(
                "#",
                self.place,
                str(self.day),
                value,
                self.random,
                forms={"exact"} if value < 20 else {"exact", "over"},
            )
        else:
            precise = family.startswith("parts.") or family in ("aside.year-before", "aside.increment")
            sums = {"exact"} if precise or slot in ("institutes", "center") else _LIKELY
            told = demand.told.get(slot) or self.told.get(slot) or self.number(slot, sums)
        self.text += told.words + unit
        tag = demand.tags.get(slot) or self.tags.get(slot, "")
        self.marks.append(Mark(start, len(self.text), self.text[start:], told.thing, family, tag, told))

    def _slogan(self, slot: str, family: str, demand: Demand) -> None:
        slogan = demand.slogan or self.slogan
        assert slogan is not None
        start = len(self.text)
        self.text += {"*slogan": slogan.text, "*list": slogan.listed}.get(slot, slogan.noun)
        if slot != "noun":
            tag = demand.tags.get(slot, "")
            self.marks.append(
                Mark(start, len(self.text), self.text[start:], slot, family, tag, parts=slogan.parts)
            )

    def _word(self, slot: str, *, headline: bool) -> str:
        county, random = self.county, self.random
        full = county.name + self.town_of
        rank = "街道" if self.town_of.endswith("街道") else full[-1]
        if slot == "scope":
            known, self._named = self._named, True
            return random.choice([f"全{rank}", f"全{rank}", f"该{rank}", full]) if known else full
        if slot == "chain":
            self._named = True
            return (county.province + county.prefecture if random.random() < 0.3 else "") + full
        if slot == "period":
            return self.period[0]
        village = random.choice(self.villages)
        town = village if self.town_of else self.towns[0]
        words = {
            "county": full, "short": self.town_of or short_name(county.name), "near": self.near.name, "city": county.prefecture,
            "town": town, "townrank": "街道" if town.endswith("街道") else town[-1], "village": village,
            "rank": rank if len(rank) == 1 else "街道", "year": str(self.day.year), "lastyear": str(self.day.year - 1),
            "later": str(self.day.year + 2),
        }  # fmt: skip
        return words[slot]


_TOPICS = {
    "stations": "sites", "institutes": "sites", "points": "sites", "network": "sites", "levels": "sites", "wide": "sites",
    "teams": "people", "volunteers": "people", "party": "people", "activities": "flow", "served": "flow", "slogan": "slogan",
}  # fmt: skip


def family_of(name: str) -> Sequence[str]:
    """The templates of a family, named with its group: `count.stations`."""
    group, _, family = name.partition(".")
    found: Sequence[str] = phrases()[group][family]
    return found
