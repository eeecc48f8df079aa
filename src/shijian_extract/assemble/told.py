"""Papers, persons, honours and happenings: one record each."""

from __future__ import annotations

from functools import cache
from typing import Any

import regex

from ..core import Happening, Honour, Mention, Paper, Someone, any_of
from ..lexicon import entries, provinces
from .grounded import Grounded
from .places import is_province

JsonDict = dict[str, Any]


def told_records(grounded: Grounded, mentions: list[Mention]) -> list[JsonDict]:
    """The records, a thing told twice once with both spans."""
    merged: dict[tuple[Any, ...], JsonDict] = {}
    for mention in mentions:
        key, record = _MAKERS[mention.kind](grounded, mention)
        known = merged.setdefault((mention.kind, *key), record)
        if known is not record:
            known["evidence"].append(record["evidence"][0])
    return list(merged.values())


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
    record["level"] = level_of(honour.name, grounded)
    _with_ground(grounded, mention, record)
    record["period"], record["why"]["period"] = grounded.periods.at(mention.start)
    if honour.named is not None:
        record["evidence"].append(grounded.span(*honour.named))
    if honour.recipient_start is not None and honour.recipient_end is not None:
        record["evidence"].append(grounded.span(honour.recipient_start, honour.recipient_end))
    return (honour.name, honour.recipient, honour.rank), record


def level_of(name: str, grounded: Grounded) -> str | None:
    """The level that the honour's own name tells, else that of the article's place, which gave it."""
    said = next((level for level, pattern in _levels().items() if pattern.search(name)), None)
    if said is not None:
        return said
    own = grounded.places.own or {}
    code = own.get("adcode")
    if code is None:
        return None
    if is_province(own["name"]):
        return "province"
    return "city" if code.endswith("00") else "county"


@cache
def _levels() -> dict[str, regex.Pattern[str]]:
    """By level, from the highest: the words for who gives it, near the beginning of the name."""
    levels = entries("honours")["levels"]
    # 湖南好人 and 天津市最美志愿者 are given by the province, 湖南长沙市… is not.
    named = rf"^“?.{{0,4}}(?:(?:{any_of(provinces())})省?(?!.{{0,3}}[市县区州])|(?:北京|上海|天津|重庆)市?(?!.{{0,3}}[县区]))"
    return {
        "national": regex.compile(rf"^“?(?:{any_of(levels['national'])})"),
        "province": regex.compile(rf"{any_of(levels['province'])}|{named}"),
        "city": regex.compile(rf"{any_of(levels['city'])}|^.{{1,5}}[市州盟](?!级以上)"),
        "county": regex.compile(rf"{any_of(levels['county'])}|^.{{1,7}}[县区旗]"),
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
