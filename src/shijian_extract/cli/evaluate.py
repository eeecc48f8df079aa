"""Scores against gold: `evaluate`, its gate, and two runs against each other."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from shijian_extract.core import ReadError

from .console import NAME, console_of, opened, print_parts, writable
from .texts import articles_of, text_files

if TYPE_CHECKING:
    from rich.console import Console

    from shijian_extract.evaluate import ArticleRecords, Catalogue, Evaluation, Floors, Gate

# Columns that the tables need; where there is no terminal to fit, they get them.
_WIDTH = 120


def _part_name(value: str | None) -> str | None:
    from shijian_extract.evaluate import PARTS

    if value is not None and value not in PARTS:
        raise typer.BadParameter(f"{value!r} is no part; choose {' or '.join(PARTS)}")
    return value


def _file_option(name: str, says: str) -> Any:
    return typer.Option(name, metavar="FILE", dir_okay=False, callback=writable, help=says)


_Gold = Annotated[Path, typer.Option(metavar="DIR", help="Folder of annotations, one <text>.json each.")]
_Output = Annotated[Path | None, typer.Argument(metavar="OUTPUT", help="JSON Lines, as extract writes them.")]
_Corpus = Annotated[
    Path | None, typer.Option(metavar="DIR", help="Folder of texts; those with gold are run first.")
]
_Texts = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help="Folder of the texts that OUTPUT is of, for --html and --floors."),
]
_Part = Annotated[
    str | None,
    typer.Option(metavar="PART", callback=_part_name, help="Score the texts of one part alone: dev or test."),
]
_Misses = Annotated[bool, typer.Option("--misses", help="List every miss, extra and wrong field too.")]
_FloorsFile = Annotated[
    Path | None,
    typer.Option(
        "--floors",
        metavar="FILE",
        dir_okay=False,
        callback=writable,
        help="Fail where a score is below its floor.",
    ),
]
_Update = Annotated[
    bool, typer.Option("--update", help="Pin the scores in the --floors file; none may sink.")
]
_Lower = Annotated[bool, typer.Option("--lower", help="With --update: floors may sink.")]
_Tolerance = Annotated[
    float | None,
    typer.Option(min=0, max=1, help="With --update: how far below its floor a score may lie (0.001)."),
]
_Compare = Annotated[
    tuple[Path, Path] | None,
    typer.Option(metavar="OLD NEW", help="Two outputs: what NEW won and lost against OLD."),
]
_Save = Annotated[
    Path | None, _file_option("--output", "With --corpus: write what was found, to compare with later.")
]
_Json = Annotated[Path | None, _file_option("--json", "Write the scores as JSON too.")]
_Junit = Annotated[Path | None, _file_option("--junit", "Write them as JUnit XML, a test case a floor.")]
_Markdown = Annotated[
    Path | None, _file_option("--markdown", "Write them as Markdown, for a build's summary.")
]
_Html = Annotated[Path | None, _file_option("--html", "Write a page with gold and output side by side.")]
_Resamples = Annotated[
    int, typer.Option(min=0, max=100_000, help="Drawings for the 95% intervals; 0 for none.")
]


@dataclass(frozen=True, slots=True)
class _Request:
    """What is evaluated: the annotations, and an output file or a folder of texts to run."""

    gold: Path
    output: Path | None
    corpus: Path | None
    texts: Path | None
    part: str | None
    save: Path | None = None

    @property
    def folder(self) -> Path | None:
        """Where the texts are, if that is known."""
        return self.corpus or self.texts


@dataclass(frozen=True, slots=True)
class _Pinning:
    """What is asked of the floors."""

    file: Path | None
    update: bool
    lower: bool
    tolerance: float | None


def evaluate(
    ctx: typer.Context,
    gold: _Gold,
    output: _Output = None,
    corpus: _Corpus = None,
    texts: _Texts = None,
    part: _Part = None,
    list_misses: _Misses = False,
    floors: _FloorsFile = None,
    update: _Update = False,
    lower: _Lower = False,
    tolerance: _Tolerance = None,
    compare: _Compare = None,
    save: _Save = None,
    json_file: _Json = None,
    junit_file: _Junit = None,
    markdown_file: _Markdown = None,
    html_file: _Html = None,
    resamples: _Resamples = 1000,
) -> None:
    """Scores against records annotated by reading.

    By part, type and attribute, with 95% intervals; pages that carry several articles are scored apart. With --floors
    the scores are held to those pinned in a file, with --compare two outputs are held against each other.
    """
    request = _Request(gold, output, corpus, texts, part, save)
    pinning = _Pinning(floors, update, lower, tolerance)
    reports = {"junit": junit_file, "markdown": markdown_file, "html": html_file}
    _check_use(ctx, request, pinning, compare, reports)
    if compare:
        _compare(request, compare, json_file)
        return
    evaluation = _evaluated(ctx, request)
    scores = evaluation.to_dict(resamples)
    if list_misses:
        scores["misses"] = [miss.to_dict() for miss in evaluation.misses]
    gate = _held_to(ctx, request, pinning, evaluation)
    if gate:
        scores["gate"] = gate.to_dict()
    _write_json(json_file, scores)
    _write_reports(request, reports, scores, evaluation)
    _print_scores(scores)
    if gate and not gate.passed:
        from shijian_extract.evaluate import GateError

        raise GateError(gate.complaint(floors))


def _check_use(
    ctx: typer.Context,
    request: _Request,
    pinning: _Pinning,
    compare: tuple[Path, Path] | None,
    reports: Mapping[str, Path | None],
) -> None:
    """Refuse what does not go together; wrong use is told before anything is run."""
    wrong = _wrong_source(request, compare) or _wrong_pinning(request, pinning)
    if compare and (pinning.file or any(reports.values())):
        wrong = (
            "two outputs take no floors and no reports but --json; leave those out",
            "--compare",
        )
    elif reports["html"] and not (compare or request.folder):
        wrong = wrong or ("the page shows the texts; name their folder with --texts DIR", "--html")
    if wrong:
        raise typer.BadParameter(wrong[0], ctx, param_hint=wrong[1])


def _wrong_source(request: _Request, compare: tuple[Path, Path] | None) -> tuple[str, str] | None:
    given = [one for one in (request.corpus, request.output, compare) if one is not None]
    if len(given) != 1:
        return "give one of the three, --corpus DIR, an OUTPUT file or --compare OLD NEW", "OUTPUT"
    if request.save and not request.corpus:
        return "only with --corpus is there anything found to write", "--output"
    return None


def _wrong_pinning(request: _Request, pinning: _Pinning) -> tuple[str, str] | None:
    if pinning.file and not request.folder:
        return "floors are of texts as well; name their folder with --texts DIR", "--floors"
    if pinning.update and not pinning.file:
        return "name the file to pin in with --floors FILE", "--update"
    if pinning.update and request.part:
        return "floors are pinned of all parts at once; leave --part out", "--update"
    if not pinning.update and (pinning.lower or pinning.tolerance is not None):
        return "this is for pinning; add --update", "--lower" if pinning.lower else "--tolerance"
    return None


def _evaluated(ctx: typer.Context, request: _Request) -> Evaluation:
    from shijian_extract.evaluate import evaluate as judge_all
    from shijian_extract.evaluate import read_articles, read_catalogue, select_part

    right = read_articles(request.gold)
    catalogue = read_catalogue(request.gold)
    wanted = select_part(right, catalogue, request.part)
    found = _found(ctx, request, wanted) if request.corpus else read_articles(request.output or "")
    return judge_all(right, found, catalogue, request.part)


def _found(ctx: typer.Context, request: _Request, gold: Iterable[ArticleRecords]) -> list[ArticleRecords]:
    """What the chain finds in those texts of a corpus that gold speaks of."""
    from shijian_extract.evaluate import ArticleRecords

    files = _judged_files(ctx, request, {article.text for article in gold})
    if not files and not ctx.obj:
        raise ReadError(
            f"{request.corpus}: no text that {request.gold} has gold for; text and gold go by the same name"
        )
    articles = list(articles_of(ctx, files))
    if request.save:
        with opened(request.save) as out:
            out.writelines(f"{article.model_dump_json()}\n" for article in articles)
    plain = (article.model_dump(mode="json") for article in articles)
    return [
        ArticleRecords(article["article"]["id"], article["records"], _span(article.get("span")))
        for article in plain
    ]


def _span(span: dict[str, int] | None) -> tuple[int, int] | None:
    return (span["start"], span["end"]) if span else None


def _judged_files(ctx: typer.Context, request: _Request, ids: Iterable[str]) -> list[Path]:
    judged = set(ids)
    folder = request.folder
    return [file for file in text_files(ctx, [folder]) if file.stem in judged] if folder else []


def _held_to(ctx: typer.Context, request: _Request, pinning: _Pinning, evaluation: Evaluation) -> Gate | None:
    """The run held to its floors, after they were pinned where that is asked for."""
    if pinning.file is None or request.folder is None:
        return None
    from shijian_extract.evaluate import check_floors, file_digests, read_floors

    texts = _judged_files(ctx, request, (text.id for text in evaluation.judged))
    files = file_digests(
        request.gold, request.folder, texts, _other_texts(evaluation.catalogue, request.part)
    )
    floors = _pin(ctx, pinning, evaluation, files) if pinning.update else read_floors(pinning.file)
    return check_floors(floors, evaluation, files)


def _other_texts(catalogue: Catalogue | None, part: str | None) -> list[str]:
    entries = catalogue.entries.values() if catalogue and part else ()
    return [entry.id for entry in entries if entry.part != part]


def _pin(ctx: typer.Context, pinning: _Pinning, evaluation: Evaluation, files: Mapping[str, str]) -> Floors:
    from importlib.metadata import PackageNotFoundError, version

    from shijian_extract.evaluate import TOLERANCE, GateError, pin, read_floors, refuse_to_sink

    missing = [text.id for text in evaluation.judged if not text.text.predicted]
    if ctx.obj or missing:
        raise GateError(
            f"not pinned: nothing was found in {', '.join(missing) or 'some texts'}; see to them first"
        )
    old = read_floors(pinning.file) if pinning.file and pinning.file.exists() else None
    kept = old.tolerance if old else TOLERANCE
    try:
        of = version(NAME)
    except PackageNotFoundError:
        of = "unknown"
    new = pin(evaluation, files, of, kept if pinning.tolerance is None else pinning.tolerance)
    if old and not pinning.lower:
        refuse_to_sink(old, new)
    with opened(pinning.file) as out:
        out.write(new.dump())
    return new


def _write_json(file: Path | None, scores: Mapping[str, Any]) -> None:
    if file:
        with opened(file) as out:
            json.dump(scores, out, ensure_ascii=False, indent=2)
            out.write("\n")


def _write_reports(
    request: _Request, files: Mapping[str, Path | None], scores: Mapping[str, Any], evaluation: Evaluation
) -> None:
    if files["junit"]:
        from shijian_extract.show.junit import junit

        _write(files["junit"], junit(scores))
    if files["markdown"]:
        from shijian_extract.show.markdown import markdown

        _write(files["markdown"], markdown(scores))
    if files["html"]:
        from shijian_extract.evaluate import side_by_side
        from shijian_extract.show.web import page

        _write(files["html"], page(scores, side_by_side(evaluation), _sources(request, evaluation)))


def _write(file: Path | None, text: str) -> None:
    with opened(file) as out:
        out.write(text)


def _sources(request: _Request, evaluation: Evaluation) -> dict[str, str]:
    """The text of each file that was judged and can be read; what cannot was complained of when it was run."""
    from shijian_extract.read import find_files, read_report

    judged = {text.id for text in evaluation.judged}
    sources: dict[str, str] = {}
    for file in find_files(request.folder) if request.folder else ():
        if file.stem in judged:
            try:
                sources[file.stem] = read_report(file).text
            except ReadError:
                continue
    return sources


def _print_scores(scores: dict[str, Any]) -> None:
    from shijian_extract.show.changes import gate_lines
    from shijian_extract.show.scores import miss_lines

    with opened(None) as out:
        console = _wide(out)
        _print_parts(console, scores)
        out.writelines(f"{line}\n" for line in miss_lines(scores.get("misses", ())))
        if "gate" in scores:
            out.writelines(f"{line}\n" for line in gate_lines(scores["gate"]))


def _print_parts(console: Console, scores: Mapping[str, Any]) -> None:
    from shijian_extract.show.scores import attribute_table, note_lines, page_line, score_table

    parts = scores["parts"]
    pages = {part: found["pages"]["records"] for part, found in parts.items()}
    texts = {part: found["texts"] for part, found in parts.items()}
    whole = scores["texts"], scores["pages"]["records"]
    for of_parts, total, title in ((texts, whole[0], None), (pages, whole[1], "pages, each as one text")):
        if total["articles"]:
            tables = score_table(of_parts, title), attribute_table(of_parts)
            print_parts(console, *tables, *note_lines(total))
    if whole[1]["articles"]:
        several = len(parts) > 1
        for part, found in parts.items():
            print_parts(console, page_line(found["pages"]["articles"], part if several else None))


def _wide(out: TextIO) -> Console:
    console = console_of(out)
    if not console.is_terminal:
        console.width = max(console.width, _WIDTH)
    return console


def _compare(request: _Request, files: tuple[Path, Path], json_file: Path | None) -> None:
    """What the second file won and lost against the first, record by record."""
    from shijian_extract.evaluate import (
        compare_runs,
        read_articles,
        read_catalogue,
        score_differences,
    )
    from shijian_extract.evaluate import evaluate as judge_all
    from shijian_extract.show.changes import change_line, difference_table, total_line

    right, catalogue = read_articles(request.gold), read_catalogue(request.gold)
    old, new = (judge_all(right, read_articles(file), catalogue, request.part) for file in files)
    changes = [change.to_dict() for change in compare_runs(old, new)]
    differences = score_differences(old, new)
    _write_json(json_file, {"changes": changes, "scores": differences})
    with opened(None) as out:
        out.writelines(f"{change_line(change)}\n" for change in changes)
        print_parts(_wide(out), difference_table(differences), total_line(changes))
