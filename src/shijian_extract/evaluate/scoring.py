"""The scores of articles and of pages, and the list of what is amiss."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal

from shijian_extract.core.errors import GoldError
from shijian_extract.evaluate.articles import ArticleRecords, ScoredText, align
from shijian_extract.evaluate.counts import PageScores, PairCounts, Scores, TypeScore
from shijian_extract.evaluate.matching import best_matching
from shijian_extract.evaluate.pairing import Pair, Pairing, pair_records
from shijian_extract.evaluate.rules import RULES, Record, TypeRule, rule_for

# A predicted article is right when it covers at least nine tenths of a gold one and at most one tenth of it
# lies outside. In tenths, so that the limits themselves count exactly.
_COVERED_TENTHS = 9
_OUTSIDE_TENTHS = 1


@dataclass(frozen=True, slots=True)
class JudgedText:
    """One text with its records paired, type by type; everything that is counted or listed comes from here."""

    text: ScoredText
    pairings: tuple[Pairing, ...]

    @property
    def id(self) -> str:
        """The text's id."""
        return self.text.id

    @property
    def is_page(self) -> bool:
        """Whether it carries several articles."""
        return self.text.is_page

    @property
    def scores(self) -> Scores:
        """The counts of its records, those of a page as of one text."""
        types = {pairing.rule.type: TypeScore.of(pairing) for pairing in self.pairings}
        return Scores(articles=1, types=types, missing=() if self.text.predicted else (self.id,))

    @property
    def articles(self) -> ArticlePairing:
        """The articles of a page, paired by span; raises `GoldError` for a gold one without a span."""
        return _pair_articles(self.text)

    @property
    def misses(self) -> list[Miss]:
        """What is amiss in it, in text order."""
        found = [miss for pairing in self.pairings for miss in _amiss(self.id, pairing)]
        return sorted(found, key=lambda miss: miss.start)


@dataclass(frozen=True, slots=True)
class ArticlePairing:
    """The articles of a page: gold ones found, gold ones left over, and predicted ones left over."""

    found: tuple[ArticleRecords, ...]
    missed: tuple[ArticleRecords, ...]
    extra: tuple[ArticleRecords, ...]

    @property
    def counts(self) -> PairCounts:
        """How many there are of each."""
        found = len(self.found)
        return PairCounts(found + len(self.missed), found + len(self.extra), found)


@dataclass(frozen=True, slots=True)
class Miss:
    """One thing amiss: a gold record missed, a prediction that is extra, or a wrong attribute of a pair.

    `field` names the wrong attribute, and `gold` and `predicted` hold its values. For a whole record `field`
    is None and the one side that has it holds what the record is about (a name, a text, a quantity …). `text`
    and `start` are the record's first evidence, gold's where there is a pair.
    """

    article: str
    kind: Literal["miss", "extra", "wrong"]
    type: str
    field: str | None
    gold: Any
    predicted: Any
    text: str
    start: int

    def to_dict(self) -> dict[str, Any]:
        """The fields for JSON."""
        return asdict(self)


def score(gold: Iterable[ArticleRecords], predicted: Iterable[ArticleRecords]) -> Scores:
    """Score ordinary articles; pages are left to `score_pages`.

    Raises `GoldError` for an id given twice or a record of unknown type, `ShijianError` where networkx is
    needed and not installed.

    >>> span = {"start": 0, "end": 7, "text": "馆长何敏、周明"}
    >>> he = {"type": "person", "name": "何敏", "role": "馆长", "evidence": [span]}
    >>> zhou = {"type": "person", "name": "周明", "role": "馆长", "evidence": [span]}
    >>> scores = score([ArticleRecords("meitan", [he, zhou])], [ArticleRecords("meitan", [he])])
    >>> scores.types["person"].precision, scores.types["person"].recall
    (1.0, 0.5)
    """
    aligned = align(gold, predicted)
    texts = [judge(text).scores for text in aligned.texts if not text.is_page]
    return sum(texts, Scores(unjudged=aligned.unjudged))


