"""Timing in turns: contestants go one after another, round by round, and medians over the rounds are what counts.

What one machine does in a second wanders from hour to hour; the ratio of two things timed side by side on it
hardly does. So ratios are taken round by round, and the median of them is what is reported.
"""

from __future__ import annotations

import datetime
import math
import platform
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import TypeVar

# A shorter round is mostly clock and scheduler, so a fast contestant goes over the text several times in one.
SHORTEST_ROUND_SECONDS = 0.2
FEWEST_ROUNDS = 5
_CPU = Path("/proc/cpuinfo")

Item = TypeVar("Item")
Work = Callable[[str], object]
Clock = Callable[[], float]


def _passes(work: Callable[[], object]) -> int:
    """How often `work` is to run for a round to be long enough; runs it once to warm up and once to see."""
    work()
    return max(1, math.ceil(SHORTEST_ROUND_SECONDS / max(seconds_of(work), 1e-9)))


def seconds_of(work: Callable[[], object], passes: int = 1, clock: Clock = time.perf_counter) -> float:
    """Seconds of one pass of `work`, run `passes` times on end."""
    start = clock()
    for _ in range(passes):
        work()
    return (clock() - start) / passes


def interleaved(works: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Seconds of one pass of each work in each round; within a round the works take turns.

    They are seconds of processor time: what else runs on the machine takes turns of its own, and those are no part of
    the work. A work that took several threads would have the time of all of them counted.
    """
    passes = {name: _passes(work) for name, work in works.items()}
    seconds: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            seconds[name].append(seconds_of(work, passes[name], time.process_time))
    return seconds


def median_ratio(above: Sequence[float], below: Sequence[float]) -> float:
    """The median of round-by-round ratios: what slows the machine in one round slows both sides of it."""
    return median(a / b for a, b in zip(above, below, strict=True))


def over(items: Iterable[Item], work: Callable[[Item], object]) -> Callable[[], object]:
    """One pass: `work` called once for each item, a text as a rule; what it gives is let go at once."""
    items = tuple(items)

    def run() -> None:
        for item in items:
            work(item)

    return run


def jieba_cut() -> Work:
    """`jieba.cut`, its dictionary loaded."""
    import logging

    import jieba

    logging.getLogger("jieba").setLevel(logging.WARNING)
    jieba.initialize()
    # `jieba.cut` gives a generator; the others give lists.
    return lambda text: list(jieba.cut(text))


def rjieba_tag() -> Work:
    """`rjieba.tag`."""
    import rjieba

    return rjieba.tag


def _processor() -> str:
    """The name of the processor, where the system tells it."""
    lines = _CPU.read_text("utf-8").splitlines() if _CPU.exists() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor())


def machine() -> dict[str, str]:
    """What the measures were taken with and on, and when."""
    return {
        "python": platform.python_version(),
        "system": platform.platform(),
        "machine": platform.machine(),
        "processor": _processor(),
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
    }
