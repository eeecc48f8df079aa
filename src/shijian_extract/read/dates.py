"""Dates of publication as pages print them."""

from __future__ import annotations

import re
from datetime import date

_CN = "〇零○一二三四五六七八九"
_CN_YEAR = rf"(?:二[〇零○]|一九)[{_CN}]{{2}}\s*年"
FULL_DATE = (
    r"(?<!\d)(?:19|20)\d{2}\s*(?:[-/.]\s*\d{1,2}\s*[-/.]\s*\d{1,2}(?!\d)|年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)"
    rf"|{_CN_YEAR}\s*[{_CN}十]{{1,3}}\s*月\s*[{_CN}十]{{1,3}}\s*日"
)
# A month, or a journal's issue of a year: as much as some heads tell.
PART_OF_DATE = (
    r"(?<!\d)(?:19|20)\d{2}(?:\s*年\s*\d{1,2}\s*月(?:号|刊)?(?!\s*\d)|-\d{2}(?![-\d])"
    r"|\s*年\s*第\s*\d{1,3}\s*期)"
)
_NUMBERS = re.compile(rf"\d+|[{_CN}十]+")
_MONTHS = 12
_YEAR_LETTERS = 4


def iso_date(text: str) -> str | None:
    """The ISO form of a date that names its year, month and day; None where it doesn't, or the calendar has no such day.

    >>> iso_date("2023年5月8日"), iso_date("2023/05/18"), iso_date("二〇二三年十二月五日")
    ('2023-05-08', '2023-05-18', '2023-12-05')
    >>> iso_date("3月5日"), iso_date("2023-02-30")
    (None, None)
    """
    numbers = [_number(number) for number in _NUMBERS.findall(text)]
    try:
        return date(*numbers).isoformat() if len(numbers) == 3 else None
    except ValueError:
        return None


def partial_iso_date(text: str) -> str | None:
    """The ISO form of what a head tells of a date without its day: year and month, of an issue's number the year alone.

    >>> partial_iso_date("2023年5月"), partial_iso_date("2023年第5期"), partial_iso_date("2023-13")
    ('2023-05', '2023', None)
    """
    year, second = [int(number) for number in _NUMBERS.findall(text)][:2]
    if "期" in text:
        return str(year)
    return f"{year}-{second:02}" if 1 <= second <= _MONTHS else None


def _number(written: str) -> int:
    """A number in digits, or in Chinese letters: a year letter by letter, a month or day with 十."""
    if written.isascii():
        return int(written)
    digits = [max(_CN.find(letter) - 2, 0) for letter in written]
    if len(written) == _YEAR_LETTERS:
        return int("".join(map(str, digits)))
    tens, _, ones = written.rpartition("十") if "十" in written else ("", "", written)
    units = max(_CN.find(ones) - 2, 0) if ones else 0
    return (10 * max(_CN.find(tens) - 2, 1) if "十" in written else 0) + units
