"""What does not add up: articles with their facts in, findings out, each with the evidence of both its sides.

Claims are read article by article (`claims`, `context`), compared within the article (`within`, `totals`, `slogans`) and, all
read, with those of other articles on the same place (`series`). Nothing of an article is kept but its claims.
"""

from __future__ import annotations

from collections.abc import Iterable

from ...records import Article
from .claims import as_followed, claims_of
from .context import prose_of
from .model import Claim, Finding, Origin, Side
from .series import Series
from .shares import over_all
from .slogans import slogan_parts
from .stretches import by_stretches, on_one_day
from .tables import KINDS, Settings, kind_names
from .totals import in_sentences, of_network
from .within import larger_parts, met_above_asked, swapped_digits, two_values

__all__ = ["KINDS", "Checker", "Finding", "Settings", "Side", "find_contradictions", "kind_names"]


class Checker:
    """Articles one by one in, findings at the end; `articles` and `without_text` count what was looked at."""

    def __init__(self, settings: Settings | None = None) -> None:
        self._settings = settings or Settings()
        self._series = Series(self._settings)
        self._found: list[Finding] = []
        self._seen: set[int] = set()
        self.articles = 0
        self.without_text = 0

    def add(self, article: Article) -> None:
        """One more article; what it says against itself is found at once."""
        origin = Origin(self.articles, article.article.id, article.article.published)
        self.articles += 1
        prose = None if article.text is None else prose_of(article.text)
        known: set[int | None] = set()
        self.without_text += prose is None
        claims = claims_of(article, origin, prose, self._settings)
        if prose is not None:
            self._found += slogan_parts(article, origin, prose)
            self._found += over_all(article, origin, prose)
            found, claims = in_sentences(claims, prose)
            self._found += found
            known = {one.sides[0].record for one in found}
        claims = [as_followed(claim) for claim in claims]
        self._found += of_network(claims, prose, self._settings, known)
        self._found += two_values(claims, self._settings)
        self._found += swapped_digits(claims, self._settings)
        self._found += larger_parts(claims, self._settings)
        self._found += met_above_asked(claims)
        self._found += by_stretches(claims)
        self._found += on_one_day(claims)
        if self._is_new(article, claims):
            self._series.add(claims)

    def _is_new(self, article: Article, claims: list[Claim]) -> bool:
        """Whether the article isn't one of those before under another name, or once more."""
        values = tuple((claim.key, claim.written) for claim in claims)
        marks = {hash(("values", article.article.id, values))} if article.article.id else set()
        if article.text is not None:
            marks.add(hash(("text", article.text)))
        new = not marks & self._seen
        self._seen |= marks
        return new

    def findings(self) -> list[Finding]:
        """All findings of the kinds asked for, each once, in the order of the articles that they are on."""
        found = list(dict.fromkeys([*self._found, *self._series.findings()]))
        order = {kind: number for number, kind in enumerate(KINDS)}
        wanted = [one for one in found if one.kind in self._settings.kinds]
        wanted.sort(key=lambda one: (one.sides[1].article, order[one.kind], one.sides[0].article))
        return wanted


def find_contradictions(articles: Iterable[Article], settings: Settings | None = None) -> list[Finding]:
    """What does not add up in the articles, in their order; an article's place in it is the position that findings name.

    >>> from shijian_extract import extract
    >>> report = "桃源县共有志愿服务队30支，其中党员志愿服务队40支。"
    >>> [(one.kind, [side.value for side in one.sides]) for one in find_contradictions([extract(report)])]
    [('parts-total', ['30支', '40支'])]
    """
    checker = Checker(settings)
    for article in articles:
        checker.add(article)
    return checker.findings()
