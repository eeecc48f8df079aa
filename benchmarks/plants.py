"""What goes into a series: one contradiction, one thing that only looks like it, or nothing.

Each maker takes a series whose reports are not yet written, tells them what they have to say, and answers whether the
series has room for it. `generate` writes series until it has as many as asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from series import (
    DERIVED,
    LAST,
    NUMERALS,
    SHARP,
    STOCKS,
    Demand,
    Mark,
    Report,
    Slogan,
    Told,
    disjoint,
    family_of,
    phrases,
    spread,
    tell,
    things_of,
    ways,
)
from shijian_extract.lexicon import codes_by_name
from shijian_extract.synthetic.settings import County, counties

KINDS = ("two-values", "parts-total", "slogan-parts", "fall", "jump", "repeat", "approximate")
ALIKE = {
    "two-values": (
        "rounded", "subset", "event", "year-before", "year-before-flow", "other-place", "increment", "target", "average",
        "town-figures",
    ),
    "parts-total": ("adds-up", "named-some", "about"),
    "slogan-parts": ("match", "soon", "name", "unrelated"),
    "fall": ("nearly-before", "flow-fall", "stay", "town-between"),
    "jump": ("growth", "town-between"),
    "repeat": ("printed-twice", "same-year-cited", "norm", "stay"),
    "approximate": ("nearly-before", "year-later"),
}  # fmt: skip
"""The look-alikes by the kind that a careless reader would take them for."""
IMPLIED = {
    "two-values": {"parts-total", "fall", "approximate"},
    "parts-total": {"two-values", "fall", "approximate"},
    "slogan-parts": set[str](),
    "fall": {"jump", "approximate"},
    "jump": {"fall"},
    "repeat": set[str](),
    "approximate": {"fall"},
}
"""What else is truly amiss once the planted number stands there: neither right nor wrong where it touches it."""
_TRIES = 400
_IN_HEADLINE = 0.3
_ARABIC, _NUMBERED, _BARE = 0.3, 0.15, 0.2


@dataclass(slots=True)
class Plant:
    """A contradiction: its kind, its way, and the marks of both sides, each side with all that serve as well."""

    kind: str
    way: str
    sides: tuple[list[tuple[int, Mark]], list[tuple[int, Mark]]] = field(default_factory=lambda: ([], []))


@dataclass(slots=True)
class Series:
    """Reports about one place in the order of a file, and what is in them."""

    reports: list[Report]
    random: Random
    plant: Plant | None = None
    alike: str = ""
    twins: list[int] = field(default_factory=list)


def _values(thing: str, report: Report, random: Random, factors: Sequence[tuple[float, float]]) -> int:
    low, high = random.choice(list(factors))
    return max(3, round(report.number(thing, {"exact"}).value * random.uniform(low, high)))


def _wrong(thing: str, report: Report, random: Random, factors: Sequence[tuple[float, float]]) -> Told:
    right = report.number(thing, {"exact"})
    value = _values(thing, report, random, factors)
    return tell(thing, right.place, right.when, value, random, forms=SHARP | {"over"}, true=right.value)


def _forbid(report: Report, thing: str) -> None:
    report.forbidden |= {thing, *DERIVED.get(thing, ())}


def _countings(thing: str) -> list[str]:
    """Families that count the thing."""
    if thing == "institutes":
        return ["together.network"]
    more = {"stations": ["together.network"], "teams": ["together.people"], "volunteers": ["together.people"]}
    flows = {"activities": ["together.flow"], "served": ["together.flow"]}
    return [f"count.{thing}", *more.get(thing, []), *flows.get(thing, [])]


# -- in one report ----------------------------------------------------------------------------------------------


def _two_values(series: Series) -> bool:
    random = series.random
    report = random.choice(series.reports)
    thing = random.choice([*STOCKS, "stations", "volunteers", "teams", "activities", "served"])
    way = random.choice(["headline", "bodies", "nearly"])
    if thing in ("points", "served"):
        way = "bodies"
    right = report.number(thing, SHARP | {"over"})
    if way == "nearly":
        thing = random.choice(["volunteers", "volunteers", "teams", "activities"])
        right = report.number(thing, SHARP)
        wrong = _under(right, random)
    else:
        wrong = _wrong(thing, report, random, [(0.5, 0.8), (1.25, 1.8)])
    if wrong is None or not disjoint(right, wrong):
        return False
    _forbid(report, thing)
    first = Demand(
        "lead" if way == "bodies" else "headline",
        [f"headline.{thing}"],
        thing,
        {thing: wrong},
        {thing: "one"},
    )
    if way == "bodies":
        first.families = [f"count.{thing}"]
    second = Demand("body", _countings(thing), thing, {thing: right}, {thing: "two"})
    if way != "nearly" and random.random() < 0.5:
        first.told, second.told = second.told, first.told
        first.tags, second.tags = second.tags, first.tags
    report.demands += [first, second]
    for demand in (first, second) if thing in ("activities", "served") else ():
        _same_noun(demand, random)
    series.plant = Plant("two-values", way)
    return True


def _same_noun(demand: Demand, random: Random) -> None:
    """Activities of practice and of service might be counted apart; those of a plant are called the same."""
    usable = [
        one
        for family in demand.families
        for one in family_of(family)
        if demand.thing in things_of(one) and "lectures" not in one
    ]
    demand.template = spread(random.choice(usable), random).replace("文明实践活动", "志愿服务活动")
    if demand.thing == "served":
        demand.template = demand.template.replace("志愿服务活动服务", "志愿服务活动惠及")


def _under(right: Told, random: Random) -> Told | None:
    """`近3万` where it is 3.2万: no round number above the value is said to be near."""
    step = 10 ** (len(str(right.true)) - 1)
    top = right.true // step * step
    if right.true < 250 or not top * 1.06 <= right.true <= top * 1.2:
        return None
    told = ways(top - max(1, step // 100), random).get("nearly-round")
    if told is None:
        return None
    return Told(right.thing, right.place, right.when, told[0], told[1], told[2], top, right.true)


def _parts_total(series: Series) -> bool:
    random = series.random
    report = random.choice(series.reports)
    way = random.choice(["network", "levels", "stations", "teams", "party"])
    total = {
        "network": "network",
        "levels": "levels",
        "stations": "stations",
        "teams": "teams",
        "party": "volunteers",
    }[way]
    parts = {
        "network": ["institutes", "stations"], "levels": ["center", "institutes", "stations"], "stations": ["rural", "urban"],
        "teams": ["teams-first", "teams-second", "teams-third"], "party": ["party"],
    }[way]  # fmt: skip
    true = report.number(total, {"exact"})
    if way == "party":
        value, party = round(true.value * random.uniform(1.1, 1.6)), report.number("party", {"exact"}).value
        told = {
            "party": tell("party", true.place, true.when, value, random, forms=SHARP, true=party),
            "volunteers": report.number("volunteers", SHARP),
        }
        tags = {"volunteers": "two", "party": "one"}
    else:
        value = _slip(true.value, random)
        told = {total: tell(total, true.place, true.when, value, random, forms={"exact"}, true=true.value)}
        tags = {total: "one", **dict.fromkeys(parts, "two")}
    _forbid(report, total)
    report.forbidden |= (
        {"network", "levels", "stations", "wide"} if way in ("network", "levels", "stations") else {"party"}
    )
    report.demands.append(Demand("body", [f"parts.{way}"], total, {**_exact(report, parts), **told}, tags))
    series.plant = Plant("parts-total", way)
    return True


def _exact(report: Report, things: Sequence[str]) -> dict[str, Told]:
    return {thing: report.number(thing, {"exact"}) for thing in things}


def _slip(value: int, random: Random) -> int:
    """The total as a slip makes it: a digit off, two digits changed about, some left out; never by one alone."""
    digits = list(str(value))
    if random.random() < 0.4 and len(digits) > 1 and digits[-1] != digits[-2] and digits[-2:] != ["1", "0"]:
        digits[-1], digits[-2] = digits[-2], digits[-1]
        slipped = int("".join(digits))
    else:
        slipped = value + random.choice([-30, -20, -12, -10, -5, -4, -3, -2, 2, 3, 4, 6, 10, 20, 30])
    return slipped if abs(slipped - value) > 1 and slipped > 0 else value + 2


def _slogan(random: Random, kind: str) -> Slogan:
    """A slogan with its list: `right`, `short` (a part is missing), `long` (one too many) or `digit` (another number)."""
    data = phrases()["slogan"]
    family = random.choice([*data["abbreviations"], "code", "code", "plus", "14536"])
    if family == "14536":
        parts = ["一个目标", "四个定位", "五项工作", "三个到位", "六种能力"]
        return _coded(random, "14536", parts, kind)
    if family == "code":
        code = random.choice(data["digits"]["codes"])
        things = random.sample(list(data["digits"]["things"].items()), len(code))
        arabic = random.random() < _ARABIC
        listed = [
            _count(digit, unit, thing, arabic=arabic)
            for digit, (thing, unit) in zip(code, things, strict=True)
        ]
        return _coded(random, code, listed, kind)
    if family == "plus":
        code = random.choice(data["digits"]["plus-codes"])
        nouns = random.choice(data["digits"]["plus"])
        return _coded(
            random, code, [digit + noun for digit, noun in zip(code.split("+"), nouns, strict=True)], kind
        )
    entry = data["abbreviations"][family]
    count = random.randint(3, len(entry["parts"]) - 1)
    shown = {"short": count - 1, "long": count + 1, "digit": count - 1}.get(kind, count)
    listed = random.sample(entry["parts"], max(2, shown))
    if family in ("有", "进", "统一") and random.random() < _NUMBERED:
        listed = [NUMERALS[number] + part for number, part in enumerate(listed, 1)]
    text = NUMERALS[count] + family
    quoted = text if random.random() < _BARE else f"“{text}”"
    return Slogan(quoted, random.choice(entry["noun"]), "、".join(listed), len(listed))


def _count(digit: str, unit: str, thing: str, *, arabic: bool) -> str:
    if arabic:
        return digit + unit + thing
    return ("两" if digit == "2" else NUMERALS[int(digit)]) + unit + thing


def _coded(random: Random, code: str, parts: list[str], kind: str) -> Slogan:
    noun = random.choice(phrases()["slogan"]["digits"]["nouns"])
    if kind in ("short", "long") and (len(parts) > 3 or "+" in code):
        del parts[random.randrange(1, len(parts))]
    elif kind != "right":
        where = random.randrange(len(parts) - ("N" in code))
        digit = parts[where][0]
        if digit.isdigit():
            parts[where] = str(int(digit) + random.choice([1, 2])) + parts[where][1:]
        else:
            number = NUMERALS.find(digit.replace("两", "二"))
            parts[where] = NUMERALS[number + 2 if number < 9 else 3] + parts[where][1:]
    return Slogan(f"“{code}”", noun, "、".join(parts), len(parts))


def _slogan_parts(series: Series) -> bool:
    random = series.random
    way = random.choice(["short", "short", "long", "digit"])
    slogan = _slogan(random, way)
    report = random.choice(series.reports)
    _own_slogan(series, report)
    tags = {"*slogan": "one", "*list": "two"}
    report.demands.append(Demand("body", ["slogan.frames"], "slogan", tags=tags, slogan=slogan))
    series.plant = Plant("slogan-parts", way)
    return True


def _own_slogan(series: Series, report: Report) -> None:
    """No other slogan in the series: the place has one way of working."""
    for one in series.reports:
        one.slogan = None


# -- between reports --------------------------------------------------------------------------------------------


def _set(report: Report, thing: str, told: Told, tag: str = "one") -> None:
    """The report tells this number wherever it counts the thing, and surely once."""
    _forbid(report, thing)
    report.demands.append(Demand("body", _countings(thing), thing, {thing: told}, {thing: tag}))
    if thing in ("stations", "volunteers", "teams") and report.random.random() < _IN_HEADLINE:
        report.demands.append(Demand("headline", [f"headline.{thing}"], thing, {thing: told}, {thing: tag}))


def _pair(series: Series) -> tuple[Report, Report]:
    """Two reports, the earlier one first."""
    one, other = series.random.sample(range(len(series.reports)), 2)
    reports = series.reports[one], series.reports[other]
    return reports if reports[0].day < reports[1].day else (reports[1], reports[0])


def _fall(series: Series) -> bool:
    random = series.random
    before, after = _pair(series)
    thing = random.choice([*STOCKS, "institutes"])
    way = random.choice(["later", "later", "earlier"])
    if way == "later":
        right, factors = before.number(thing, SHARP | {"over", "nearly-round"}), (0.55, 0.88)
        value = round(right.value * random.uniform(*factors))
        wrong = tell(
            thing,
            right.place,
            str(after.day),
            value,
            random,
            forms=SHARP | {"over"},
            true=after.number(thing).value,
        )
        low, high, where, other = wrong, right, after, before
    else:
        right = after.number(thing, SHARP | {"over"})
        value = round(right.value * random.uniform(1.25, 2.5))
        wrong = tell(
            thing,
            right.place,
            str(before.day),
            value,
            random,
            forms=SHARP | {"over"},
            true=before.number(thing).value,
        )
        low, high, where, other = right, wrong, before, after
    if low.high >= high.low * (1 - 0.03) or high.value - low.value < 2:
        return False
    _set(where, thing, wrong)
    _set(other, thing, right, "two")
    series.plant = Plant("fall", way)
    return True


def _jump(series: Series) -> bool:
    random = series.random
    before, after = _pair(series)
    thing = random.choice([*STOCKS, "volunteers"])
    way = random.choice(["digit-more", "digit-more", "digit-less", "myriad"])
    if way == "myriad" and thing == "volunteers":
        way = "digit-more"
    forms = SHARP | {"over"}
    first, last = before.number(thing, SHARP), after.number(thing, forms)
    if way == "digit-less":
        value = first.true // 10
        first = tell(thing, first.place, first.when, value, random, forms=SHARP, true=first.true)
    elif way == "digit-more":
        value = last.true * 10 + random.randrange(10)
        last = tell(thing, last.place, last.when, value, random, forms=forms, true=last.true)
    else:
        true = last.true
        last = Told(thing, last.place, last.when, f"{true}万", true * 10000, true * 10000, true * 10000, true)
    if last.low < first.high * 10 or first.value < 3:
        return False
    _set(before, thing, first, "one" if way == "digit-less" else "two")
    _set(after, thing, last, "two" if way == "digit-less" else "one")
    series.plant = Plant("jump", way)
    return True


def _repeat(series: Series) -> bool:
    random = series.random
    at = random.randrange(len(series.reports) - 1)
    ordered = sorted(series.reports, key=lambda report: report.day)
    before, after = ordered[at : at + 2]
    if before.day.month < 6:
        return False
    day = before.day + timedelta(days=random.randint(345, 385))
    if day > LAST or day.year != before.day.year + 1:
        return False
    if any(late.day <= day for late in ordered[at + 2 :]):
        return False
    _redate(after, day)
    month = min(before.day.month, after.day.month) - 1
    way = random.choice(["so-far", "so-far", "months", "year"])
    for report in (before, after):
        _set_period(report, way, month)
    told = {
        thing: before.number(thing, forms) for thing, forms in (("activities", {"exact"}), ("served", SHARP))
    }
    if told["activities"].value < 1000 or told["activities"].value % 10 == 0:
        return False
    things = random.choice([["activities"], ["activities", "served"], ["activities", "served"]])
    family = "count.activities" if len(things) == 1 else "together.flow"
    usable = [
        one
        for one in phrases()[family.split(".", maxsplit=1)[0]][family.split(".")[1]]
        if "lectures" not in one
    ]
    template = spread(random.choice(usable), random)
    for report, tag in ((before, "two"), (after, "one")):
        report.forbidden |= {"activities", "served", "lectures"}
        own = {
            thing: replace(told[thing], when=report.number(thing).when, true=report.number(thing).value)
            for thing in things
        }
        report.demands.append(
            Demand("body", [family], "activities", own, dict.fromkeys(things, tag), template)
        )
    series.plant = Plant("repeat", way)
    return True


def _redate(report: Report, day: date) -> None:
    report.day = day
    report.__post_init__()


def _set_period(report: Report, way: str, month: int) -> None:
    year = report.day.year
    full = date(year - 1, 1, 1), date(year - 1, 12, 31)
    report.period = {
        "so-far": ("今年以来", date(year, 1, 1), report.day),
        "months": (f"今年1至{month}月", date(year, 1, 1), date(year, month + 1, 1) - timedelta(days=1)),
        "year": (f"{year - 1}年", *full),
    }[way]


def _close(series: Series, days: tuple[int, int]) -> tuple[Report, Report] | None:
    """A report and another so many days later, put in between."""
    random = series.random
    before = random.choice(series.reports)
    day = before.day + timedelta(days=random.randint(*days))
    if day > LAST or any(before.day < one.day <= day for one in series.reports):
        return None
    after = _another(before, day)
    series.reports.append(after)
    return before, after


def _another(report: Report, day: date) -> Report:
    made = replace(
        report,
        day=day,
        random=Random(f"{report.random.random()}"),
        demands=[],
        forbidden=set(),
        told={},
        tags={},
        marks=[],
        text="",
        _said=set(),
    )
    made.slogan = None
    return made


def _approximate(series: Series) -> bool:
    random = series.random
    pair = _close(series, (6, 27))
    if pair is None:
        return False
    thing = random.choice(["volunteers", "volunteers", "teams", "points"])
    way = random.choice(["nearly-first", "nearly-last"])
    near, sharp = pair if way == "nearly-first" else pair[::-1]
    right = sharp.number(thing, SHARP)
    wrong = _under(near.number(thing, SHARP), random)
    if wrong is None or not disjoint(right, wrong):
        return False
    _set(near, thing, wrong)
    _set(sharp, thing, right, "two")
    series.plant = Plant("approximate", way)
    return True


# -- look-alikes ------------------------------------------------------------------------------------------------


def _alike_one(series: Series, name: str) -> bool:
    """In one report: what must not be taken for two values of one thing."""
    random, report = series.random, series.random.choice(series.reports)
    if name == "rounded":
        thing = random.choice(["volunteers", "volunteers", "teams", "activities"])
        value = report.number(thing, {"exact"})
        possible = [form for form in ways(value.value, random) if form not in ("exact", "hundreds")]
        if not possible:
            return False
        loose = tell(thing, value.place, value.when, value.value, random, forms={random.choice(possible)})
        _forbid(report, thing)
        report.demands.append(
            Demand("headline", [f"headline.{thing}"], thing, {thing: loose}, {thing: "alike"})
        )
        report.demands.append(Demand("body", _countings(thing), thing, {thing: value}, {thing: "alike"}))
        return True
    counted = random.choice(STOCKS)
    report.demands.append(Demand("lead", [f"count.{counted}"], counted))
    report.demands.append(Demand("body", [f"aside.{name}"]))
    return True


def _alike_parts(series: Series, name: str) -> bool:
    report, random = series.random.choice(series.reports), series.random
    if name == "adds-up":
        way = random.choice(["network", "levels", "stations", "teams", "party"])
        demand = Demand("body", [f"parts.{way}"], {"party": "volunteers"}.get(way, way))
    else:
        demand = Demand("body", [f"loose.{name}"])
    report.demands.append(demand)
    return True


def _alike_slogan(series: Series, name: str) -> bool:
    random, report = series.random, series.random.choice(series.reports)
    _own_slogan(series, report)
    slogan, data = _slogan(random, "right"), phrases()["slogan"]
    families = ["slogan.frames" if name == "match" else f"slogan.{name}"]
    template = ""
    if name == "soon":
        slogan = _slogan(random, "short")
        while any(letter.isdigit() for letter in slogan.text):
            slogan = _slogan(random, "short")
    elif name == "unrelated":
        slogan = replace(slogan, listed="、".join(random.choice(data["unrelated-lists"])))
    elif name == "name":
        at = random.randrange(len(data["names"]))
        text, listed = data["names"][at]
        slogan, template = Slogan(text, "", "、".join(listed), len(listed)), spread(data["name"][at], random)
    tags = {"*slogan": "alike", "*list": "alike"}
    report.demands.append(Demand("body", families, "slogan", tags=tags, template=template, slogan=slogan))
    return True


def _alike_nearly(series: Series, name: str) -> bool:
    """`近3万`, and weeks later 29,400, or a year later 3.2万."""
    random = series.random
    pair = _close(series, (6, 27)) if name == "nearly-before" else _pair(series)
    if pair is None:
        return False
    for thing in random.sample(["volunteers", "teams", "points"], 3):
        first, last = pair[0].number(thing, {"nearly-round"}), pair[1].number(thing, {"exact", "hundreds"})
        fits = first.words.startswith("近") and (
            last.value < first.high if name == "nearly-before" else last.value > first.high
        )
        if fits and (name == "nearly-before" or (pair[1].day - pair[0].day).days > 200):
            _set(pair[0], thing, first, "alike")
            _set(pair[1], thing, last, "alike")
            return True
    return False


def _alike_between(series: Series, name: str) -> bool:
    """Two reports of which the later tells the same, or grew well, or had a leaner year."""
    random, (before, after) = series.random, _pair(series)
    if name == "stay":
        for report in (before, after):
            _set(report, "institutes", report.number("institutes"), "alike")
        return True
    if name == "growth":
        thing = random.choice(["volunteers", "teams", "points"])
        first, last = before.number(thing, SHARP), after.number(thing, SHARP)
        _set(before, thing, first, "alike")
        _set(after, thing, last, "alike")
        return bool(1.25 <= last.value / first.value <= 4)
    if name == "norm":
        template = spread(random.choice(phrases()["aside"]["norm"]), random)
        low, high = map(int, template[template.index("#") + 1 : template.index(":")].split("-"))
        count = str(random.randint(low, high) // 10 * 10)
        for report in (before, after):
            report.demands.append(
                Demand(
                    "body", ["aside.norm"], template=template.replace(f"#{low}-{high}", f"#{count}-{count}")
                )
            )
        return True
    return _alike_flows(series, name, before, after)


def _alike_flows(series: Series, name: str, before: Report, after: Report) -> bool:
    """A leaner year after a good one; one year's count told again, and its year named."""
    if name == "same-year-cited":
        if before.day.year != after.day.year:
            return False
        told = {thing: before.number(f"{thing}@lastyear", SHARP) for thing in ("activities", "served")}
    elif before.day.year == after.day.year:
        return False
    template = spread(
        "{period}，{scope}(共|)开展(志愿服务活动|文明实践活动){activities:场次}，(服务|惠及)群众{served:人次}。",
        series.random,
    )
    for report in (before, after):
        _set_period(report, "year", 1)
        own = (
            told
            if name == "same-year-cited"
            else {thing: report.number(thing, SHARP) for thing in ("activities", "served")}
        )
        report.forbidden |= {"activities", "served", "lectures"}
        report.demands.append(
            Demand("body", ["together.flow"], "activities", own, dict.fromkeys(own, "alike"), template)
        )
    return name == "same-year-cited" or after.number("activities").value < before.number("activities").value


