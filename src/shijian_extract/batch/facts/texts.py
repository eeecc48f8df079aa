"""The texts that facts were taken from, where they lie in a folder."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from ...core import ReadError
from ...read import find_files, read_report
from ...records import Article
from .errors import FactsError

_ON_PAGE = re.compile(r"#[0-9]+\Z")


class Texts:
    """The text files of a folder and of the folders in it, by name. An id only picks among them, so that none leads out."""

    def __init__(self, folder: Path, told: Callable[[ReadError], None]) -> None:
        self._folder = folder
        self._told = told
        self._files = {file.stem: file for file in reversed(find_files(folder))}

    def with_text(self, article: Article) -> Article:
        """The article with its text, where there is one in which all its evidence stands."""
        name = article.article.id or ""
        file = self._files.get(name) or self._files.get(_ON_PAGE.sub("", name))
        if file is None:
            self._told(FactsError(f"{self._folder}: no text {name}.txt; its records are taken without"))
            return article
        try:
            text = read_report(file).text
        except ReadError as error:
            self._told(error)
            return article
        for record in article.records:
            for span in record.evidence:
                if text[span.start : span.end] != span.text:
                    says = f"{file}: not the text of {name}: {span.text!r} doesn't stand at {span.start}; extract it anew"
                    self._told(FactsError(says))
                    return article
        return article.with_text(text)
