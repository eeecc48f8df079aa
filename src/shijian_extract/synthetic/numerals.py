"""Numbers written out: digits, 万 and 亿, and Chinese numerals."""

from __future__ import annotations

from functools import lru_cache

WAN = 10_000
YI = 100_000_000
_DIGITS = "零一二三四五六七八九"
_SCALES = ((1000, "千"), (100, "百"), (10, "十"))


def in_scale(value: int, scale: int) -> str:
    """The number of 万 or 亿 in a value, as short as it is exact.

    >>> in_scale(72_000, WAN), in_scale(1_120_000, WAN), in_scale(150_000_000, YI)
    ('7.2', '112', '1.5')
    """
    whole, rest = divmod(value, scale)
    if not rest:
        return str(whole)
    return f"{whole}.{rest:0{len(str(scale)) - 1}}".rstrip("0")


def with_wan(value: int) -> str:
    """Digits as papers print them: whole hundreds from ten thousand on in 万, else plain.

    >>> with_wan(72_000), with_wan(46_208), with_wan(860)
    ('7.2万', '46208', '860')
    """
    if value < WAN or value % 100:
        return str(value)
    return f"{in_scale(value, WAN)}万"


@lru_cache(maxsize=1 << 14)
def chinese(value: int) -> str:
    """A Chinese numeral as it stands before a measure word: 两 for a two of its own, of thousands and of 万.

    >>> [chinese(n) for n in (2, 12, 20, 105, 2200, 28_000)]
    ['两', '十二', '二十', '一百零五', '两千二百', '两万八千']
    """
    if value == 2:
        return "两"
    wan, rest = divmod(value, WAN)
    if not wan:
        return _below_wan(rest)
    gap = "零" if 0 < rest < WAN // 10 else ""
    high = "两" if wan == 2 else _below_wan(wan)
    return f"{high}万{gap}{_below_wan(rest) if rest else ''}"


def _below_wan(value: int) -> str:
    written, gap = "", False
    for scale, name in _SCALES:
        digit, value = divmod(value, scale)
        if digit:
            written += ("零" if gap else "") + _digit(digit, name, first=not written) + name
            gap = False
        else:
            gap = bool(written)
    if value:
        written += ("零" if gap else "") + _DIGITS[value]
    return written


def _digit(digit: int, scale: str, *, first: bool) -> str:
    if scale == "十" and first and digit == 1:
        return ""
    return "两" if digit == 2 and scale == "千" and first else _DIGITS[digit]