def _alike_town(series: Series, name: str) -> bool:
    before, after = _pair(series)
    if (after.day - before.day).days < 20:
        return False
    day = before.day + (after.day - before.day) // 2
    town = _another(before, day)
    town.town_of = town.towns[0]
    for report in (before, town, after):
        report.demands.append(
            Demand("body", ["count.volunteers"], "volunteers", tags={"volunteers": "alike"})
        )
    series.reports.append(town)
    return True


def _alike_twice(series: Series, name: str) -> bool:
    series.twins.append(series.random.randrange(len(series.reports)))
    report = series.reports[series.twins[0]]
    report.demands.append(Demand("body", ["together.flow"], "activities", tags={"activities": "alike"}))
    return True


Maker = Callable[[Series], bool]
_PLANTS: Mapping[str, Maker] = {
    "two-values": _two_values, "parts-total": _parts_total, "slogan-parts": _slogan_parts, "fall": _fall, "jump": _jump,
    "repeat": _repeat, "approximate": _approximate,
}  # fmt: skip
_ALIKES: Mapping[str, Callable[[Series, str], bool]] = {
    **dict.fromkeys(ALIKE["two-values"], _alike_one), **dict.fromkeys(ALIKE["parts-total"], _alike_parts),
    **dict.fromkeys(ALIKE["slogan-parts"], _alike_slogan), "nearly-before": _alike_nearly, "year-later": _alike_nearly,
    "flow-fall": _alike_between, "stay": _alike_between, "growth": _alike_between, "norm": _alike_between,
    "same-year-cited": _alike_between, "town-between": _alike_town, "printed-twice": _alike_twice,
}  # fmt: skip


