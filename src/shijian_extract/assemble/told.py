"""Papers, persons, honours and happenings: one record each."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from functools import cache
from typing import Any

from ..core import Happening, Honour, Mention, Paper, Someone, any_of
from ..lexicon import codes_by_name, entries, full_names, provinces
from ..records import Place
from .grounded import Grounded
from .places import is_province

JsonDict = dict[str, Any]


def told_records(grounded: Grounded, mentions: list[Mention]) -> list[JsonDict]:
    """The records, a thing told twice once with both spans."""
    merged: dict[tuple[Any, ...], JsonDict] = {}
    persons = sorted(
        (mention for mention in mentions if mention.kind == "person"), key=lambda each: each.start
    )
    people = {mention.end: mention.value.name for mention in persons}
    starts = [mention.start for mention in persons]
    for mention in mentions:
        if mention.kind == "award":
            mention = _by_name(mention, people)
            if mention.value.recipient in _PRONOUNS:
                at = bisect_left(starts, mention.value.recipient_start) - 1
                mention = _of_pronoun(grounded, mention, persons[at] if at >= 0 else None)
        key, record = _MAKERS[mention.kind](grounded, mention)
        known = merged.setdefault((mention.kind, *key), record)
        if known is not record:
            known["evidence"].append(record["evidence"][0])
    return list(merged.values())


_PRONOUNS = frozenset({"他", "她", "自己", "他自己", "她自己", "他本人", "她本人", "本人"})


def _of_pronoun(grounded: Grounded, mention: Mention, person: Mention | None) -> Mention:
    """`她上个月被评为…`: the person named last before in the paragraph; nobody where there is none."""
    honour: Honour = mention.value
    start = honour.recipient_start or 0
    same = person is not None and "\n" not in grounded.text.text[person.end : start]
    name = person.value.name if same and person is not None else None
    return mention._replace(value=replace(honour, recipient=name))


def _by_name(mention: Mention, people: dict[int, str]) -> Mention:
    """A person who got an honour is called by the name alone (`村医|周小兰荣获…`)."""
    honour: Honour = mention.value
    name = people.get(honour.recipient_end) if honour.recipient_end is not None else None
    if name is None or not (honour.recipient or "").endswith(name) or honour.recipient_end is None:
        return mention
    own = replace(honour, recipient=name, recipient_start=honour.recipient_end - len(name))
    return mention._replace(value=own)


def _document(grounded: Grounded, mention: Mention) -> tuple[tuple[Any, ...], JsonDict]:
    paper: Paper = mention.value
    record = {"type": "document", "title": paper.title, "kind": paper.kind, "trial": paper.trial}
    return (paper.title,), _with_ground(grounded, mention, record)


def _person(grounded: Grounded, mention: Mention) -> tuple[tuple[Any, ...], JsonDict]:
    someone: Someone = mention.value
    record = {
        "type": "person",
        "name": someone.name,
        "role": someone.role,
        "organization": someone.organization,
    }
    return (someone.name,), _with_ground(grounded, mention, record)


def _award(grounded: Grounded, mention: Mention) -> tuple[tuple[Any, ...], JsonDict]:
    honour: Honour = mention.value
    record: JsonDict = {
        "type": "award",
        "name": honour.name,
        "recipient": honour.recipient,
        "rank": honour.rank,
    }
    record["level"] = level_of(honour, grounded)
    _with_ground(grounded, mention, record)
    record["period"], record["why"]["period"] = grounded.periods.at(mention.start)
    if honour.named is not None:
        record["evidence"].append(grounded.span(*honour.named))
    if honour.recipient_start is not None and honour.recipient_end is not None:
        record["evidence"].append(grounded.span(honour.recipient_start, honour.recipient_end))
    return (honour.name, honour.recipient, honour.rank), record


def level_of(honour: Honour, grounded: Grounded) -> str | None:
    """The level that the honour's own name tells, else its giver's, else that of the article's place, which gave it."""
    own = grounded.places.own
    home = _level_of_place(own)
    name = _SESSION.sub("", honour.name)
    if own and name.startswith("全区") and home in ("county", "city") and not own.name.endswith("区"):
        return "province"  # the whole region
    by_name = next((level for level, pattern in _levels().items() if pattern.search(name)), None)
    if by_name is not None:
        return _level_by_place(name) or by_name
    if (by_place := _level_by_place(name)) is not None:
        return by_place
    given = next((level for level, words in _givers().items() if words.search(honour.giver or "")), None)
    # Of a city without districts of its own, the city's committee is a county's.
    return (
        "county"
        if own and given == "city" and home == "county" and own.name.endswith("市")
        else given or home
    )


