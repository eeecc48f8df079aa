"""Periods in a sentence: the words, and what they come to on the day of publication."""

from __future__ import annotations

from calendar import monthrange

from .writer import Record, Writer

_LAST_MONTH = 12
_FIRST_QUARTER = 3
_NOW = ("目前", "截至目前", "如今", "眼下", "截至目前", "目前")
_RECENT = ("近日", "日前", "不久前")
_EACH = ("每月", "每年", "每周", "每季度", "每个月")
_MORNING = ("", "", "上午", "下午", "一早")


def _set(writer: Writer, text: str, kind: str, start: str | None = None, end: str | None = None) -> Record:
    writer.write(text)
    writer.period = period = {"text": text, "kind": kind, "start": start, "end": end}
    return period


def month_end(year: int, month: int) -> str:
    """The last day of a month.

    >>> month_end(2024, 2)
    '2024-02-29'
    """
    return f"{year}-{month:02}-{monthrange(year, month)[1]}"


def as_of(writer: Writer) -> None:
    """目前 and its like."""
    _set(writer, writer.pick(_NOW), "as_of")


def nowadays(writer: Writer) -> None:
    """如今, inside a sentence."""
    _set(writer, "如今", "as_of")


def as_of_date(writer: Writer) -> None:
    """截至 a month's end, a day, or the end of last year."""
    year, month = writer.setting.year, writer.setting.month
    if month == 1:
        text = writer.pick(("截至去年底", f"截至{year - 1}年底", "截至去年12月底"))
        _set(writer, text, "as_of", None, f"{year - 1}-12-31")
        return
    past = 1 + int(writer.random() * (month - 1))
    text = writer.pick((f"截至{past}月底", f"截至今年{past}月底", f"截至{year}年{past}月底", ""))
    if text:
        _set(writer, text, "as_of", None, month_end(year, past))
        return
    day = 1 + int(writer.random() * 28)
    _set(writer, f"截至{past}月{day}日", "as_of", None, f"{year}-{past:02}-{day:02}")


def since(writer: Writer) -> None:
    """今年以来, a year or a month 以来, 近年来."""
    year = writer.setting.year
    choice = int(writer.random() * 6)
    if choice < 3:
        _set(writer, "今年以来", "since", f"{year}-01-01")
    elif choice == 3:
        _set(writer, "去年以来", "since", f"{year - 1}-01-01")
    elif choice == 4:
        first = year - 1 - int(writer.random() * 3)
        _set(writer, f"{first}年以来", "since", f"{first}-01-01")
    else:
        _set(writer, "近年来", "since")


def during(writer: Writer) -> None:
    """今年, 去年, a year, a part of this year, a month of last year."""
    year, month = writer.setting.year, writer.setting.month
    choice = int(writer.random() * (4 + len(_PARTS)))
    if choice < len(_PARTS):
        text, first, last, told_after = _PARTS[choice]
        if month > told_after:
            _set(writer, text, "during", f"{year}-{first}", f"{year}-{last}")
            return
    if choice % 4 == 0:
        _set(writer, "今年", "during", f"{year}-01-01", f"{year}-12-31")
    elif choice % 4 == 1:
        text = writer.pick(("去年", f"{year - 1}年"))
        _set(writer, text, "during", f"{year - 1}-01-01", f"{year - 1}-12-31")
    elif choice % 4 == 2 and month > _FIRST_QUARTER:
        _set(writer, f"今年1至{month - 1}月", "during", f"{year}-01-01", month_end(year, month - 1))
    else:
        past = 1 + int(writer.random() * _LAST_MONTH)
        writer.month = writer.length
        start, end = f"{year - 1}-{past:02}-01", month_end(year - 1, past)
        _set(writer, f"去年{past}月", "during", start, end)


# Parts of this year: the words, first and last day, and the month after which one can tell of it.
_PARTS = (
    ("今年一季度", "01-01", "03-31", 3),
    ("今年上半年", "01-01", "06-30", 6),
    ("今年前三季度", "01-01", "09-30", 9),
    ("全年", "01-01", "12-31", 11),
)


def each(writer: Writer) -> None:
    """每月 and its like."""
    _set(writer, writer.pick(_EACH), "recurring")


def planned(writer: Writer) -> None:
    """明年."""
    year = writer.setting.year + 1
    _set(writer, "明年", "during", f"{year}-01-01", f"{year}-12-31")


def before(writer: Writer) -> None:
    """A year gone by, for the number beside it alone; `back` ends it."""
    writer.before = writer.period
    year = writer.setting.year - 1
    if writer.random() < 0.4:
        _set(writer, "去年", "during", f"{year}-01-01", f"{year}-12-31")
        return
    year -= int(writer.random() * 3)
    _set(writer, f"{year}年", "during", f"{year}-01-01", f"{year}-12-31")


def back(writer: Writer) -> None:
    """Back to the period before the year gone by."""
    writer.period = writer.before


def compared_year(writer: Writer) -> None:
    """A year that something is compared with: it dates no figure."""
    writer.write(writer.pick(("去年", f"{writer.setting.year - 1}年", f"{writer.setting.year - 2}年")))


def day(writer: Writer) -> None:
    """The day of a happening, this month or the last."""
    setting = writer.setting
    months_back = int(writer.random() * 2)
    year, month = (
        (setting.year, setting.month - months_back) if setting.month > months_back else (setting.year - 1, 12)
    )
    number = 1 + int(writer.random() * (28 if months_back else setting.day))
    iso = f"{year}-{month:02}-{number:02}"
    _date_happening(writer, _set(writer, f"{month}月{number}日{writer.pick(_MORNING)}", "during", iso, iso))


def recent(writer: Writer) -> None:
    """近日 and its like: no dates."""
    _date_happening(writer, _set(writer, writer.pick(_RECENT), "during"))


def _date_happening(writer: Writer, period: Record) -> None:
    writer.last_day = period
    if writer.happening is not None:
        writer.happening["period"] = period
        # The words that tell the happening begin behind the comma.
        writer.happening["name"] = writer.length + 1


def same_day(writer: Writer) -> None:
    """当天: the day and the place of the happening told before."""
    writer.place = writer.scene
    last = writer.last_day or {}
    _set(writer, "当天", "during", last.get("start"), last.get("end"))
