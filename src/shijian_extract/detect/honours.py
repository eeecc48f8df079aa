"""Honour phrases: the names of honours and ranks, one or several in a row, and what of them is the name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import regex

from ..core import CleanText, any_of, tidy_name
from ..lexicon import words

# What an honour's name is made of; the marks bound it.
PLAIN = r"[^，。；：！？、“”‘’《》（）\n]"
_LETTER = r"[^，。；：！？、“”‘’《》（）\n的获]"
_TAIL = r"[^，。；：！？、“”‘’《》（）\n的获\d]"
_END = (
    r"(?=[，。；：！？、“”）（\n]|称号|荣誉|殊荣|桂冠|等|的|和|及|与|以及|各?\d|各[一二三四五六七八九十]"
    r"|名单|榜单|证书|奖[牌状杯]|牌匾|获得者|两?[块面]|[一两三四五六七八九十][块面张]|$)"
)
_GIVEN_BY = rf"(?:{PLAIN}{{0,20}}?(?:颁发|授予|评选|命名|评定)的)?"
_NEXT = re.compile(r"、|以及|[和及与](?=.)|(?=“)")
_EARLIER = 800


class Unit(NamedTuple):
    """One honour of the text: its span, the honour's own name and rank; `named` is the span of a contest named apart."""

    start: int
    end: int
    name: str
    rank: str | None
    named: tuple[int, int] | None = None


@cache
def unit() -> re.Pattern[str]:
    """One honour: a quotation with what belongs to it, or a noun phrase that ends in the noun of an honour or in a rank."""
    ranks = any_of(words("honours", "ranks"))
    ends = rf"(?:{any_of([*words('honours', 'nouns'), *words('honours', 'ranks')])})"
    quoted = rf"{_LETTER}{{0,30}}?“(?P<quoted>[^“”\n]{{2,30}})”(?:(?![等和及与]){_TAIL}{{0,20}}?{ends}{_END}|{_END})"
    in_a_row = r"(?:[一二三四特]、)+[一二三四]等奖|(?:[金银铜]奖?、)+[金银铜]奖"
    contests = "(?:赛|会|节|展演|评选|活动|征文)"
    civil = "文明(?:家庭|村镇?|单位|校园|乡镇|户|标兵|社区)"
    plain = rf"(?:(?:[国省区市州县]级?、){{0,2}}{_LETTER}{{1,40}}?(?:{in_a_row}|{ends}|{contests}的(?:{ranks}))|{civil}){_END}"
    # Whatever ends a name in which an honour's adjective stands (`市级先进基层理事会`).
    no_heads = "".join(rf"(?<!{head})" for head in words("honours", "no_honour_heads"))
    praise = rf"{_LETTER}{{0,16}}(?:先进|示范|最美|最佳|十佳|百佳|模范|优秀)"
    praised = rf"{praise}{_LETTER}{{2,14}}?{no_heads}(?<![一二三四特金银铜](?=、)){_END}"
    ranked = rf"(?:{in_a_row}){_END}|(?:{ranks}){_END}"
    return re.compile(rf"{_GIVEN_BY}(?P<unit>{quoted}|{plain}|{ranked}|{praised})")


@cache
def _rank() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<shared>(?:[一二三四特]、|[金银铜]奖?、)+)?(?P<rank>{any_of(words('honours', 'ranks'))})”?$"
    )


def units(text: CleanText, position: int, stop: int) -> Iterator[Unit]:
    """The honours that stand in a row from `position` on."""
    while position < stop:
        match = unit().match(text.text, position, stop)
        if match is None or (match["quoted"] or "") in words("honours", "not_honours"):
            return
        yield from as_units(text, *match.span("unit"))
        after = _NEXT.match(text.text, match.end(), stop)
        if after is None:
            return
        position = after.end()


