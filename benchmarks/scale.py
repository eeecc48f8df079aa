"""How a batch grows: generated articles by the thousand, one worker and two, each run a process of its own.

Rates are of the whole run, from the start of the command to the finished database.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

import psutil

from kills import command
from shijian_extract.synthetic import generate, write_lines
from timing import machine

COUNTS = (1_000, 10_000, 100_000)
WORKERS = (1, 2)
SEED = 20
# What the README asks of a database of facts; a test holds the two together.
QUERIES = (
    "SELECT place, institutes, stations, told FROM latest_networks ORDER BY stations DESC LIMIT 3",
    "SELECT place, year, figures, latest FROM figures_by_year"
    " WHERE indicator = 'volunteer' AND unit = '人' ORDER BY latest DESC LIMIT 3",
    "SELECT mode, sum(articles)::INTEGER AS articles, count(DISTINCT place) AS places FROM order_flow_modes"
    " GROUP BY mode ORDER BY articles DESC, mode LIMIT 3",
)
_OPENINGS = 5
_SAMPLE_SECONDS = 0.05
# What the project promises of itself.
LIMITS = {
    "two workers over one": (1.8, "at least"),
    "peak of a process, 100,000 over 10,000": (1.1, "at most"),
}


@dataclass(frozen=True, slots=True)
class Run:
    """One run: articles, characters, workers; seconds; peak bytes of the parent and of the largest worker; bytes of the
    database and of the ledger; median seconds to open the database and answer the queries."""

    articles: int
    characters: int
    workers: int
    seconds: float
    parent_bytes: int
    worker_bytes: int
    database_bytes: int
    ledger_bytes: int
    query_seconds: float

    @property
    def articles_per_second(self) -> float:
        """Of the whole run."""
        return self.articles / self.seconds

    @property
    def peak_bytes(self) -> int:
        """Of the largest process."""
        return max(self.parent_bytes, self.worker_bytes)


def peaks_while(process: psutil.Popen) -> tuple[int, int]:
    """Peak memory of a process and of its largest child, in bytes, sampled until it ends."""
    parent = children = 0
    while process.poll() is None:
        try:
            parent = max(parent, process.memory_info().rss)
            sizes = [child.memory_info().rss for child in process.children(recursive=True)]
            children = max(children, *sizes, 0)
        except psutil.NoSuchProcess:
            pass
        time.sleep(_SAMPLE_SECONDS)
    return parent, children


def query_seconds(database: Path) -> float:
    """Median seconds to open the database and answer the three queries."""
    import duckdb

    seconds = []
    for _ in range(_OPENINGS):
        start = time.perf_counter()
        with duckdb.connect(database, read_only=True) as db:
            for query in QUERIES:
                db.execute(query).fetchall()
        seconds.append(time.perf_counter() - start)
    return median(seconds)


def measure_run(source: Path, articles: int, workers: int, folder: Path) -> Run:
    """One run over the articles in `source`, in a new process, to a new database."""
    sink = folder / f"facts-{articles}-{workers}.duckdb"
    start = time.perf_counter()
    process = psutil.Popen(command(source, sink, workers), stderr=-3)
    parent, child = peaks_while(process)
    seconds = time.perf_counter() - start
    if process.returncode != 0:
        raise SystemExit(f"the run of {articles} articles ended with {process.returncode}")
    ledger = sink.with_name(f"{sink.name}.ledger")
    with source.open(encoding="utf-8") as lines:
        characters = sum(len(json.loads(line)["text"]) for line in lines)
    return Run(
        articles, characters, workers, seconds, parent, child, sink.stat().st_size,
        sum(path.stat().st_size for path in ledger.rglob("*") if path.is_file()), query_seconds(sink),
    )  # fmt: skip


def measure(counts: Sequence[int], workers: Sequence[int], folder: Path) -> list[Run]:
    """Every number of articles with every number of workers, each told of as it is done."""
    runs = []
    for count in counts:
        source = folder / f"articles-{count}.jsonl"
        write_lines(generate(count, seed=SEED), source)
        for number in workers:
            runs.append(measure_run(source, count, number, folder))
            print(row(runs[-1]), file=sys.stderr, flush=True)
    return runs


def held_to_limits(runs: Sequence[Run]) -> dict[str, float]:
    """The measures that a limit is set for, where the runs have both sides of them."""
    by_size = {(run.articles, run.workers): run for run in runs}
    largest = max(run.articles for run in runs)
    held = {}
    if {(largest, 1), (largest, 2)} <= set(by_size):
        held["two workers over one"] = by_size[largest, 1].seconds / by_size[largest, 2].seconds
    if {(100_000, 1), (10_000, 1)} <= set(by_size):
        held["peak of a process, 100,000 over 10,000"] = max(
            by_size[100_000, workers].peak_bytes / by_size[10_000, workers].peak_bytes
            for workers in {run.workers for run in runs}
        )
    return held


HEAD = (
    f"{'articles':>9}{'workers':>9}{'seconds':>9}{'articles/s':>12}{'characters/s':>14}{'parent MiB':>12}{'worker MiB':>12}"
    f"{'database MiB':>14}{'ledger MiB':>12}{'queries s':>11}"
)


def row(run: Run) -> str:
    """A run as a line under HEAD."""
    mib = 2**20
    return (
        f"{run.articles:>9,}{run.workers:>9}{run.seconds:>9.1f}{run.articles_per_second:>12.1f}"
        f"{run.characters / run.seconds:>14,.0f}{run.parent_bytes / mib:>12.0f}{run.worker_bytes / mib:>12.0f}"
        f"{run.database_bytes / mib:>14.1f}{run.ledger_bytes / mib:>12.1f}{run.query_seconds:>11.3f}"
    )


def table(runs: Sequence[Run]) -> str:
    """The runs for people, and what the project promises beside what was measured."""
    held = held_to_limits(runs)
    promised = [
        f"{name:<42}{value:>10.2f}   {LIMITS[name][1]} {LIMITS[name][0]}{'' if _holds(name, value) else '   missed'}"
        for name, value in held.items()
    ]
    return "\n".join([" · ".join(machine().values()), "", HEAD, *map(row, runs), "", *promised])


def _holds(name: str, value: float) -> bool:
    limit, side = LIMITS[name]
    return value >= limit if side == "at least" else value <= limit


def as_json(runs: Sequence[Run]) -> dict[str, Any]:
    """The runs for programs."""
    return {"machine": machine(), "runs": [asdict(run) for run in runs], "limits": held_to_limits(runs)}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, nargs="+", default=COUNTS, metavar="N")
    parser.add_argument("--workers", type=int, nargs="+", default=WORKERS, metavar="N")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the measures here too")
    arguments = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        runs = measure(arguments.articles, arguments.workers, Path(folder))
    print(table(runs))
    if arguments.json:
        arguments.json.write_text(json.dumps(as_json(runs), ensure_ascii=False, indent=2) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