# -- series -----------------------------------------------------------------------------------------------------


def generate(count: int, seed: int) -> Iterator[Series]:
    """So many series, each about a place of its own; raises `ValueError` where there are not so many places.

    >>> [one] = generate(1, 3)
    >>> all(report.text[m.start : m.end] == m.text for report in one.reports for m in report.marks)
    True
    """
    known = codes_by_name()
    groups = [[one for one in group if len(known[one.name]) == 1] for group in counties()]
    places = [(one, group) for group in groups if len(group) > 1 for one in group]
    if not 0 <= count <= len(places):
        raise ValueError(f"{count} series can't be made; there are {len(places)} places")
    Random(f"{seed}/places").shuffle(places)
    quotas = _quotas(count, Random(f"{seed}/kinds"))
    for number, (county, group) in enumerate(places[:count]):
        yield _series(number, county, [one for one in group if one != county], seed, quotas[number])


def _quotas(count: int, random: Random) -> list[tuple[str, str, str]]:
    """What each series is to have: as many of each kind, of each kind's look-alikes in turn, and some of nothing."""
    found: list[tuple[str, str, str]] = []
    for number in range(count):
        kind = KINDS[number // 2 % len(KINDS)]
        if number % 12 == 11:
            found.append(("none", "", ""))
        elif number % 2:
            names = ALIKE[kind]
            found.append(("alike", kind, names[number // (2 * len(KINDS)) % len(names)]))
        else:
            found.append(("plant", kind, ""))
    random.shuffle(found)
    return found


def _series(
    number: int, county: County, near: Sequence[County], seed: int, quota: tuple[str, str, str]
) -> Series:
    """One series; tried again with other days where there is no room for what it is to have."""
    what, kind, name = quota
    for attempt in range(_TRIES):
        random = Random(f"{seed}/{number}/{attempt}")
        made = Series(_reports(county, near, seed, random), random)
        if what == "plant" and not _PLANTS[kind](made):
            continue
        if what == "alike":
            if not _ALIKES[name](made, name):
                continue
            made.alike = f"{kind}: {name}"
        _write(made, f"{seed}-{number:03}")
        if made.plant is None or _seal(made, made.plant):
            return made
    raise ValueError(f"no room for {quota} in {county.name}")


def _reports(county: County, near: Sequence[County], seed: int, random: Random) -> list[Report]:
    data = _names()
    towns = [stem + random.choice(data["town-ranks"]) for stem in random.sample(data["towns"], 3)]
    villages = [stem + random.choice(data["village-ranks"]) for stem in random.sample(data["villages"], 5)]
    day = date(2020, 3, 1) + timedelta(days=random.randrange(900))
    neighbour = random.choice(near)
    slogan = _slogan(random, "right") if random.random() < 0.4 else None
    made: list[Report] = []
    for _ in range(random.randint(3, 5)):
        while day.month < 4:
            day += timedelta(days=31)
        if day > LAST:
            break
        own = Random(f"{random.random()}")
        report = Report(county, neighbour, day, seed, own, towns=towns, villages=villages)
        report.slogan = slogan if own.random() < 0.5 else None
        made.append(report)
        day += timedelta(days=random.randint(110, 430))
    return made


def _names() -> Mapping[str, Any]:
    names: Mapping[str, Any] = phrases()["names"]
    return names


def _write(series: Series, name: str) -> None:
    """Write the reports and put them in the order of a file, which is not that of their days."""
    for report in series.reports:
        report.compose()
    series.reports += [replace(series.reports[at]) for at in series.twins]
    series.random.shuffle(series.reports)
    for number, report in enumerate(series.reports, 1):
        report.id = f"s{name}-{number}"


def _seal(series: Series, plant: Plant) -> bool:
    """Note both sides; what else in the series stands as well against the planted number joins its other side."""
    marks = [(at, mark) for at, report in enumerate(series.reports) for mark in report.marks]
    plant.sides = [one for one in marks if one[1].tag == "one"], [one for one in marks if one[1].tag == "two"]
    if plant.kind in ("fall", "jump") and all(plant.sides):
        at, wrong = plant.sides[0][0]
        told, day = wrong.told, series.reports[at].day
        assert told is not None
        for where, mark in marks:
            other = mark.told
            if (
                other is None
                or mark.tag
                or other.thing != told.thing
                or other.place != told.place
                or where == at
            ):
                continue
            if other.when != str(series.reports[where].day):
                continue
            first, last = (told, other) if day < series.reports[where].day else (other, told)
            if last.high < first.low if plant.kind == "fall" else last.low >= first.high * 10:
                plant.sides[1].append((where, mark))
    return all(plant.sides)
