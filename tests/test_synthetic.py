"""The synthetic grammar: the same articles every time, exact offsets under every noise, records of the public form, and a
floor under what the chain finds of what is planted."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shijian_extract.chain import Extractor
from shijian_extract.core import Report
from shijian_extract.evaluate import ArticleRecords, Scores, read_articles, score
from shijian_extract.records import article_from
from shijian_extract.synthetic import (
    NOISE,
    GrammarError,
    Planted,
    Synthetic,
    generate,
    write_folder,
    write_lines,
)
from shijian_extract.synthetic.forms import FORMS, rounded
from shijian_extract.synthetic.noise import edited
from shijian_extract.synthetic.numerals import WAN, chinese, in_scale
from shijian_extract.synthetic.output import gold_of
from shijian_extract.synthetic.settings import counties
from shijian_extract.synthetic.templates import compiled, frames

ALL = tuple(NOISE)
TYPES = {
    "figure", "network", "order_flow", "slogan", "brand", "award", "document", "person", "event",
}  # fmt: skip
INDICATORS = {
    "center", "institute", "station", "point", "base", "venue", "network", "volunteer", "team", "staff",
    "beneficiary", "participant", "honoree", "resident", "activity", "lecture", "training", "project", "service",
    "order", "wish", "menu", "meeting", "fund", "goods", "unit", "rate", "measure", "other",
}  # fmt: skip
# What is reached on few articles, whichever the seed; the aims are 0.995 of figures, flows and networks without noise,
# and 0.98 with all of it. Raise a floor when a rule is mended, never lower one.
FLOORS = {
    (): {"figure": 0.99, "order_flow": 0.96, "network": 0.96},
    ALL: {"figure": 0.96, "order_flow": 0.95, "network": 0.92},
}

seeds = st.integers(min_value=0, max_value=10**6)
kinds = st.lists(st.sampled_from(ALL), unique=True).map(tuple)


def spans(articles: Iterable[Synthetic]) -> Iterator[tuple[str, dict[str, Any]]]:
    for article in articles:
        for record in article.records:
            for span in record["evidence"]:
                yield article.text, span


def without_noise(text: str) -> str:
    """The text with what noise puts in taken out, and what it exchanges put back."""
    width = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    folded = "".join(text.translate(width).split())
    return folded.translate(str.maketrans("「」“”", '""""')).replace("―", "—")


# Exact offsets.


@pytest.mark.parametrize(
    "noise", [(), *((kind,) for kind in ALL), ALL], ids=lambda kinds: "+".join(kinds) or "none"
)
def test_evidence_is_what_stands_there(noise: tuple[str, ...]) -> None:
    found = list(spans(generate(20, seed=11, noise=noise)))
    assert found
    assert [span for text, span in found if text[span["start"] : span["end"]] != span["text"]] == []
    assert all(span["text"] == span["text"].strip() and span["text"] for _, span in found)


@settings(derandomize=True, max_examples=40, deadline=None)
@given(seed=seeds, noise=kinds, characters=st.one_of(st.none(), st.integers(1, 1500)))
def test_noise_changes_no_record_and_moves_its_evidence(
    seed: int, noise: tuple[str, ...], characters: int | None
) -> None:
    (clean,) = generate(1, seed=seed, characters=characters)
    (noisy,) = generate(1, seed=seed, characters=characters, noise=noise)
    assert [{**record, "evidence": None} for record in noisy.records] == [
        {**record, "evidence": None} for record in clean.records
    ]
    before, after = list(spans([clean])), list(spans([noisy]))
    assert [noisy.text[span["start"] : span["end"]] for _, span in after] == [
        span["text"] for _, span in after
    ]
    # The stamps of furniture are the one thing put inside a text that is no white space; no evidence reaches over one.
    assert [without_noise(span["text"]) for _, span in after] == [
        without_noise(span["text"]) for _, span in before
    ]


@settings(derandomize=True, max_examples=100, deadline=None)
@given(text=st.text("新建12处。\n", min_size=1, max_size=40), data=st.data())
def test_what_is_put_in_at_the_borders_of_a_span_stays_outside(text: str, data: st.DataObject) -> None:
    places = sorted(data.draw(st.sets(st.integers(0, len(text)))))
    changed, moved = edited(text, [(at, at, "·" * (1 + at % 3)) for at in places])
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    first, last = moved.span(start, end)
    assert changed[first:last].replace("·", "") == text[start:end]
    assert "·" not in (changed[first], changed[last - 1])


def test_columns_break_before_a_unit_and_never_inside_a_run_of_digits() -> None:
    texts = [article.text for article in generate(60, seed=5, characters=900, noise=["columns"])]
    lines = [line for text in texts for line in text.split("\n")]
    joints = [(one[-1:], other[:1]) for one, other in pairwise(lines)]
    assert [joint for joint in joints if joint[0].isdecimal() and joint[1].isdecimal()] == []
    assert [joint for joint in joints if joint[0].isdecimal() and joint[1] in tuple("个名场支万余")]
    assert [joint for joint in joints if joint[1] in tuple("，。、”")] == []


