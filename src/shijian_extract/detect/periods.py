"""Periods: dates, spans and relative times in all their written forms.

Every rule is a pattern and a function that builds a `When` from its match. Each is tried only where something rare in running
text stands (a digit, a word of time), so that many short scans cost less than one that tries all rules at every letter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from ..core import Anchored, Mention, When, any_of, overlap_test
from ..lexicon import entries, words

_CN_DIGITS = "〇零○一二三四五六七八九"
_YEAR = rf"(?P<year>(?<!\d)(?:19|20)\d\d|(?:二[〇零○]|一九)[{_CN_DIGITS}]{{2}})年度?"
_THIS_YEAR = ("今年", "本年", "本年度", "全年", "年内", "今")
_OFFSETS = dict.fromkeys(_THIS_YEAR, 0) | {"去年": -1, "上年": -1, "去": -1, "前年": -2, "明年": 1}
_RELATIVE = (
    r"(?P<relative>今年|去年|前年|明年|本年度?|上年|全年(?![不无龄内开][打休间放]|候|[一-龥]{0,2}开放|度)"
    r"|(?<![一二两三四五六七八九十几半\d])年内|[今去](?=[春夏秋冬](?!游)))"
)
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = (
    r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])"
)
_TO = r"(?:[-—–~～]{1,2}|至|到)"
_HOUR = r"(?:上午|下午|晚上?|傍晚|凌晨|清晨|一早|早上|早晨|中午|夜里|当天|当晚|\d{1,2}时(?:\d{1,2}分)?)?"
# The year in which a span closes, where the text says it: as written, or counted from the first.
_CLOSING_YEAR = r"(?:(?P<year2>(?:19|20)\d\d)年|(?P<later>次年|翌年|第二年|去年|今年|明年))?"
_SPAN = (
    rf"(?P<m1>{_MONTH})月?份?(?:(?P<d1>{_DAY})[日号曰])?{_HOUR}{_TO}"
    rf"{_CLOSING_YEAR}(?P<m2>{_MONTH})月份?(?:(?P<d2>{_DAY})[日号])?"
    rf"|(?P<m>{_MONTH})月份?(?:(?P<d>{_DAY})(?:[日号]?{_TO}(?P<d3>{_DAY}))?[日号曰]|(?P<third>上旬|中旬|下旬|初|底|末))?"
    r"|(?P<half>上半年|下半年)|第?(?P<quarter>[一二三四1-4])季度(?![假过])末?|前(?P<quarters>[两二三])个?季度"
    r"|(?P<edge>年初|年底|年末)"
)
_SEASON = r"暑假|寒假|暑期|春节|国庆|五一|汛期|春耕|(?:元宵|清明|端午|中秋|重阳)节?|[春夏秋冬](?:季|天)?"
_IN_YEAR = (
    r"前(?P<first>[两二三四五六七八九十]|十一|1?\d)个?月|(?P<tip>[初底]|年底)"
    rf"|(?P<week>国庆节?(?:假期|长假|黄金周))|(?P<season>(?:{_SEASON})(?:期间|假期|小长假)?)"
)
_TAIL = (
    rf"{_HOUR}(?P<named>[一-龥]{{2,7}}(?=期间))?(?:期间)?"
    r"(?P<since>(?:[^，。；：、\n\d今去]{0,18}?)以来|至今(?![年天日晚春夏秋冬])|起(?=[，至])|开始(?=，))?(?P<before>(?<=[底末])前)?"
)
_UNTIL = ("截至", "截止", "截止到", "到", "至")
# 到 and 至 are words of an end only where a clause begins; 增加到今年 is another.
_UNTIL_ENDS = frozenset(word[-1] for word in _UNTIL)
_AIMS = ("力争", "计划", "预计", "争取", "确保", "提出")
_CLAUSE_BEGINS = ("，", "。", "；", "：", "\n", "（", "、")
# Around a day, not on it.
_AROUND = "前夕|前后|期间|假期|小长假|黄金周|到来|来临"
# Streets, villages and schools bear names of days.
_NO_PLACE = "(?![路街村镇]|社区|小学|中学|大道|广场|公园|劳动奖|口号)"
# 实现共同富裕, 涌现: the letter ends a verb there.
_PRESENT = "(?<![实出发展体呈表再涌兑显浮闪重隐])现(?=已|有(?!资源|的)|共|建|拥)"
_WEEKDAYS = "[一二三四五六日天末](?:(?:[至到、和]|—)(?:周|星期)?[一二三四五六日天末])*"
_COUNT = r"[一二两三四五六七八九十几\d]{1,2}"
# As far as a clause before 以来 is read as part of the period.
_CLAUSE = 16


@dataclass(slots=True, frozen=True)
class Rule:
    """A name, how its matches in a text are found, and what a match means (None: it is no period after all)."""

    name: str
    matches: Callable[[str], Iterable[re.Match[str]]]
    build: Callable[[re.Match[str]], When | None]


@dataclass(slots=True, frozen=True)
class _Within:
    """A pattern that begins with what is common: `anchor` finds something rare inside it, `reach` letters behind the
    beginning at most."""

    pattern: re.Pattern[str]
    anchor: re.Pattern[str]
    reach: int

    def finditer(self, text: str) -> Iterable[re.Match[str]]:
        """The matches in a text, in order; two anchors inside one match give it twice."""
        first = self.anchor.search(text)
        return () if first is None else self._matches(text, first.start())

    def _matches(self, text: str, first: int) -> Iterator[re.Match[str]]:
        for hit in self.anchor.finditer(text, first):
            match = self.pattern.search(text, max(0, hit.start() - self.reach), hit.end() + _LONGEST)
            if match is not None and match.start() <= hit.start() < match.end():
                yield match


# No period is longer than this behind its anchor.
_LONGEST = 40


@lru_cache(maxsize=1024)
def _number(written: str | None) -> int | None:
    """A year, month or day in Arabic or Chinese numerals."""
    if written is None:
        return None
    if written.isdigit() and written.isascii():
        return int(written)
    digits = [_CN_DIGITS.find(char) - 2 for char in written.replace("○", "零").replace("〇", "零")]
    if len(written) == _YEAR_LETTERS:
        return int("".join(str(max(digit, 0)) for digit in digits))
    tens, _, ones = written.rpartition("十") if "十" in written else ("", "", written)
    units = _CN_DIGITS.find(ones) - 2 if ones else 0
    return (max(_CN_DIGITS.find(tens) - 2, 1) * 10 if "十" in written else 0) + units


_YEAR_LETTERS = 4
_MONTHS = 12
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "两": 2, "1": 1, "2": 2, "3": 3, "4": 4}
_THIRDS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, None)}


def _dated(match: re.Match[str]) -> When | None:
    parts = match.groupdict()
    if match[0] == "年初":
        return When("during", "none")  # of which year, and how far into it, is left open
    kind, bound = "during", "both"
    if _until(match.string, match.start()) or parts["before"] or _at_end(match):
        kind, bound = "as_of", "end"
    elif parts["since"]:
        kind, bound = "since", "start"
    if kind != "as_of" and (parts.get("season") or (parts["named"] and not parts["m"])):
        bound = "none"
    month, day, end_month, end_day = _span(parts)
    if parts.get("week"):
        month, day, end_month, end_day = _NATIONAL_DAYS
    year, offset = _number(parts.get("year")), _OFFSETS.get(parts.get("relative") or "")
    end_year, later = _number(parts.get("year2")), parts.get("later")
    if parts["before"] and year is None and offset is None and parts["edge"]:
        # 年底前 is still to come.
        offset = 0
    if end_month is not None and end_year is None and later:
        end_month += _MONTHS * _years_on(offset, later)
    return When(kind, bound, year, offset, month, day, end_year, end_month, end_day)


# The holiday of a week that begins on the National Day.
_NATIONAL_DAYS = (10, 1, 10, 7)


def _until(text: str, start: int) -> str | None:
    """The word before a period that makes it an end (`截至7月底`)."""
    if text[start - 1 : start] not in _UNTIL_ENDS:
        return None
    for word in _UNTIL:
        if text.endswith(word, 0, start) and (
            len(word) > 1
            or text[start - 2 : start - 1] in ("", *_CLAUSE_BEGINS)
            or text.endswith(_AIMS, 0, start - 1)
        ):
            return word
    return None


def _at_end(match: re.Match[str]) -> bool:
    """`由2019年底的3万人增至…`: what there was at the end of a year or month."""
    return match[0][-1] in "底末" and _COUNTED.match(match.string, match.end()) is not None


_COUNTED = re.compile(r"的[约近]?\d")


def _years_on(offset: int | None, later: str) -> int:
    """How many years after its first one a span closes: `次年`, or `今年` after `去年`."""
    if later in _OFFSETS:
        return _OFFSETS[later] - offset if offset is not None else 0
    return 1


def _span(parts: dict[str, str | None]) -> tuple[int | None, int | None, int | None, int | None]:
    """First month and day, last month and day."""
    if parts["m1"]:
        return _number(parts["m1"]), _number(parts["d1"]), _number(parts["m2"]), _number(parts["d2"])
    if parts["half"]:
        return (1, None, 6, None) if parts["half"] == "上半年" else (7, None, 12, None)
    if parts["quarter"] or parts["quarters"]:
        last = 3 * _QUARTERS[parts["quarter"] or parts["quarters"] or ""]
        return last - 2 if parts["quarter"] else 1, None, last, None
    if parts.get("first"):
        return 1, None, _number((parts["first"] or "").replace("两", "二")), None
    month = _number(parts["m"])
    tip = (parts.get("tip") or parts["edge"] or "")[-1:]
    if tip:
        month = 1 if tip == "初" else 12
        return month, None, month, None
    if parts["third"] in _THIRDS:
        first, last_day = _THIRDS[parts["third"] or ""]
        return month, first, month, last_day
    return month, _number(parts["d"]), month, _number(parts["d3"]) or _number(parts["d"])


def _years(match: re.Match[str]) -> When:
    return When("during", "both", int(match["from_year"]), end_year=int(match["to_year"]))


def _first_months(match: re.Match[str]) -> When:
    """`前10个月`: of the year of publication."""
    last = _number(match["first"].replace("两", "二"))
    return When("during", "both", offset=0, month=1, end_month=last)


def _plan(match: re.Match[str]) -> When:
    first, last = entries("times")["plans"][match["plan"]]
    if match["tail"] == "以来":
        return When("since", "start", first)
    return When("during", "both", first, end_year=last)


def _fixed_day(match: re.Match[str]) -> When:
    """A day of the calendar; `…期间` and `…前夕` are other days than that."""
    tables = entries("times")
    written = match["day"] or match["quoted"] or match["short"]
    month, day = map(int, (tables["days"].get(written) or tables["short_days"][written]).split("-"))
    if not month or match["around"]:
        return When("during", "none")
    offset = _OFFSETS.get(match["relative"] or "")
    return When("during", "both", _number(match["year"]), offset, month, day, None, month, day)


def _numeric_day(match: re.Match[str]) -> When:
    year, month, day = int(match[1]), int(match[3]), int(match[4])
    return When("during", "both", year, None, month, day, None, month, day)


def _day_of_month(match: re.Match[str]) -> When:
    return When("during", "day", day=int(match["first"]), end_day=int(match["last"] or match["first"]))


_NEAR = {"本": 0, "这": 0, "上": -1, "下": 1}


def _near_month(match: re.Match[str]) -> When:
    """`本月`, `上个月`: counted from the month of publication."""
    return When("since" if match["since"] else "during", "month", offset=_NEAR[match[0][0]])


def _near_week(match: re.Match[str]) -> When:
    """`上周三`: the week counted from that of publication, and its day, 1 for Monday."""
    day = "一二三四五六日".find(match["day"].replace("天", "日")) + 1 if match["day"] else None
    return When("during", "week", offset=_NEAR[match[0][0]], day=day)


def _plain(kind: str, bound: str = "none") -> Callable[[re.Match[str]], When]:
    return lambda _: When(kind, bound)


_FROM_TODAY = {"今": 0, "昨": -1, "前": -2, "明": 1}


def _day_word(match: re.Match[str]) -> When:
    """Days counted from that of publication, or from the last day that the report names."""
    offset = _FROM_TODAY.get(match[0][0])
    if offset is not None:
        return When("during", "today", offset=offset)
    return When("during", "same-day") if match[0][0] in "当同这" else When("during", "next-day", offset=1)


def _event_since(match: re.Match[str]) -> When | None:
    """A clause that names a year or month is read by that."""
    clause = match.string[max(0, match.start() - _CLAUSE) : match.end()]
    clause = clause[max(clause.rfind(mark, 0, -1) for mark in "，。；\n") + 1 :]
    return None if _DATED.search(clause) else When("since", "none")


_DATED = re.compile(r"\d[年月]|[今去]年")


@cache
def rules() -> tuple[Rule, ...]:
    """The rules in their order: of two that match at one place the first one reads it."""
    patterns = [*_calendar(), *_standing(), *_near()]
    return tuple(Rule(name, _finder(name, re.compile(pattern)), build) for name, pattern, build in patterns)


def _finder(name: str, pattern: re.Pattern[str]) -> Callable[[str], Iterable[re.Match[str]]]:
    if name in _BEGINNINGS:
        anchor, behind, needs = _BEGINNINGS[name]
        return Anchored(re.compile(anchor), pattern, behind, needs).finditer
    anchor, reach = _inside()[name]
    return _Within(pattern, re.compile(anchor), reach).finditer


# What a rule's match begins with: its first letter (or the mark before it: then True), and some of the letters that come
# next; and letters of which one is in every match.
_BEGINNINGS: dict[str, tuple[str, bool, tuple[str, ...]]] = {
    "period.years": (r"[12](?=[90][0-9][0-9]年?[-—–~～至到、])", False, ()),
    "period.numeric-day": (r"[12](?=[90]\d\d[-/.])", False, ("-", "/", ".")),
    "period.dated": ("[12一二今去前明本上全年](?=[90九〇零○年春夏秋冬内])", False, ()),
    "period.month": (r"[0-9](?=[0-9]?[月日号\-—–~～至到])", False, ()),
    "period.first-months": (r"前(?=[两二三四五六七八九十\d]{1,2}个?月)", False, ()),
    "period.recurring": ("[每年月一逢寒](?=[年季个月周星天日晚半逢均暑])", False, ()),
    "period.day-word": ("[这那当同今昨明前第次翌](?=[一晚天日二])", False, ()),
    "period.day-of-month": (r"[，。；：、\n“（于](?=[0-9]{1,2}日)", True, ("日",)),
    "period.near-month": ("[本上下](?=个?月)", False, ()),
    "period.near-week": ("[本这上下](?=个?[周星])", False, ("周", "星")),
}


def _inside() -> dict[str, tuple[str, int]]:
    """What is rare in a rule's match, and how far behind its beginning."""
    days = [*entries("times")["days"], *entries("times")["short_days"]]
    return {
        "period.fixed-day": (any_of(days), 7),
        "period.month-chinese": ("[一二三四五六七八九十]月", 1),
        "period.part-of-year": ("半年|季度|年[初底末]", 2),
        "period.as-of": (any_of([*words("times", "as_of"), "现"]), 0),
        "period.plan": (any_of(entries("times")["plans"]), 1),
        "period.lately": ("[年月](?=多?来|间|以来|里|.{0,3}下来)", 6),
        "period.years-long": ("近.{1,2}年|年[间里共]|月[间里]|过去.{1,2}年", 6),
        "period.event-since": ("以来|后，", 43),
        "period.since": ("以来", max(map(len, words("times", "since")))),
        "period.holidays": (any_of(words("times", "days_off")), 8),
        "period.vague": (any_of(words("times", "vague")), 0),
    }


