"""Records laid on a document: what a Doc keeps of them, and how it gives them back."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, get_args

from spacy.tokens import Doc, Span

from ..core import PALETTE, ShijianError
from ..records import Article, Record, article_from

KEY = "shijian_extract"
"""Where the article stands in `doc.user_data`, as JSON. Text and not a dictionary: documents travel between processes and
into a DocBin as MessagePack, which has no whole numbers beyond 64 bits and makes tuples of lists."""

TYPES: tuple[str, ...] = tuple(model.model_fields["type"].default for model in get_args(get_args(Record)[0]))


def lay_on(doc: Doc, article: Mapping[str, Any], key: str = KEY) -> None:
    """Lay an article in the public JSON form on a document of its text: a span group for each type, the article as data.

    A span is widened to the tokens that it touches. Its id is the number of its record, counted from 0.
    """
    starts = [token.idx for token in doc]
    groups: dict[str, list[Span]] = {kind: [] for kind in TYPES}
    for number, record in enumerate(article["records"]):
        for span in record["evidence"]:
            first, end = bisect_right(starts, span["start"]) - 1, bisect_left(starts, span["end"])
            groups[record["type"]].append(Span(doc, first, end, label=record["type"], span_id=str(number)))
    for kind, spans in groups.items():
        doc.spans[kind] = spans
    doc.user_data[key] = json.dumps(article, ensure_ascii=False)


def displacy_options(kind: str = "figure") -> dict[str, Any]:
    """Options for `displacy.render(doc, style="span", options=…)` that show the records of one type.

    Raises `ShijianError` for an unknown type.

    >>> displacy_options("brand")["spans_key"]
    'brand'
    """
    if kind not in TYPES:
        raise ShijianError(f"{kind!r} is no type of record; choose one of {', '.join(TYPES)}")
    return {"spans_key": kind, "colors": colours()}


def colours() -> dict[str, str]:
    """A colour for each type of record; displaCy finds them by their entry point too."""
    return dict(zip(TYPES, PALETTE, strict=True))


def register() -> None:
    """Register what `doc._` and `span._` have of ours; once more does nothing."""
    if not Doc.has_extension("records"):
        Doc.set_extension("published", default=None)
        Doc.set_extension("place", default=None)
        Doc.set_extension("article", getter=_article_with_text)
        Doc.set_extension("records", getter=_records)
        Span.set_extension("record", getter=_record)


def _article(doc: Doc) -> Article | None:
    kept = doc.user_data.get(KEY)
    return _parsed(kept) if kept is not None else None


def _article_with_text(doc: Doc) -> Article | None:
    article = _article(doc)
    return article.with_text(doc.text) if article else None


@lru_cache(maxsize=16)
def _parsed(kept: str) -> Article:
    """The frozen article of its JSON; a document is mostly asked many times in a row, once for each span."""
    return article_from(json.loads(kept))


def _records(doc: Doc) -> tuple[Record, ...]:
    article = _article(doc)
    return article.records if article else ()


def _record(span: Span) -> Record | None:
    """The record that the span is evidence of; None for a span of others."""
    number = span.id_
    records = _records(span.doc) if span.label_ in TYPES and number.isdecimal() else ()
    return records[int(number)] if int(number or 0) < len(records) else None
