"""When two field values count as the same, and when two records speak of the same stretch of text."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

# The block "Halfwidth and Fullwidth Forms" and the ideographic space, each to its ordinary form. Not NFKC of
# the whole text: that would make ① and 1 the same name.
_WIDTH = {code: unicodedata.normalize("NFKC", chr(code)) for code in (*range(0xFF01, 0xFFEF), 0x3000)}
_COUNT_PARTS = ("value", "low", "high")
_PERIOD_PARTS = ("kind", "start", "end")


def without_space(text: str) -> str:
    """The text in one width and without white space.

    >>> without_space("场 （次）")
    '场(次)'
    """
    return "".join(text.translate(_WIDTH).split())


@lru_cache(maxsize=1 << 16)
def name_key(text: str) -> str:
    """What of a name is compared: no white space, no punctuation, one width.

    A name of nothing but punctuation stands for itself, lest any two of them be equal.

    >>> name_key("“520 暖心屋”"), name_key("互联网＋")
    ('520暖心屋', '互联网+')
    """
    folded = without_space(text)
    return "".join(char for char in folded if not _is_punctuation(char)) or folded


def _is_punctuation(char: str) -> bool:
    category = unicodedata.category(char)
    # Format characters (a zero-width space, a byte order mark) are as invisible as white space.
    return category[0] == "P" or category == "Cf"


def identical(gold: object, predicted: object) -> bool:
    """Equal as they stand: for values from a closed list."""
    return gold == predicted


def allowed(gold: str | None, predicted: str | None) -> bool:
    """The predicted value is the gold one, or one of the alternatives that gold names with `|`."""
    return gold == predicted or (gold is not None and predicted in gold.split("|"))


def units_equal(gold: str | None, predicted: str | None) -> bool:
    """Units alike but for white space and width: `%` is punctuation and a unit too."""
    if gold is None or predicted is None:
        return gold is predicted
    return without_space(gold) == without_space(predicted)


def names_equal(gold: str | None, predicted: str | None) -> bool:
    """Names alike but for white space, punctuation and width; null equals null alone."""
    if gold is None or predicted is None:
        return gold is predicted
    return name_key(gold) == name_key(predicted)


def about_equal(gold: str | None, predicted: str | None) -> bool:
    """One name contains the other, compared as by `names_equal`; nothing contains an empty one.

    >>> about_equal("志愿服务活动", "新时代文明实践志愿服务活动")
    True
    """
    if gold is None or predicted is None:
        return gold is predicted
    shorter, longer = sorted((name_key(gold), name_key(predicted)), key=len)
    return shorter in longer and bool(shorter) == bool(longer)


def lists_equal(gold: Sequence[str | None], predicted: Sequence[str | None]) -> bool:
    """Equal names in the same order."""
    return len(gold) == len(predicted) and all(map(names_equal, gold, predicted))


def places_equal(gold: Mapping[str, Any] | None, predicted: Mapping[str, Any] | None) -> bool:
    """Places of equal names; their codes are not compared."""
    return names_equal((gold or {}).get("name"), (predicted or {}).get("name"))


def periods_equal(gold: Mapping[str, Any] | None, predicted: Mapping[str, Any] | None) -> bool:
    """Both null, or the same kind, start and end; the words of the text are not compared."""
    if gold is None or predicted is None:
        return gold is predicted
    return all(gold.get(part) == predicted.get(part) for part in _PERIOD_PARTS)


def counts_equal(gold: Mapping[str, Any] | None, predicted: Mapping[str, Any] | None) -> bool:
    """Both null, or quantities of the same value, low and high; unit and approximation are not compared."""
    if gold is None or predicted is None:
        return gold is predicted
    return all(_numbers_equal(gold.get(part), predicted.get(part)) for part in _COUNT_PARTS)


def _numbers_equal(gold: float | Decimal | None, predicted: float | Decimal | None) -> bool:
    if gold is None or predicted is None:
        return gold is predicted
    # By way of their digits: 15.9 read from JSON and Decimal("15.9") are one number.
    return Decimal(str(gold)) == Decimal(str(predicted))


def evidence_overlaps(gold: Mapping[str, Any], predicted: Mapping[str, Any]) -> bool:
    """Some span of the one record shares a character with some span of the other."""
    return any(
        one["start"] < other["end"] and other["start"] < one["end"]
        for one in gold.get("evidence") or ()
        for other in predicted.get("evidence") or ()
    )
