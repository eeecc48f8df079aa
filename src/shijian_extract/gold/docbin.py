"""Gold as a spaCy DocBin: spans by type, records in each document's data. Needs the extra `spacy`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..core.errors import ShijianError
from .files import GoldFile

KEY = "shijian_extract.gold"
"""Where the annotations stand in `doc.user_data`, as JSON; alternatives and optional records make them no output of ours."""


def docbin(texts: Iterable[tuple[GoldFile, str]]) -> bytes:
    """Gold files with their texts as the bytes of a `.spacy` file, one document each: its spans by type of record,
    as the pipe `shijian_extract` lays them, its annotations as JSON in `doc.user_data["shijian_extract.gold"]`.

    Raises `ShijianError` where spaCy is not installed.
    """
    try:
        import spacy
        from spacy.tokens import DocBin
    except ImportError as error:
        raise ShijianError("a DocBin needs spaCy; pip install 'shijian-extract[spacy]' brings it") from error
    from ..pipeline import TOKENIZER, lay_on

    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})
    packed = DocBin(store_user_data=True)
    for gold, text in texts:
        doc = nlp.make_doc(text)
        lay_on(doc, _whole(gold), KEY)
        packed.add(doc)
    return packed.to_bytes()


def _whole(gold: GoldFile) -> dict[str, Any]:
    """The file as one article: a page's records together, under the page's id."""
    records = [record for _, record in gold.records()]
    if gold.is_page:
        return {"article": {"id": gold.id}, "records": records}
    return {**gold.data, "records": records}
