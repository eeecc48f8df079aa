"""How fast the whole chain is, against word segmentation alone on the same text in the same run.

The contestants take turns, round by round, and what is reported are medians over the rounds; `timing.py` says why.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from timing import (
    FEWEST_ROUNDS,
    Work,
    interleaved,
    jieba_cut,
    machine,
    median_ratio,
    over,
    rjieba_tag,
    seconds_of,
)

ROOT = Path(__file__).resolve().parents[1]
CHAIN = "extract"
GROWTH = (1, 10, 100)
# A caption, a report, a newspaper page, a small and a large file.
LENGTHS = (200, 1_000, 10_000, 100_000, 2_000_000)
# What the project promises of itself; shown beside what was measured.
LIMITS = {
    "extract / jieba.cut": 1 / 6,
    "extract / rjieba.tag": 3.0,
    "time for 100 times the text": 110.0,
    "time a character, dearest length over cheapest": 1.15,
    "import shijian_extract, seconds": 0.3,
    "first result of the command line, seconds": 1.5,
}


def _rjieba_cut() -> Work:
    import rjieba

    return rjieba.cut


def _extract() -> Work:
    from shijian_extract import extract

    return extract


def _nothing() -> Work:
    return len


# Loaded only when asked for: a process that measures one of them must not carry the others' dictionaries.
CONTESTANTS: Mapping[str, Callable[[], Work]] = {
    CHAIN: _extract,
    "jieba.cut": jieba_cut,
    "rjieba.cut": _rjieba_cut,
    "rjieba.tag": rjieba_tag,
}
PEAKS = {"nothing": _nothing, **CONTESTANTS}


@dataclass(frozen=True, slots=True)
class Speed:
    """One contestant over all texts: median seconds, characters a second, the chain's time over its own."""

    seconds: float
    characters_per_second: float
    chain_ratio: float


@dataclass(frozen=True, slots=True)
class Growth:
    """The chain over one text `times` as long: median seconds, and that over the time for the text once."""

    times: int
    characters: int
    seconds: float
    ratio: float


@dataclass(frozen=True, slots=True)
class Length:
    """The chain over texts of about `characters` each: how many, median seconds a character, and that over the cheapest."""

    characters: int
    texts: int
    seconds_per_character: float
    ratio: float


@dataclass(frozen=True, slots=True)
class Report:
    """All that one run measures: seconds, bytes, characters, and ratios without a unit."""

    machine: dict[str, str]
    files: int
    characters: int
    rounds: int
    cold_seconds: dict[str, float]
    peak_bytes: dict[str, int]
    speed: dict[str, Speed]
    growth: list[Growth]
    lengths: list[Length]

    def held_to_limits(self) -> dict[str, float]:
        """The measures that a limit is set for, by the limit's name."""
        ratios = {f"{CHAIN} / {name}": speed.chain_ratio for name, speed in self.speed.items()}
        growth = {f"time for {row.times} times the text": row.ratio for row in self.growth}
        cold = {f"{name}, seconds": seconds for name, seconds in self.cold_seconds.items()}
        lengths = {"time a character, dearest length over cheapest": max(row.ratio for row in self.lengths)}
        held = {**ratios, **growth, **lengths, **cold}
        return {name: value for name, value in held.items() if name in LIMITS}


def measure_speed(texts: Sequence[str], rounds: int) -> dict[str, Speed]:
    """The chain and the word segmenters, each over the same texts, one call a text."""
    seconds = interleaved({name: over(texts, load()) for name, load in CONTESTANTS.items()}, rounds)
    characters = sum(map(len, texts))
    return {
        name: Speed(median(times), characters / median(times), median_ratio(seconds[CHAIN], times))
        for name, times in seconds.items()
    }


def measure_growth(texts: Sequence[str], rounds: int) -> list[Growth]:
    """The chain over all texts put together as one long text, and that text many times over as one."""
    joined = "\n\n".join(texts) + "\n\n"
    work = CONTESTANTS[CHAIN]()
    seconds = interleaved({str(times): over([joined * times], work) for times in GROWTH}, rounds)
    once = seconds[str(GROWTH[0])]
    return [
        Growth(
            times, len(joined) * times, median(seconds[str(times)]), median_ratio(seconds[str(times)], once)
        )
        for times in GROWTH
    ]


def pieces(text: str, length: int) -> list[str]:
    """The text in pieces of at least so many characters, each ending with a sentence.

    >>> pieces("甲。乙丙。丁。", 3)
    ['甲。乙丙。', '丁。']
    """
    found, start = [], 0
    while start < len(text):
        end = text.find("。", start + length - 1) + 1 or len(text)
        found.append(text[start:end])
        start = end
    return found