_Rows = list[tuple[str, str, Callable[[re.Match[str]], When | None]]]


def _calendar() -> _Rows:
    """Days, months and years by their numbers and names."""
    named, short = any_of(entries("times")["days"]), any_of(entries("times")["short_days"])
    return [
        (
            "period.years",
            rf"(?P<from_year>(?<!\d)(?:19|20)\d\d)年?(?:{_TO}|、)(?P<to_year>(?:19|20)\d\d)年",
            _years,
        ),
        (
            "period.fixed-day",
            rf"(?:{_YEAR}|(?P<relative>[今去前明]年))?(?:“(?P<quoted>{named}|{short})”节?|(?P<day>{named})"
            rf"|(?P<short>{short})(?=，|当天|{_AROUND}))(?:当天|(?P<around>{_AROUND}))?{_NO_PLACE}",
            _fixed_day,
        ),
        (
            "period.numeric-day",
            r"(?<![\d.:：])((?:19|20)\d\d)([-/.])(\d{1,2})\2(\d{1,2})(?=[，至到起以上下晚）])",
            _numeric_day,
        ),
        ("period.dated", rf"(?:{_YEAR}|{_RELATIVE})(?:全年)?(?:的?(?:{_SPAN}|{_IN_YEAR}))?{_TAIL}", _dated),
        ("period.month", rf"(?=\d{{1,2}}[月日号\-—–~～至到])(?<![\d第个每周.])(?:{_SPAN}){_TAIL}", _dated),
        (
            "period.first-months",
            r"(?<![^，。；：\n])前(?P<first>[两二三四五六七八九十]|十一|1?\d)个?月",
            _first_months,
        ),
        (
            "period.month-chinese",
            rf"(?=[一二三四五六七八九十]{{1,2}}月)(?<![\d第个每周])(?:{_SPAN}){_TAIL}{_NO_PLACE}",
            _dated,
        ),
        (
            "period.part-of-year",
            rf"(?=[上下]半年|第?[一二三四1-4]季度|前[两二三]个?季度|年[初底末])(?:{_SPAN}){_TAIL}",
            _dated,
        ),
    ]


