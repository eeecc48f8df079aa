"""How far a score might lie from what it would be on other reports of the kind: bootstrap intervals over articles.

The articles are drawn anew with replacement, as many as there are, their counts are added up, and each ratio is taken
of the sums; the 2.5th and the 97.5th percentile of a thousand such drawings bound the interval. This is the percentile
bootstrap (Efron, "Bootstrap methods: another look at the jackknife", Annals of Statistics 7, 1979; Efron and
Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13). Articles are drawn and not records, since what goes
wrong in a report goes wrong more than once there: records of one report are not independent, and drawing them singly
gives intervals that are too narrow.

The convention for a percentile between two drawings is the linear one (`statistics.quantiles`, method "inclusive").
Drawings in which a ratio has nothing under it say nothing of it and are left out. Fewer than two articles give no
interval. With few articles an interval is rather too narrow than too wide, and one of a score that is 1.0 in every
article has no width: it says that the articles agree, not that the score is certain.
"""

from __future__ import annotations

import random
import statistics
import sys
from array import array
from collections.abc import Iterator, Mapping, Sequence

from shijian_extract.evaluate.counts import Fraction, PairCounts, Scores, ratio

RESAMPLES = 1000
"""Drawings, unless told otherwise."""
SEED = 20180823
"""Where the drawings begin; any number would do, and the same one always gives the same intervals."""

Interval = tuple[float, float]

# Of 40 slices of the drawings, the first and the last lie outside: 95% between.
_SLICES = 40
# Counts of one article side by side in one whole number, so that adding two articles is one addition. No sum of
# counts comes near the 2**64 that a place holds.
_PLACE_BYTES = 8


def bootstrap(
    fractions: Sequence[Sequence[Fraction]], *, resamples: int = RESAMPLES, seed: int = SEED
) -> list[Interval | None]:
    """The 95% interval of each ratio; None where it cannot be told.

    `fractions` has for each article, in an order that does not change, what it adds above and under the line of every
    ratio. Deterministic for a seed.

    >>> bootstrap([[(1, 1)], [(0, 1)], [(1, 1)], [(1, 1)]])
    [(0.25, 1.0)]
    >>> bootstrap([[(1, 1)]])
    [None]
    """
    width = len(fractions[0]) if fractions else 0
    if len(fractions) < 2 or not width or not resamples:
        return [None] * width
    drawn: list[list[float]] = [[] for _ in range(width)]
    for sums in _drawings([_packed(article) for article in fractions], width, resamples, seed):
        for values, part, whole in zip(drawn, sums[::2], sums[1::2], strict=True):
            value = ratio(part, whole)
            if value is not None:
                values.append(value)
    return [_percentiles(values) for values in drawn]


def _packed(article: Sequence[Fraction]) -> int:
    counts = array("Q", [count for fraction in article for count in fraction])
    return int.from_bytes(counts.tobytes(), sys.byteorder)


def _drawings(articles: Sequence[int], width: int, resamples: int, seed: int) -> Iterator[array[int]]:
    # Not for secrets: the same seed has to give the same drawings.
    draw = random.Random(seed)
    for _ in range(resamples):
        total = sum(draw.choices(articles, k=len(articles)))
        yield array("Q", total.to_bytes(2 * width * _PLACE_BYTES, sys.byteorder))


def _percentiles(values: Sequence[float]) -> Interval | None:
    if len(values) < 2:
        return None
    cuts = statistics.quantiles(values, n=_SLICES, method="inclusive")
    return cuts[0], cuts[-1]


def score_intervals(
    texts: Sequence[Scores], resamples: int = RESAMPLES
) -> dict[str, dict[str, Interval | None]]:
    """The intervals of every ratio by type and name; `texts` are the scores of single texts, sorted by id."""
    if not texts:
        return {}
    names = [(kind, name) for kind, score in texts[0].types.items() for name in score.fractions()]
    rows = [
        [fraction for score in text.types.values() for fraction in score.fractions().values()]
        for text in texts
    ]
    found: dict[str, dict[str, Interval | None]] = {}
    for (kind, name), interval in zip(names, bootstrap(rows, resamples=resamples), strict=True):
        found.setdefault(kind, {})[name] = interval
    return found


def count_intervals(pages: Sequence[PairCounts], resamples: int = RESAMPLES) -> Mapping[str, Interval | None]:
    """The intervals of precision, recall and F1 of the articles of pages, of which each is drawn whole."""
    names = list(PairCounts().fractions())
    rows = [list(page.fractions().values()) for page in pages]
    return dict(zip(names, bootstrap(rows, resamples=resamples) or [None] * len(names), strict=True))
