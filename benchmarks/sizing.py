"""What `engines.py` has measured, as tables for docs/engines.md and docs/engines.zh-CN.md: what a large run takes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

ARTICLES = 100_000_000
CORES = 64
BLOCK = re.compile(r"(?<=<!-- measured -->\n).*?(?=<!-- /measured -->)", re.DOTALL)
PAGES = {"en": "engines.md", "zh": "engines.zh-CN.md"}

Report = Mapping[str, Any]

_HEADS = {
    "en": (
        ("engine", "workers", "articles/s", "articles a core-second", "the engine's share", "MiB a worker", "MiB beside"),
        ("an article", "characters", "records", "bytes, zstd", "bytes, snappy"),
        ("100 million on 64 cores", "core-hours", "hours", "GiB of memory", "result, GB zstd"),
    ),
    "zh": (
        ("引擎", "工作进程", "篇/秒", "每核秒篇数", "引擎自身占比", "每工作进程 MiB", "其余进程 MiB"),
        ("每篇", "字符", "记录", "zstd 字节", "snappy 字节"),
        ("一亿篇、64 核", "核时", "小时", "内存 GiB", "结果 zstd GB"),
    ),
}  # fmt: skip
_KINDS = {"en": {"written": "synthetic", "reports": "report"}, "zh": {"written": "合成", "reports": "报道"}}
_MACHINE = {
    "en": "Python {python} on {system} with {cores} cores, {articles} articles of {characters:.0f} characters; the"
    " result is reckoned with the bytes of a report.",
    "zh": "{system}，{cores} 核，Python {python}，{articles} 篇，每篇 {characters:.0f} 字符；结果大小按报道一行的字节数计。",
}


def put(report: Report, folder: Path) -> None:
    """Write the tables into the pages in `folder`, in place of those that stand there."""
    for language, name in PAGES.items():
        path = folder / name
        # A backslash in what is put in would be read as a group.
        found = tables(report, language).replace("\\", r"\\")
        text, count = BLOCK.subn(found, path.read_text("utf-8"))
        if count != 1:
            raise ValueError(f"{path}: one place for what is measured is wanted, and there are {count}")
        path.write_text(text, "utf-8")


def tables(report: Report, language: str) -> str:
    """The three tables of a report: what was measured, what an article takes, what a large run takes."""
    speed, sizes, run = _HEADS[language]
    kinds = _KINDS[language]
    told = _MACHINE[language].format(
        **report["machine"], articles=report["articles"], characters=report["sizes"]["written"]["characters"]
    )
    parts = [
        told + "\n",
        _table(speed, (_speed(engine, one) for engine, runs in report["runs"].items() for one in runs)),
        _table(sizes, (_size(kinds[kind], one) for kind, one in report["sizes"].items())),
        _table(run, (_large(engine, runs[-1], report) for engine, runs in report["runs"].items())),
    ]
    return "\n".join(parts)


def _speed(engine: str, run: Report) -> Iterable[str]:
    return (
        engine, f"{run['workers']}", f"{run['articles_per_second']:.0f}", f"{run['articles_per_core_second']:.0f}",
        f"{run['engine_share']:.0%}", f"{run['worker_mib']:.0f}", f"{run['other_mib']:.0f}",
    )  # fmt: skip


def _size(kind: str, one: Report) -> Iterable[str]:
    written = one["parquet_bytes"]
    return (
        kind, f"{one['characters']:.0f}", f"{one['records']:.1f}", f"{written['zstd']:.0f}", f"{written['snappy']:.0f}",
    )  # fmt: skip


def _large(engine: str, run: Report, report: Report) -> Iterable[str]:
    core_hours = ARTICLES / run["articles_per_core_second"] / 3600
    memory = CORES * run["worker_mib"] / 1024
    result = ARTICLES * report["sizes"]["reports"]["parquet_bytes"]["zstd"] / 1e9
    return engine, f"{core_hours:.0f}", f"{core_hours / CORES:.1f}", f"{memory:.0f}", f"{result:.0f}"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = tuple(head)
    lines = [names, ("---",) * len(names), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
