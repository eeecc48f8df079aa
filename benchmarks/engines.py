"""How fast the chain is on an engine, what its workers hold, and how large the result is: what a run is sized from.

Each number of workers is measured in a process of its own. The clock runs from reading Parquet to the last byte of
Parquet written, over partitions of equal size, after a small run that has started the workers and loaded their word lists.
Linux alone tells what its processes hold and take in the way that is read here.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from shijian_extract.engines import extract_batches
from shijian_extract.synthetic import generate
from sizing import put, tables

SEED = 11
# Enough for every worker to have several, so that none stands idle for long at the end.
PARTS = 8
WARM_ROWS = 64
LOOK_SECONDS = 0.1
MIB = 1 << 20
ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "corpus"
WORKER_NUMBERS = {"serial": [1], "spark": [1, 2], "ray": [1, 2]}
# How the processes that an engine runs Python in are known, by a part of their command line; and the others it needs.
WORKERS = {"serial": "engines.py", "spark": "pyspark.daemon", "ray": "ray::"}
OTHERS = {"serial": "", "spark": "java", "ray": "raylet"}

Job = Callable[[Path, Path], None]


@dataclass(frozen=True, slots=True)
class Measure:
    """One run: articles a second of all workers together; articles for each second of a core that the workers and the
    engine beside them took, which hardly wanders with what else the machine does; the share of it that went to the engine;
    peak MiB of one worker, and of the engine's other processes the largest."""

    workers: int
    seconds: float
    articles_per_second: float
    articles_per_core_second: float
    engine_share: float
    worker_mib: float
    other_mib: float


@dataclass(frozen=True, slots=True)
class Sizes:
    """Characters, records and bytes of one article, on average; as Parquet by the kind of compression."""

    characters: float
    records: float
    parquet_bytes: dict[str, float]


@contextmanager
def serial(workers: int) -> Iterator[Job]:
    """The kernel in this process alone."""

    def job(given: Path, wanted: Path) -> None:
        wanted.mkdir()
        for path in sorted(given.iterdir()):
            found = list(extract_batches(parquet.read_table(path).to_batches()))
            parquet.write_table(pa.Table.from_batches(found), wanted / path.name, compression="zstd")

    yield job