def _standing() -> _Rows:
    """Times that reach to now, from an event on, or come again."""
    plans = any_of(entries("times")["plans"])
    return [
        ("period.as-of", rf"{any_of(words('times', 'as_of'))}(?!年)|{_PRESENT}", _plain("as_of")),
        ("period.plan", rf"“?(?P<plan>{plans})”?(?:时期)?(?P<tail>期间|以来|时期)", _plan),
        (
            "period.recurring",
            rf"每年的?(?:{_SPAN})|每(?:年|季度?|个?(?:月|周|星期)|天|日|晚|半年)(?:{_WEEKDAYS}|(?:第?[一二三四]个)?(?:星期|周)[一二三四五六日末]"
            rf"|\d{{1,2}}[日号]|寒暑假|春节)?|[年月]均(?=[一-龥\d])|(?<=[，。；：\n一-龥])一年(?=[接问服少多调办讲走跑组开举更][一-龥])"
            rf"|每逢{any_of(words('times', 'returning'))}|逢年过节|寒暑假(?!期间)",
            _plain("recurring"),
        ),
        (
            "period.lately",
            rf"(?:近|这|过去){_COUNT}(?:个多?)?[年月](?:多?来|以来)|近些?年来|(?<![^，。；：\n]){_COUNT}年(?:多时间)?下来"
            rf"|{_COUNT}(?:个多?)?年多?(?:来|以来)|{_COUNT}个多?月多?(?:来|以来)",
            _plain("since"),
        ),
        (
            "period.years-long",
            rf"(?:近|这|过去)?{_COUNT}(?:个多?)?[年月](?:间|里)(?!的)|近{_COUNT}年(?![来间里以内])|过去的?(?:一|半)年|(?<![^，。；：\n]){_COUNT}年(?=共)",
            _plain("during"),
        ),
        (
            "period.event-since",
            r"(?<![来各独亲出源擅])自从?(?!\d)[^，。；\n]{3,40}?(?:以来|后)(?=，)"
            r"|(?:成立|启动|开展|上线|投用|实施|施行|试行|推行|运行|运营|创办|建成|挂牌|揭牌|召开|出台|发布|开通|开办|开张|开业|组建|创建|设立|落成|启用)(?:以来|后(?=，))",
            _event_since,
        ),
        ("period.since", rf"{any_of(words('times', 'since'))}以来", _plain("since")),
    ]