_SESSION = re.compile(r"^[“”]?(?:第.{1,3}届|首届|20\d\d年度?|年度)")


def _level_of_place(place: Place | None) -> str | None:
    if place is None or place.adcode is None:
        return None
    if is_province(place.name):
        return "province"
    return "city" if place.adcode.endswith("00") else "county"


def _level_by_place(name: str) -> str | None:
    """The level of the county or city that the name begins with (`上饶好人`, `某县级市最美志愿者`)."""
    name = name.removeprefix("“")
    for length in range(min(8, len(name)), 1, -1):
        head = name[:length]
        if head in codes_by_name():
            named: tuple[str, ...] = (head,)
        elif head in full_names() and _OF_PLACE.match(name, length):  # 上饶好人, not 新乡贤
            named = full_names()[head]
        else:
            continue
        levels = {
            "city" if code.endswith("00") else "county" for one in named for code in codes_by_name()[one]
        }
        if any(code.endswith("0000") for one in named for code in codes_by_name()[one]):
            return None
        if levels:
            return "city" if "city" in levels else "county"
    return None


_OF_PLACE = re.compile(r"”?(?:“|好人|最美|楷模|榜样|道德|优秀|十[佳大]|文明|新时代|志愿|首届|第|模范|工匠)")


@cache
def _levels() -> dict[str, re.Pattern[str]]:
    """By level, from the highest: the words for who gives it, near the beginning of the name."""
    levels = entries("honours")["levels"]
    # 湖南好人 and 天津市最美志愿者 are given by the province, 湖南长沙市… is not.
    named = rf"^“?.{{0,4}}(?:(?:{any_of(provinces())})省?(?!.{{0,3}}[市县区州])|(?:北京|上海|天津|重庆)市?(?!.{{0,3}}[县区]))"
    return {
        "national": re.compile(rf"^“?(?:{any_of(levels['national'])})"),
        "province": re.compile(
            rf"{any_of(levels['province'])}|{named}|^“?省|^“?(?:{any_of(levels['styled'])})"
        ),
        "city": re.compile(rf"{any_of(levels['city'])}|^.{{1,5}}[市州盟](?!级以上)"),
        "county": re.compile(rf"{any_of(levels['county'])}|^.{{0,7}}[县区旗]"),
    }


@cache
def _givers() -> dict[str, re.Pattern[str]]:
    """By level, from the highest: how a body that gives honours is called."""
    return {
        "national": re.compile(r"中央|中宣部|中国|国务院|国家|全国"),
        "province": re.compile(rf"省|自治区|兵团|^(?:{any_of(provinces())})(?!.{{0,3}}[市县区州])"),
        "city": re.compile(r"市|州|盟"),
        "county": re.compile(r"县|区|旗"),
    }


def _event(grounded: Grounded, mention: Mention) -> tuple[tuple[Any, ...], JsonDict]:
    happening: Happening = mention.value
    record: JsonDict = {"type": "event", "name": happening.name, "venue": happening.venue}
    record["organizers"] = list(happening.organizers)
    record["period"] = grounded.periods.starting_at(happening.time)
    _with_ground(grounded, mention, record)
    record["why"]["period"] = "said"
    return (happening.name,), record


def _with_ground(grounded: Grounded, mention: Mention, record: JsonDict) -> JsonDict:
    record["evidence"] = [grounded.span(mention.start, mention.end)]
    record.update(grounded.where(mention.end))
    record["rule"] = mention.rule
    return record


_MAKERS = {"paper": _document, "person": _person, "award": _award, "event": _event}
