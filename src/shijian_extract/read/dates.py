"""Dates of publication as pages print them."""

from __future__ import annotations

from datetime import date

import regex

FULL_DATE = (
    r"(?<!\d)(?:19|20)\d{2}\s*(?:[-/.]\s*\d{1,2}\s*[-/.]\s*\d{1,2}(?!\d)|年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)"
)
_NUMBERS = regex.compile(r"\d+")


def iso_date(text: str) -> str | None:
    """The ISO form of a date that names its year, month and day; None where it doesn't, or the calendar has no such day.

    >>> iso_date("2023年5月8日"), iso_date("2023/05/18"), iso_date("3月5日"), iso_date("2023-02-30")
    ('2023-05-08', '2023-05-18', None, None)
    """
    numbers = [int(number) for number in _NUMBERS.findall(text)]
    try:
        return date(*numbers).isoformat() if len(numbers) == 3 else None
    except ValueError:
        return None
