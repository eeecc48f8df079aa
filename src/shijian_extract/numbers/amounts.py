"""Amounts: a numeral, its approximation marks and its measure word, read in one pass."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import regex

from ..core import Amount, Mention, Number, any_of
from ..lexicon import entries, groups
from .lookalikes import lookalike_pattern
from .numerals import SCALES, parse_numeral, whole

# After a numeral, 成 counts tenths unless it begins one of these verbs and nouns.
_NO_TENTHS = "功立为果员长效就年人本绩熟交因套都品华"
_SCALE = "[百千万亿萬億仟佰]"
_CN = "零〇○一二两三四五六七八九十百千万亿廿壹贰叁肆伍陆柒捌玖拾佰仟萬億兩參陸貳"


@cache
def _marks(place: str) -> dict[str, str]:
    return {word: kind for kind, listed in entries("marks")[place].items() for word in listed}


@cache
def units() -> dict[str, str]:
    """Every unit of the lexicon to its class (`people`, `occasions`, `things`, `measures`, `money`)."""
    return {unit: kind for kind, listed in groups("units").items() for unit in listed}


def _unit_words() -> str:
    """All units, longest first, none of them where it begins another word (`部` in `部分`)."""
    guards = entries("units")["not_before"]
    ordered = sorted(units(), key=len, reverse=True)
    return "|".join(unit + (f"(?![{guards[unit]}])" if unit in guards else "") for unit in ordered)


@cache
def _pattern() -> regex.Pattern[str]:
    after, inside = (any_of(_marks(place)) for place in ("after", "inside"))
    arabic = rf"[0-9]{{1,3}}(?:,[0-9]{{3}})+(?:\.[0-9]+)?{_SCALE}*|[0-9]+(?:\.[0-9]+)?{_SCALE}*"
    several = rf"[数几][十百千万亿]+|十几{_SCALE}?"
    number = rf"(?:{several}|{arabic}|[{_CN}]+(?:点[{_CN}]+)?)"
    unit = rf"(?:{_unit_words()})(?:[（(][一-龥]{{1,3}}[）)]|/[次人件])?"
    amount = (
        rf"(?:百分之(?P<percent>[{_CN}]+(?:点[{_CN}]+)?|[0-9.]+)|(?P<under>[{_CN}]+|[0-9]+)分之(?P<over>[{_CN}]+|[0-9]+)"
        rf"|(?:(?P<low>{number})(?P<low_unit>%|{unit})?(?:——?|[-–~～至到])(?=[0-9{_CN}]))?(?P<number>{number})"
        rf"(?P<inside>{inside})?(?P<scale>{_SCALE}+)?)"
        rf"(?P<unit>%|成(?=[^{_NO_TENTHS}]|$)|大(?=[一-龥])|{unit})?"
        rf"(?P<half>(?:多|半)(?:小时|月|年))?(?P<after>{after})?"
    )
    return regex.compile(rf"(?=[《0-9数几{_CN}])(?:(?P<skip>{lookalike_pattern()})|{amount})")


def find_amounts(text: str) -> list[Mention]:
    """Amounts of the clean text, in order, as mentions of kind `amount`.

    >>> [(m.value.value, m.value.approximation, m.value.unit) for m in find_amounts("发放近3万份，参与144.2万余人")]
    [(30000, 'nearly', '份'), (1442000, 'over', '人')]
    """
    found = []
    for match in _pattern().finditer(text):
        if match["skip"] is None:
            mention = _build(match, *_mark_before(text, match.start(), match["number"]))
            if mention is not None:
                found.append(mention)
    return found


def _mark_before(text: str, start: int, number: str | None) -> tuple[int, str | None]:
    """Where the amount begins with the mark before it, and what the mark says (`近百名`, `约有30人`).

    The guards name the letters that make another word of a mark: 节约, 附近, 线上.
    """
    verbal = _AT_LEAST.search(text, max(0, start - 6), start)
    if verbal:
        return verbal.start(), _marks("before")[verbal[1]]
    stop = start - 1 if text[start - 1 : start] in ("有", "了", "达", "为") else start
    marks, guards = _marks("before"), entries("marks")["guards"]
    for length in range(3, 0, -1):
        word = text[stop - length : stop] if stop >= length else ""
        if word in marks and text[stop - length - 1 : stop - length] not in guards.get(word, " "):
            if word == "上" and (number or " ")[0] not in SCALES:
                continue
            return stop - length, marks[word]
    return start, None


# The mark may stand before the verb: 至少办好1个.
_AT_LEAST = regex.compile(r"(至少|最少|至多|最多|不少于|不超过)[一-龥]{1,3}$")


def _build(match: regex.Match[str], begin: int, before: str | None) -> Mention | None:
    unit, end = _unit(match)
    number = match["number"]
    if number is None:
        value, low = _part(match), None
        plain = False
    else:
        value, low = _value(match, number)
        plain = not number[0].isdigit() and len(number) == 1 and not (before or match["inside"] or match["after"])
    if value is None or _is_no_count(match, number, unit, plain, before):
        return None
    approximation, bounds = _bounds(match, number or "", value, low, before)
    start = match.start("number") if low is None and match["low"] else begin
    unit_start = match.start("unit") if unit else end
    exact = None if approximation in ("range", "several") else value
    amount = Amount(exact, *bounds, approximation, unit, unit_start, end, plain)
    return Mention(start, match.end(), "amount", amount, f"amount.{approximation}")


def _unit(match: regex.Match[str]) -> tuple[str | None, int]:
    """The unit as written, brackets out; `大` (四大展示区) is a classifier and no unit."""
    written = match["unit"]
    if match["number"] is None and not written:
        return ("%" if match["percent"] else None), match.end()
    if written is None or written == "大":
        return None, match.end("scale" if match["scale"] else "inside" if match["inside"] else "number") if not written else match.end("unit")
    unit = regex.sub(r"[（()）]", "", written)
    if match["half"]:
        unit += match["half"][1:]
    return unit, match.end("half") if match["half"] else match.end("unit")


def _part(match: regex.Match[str]) -> Number | None:
    if match["percent"]:
        return parse_numeral(match["percent"])
    over, under = parse_numeral(match["over"]), parse_numeral(match["under"])
    if over is None or not under:
        return None
    return whole((Decimal(over) / Decimal(under)).quantize(Decimal("0.0001")))


def _value(match: regex.Match[str], number: str) -> tuple[Number | None, Number | None]:
    """The value and, of a range, its lower end (`10至20万`: the scale is shared)."""
    scale = match["scale"] or ""
    pair = _ADJACENT.fullmatch(number)
    if pair and (_DIGIT[pair[2]] == _DIGIT[pair[1]] + 1 or pair[1] + pair[2] == "三五"):
        low, high = parse_numeral(pair[1] + pair[3] + scale), parse_numeral(pair[2] + pair[3] + scale)
        return high, low
    if number[0] in "数几" or "几" in number:
        return parse_numeral(number.lstrip("数几").replace("几", "") + scale), None
    value = parse_numeral(number + scale)
    if not match["low"] or value is None:
        return value, None
    written = match["low"]
    low = parse_numeral(written)
    shared = regex.search(rf"{_SCALE}+$", number + scale)
    if low is not None and shared and not match["low_unit"] and written[-1] not in SCALES:
        low = parse_numeral(written + shared[0]) or low
    return value, low if low is not None and low < value else None


_ADJACENT = regex.compile(r"([一二两三四五六七八])([二两三四五六七八九])([十百千万]*)")
_DIGIT = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}
# A bare 百, 千 or 万 counts only before these: 百名讲师, yet not 百家, 千里, 万户.
_BARE_SCALE_UNITS = frozenset({"名", "场", "人", "位", "支", "件", "份", "次", "条", "人次", "场次", "项"})


def _is_no_count(
    match: regex.Match[str], number: str | None, unit: str | None, plain: bool, before: str | None
) -> bool:
    if number is None or number[0].isdigit():
        return False
    marked = bool(before or match["inside"] or (match["after"] and unit))
    if match["unit"] == "大":
        return not plain or number in "一两十百千万亿"
    if unit is None:
        return not (marked and len(number) + len(match["inside"] or "") > 1)
    if number[0] in "一" and plain:
        return unit != "个"
    return plain and number in SCALES and number != "十" and unit not in _BARE_SCALE_UNITS


def _bounds(
    match: regex.Match[str], number: str, value: Number, low: Number | None, before: str | None
) -> tuple[str, tuple[Number | None, Number | None]]:
    """The approximation and its bounds, after the table of the record format."""
    if low is not None:
        return "range", (low, value)
    if number and (number[0] in "数几" or "几" in number):
        return "several", (11, 19) if number == "十几" and value == 10 else (2 * value, 10 * value - 1)
    kind = (
        (match["inside"] and _marks("inside")[match["inside"]])
        or (match["half"] and match["half"][0] == "多" and "over")
        or (match["after"] and _marks("after")[match["after"]])
        or before
        or "exact"
    )
    return kind, _BOUNDS[kind](value)


_BOUNDS = {
    "exact": lambda v: (v, v),
    "about": lambda v: (None, None),
    "nearly": lambda v: (None, v),
    "over": lambda v: (v, None),
    "at_least": lambda v: (v, None),
    "at_most": lambda v: (None, v),
}
