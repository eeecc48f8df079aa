"""Happenings: sentences that tell of something at a stated time."""

from __future__ import annotations

import re
from functools import cache

from ..core import CleanText, Happening, Mention, any_of, tidy_name
from ..lexicon import words

_LONGEST = 120
_STATED = frozenset(
    {"近日", "日前", "今天", "今日", "昨天", "昨日", "不久前", "前不久", "当天", "前几天", "前些天"}
)
_VENUE = re.compile(
    r"在([^，。；“”]{2,24}?)(?:隆重|正式|顺利|成功|热闹)?(?:举行|举办|召开|启动|揭牌|开班|开市|开幕|上演|开展|调研)"
)
_BY = re.compile(
    r"由([^，。；]{2,40}?)(?:联合)?(?:主办|承办|组织|举办|发起)|([^，。；\d]{2,40}?)(?:联合)?(?:举办|组织开展|主办)"
)
_HOSTING = ("主办", "承办", "组织", "举办", "发起")
_SUMMING = re.compile(r"^(?:年|月|日)?(?:[^，。]{0,24}以来|至今)|累计|共(?:有|计|开展|组织)|截至")


@cache
def _honoured() -> re.Pattern[str]:
    return re.compile(any_of([*words("honours", "got"), "列为", "确定为", "纳入"]))


def _is_honour_alone(told: str) -> bool:
    """A dated honour or designation is an award, no happening, unless something is held besides."""
    return bool(_honoured().search(told)) and not any(verb in told for verb in _STRONG)


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(any_of(words("happenings", "verbs")))


def find_happenings(
    text: CleanText, sentences: list[tuple[int, int]], periods: list[Mention]
) -> list[Mention]:
    """Events of clean text, in order, as mentions of kind `event`: one a sentence at most.

    A sentence tells of one where a day, a recent time or a month stands in it and a predicate of happening behind.
    """
    found: list[Mention] = []
    index = 0
    for start, end in sentences:
        while index < len(periods) and periods[index].start < start:
            index += 1
        if index < len(periods) and periods[index].start < end:
            # The first day of a report is that of its news, whatever words tell it.
            event = _event(text, start, end, periods[index], leads=not found)
            if event is not None:
                found.append(event)
    return found


def _event(text: CleanText, start: int, end: int, period: Mention, *, leads: bool) -> Mention | None:
    if not _is_stated(text.text, period, start, end):
        return None
    clause_end = _told_to(text.text, period.end, min(end, period.end + _LONGEST))
    gathering = _GATHERING.match(text.text, period.end, end)
    if gathering and len(gathering["name"]) >= _SHORTEST and not _PLAIN.fullmatch(gathering["name"]):
        return _bare(text, gathering, period, gathering.end(), "event.gathering")
    told = text.text[period.end : clause_end]
    verb = _verb().search(told)
    opens = period.start - start <= _OPENING and (_leads(period, leads) or not _COUNTS.search(told))
    if verb is None and not opens:
        return None
    if period.start - start > _FAR and not (verb and verb[0] in _STRONG):
        return None
    if _is_honour_alone(told) or _NO_EVENT.search(told[:_NAME_LONG]):
        return None
    if _DETAIL.search(text.text, max(start, period.start - 4), period.end):
        return None
    before = text.text[start : period.start]
    if _SUMMING.search(told[: verb.end() + 4] if verb else told) or _SUMMING.search(before):
        return None
    lead = _LEAD.match(told)
    name_start = period.end + (lead.end() if lead else 0)
    by_whom = _MADE_BY.match(text.text, name_start, clause_end)
    name_start = by_whom.end() if by_whom else name_start
    ahead = _named_ahead().search(text.text, start, period.start) if _held_then().match(told) else None
    if ahead is not None:
        return _bare(text, ahead, period, clause_end, "event.named-ahead")
    called = _called().match(text.text, name_start, clause_end)
    span = called.span(called.lastgroup) if called and called.lastgroup else (name_start, clause_end)
    name = tidy_name(text, *span).strip("，。；、") if clause_end > name_start else ""
    if len(name) < (2 if called else _SHORTEST):
        return None
    venue, by = _VENUE.search(told), _BY.search(told) if any(verb in told for verb in _HOSTING) else None
    # `石桥镇|在文化广场举办`: where it is held is none of who holds it.
    organizers = (
        tuple(_AND.split((by[1] or by[2].partition("在")[0]).strip("，、“”").removesuffix("将")))
        if by
        else ()
    )
    happening = Happening(name, venue[1] if venue else None, tuple(o for o in organizers if o), period.start)
    return Mention(period.start, clause_end, "event", happening, "event.dated")