def _near() -> _Rows:
    """Times counted from today or from a day named before, and vague ones."""
    holidays, off = any_of(words("times", "holidays")), any_of(words("times", "days_off"))
    return [
        (
            "period.day-word",
            r"[这那]一?晚(?=[，，在])|当[天日晚](?!地|办|派|接单|回|处理|解决|答复|上门)|同一?[天日](?![一-龥]?[制内])|这一?天(?=[，他她上下，])|[今昨明][天日]|前天|第二天(?=[，上下晚])|次日|翌日",
            _day_word,
        ),
        (
            "period.day-of-month",
            rf"(?<![^，。；：、\n“（于])(?P<first>3[01]|[12]\d|[1-9])日"
            rf"(?:{_TO}(?P<last>3[01]|[12]\d|[1-9])日)?(?![内之游龄]){_HOUR}",
            _day_of_month,
        ),
        ("period.near-month", r"(?:本|[上下]个?)月(?P<since>以来)?", _near_month),
        ("period.near-week", r"(?:[本这]|[上下]个?)(?:周|星期)(?P<day>[一二三四五六日天])?", _near_week),
        ("period.holidays", rf"(?:“{holidays}”|{holidays}){off}", _plain("during")),
        ("period.vague", any_of(words("times", "vague")) + _NO_PLACE + "(?!等)", _plain("during")),
    ]


