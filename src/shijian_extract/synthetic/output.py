"""Articles into files: texts with gold beside them, or JSON Lines for batches."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from .articles import Synthetic
from .grammar import GrammarError


def gold_of(article: Synthetic) -> dict[str, Any]:
    """The article's gold, as a file of gold has it."""
    about: dict[str, Any] = {
        "id": article.id,
        "title": article.title,
        "subtitle": None,
        "authors": [],
        "source": None,
        "published": article.published,
        "place": article.place,
    }
    return {"article": about, "records": list(article.records)}


def write_folder(articles: Iterable[Synthetic], folder: Path) -> int:
    """Texts and `index.jsonl` in `folder/corpus`, annotations in `folder/gold`; how many articles were written.

    Raises `GrammarError` where the folder cannot be written.
    """
    corpus, gold = folder / "corpus", folder / "gold"
    count = 0
    try:
        for part in (corpus, gold):
            part.mkdir(parents=True, exist_ok=True)
        with (corpus / "index.jsonl").open("w", encoding="utf-8", newline="\n") as index:
            for article in articles:
                count += 1
                (corpus / f"{article.id}.txt").write_text(article.text, encoding="utf-8", newline="\n")
                (gold / f"{article.id}.json").write_text(
                    _json(gold_of(article)), encoding="utf-8", newline="\n"
                )
                index.write(_json({"id": article.id, "published": article.published}))
    except OSError as error:
        raise _unwritable(folder, error) from error
    return count


def write_lines(articles: Iterable[Synthetic], file: Path) -> int:
    """One line `{"id", "text", "published"}` an article; how many were written.

    Raises `GrammarError` where the file cannot be written.
    """
    count = 0
    try:
        with file.open("w", encoding="utf-8", newline="\n") as out:
            for article in articles:
                count += 1
                out.write(_json({"id": article.id, "text": article.text, "published": article.published}))
    except OSError as error:
        raise _unwritable(file, error) from error
    return count


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"


def _unwritable(path: Path, error: OSError) -> GrammarError:
    return GrammarError(f"{path}: cannot be written ({error.strerror}); name another place with -o")
