"""Periods: dates, spans and relative times in all their written forms.

Every rule is a pattern and a function that builds a `When` from its match. Each pattern begins with what is rare in running
text (a digit, a word of time), so that many short scans cost less than one that tries all rules at every letter.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import regex

from ..core import Mention, When, any_of
from ..lexicon import entries, words

_CN_DIGITS = "〇零○一二三四五六七八九"
_YEAR = rf"(?P<year>(?<!\d)(?:19|20)\d\d|(?:二[〇零○]|一九)[{_CN_DIGITS}]{{2}})年度?"
_OFFSETS = {
    "今年": 0,
    "本年": 0,
    "本年度": 0,
    "全年": 0,
    "年内": 0,
    "去年": -1,
    "上年": -1,
    "前年": -2,
    "明年": 1,
    "今": 0,
    "去": -1,
}
_RELATIVE = r"(?P<relative>今年(?!\d+岁)|去年|前年|明年|本年度?|上年|全年(?=[共累计开组举完实投发服少计，预])|年内|[今去](?=[春夏秋冬]))"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = (
    r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])"
)
_TO = r"(?:[-—–~～]{1,2}|至|到)"
_HOUR = r"(?:上午|下午|晚上?|傍晚|凌晨|清晨|一早|早上|早晨|中午|夜里|当天|当晚|\d{1,2}时(?:\d{1,2}分)?)?"
_SPAN = (
    rf"(?P<m1>{_MONTH})月?份?(?:(?P<d1>{_DAY})[日号])?{_HOUR}{_TO}(?P<m2>{_MONTH})月份?(?:(?P<d2>{_DAY})[日号])?"
    rf"|(?P<m>{_MONTH})月份?(?:(?P<d>{_DAY})(?:[日号]?{_TO}(?P<d3>{_DAY}))?[日号]|(?P<third>上旬|中旬|下旬|初|底|末))?"
    r"|(?P<half>上半年|下半年)|第?(?P<quarter>[一二三四1-4])季度|(?P<edge>年初|年底|年末)"
)
_IN_YEAR = r"前(?P<first>[两二三四五六七八九十]|十一|1?\d)个?月|(?P<tip>[初底])|(?P<season>(?:暑假|寒假|暑期|春节|国庆|五一|汛期|春耕|[春夏秋冬](?:季|天)?)(?:期间)?)"
_TAIL = rf"{_HOUR}(?P<named>[一-龥]{{2,7}}(?=期间))?(?:期间)?(?P<since>(?:[一-龥]{{2,10}}(?:启动|成立|开展|实施))?以来|至今|起(?=[，至])|开始(?=，))?"
_UNTIL = ("截至", "截止", "截止到", "到")


@dataclass(slots=True, frozen=True)
class Rule:
    """A name, what it matches, and what a match means (None: it is no period after all)."""

    name: str
    pattern: regex.Pattern[str]
    build: Callable[[regex.Match[str]], When | None]


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
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_THIRDS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, None)}


def _dated(match: regex.Match[str]) -> When | None:
    parts = match.groupdict()
    kind, bound = "during", "both"
    if match.string[max(0, match.start() - 3) : match.start()].endswith(_UNTIL):
        kind, bound = "as_of", "end"
    elif parts["since"]:
        kind, bound = "since", "start"
    elif parts.get("season") or (parts["named"] and not parts["m"]):
        bound = "none"
    month, day, end_month, end_day = _span(parts)
    return When(
        kind,
        bound,
        _number(parts.get("year")),
        _OFFSETS.get(parts.get("relative") or ""),
        month,
        day,
        None,
        end_month,
        end_day,
    )


def _span(parts: dict[str, str | None]) -> tuple[int | None, int | None, int | None, int | None]:
    """First month and day, last month and day."""
    if parts["m1"]:
        return _number(parts["m1"]), _number(parts["d1"]), _number(parts["m2"]), _number(parts["d2"])
    if parts["half"]:
        return (1, None, 6, None) if parts["half"] == "上半年" else (7, None, 12, None)
    if parts["quarter"]:
        last = 3 * _QUARTERS[parts["quarter"]]
        return last - 2, None, last, None
    if parts.get("first"):
        return 1, None, _number((parts["first"] or "").replace("两", "二")), None
    month = _number(parts["m"])
    tip = parts.get("tip") or (parts["edge"] or "")[1:]
    if tip:
        month = 1 if tip == "初" else 12
        return month, None, month, None
    if parts["third"] in _THIRDS:
        first, last_day = _THIRDS[parts["third"] or ""]
        return month, first, month, last_day
    return month, _number(parts["d"]), month, _number(parts["d3"]) or _number(parts["d"])


def _years(match: regex.Match[str]) -> When:
    return When("during", "both", int(match["from_year"]), end_year=int(match["to_year"]))


def _plan(match: regex.Match[str]) -> When:
    first, last = entries("times")["plans"][match["plan"]]
    if match["tail"] == "以来":
        return When("since", "start", first)
    return When("during", "both", first, end_year=last)


def _fixed_day(match: regex.Match[str]) -> When:
    month, day = map(int, entries("times")["days"][match["day"]].split("-"))
    year = _number(match["year"])
    return When(
        "during",
        "both" if month else "none",
        year,
        None,
        month or None,
        day or None,
        None,
        month or None,
        day or None,
    )


def _plain(kind: str, bound: str = "none") -> Callable[[regex.Match[str]], When]:
    return lambda _: When(kind, bound)


def _day_word(match: regex.Match[str]) -> When:
    return When("during", {"今": "today", "昨": "yesterday"}.get(match[0][0], "same-day"))


@cache
def rules() -> tuple[Rule, ...]:
    """The rules in their order: of two that match at one place the first one reads it."""
    named = any_of(entries("times")["days"])
    plans = any_of(entries("times")["plans"])
    patterns: list[tuple[str, str, Callable[[regex.Match[str]], When | None]]] = [
        (
            "period.years",
            rf"(?P<from_year>(?<!\d)(?:19|20)\d\d)年?(?:{_TO}|、)(?P<to_year>(?:19|20)\d\d)年",
            _years,
        ),
        ("period.fixed-day", rf"(?:(?:{_YEAR}))?“?(?P<day>{named})”?(?:当天|前夕|期间|到来)?", _fixed_day),
        ("period.dated", rf"(?:{_YEAR}|{_RELATIVE})的?(?:{_SPAN}|{_IN_YEAR})?{_TAIL}", _dated),
        ("period.month", rf"(?=\d{{1,2}}[月日号\-—–~～至到])(?<![\d第个每周.])(?:{_SPAN}){_TAIL}", _dated),
        (
            "period.month-chinese",
            rf"(?=[一二三四五六七八九十]{{1,2}}月)(?<![\d第个每周])(?:{_SPAN}){_TAIL}",
            _dated,
        ),
        ("period.part-of-year", rf"(?=[上下]半年|第?[一二三四1-4]季度|年[初底末])(?:{_SPAN}){_TAIL}", _dated),
        (
            "period.as-of",
            rf"{any_of(words('times', 'as_of'))}|现(?=已|有(?!资源|的)|共|建|拥)",
            _plain("as_of"),
        ),
        ("period.plan", rf"“?(?P<plan>{plans})”?(?:时期)?(?P<tail>期间|以来|时期)", _plan),
        (
            "period.recurring",
            r"每(?:年|季度?|个?月|周|星期|天|日|晚|半年)(?:[一二三四五六日天末]|(?:第?[一二三四]个)?(?:星期|周)[一二三四五六日末]"
            r"|\d{1,2}[日号]|寒暑假|春节)?",
            _plain("recurring"),
        ),
        (
            "period.lately",
            r"(?:近|这|过去)[一二两三四五六七八九十几\d]{1,2}(?:个多?)?[年月](?:多?来|间|以来|里)"
            r"|[一二两三四五六七八九十几\d]{1,2}(?:个多?)?年多?(?:来|以来)",
            _plain("since"),
        ),
        (
            "period.event-since",
            r"(?<![来各独亲出源擅])自从?(?!\d)[^，。；\n]{3,40}?(?:以来|后)(?=，)"
            r"|(?:成立|启动|开展|上线|投用|实施|运行|建成|挂牌|揭牌|召开)(?:以来|后(?=，))",
            _plain("since"),
        ),
        ("period.day-word", r"当[天日晚](?!地)|今天|今日|昨天|昨日", _day_word),
        ("period.vague", any_of(words("times", "vague")), _plain("during")),
    ]
    return tuple(Rule(name, regex.compile(pattern), build) for name, pattern, build in patterns)


def find_periods(text: str) -> list[Mention]:
    """Periods of clean text, in order, as mentions of kind `period` whose value is a `When`.

    Of rules that read the same place the one that begins first wins, then the earlier rule.

    >>> when = find_periods("截至7月底，已开展42场")[0].value
    >>> when.kind, when.bound, when.end_month
    ('as_of', 'end', 7)
    """
    read: list[tuple[int, int, int, Mention]] = []
    for order, rule in enumerate(rules()):
        for match in rule.pattern.finditer(text):
            value = rule.build(match)
            if value is not None:
                start, end = _whole(text, match, rule.name)
                read.append((start, order, -end, Mention(start, end, "period", value, rule.name)))
    found: list[Mention] = []
    for *_, mention in sorted(read, key=lambda item: item[:3]):
        if not found or mention.start >= found[-1].end:
            found.append(mention)
    return found


def _whole(text: str, match: regex.Match[str], rule: str) -> tuple[int, int]:
    """The words of the period, with `截至` before them, or with the clause that `…成立以来` closes."""
    start, end = match.span()
    if rule == "period.event-since" and text[start] != "自":
        return max(
            max(text.rfind(mark, max(0, start - 16), start) for mark in "，。；、\n") + 1, start - 16, 0
        ), end
    for word in reversed(_UNTIL):
        if text.endswith(word, 0, start) and (len(word) > 1 or match[0][0] in "0123456789今去"):
            return start - len(word), end
    return start, end
