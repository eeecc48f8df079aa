"""Periods held against the date of publication, and which period a figure belongs to.

Rules for carrying a period: it governs what follows it in its sentence up to the next period; a semicolon ends it unless
the next clause goes on with the same verb-first telling; `当天` and `活动现场` take the last day that the report names.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache, lru_cache

from ..core import Mention, Segments, When, any_of
from ..lexicon import words
from ..records import Period

_PUBLISHED = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


@lru_cache(maxsize=64)
def published_parts(published: str | None) -> tuple[int | None, int | None, int | None]:
    """Year, month and day of an ISO date, as far as it goes."""
    match = _PUBLISHED.match(published or "")
    if match is None:
        return None, None, None
    return int(match[1]), int(match[2]) if match[2] else None, int(match[3]) if match[3] else None


def resolve(when: When, published: str | None, same_day: date | None = None) -> tuple[str | None, str | None]:
    """First and last day as ISO dates, None where the words or the date of publication do not tell.

    `same_day` is the last day that the report named before `当天`.
    """
    year, month, day = published_parts(published)
    if when.bound in _COUNTED:
        near = _COUNTED[when.bound](when, (year, month, day), same_day)
        first, last = (near[0].isoformat(), near[1].isoformat()) if near else (None, None)
    elif when.bound == "none":
        return None, None
    else:
        first, last = _ends(when, _year_of(when, year, month, day))
    return None if when.bound == "end" else first, None if when.kind == "since" else last


Published = tuple[int | None, int | None, int | None]


def _from_day(when: When, published: Published, same_day: date | None) -> tuple[date, date] | None:
    """`今天`, `昨天`: so many days from publication; `当天`, `次日`: from the last day named."""
    known = _full(published) if when.bound == "today" else same_day
    if known is None:
        return None
    day = known + timedelta(days=when.offset or 0)
    return day, day


def _day_of_month(when: When, published: Published, same_day: date | None) -> tuple[date, date] | None:
    """`20日`: the last one before publication; where its day is unknown, of the month last named, else of its month."""
    year, month, day = published
    if day is None and same_day is not None:
        year, month = same_day.year, same_day.month
    if year is None or month is None or when.day is None:
        return None
    year, month = _months_on(year, month, -1 if day is not None and when.day > day else 0)
    first, last = _date(year, month, when.day), _date(year, month, when.end_day or when.day)
    return (first, last) if first and last and first <= last else None


def _month(when: When, published: Published, _: date | None) -> tuple[date, date] | None:
    if published[0] is None or published[1] is None:
        return None
    year, month = _months_on(published[0], published[1], when.offset or 0)
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _week(when: When, published: Published, _: date | None) -> tuple[date, date] | None:
    known = _full(published)
    if known is None:
        return None
    monday = known + timedelta(weeks=when.offset or 0, days=-known.weekday())
    day = monday + timedelta(days=(when.day or 1) - 1)
    return day, day if when.day else monday + timedelta(days=6)


_COUNTED: Mapping[str, Callable[[When, Published, date | None], tuple[date, date] | None]] = {
    "today": _from_day,
    "same-day": _from_day,
    "next-day": _from_day,
    "day": _day_of_month,
    "month": _month,
    "week": _week,
}


def _full(published: Published) -> date | None:
    year, month, day = published
    return _date(year, month, day) if year and month and day else None


def _months_on(year: int, month: int, months: int) -> tuple[int, int]:
    """The year and month so many months later; months past twelve are counted on."""
    years, month = divmod(month - 1 + months, _MONTHS)
    return year + years, month + 1


_MONTHS = 12


def _year_of(when: When, year: int | None, month: int | None, day: int | None) -> int | None:
    """The year meant: written, counted from publication, or the one in which the month is not yet to come."""
    if when.year is not None:
        return when.year
    if year is None:
        return None
    if when.offset is not None:
        return year + when.offset
    later = month is not None and when.month is not None and (when.month, when.day or 1) > (month, day or 31)
    return (
        year - 1
        if later and when.month is not None and month is not None and when.month - month > _MONTHS_AHEAD
        else year
    )


# A month this little ahead of publication is announced, not long past.
_MONTHS_AHEAD = 2


def _ends(when: When, year: int | None) -> tuple[str | None, str | None]:
    if year is None:
        return None, None
    last_year = when.end_year or year
    if when.month is None:
        return f"{year}-01-01", f"{last_year}-12-31"
    years, end_month = _months_on(0, when.end_month or when.month, 0)
    last_year += years or int(end_month < when.month and when.end_year is None)
    first = _date(year, when.month, when.day or 1)
    last = _date(last_year, end_month, when.end_day or monthrange(last_year, end_month)[1])
    return (first.isoformat(), last.isoformat()) if first and last else (None, None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


class Periods:
    """The periods of an article, resolved, and the one that governs a place in the text."""

    def __init__(
        self,
        text: str,
        segments: Segments,
        mentions: list[Mention],
        published: str | None,
        headline: str = "",
    ) -> None:
        """A year in the `headline` that ended before publication is the one that a yearly review tells of: its 全年, its
        months and days."""
        self._text = text
        self._segments = segments
        self._breaks = [match.start() for match in _BREAK.finditer(text)]
        scopes = [(mention, _scope(text, mention)) for mention in mentions]
        self._mentions = [mention for mention, scope in scopes if scope]
        self._scopes = [scope for _, scope in scopes if scope]
        self._starts = [mention.start for mention in self._mentions]
        self._published = published
        self._reviewed = _reviewed_year(headline, published)
        self._last_day: date | None = None
        self._resolved = [self._resolve(mention) for mention in self._mentions]

    def _resolve(self, mention: Mention) -> Period:
        written = self._text[mention.start : mention.end]
        start, end = resolve(mention.value, self._counted_from(mention, written), self._last_day)
        if start is not None and start == end and not self._is_spoken(mention):
            self._last_day = date.fromisoformat(start)
        return Period(text=written, kind=mention.value.kind, start=start, end=end)

    def _counted_from(self, mention: Mention, written: str) -> str | None:
        """The date from which a time's words count: that of publication; in a review the last day of the year that it
        reviews, where the words name no year and are not of the new one; of what is to come the year alone."""
        value = mention.value
        year, month, _ = published_parts(self._published)
        if value.bound == "today" and self._is_spoken(mention):
            return None
        if value.year is not None or not (written[:1] == "全" or _BARE.match(written)):
            return self._published
        if self._reviewed and (value.month is None or month is None or value.month > month):
            return f"{self._reviewed}-12-31"
        coming = value.day is not None and _COMES.match(self._text, mention.end) is not None
        return str(year) if coming and year else self._published

    def _is_spoken(self, mention: Mention) -> bool:
        """Whether someone says the words: their today is not that of publication."""
        before = self._text[max(0, mention.start - _NAME) : mention.start]
        return before.rfind("“") > before.rfind("”")

    def at(self, offset: int) -> tuple[Period | None, str]:
        """The period that governs what is said at clean `offset`, and why (`said`, `carried`, `none`)."""
        sentence_start, sentence_end = self._segments.sentence(offset)
        index = bisect_left(self._starts, offset) - 1
        if self._is_age(offset, sentence_end):
            return self._of_age(index, offset)
        if self._is_timeless(sentence_start, offset, sentence_end):
            return None, "none"
        while index >= 0 and self._starts[index] >= sentence_start:
            if self._reaches(index, offset, sentence_start):
                return self._resolved[index], "said"
            index -= 1
        following = self._following(offset)
        if following is not None:
            return following, "said"
        carried = self._carried(index, sentence_start, offset)
        return (self._resolved[carried], "carried") if carried is not None else (None, "none")

    def _carried(self, index: int, sentence_start: int, offset: int) -> int | None:
        """The period of a sentence before that still governs."""
        while index >= 0 and (
            self._mentions[index].value.kind == "recurring" or self._scopes[index] < offset
        ):
            index -= 1
        while index > 0 and self._text[self._starts[index] - 1] in _COMPARED:
            index -= 1
        if index < 0 or self._paragraphs_between(self._starts[index], sentence_start):
            return None
        if self._goes_on(index, sentence_start) or self._lists_on(index, sentence_start, offset):
            return index
        while index >= 0 and self._is_festival(index):
            index -= 1
        if index >= 0 and self._same_scene(index, sentence_start, offset):
            return index
        if _SCENE.match(self._text, sentence_start, offset):
            days = (at for at in range(index, -1, -1) if _is_day(self._resolved[at]))
            day = next(days, None)
            if day is not None and not self._paragraphs_between(self._starts[day], sentence_start):
                return day
        return None

    def _is_age(self, offset: int, sentence_end: int) -> bool:
        return self._text.find("岁", offset, sentence_end) >= 0 and bool(_AGE.match(self._text, offset))

    def _of_age(self, index: int, offset: int) -> tuple[Period | None, str]:
        """An age has a time only where it stands right beside it (`今年76岁`)."""
        between = self._text[self._mentions[index].end : offset] if index >= 0 else "，"
        if len(between) <= _BESIDE and "，" not in between:
            return self._resolved[index], "said"
        return None, "none"

    def _is_timeless(self, sentence_start: int, offset: int, sentence_end: int) -> bool:
        """What a figure rose or fell from (`由3天缩短到21小时`), where something lies, and how large a country is.

        Each pattern is tried only where the letters stand that it can't do without.
        """
        if self._is_extent(offset, sentence_end):
            return True
        before = self._text[max(sentence_start, offset - _NEAR) : offset]
        if ("离" in before or "距" in before or "海" in before) and _DISTANT.search(before):
            return True
        risen = ("由" in before or "从" in before) and _FROM.search(before)
        return bool(risen) and _TO.match(self._text, offset) is not None

    def _is_extent(self, offset: int, sentence_end: int) -> bool:
        measured = self._text.find("米", offset, sentence_end) >= 0 or (
            self._text.find("平方公里", offset, sentence_end) >= 0
        )
        return measured and _EXTENT.match(self._text, offset) is not None

    def _is_festival(self, index: int) -> bool:
        value: When = self._mentions[index].value
        return value.kind == "during" and value.bound == "none"

    def _paragraphs_between(self, start: int, end: int) -> int:
        """How many paragraphs end between two offsets."""
        return bisect_left(self._breaks, end) - bisect_left(self._breaks, start)

    def starting_at(self, offset: int) -> Period | None:
        """The period whose words begin at clean `offset`."""
        index = bisect_left(self._starts, offset)
        return self._resolved[index] if index < len(self._starts) and self._starts[index] == offset else None

    def _reaches(self, index: int, offset: int, sentence_start: int) -> bool:
        """Every week and every year reach to the end of their clause, a time compared with (`比2021年`) only to the number
        beside it, one in brackets or in speech no further than these, one that tells of a thing's beginning
        (`去年成立的`) not at all; all others to the next semicolon, and past it where they open the sentence and no other
        place follows; `目前` reaches past all."""
        mention = self._mentions[index]
        if self._scopes[index] < offset:
            return False
        between = self._text[mention.end : offset]
        if mention.value.kind == "recurring":
            return _AGAIN.sub("", between, 1).find("，") < 0 and "；" not in between
        if mention.value.kind != "since" and self._text[mention.start - 1 : mention.start] in _COMPARED:
            return len(between) <= 1
        if _AGE.match(self._text, mention.end) or "【" in between:
            return False
        if between.startswith("的") and self._text[mention.start - 1 : mention.start] == "于":
            return False
        if mention.value.kind == "during" and _BEGUN.match(between):
            return False
        after = between.rfind("；") + 1
        if not after or mention.value.kind == "as_of":
            return True
        return self._passes(index, between, after, sentence_start)

    def _passes(self, index: int, between: str, after: int, sentence_start: int) -> bool:
        """Whether a period reaches into the clause behind a semicolon, at `after` of the text between."""
        mention = self._mentions[index]
        opens = mention.start - sentence_start <= _OPENS or self._text[mention.start - 1] == "："
        if opens and not _is_short(self._resolved[index]):
            return _PLACED.match(between, after) is None
        opens = mention.start == 0 or self._text[mention.start - 1] in "，。；：\n"
        return opens and _verb().match(between, after) is not None

    def _following(self, offset: int) -> Period | None:
        """`组织12家单位每周五…`: a recurring time may stand behind the number, in its clause."""
        index = bisect_left(self._starts, offset)
        if index < len(self._mentions) and self._mentions[index].value.kind == "recurring":
            mention = self._mentions[index]
            if mention.start < self._segments.clause(offset)[1] and mention.start - offset <= _NEAR:
                return self._resolved[index]
        return None

    def _goes_on(self, index: int, sentence_start: int) -> bool:
        """The next sentence goes on with the time where it has no subject of its own (`为辖区老人…`, `其中…`)."""
        mention = self._mentions[index]
        match = _NO_SUBJECT.match(self._text, sentence_start)
        if match is None:
            return False
        # What 其中 is part of has the time of the whole, where that is a time.
        part = match[0] == "其中" and not self._is_festival(index)
        if mention.value.kind == "during" and match[0] != "他们" and not part:
            return False
        previous = self._segments.sentence(max(0, sentence_start - 1))
        return previous[0] <= mention.start < previous[1]

    def _lists_on(self, index: int, sentence_start: int, offset: int) -> bool:
        """A time that opens its paragraph governs the sentences that do nothing but list on (`志愿者2万人，队伍12支。`)."""
        mention = self._mentions[index]
        at = bisect_left(self._breaks, mention.start)
        paragraph = self._breaks[at - 1] + 1 if at else 0
        opening, closing = self._segments.sentence(mention.start)
        if mention.start - paragraph > _HEADED or mention.start - opening > _BESIDE:
            return False
        if _is_short(self._resolved[index]) or self._is_festival(index):
            return False
        if closing - opening <= _OPENS and opening == paragraph and "，" not in self._text[opening:closing]:
            # 2024年有何打算？ heads what follows.
            return True
        if _PLACED.match(self._text, sentence_start, offset + 1):
            return False
        return _LISTS.match(self._text, sentence_start, offset + 1) is not None

    def _same_scene(self, index: int, sentence_start: int, offset: int) -> bool:
        """A day that opens its paragraph dates what the paragraph tells, unless a sentence sums up (`累计`, `已`) or someone
        speaks."""
        mention = self._mentions[index]
        if not _is_day(self._resolved[index]) or self._paragraphs_between(mention.start, sentence_start):
            return False
        at = bisect_left(self._breaks, mention.start)
        paragraph = self._breaks[at - 1] + 1 if at else 0
        if mention.start - paragraph > _OPENING or _SUMS_UP.search(self._text, sentence_start, offset):
            return False
        return self._text.rfind("“", sentence_start, offset) <= self._text.rfind("”", sentence_start, offset)


_BREAK = re.compile("\n")
_COMPARED = ("比", "较", "由", "从", "到")
_COMES = re.compile("[^。；\n]{0,24}?(?:还将|将[于在举召开启陆继迎]|拟|计划)")
# A time this near the beginning of its sentence opens it, and this near that of its paragraph opens it behind a heading.
_OPENS = 12
_HEADED = 24
_BESIDE = 2
_AGE = re.compile(r"\d+[多余]?岁|[一二三四五六七八九十]{2,3}[多余]?岁")
_EXTENT = re.compile(r"[\d.,]+[万余多]*平方公里|[\d.两三四五六七八九十]+[多余]?米多?[高宽深]")
_DISTANT = re.compile("(?:离|距)[^，。；]{0,8}$|海拔$")
_FROM = re.compile(
    "(?:由|从)(?:(?:最初|起初|原先|原来|当初|过去|以前|从前|此前|[一-龥]{2,4}之初)的?)?(?:不足|不到|大?约|近)?$"
)
_TO = re.compile(r"[^，。；]{0,14}?(?:增|提高|提升|提到|升|降|减|缩|变|扩|发展|压|涨|翻)")
# What a time says of a thing that was begun then.
_BEGUN = re.compile(
    "[一-龥]{0,3}?(?:印发|出台|修订|成立|组建|建成|创办|启动|施行|发布|制定|开张|落成|上线|推出|改造|办起)[^，。；]{0,4}?的"
)
_PLACED = re.compile(r"[^，。；\d]{0,8}?(?:村|社区|镇|乡|街道|县|市|区|旗)(?:的|有|新|现|已|共|建|、|\d)")
_LISTS = re.compile(
    r"(?!.{0,6}(?:现|已|如今|目前|每|下一步|计划))[一-龥“”、（）]{2,8}(?:约|近|达|超|逾)?[\d]", re.DOTALL
)
_BARE = re.compile(
    r"\d{1,2}月|[一二三四五六七八九十]{1,2}月|[上下]半年|第?[一二三四]季度|前.{1,2}个?[月季]|年[初底末]"
)
_REVIEWED = re.compile(r"(?<!\d)(20\d\d)年")


def _reviewed_year(headline: str, published: str | None) -> int | None:
    """The year of a review that came out in the next one."""
    match = _REVIEWED.search(headline)
    year = published_parts(published)[0]
    return int(match[1]) if match and year == int(match[1]) + 1 else None


_NEAR = 14
# `每年，…` parted from its clause, and a clause that counts each of its times (`每年评选一次，每次选出…`), are one with it.
_AGAIN = re.compile(r"^(?:放学后|课后|饭后|收工后|晚上?|上午|下午|傍晚)?，|，(?=每[次场期届])")
_OPENING = 40
_LONGEST_SCENE = 10
_SCENE = re.compile(r"[^，。]{0,6}?(?:现场|活动中|仪式上|会上|演出中|比赛中|启动仪式|会场)")
_NO_SUBJECT = re.compile(r"其中|为|共|累计|已|先后|还|并|同时|他们|全[县市区]")
_SUMS_UP = re.compile(r"累计|已|共有|近年|以来|目前|至今|每")


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(any_of(words("grammar", "governors")))


def _is_day(period: Period) -> bool:
    """A day, or a scene of a few days."""
    if not period.start or not period.end:
        return False
    return (date.fromisoformat(period.end) - date.fromisoformat(period.start)).days <= _LONGEST_SCENE


def _is_short(period: Period) -> bool:
    """A day, a month or less."""
    if not period.start or not period.end:
        return False
    return (date.fromisoformat(period.end) - date.fromisoformat(period.start)).days <= _MONTH_LONG


_MONTH_LONG = 31


def _scope(text: str, mention: Mention) -> int:
    """How far a period may govern: inside brackets and speech no further than these; 0 inside a title or a name, where it
    dates the name and not the fact."""
    before = text[max(0, mention.start - _NAME) : mention.start]
    if before.rfind("《") > before.rfind("》"):
        return 0
    if before.rfind("“") > before.rfind("”"):
        opening = mention.start - len(before) + before.rfind("“")
        close = text.find("”", mention.end, mention.end + _SPEECH)
        said = _SAID.search(text, opening, close if close >= 0 else mention.end)
        return (close if close >= 0 else mention.end + _SPEECH) if said else 0
    if before.rfind("（") > before.rfind("）"):
        close = text.find("）", mention.end, mention.end + _NAME)
        return close if close >= 0 else len(text)
    return len(text)


_NAME = 40
_SPEECH = 160
_SAID = re.compile("[，。；！？]")
