"""A first annotation of a text: what the chain finds, in the form of gold, for a reader to correct."""

from __future__ import annotations

from typing import Any

from ..chain import Extractor
from ..core import Report
from ..records import Article
from .files import PAGE
from .shapes import field_names


def draft_of(report: Report, extractor: Extractor | None = None) -> dict[str, Any]:
    """The gold file that the chain would write of a report; of a text named `…-page`, its articles with their spans.

    >>> draft = draft_of(Report("全县建成新时代文明实践站36个。", id="taoyuan"))
    >>> [(record["label"], record["quantity"]["value"]) for record in draft["records"]]
    [('新时代文明实践站', 36)]
    """
    extractor = extractor or Extractor()
    if not (report.id or "").endswith(PAGE):
        return _gold(extractor.run(report))
    articles = [_gold(article) for article in extractor.run_page(report)]
    if len(articles) == 1 and "span" not in articles[0]:
        # A page that is not told apart has one article for now, as wide as its text.
        articles[0]["article"]["id"] = f"{report.id}#1"
        articles[0]["span"] = {"start": 0, "end": len(report.text)}
    return {"articles": articles}


def _gold(article: Article) -> dict[str, Any]:
    plain = article.model_dump(mode="json")
    records = [{name: record[name] for name in field_names(record["type"])} for record in plain["records"]]
    records.sort(key=lambda record: record["evidence"][0]["start"])
    return {**plain, "records": records}
