"""Numerals: the value of Arabic, Chinese and mixed numerals."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache

SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_FOLD = str.maketrans(
    "萬億两兩參陸貳壹贰叁肆伍陆柒捌玖拾佰仟〇○", "万亿二二三六二一二三四五六七八九十百千零零"
) | {
    ord("廿"): "二十",
    ord("卅"): "三十",
}
_ARABIC = re.compile(r"([0-9][0-9,]*(?:\.[0-9]+)?)([十百千万亿]*)")
_DIGITS = "零一二三四五六七八九"
# 三点五万: a decimal in words, then its scales.
_DECIMAL = re.compile(rf"([{_DIGITS}十]+点[{_DIGITS}]+)([十百千万亿]+)")
# 一亿三, 一亿三千: the scale that comes next below 亿 is left unsaid.
_SHORT = re.compile(rf".*亿[1-9{_DIGITS[1:]}](千?)")


@lru_cache(maxsize=4096)
def parse_numeral(text: str) -> int | Decimal | None:
    """The value of a numeral, or None where it is none.

    Bare Chinese numerals go through `cn2an` (smart mode); around it goes what it misreads: digits with scales
    after them, a decimal in words with a scale, a bare scale (`百余`), a scale left unsaid after 亿, and digit strings.

    >>> parse_numeral("144.2万"), parse_numeral("二百五十"), parse_numeral("3千"), parse_numeral("万")
    (1442000, 250, 3000, 10000)
    """
    text = text.translate(_FOLD)
    mixed = _ARABIC.fullmatch(text)
    if mixed:
        return _scaled(Decimal(mixed[1].replace(",", "")), mixed[2])
    if all(char in SCALES for char in text):
        return _scaled(Decimal(1), text)
    if all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS.index(char)) for char in text))
    decimal = _DECIMAL.fullmatch(text)
    if decimal:
        value = _through_cn2an(decimal[1])
        return None if value is None else _scaled(Decimal(value), decimal[2])
    short = _SHORT.fullmatch(text)
    return _through_cn2an(text + ("万" if short[1] else "千万") if short else text)


def _scaled(value: Decimal, scales: str) -> int | Decimal:
    for scale in scales:
        value *= SCALES[scale]
    return whole(value)


def whole(value: Decimal) -> int | Decimal:
    """An `int` where the value is whole."""
    return int(value) if value == value.to_integral_value() else value


@cache
def _converter() -> object:
    import cn2an

    return cn2an.Cn2An()


def _through_cn2an(text: str) -> int | Decimal | None:
    try:
        value = _converter().cn2an(text, "smart")  # type: ignore[attr-defined]
    except (ValueError, KeyError):  # its KeyError: 万十九
        return None
    return whole(Decimal(str(value)))
