"""Number forms: the ways in which the genre writes a count, each with the value and bounds that it says.

A form gets the random source, the range to draw from and the unit as written, and gives the words with value, low, high
and approximation. A form that cannot write a number of that size writes it plainly, so that what is planted carries the
form that it truly has.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from .numerals import WAN, YI, chinese, in_scale, with_wan

Random = Callable[[], float]
Number = int | float
Said = tuple[str, str, Number | None, Number | None, Number | None, str]
"""The form's name, the words, value, low, high and approximation."""
Form = Callable[[Random, int, int, str], Said]

_SPREAD = 12


def draw(random: Random, low: int, high: int) -> int:
    """A whole number between the two, small ones as likely as large ones where they lie far apart."""
    if high <= low:
        return low
    if high < _SPREAD * low:
        return low + int(random() * (high - low + 1))
    return int(low * (high / low) ** random())


def rounded(value: int) -> int:
    """Two leading digits, as before 余 and 近; never below ten.

    >>> [rounded(n) for n in (7, 46, 138, 4823, 72_391)]
    [10, 40, 130, 4800, 72000]
    """
    if value < 100:
        return max(10, value // 10 * 10)
    scale: int = 10 ** (len(str(value)) - 2)
    return value // scale * scale


def _pick(random: Random, words: tuple[str, ...]) -> str:
    return words[int(random() * len(words))]


def _plain(random: Random, low: int, high: int, unit: str) -> Said:
    value = draw(random, low, high)
    return "plain", f"{value}{unit}", value, value, value, "exact"


def _thousands(random: Random, low: int, high: int, unit: str) -> Said:
    value = draw(random, low, high)
    if value < 1000:
        return "plain", f"{value}{unit}", value, value, value, "exact"
    return "thousands", f"{value:,}{unit}", value, value, value, "exact"


def _wan(random: Random, low: int, high: int, unit: str) -> Said:
    value = draw(random, low, high)
    if value < WAN:
        return "plain", f"{value}{unit}", value, value, value, "exact"
    value -= value % (100 if random() < 0.5 else 1000)
    return "wan", f"{in_scale(value, WAN)}万{unit}", value, value, value, "exact"


def _wan_thousand(random: Random, low: int, high: int, unit: str) -> Said:
    value = draw(random, low, high) // 1000 * 1000
    if not WAN < value < 10 * WAN or not value % WAN:
        return _plain(random, low, high, unit)
    words = f"{value // WAN}万{value % WAN // 1000}千{unit}"
    return "wan-thousand", words, value, value, value, "exact"


def _chinese(random: Random, low: int, high: int, unit: str) -> Said:
    value = draw(random, low, high)
    value = value if value < 100 else rounded(value)
    if not 2 <= value < YI:
        return "plain", f"{value}{unit}", value, value, value, "exact"
    return "chinese", f"{chinese(value)}{unit}", value, value, value, "exact"


def _more(random: Random, low: int, high: int, unit: str) -> Said:
    """余 and 多: behind the number, or before its 万."""
    value = rounded(draw(random, low, high))
    mark = "余" if random() < 0.7 else "多"
    if value >= 10 * WAN and value % WAN == 0 and random() < 0.5:
        return "more-before-wan", f"{value // WAN}{mark}万{unit}", value, value, None, "over"
    return "more", f"{with_wan(value)}{mark}{unit}", value, value, None, "over"


def _more_chinese(random: Random, low: int, high: int, unit: str) -> Said:
    value = rounded(draw(random, low, high))
    if value >= WAN:
        value = value // WAN * WAN
    words = chinese(value)
    words = words[1:] if words in _BARE and random() < 0.7 else words
    mark = "余" if random() < 0.6 else "多"
    return "more-chinese", f"{words}{mark}{unit}", value, value, None, "over"


_BARE = frozenset({"一百", "一千", "一万"})


def _beyond(random: Random, low: int, high: int, unit: str) -> Said:
    value = rounded(draw(random, low, high))
    mark = _pick(random, ("超", "超过", "逾"))
    return "beyond", f"{mark}{with_wan(value)}{unit}", value, value, None, "over"


def _broken(random: Random, low: int, high: int, unit: str) -> Said:
    value = rounded(draw(random, low, high))
    return "broken-through", f"突破{with_wan(value)}{unit}", value, value, None, "over"


def _nearly(random: Random, low: int, high: int, unit: str) -> Said:
    value = rounded(draw(random, low, high))
    mark = "近" if random() < 0.85 else "将近"
    return "nearly", f"{mark}{with_wan(value)}{unit}", value, None, value, "nearly"


def _about(random: Random, low: int, high: int, unit: str) -> Said:
    value = rounded(draw(random, low, high))
    mark = "约" if random() < 0.85 else "大约"
    return "about", f"{mark}{with_wan(value)}{unit}", value, None, None, "about"


def _about_behind(random: Random, low: int, high: int, unit: str) -> Said:
    value = rounded(draw(random, low, high))
    return "about-behind", f"{with_wan(value)}{unit}左右", value, None, None, "about"


def _two_marks(random: Random, low: int, high: int, unit: str) -> Said:
    """近20余万: of two marks the one on the number's right edge decides."""
    value = rounded(draw(random, low, high))
    mark = _pick(random, ("近", "约"))
    return "two-marks", f"{mark}{with_wan(value)}余{unit}", value, value, None, "over"


def _at_least(random: Random, low: int, high: int, unit: str) -> Said:
    value = rounded(draw(random, low, high))
    return "at-least-behind", f"{with_wan(value)}{unit}以上", value, value, None, "at_least"


def _not_under(random: Random, low: int, high: int, unit: str) -> Said:
    value = draw(random, low, high)
    value = value if value < 20 else rounded(value)
    mark = "不少于" if random() < 0.7 else "至少"
    return "at-least-before", f"{mark}{with_wan(value)}{unit}", value, value, None, "at_least"


def _at_most(random: Random, low: int, high: int, unit: str) -> Said:
    value = _even(draw(random, low, high))
    mark = _pick(random, ("以内", "以内", "以下"))
    return "at-most-behind", f"{value}{unit}{mark}", value, None, value, "at_most"


def _not_over(random: Random, low: int, high: int, unit: str) -> Said:
    value = _even(draw(random, low, high))
    mark = "不超过" if random() < 0.8 else "最多"
    return "at-most-before", f"{mark}{value}{unit}", value, None, value, "at_most"


def _even(value: int) -> int:
    return value if value < 50 else value // 10 * 10


def _bare_scale(low: int, high: int) -> tuple[str, int]:
    """百, 千 or 万, whichever the range holds."""
    middle = (low * high) ** 0.5
    return ("万", WAN) if middle >= 4000 else ("千", 1000) if middle >= 400 else ("百", 100)


def _up_to(random: Random, low: int, high: int, unit: str) -> Said:
    scale, value = _bare_scale(low, high)
    return "at-least-bare", f"上{scale}{unit}", value, value, None, "at_least"


def _nearly_bare(random: Random, low: int, high: int, unit: str) -> Said:
    scale, value = _bare_scale(low, high)
    return "nearly-bare", f"近{scale}{unit}", value, None, value, "nearly"


def _dozens(random: Random, low: int, high: int, unit: str) -> Said:
    scale, value = _bare_scale(low, high)
    if scale == "百" and random() < 0.6:
        scale, value = "十", 10
    mark = "数" if random() < 0.6 else "几"
    return "several", f"{mark}{scale}{unit}", None, 2 * value, 10 * value - 1, "several"


def _teens(random: Random, low: int, high: int, unit: str) -> Said:
    return "teens", f"十几{unit}", None, 11, 19, "several"


def _range(random: Random, low: int, high: int, unit: str) -> Said:
    first = draw(random, low, high)
    first = first if first < 10 else rounded(first)
    last = first + (1 + int(random() * 3)) * (1 if first < 10 else max(5, first // 2))
    last = last if last < 10 else last // 5 * 5 if last // 5 * 5 > first else first + 5
    mark = _pick(random, ("至", "至", "—", "-", "～", "到"))
    return f"range-{_RANGES[mark]}", f"{first}{mark}{last}{unit}", None, first, last, "range"


_RANGES: Mapping[str, str] = MappingProxyType(
    {"至": "to", "到": "to", "—": "dash", "-": "hyphen", "～": "tilde"}
)


def _two_digits(random: Random, low: int, high: int, unit: str) -> Said:
    """两三, 五六, 七八十."""
    first = 2 + int(random() * 7)
    tens = 10 if high > 15 else 1
    pair = ("两" if first == 2 and tens == 1 else _CN[first]) + _CN[first + 1]
    words = f"{pair}{'十' if tens > 1 else ''}{unit}"
    return "two-digits", words, None, first * tens, (first + 1) * tens, "range"


_CN = "零一二三四五六七八九"


def _percent(random: Random, low: int, high: int, unit: str) -> Said:
    value = round(low + random() * (high - low), 1)
    number: Number = int(value) if value == int(value) else value
    return "percent", f"{number}%", number, number, number, "exact"


def _percent_marked(random: Random, low: int, high: int, unit: str) -> Said:
    value = draw(random, low, high)
    mark, kind = (("超过", "over"), ("近", "nearly"), ("达到", "exact"))[int(random() * 3)]
    bounds = {"over": (value, None), "nearly": (None, value), "exact": (value, value)}[kind]
    words = f"{value}%" if kind == "exact" else f"{mark}{value}%"
    return "percent" if kind == "exact" else "percent-marked", words, value, *bounds, kind


def _percent_least(random: Random, low: int, high: int, unit: str) -> Said:
    value = draw(random, low, high)
    return "percent-at-least", f"{value}%以上", value, value, None, "at_least"


def _percent_chinese(random: Random, low: int, high: int, unit: str) -> Said:
    value = draw(random, low, high)
    return "percent-chinese", f"百分之{_tens(value)}", value, value, value, "exact"


def _tens(value: int) -> str:
    return "二" if value == 2 else chinese(value)


def _money(random: Random, low: int, high: int, unit: str) -> Said:
    value = draw(random, low, high)
    if value >= YI:
        value -= value % (YI // 10)
        return "money-yi", f"{in_scale(value, YI)}亿元", value, value, value, "exact"
    if value >= WAN:
        value -= value % (1000 if value < 100 * WAN else WAN)
        return "money-wan", f"{in_scale(value, WAN)}万元", value, value, value, "exact"
    value = value if value < 100 else value // 100 * 100
    return "money", f"{value}元", value, value, value, "exact"


def _money_more(random: Random, low: int, high: int, unit: str) -> Said:
    value = rounded(draw(random, low, high))
    mark = "余" if random() < 0.6 else "多"
    if value < WAN:
        return "money-more", f"{value}{mark}元", value, value, None, "over"
    if value < 10 * WAN:
        return "money-more", f"{in_scale(value, WAN)}万{mark}元", value, value, None, "over"
    value = value // (10 * WAN) * 10 * WAN
    return "money-more", f"{value // WAN}{mark}万元", value, value, None, "over"


def _money_marked(random: Random, low: int, high: int, unit: str) -> Said:
    value = rounded(draw(random, low, high))
    mark, kind, least, most = (
        ("超过", "over", value, None),
        ("近", "nearly", None, value),
        ("约", "about", None, None),
    )[int(random() * 3)]
    words = f"{in_scale(value, WAN)}万" if value >= WAN else str(value)
    return "money-marked", f"{mark}{words}元", value, least, most, kind


def _money_range(random: Random, low: int, high: int, unit: str) -> Said:
    first = max(1, draw(random, low, high) // 5 * 5)
    last = first + 5 * (1 + int(random() * 4))
    return "money-range", f"{first}至{last}元", None, first, last, "range"


def _money_at_most(random: Random, low: int, high: int, unit: str) -> Said:
    value = _even(draw(random, low, high))
    if random() < 0.5:
        return "money-at-most", f"{value}元以内", value, None, value, "at_most"
    return "money-at-most", f"不超过{value}元", value, None, value, "at_most"


def _half_more(random: Random, low: int, high: int, unit: str) -> Said:
    value = 1 + int(random() * 4)
    head = ("一", "两", "三", "四")[value - 1] if random() < 0.6 else str(value)
    return "half-more", f"{head}个半小时", value + 0.5, value + 0.5, value + 0.5, "exact"


def _decimal(random: Random, low: int, high: int, unit: str) -> Said:
    value = round(draw(random, low, high) + random(), 1)
    number: Number = int(value) if value == int(value) else value
    return "decimal", f"{number}{unit}", number, number, number, "exact"


def _many(random: Random, low: int, high: int, unit: str) -> Said:
    value = rounded(draw(random, low, high))
    return "as-many-as", f"{with_wan(value)}{unit}之多", value, value, None, "over"


FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "plain": _plain,
        "thousands": _thousands,
        "wan": _wan,
        "wan-thousand": _wan_thousand,
        "chinese": _chinese,
        "more": _more,
        "more-chinese": _more_chinese,
        "beyond": _beyond,
        "broken-through": _broken,
        "nearly": _nearly,
        "nearly-bare": _nearly_bare,
        "about": _about,
        "about-behind": _about_behind,
        "two-marks": _two_marks,
        "at-least-behind": _at_least,
        "at-least-before": _not_under,
        "at-least-bare": _up_to,
        "at-most-behind": _at_most,
        "at-most-before": _not_over,
        "several": _dozens,
        "teens": _teens,
        "range": _range,
        "two-digits": _two_digits,
        "as-many-as": _many,
        "percent": _percent,
        "percent-marked": _percent_marked,
        "percent-at-least": _percent_least,
        "percent-chinese": _percent_chinese,
        "money": _money,
        "money-more": _money_more,
        "money-marked": _money_marked,
        "money-range": _money_range,
        "money-at-most": _money_at_most,
        "half-more": _half_more,
        "decimal": _decimal,
    }
)
"""Every form by the name under which the profiles of `data/things.toml` ask for it."""
