"""The corridor: the only file that knows the order of the rooms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from .assemble import article_info, assemble, on_page
from .clean import clean
from .core import ArgumentError, Mentions, PageReport, Report
from .detect import (
    find_awards,
    find_happenings,
    find_mentions,
    find_papers,
    find_people,
    find_periods,
    find_places,
    find_winners,
)
from .numbers import find_amounts
from .read import DATE_FORMS, is_date, read_heading, read_page
from .records import Article
from .segment import WordEngine, engine, segment

# Why each record has its place and its period: `said` beside it, `carried` from before, the article's `own`, or `none`.
Reasons = list[dict[str, str]]


def run(report: Report, engine: WordEngine, page: PageReport | None = None) -> tuple[Article, Reasons]:
    """One report through every room, once and in one direction; the reasons stand in the order of the records.

    `page` is the way back for a report that stands on a page with others.
    """
    # Layout noise goes first, and the way back to the source is kept: every later stage works on clean text.
    text = clean(report.text)
    # Sentences and clauses bound what a number or a name can belong to; words are cut only where a rule asks.
    segments = segment(text.text)
    # Numbers, set phrases, places and periods know nothing of one another; all are read from the same clean text.
    amounts = find_amounts(text.text)
    phrases = find_mentions(text)
    places = find_places(text.text)
    periods = find_periods(text.text)
    awards = find_awards(text)
    # What won a prize has a name, whatever noun stands behind it.
    phrases = sorted(
        [*phrases, *find_winners(text, awards, phrases)], key=lambda mention: (mention.start, mention.end)
    )
    told = [
        *find_papers(text),
        *find_people(text.text, engine),
        *awards,
        *find_happenings(text, segments.sentence_spans(), periods),
    ]
    # What belongs together is bound here, and clean offsets become source offsets.
    hints = find_places(report.place) if report.place else []
    heading = read_heading(report.text)
    info: dict[str, Any] = article_info(report, heading, text, places, hints)
    mentions = Mentions(amounts, phrases, places, periods, told)
    records = assemble(text, segments, mentions, info, engine, heading.page)
    reasons: Reasons = [record.pop("why") for record in records]
    found = {"article": info, "records": records}
    article = Article.model_validate(on_page(found, page) if page else found)
    return article.with_text(page.text.source if page else report.text), reasons


class Extractor:
    """The chain with its settings, made once and used often.

    `words` names the word engine: `rjieba` (default) or `jieba` (the reference, an extra).
    """

    def __init__(self, *, words: str = "rjieba") -> None:
        self._engine = engine(words)

    def __call__(
        self, text: str, *, id: str | None = None, published: str | None = None, place: str | None = None
    ) -> Article:
        """The article of one text; see `extract`."""
        if published and not is_date(published):
            raise ArgumentError(f"published is {published!r}, no ISO date; write {DATE_FORMS}")
        return self.run(Report(text, id=id, published=published, place=place))

    def run(self, report: Report) -> Article:
        """The article of a report that was read from a file."""
        return run(report, self._engine)[0]

    def explain(self, report: Report) -> tuple[Article, Reasons]:
        """The same article, and for each record why it has its place and its period."""
        return run(report, self._engine)

    def run_page(self, report: Report) -> list[Article]:
        """The articles of a newspaper page, `<page>#1`, … with their spans, all offsets in the page's text; the one article
        of an ordinary report."""
        pages = read_page(report)
        if len(pages) < 2:
            return [self.run(report)]
        return [run(page.report, self._engine, page)[0] for page in pages]


def extract(
    text: str, *, id: str | None = None, published: str | None = None, place: str | None = None
) -> Article:
    """The records of one Chinese report, as an `Article`.

    `published` is the ISO date of publication as far as it is known (`2021`, `2023-12`, `2024-03-05`); `place` is the
    place the report is from, short or in full (`徐州`, `徐州市鼓楼区`); `id` is carried through. Any text gives records or
    none; nothing is raised over what a text says. `ArgumentError`, a `ValueError`, is raised for a `published` of another
    form (`2023年`), since periods are told from it.

    >>> [(f.label, f.quantity.low) for f in extract("全县建成新时代文明实践站212个。").records if f.type == "figure"]
    [('新时代文明实践站', 212)]
    """
    return Extractor()(text, id=id, published=published, place=place)


def extract_many(texts: Iterable[str], *, published: str | None = None) -> Iterator[Article]:
    """The articles of many texts, in their order, one at a time."""
    extractor = Extractor()
    for text in texts:
        yield extractor(text, published=published)
