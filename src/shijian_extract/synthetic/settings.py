"""Where and when an article is set: its county with what surrounds it, its towns and villages, its day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from ..lexicon import names_by_code, words
from .grammar import listed

Random = Callable[[], float]
Place = dict[str, str | None]
"""A place in the public JSON form."""

_RANKS = "县市区旗"
# What the gazetteer lists beside counties and is none.
_NO_COUNTY = ("开发区", "名胜区", "园区", "管理区", "示范区", "试验区", "实验区")
_COUNTY_DIGITS = slice(4, 6)
# Cities under the central government have no prefecture above their districts.
_MUNICIPALITIES = frozenset({"11", "12", "31", "50", "71", "81", "82"})
_OWN_VOICE = 0.25
_FIRST_YEAR, _YEARS = 2019, 7
_MONTHS, _SAFE_DAYS = 12, 28
_WHOLE_DATE = 0.85
_TOWNS, _VILLAGES = 3, 4
# Names so short that with their rank they are two letters read too easily as something else in a sentence of their own.
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class County:
    """A county of the gazetteer with its prefecture and province; `rank` is the last letter of its name."""

    name: str
    code: str
    rank: str
    prefecture: str
    prefecture_code: str
    province: str


@cache
def counties() -> tuple[tuple[County, ...], ...]:
    """Counties grouped by prefecture, every group with at least two, in the order of their codes."""
    names = names_by_code()
    groups: dict[str, list[County]] = {}
    for code, name in sorted(names.items()):
        county = _county(code, name)
        if county is not None:
            groups.setdefault(code[:4], []).append(county)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def _county(code: str, name: str) -> County | None:
    names = names_by_code()
    prefecture, province = names.get(f"{code[:4]}00"), names.get(f"{code[:2]}0000")
    if code[_COUNTY_DIGITS] == "00" or code[:2] in _MUNICIPALITIES or not prefecture or not province:
        return None
    if (
        name.endswith(_NO_COUNTY)
        or name[-1] not in _RANKS
        or len(name) < _SHORTEST
        or name in words("places", "everyday_ranks")
    ):
        return None
    if prefecture[-1] not in "市州盟" or name == prefecture:
        return None
    return County(name, code, name[-1], prefecture, f"{code[:4]}00", province)


@dataclass(frozen=True, slots=True)
class Setting:
    """The setting of one article; `scopes` is how it speaks of its county, once that is named."""

    county: County
    near: County
    scopes: tuple[str, ...]
    year: int
    month: int
    day: int
    published: str
    home: Place
    city: Place
    near_place: Place
    towns: list[Place]
    villages: list[Place]


def draw_setting(random: Random) -> Setting:
    """A setting at random."""
    groups = counties()
    group = groups[int(random() * len(groups))]
    first = int(random() * len(group))
    county, near = group[first], group[(first + 1 + int(random() * (len(group) - 1))) % len(group)]
    year = _FIRST_YEAR + int(random() * _YEARS)
    month, day = 1 + int(random() * _MONTHS), 1 + int(random() * _SAFE_DAYS)
    published = f"{year}-{month:02}-{day:02}" if random() < _WHOLE_DATE else f"{year}-{month:02}"
    return Setting(
        county,
        near,
        (
            f"全{county.rank}",
            f"全{county.rank}",
            f"{'我' if random() < _OWN_VOICE else '该'}{county.rank}",
            county.name,
        ),
        year,
        month,
        day,
        published,
        {"name": county.name, "adcode": county.code},
        {"name": county.prefecture, "adcode": county.prefecture_code},
        {"name": near.name, "adcode": near.code},
        _communities(random, _TOWNS, "towns", "town-ranks"),
        _communities(random, _VILLAGES, "villages", "village-ranks"),
    )


def _communities(random: Random, count: int, stems: str, ranks: str) -> list[Place]:
    """Named communities, no stem twice."""
    known, kinds = listed("places", stems), listed("places", ranks)
    step = 1 + int(random() * (len(known) // count))
    first = int(random() * len(known))
    return [
        {
            "name": known[(first + number * step) % len(known)] + kinds[int(random() * len(kinds))],
            "adcode": None,
        }
        for number in range(count)
    ]