# The same articles every time.


def test_a_seed_gives_the_same_articles_and_another_others() -> None:
    once, again, other = (list(generate(5, seed=seed, noise=ALL)) for seed in (4, 4, 5))
    assert once == again
    assert [article.text for article in once] != [article.text for article in other]


@settings(derandomize=True, max_examples=10, deadline=None)
@given(seed=st.integers(-5, 10**6), noise=kinds)
def test_an_article_is_the_same_whatever_the_count(seed: int, noise: tuple[str, ...]) -> None:
    few, many = generate(3, seed=seed, noise=noise), generate(10**9, seed=seed, noise=noise)
    assert list(few) == list(islice(many, 3))


def test_two_runs_may_take_turns() -> None:
    alone = list(generate(4, seed=1))
    mixed = list(zip(generate(4, seed=1), generate(4, seed=2), strict=True))
    assert [one for one, _ in mixed] == alone


def test_seeds_that_differ_in_their_sign_differ() -> None:
    (one,), (other,) = generate(1, seed=-1), generate(1, seed=1)
    assert one.text != other.text


# What is planted.


def plain_records(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The record without what gold alone may say: once for each alternative."""
    bare = {key: value for key, value in record.items() if key != "optional"}
    for alternative in record.get("indicator", "").split("|"):
        yield {**bare, "indicator": alternative} if alternative else bare


@pytest.mark.parametrize("noise", [(), ALL], ids=["none", "all"])
def test_records_are_of_the_public_form(noise: tuple[str, ...]) -> None:
    for article in generate(60, seed=8, noise=noise):
        gold = gold_of(article)
        told = [plain for record in gold["records"] for plain in plain_records(record)]
        read = article_from({"article": gold["article"], "records": told})
        assert len(read.records) == len(told) >= len(article.records)
        assert len(article.planted) == len(article.records)


def test_everything_the_guide_names_is_planted() -> None:
    records = [record for article in generate(400, seed=2) for record in article.records]
    assert {record["type"] for record in records} == TYPES
    told = {name for r in records if r["type"] == "figure" for name in r["indicator"].split("|")}
    assert told == INDICATORS
    kinds = {record["period"]["kind"] for record in records if record.get("period")}
    assert kinds == {"as_of", "during", "since", "recurring"}
    assert {record["quantity"]["approximation"] for record in records if record["type"] == "figure"} == {
        "exact", "about", "nearly", "over", "at_least", "at_most", "range", "several",
    }  # fmt: skip


def test_every_frame_and_form_comes_up() -> None:
    planted = [one for article in generate(1500, seed=6) for one in article.planted]
    told = {ways[0].name for topic in frames().values() for ways in topic if any(way.counts for way in ways)}
    assert told - {one.frame for one in planted} == set()
    # A percentage or a sum of money has a name for each size of it.
    assert len({one.form for one in planted if one.form}) >= len(FORMS)


def test_records_stand_in_text_order_and_a_network_after_its_first_figure() -> None:
    for article in generate(30, seed=9):
        starts = [record["evidence"][0]["start"] for record in article.records]
        assert starts == sorted(starts)


def quantities(article: Synthetic, kind: str) -> list[dict[str, Any]]:
    return [r for r in article.records if r["type"] == kind]


def test_a_network_adds_up_the_figures_of_its_evidence() -> None:
    checked = 0
    for article in generate(300, seed=12):
        for network in quantities(article, "network"):
            start, end = (network["evidence"][0][key] for key in ("start", "end"))
            inside = [f for f in quantities(article, "figure") if start <= f["evidence"][0]["start"] < end]
            institutes = [f["quantity"]["value"] for f in inside if f["indicator"] == "institute"]
            if network["institutes"] is not None:
                assert network["institutes"]["value"] == sum(institutes)
                checked += len(institutes) > 1
    assert checked > 0


@pytest.mark.parametrize("length", [60, 250, 800, 5000, 40_000])
def test_length_is_what_was_asked_for(length: int) -> None:
    lengths = [len(article.text) for article in generate(6, seed=3, characters=length)]
    assert min(lengths) >= min(length - 60, 0.8 * length)
    assert max(lengths) <= max(length + 130, 1.1 * length)


def test_counties_are_real_and_their_neighbours_share_the_prefecture() -> None:
    groups = counties()
    assert sum(map(len, groups)) > 2000
    assert all(len({county.prefecture for county in group}) == 1 for group in groups)
    names = {county.name for group in groups for county in group}
    assert {"秭归县", "正定县", "恭城瑶族自治县"} <= names
    assert not {"城区", "五台山风景名胜区"} & names


# How it is written.


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("两", 2), ("十", 10), ("十二", 12), ("二十", 20), ("二十二", 22), ("一百", 100), ("一百零二", 102), ("二百一十", 210),
        ("两千", 2000), ("一千零一十", 1010), ("两万", 20_000), ("一万零五十", 10_050), ("十二万", 120_000), ("二十二万两千", 222_000),
    ],
)  # fmt: skip
def test_chinese_numerals(written: str, value: int) -> None:
    assert chinese(value) == written


def test_numbers_in_ten_thousands() -> None:
    assert [in_scale(value, WAN) for value in (10_000, 12_300, 10_050, 1_120_000)] == [
        "1",
        "1.23",
        "1.005",
        "112",
    ]
    assert [rounded(value) for value in (7, 99, 101, 4567)] == [10, 90, 100, 4500]


@pytest.mark.parametrize(
    ("problem", "template"),
    [
        ("no slot {nowhere}", "全县{nowhere}。"),
        ("no thing 'dragon'", "有{#dragon}。"),
        ("no profile 'vast'", "有{#team/vast}。"),
        ("a choice is open", "(有|无"),
        ("closes nothing", "有)"),
        ("a brace is open", "有{team#"),
    ],
)
def test_a_wrong_template_says_what_is_wrong(problem: str, template: str) -> None:
    with pytest.raises(GrammarError, match=problem.replace("{", r"\{")):
        compiled(template)


def test_what_cannot_be_is_refused_at_once() -> None:
    with pytest.raises(GrammarError, match="'fog'; there are full-width"):
        generate(1, noise=["fog"])
    with pytest.raises(GrammarError, match="of 0 characters"):
        generate(1, characters=0)
    with pytest.raises(GrammarError, match="-1 articles"):
        generate(-1)


# Into files.


def test_a_folder_is_scored_as_it_stands(tmp_path: Path) -> None:
    assert write_folder(generate(4, seed=7), tmp_path) == 4
    told = {one.id: one for one in generate(4, seed=7)}
    assert {a.id: list(a.records) for a in read_articles(tmp_path / "gold")} == {
        name: list(one.records) for name, one in told.items()
    }
    index = [json.loads(line) for line in (tmp_path / "corpus/index.jsonl").read_text("utf-8").splitlines()]
    assert index == [{"id": name, "published": one.published} for name, one in told.items()]
    assert {path.stem: path.read_text("utf-8") for path in tmp_path.glob("corpus/*.txt")} == {
        name: one.text for name, one in told.items()
    }


def test_lines_are_what_a_batch_reads(tmp_path: Path) -> None:
    file = tmp_path / "many.jsonl"
    assert write_lines(generate(3, seed=7), file) == 3
    told = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert told == [{"id": a.id, "text": a.text, "published": a.published} for a in generate(3, seed=7)]
    with pytest.raises(GrammarError, match="cannot be written"):
        write_lines(generate(1), tmp_path / "none" / "many.jsonl")


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "shijian_extract.synthetic", *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def test_the_command_line_writes_what_the_function_gives(tmp_path: Path) -> None:
    done = run("--count", "2", "--seed", "5", "--noise", "columns,spaces", "-o", str(tmp_path / "many.jsonl"))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    lines = (tmp_path / "many.jsonl").read_text("utf-8").splitlines()
    told = [article.text for article in generate(2, seed=5, noise=("columns", "spaces"))]
    assert [json.loads(line)["text"] for line in lines] == told


def test_the_command_line_says_in_one_line_what_it_cannot_do(tmp_path: Path) -> None:
    done = run("--noise", "fog", "-o", str(tmp_path / "many.jsonl"))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "'fog'" in done.stderr


# What the chain finds of it.


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def found(extractor: Extractor, articles: Iterable[Synthetic]) -> Scores:
    scores = Scores()
    for article in articles:
        report = Report(article.text, id=article.id, published=article.published)
        records = extractor.run(report).model_dump(mode="json")["records"]
        scores += score([ArticleRecords(article.id, article.records)], [ArticleRecords(article.id, records)])
    return scores


@pytest.mark.parametrize("noise", FLOORS, ids=["none", "all"])
@settings(derandomize=True, max_examples=4, deadline=None)
@given(seed=seeds)
def test_what_is_planted_is_found(extractor: Extractor, noise: Sequence[str], seed: int) -> None:
    scores = found(extractor, generate(40, seed=seed, noise=noise))
    recall = {kind: scores.types[kind].recall or 0 for kind in FLOORS[tuple(noise)]}
    assert {kind: value for kind, value in recall.items() if value < FLOORS[tuple(noise)][kind]} == {}


def test_each_record_knows_where_it_comes_from() -> None:
    (article,) = generate(1, seed=3)
    assert all(isinstance(one, Planted) and one.frame for one in article.planted)
    forms = [
        one.form
        for one, record in zip(article.planted, article.records, strict=True)
        if record["type"] == "figure"
    ]
    assert forms
    assert all(forms)
