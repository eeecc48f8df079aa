"""The benchmarks run to their end with nothing beside the project installed, and judge what peers find justly."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import floor
import kills
import peer_results
import peers
import recall
import scale
import timing
from recall import Recall, Result

ROOT = Path(__file__).parents[1]
TEXTS = {
    "taoyuan": "目前，桃源县共有志愿\n者4.6万余人、志愿服务队伍320支。",
    "closed": "全县建成新时代文明实践站212个，满意率98%。",
}


def _gold(text: str, number: str, **quantity: Any) -> dict[str, Any]:
    """A figure of the gold whose first evidence is `number`; the first half of it is enough for the benchmarks."""
    start = text.index(number)
    return {
        "type": "figure",
        "quantity": {
            "value": None,
            "low": None,
            "high": None,
            "approximation": "exact",
            "unit": None,
            **quantity,
        },
        "label": "志愿者",
        "indicator": "volunteer",
        "place": None,
        "period": None,
        "evidence": [{"start": start, "end": start + len(number), "text": number}],
    }


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two tiny articles, one of each part of a gold; rounds are as short as can be."""
    monkeypatch.setattr(timing, "SHORTEST_ROUND_SECONDS", 0)
    gold, corpus = tmp_path / "gold", tmp_path / "corpus"
    for folder in (gold, corpus):
        folder.mkdir()
    for name, text in TEXTS.items():
        (corpus / f"{name}.txt").write_text(text, "utf-8")
    parts = [{"id": "taoyuan", "part": "dev"}, {"id": "closed", "part": "test"}]
    (gold / "catalogue.jsonl").write_text("".join(json.dumps(part) + "\n" for part in parts), "utf-8")
    text = TEXTS["taoyuan"]
    records = [
        _gold(text, "4.6万余人", value=46000, low=46000, approximation="over", unit="人"),
        _gold(text, "320支", value=320, low=320, high=320, unit="支"),
        {**_gold(text, "320", value=7, low=7, high=7), "optional": True},
    ]
    article = {"article": {"id": "taoyuan"}, "records": records}
    (gold / "taoyuan.json").write_text(json.dumps(article, ensure_ascii=False), "utf-8")
    # No gold for the other: whoever opened it would fail.
    return corpus


@pytest.fixture
def nobody_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """None of the peers is installed, whatever is."""
    absent = {name: replace(peer, module=f"no_such_{peer.module}") for name, peer in peers.PEERS.items()}
    monkeypatch.setattr(peers, "PEERS", absent)