def score_pages(gold: Iterable[ArticleRecords], predicted: Iterable[ArticleRecords]) -> PageScores:
    """Score pages that carry several articles; ordinary articles are left to `score`.

    All records of a page are scored as one text, and its predicted articles (`<page>#1` …, or `<page>` where
    it was not taken apart) by their spans. A predicted article without a span is not right. Raises what
    `score` raises, and `GoldError` for a gold article of a page without a span.
    """
    pages = [judge(text) for text in align(gold, predicted).texts if text.is_page]
    return sum((PageScores(page.scores, page.articles.counts) for page in pages), PageScores())


def misses(
    gold: Iterable[ArticleRecords], predicted: Iterable[ArticleRecords], *, pages: bool = False
) -> list[Miss]:
    """What `score` (with `pages`, `score_pages` on records) found amiss, by article and in text order.

    Raises what they raise.
    """
    texts = [judge(text) for text in align(gold, predicted).texts if text.is_page == pages]
    return [miss for text in texts for miss in text.misses]


def judge(text: ScoredText) -> JudgedText:
    """Pair the records of one text, type by type. Raises what `score` raises."""
    gold, predicted = _records_by_type(text.gold), _records_by_type(text.predicted)
    pairings = (pair_records(rule, gold[kind], predicted[kind]) for kind, rule in RULES.items())
    return JudgedText(text, tuple(pairings))


def _records_by_type(articles: Iterable[ArticleRecords]) -> dict[str, list[Record]]:
    by_type: dict[str, list[Record]] = {kind: [] for kind in RULES}
    for article in articles:
        for record in article.records:
            by_type[rule_for(record).type].append(record)
    return by_type


def _pair_articles(page: ScoredText) -> ArticlePairing:
    possible: dict[tuple[int, int], tuple[int, ...]] = {
        (left, right): ()
        for left, gold in enumerate(page.gold)
        for right, predicted in enumerate(page.predicted)
        if _is_right(_gold_span(gold), predicted.span)
    }
    matching = best_matching(possible)
    found, taken = {left for left, _ in matching}, {right for _, right in matching}
    return ArticlePairing(
        found=tuple(one for index, one in enumerate(page.gold) if index in found),
        missed=tuple(one for index, one in enumerate(page.gold) if index not in found),
        extra=tuple(one for index, one in enumerate(page.predicted) if index not in taken),
    )


def _gold_span(article: ArticleRecords) -> tuple[int, int]:
    if article.span is None:
        raise GoldError(f"gold article {article.id!r} of page {article.page!r} needs a span: start and end")
    return article.span


def _is_right(gold: tuple[int, int], predicted: tuple[int, int] | None) -> bool:
    if predicted is None:
        return False
    shared = max(0, min(gold[1], predicted[1]) - max(gold[0], predicted[0]))
    length = predicted[1] - predicted[0]
    covers = 10 * shared >= _COVERED_TENTHS * (gold[1] - gold[0])
    return covers and 10 * (length - shared) <= _OUTSIDE_TENTHS * length


def _amiss(article: str, pairing: Pairing) -> Iterator[Miss]:
    rule = pairing.rule
    for record in pairing.missed:
        yield Miss(article, "miss", rule.type, None, record.get(rule.naming), None, *_evidence(record))
    for record in pairing.extra:
        yield Miss(article, "extra", rule.type, None, None, record.get(rule.naming), *_evidence(record))
    for pair in pairing.pairs:
        yield from _wrong(article, rule, pair)


def _wrong(article: str, rule: TypeRule, pair: Pair) -> Iterator[Miss]:
    for attribute, right in zip(rule.attributes, pair.right, strict=True):
        if not right:
            gold, predicted = attribute.read(pair.gold), attribute.read(pair.predicted)
            evidence = _evidence(pair.gold)
            yield Miss(article, "wrong", rule.type, attribute.name, gold, predicted, *evidence)


def _evidence(record: Record) -> tuple[str, int]:
    for span in record.get("evidence") or ():
        return span.get("text", ""), span["start"]
    return "", 0
