"""Head nouns of named things: what stands after a quotation and says what it names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from ..core import any_of, lengths_by
from ..lexicon import entries, groups, words

CATEGORIES = ("project", "team", "venue", "lecture", "activity", "mode", "platform", "alliance")
_LONGEST_HEAD = 32
_LONGEST_NOUN = 8
_REACH = 64
_TOLD = re.compile(r"宣讲|讲座|党课")
_NO_HEAD = frozenset("，。；：！？、）\n")
_NOT_FIRST = frozenset("在于从由与及向对以凭到被使和")
_COUNT = (
    r"(?:(?:\d+|[一二三四五六七八九十数几]+)(?:余|多)?[个项支场类家条处批大]?|一?大?批|一系列|系列|多[个项支种]"
    r"|各类|各种|一些)"
)
_LISTED = re.compile(
    rf"等{_COUNT}?(?:[^，。；“”\n]{{0,30}}?的)?|(?:\d+余?|[两三四五六七八九十]|等?一批)[个项支场类家]?(?=[^，。])"
)
_THEME = re.compile(r"为(?:活动)?主题[，的]?[^。；\n]{0,24}?")
_PLAIN_OF = re.compile(r"的(?=[一-龥]{0,6}(?:品牌|项目)(?![一-龥]))")
_OUTSIDE = re.compile(r"[^一-龥A-Za-z0-9“”（）+·]")


class Head(NamedTuple):
    """The words from the quotation to its head noun, the noun's category (None for a vague one: 载体, 形式), whether the
    quotation is one of several (`等6个品牌项目`), and where the noun ends."""

    text: str
    category: str | None
    listed: bool
    end: int


@cache
def heads() -> dict[str, str]:
    """Every head noun to its category."""
    return {noun: key for key, listed in groups("brands").items() if key in CATEGORIES for noun in listed}


@cache
def nouns() -> str:
    """A pattern of all head nouns, none where it begins another word (`队`, yet not `队员`)."""
    guards = _guards()
    guarded = "|".join(f"{noun}(?![{guards[noun]}])" for noun in heads() if noun in guards)
    return rf"(?:{any_of(noun for noun in heads() if noun not in guards)}|{guarded})"


@cache
def _guards() -> dict[str, str]:
    return dict(entries("brands")["not_before"])


@cache
def _stop() -> re.Pattern[str]:
    return re.compile(any_of(words("brands", "stops")))


@cache
def _theme_noun() -> re.Pattern[str]:
    return re.compile(rf"{_THEME.pattern}([一-龥]{{0,6}}{nouns()})")


def head_after(text: str, start: int) -> Head | None:
    """The head of the quotation that ends at `start`, None where a mark or a predicate parts them."""
    if start >= len(text) or text[start] in _NO_HEAD:
        return None
    if text[start] == "为":
        theme = _theme_noun().match(text, start, start + _REACH)
        return Head(theme[1], category_of(theme[1]), False, theme.end()) if theme else None
    listed = _LISTED.match(text, start) if text[start] in "等0123456789两三四五六七八九十" else None
    begin = listed.end() if listed else start
    if not listed and text[begin] == "的":
        particle = _PLAIN_OF.match(text, begin)
        begin = particle.end() if particle else begin
    if text[begin : begin + 1] in _NOT_FIRST:
        return None
    limit = _limit(text, begin)
    if listed and "支" in listed[0]:
        # `3支特色小队分头行动`: a 支 is a team.
        team = _team().search(text, begin, limit)
        limit = team.end() if team else limit
    return _last_noun(text, begin, limit, listed is not None)


@cache
def _team() -> re.Pattern[str]:
    return re.compile(any_of(noun for noun, kind in heads().items() if kind == "team" and len(noun) > 1))


def _limit(text: str, begin: int) -> int:
    """How far a head can reach: to the first mark or predicate."""
    stop = min(len(text), begin + _LONGEST_HEAD)
    outside = _OUTSIDE.search(text, begin, stop)
    stop = outside.start() if outside else stop
    verb = _stop().search(text, begin, stop)
    return verb.start() if verb else stop


@cache
def _lengths() -> Mapping[str, tuple[int, ...]]:
    """The last letter of head nouns to the lengths of those that end so, the longest first."""
    nouns = (*heads(), *words("brands", "vague"))
    return lengths_by((noun for noun in nouns if len(noun) <= _LONGEST_NOUN), -1, None)


@cache
def _vague() -> frozenset[str]:
    return frozenset(words("brands", "vague"))


def _last_noun(text: str, begin: int, limit: int, listed: bool) -> Head | None:
    """The head noun that ends furthest to the right before the limit."""
    lengths, table, guards, vague = _lengths(), heads(), _guards(), _vague()
    for end in range(limit, begin, -1):
        for length in lengths.get(text[end - 1], ()):
            if length > end - begin:
                continue
            noun = text[end - length : end]
            if noun in vague:
                return Head(text[begin:end], None, listed, end)
            if noun in table and text[end : end + 1] not in guards.get(noun, " "):
                # `“甲”志愿服务项目|启动仪式`: the ceremony is held for what is named.
                inner = _CEREMONY.search(text, begin, end)
                end = inner.start() if inner and _ends_in_noun(text[begin : inner.start()]) else end
                return Head(text[begin:end].strip("“”（）"), category_of(text[begin:end]), listed, end)
    return None


_CEREMONY = re.compile(r"(?:启动仪式|启动会|推进会|总结会|颁奖仪式|现场会|路演会|招募会|揭牌仪式|授旗仪式)$")


def _ends_in_noun(written: str) -> bool:
    return len(written) > 1 and category_of(written) is not None


def category_of(written: str) -> str | None:
    """The category of the longest head noun that ends the words."""
    table = heads()
    for length in _lengths().get(written[-1:], ()):
        found = table.get(written[-length:]) if length <= len(written) else None
        if found:
            return "lecture" if found == "activity" and _TOLD.search(written) else found
    return None