@pytest.mark.usefixtures("nobody_there")
def test_a_missing_peer_is_a_line(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "peers.json"
    arguments = ["--corpus", str(corpus), "--gold", str(corpus.parent / "gold"), "--json", str(file)]
    assert peers.main(arguments) == 0
    printed = capsys.readouterr().out.splitlines()
    assert "JioNLP: not installed: pip install jionlp" in printed
    assert {line.partition(":")[0] for line in printed if "not installed" in line} == set(peers.PEERS)
    measured = json.loads(file.read_text("utf-8"))
    assert set(measured["speed"]) == {"extract"}
    assert measured["sample"] == measured["aims"] == {}
    found = measured["found"]["extract"]["feeds"]["article"]
    assert (found["figures"], found["bounded"]) == (2, 1)
    assert found["right"] == {"value": 2, "span": 2, "both": 2, "unit": 2, "bounds": 1}


def test_a_peer_that_cannot_be_loaded_is_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> peer_results.Finder:
        raise ImportError("cannot import name 'UNICODE_EMOJI'")

    monkeypatch.setitem(peers.PEERS, "mine", peers.Peer("json", "json"))
    absent: dict[str, str] = {}
    assert peers._loaded({"mine": ("mine", fails)}, absent) == {}
    assert absent == {"mine": "cannot be loaded: ImportError: cannot import name 'UNICODE_EMOJI'"}


def test_speed_is_held_to_what_is_promised(corpus: Path) -> None:
    texts = [path.read_text("utf-8") for path in sorted(corpus.glob("*.txt"))]
    chain = peers._extract()
    speeds = peers._speeds(texts, {"jieba.cut": sorted, "ten times": peers._each([chain] * 10)}, 5)
    # `sorted` does next to nothing and is far ahead of the chain.
    assert speeds["jieba.cut"].chain_times_as_fast < 0.1
    assert speeds["ten times"].chain_times_as_fast > 1
    assert speeds["extract"].chain_times_as_fast == 1
    report = peers.Report({}, {}, 2, 1, 5, {}, speeds, {}, {})
    promised = [line for line in peers.table(report).splitlines() if line.startswith("extract / jieba.cut")]
    assert promised
    assert promised[0].endswith("missed")


def test_without_gold_there_are_speeds_alone(corpus: Path, tmp_path: Path) -> None:
    assert recall.gold_texts(tmp_path, corpus) == []
    assert peers.measure_found([], {}) == {}


@pytest.mark.parametrize("benchmark", [peers, floor])
def test_nothing_to_measure_on(benchmark: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert benchmark.main(["--corpus", str(tmp_path)]) == 2
    assert "wanted: *.txt" in capsys.readouterr().err


def test_floor_is_the_sum_of_its_steps(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "floor.json"
    assert floor.main(["--corpus", str(corpus), "--json", str(file)]) == 0
    measured = json.loads(file.read_text("utf-8"))
    assert measured["verdict"] in capsys.readouterr().out
    assert measured["articles"] == 2
    assert measured["records"] == 4
    rows = measured["rows"]
    assert max(rows[step]["seconds"] for step in floor.STEPS) < rows["floor"]["seconds"]
    assert rows["jieba.cut"]["of_jieba"] == 1
    assert rows["jieba.cut"]["of_allowed"] == floor.AIM
    assert measured["chain_over_floor"] > 1


@pytest.mark.parametrize(
    ("scan", "build", "write", "says"),
    [
        (0.1, 0.2, 0.3, "40% of it is left for finding them."),
        (0.1, 0.5, 0.6, "has 40% of it left for finding."),
        (0.1, 1.1, 0.6, "that is out of reach, even if finding them took no time."),
    ],
)
def test_verdict_follows_the_numbers(scan: float, build: float, write: float, says: str) -> None:
    allowed = {"one scan": scan, "build the records": build, "write them as JSON": write}
    rows = {name: floor.Row(0, 0, of) for name, of in {**allowed, "floor": scan + build + write}.items()}
    assert floor.verdict(rows).endswith(says)


# What stands in the text, the gold's quantity, and the number that a span has to cover.
NUMBERS = [
    ("4.6万余人", {"value": 46000, "unit": "人"}, "4.6万"),
    ("约 1.9 万平方米", {"value": 19000, "unit": "平方米"}, "1.9 万"),
    ("4.3个百分点", {"value": 4.3, "unit": "个百分点"}, "4.3"),
    ("百分之九十八以上", {"value": 98, "unit": "%"}, "九十八"),
    ("９９．１％", {"value": 99.1, "unit": "%"}, "９９．１"),
    ("2000元至1万元", {"low": 2000, "high": 10000, "unit": "元"}, "2000元至1万"),
    ("3万场(\n次)", {"value": 30000, "unit": "场次"}, "3万"),
    ("十几名", {"low": 11, "high": 19, "unit": "名"}, "十几"),
    ("六", {"value": 6, "unit": "个"}, "六"),
]


@pytest.mark.parametrize(("text", "quantity", "number"), NUMBERS)
def test_the_number_of_a_figure(text: str, quantity: Mapping[str, Any], number: str) -> None:
    source = f"共{text}。"
    figure = recall.figure(_gold(source, text, **quantity))
    assert source[slice(*figure.number)] == number


def _result(
    span: str, value: object = None, low: object = None, high: object = None, exact: bool = True
) -> Result:
    start = SOURCE.index(span)
    readings = () if value is None else (Decimal(str(value)),)
    ends = (None if end is None else Decimal(str(end)) for end in (low, high))
    return Result(start, start + len(span), readings, *ends, exact)


SOURCE = "投入近4.6万元，每年办3至5场，满意率98%，已有四成。"
NEARLY = _gold(SOURCE, "近4.6万元", value=46000, high=46000, approximation="nearly", unit="元")
RANGE = _gold(SOURCE, "3至5场", low=3, high=5, approximation="range", unit="场")
PERCENT = _gold(SOURCE, "98%", value=98, low=98, high=98, unit="%")
ABOUT = _gold(SOURCE, "98%", value=98, approximation="about", unit="%")
TENTHS = _gold(SOURCE, "四成", value=4, low=4, high=4, unit="成")

# The figure, what a peer finds, and all that is right in it.
JUDGED = [
    (NEARLY, [_result("近4.6万元", 46000, high=46000, exact=False)], "value span both unit bounds"),
    (NEARLY, [_result("4.6万元", 46000)], "value span both unit"),
    (NEARLY, [_result("4.6万", 46000)], "value span both"),
    (NEARLY, [_result("近4.6万元", 46000, exact=False)], "value span both unit"),
    (NEARLY, [_result("近4.6万元", low=40000, high=46000, exact=False)], "value span both unit bounds"),
    (NEARLY, [_result("4.6", 4.6)], ""),
    (NEARLY, [_result("4.6万元", 4.6)], "span"),
    (NEARLY, [_result("4.6", 46000)], "value"),
    (NEARLY, [_result("投入近4.6万元", 46000)], "value"),
    (NEARLY, [_result("4.6", 46000), _result("4.6万元")], "value span"),
    (NEARLY, [_result("98", 46000)], ""),
    (NEARLY, [], ""),
    (RANGE, [_result("3至5场", low=3, high=5, exact=False)], "value span both unit"),
    (RANGE, [_result("3至5场", 4)], "span"),
    (RANGE, [_result("3", 3), _result("5", 5)], "value"),
    (RANGE, [_result("5场", 5)], ""),
    (PERCENT, [_result("98%", 0.98)], "value span both unit"),
    (PERCENT, [_result("98", "98.0")], "value span both"),
    (PERCENT, [_result("98%", 9.8)], "span"),
    # An exact number is not found by a range that has it as one of its ends.
    (PERCENT, [_result("98%", low=98, high=100, exact=False)], "span"),
    # About 98 has no bounds, and is not 98 all the same.
    (ABOUT, [_result("98%", 98)], "value span both unit"),
    (ABOUT, [_result("98%", 98, exact=False)], "value span both unit bounds"),
    (TENTHS, [_result("四成", 40)], "value span both unit"),
    (TENTHS, [_result("四", 4)], "value span both"),
]


@pytest.mark.parametrize(("record", "results", "right"), JUDGED)
def test_what_is_right_in_results(record: dict[str, Any], results: list[Result], right: str) -> None:
    judged = recall.judge(recall.figure(record), results)
    # Bounds of a range are its value.
    asked = {name for name, holds in judged.items() if holds and not (name == "bounds" and record is RANGE)}
    assert asked == set(right.split())


def test_recall_counts_bounds_among_what_has_bounds() -> None:
    counts = Recall()
    counts.add(recall.figure(NEARLY), [_result("4.6万元", 46000)])
    counts.add(recall.figure(PERCENT), [_result("98%", 0.98)])
    assert (counts.share("value"), counts.share("bounds"), counts.bounded) == (1, 0, 1)
    assert (counts.share_of_kind("money"), counts.share_of_kind("percent"), counts.share_of_kind("time")) == (
        1,
        1,
        0,
    )


def test_spans_of_sentences_are_those_of_the_source() -> None:
    source = "全县共有志愿者4.\n6万人。\n\n  志愿服务队伍320支。"

    def find(sentence: str) -> list[Result]:
        return [Result(at, at + len(word)) for word in ("4.6万", "320") if (at := sentence.find(word)) >= 0]

    spans = [(found.start, found.end) for found in peers.by_sentence(source, find)]
    assert [source[start:end] for start, end in spans] == ["4.\n6万", "320"]


@pytest.mark.parametrize(("whole", "better"), [(True, "article"), (False, "sentences")])
def test_the_better_feed_is_told(whole: bool, better: str) -> None:
    source = f"{SOURCE}再无其他。"

    def find(text: str) -> list[Result]:
        at = text.find("4.6万")
        return [Result(at, at + 4, (Decimal(46000),))] if at >= 0 and (text == source) is whole else []

    found = peers.found_by(find, [recall.GoldText("t", source, (recall.figure(NEARLY),))])
    assert found.better == better
    assert {feed: counts.right["both"] for feed, counts in found.feeds.items()} == {
        "article": whole,
        "sentences": not whole,
    }


@pytest.mark.parametrize(
    ("before", "after", "numbers"),
    [
        ("近四百名、3支", "近400名、3支", [("四百", 400), ("3", 3)]),
        ("红十字会4.6万", "红10字会4.6万", [("十", 10), ("4.6", 4.6)]),
        ("百分之九十八", "98%", [("百分之九十八", 98)]),
    ],
)
def test_numbers_of_a_rewritten_text(before: str, after: str, numbers: list[tuple[str, float]]) -> None:
    found = peer_results.numbers_rewritten(before, after)
    assert [(before[row.start : row.end], float(row.readings[0])) for row in found] == numbers


def test_results_of_jionlp() -> None:
    def money(num: object, definition: str) -> Result:
        return peer_results._jionlp_money(
            {"offset": [2, 9], "detail": {"num": num, "definition": definition}}
        )

    assert money("350000000.00", "accurate") == Result(2, 9, (Decimal(350000000),))
    assert money("15000.00", "blur+") == Result(2, 9, (Decimal(15000),), low=Decimal(15000), exact=False)
    assert money(["30000000.00", "40000000.00"], "blur") == Result(
        2, 9, low=Decimal(30000000), high=Decimal(40000000), exact=False
    )

    def time(kind: str, said: object) -> Result:
        detail = {"type": kind, "definition": "accurate", "time": said}
        return peer_results._jionlp_time({"offset": [0, 3], "detail": detail})

    assert time("time_delta", {"year": 3.0}) == Result(0, 3, (Decimal(3),))
    assert time("time_delta", [{"day": 5.0}, {"day": 7.0}]).high == 7
    assert Decimal(2) in time("time_span", ["2022-03-05 00:00:00", "2024-03-05 11:00:00"]).readings
    assert time("time_span", ["2022-03-05 00:00:00", "inf"]).readings == ()
    assert time("time_point", ["1978-01-01 00:00:00", "1978-12-31 23:59:59"]).readings == ()


def test_the_queries_of_the_growth_of_batches_are_those_of_the_readmes() -> None:
    for readme in ("README.md", "README.zh-CN.md"):
        text = (ROOT / readme).read_text("utf-8").replace('"\n    "', "")
        assert [query for query in scale.QUERIES if f'"{query}"' not in text] == []


def test_a_run_is_measured_and_kills_lose_nothing(tmp_path: Path) -> None:
    (run,) = scale.measure([20], [1], tmp_path)
    assert (run.articles, run.workers) == (20, 1)
    assert min(run.characters, run.parent_bytes, run.worker_bytes, run.database_bytes, run.ledger_bytes) > 0
    assert scale.held_to_limits([run]) == {}
    ends, wrong = kills.kill_runs(2, 20, 0, tmp_path)
    assert ends >= 1
    assert wrong == 0