def measure_lengths(texts: Sequence[str], rounds: int) -> list[Length]:
    """The chain over the same sentences as captions, as reports, as files, each call one of them."""
    joined = "\n\n".join(texts) + "\n\n"
    cut = {
        length: pieces(joined * -(-length // len(joined)), length)[: max(1, len(joined) // length)]
        for length in LENGTHS
    }
    work = CONTESTANTS[CHAIN]()
    seconds = interleaved({str(length): over(found, work) for length, found in cut.items()}, rounds)
    each = {length: median(seconds[str(length)]) / sum(map(len, found)) for length, found in cut.items()}
    cheapest = min(each.values())
    return [Length(length, len(cut[length]), each[length], each[length] / cheapest) for length in LENGTHS]


def _output(*command: str) -> str:
    done = subprocess.run([sys.executable, *command], stdout=subprocess.PIPE, check=True, encoding="utf-8")
    return done.stdout


def measure_cold(path: Path, rounds: int) -> dict[str, float]:
    """Median seconds in fresh processes: to import the library; to a first result of the command line."""
    importing = "import time; t = time.perf_counter(); import shijian_extract; print(time.perf_counter() - t)"
    first_result = ["-m", "shijian_extract", "extract", str(path)]
    # Once unmeasured: compiled files and the disk's cache are there on every start but the very first.
    _output("-c", importing)
    _output(*first_result)
    imports, commands = [], []
    for _ in range(rounds):
        imports.append(float(_output("-c", importing)))
        commands.append(seconds_of(lambda: _output(*first_result)))
    return {
        "import shijian_extract": median(imports),
        "first result of the command line": median(commands),
    }


def _own_peak_bytes() -> int:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def measure_peaks(corpus: Path) -> dict[str, int]:
    """Peak memory of a fresh process that takes one contestant once over the texts, in bytes."""
    return {
        name: int(_output(str(Path(__file__)), "--peak", name, "--corpus", str(corpus))) for name in PEAKS
    }


def measure(corpus: Path, paths: Sequence[Path], rounds: int) -> Report:
    """Everything, in an order that keeps the measures apart."""
    texts = [path.read_text("utf-8") for path in paths]
    # Fresh processes come first: on Linux a process starts with its parent's peak memory as its own, and this
    # one is small only until it has loaded the contestants.
    peaks = measure_peaks(corpus)
    cold = measure_cold(paths[0], rounds)
    return Report(
        machine=machine(), files=len(texts), characters=sum(map(len, texts)), rounds=rounds, cold_seconds=cold,
        peak_bytes=peaks, speed=measure_speed(texts, rounds), growth=measure_growth(texts, rounds),
        lengths=measure_lengths(texts, rounds),
    )  # fmt: skip


def _speed_rows(report: Report) -> list[str]:
    rows = [
        f"{name:<26}{row.characters_per_second:>14,.0f}{row.seconds:>12.5f}{row.chain_ratio:>14.3f} ×"
        for name, row in report.speed.items()
    ]
    return [f"{'on the same text':<26}{'characters/s':>14}{'seconds':>12}{'extract takes':>16}", *rows]


def _growth_rows(report: Report) -> list[str]:
    rows = [
        f"{f'{row.times} ×':<26}{row.characters:>14,}{row.seconds:>12.5f}{row.ratio:>14.1f} ×"
        for row in report.growth
    ]
    return [f"{'extract, as one text':<26}{'characters':>14}{'seconds':>12}{'time':>16}", *rows]


def _length_rows(report: Report) -> list[str]:
    rows = [
        f"{f'texts of {row.characters:,}':<26}{row.texts:>14,}{row.seconds_per_character * 1e6:>12.3f}{row.ratio:>14.2f} ×"
        for row in report.lengths
    ]
    return [f"{'extract, by length':<26}{'texts':>14}{'µs a char.':>12}{'cheapest':>16}", *rows]


def _process_rows(report: Report) -> list[str]:
    seconds = [f"{name:<42}{value:>10.3f}" for name, value in report.cold_seconds.items()]
    peaks = [f"{name:<42}{peak / 2**20:>10.1f}" for name, peak in report.peak_bytes.items()]
    return [
        f"{'fresh process':<42}{'seconds':>10}",
        *seconds,
        "",
        f"{'fresh process, peak memory':<42}{'MiB':>10}",
        *peaks,
    ]


def _limit_rows(report: Report) -> list[str]:
    rows = [
        f"{name:<48}{value:>10.3f}{LIMITS[name]:>10.2f}{'' if value <= LIMITS[name] else '   over'}"
        for name, value in report.held_to_limits().items()
    ]
    return [f"{'promised':<48}{'measured':>10}{'at most':>10}", *rows]


def table(report: Report) -> str:
    """The report for people."""
    head = [
        f"{report.files} files, {report.characters:,} characters; medians of {report.rounds} rounds in turns",
        " · ".join(report.machine.values()),
    ]
    parts = (_speed_rows, _growth_rows, _length_rows, _process_rows, _limit_rows)
    return "\n\n".join("\n".join(rows) for rows in (head, *(part(report) for part in parts)))


def as_json(report: Report) -> dict[str, Any]:
    """The report for programs: every measure, and the limits they are held to."""
    held = {
        name: {"measured": value, "limit": LIMITS[name]} for name, value in report.held_to_limits().items()
    }
    return {**asdict(report), "limits": held}


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=ROOT / "corpus", help="a folder of *.txt (corpus/)")
    parser.add_argument("--rounds", type=int, default=FEWEST_ROUNDS, help=f"at least {FEWEST_ROUNDS}")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the measures here too")
    parser.add_argument(
        "--peak", choices=PEAKS, help="only take this one over the texts; print this process's peak in bytes"
    )
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark; the exit code is 0, or 2 where there is nothing to measure on."""
    arguments = _arguments(argv)
    paths = sorted(arguments.corpus.glob("*.txt"))
    if not paths or arguments.rounds < FEWEST_ROUNDS:
        print(f"wanted: *.txt in {arguments.corpus} and at least {FEWEST_ROUNDS} rounds", file=sys.stderr)
        return 2
    if arguments.peak:
        over([path.read_text("utf-8") for path in paths], PEAKS[arguments.peak]())()
        print(_own_peak_bytes())
        return 0
    report = measure(arguments.corpus, paths, arguments.rounds)
    print(table(report))
    if arguments.json:
        arguments.json.write_text(json.dumps(as_json(report), ensure_ascii=False, indent=2) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