def _bare(text: CleanText, match: re.Match[str], period: Mention, end: int, rule: str) -> Mention:
    """An event of which only the name is told."""
    happening = Happening(tidy_name(text, *match.span("name")), None, (), period.start)
    return Mention(period.start, end, "event", happening, rule)


# What still belongs to the time: the hour, `前夕`, `当天`.
_LEAD = re.compile(
    r"(?:前夕|当[天日晚]|[这那]天|期间|前后|[前后](?=[，])|[到来]{1,2}临?之际|[上下中]午|[早晚]上?(?=[，\d一-龥])|凌晨|傍晚|夜里|清晨|一早"
    r"|\d{1,2}[点时:：](?:\d{1,2}分?|半|许|整)?|[，、 ])+"
)


def _leads(period: Mention, first: bool) -> bool:
    return first and period.value.day is not None


@cache
def _held_then() -> re.Pattern[str]:
    held = any_of(words("happenings", "held"))
    return re.compile(rf"(?:[上下]午|晚上?)?(?:在[^，。；]{{2,40}}?)?(?:热闹|隆重|正式|如期|顺利)?(?:{held})")


@cache
def _named_ahead() -> re.Pattern[str]:
    """`志愿服务交流周|将于10月1日在广场开幕`, `宣讲大赛，12月2日落下帷幕`: the name stands before the time."""
    nouns = any_of(words("happenings", "gatherings"))
    return re.compile(
        rf"(?:^|(?<=[，。；：的]))(?P<name>[^，。；：的]{{2,40}}(?:{nouns})”?)(?:将|定)?于?，?$"
    )


@cache
def _called() -> re.Pattern[str]:
    """What a gathering is called: behind who holds it, or before the place and verb of its holding."""
    nouns, held = any_of(words("happenings", "gatherings")), any_of(words("happenings", "held"))
    manner = "(?:热闹|隆重|正式|如期|顺利|火热|同步|成功|暖心)?"
    hosts = "(?:组织开展|举办|举行|召开|开展|组织)"
    hosted = (
        rf"[^，。；]{{0,40}}?{hosts}了?(?:一[场次])?(?P<hosted>[^，。；]{{2,40}}(?:{nouns}))(?=$|[，。；])"
    )
    itself = rf"(?P<itself>(?:(?!{hosts})[^，。；]){{2,50}}?(?:{nouns})”?)"
    lead = "(?:一场|随着[^，。；]{2,16}，)?"
    return re.compile(rf"{hosted}|{lead}{itself}(?:将|正|也)?(?:在[^，。；]{{2,40}}?)?{manner}(?:{held})")


_SHORTEST = 4
_PLAIN = re.compile(r"(?:[一二三四\d]+[次场个])?(?:[一-龥]{0,2}活动|会议|机会|社会)")
_NAME_LONG = 60
# `由县文明办主办的|邻里节在广场开幕`: who holds it is no part of its name.
_MADE_BY = re.compile(r"由[^，。；]{2,40}?(?:主办|举办|承办|组织|发起|指导)的")
# A reporter's round, what a person did on a day, a rate or a run of days, a paper issued: told at a time, and no happening.
_NO_EVENT = re.compile(
    r"^[，、]?(?:[上下中]午|傍晚|清晨|早上|晚上|一早)?[，]?(?:(?:记者|笔者)|走访了|(?:逢[一-龥]{1,3}，)?[他她它我你]们?(?![县市区镇乡村校])|印发|下发|出台|制定)"
    r"|(?:率|比例)(?:达|为|超)?\d|接待[^，。]{0,8}\d|一连|连续\d|逢人便|被[^，。；]{2,16}授予|对[^，。；]{2,14}(?:予以|给予|进行)(?:通报)?表[扬彰]"
)
# `这天`, `那场台风过后`: a detail of what is told anyway.
_DETAIL = re.compile(r"单是|这一?天|那[天场次]")
_AND = re.compile(r"[、和]")
# A time further into the sentence dates a detail of it, unless something is held then.
_FAR = 40
_OPENING = 8
_SAME_DAY = frozenset({"当天", "当日", "当晚", "同一天", "同日"})
# What the same day brings besides has a place of its own and is held.
_HELD = re.compile(
    r"(?:同步|同时)(?:启幕|启动|开幕|开市|亮相|举行)|在[^，。；]{2,20}(?:举行|举办|召开|启动|揭牌|开班|开幕|开市|开张|开讲|上演|开演|开赛)"
)
_STRONG = frozenset({"举行", "举办", "召开", "启动", "成立", "揭牌", "开幕"})
_COUNTS = re.compile(r"\d+余?多?(?:场|次|件|名|人次|项|单|个|期)")


