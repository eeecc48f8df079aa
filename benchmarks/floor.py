"""The floor under the chain: what reading, one look at the text, and the records themselves take, found or not.

Whoever turns these articles into these records in Python has to read the bytes, look at each character once, build
the records and write them. What that takes together is the floor; the rest of the chain's time is finding.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

import regex

from shijian_extract import Article, Extractor
from timing import FEWEST_ROUNDS, interleaved, jieba_cut, machine, median_ratio, over

ROOT = Path(__file__).resolve().parents[1]
# The chain is to be this many times as fast as jieba.cut: what `peers.py` holds it to.
AIM = 6
READ, SCAN, BUILD, WRITE = "read and decode", "one scan", "build the records", "write them as JSON"
STEPS = (READ, SCAN, BUILD, WRITE)
CHAIN, WHOLE, JIEBA = "extract", "extract, file to JSON", "jieba.cut"
# Every figure has a digit or numeral, and nearly every name or phrase stands in quotation marks.
ANCHORS = r"""[0-9０-９〇○零一二三四五六七八九十百千万亿两]+|[“”‘’"'「」『』《》]"""


@dataclass(frozen=True, slots=True)
class Row:
    """Median seconds over all articles, and that over the time of `jieba.cut` and over the time that the aim allows."""

    seconds: float
    of_jieba: float
    of_allowed: float


@dataclass(frozen=True, slots=True)
class Report:
    """All that one run measures; `floor` is the four steps together, the ratios are medians round by round."""

    machine: dict[str, str]
    articles: int
    characters: int
    records: int
    rounds: int
    rows: dict[str, Row]
    chain_over_floor: float
    whole_over_floor: float


def _scan(texts: Sequence[str]) -> Callable[[], object]:
    """One pattern over all texts, with the offset of each find: the least that a rule needs to know."""
    pattern = regex.compile(ANCHORS)
    return over(texts, lambda text: [found.start() for found in pattern.finditer(text)])


def _decoded(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def _works(paths: Sequence[Path], articles: Sequence[Article]) -> dict[str, Callable[[], object]]:
    """The four steps, the chain without and with the first and last of them, and `jieba.cut`."""
    texts = [_decoded(path) for path in paths]
    extractor = Extractor()
    return {
        READ: over(paths, _decoded),
        SCAN: _scan(texts),
        BUILD: over([article.model_dump() for article in articles], Article.model_validate),
        WRITE: over(articles, Article.model_dump_json),
        CHAIN: over(texts, extractor),
        WHOLE: over(paths, lambda path: extractor(_decoded(path)).model_dump_json()),
        JIEBA: over(texts, jieba_cut()),
    }


def _together(seconds: Mapping[str, Sequence[float]], names: Sequence[str]) -> list[float]:
    """The sum of some works, round by round."""
    return [sum(times) for times in zip(*(seconds[name] for name in names), strict=True)]


def measure(paths: Sequence[Path], rounds: int) -> Report:
    """The steps, the chain and `jieba.cut` in turns over the same articles."""
    texts = [path.read_text("utf-8") for path in paths]
    articles = [Extractor()(text) for text in texts]
    seconds = interleaved(_works(paths, articles), rounds)
    floor = _together(seconds, STEPS)
    jieba = seconds[JIEBA]
    times = {**{name: seconds[name] for name in STEPS}, "floor": floor}
    times |= {name: seconds[name] for name in (CHAIN, WHOLE, JIEBA)}
    ratios = {name: median_ratio(taken, jieba) for name, taken in times.items()}
    return Report(
        machine=machine(), articles=len(texts), characters=sum(map(len, texts)),
        records=sum(len(article.records) for article in articles), rounds=rounds,
        rows={name: Row(median(times[name]), ratio, ratio * AIM) for name, ratio in ratios.items()},
        chain_over_floor=median_ratio(seconds[CHAIN], floor),
        whole_over_floor=median_ratio(seconds[WHOLE], floor),
    )  # fmt: skip


def verdict(rows: Mapping[str, Row]) -> str:
    """Whether the aim can be reached with these records in Python, as the numbers have it."""
    build, floor = rows[BUILD].of_allowed, rows["floor"].of_allowed
    takes = (
        f"Of the time that {AIM} × jieba.cut allows, building the records alone takes {build:.2f} ×, building and "
        f"writing them {build + rows[WRITE].of_allowed:.2f} ×, the whole floor {floor:.2f} ×: "
    )
    if floor < 1:
        return takes + f"{1 - floor:.0%} of it is left for finding them."
    left = 1 - build - rows[SCAN].of_allowed
    if left <= 0:
        return takes + "that is out of reach, even if finding them took no time."
    return takes + (
        "from file to JSON that is out of reach, even if finding them took no time; extract alone, which neither "
        f"reads files nor writes JSON, has {left:.0%} of it left for finding."
    )


def table(report: Report) -> str:
    """The report for people."""
    head = [
        f"{report.articles} articles, {report.characters:,} characters, {report.records:,} records; "
        f"medians of {report.rounds} rounds in turns",
        " · ".join(report.machine.values()),
    ]
    allowed = f"of {JIEBA} / {AIM}"
    rows = [
        f"{name:<26}{row.seconds:>12.5f}{row.of_jieba:>16.1%}{row.of_allowed:>18.3f} ×"
        for name, row in report.rows.items()
    ]
    ratios = [
        f"extract / floor{report.chain_over_floor:>43.1f} ×",
        f"extract, file to JSON / floor{report.whole_over_floor:>29.1f} ×",
    ]
    titles = f"{'on the same articles':<26}{'seconds':>12}{f'of {JIEBA}':>16}{allowed:>20}"
    parts = (head, [titles, *rows], ratios, [verdict(report.rows)])
    return "\n\n".join("\n".join(lines) for lines in parts)


def as_json(report: Report) -> dict[str, Any]:
    """The report for programs: every measure, the aim and the verdict."""
    return {**asdict(report), "aim": AIM, "verdict": verdict(report.rows)}


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=ROOT / "corpus", help="a folder of *.txt (corpus/)")
    parser.add_argument("--rounds", type=int, default=FEWEST_ROUNDS, help=f"at least {FEWEST_ROUNDS}")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the measures here too")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark; the exit code is 0, or 2 where there is nothing to measure on."""
    arguments = _arguments(argv)
    paths = sorted(arguments.corpus.glob("*.txt"))
    if not paths or arguments.rounds < FEWEST_ROUNDS:
        print(f"wanted: *.txt in {arguments.corpus} and at least {FEWEST_ROUNDS} rounds", file=sys.stderr)
        return 2
    report = measure(paths, arguments.rounds)
    print(table(report))
    if arguments.json:
        arguments.json.write_text(json.dumps(as_json(report), ensure_ascii=False, indent=2) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
