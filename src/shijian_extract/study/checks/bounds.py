"""Plausible intervals: how far the value may lie from the number that is written."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from ...records import Quantity
from .tables import Settings

_WRITTEN = re.compile(r"(\d+)(\.\d+)?([十百千万亿]*)")
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_CHINESE_SCALE = re.compile("[一二两三四五六七八九十百千]([万亿]+)")


@lru_cache(maxsize=4096)
def compact(text: str) -> str:
    """Text as written without layout: full-width digits folded, white space and thousands' marks gone.

    >>> compact("４.８３ 万\\n人"), compact("19,285人")
    ('4.83万人', '19285人')
    """
    return re.sub(r"\s|(?<=\d),(?=\d{3})", "", unicodedata.normalize("NFKC", text))


def plausible(quantity: Quantity, written: str, settings: Settings) -> tuple[Decimal, Decimal | None]:
    """The lowest and highest value that the words allow; None where nothing bounds them above.

    `written` is the stretch of the source that holds the number. Without a value (a range) its own bounds hold.

    >>> over = Quantity(value=1442000, low=1442000, high=None, approximation="over", unit="人")
    >>> tuple(map(int, plausible(over, "144.2万余人", Settings())))
    (1442000, 1442999)
    """
    if quantity.value is None:
        return Decimal(quantity.low or 0), None if quantity.high is None else Decimal(quantity.high)
    value = Decimal(quantity.value)
    digit, place = last_digit(value, compact(written))
    share = value / 100
    kind = quantity.approximation
    if kind == "over":
        return value, value + digit * settings.limit("reach", "over") - min(Decimal(1), digit / 10)
    if kind == "nearly":
        return value - share * settings.limit("reach", "nearly"), value
    if kind == "about":
        reach = share * settings.limit("reach", "about")
        return value - reach, value + reach
    if kind == "at_least":
        return value, None
    if kind == "at_most":
        return Decimal(0), value
    half = place * settings.limit("reach", "rounded")
    return value - half, value + half - min(Decimal(1), half / 10)


def last_digit(value: Decimal, written: str) -> tuple[Decimal, Decimal]:
    """What one more of the last written digit is worth, and the place to which the number is rounded (0: to none).

    Zeros before 万 are no digits to one who says 余 (10万余 goes up to 20万), yet 10万 is rounded to the 万.

    >>> [tuple(map(int, last_digit(Decimal(46000), written))) for written in ("4.6万余人", "46000余人")]
    [(1000, 1000), (1000, 0)]
    """
    match = _WRITTEN.search(written)
    if match is None:
        place, chinese = _last_place(value), _CHINESE_SCALE.search(written)
        return place, place if chinese else Decimal(0)
    _, decimals, scales = match.groups()
    if not decimals and not scales:
        return _last_place(value), Decimal(0)
    scale = Decimal(1)
    for letter in scales:
        scale *= _SCALES[letter]
    digit = scale.scaleb(1 - len(decimals or "."))
    return digit if decimals else max(digit, _last_place(value)), digit


def _last_place(value: Decimal) -> Decimal:
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) if value else Decimal(1)


def significant(value: Decimal) -> int:
    """Digits from the first to the last that is no zero.

    >>> significant(Decimal(1286)), significant(Decimal(32000))
    (4, 2)
    """
    return len(value.normalize().as_tuple().digits)


def apart(low: Decimal, high: Decimal | None, other_low: Decimal, other_high: Decimal | None) -> bool:
    """Whether two intervals have nothing in common."""
    return (high is not None and high < other_low) or (other_high is not None and other_high < low)