def _told_to(text: str, start: int, end: int) -> int:
    """The event is told to the end of the clause whose predicate names it; a place or a person may come before. Without
    such a predicate the first two clauses tell it."""
    position, stops = start, []
    while position < end:
        stop = next((i for i in range(position, end) if text[i] in "，；"), end)
        if stop > start + 1:
            stops.append(stop)
            if _verb().search(text, position, stop):
                return stop
        position = stop + 1
    return stops[1] if len(stops) > 1 else end


def _is_stated(text: str, period: Mention, start: int, end: int) -> bool:
    """A day, a month, a festival or 近日: not a span of months, not 今年以来, not 目前; a whole year only in a caption."""
    when = period.value
    if when.kind != "during" or _in_quotes(text, period) or _HEADER.match(text, period.end):
        return False
    written = text[period.start : period.end]
    if written.endswith(("年初", "年底", "年末")) or text[period.start - 1 : period.start] in _FROM:
        return False
    if written in _STATED or when.bound in ("today", "yesterday", "same-day"):
        marked = _CAPTION_MARK.search(text, max(0, period.start - 6), period.start)
        return written not in _SAME_DAY or bool(marked or _HELD.search(text, period.end, end))
    if when.bound == "week" and when.day is not None:
        return True
    if written[-3:] in _festivals() or written[-2:] in _festivals() or written[-4:] in _festivals():
        # `中秋、重阳等节日` speaks of what comes every year.
        return text[period.end : period.end + 1] not in "、和等"
    if when.end_month not in (None, when.month) and when.day is None:
        return False
    if when.month is not None:
        return True
    caption = (
        period.start == start and end - start < _CAPTION and text[start:end].rstrip("。\n").endswith("活动")
    )
    return caption or (when.bound == "none" and period.rule in ("period.dated", "period.fixed-day"))


@cache
def _festivals() -> frozenset[str]:
    return frozenset(words("times", "festivals"))


def _in_quotes(text: str, period: Mention) -> bool:
    before = text[max(0, period.start - _FAR) : period.start]
    return "“" in text[period.start : period.end] or before.rfind("“") > before.rfind("”")


# A dateline or a web page's head dates the article, not a happening.
_HEADER = re.compile(
    r"\s?(?:讯|电|来源|发布|作者|\d{1,2}[:：]\d|[:：]|[一-龥]{2}今|星期|农历|第?\d+版|《[^》]{2,8}[报刊]》)"
)
# `自3月启动以来`, `从报名到今天`: a stretch of time, no day of a happening.
_FROM = frozenset("自从到至由")
_CAPTION = 60
_CAPTION_MARK = re.compile(r"(?:图[①-⑩一二三四]?(?:为|：)?|[①-⑩] ?)$")
# `12月26日的全县推进会|上`, `9月落幕的第三届大赛|上`: a gathering with its day before it.
_GATHERING = re.compile(
    r"(?:落幕|举行|举办|召开|闭幕|收官|结束)?的(?P<name>[^，。；：“”\n的]{0,24}(?:“[^“”\n]{2,16}”)?[^，。；：“”\n的]{0,16}(?:会议?|大赛|比赛|仪式|典礼|集市|展演|晚会|活动))(?=[上中里，。]|现场)"
)
