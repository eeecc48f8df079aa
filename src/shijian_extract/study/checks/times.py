"""When a count holds: days as ordinals, and the stretch of time that a flow is of."""

from __future__ import annotations

from datetime import date, timedelta

from ...records import Figure
from .model import Claim
from .tables import Settings, kind_of_thing, table


def held(figure: Figure, published: str | None, settings: Settings) -> tuple[int, int, bool]:
    """The first and the last day that the count may hold of, as ordinals (0, 0: unknown), and whether that is ahead."""
    told = days_of(published)
    period = figure.period
    stated = days_of((period.end or (period.start if period.kind != "since" else None)) if period else None)
    if period and stated and told and stated[0] > told[1]:
        # 今年 and 全年 end with the year and are told before.
        begun = days_of(period.start)
        if period.kind == "as_of" or (
            begun and told[1] - begun[0] < settings.limit("periods", "plan") < stated[0] - begun[0]
        ):
            return 0, 0, True
        stated = None
    first, last = stated or told or (0, 0)
    return first, last, False


def begins(figure: Figure, published: str | None) -> str | None:
    """The date on which the stretch of a count begins; 一年来 is the year of publication."""
    period = figure.period
    if period and period.start is None and period.text in table("things")["this_year"] and published:
        return f"{published[:4]}-01-01"
    return period.start if period else None


def is_long(figure: Figure, last: int, settings: Settings) -> bool:
    """Whether a flow is of a long stretch of time, whose beginning is stated."""
    begun = days_of(figure.period.start) if figure.period and figure.period.kind != "recurring" else None
    flow = kind_of_thing()[figure.indicator] == "flow"
    return flow and begun is not None and last - begun[0] >= settings.limit("periods", "long")


def days_of(iso: str | None) -> tuple[int, int] | None:
    """First and last day, as ordinals, that a date, whole or partial, may mean; None for what is no date.

    >>> [date.fromordinal(day).isoformat() for day in days_of("2023-02") or ()]
    ['2023-02-01', '2023-02-28']
    """
    try:
        year, *rest = map(int, (iso or "").split("-"))
        first = date(year, rest[0] if rest else 1, rest[1] if len(rest) > 1 else 1)
        if len(rest) > 1:
            return first.toordinal(), first.toordinal()
        after = date(year + (rest[0] == 12), rest[0] % 12 + 1, 1) if rest else date(year + 1, 1, 1)
    except ValueError:
        # Facts of other hands may say 近日, or the 31st of February.
        return None
    return first.toordinal(), (after - timedelta(days=1)).toordinal()


def stretch_of(claim: Claim) -> tuple[int, int] | None:
    """The days that a flow is of, where its beginning is stated; it goes on no longer than to its publication."""
    begins, ends = days_of(claim.begins), days_of(claim.ends)
    if begins is None:
        return None
    published = days_of(claim.origin.published)
    last = ends[1] if ends else (published[1] if published else None)
    if last is None:
        return None
    return begins[0], min(last, published[1]) if published else last