@cache
def _lookalikes() -> re.Pattern[str]:
    return re.compile(any_of(words("times", "lookalikes")))


def find_periods(text: str) -> list[Mention]:
    """Periods of clean text, in order, as mentions of kind `period` whose value is a `When`.

    Of rules that read the same place the one that begins first wins, then the earlier rule.

    >>> when = find_periods("截至7月底，已开展42场")[0].value
    >>> when.kind, when.bound, when.end_month
    ('as_of', 'end', 7)
    """
    read: list[tuple[int, int, int, Mention]] = []
    lookalike = overlap_test(Mention(*match.span(), "", None, "") for match in _lookalikes().finditer(text))
    for order, rule in enumerate(rules()):
        for match in rule.matches(text):
            value = None if lookalike(*match.span()) else rule.build(match)
            if value is not None:
                start, end = _whole(text, match, rule.name)
                read.append((start, order, -end, Mention(start, end, "period", value, rule.name)))
    found: list[Mention] = []
    for *_, mention in sorted(read, key=lambda item: item[:3]):
        if not found or (mention.start >= found[-1].end and not _names_day(text, found[-1], mention)):
            found.append(mention)
    return found


def _names_day(text: str, before: Mention, mention: Mention) -> bool:
    """`10月7日，重阳节，`: a festival behind a day says no more than the day."""
    festival = (
        mention.value.bound == "none" and mention.value.kind == "during" and before.value.day is not None
    )
    return festival and text[before.end : mention.start] in ("", "，", "是")


def _whole(text: str, match: re.Match[str], rule: str) -> tuple[int, int]:
    """The words of the period, with `截至` before them, or with the clause that `…成立以来` closes."""
    start, end = match.span()
    if rule == "period.event-since" and text[start] != "自":
        floor = max(0, start - _CLAUSE)
        return max(max(text.rfind(mark, floor, start) for mark in "，。；、\n") + 1, floor), end
    word = _until(text, start)
    if word is not None and (len(word) > 1 or match[0][0] in "0123456789今去明年"):
        return start - len(word), end
    if match[0][0] in "12" and text[start - 1 : start] == "自" and match[0].endswith("以来"):
        return start - 1, end
    return start, end
