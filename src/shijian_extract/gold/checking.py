"""All checks of gold, put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from ..core.errors import GoldError, ReadError
from ..read import find_files, read_report
from .catalogue import NAME, catalogue_complaints
from .complaints import At, Complaint, Problem
from .facts import fact_problems
from .files import (
    PAGE,
    GoldFile,
    UnreadableGoldError,
    gold_paths,
    gold_text,
    read_all,
    read_gold,
    repeated_keys,
)
from .grounding import page_span_problems, place_quotes, quote_problems
from .names import name_problems
from .places import place_problems
from .quotes import Quotes
from .senses import article_sense_problems, sense_problems
from .shapes import article_problems


@dataclass(slots=True)
class Check:
    """What a check found: complaints in the order of files and lines, how much was checked, and what was mended."""

    complaints: list[Complaint] = field(default_factory=list)
    files: int = 0
    records: int = 0
    mended: list[str] = field(default_factory=list)


def check_gold(paths: Iterable[Path], corpus: Path, *, fix: bool = False) -> Check:
    """Check gold files, and folders of them, against their texts in `corpus`, and each folder against its catalogue.

    With `fix`, quotes that stand elsewhere are put there and the files rewritten; what is wrong then is what is left.
    Raises `GoldError` where a path is not there or has no annotations, `ReadError` where the corpus has no texts.
    """
    paths = list(paths)
    texts = {path.stem: path for path in find_files(corpus)}
    check = Check()
    checked: dict[Path, set[str]] = {}
    for path in gold_paths(paths):
        try:
            gold = read_gold(path)
        except UnreadableGoldError as error:
            check.complaints.append(error.complaint)
            checked.setdefault(path.parent, set()).add(path.stem)
            continue
        if gold:
            checked.setdefault(path.parent, set()).add(gold.id)
            _check_file(check, gold, texts.get(gold.id), corpus, fix=fix)
    whole = {path for path in paths if path.is_dir()}
    for folder, ids in checked.items():
        check.complaints += _folder_complaints(folder, ids, texts, whole=folder in whole)
    return check


def read_sound(paths: Iterable[Path], corpus: Path) -> list[tuple[GoldFile, str]]:
    """Gold files with their texts, for whoever relies on their shape and offsets; names and facts may yet be amiss.

    Raises `GoldError` with the first fault of shape or grounding, `ReadError` where a text is missing or unreadable.
    """
    texts = {path.stem: path for path in find_files(corpus)}
    sound = []
    for gold in read_all(paths):
        if gold.id not in texts:
            raise ReadError(f"{gold.path}: no text of this name in {corpus}; name the folder of its text")
        text = read_report(texts[gold.id]).text
        shape = (
            found for at, one in gold.articles() for found in article_problems(one, at, page=gold.is_page)
        )
        problem = next(chain(repeated_keys(gold), shape, quote_problems(gold, Quotes(text))), None)
        if problem:
            raise GoldError(str(_complaint(gold, problem)))
        sound.append((gold, text))
    return sound


def _check_file(check: Check, gold: GoldFile, text_path: Path | None, corpus: Path, *, fix: bool) -> None:
    check.files += 1
    check.records += sum(1 for _ in gold.records())
    try:
        text = read_report(text_path).text if text_path else None
    except ReadError as error:
        check.complaints.append(Complaint(gold.path, 1, f"its text: {error}", "then check again"))
        return
    if text is None:
        way_out = f"write {corpus / gold.id}.txt or take the annotations out"
        check.complaints.append(Complaint(gold.path, 1, "no text of this name", way_out))
    elif fix:
        check.mended += _mend(gold, Quotes(text))
    found = [*_form_problems(gold), *(_text_problems(gold, text) if text is not None else [])]
    complaints = [_complaint(gold, problem) for problem in found]
    check.complaints += sorted(complaints, key=lambda complaint: complaint.line)


def _mend(gold: GoldFile, quotes: Quotes) -> list[str]:
    """Put the quotes of a file where they stand, and say what was moved; lines stay, since only values change."""
    moved = place_quotes(gold, quotes)
    if moved:
        try:
            gold.path.write_bytes(gold_text(gold.data).encode())
        except (OSError, UnicodeEncodeError) as error:
            raise GoldError(f"{gold.path}: cannot be written ({error}); nothing of it was mended") from error
    return [f"{gold.path}:{gold.lines.line((*one.at, 'start'))}: {_where(one.at)}: {one}" for one in moved]


def _form_problems(gold: GoldFile) -> Iterator[Problem]:
    """What the file alone shows."""
    yield from repeated_keys(gold)
    yield from _id_problems(gold)
    if gold.is_page and not isinstance(gold.data["articles"], list):
        yield Problem(("articles",), "no list", "write the articles of the page as a list")
    for name in gold.data if gold.is_page else ():
        if name != "articles":
            yield Problem((name,), "a page has articles and nothing beside them", "take it out")
    for at, article in gold.articles():
        yield from article_problems(article, at, page=gold.is_page)
        yield from article_sense_problems(article, at)
        yield from fact_problems(article, at)
        info = article.get("article")
        if isinstance(info, dict):
            yield from place_problems(info, (*at, "article"))
    for at, record in gold.records():
        yield from sense_problems(record, at)
        yield from name_problems(record, at)
        yield from place_problems(record, at)


def _text_problems(gold: GoldFile, text: str) -> Iterator[Problem]:
    yield from quote_problems(gold, Quotes(text))
    yield from page_span_problems(gold, text)


def _id_problems(gold: GoldFile) -> Iterator[Problem]:
    """Whether form, file name and ids go together: a page's name ends in -page, an article's id is its text's."""
    if gold.is_page != gold.id.endswith(PAGE):
        says = "a page of several articles" if gold.is_page else "one article in a file named as a page"
        yield Problem((), says, f"files named …{PAGE}.json are pages, and no others")
    seen: set[str] = set()
    for at, article in gold.articles():
        info = article.get("article")
        name = info.get("id") if isinstance(info, dict) else None
        at = (*at, "article", "id")
        if not isinstance(name, str):
            continue
        if not gold.is_page and name != gold.id:
            yield Problem(at, f'the id is "{name}", the file\'s name says "{gold.id}"', "make them the same")
        if name in seen:
            yield Problem(at, f'"{name}" is the id of another article of the page', "give each its own")
        seen.add(name)


def _folder_complaints(
    folder: Path, annotated: set[str], texts: dict[str, Path], *, whole: bool
) -> Iterator[Complaint]:
    for name, path in sorted(texts.items()) if whole else ():
        if name not in annotated:
            yield Complaint(path, 1, "a text without annotations", f"write {folder / name}.json")
    if (folder / NAME).is_file():
        yield from catalogue_complaints(folder / NAME, annotated, whole=whole)


def _complaint(gold: GoldFile, problem: Problem) -> Complaint:
    where = _where(problem.at)
    says = f"{where}: {problem.says}" if where else problem.says
    return Complaint(gold.path, gold.lines.line(problem.at), says, problem.way_out)


def _where(at: At) -> str:
    """A place in a file in words.

    >>> _where(("articles", 1, "records", 4, "quantity", "low"))
    'article 2, record 5, quantity.low'
    """
    words: list[str] = []
    path = list(at)
    for many, one in (("articles", "article"), ("records", "record"), ("evidence", "evidence")):
        if len(path) > 1 and path[0] == many:
            words.append(f"{one} {int(path[1]) + 1}")
            path = path[2:]
    if path:
        words.append(".".join(map(str, path)))
    return ", ".join(words)
