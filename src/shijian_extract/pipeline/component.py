"""The chain as a pipe of spaCy."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from ..chain import Extractor
from ..core import ShijianError
from ..read.files import DATE_FORMS, is_date
from .layout import lay_on

_SETTINGS = "settings.json"


@Language.factory(
    "shijian_extract",
    default_config={"published": None, "place": None, "words": "rjieba"},
    assigns=["doc._.records", "doc._.article", "doc.spans"],
)
def make_pipe(nlp: Language, name: str, published: str | None, place: str | None, words: str) -> RecordPipe:
    """The pipe `shijian_extract`; its settings are those of `RecordPipe`."""
    return RecordPipe(name, published=published, place=place, words=words)


class RecordPipe:
    """Finds the records of documents.

    `published` is the ISO date of publication as far as it is known, `place` the place the reports are from, `words` the
    word engine; a document's own `doc._.published` and `doc._.place` go before the first two. Raises `ShijianError`
    where `published` is no date or the engine is not there.
    """

    def __init__(
        self,
        name: str = "shijian_extract",
        *,
        published: str | None = None,
        place: str | None = None,
        words: str = "rjieba",
    ) -> None:
        self.name = name
        self._set(published, place, words)

    def __call__(self, doc: Doc) -> Doc:
        """The same document with its records laid on it."""
        published = _checked(doc._.published) or self.published
        article = self._extractor(doc.text, published=published, place=doc._.place or self.place)
        lay_on(doc, article.model_dump(mode="json"))
        return doc

    def to_bytes(self, **_: Any) -> bytes:
        """The settings, for `nlp.to_bytes`."""
        return json.dumps({"published": self.published, "place": self.place, "words": self.words}).encode()

    def from_bytes(self, data: bytes, **_: Any) -> RecordPipe:
        """Take the settings that `to_bytes` gave."""
        self._set(**json.loads(data))
        return self

    def to_disk(self, path: str | Path, **_: Any) -> None:
        """Write the settings into the folder `path`."""
        Path(path).mkdir(parents=True, exist_ok=True)
        Path(path, _SETTINGS).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, **_: Any) -> RecordPipe:
        """Take the settings that `to_disk` wrote."""
        return self.from_bytes(Path(path, _SETTINGS).read_bytes())

    def __getstate__(self) -> dict[str, Any]:
        # Word engines are no data; the one of the same name is found again.
        return {name: value for name, value in vars(self).items() if name != "_extractor"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        self._extractor = Extractor(words=self.words)

    def _set(self, published: str | None, place: str | None, words: str) -> None:
        self.published, self.place, self.words = _checked(published), place, words
        self._extractor = Extractor(words=words)


def _checked(published: str | None) -> str | None:
    if published is not None and not is_date(published):
        raise ShijianError(f"published is {published!r}, no ISO date; write {DATE_FORMS}")
    return published
