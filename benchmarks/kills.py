"""Runs killed at random moments, over and over: in the end nothing may be missing and nothing double.

Short runs of generated articles are killed (kill -9, the command alone or with its workers) until so many kills have hit; each
time a run comes to its end, what it wrote is held against what an undisturbed run wrote, byte for byte.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from shijian_extract.synthetic import generate, write_lines


def command(source: Path, sink: Path, workers: int) -> list[str]:
    """The command of a run."""
    return [
        sys.executable,
        "-m",
        "shijian_extract",
        "batch",
        str(source),
        "--to",
        str(sink),
        "--workers",
        str(workers),
    ]


def killed(words: Sequence[str], seconds: float, *, group: bool) -> bool:
    """Start a run and kill it after so many seconds; whether it was still at work."""
    process = subprocess.Popen(words, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        process.wait(seconds)
        return False
    except subprocess.TimeoutExpired:
        (os.killpg if group else os.kill)(process.pid, signal.SIGKILL)
        process.wait()
        return True
    finally:
        # Workers whose parent has gone end by themselves; those of a killed group are gone.
        with contextlib.suppress(ProcessLookupError):
            if group:
                os.killpg(process.pid, signal.SIGKILL)


def kill_runs(kills: int, articles: int, seed: int, folder: Path) -> tuple[int, int]:
    """Kill so many runs; how many came to their end in between, and how many of those were not what they should be."""
    chance = random.Random(seed)
    source = folder / "articles.jsonl"
    write_lines(generate(articles, seed=seed), source)
    whole, sink = folder / "whole.jsonl", folder / "killed.jsonl"
    begun = time.perf_counter()
    subprocess.run(command(source, whole, 1), check=True, stderr=subprocess.DEVNULL)
    longest = time.perf_counter() - begun
    hits = ends = wrong = 0
    while hits < kills:
        words = command(source, sink, chance.choice((1, 2)))
        if killed(words, chance.uniform(0.05, longest), group=chance.random() < 0.5):
            hits += 1
            if hits % 50 == 0:
                print(
                    f"{hits} kills, {ends} runs at their end, {wrong} of them wrong",
                    file=sys.stderr,
                    flush=True,
                )
        # Each fifth time a run is left alone, and begun anew after that.
        if chance.random() < 0.2 or hits == kills:
            subprocess.run(command(source, sink, 1), check=True, stderr=subprocess.DEVNULL)
            ends += 1
            wrong += sink.read_bytes() != whole.read_bytes()
            sink.unlink()
            shutil.rmtree(f"{sink}.ledger")
    return ends, wrong


def main(argv: Sequence[str] | None = None) -> int:
    """Kill runs; the exit code is 1 where one of those that came to their end was not what it should be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=1000, metavar="N")
    parser.add_argument("--articles", type=int, default=200, metavar="N")
    parser.add_argument("--seed", type=int, default=0, metavar="S")
    arguments = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        ends, wrong = kill_runs(arguments.kills, arguments.articles, arguments.seed, Path(folder))
    print(
        f"{arguments.kills} kills, {ends} runs at their end, {wrong} of them not what an undisturbed run wrote"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