def as_units(text: CleanText, start: int, end: int) -> Iterator[Unit]:
    """The honour of a span; of `一、二、三等奖` one for each rank."""
    rank = _rank().search(text.text, start, end)
    name_end = rank.start() if rank else end
    name = own_name(tidy_name(text, start, name_end)) if name_end > start else ""
    if not name and rank is None:
        return
    contest = None
    if rank and name and not (_CONTEST_NAME.search(name) or rank["rank"] in words("honours", "placed")):
        # 提名奖 of a title, 特别贡献奖 by itself: the prize is the honour.
        name, rank = own_name(tidy_name(text, start, end)), None
    elif (rank and not name) or name.endswith(("类", "组")):
        contest = contest_before(text, start)
        name = contest[0] if contest else name
        if rank and not name and rank["rank"] not in words("honours", "placed"):
            name, rank = rank["rank"], None  # a prize by itself (`获贡献奖`) is the honour
    for each in _each_level(name):
        for one in _each_rank(start, end, each, rank):
            yield one._replace(named=contest[1]) if contest else one


_CONTEST_NAME = re.compile(r"(?:赛|评选|活动|展演|汇演|会演|调演|征文|比武|节|会|类|组)$")
_LEVELS = re.compile(r"(?P<levels>(?:[国省区市州县]级?、){1,2})(?P<last>[省区市州县]级)")


def _each_level(name: str) -> Iterator[str]:
    """`省、市级…大赛` names one honour at each level; above 州 or 市 a 区 is an autonomous region."""
    match = _LEVELS.match(name)
    if match is None:
        yield name
        return
    levels = [level[0] for level in (*match["levels"].split("、")[:-1], match["last"])]
    for level in levels:
        written = "自治区" if level == "区" and levels[-1] in "市州" else level
        yield f"{written}级{name[match.end() :]}"


def _each_rank(start: int, end: int, name: str, rank: re.Match[str] | None) -> Iterator[Unit]:
    listed = (rank["shared"] or "").split("、")[:-1] if rank else []
    shared = [f"{one[0]}奖" if one[0] in "金银铜" else f"{one}等奖" for one in listed]
    for each in (*shared, rank["rank"] if rank else None):
        # A rank of a contest that the text does not name is all that it says of the honour.
        yield Unit(start, end, name or each or "", each)


_YEAR = re.compile(
    r"^(?:[今去前]年的?|本届|刚刚结束的|近日举[办行]的|当年的|\d{4}[—-]?(?:\d{4})?年度?|年度|[本该]年度)"
)
_OUTER = re.compile(r"^“([^“”]*)”$")


def own_name(written: str) -> str:
    """The honour's name without its year and outer marks."""
    name = _YEAR.sub("", written).strip("的")
    outer = _OUTER.match(name)
    return outer[1] if outer else name


_CONTEST = regex.compile(
    r"(?<=[^，。；：“、\n本此]{2})(?:(?:大|竞|比|展示|选拔|邀请|擂台|争霸|挑战|演讲|展评|知识|技能)赛|故事会|展演|汇演|会演|调演|评选(?![出了产表])|征集活动|评选活动)(?![^，。；]{0,4}启动)"
)
_BEFORE_CONTEST = regex.compile(
    r"[^，。；：！？“”、\n]{0,16}“[^“”\n]{2,20}”[^，。；：！？“”、\n]{0,30}$|[^，。；：！？“”、\n]{2,30}$"
)
_LEAD_IN = re.compile(
    r"^.*?(?:在|[月日]从|(?:落幕|闭幕|收官|结束|揭幕|刚刚过去|启动|主办|承办|举办)的|获|参加|举办|的是|举行|开展|公布的?|揭晓的?)了?(?=.{4})"
)


def contest_before(text: CleanText, stop: int) -> tuple[str, tuple[int, int]] | None:
    """A bare rank (`获银奖`) is one of the contest named last before it: its name and clean span."""
    contests = list(_CONTEST.finditer(text.text, max(0, stop - _EARLIER), stop))
    if not contests:
        return None
    named = _BEFORE_CONTEST.search(text.text, max(0, contests[-1].start() - 50), contests[-1].start())
    if named is None:
        return None
    start = named.start()
    lead = _LEAD_IN.match(named[0])
    start += lead.end() if lead else 0
    span = (start, contests[-1].end())
    return own_name(tidy_name(text, *span)), span