@contextmanager
def spark(workers: int) -> Iterator[Job]:
    """Spark on this machine, so many tasks at a time."""
    from pyspark.sql import SparkSession

    from shijian_extract.engines import extract_frame

    os.environ.update(PYSPARK_PYTHON=sys.executable, SPARK_LOCAL_IP="127.0.0.1")
    session = (
        SparkSession.builder.master(f"local[{workers}]")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.parquet.compression.codec", "zstd")
        # A file is a partition.
        .config("spark.sql.files.openCostInBytes", str(128 * MIB))
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")

    def job(given: Path, wanted: Path) -> None:
        extract_frame(session.read.parquet(str(given))).write.parquet(str(wanted))

    yield job
    session.stop()


@contextmanager
def ray(workers: int) -> Iterator[Job]:
    """Ray on this machine, so many workers."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    import ray
    import ray.data

    from shijian_extract.engines import extract_dataset

    ray.init(num_cpus=workers, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    ray.data.DataContext.get_current().enable_progress_bars = False

    def job(given: Path, wanted: Path) -> None:
        dataset = ray.data.read_parquet(str(given), override_num_blocks=PARTS)
        extract_dataset(dataset).write_parquet(str(wanted), compression="zstd")

    yield job
    ray.shutdown()


ENGINES = {"serial": serial, "spark": spark, "ray": ray}


@dataclass(slots=True)
class Process:
    """What was seen of one process: its command line, the most memory it held, its seconds of a core by first and last look."""

    command: str
    mib: float
    first: float
    last: float


class Watch(threading.Thread):
    """Looks at this process and those below it for memory and time."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.seen: dict[str, Process] = {}
        self._told = threading.Event()
        # What a process took before is not of the run.
        self._look()

    def run(self) -> None:
        """Look until told to stop."""
        while not self._told.wait(LOOK_SECONDS):
            self._look()

    def stop(self) -> None:
        """Look a last time."""
        self._told.set()
        self.join()
        self._look()

    def most(self, part: str) -> float:
        """The most MiB that one process held which has this part in its command line; 0 where there is none."""
        found = [one.mib for one in self.seen.values() if part and part in one.command]
        return max(found, default=0.0)

    def core_seconds(self, part: str = "") -> float:
        """What the processes took together which have this part in their command lines."""
        return sum(one.last - one.first for one in self.seen.values() if part in one.command)

    def _look(self) -> None:
        for pid in _family():
            try:
                command, mib, seconds = _state(Path("/proc", pid))
            except OSError:
                # It has ended since.
                continue
            known = self.seen.setdefault(pid, Process(command, mib, seconds, seconds))
            # Ray names its workers by what they do at the time.
            known.command = max(known.command, command, key=lambda text: "ray::" in text)
            known.mib, known.last = max(known.mib, mib), seconds


def _state(folder: Path) -> tuple[str, float, float]:
    """Command line, peak MiB and seconds of a core of a process."""
    command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    lines = (folder / "status").read_text().splitlines()
    held = [int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")]
    ticks = (folder / "stat").read_text().rpartition(")")[2].split()[11:13]
    return command, max(held, default=0.0), sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def _family() -> Iterator[str]:
    """This process and those below it, by their ids."""
    parents: dict[str, list[str]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            # The name of the program stands in brackets and may hold anything.
            parent = path.read_text().rpartition(")")[2].split()[1]
        except OSError:
            continue
        parents.setdefault(parent, []).append(path.parent.name)
    waiting = [str(os.getpid())]
    while waiting:
        pid = waiting.pop()
        yield pid
        waiting += parents.get(pid, [])


def measure(engine: str, workers: int, folder: Path, articles: int) -> Measure:
    """One run of the engine over the articles in `folder`, after one over a few of them."""
    wanted = folder / "extracted"
    with ENGINES[engine](workers) as job:
        job(folder / "few", folder / "warm")
        watch = Watch()
        watch.start()
        start = time.perf_counter()
        job(folder / "articles", wanted)
        seconds = time.perf_counter() - start
        watch.stop()
    cores = watch.core_seconds()
    return Measure(
        workers=workers,
        seconds=seconds,
        articles_per_second=articles / seconds,
        articles_per_core_second=articles / cores,
        engine_share=1 - watch.core_seconds(WORKERS[engine]) / cores,
        worker_mib=watch.most(WORKERS[engine]),
        other_mib=watch.most(OTHERS[engine]),
    )


def write_articles(folder: Path, count: int) -> None:
    """So many synthetic articles in `PARTS` files, and a few of them for warming up."""
    rows = [
        {"id": one.id, "text": one.text, "published": one.published, "title": one.title}
        for one in generate(count, seed=SEED)
    ]
    for name, some in (("articles", rows), ("few", rows[:WARM_ROWS])):
        (folder / name).mkdir()
        for part in range(PARTS):
            parquet.write_table(pa.Table.from_pylist(some[part::PARTS]), folder / name / f"{part}.parquet")


def written_sizes(folder: Path) -> Sizes:
    """What a synthetic article takes, read off what a run has left in `folder`."""
    found = pa.concat_tables(map(parquet.read_table, sorted((folder / "extracted").glob("*.parquet"))))
    return sizes(found, parquet.read_table(folder / "articles").column("text").to_pylist(), folder)


def report_sizes(folder: Path) -> Sizes:
    """What a report of the corpus takes: synthetic articles say much, and in few words that come again and again."""
    texts = [path.read_text("utf-8") for path in sorted(CORPUS.glob("*.txt"))]
    rows = [{"id": str(number), "text": text} for number, text in enumerate(texts)]
    found = pa.Table.from_batches(extract_batches([pa.RecordBatch.from_pylist(rows)]))
    return sizes(found, texts, folder)


def sizes(found: pa.Table, texts: list[str], folder: Path) -> Sizes:
    """What an article takes, of these texts and what was found in them; of a page each article counts."""
    count = found.num_rows
    written = {}
    for compression in ("zstd", "snappy"):
        path = folder / f"{compression}.parquet"
        parquet.write_table(found, path, compression=compression)
        written[compression] = path.stat().st_size / count
    return Sizes(
        characters=sum(map(len, texts)) / count,
        records=sum(len(records or ()) for records in found.column("records").to_pylist()) / count,
        parquet_bytes=written,
    )


def in_turn(engine: str, folder: Path, articles: int) -> list[Measure]:
    """A measure for each number of workers, each taken in a fresh process."""
    found = []
    for workers in WORKER_NUMBERS[engine]:
        for left in ("extracted", "warm"):
            shutil.rmtree(folder / left, ignore_errors=True)
        words = ["--engine", engine, "--articles", str(articles), "--one", str(workers), str(folder)]
        done = subprocess.run(
            [sys.executable, __file__, *words], stdout=subprocess.PIPE, encoding="utf-8", check=True
        )
        found.append(Measure(**json.loads(done.stdout.splitlines()[-1])))
    return found


def all_of(engines: list[str], articles: int) -> dict[str, Any]:
    """The measures of these engines over the same articles, as plain data."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_articles(folder, articles)
        runs = {engine: in_turn(engine, folder, articles) for engine in engines}
        found = {"written": written_sizes(folder), "reports": report_sizes(folder)}
    return {
        "machine": {
            "system": platform.platform(),
            "python": platform.python_version(),
            "cores": os.cpu_count(),
        },
        "articles": articles,
        "runs": {engine: [asdict(run) for run in some] for engine, some in runs.items()},
        "sizes": {kind: asdict(one) for kind, one in found.items()},
    }


def main() -> None:
    """Measure as told, print the tables, write them where they are wanted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--engine", choices=[*ENGINES, "all"], default="all")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--docs", action="store_true", help="write the tables into docs/engines*.md")
    # What the runs in fresh processes are told.
    parser.add_argument("--one", nargs=2, metavar=("WORKERS", "FOLDER"), help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.one:
        print(json.dumps(asdict(measure(told.engine, int(told.one[0]), Path(told.one[1]), told.articles))))
        return
    report = all_of(list(ENGINES) if told.engine == "all" else [told.engine], told.articles)
    print(tables(report, "en"))
    if told.json:
        told.json.write_text(json.dumps(report, indent=2) + "\n", "utf-8")
    if told.docs:
        put(report, ROOT / "docs")


if __name__ == "__main__":
    main()
