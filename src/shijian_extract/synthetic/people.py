"""Persons, and the honours that are given to them, to projects and to places."""

from __future__ import annotations

from functools import cache

from .counting import noun_then_number, number_then_noun
from .grammar import listed, tables
from .phrases import say_brand
from .writer import Op, Record, Writer

_TRIES = 4
_NATION = "全国"


def name_of_person(writer: Writer) -> str:
    """A name that no one else in the article has."""
    surnames, given = listed("people", "surnames"), listed("people", "given")
    name: str = writer.pick(surnames) + writer.pick(given)
    for _ in range(_TRIES):
        if name not in writer.used:
            break
        name = writer.pick(surnames) + writer.pick(given)
    writer.used.add(name)
    return name


@cache
def _roles(group: str) -> tuple[str, ...]:
    return tuple(tables("names")["people"]["roles"][group])


def say_person(writer: Writer, group: str) -> Record:
    """The role, and the name behind it."""
    role = writer.pick(_roles(group))
    if role[0] == "县":
        role = writer.setting.county.rank + role[1:]
    name = name_of_person(writer)
    record: Record = {"type": "person", "name": name, "role": role, "organization": None}
    return writer.keep({**record, "place": writer.place, "evidence": [writer.write(role + name)]})


def person(group: str) -> Op:
    """A person of a group: villager, worker, official, leader."""
    return lambda writer: void(say_person(writer, group))


def nickname(writer: Writer) -> None:
    """A person whom all know by a surname and a form of address."""
    name = writer.pick(listed("people", "surnames")) + writer.pick(listed("people", "addresses"))
    record: Record = {"type": "person", "name": name, "role": None, "organization": None}
    writer.used.add(name)
    writer.keep({**record, "place": writer.place, "evidence": [writer.write(name)]})


def aged(writer: Writer) -> None:
    """`76岁的村民谭家明`: the age is a figure of the person noun beside it."""
    role = writer.pick(_roles("villager"))
    years = 51 + int(writer.random() * 36)
    span = writer.write(f"{years}岁")
    figure: Record = {
        "type": "figure",
        "quantity": {"value": years, "low": years, "high": years, "approximation": "exact", "unit": "岁"},
        "label": role,
        "indicator": "measure",
        "place": writer.place,
        "period": writer.period,
        "evidence": [span],
    }
    writer.write("的")
    name = name_of_person(writer)
    start, end = writer.write(role + name)
    figure["evidence"].append((start, start + len(role)))
    writer.keep(figure, "plain")
    person: Record = {"type": "person", "name": name, "role": role, "organization": None}
    writer.keep({**person, "place": writer.place, "evidence": [(start, end)]})


def over_age(writer: Writer) -> None:
    """`60岁以上老人`: an age that delimits a class, a figure if one likes."""
    years = 60 + 5 * int(writer.random() * 5)
    span = writer.write(f"{years}岁以上")
    label = writer.pick(("老人", "老年人"))
    writer.write(label)
    figure: Record = {
        "type": "figure",
        "quantity": {
            "value": years,
            "low": years,
            "high": None,
            "approximation": "at_least",
            "unit": "岁",
        },
        "label": label,
        "indicator": "measure",
        "place": writer.place,
        "period": writer.period,
        "evidence": [span],
    }
    writer.keep({**figure, "optional": True}, "at-least-behind")


def void(_: object) -> None:
    """What an operation gives is not wanted."""


def writer_of_report(writer: Writer) -> None:
    """The name of who wrote the report: no person of it."""
    writer.write(name_of_person(writer))


def _giver(writer: Writer) -> tuple[str, str]:
    """The giver of an honour as its name begins, and the level."""
    county = writer.setting.county
    choices = [(_NATION, "national")]
    if county.province.endswith("省"):
        choices += [("全省", "province"), ("省级", "province"), (county.province, "province")]
    else:
        choices += [("自治区", "province"), ("自治区级", "province")]
    choices.append((county.prefecture, "city"))
    if county.rank != "市":
        choices.append((county.name, "county"))
    if county.rank != "市" and county.prefecture.endswith("市"):
        choices += [("全市", "city"), ("市级", "city")]
    giver: tuple[str, str] = writer.pick(choices)
    return giver


def award(kind: str) -> Op:
    """Who is honoured (project, person, place), and with what."""
    recipient = {"project": _project, "person": _person, "place": _place}[kind]

    def op(writer: Writer) -> None:
        start = writer.length
        who = recipient(writer)
        verb = writer.pick(listed("honours", "verbs" if kind != "place" else "got"))
        giver, level = _giver(writer)
        if kind == "person" and verb == "被评为":
            verb = "荣获"
        writer.write(verb)
        honour = writer.pick(listed("honours", kind)).format(giver)
        name = honour.removesuffix("称号").strip("“”")
        span = writer.write(honour)
        _award(writer, name, who, level, [span, (start, start + len(who))])

    return op


def _award(
    writer: Writer,
    name: str,
    recipient: str | None,
    level: str | None,
    evidence: list[tuple[int, int]],
    rank: str | None = None,
) -> Record:
    record: Record = {"type": "award", "name": name, "recipient": recipient, "rank": rank, "level": level}
    return writer.keep({**record, "place": writer.place, "period": writer.period, "evidence": evidence})


def _project(writer: Writer) -> str:
    say_brand(writer, "project")
    return str(writer.brand[0])


def _person(writer: Writer) -> str:
    return str(say_person(writer, "worker")["name"])


def _place(writer: Writer) -> str:
    town = writer.pick(writer.setting.towns)
    writer.place = town
    who = f"{town['name']}新时代文明实践所"
    writer.write(who)
    return who


def contest(writer: Writer) -> None:
    """Two projects and their prizes in one contest; the contest is a happening of that year, if one likes."""
    year = writer.setting.year - 1 - int(writer.random() * 2)
    writer.place = writer.setting.home
    start, end = writer.write(f"{year}年")
    period = {"text": f"{year}年", "kind": "during", "start": f"{year}-01-01", "end": f"{year}-12-31"}
    level = "province" if writer.random() < 0.6 else "city"
    name = writer.setting.county.province if level == "province" else writer.setting.county.prefecture
    name += "志愿服务项目大赛"
    writer.write("，")
    first = writer.length
    who = _project(writer)
    writer.write(writer.pick(("在", "于")))
    span = writer.write(name)
    writer.write(writer.pick(("中获得", "中摘得", "上荣获")))
    rank = writer.pick(listed("honours", "ranks"))
    writer.write(rank)
    _award(writer, name, who, level, [(span[0], writer.length), (first, first + len(who))], rank)[
        "period"
    ] = period
    writer.write("，")
    first = writer.length
    who = _project(writer)
    writer.write("获")
    second = writer.pick(listed("honours", "ranks"))
    writer.write(second)
    _award(writer, name, who, level, [(first, writer.length), span], second)["period"] = period
    event: Record = {"type": "event", "name": name, "period": period, "venue": None, "organizers": []}
    writer.keep({**event, "place": writer.place, "evidence": [span, (start, end)], "optional": True})


def honour(name: str) -> Op:
    """`53名优秀志愿者`: counted, and honoured without their names."""
    return _counted_honour(number_then_noun(name))


def honour_first(name: str) -> Op:
    """`优秀志愿者53名`."""
    return _counted_honour(noun_then_number(name))


def _counted_honour(count: Op) -> Op:
    def op(writer: Writer) -> None:
        start = writer.length
        count(writer)
        noun = writer.noun
        span = (noun.start, noun.end)
        _award(writer, noun.label, None, "county", [span, (start, writer.length)])

    return op
