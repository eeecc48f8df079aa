"""Amounts: a numeral, its approximation marks and its measure word, read in one pass."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from ..core import Amount, Mention, Number, any_of
from ..lexicon import entries, groups, words
from .lookalikes import IS_HALF, lookalike_pattern
from .numerals import SCALES, parse_numeral, whole

# After a numeral, 成 counts tenths unless it begins one of these verbs and nouns.
_NO_TENTHS = "功立为果员长效就年人本绩熟交因套都品华"
# Behind a measure word 多, 来 and 起 compare or belong to a verb: 比上年的8万元|多出5倍, 余下8万元|来自捐赠, 从16岁|起栽树.
_NO_COMPARISON = r"(?<!多(?=[出了\d]))(?<!来(?=[自到了源]))(?<!岁起)"
_SCALE = "[百千万亿萬億仟佰]"
# A range has its dash before the next mark; neither a numeral nor a unit holds a letter of these.
_RANGE_AHEAD = "(?=[^-–—~～至到，。；]{1,40}[-–—~～至到])"
_CN = "零〇○一二两三四五六七八九十百千万亿廿卅壹贰叁肆伍陆柒捌玖拾佰仟萬億兩參陸貳"


@cache
def _marks(place: str) -> dict[str, str]:
    return {word: kind for kind, listed in entries("marks")[place].items() for word in listed}


@cache
def units() -> dict[str, str]:
    """Every unit of the lexicon to its class (`people`, `occasions`, `things`, `measures`, `money`)."""
    return {unit: kind for kind, listed in groups("units").items() for unit in listed}


def _unit_words() -> str:
    """All units, none of them where it begins another word (`部` in `部分`)."""
    return any_of(units(), entries("units")["not_before"])


@cache
def _pattern() -> re.Pattern[str]:
    after, inside = (any_of(_marks(place)) for place in ("after", "inside"))
    # Behind a scale more digits and their scale: 3万5千, 1亿2000万.
    scaled = rf"(?:{_SCALE}+(?:[0-9]{{1,4}}[百千万])*)?"
    arabic = rf"[0-9]{{1,3}}(?:,[0-9]{{3}})+(?:\.[0-9]+)?{_SCALE}*|[0-9]+(?:\.[0-9]+)?{scaled}"
    number = rf"(?:[数几][十百千万亿]+|{arabic}|[{_CN}]+(?:点[{_CN}]+|(?<=十)几{_SCALE}?)?)"
    unit = rf"(?:日(?=内)|{_unit_words()})(?:[（(][一-龥]{{1,3}}[）)]|/[次人件])?"
    amount = (
        rf"(?:百分之(?P<percent>[{_CN}]+(?:点[{_CN}]+)?|[0-9.]+)|(?P<under>[{_CN}]+|[0-9]+)分之(?P<over>[{_CN}]+|[0-9]+)"
        rf"|(?:{_RANGE_AHEAD}(?P<low>{number})(?P<low_unit>%|{unit})?(?:——?|[-–~～至到])(?=[0-9{_CN}]))?(?P<number>{number})"
        rf"(?P<inside>{inside})?(?P<scale>{_SCALE}+)?(?:号(?=人))?)"
        rf"(?P<unit>%|‰|成(?=[^{_NO_TENTHS}]|$)(?:(?<=[一二三四五六七八九]成)[一二三四五六七八九])?|倍|番(?![茄薯号地])|大(?=[一-龥])|{unit})?"
        rf"(?P<half>多(?:小时|月|年)|半(?:小时|月|年|(?<=[年天时周岁月]半){IS_HALF}))?(?P<after>{after}{_NO_COMPARISON}|(?<=[时钟天周月年日])内(?![容部在]))?"
    )
    return re.compile(rf"(?=[《0-9数几{_CN}])(?:(?P<skip>{lookalike_pattern()})|{amount})")


def find_amounts(text: str) -> list[Mention]:
    """Amounts of the clean text, in order, as mentions of kind `amount`.

    >>> [(m.value.value, m.value.approximation, m.value.unit) for m in find_amounts("发放近3万份，参与144.2万余人")]
    [(30000, 'nearly', '份'), (1442000, 'over', '人')]
    """
    found = []
    hedged = _HEDGE.search(text) is not None
    for match in _pattern().finditer(text):
        if match.lastgroup != "skip":
            mention = _build(text, match, _Parts._make(match.groups()[1:]), hedged)
            if mention is not None:
                found.append(mention)
    return found


class _Parts(NamedTuple):
    """What the pattern read, its groups in their order; None where a part is not there."""

    percent: str | None
    under: str | None
    over: str | None
    low: str | None
    low_unit: str | None
    number: str | None
    inside: str | None
    scale: str | None
    unit: str | None
    half: str | None
    after: str | None


def _build(text: str, match: re.Match[str], parts: _Parts, hedged: bool) -> Mention | None:
    number = parts.number
    start, before = _mark_before(text, match.start(), number)
    if before is None and hedged:
        start, before = _mark_apart(text, start)
    plain = (
        number is not None
        and len(number) == 1
        and not number.isdigit()
        and not (before or parts.inside or parts.half or parts.after)
    )
    unit = _unit(parts)
    value, low = _part(parts) if number is None else _value(parts, number)
    if value is None or (number is not None and _is_no_count(parts, number, unit, plain, before)):
        return None
    if parts.low and (low is None or _is_several(number)):
        start = match.start("number")
    approximation, low, high = _bounds(parts, value, low, before)
    exact = None if approximation in ("range", "several") else value
    amount = Amount(exact, low, high, approximation, unit, plain)
    return Mention(start, match.end(), "amount", amount, f"amount.{approximation}")


def _mark_before(text: str, start: int, number: str | None) -> tuple[int, str | None]:
    """Where the amount begins with the mark before it, and what the mark says (`近百名`, `约有30人`, `至少办好1个`).

    The guards name the letters that make another word of a mark: 节约, 附近, 线上.
    """
    stop = start - 1 if text[start - 1 : start] in _MAY_STAND_BETWEEN else start
    marks = _marks("before")
    if text[max(0, stop - 1) : stop] in _mark_endings():
        guards = _guards()
        for length in (4, 3, 2, 1):
            word = text[stop - length : stop] if stop >= length else ""
            begin = stop - length
            free = begin <= 0 or text[begin - 1] not in guards.get(word, "")
            if word in marks and (free or text[max(0, begin - 2) : begin] in words("marks", "verbs")):
                if word == "上" and (stop < start or (number or " ")[0] not in SCALES):
                    continue
                return stop - length, marks[word]
    return start, None


def _mark_apart(text: str, start: int) -> tuple[int, str | None]:
    """The same for a mark that stands apart from the amount."""
    for length in (4, 5):
        word = text[start - length : start - length + 2] if start >= length else ""
        if word in _BEFORE_VERBS:
            return start - length, _marks("before")[word]
    apart = _APART.search(text, max(0, start - _APART_REACH), start)
    return start, "at_least" if apart else None


# Most texts have none of the marks that may stand apart.
_HEDGE = re.compile("至少|至多|最少|最多|少说|起码")
# A mark that stands apart, perhaps before the first number of a row: 至少要开展1次宣讲、1场演出.
_APART = re.compile(
    r"(?:至少|最少|起码)(?:[^，。；：、\d]{1,6}|[^，。；：\d]{1,6}\d+[^，。；：\d]{1,8}、(?:[^，。；：]{1,10}、)?)$"
)
_APART_REACH = 28


@cache
def _mark_endings() -> frozenset[str]:
    """The letters that end a mark: before most numbers stands none of them."""
    return frozenset(word[-1] for word in _marks("before"))


_MAY_STAND_BETWEEN = frozenset("有了达为")
# These may stand before the verb: 至少办好1个.
_BEFORE_VERBS = frozenset({"至少", "最少", "至多", "最多", "少说"})


@cache
def _guards() -> dict[str, str]:
    return dict(entries("marks")["guards"])


# Money is told in 元, however it is called.
_MONEY = {"元钱": "元", "块钱": "元", "元人民币": "元"}
_BRACKETS = str.maketrans("", "", "（()）")
_SHARED_SCALE = re.compile(rf"{_SCALE}+$")


def _unit(parts: _Parts) -> str | None:
    """The unit as written, brackets out; `大` (四大展示区) is a classifier and no unit."""
    if parts.percent:
        return "%"
    if parts.unit is None or parts.unit == "大":
        return None
    unit = _MONEY.get(parts.unit, parts.unit)
    if unit[-1] in "）)":
        unit = unit.translate(_BRACKETS)
    return unit + parts.half[1:] if parts.half else unit


def _part(parts: _Parts) -> tuple[Number | None, None]:
    """The value of 百分之几 (as written) or 几分之几 (to four places)."""
    if parts.percent:
        return parse_numeral(parts.percent), None
    over, under = parse_numeral(parts.over or ""), parse_numeral(parts.under or "")
    if over is None or not under:
        return None, None
    return whole((Decimal(over) / Decimal(under)).quantize(Decimal("0.0001"))), None


def _value(parts: _Parts, number: str) -> tuple[Number | None, Number | None]:
    """The value and, of a range, its lower end (`10至20万`: the scale is shared; `七八十`: both ends in one)."""
    scale = parts.scale or ""
    if _is_several(number):
        return _several(number, scale)
    pair = None if number[0].isdigit() else _ADJACENT.fullmatch(number)
    if pair and (_DIGIT[pair[3]] == _DIGIT[pair[2]] + 1 or number[:2] == "三五"):
        tens, behind = pair[1] or "", pair[4] + scale
        return parse_numeral(tens + pair[3] + behind), parse_numeral(tens + pair[2] + behind)
    value = parse_numeral(number + scale)
    if value is None and number in ("百万", "千万"):
        value = {"百万": 1_000_000, "千万": 10_000_000}[number]
    if value is not None and parts.half and parts.half[0] == "半":
        value += _ONE_HALF
    if not parts.low or value is None:
        return value, None
    low = parse_numeral(parts.low)
    shared = _SHARED_SCALE.search(number + scale)
    if low is not None and shared and not parts.low_unit and parts.low[-1] not in SCALES:
        low = parse_numeral(parts.low + shared[0]) or low
    return value, low if low is not None and low < value else None


_ONE_HALF = Decimal("0.5")


def _several(number: str, scale: str) -> tuple[Number | None, Number | None]:
    """The upper and lower end of a chosen few: 几十 is 20 to 99, 十几 is 11 to 19."""
    tens, _, behind = number.rpartition("几")
    if tens:
        return parse_numeral(tens + "九" + behind + scale), parse_numeral(tens + "一" + behind + scale)
    unit = parse_numeral(number[1:] + scale)
    return (None, None) if unit is None else (10 * unit - 1, 2 * unit)


def _is_several(number: str | None) -> bool:
    return number is not None and (number[0] == "数" or "几" in number)


_ADJACENT = re.compile(rf"(.*{_SCALE[:-1]}十])?([一二两三四五六七八])([二两三四五六七八九])([十百千万]*)")
_DIGIT = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}
# A bare 百, 千 or 万 counts only before these: 百名讲师, yet not 百家, 千里, 万户.
_BARE_SCALE_UNITS = frozenset({"名", "场", "人", "位", "支", "件", "份", "次", "条", "人次", "场次", "项"})


def _is_no_count(parts: _Parts, number: str, unit: str | None, plain: bool, before: str | None) -> bool:
    if number[0].isdigit():
        return False
    if parts.unit == "大":
        return not plain or number in "一两十百千万亿"
    if unit is None:
        marked = before or parts.inside
        return not (marked and len(number) + len(parts.inside or "") > 1)
    return plain and number in SCALES and number != "十" and unit not in _BARE_SCALE_UNITS


def _bounds(
    parts: _Parts, value: Number, low: Number | None, before: str | None
) -> tuple[str, Number | None, Number | None]:
    """The approximation with its bounds, after the table of the record format."""
    if low is not None:
        return "several" if _is_several(parts.number) else "range", low, value
    if parts.inside:
        kind = _marks("inside")[parts.inside]
    elif parts.half and parts.half[0] == "多":
        kind = "over"
    else:
        kind = _after(parts.after) if parts.after else before or "exact"
    return kind, value if kind in _HAS_LOW else None, value if kind in _HAS_HIGH else None


def _after(mark: str) -> str:
    """What a mark behind the number says; 内 stands behind a time (`3日内`)."""
    return _marks("after").get(mark, "at_most")


_HAS_LOW = frozenset({"exact", "over", "at_least"})
_HAS_HIGH = frozenset({"exact", "nearly", "at_most"})
