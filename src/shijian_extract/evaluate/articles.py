"""Articles with their records, and which of them belong to the same text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from shijian_extract.core.errors import GoldError
from shijian_extract.evaluate.rules import Record

_PART = re.compile(r"(?P<text>.+)#[0-9]+")


@dataclass(frozen=True, slots=True)
class ArticleRecords:
    """One article's records in the public JSON form.

    `span` is where its body stands in the source text (half-open code points), known for the articles of a
    page; `page` names the page in whose file the article was found. `where` is the file and line it was read
    from, for messages; it is no part of what the article is.
    """

    id: str
    records: Sequence[Record]
    span: tuple[int, int] | None = None
    page: str | None = None
    where: str = field(default="", compare=False)

    @property
    def text(self) -> str:
        """The id of the text that the records' offsets count in."""
        return self.page or self.id


@dataclass(frozen=True, slots=True)
class ScoredText:
    """One text: the gold articles that it carries, and those predicted for it."""

    id: str
    is_page: bool
    gold: tuple[ArticleRecords, ...]
    predicted: tuple[ArticleRecords, ...]


@dataclass(frozen=True, slots=True)
class Aligned:
    """Texts sorted by id, and the sorted ids of predicted articles that no gold speaks of."""

    texts: tuple[ScoredText, ...]
    unjudged: tuple[str, ...]


def align(gold: Iterable[ArticleRecords], predicted: Iterable[ArticleRecords]) -> Aligned:
    """Lay predicted articles beside gold ones by text; `<text>#1`, `<text>#2` … belong to `<text>`.

    Raises `GoldError` where an id stands twice on the same side.
    """
    gold_of = _by_text("gold", gold, frozenset())
    predicted_of = _by_text("predicted", predicted, frozenset(gold_of))
    texts = tuple(
        ScoredText(name, _is_page(name, articles), articles, predicted_of.get(name, ()))
        for name, articles in sorted(gold_of.items())
    )
    unjudged = [one.id for name, articles in predicted_of.items() if name not in gold_of for one in articles]
    return Aligned(texts, tuple(sorted(unjudged)))


def _by_text(
    side: str, articles: Iterable[ArticleRecords], known: frozenset[str]
) -> dict[str, tuple[ArticleRecords, ...]]:
    grouped: dict[str, tuple[ArticleRecords, ...]] = {}
    for article in articles:
        name = _text_of(article, known)
        grouped[name] = (*grouped.get(name, ()), article)
    ids = Counter((name, article.id) for name, group in grouped.items() for article in group)
    for (_, name), times in ids.items():
        if times > 1:
            raise GoldError(f"{times} {side} articles are called {name!r}; give each an id of its own")
    return grouped


def _text_of(article: ArticleRecords, known: frozenset[str]) -> str:
    part = _PART.fullmatch(article.text)
    if part and article.text not in known and part["text"] in known:
        return part["text"]
    return article.text


def _is_page(name: str, articles: Sequence[ArticleRecords]) -> bool:
    pages = {article.page is not None for article in articles}
    if len(pages) > 1:
        raise GoldError(f"gold holds {name!r} both as an article and as a page; rename one of them")
    return pages.pop()
