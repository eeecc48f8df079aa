"""One evaluation: predicted articles laid beside gold, each text judged once, and its scores by part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shijian_extract.core.errors import GoldError
from shijian_extract.evaluate.articles import ArticleRecords, align
from shijian_extract.evaluate.counts import PageScores, Scores
from shijian_extract.evaluate.intervals import RESAMPLES, Interval, count_intervals, score_intervals
from shijian_extract.evaluate.parts import PARTS, WHOLE, Catalogue
from shijian_extract.evaluate.scoring import JudgedText, Miss, judge


@dataclass(frozen=True, slots=True)
class PartScores:
    """The texts of one part, and what they add up to; pages are counted apart from ordinary articles."""

    judged: tuple[JudgedText, ...]
    unjudged: tuple[str, ...] = ()

    @property
    def texts(self) -> Scores:
        """The counts of ordinary articles."""
        return sum((text.scores for text in self._of(pages=False)), Scores(unjudged=self.unjudged))

    @property
    def pages(self) -> PageScores:
        """The counts of pages: their records, and their articles by span."""
        pages = (PageScores(page.scores, page.articles.counts) for page in self._of(pages=True))
        return sum(pages, PageScores())

    def _of(self, *, pages: bool) -> list[JudgedText]:
        return [text for text in self.judged if text.is_page == pages]

    def to_dict(self, resamples: int = RESAMPLES) -> dict[str, Any]:
        """Counts, ratios and 95% intervals for JSON: `{"texts", "pages"}`."""
        texts, pages = self._of(pages=False), self._of(pages=True)
        records = self.pages.records.to_dict()
        articles = self.pages.articles.to_dict()
        return {
            "texts": _with_intervals(self.texts.to_dict(), texts, resamples),
            "pages": {
                "records": _with_intervals(records, pages, resamples),
                "articles": {
                    **articles,
                    "intervals": count_intervals([page.articles.counts for page in pages], resamples),
                },
            },
        }


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All texts of a gold folder judged, or those of one part; sorted by id.

    `unjudged` names predicted articles that no gold speaks of.
    """

    judged: tuple[JudgedText, ...]
    unjudged: tuple[str, ...] = ()
    catalogue: Catalogue | None = None
    only: str | None = None

    @property
    def parts(self) -> dict[str, PartScores]:
        """The scores of each part and of their union, in the order in which they are shown."""
        if self.only is not None:
            return {self.only: PartScores(self.judged, self.unjudged)}
        parts: dict[str, PartScores] = {}
        if self.catalogue is not None:
            parts = {part: PartScores(self._texts_of(part)) for part in PARTS}
        return {**parts, WHOLE: PartScores(self.judged, self.unjudged)}

    def part_of(self, text: str) -> str:
        """The part that a text belongs to."""
        return self.catalogue.entries[text].part if self.catalogue else WHOLE

    def title_of(self, text: str) -> str | None:
        """A text's title, where the catalogue has one."""
        return self.catalogue.entries[text].title if self.catalogue else None

    def _texts_of(self, part: str) -> tuple[JudgedText, ...]:
        return tuple(text for text in self.judged if self.part_of(text.id) == part)

    @property
    def misses(self) -> list[Miss]:
        """All that is amiss, in ordinary articles first and on pages after them."""
        in_order = sorted(self.judged, key=lambda text: text.is_page)
        return [miss for text in in_order for miss in text.misses]

    def to_dict(self, resamples: int = RESAMPLES) -> dict[str, Any]:
        """`{"texts", "pages", "parts"}` for JSON: the whole (or the one part asked for), and then every part."""
        parts = {name: part.to_dict(resamples) for name, part in self.parts.items()}
        return {**parts[self.only or WHOLE], "parts": parts}


def select_part(
    gold: Sequence[ArticleRecords], catalogue: Catalogue | None, part: str | None
) -> list[ArticleRecords]:
    """The gold of one part, all of it where no part is asked for.

    Raises `GoldError` where gold and catalogue do not fit each other, where there is no catalogue to tell the parts
    by, and where a part is empty.
    """
    if catalogue is not None:
        catalogue.check(gold)
    if part is None:
        return list(gold)
    if catalogue is None:
        raise GoldError(f"no catalogue.jsonl beside the gold tells which texts are {part!r}; add one")
    chosen = [article for article in gold if catalogue.entries[article.text].part == part]
    if not chosen:
        raise GoldError(f"{catalogue.path}: no text is of the part {part!r}; choose another")
    return chosen


def evaluate(
    gold: Sequence[ArticleRecords],
    predicted: Iterable[ArticleRecords],
    catalogue: Catalogue | None = None,
    only: str | None = None,
) -> Evaluation:
    """Judge predictions by gold; with `only`, the texts of one part alone.

    Raises `GoldError` for an id given twice, a record of unknown type, and what `select_part` raises; `ShijianError`
    where networkx is needed and not installed.
    """
    chosen = {article.text for article in select_part(gold, catalogue, only)}
    aligned = align(gold, predicted)
    judged = tuple(judge(text) for text in aligned.texts if text.id in chosen)
    return Evaluation(judged, aligned.unjudged, catalogue, only)


def _with_intervals(scores: dict[str, Any], texts: Sequence[JudgedText], resamples: int) -> dict[str, Any]:
    intervals = score_intervals([text.scores for text in texts], resamples)
    types = {kind: _put(counts, intervals.get(kind, {})) for kind, counts in scores["types"].items()}
    return {**scores, "types": types}


def _put(counts: dict[str, Any], intervals: Mapping[str, Interval | None]) -> dict[str, Any]:
    """A type's counts with the intervals of its own ratios, and with those of its attributes at the attributes."""
    attributes = {
        name: {**attribute, "interval": intervals.get(name)}
        for name, attribute in counts["attributes"].items()
    }
    own = {name: intervals.get(name) for name in ("precision", "recall", "f1", "strict_f1")}
    return {**counts, "attributes": attributes, "intervals": own}
