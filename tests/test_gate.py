"""The gate: scores by part, floors that hold or do not, the records that a fall comes from, reports for builds."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from shijian_extract import chain
from shijian_extract.cli import app
from shijian_extract.core.errors import GoldError
from shijian_extract.detect import people
from shijian_extract.evaluate import ArticleRecords, evaluate, read_articles, read_floors
from shijian_extract.evaluate.counts import PairCounts
from shijian_extract.evaluate.floors import Floors, cut_off, lowered
from shijian_extract.evaluate.intervals import bootstrap
from shijian_extract.evaluate.outcomes import Verdict, outcomes
from shijian_extract.read import files as reading
from shijian_extract.show.changes import change_line, said
from shijian_extract.show.junit import junit
from shijian_extract.show.markdown import markdown
from shijian_extract.show.web import page

Json = dict[str, Any]

TEXTS = {
    "jia": "桃源县新时代文明实践中心主任何敏介绍，全县建成新时代文明实践站36个，累计开展志愿服务活动800余场次。\n",
    "yi": "临澧县组建“柳芽儿”志愿服务队，现有志愿者214名。社区书记周明说，去年帮扶老人52人。\n",
    "bing": "石门县开展“板凳课堂”宣讲活动，宣讲42场次，受益群众1.2万人。镇党委书记陈志远来到现场。\n",
    "ding": "安乡县建成实践所12个、实践站210个，\n推行“群众点单、中心派单、志愿者接单、群众评单”的模式。\n",
}
PARTS = {"jia": "dev", "yi": "dev", "bing": "test", "ding": "test"}


def run(*words: object) -> Any:
    return CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)


def dump(path: Path, data: Any) -> Path:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return path


def load(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


class Project:
    """A folder with `corpus` and `gold`, and the runs on it."""

    def __init__(self, root: Path) -> None:
        self.root, self.gold, self.corpus = root, root / "gold", root / "corpus"
        self.floors = self.gold / "floors.json"

    def evaluate(self, *words: object) -> Any:
        return run("evaluate", "--gold", self.gold, "--corpus", self.corpus, *words)

    def gate(self, *words: object) -> Any:
        return self.evaluate("--floors", self.floors, "--resamples", 0, *words)

    def scores(self, *words: object) -> Json:
        self.evaluate("--json", self.root / "scores.json", *words)
        found: Json = load(self.root / "scores.json")
        return found

    def edit(self, name: str, change: Callable[[list[Json]], object]) -> None:
        file = self.gold / f"{name}.json"
        article = load(file)
        change(article["records"])
        dump(file, article)


@pytest.fixture(scope="module")
def pinned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Gold as a careful reader might write it: what is found, but for a miss, an extra and a wrong field; pinned."""
    root = tmp_path_factory.mktemp("pinned")
    project = Project(root)
    project.gold.mkdir()
    project.corpus.mkdir()
    for name, text in TEXTS.items():
        (project.corpus / f"{name}.txt").write_text(text, "utf-8")
    (project.corpus / "index.jsonl").write_text('{"id": "yi", "published": "2024-03"}\n', "utf-8")
    assert run("extract", project.corpus, "-o", root / "first.jsonl").exit_code == 0
    for line in (root / "first.jsonl").read_text("utf-8").splitlines():
        article = json.loads(line)
        dump(project.gold / f"{article['article']['id']}.json", article)
    project.edit("jia", lambda records: records[1].update(place=None))
    project.edit("yi", lambda records: records.pop(0))
    project.edit("bing", lambda records: records.append({**records[3], "name": "陈志近"}))
    catalogue = [{"id": name, "part": part, "title": f"{name}的报道"} for name, part in PARTS.items()]
    lines = "".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in catalogue)
    (project.gold / "catalogue.jsonl").write_text(lines, "utf-8")
    done = project.gate("--update")
    assert (done.exit_code, done.stderr) == (0, "")
    return root


@pytest.fixture
def project(pinned: Path, tmp_path: Path) -> Project:
    reading._index.cache_clear()
    for folder in ("gold", "corpus"):
        shutil.copytree(pinned / folder, tmp_path / folder)
    return Project(tmp_path)


# --- parts


def test_both_parts_and_their_union_stand_beside_each_other(project: Project) -> None:
    scores = project.scores()
    gold = {part: found["texts"]["types"]["figure"]["gold"] for part, found in scores["parts"].items()}
    assert gold == {"dev": 4, "test": 4, "all": 8}
    assert scores["texts"] == scores["parts"]["all"]["texts"]
    rows = [line for line in project.evaluate().stdout.splitlines() if line.startswith("│ brand ")]
    assert [row.split("│")[2].strip() for row in rows[:3]] == ["dev", "test", "all"]


def test_one_part_alone(project: Project) -> None:
    scores = project.scores("--part", "test", "--misses")
    assert list(scores["parts"]) == ["test"]
    assert scores["texts"]["articles"] == 2
    assert scores["texts"]["unjudged"] == []
    assert {miss["article"] for miss in scores["misses"]} == {"bing"}


def test_without_a_catalogue_there_is_one_part(project: Project) -> None:
    (project.gold / "catalogue.jsonl").unlink()
    assert list(project.scores()["parts"]) == ["all"]
    assert "catalogue" in project.evaluate("--part", "dev").stderr


@pytest.mark.parametrize(
    ("says", "line", "text"),
    [
        ("'ding' is not in", None, '{"id": "jia", "part": "dev"}'),
        ("'wu' has no gold", 5, '{"id": "wu", "part": "dev"}'),
        ("the part of 'jia' is 'train'", 1, '{"id": "jia", "part": "train"}'),
        ("not JSON", 1, '{"id": '),
        ("no object with an id", 1, "[]"),
        ("'jia' stands in", 5, '{"id": "jia", "part": "dev"}'),
    ],
)
def test_gold_and_catalogue_fit_each_other(project: Project, says: str, line: int | None, text: str) -> None:
    catalogue = project.gold / "catalogue.jsonl"
    lines = catalogue.read_text("utf-8").splitlines()
    lines = [*lines, text] if line == 5 else [*lines[:3]] if line is None else [text, *lines[1:]]
    catalogue.write_text("\n".join(lines), "utf-8")
    done = project.evaluate()
    assert (done.exit_code, done.stdout) == (1, "")
    where = f"{project.gold / 'ding.json'}, line 2" if line is None else f"{catalogue}, line {line}"
    assert done.stderr.startswith(f"shijian-extract: {where}: {says}")


def test_pages_are_scored_twice_in_each_part(project: Project) -> None:
    span = {"start": 0, "end": len(TEXTS["jia"])}
    output = project.root / "output.jsonl"
    project.evaluate("--output", output)
    lines = [json.loads(line) for line in output.read_text("utf-8").splitlines()]
    with_span = [{**one, "span": span} if one["article"]["id"] == "jia" else one for one in lines]
    output.write_text("".join(json.dumps(one) + "\n" for one in with_span), "utf-8")
    dump(project.gold / "jia.json", {"articles": [{**load(project.gold / "jia.json"), "span": span}]})

    def held(*words: object) -> Any:
        words = ("--texts", project.corpus, "--floors", project.floors, *words)
        return run("evaluate", "--gold", project.gold, output, "--json", project.root / "s.json", *words)

    assert held("--update").exit_code == 1
    assert held("--update", "--lower").exit_code == 0
    parts = load(project.root / "s.json")["parts"]
    found = {part: scores["pages"]["articles"]["paired"] for part, scores in parts.items()}
    assert found == {"dev": 1, "test": 0, "all": 1}
    assert parts["dev"]["pages"]["records"]["types"]["person"]["paired"] == 1
    assert parts["dev"]["texts"]["articles"] == 1
    assert load(project.floors)["floors"]["dev"]["pages"]["article"] == {"f1": 1.0}
    assert load(project.floors)["outcomes"]["jia"]["gold"][f"article 0-{span['end']} jia"] == "right"
    lines[[one["article"]["id"] for one in lines].index("jia")]["span"] = {"start": 0, "end": 9}
    output.write_text("".join(json.dumps(one) + "\n" for one in lines), "utf-8")
    done = held()
    assert done.exit_code == 1
    assert "broken: dev, pages: article F1 is 0.0000" in done.stdout
    assert f"jia:0  lost  article  expected jia, came jia  article 0-{span['end']} jia" in done.stdout


def test_floors_are_no_annotations_whatever_the_file_is_called(project: Project) -> None:
    before = len(read_articles(project.gold))
    project.floors.rename(project.gold / "a.json")
    assert len(read_articles(project.gold)) == before == 4
    dump(project.floors, {"records": []})
    with pytest.raises(GoldError, match=r"floors\.json"):
        read_articles(project.gold)


def test_records_alike_at_a_glance_keep_their_numbers() -> None:
    evidence = [{"start": 3, "end": 9, "text": "文明实践示范"}]
    awards = [
        {
            "type": "award",
            "name": "示范点",
            "recipient": name,
            "rank": None,
            "level": None,
            "evidence": evidence,
        }
        for name in ("甲村", "乙村", "丙村")
    ]
    gold = [ArticleRecords("jia", awards)]
    keys = list(outcomes(evaluate(gold, gold).judged[0]))
    assert keys == ["award 3-9 示范点", "award 3-9 示范点 (2)", "award 3-9 示范点 (3)"]
    for lost in range(3):
        found = evaluate(gold, [ArticleRecords("jia", [one for one in awards if one is not awards[lost]])])
        missed = [one for one in outcomes(found.judged[0]).items() if one[1].verdict.state == "missed"]
        ((key, outcome),) = missed
        assert outcome.gold is not None
        assert keys.index(key) == ["丙村", "乙村", "甲村"].index(outcome.gold["recipient"])


# --- the gate holds


def test_an_unchanged_run_passes(project: Project) -> None:
    done = project.gate()
    assert (done.exit_code, done.stderr) == (0, "")
    count = len(read_floors(project.floors).by_measure)
    assert f"floors that hold: {count} of {count}" in done.stdout


def test_the_file_says_what_became_of_each_record(project: Project) -> None:
    floors = load(project.floors)
    assert floors["outcomes"]["jia"]["gold"]["figure 31-34 36"] == "wrong: place"
    assert floors["outcomes"]["yi"]["extra"] == ["+brand 6-9 柳芽儿"]
    assert floors["outcomes"]["bing"]["gold"]["person 33-41 陈志近"] == "missed"
    assert set(floors["floors"]) == {"dev", "test", "all"}
    assert floors["floors"]["dev"]["texts"]["figure"] == {
        "f1": 1.0, "strict_f1": 1.0, "place": 0.75, "period": 1.0,
    }  # fmt: skip
    assert sorted(floors["files"]) == list(floors["files"])
    assert {"corpus/index.jsonl", "corpus/jia.txt", "gold/catalogue.jsonl", "gold/jia.json"} <= set(
        floors["files"]
    )
    assert "gold/floors.json" not in floors["files"]


def test_pinning_is_deterministic(project: Project) -> None:
    before = project.floors.read_bytes()
    assert project.gate("--update").exit_code == 0
    assert project.floors.read_bytes() == before


def test_the_gate_of_one_part(project: Project) -> None:
    assert project.gate("--part", "dev").exit_code == 0
    (project.corpus / "ding.txt").write_text("无", "utf-8")
    assert project.gate("--part", "dev").exit_code == 0
    assert project.gate("--part", "test").exit_code == 1


# --- corrupted data


def _move(records: list[Json]) -> None:
    for end in ("start", "end"):
        records[0]["evidence"][0][end] += 1


CORRUPTIONS: list[Callable[[list[Json]], object]] = [
    _move,
    lambda records: records[1].pop("indicator"),
    lambda records: records.append(records[1]),
    lambda records: records[2].update(optional=True),
]


@pytest.mark.parametrize("corrupt", CORRUPTIONS)
def test_corrupted_gold_fails(project: Project, corrupt: Callable[[list[Json]], object]) -> None:
    project.edit("jia", corrupt)
    done = project.gate()
    assert done.exit_code == 1
    assert "not the pinned data: gold/jia.json: changed" in done.stdout
    assert "--update pins anew" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_each_file_that_changed_is_named(project: Project) -> None:
    (project.corpus / "yi.txt").write_text(TEXTS["yi"] + "完\n", "utf-8")
    (project.corpus / "index.jsonl").unlink()
    done = project.gate("--json", project.root / "scores.json")
    assert done.exit_code == 1
    assert load(project.root / "scores.json")["gate"]["changed"] == [
        "corpus/index.jsonl: gone",
        "corpus/yi.txt: changed",
    ]


def test_digests_edited_by_hand_are_seen(project: Project) -> None:
    floors = load(project.floors)
    floors["files"]["gold/jia.json"] = "0" * 64
    dump(project.floors, floors)
    done = project.gate()
    assert done.exit_code == 1
    assert "edited by hand" in done.stderr


def test_added_gold_that_is_missed_is_named(project: Project) -> None:
    project.edit("ding", lambda records: records.append({**records[1], "quantity": records[2]["quantity"]}))
    done = project.gate()
    assert done.exit_code == 1
    assert re.search(r"ding:8  missed, not in the pinned gold  figure  expected 210个", done.stdout)


# --- weakened rules


def test_a_room_that_declines_fails_and_its_records_are_named(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chain, "find_people", lambda text, engine: [])
    done = project.gate()
    assert done.exit_code == 1
    assert "broken: dev: person F1 is 0.0000, 1.0000 below its floor 1.0000" in done.stdout
    assert "jia:0  lost  person  expected 何敏, came –" in done.stdout
    assert "yi:26  lost  person  expected 周明, came –" in done.stdout
    assert "bing:33  lost  person  expected 陈志远, came –" in done.stdout
    assert "floors do not hold: dev: person F1" in done.stderr


def test_a_word_less_in_a_lexicon_fails(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    roles = people._roles()
    monkeypatch.setattr(people, "_roles", lambda: roles - {"主任"})
    done = project.gate("--json", project.root / "scores.json")
    assert done.exit_code == 1
    broken = [one for one in load(project.root / "scores.json")["gate"]["checks"] if one["verdict"] != "held"]
    assert [(one["part"], one["type"], one["measure"]) for one in broken] == [
        ("dev", "person", "f1"), ("dev", "person", "strict_f1"),
        ("all", "person", "f1"), ("all", "person", "strict_f1"),
    ]  # fmt: skip
    (reason,) = broken[0]["reasons"]
    assert (reason["article"], reason["start"], reason["kind"], reason["expected"]) == (
        "jia",
        0,
        "lost",
        "何敏",
    )
    assert "test: " not in done.stdout


def _weakened(project: Project, change: Callable[[Json], object]) -> Any:
    """The gate on an output file, one article of which was changed after it was found."""
    output = project.root / "output.jsonl"
    assert project.evaluate("--output", output).exit_code == 0
    articles = [json.loads(line) for line in output.read_text("utf-8").splitlines()]
    for article in articles:
        change(article)
    output.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in articles), "utf-8")
    words = ("--floors", project.floors, "--texts", project.corpus, "--json", project.root / "s.json")
    return run("evaluate", "--gold", project.gold, output, *words)


def _drop_network(article: Json) -> None:
    article["records"] = [one for one in article["records"] if one["type"] != "network"]


def _misplace(article: Json) -> None:
    if article["article"]["id"] == "bing":
        article["records"][1]["place"] = {"name": "常德市", "adcode": "430700"}


def _misread(article: Json) -> None:
    if article["article"]["id"] == "bing":
        article["records"][2]["quantity"]["value"] = 12


def _twice(article: Json) -> None:
    if article["article"]["id"] == "ding":
        article["records"].append(article["records"][-1])


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda article: None, None),
        (_drop_network, "ding:5  lost  network  expected 安乡县, came –"),
        (_misplace, "bing:18  field broken  figure.place  expected 石门县, came 常德市"),
        (_misread, "bing:27  lost  figure  expected 12000人, came 12人"),
        (_twice, "ding:24  new extra  order_flow  came 群众点单、中心派单、志愿者接单、群众评单"),
    ],
)
def test_an_output_file_is_held_to_the_floors(
    project: Project, change: Callable[[Json], object], says: str | None
) -> None:
    done = _weakened(project, change)
    assert done.exit_code == (0 if says is None else 1)
    assert says is None or says in done.stdout


def test_every_fall_has_its_reasons(project: Project) -> None:
    _weakened(project, lambda article: (_misplace(article), _misread(article), _twice(article)))
    checks = load(project.root / "s.json")["gate"]["checks"]
    broken = [one for one in checks if one["verdict"] != "held"]
    assert broken
    assert all(one["reasons"] for one in broken)
    assert all(not one["reasons"] for one in checks if one["verdict"] == "held")


def test_no_gold_for_a_floor_does_not_pass(project: Project) -> None:
    for name in ("jia", "yi", "bing", "ding"):
        project.edit(
            name, lambda records: [records.remove(one) for one in list(records) if one["type"] == "brand"]
        )
    _ = _weakened(project, _without_brands)
    checks = {
        (one["part"], one["type"], one["measure"]): one["verdict"]
        for one in load(project.root / "s.json")["gate"]["checks"]
    }
    assert checks["test", "brand", "f1"] == "absent"
    assert checks["dev", "brand", "f1"] == "absent"


def _without_brands(article: Json) -> None:
    article["records"] = [one for one in article["records"] if one["type"] != "brand"]


def test_a_score_without_a_floor_does_not_pass(project: Project) -> None:
    floors = load(project.floors)
    del floors["floors"]["dev"]["texts"]["person"]["f1"]
    dump(project.floors, floors)
    done = project.gate()
    assert done.exit_code == 1
    assert "dev: person F1 is 1.0000 and has no floor" in done.stderr


# --- pinning


def test_a_floor_does_not_sink_by_itself(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    before = project.floors.read_bytes()
    monkeypatch.setattr(chain, "find_people", lambda text, engine: [])
    done = project.gate("--update")
    assert done.exit_code == 1
    assert "not pinned, since this would lower dev: person F1 from 1.000000 to 0.000000" in done.stderr
    assert project.floors.read_bytes() == before
    assert project.gate("--update", "--lower").exit_code == 0
    assert load(project.floors)["floors"]["dev"]["texts"]["person"]["f1"] == 0
    assert project.gate().exit_code == 0


def test_a_floor_rises_for_the_asking(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    better = load(project.floors)
    with monkeypatch.context() as weak:
        weak.setattr(chain, "find_people", lambda text, engine: [])
        assert project.gate("--update", "--lower").exit_code == 0
    assert project.gate().exit_code == 0
    assert project.gate("--update").exit_code == 0
    assert load(project.floors) == better


def test_the_tolerance_is_kept_and_does_not_widen_by_itself(project: Project) -> None:
    assert load(project.floors)["tolerance"] == 0.001
    assert project.gate("--update", "--tolerance", 0).exit_code == 0
    assert project.gate("--update").exit_code == 0
    assert load(project.floors)["tolerance"] == 0
    done = project.gate("--update", "--tolerance", 0.2)
    assert (done.exit_code, load(project.floors)["tolerance"]) == (1, 0)
    assert "the tolerance from 0 to 0.2" in done.stderr
    assert project.gate("--update", "--lower", "--tolerance", 0.2).exit_code == 0


@pytest.mark.parametrize(("tolerance", "code"), [(0.001, 0), (0.0009, 1), (0, 1)])
def test_the_tolerance_is_how_far_below_a_score_may_lie(
    project: Project, tolerance: float, code: int
) -> None:
    floors = load(project.floors)
    floors["tolerance"] = tolerance
    floors["floors"]["dev"]["texts"]["figure"]["place"] = 0.751
    dump(project.floors, floors)
    assert project.gate().exit_code == code


def test_what_could_not_be_read_is_not_pinned(project: Project) -> None:
    (project.corpus / "yi.txt").write_bytes(b"\xff")
    before = project.floors.read_bytes()
    done = project.gate("--update", "--lower")
    assert done.exit_code == 1
    assert "not pinned: nothing was found in yi" in done.stderr
    assert project.floors.read_bytes() == before


@pytest.mark.parametrize(
    ("says", "text"),
    [
        ("not JSON at column 2", "{"),
        ("version: Field required", '{"floors": {}}'),
        (
            "floors.dev.texts.figure.f1: Input should be less",
            '{"floors": {"dev": {"texts": {"figure": {"f1": 2}}}}}',
        ),
    ],
)
def test_a_broken_floors_file_is_told(project: Project, says: str, text: str) -> None:
    whole = load(project.floors)
    broken = text if says.startswith("not JSON") else json.dumps(
        {**({} if "required" in says else whole), **json.loads(text)}
    )  # fmt: skip
    file = project.root / "floors.json"
    file.write_text(broken, "utf-8")
    done = project.evaluate("--floors", file)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith(f"shijian-extract: {file}")
    assert says in done.stderr


def test_no_floors_file_is_told(project: Project) -> None:
    done = project.evaluate("--floors", project.root / "none.json")
    assert done.exit_code == 1
    assert "--update pins" in done.stderr


def test_wrong_use_is_told(project: Project) -> None:
    output = project.root / "o.jsonl"
    output.write_text("", "utf-8")
    gold = ("evaluate", "--gold", project.gold)
    for words in [
        (*gold, output, "--floors", project.floors),
        (*gold, output, "--html", project.root / "p.html"),
        (*gold, output, "--output", project.root / "p.jsonl"),
        (*gold, "--corpus", project.corpus, "--update"),
        (*gold, "--corpus", project.corpus, "--floors", project.floors, "--lower"),
        (*gold, "--corpus", project.corpus, "--floors", project.floors, "--tolerance", 0.1),
        (*gold, "--corpus", project.corpus, "--floors", project.floors, "--update", "--part", "dev"),
        (*gold, "--corpus", project.corpus, "--part", "train"),
        (*gold, "--corpus", project.corpus, "--compare", output, output),
        (*gold, "--compare", output, output, "--junit", project.root / "j.xml"),
    ]:
        done = run(*words)
        assert (done.exit_code, done.stdout) == (2, ""), words


RATIO = st.floats(0, 1)


@given(RATIO)
def test_a_floor_is_never_above_what_it_was_pinned_from(value: float) -> None:
    assert value - 2e-6 < cut_off(value) <= value + 1e-12


def _floors(value: float) -> Floors:
    floors = {"all": {"texts": {"person": {"f1": value}}}}
    return Floors(version="1", digest="", floors=floors, files={}, outcomes={})


@given(RATIO, RATIO)
def test_only_what_sinks_is_lowered(old: float, new: float) -> None:
    assert bool(lowered(_floors(old), _floors(new))) == (new < old)


@given(st.lists(st.sampled_from(["place", "period", "unit"]), unique=True))
def test_verdicts_read_what_they_write(wrong: list[str]) -> None:
    verdict = Verdict("wrong" if wrong else "right", tuple(wrong))
    assert Verdict.read(str(verdict)) == verdict


@pytest.mark.parametrize("text", ["", "wrong", "right: place", "lost", "missed: place"])
def test_what_is_no_verdict_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no outcome"):
        Verdict.read(text)


# --- intervals

COUNTS = st.builds(
    lambda paired, missed, extra: PairCounts(paired + missed, paired + extra, paired),
    st.integers(0, 9), st.integers(0, 9), st.integers(0, 9),
)  # fmt: skip


@given(st.lists(COUNTS, min_size=2, max_size=12), st.integers(2, 60))
def test_intervals_lie_between_the_worst_and_the_best_article(counts: list[PairCounts], times: int) -> None:
    rows = [list(one.fractions().values()) for one in counts]
    intervals = bootstrap(rows, resamples=times)
    assert intervals == bootstrap(rows, resamples=times)
    for index, interval in enumerate(intervals):
        ratios = [row[index][0] / row[index][1] for row in rows if row[index][1]]
        if interval is not None:
            low, high = interval
            assert min(ratios) - 1e-9 <= low <= high <= max(ratios) + 1e-9


@given(COUNTS, st.integers(2, 9))
def test_articles_that_are_alike_leave_no_width(one: PairCounts, times: int) -> None:
    row = list(one.fractions().values())
    expected = [None if ratio is None else (ratio, ratio) for ratio in one.ratios.values()]
    assert bootstrap([row] * times, resamples=20) == [
        None if pair is None else (pytest.approx(pair[0]), pytest.approx(pair[1])) for pair in expected
    ]


def test_an_interval_holds_what_the_binomial_says() -> None:
    # Of 100 articles 80 are right: 2.5% and 97.5% of the binomial lie at 0.72 and 0.87 or 0.88.
    ((low, high),) = bootstrap([[(int(index < 80), 1)] for index in range(100)])
    assert low == pytest.approx(0.72, abs=0.01)
    assert high == pytest.approx(0.875, abs=0.01)


def test_more_articles_give_a_narrower_interval() -> None:
    few, many = (bootstrap([[(index % 2, 1)] for index in range(count)])[0] for count in (10, 400))
    assert few is not None
    assert many is not None
    assert many[1] - many[0] < (few[1] - few[0]) / 3


@pytest.mark.parametrize("rows", [[], [[(1, 2)]], [[(0, 0)], [(0, 0)]]])
def test_without_articles_there_is_no_interval(rows: list[list[tuple[int, int]]]) -> None:
    assert not any(bootstrap(rows))


def test_intervals_are_shown(project: Project) -> None:
    figure = project.scores()["parts"]["all"]["texts"]["types"]["figure"]
    low, high = figure["attributes"]["place"]["interval"]
    assert low < figure["attributes"]["place"]["accuracy"] < high
    assert "95%" in project.evaluate().stdout
    assert "95%" not in project.evaluate("--resamples", 0).stdout


# --- reports for builds


@pytest.fixture
def broken(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setattr(chain, "find_people", lambda text, engine: [])
    return project


def test_junit_has_a_case_for_each_floor(broken: Project) -> None:
    broken.gate("--junit", broken.root / "scores.xml")
    suite = ET.parse(broken.root / "scores.xml").getroot()[0]
    cases = suite.findall("testcase")
    floors = read_floors(broken.floors).by_measure
    assert {(case.get("classname"), case.get("name")) for case in cases[1:]} == {
        (f"{part}.{scope}.{kind}", name) for part, scope, kind, name in floors
    }
    failed = [case for case in cases if case.find("failure") is not None]
    assert suite.get("tests") == str(len(floors) + 1)
    assert suite.get("failures") == str(len(failed)) == "6"
    failure = failed[0].find("failure")
    assert failure is not None
    assert "yi:26  lost  person  expected 周明, came –" in (failure.text or "")


def test_junit_without_floors_has_a_case_for_each_score(project: Project) -> None:
    project.evaluate("--junit", project.root / "scores.xml")
    suite = ET.parse(project.root / "scores.xml").getroot()[0]
    names = {(case.get("classname"), case.get("name")) for case in suite}
    assert ("dev.texts.person", "f1") in names
    assert ("test.texts.document", "f1") not in names
    assert suite.get("failures") == "0"


NASTY = "\x00\x1b[31m<b>&]]>\ufffe</details>```|@x\U00020000"


def _gate(text: str) -> Json:
    reason = {
        "article": text, "kind": "lost", "type": "person", "key": text, "start": 0, "text": text, "field": None,
        "expected": text, "before": None, "now": None, "wrong": (),
    }  # fmt: skip
    check = {
        "part": "all", "scope": "texts", "type": "person", "measure": "f1", "floor": 1.0, "now": 0.5,
        "verdict": "fallen", "below": 0.5, "says": "all: person F1 fell", "reasons": [reason],
    }  # fmt: skip
    return {"passed": False, "tolerance": 0, "pinned_version": "1", "changed": [text], "checks": [check]}


def test_junit_is_xml_whatever_the_texts_say() -> None:
    root = ET.fromstring(junit({"gate": _gate(NASTY), "parts": {}}))
    assert [failure.get("type") for failure in root.iter("failure")] == ["floor", "floor"]
    assert "<b>&]]>\ufffd</details>" in "".join(root.itertext())


def test_markdown_has_both_parts_and_the_reasons(broken: Project) -> None:
    broken.gate("--markdown", broken.root / "scores.md")
    text = (broken.root / "scores.md").read_text("utf-8")
    assert "floors do not hold ✗" in text.splitlines()[0]
    assert "| type | score | dev (2 texts) | test (2 texts) | all (4 texts) |" in text
    assert "| person | F1 | 0.000 ≥ 1.0000 ✗ |" in text
    assert "jia:0  lost  person  expected 何敏" in text.partition("<details>")[2]
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert {row.count("|") for row in rows} == {6}


def test_markdown_fences_what_the_texts_say(project: Project) -> None:
    text = markdown({**project.scores("--resamples", 0), "gate": _gate(NASTY)})
    fenced = re.search(r"^(`{4,})text\n(.*?)\n\1$", text, re.MULTILINE | re.DOTALL)
    assert fenced
    assert "</details>```" in fenced[2]
    assert "</details>```" not in text.replace(fenced[0], "")


# --- the page

ATTACK = '</script><script>alert(1)</script><img src=x onerror="alert(2)"> \U0001f600\u2028'


def test_the_page_stands_alone_and_escapes(project: Project) -> None:
    (project.corpus / "jia.txt").write_text(TEXTS["jia"] + ATTACK, "utf-8")
    project.edit("jia", lambda records: records[0].update(name=ATTACK))
    catalogue = project.gold / "catalogue.jsonl"
    catalogue.write_text(catalogue.read_text("utf-8").replace("jia的报道", "</title><script>"), "utf-8")
    done = project.evaluate("--html", project.root / "page.html")
    assert done.exit_code == 0
    text = (project.root / "page.html").read_text("utf-8")
    assert text.count("<script") == text.count("</script") == 2
    assert "onerror=" not in text.replace('onerror=\\"', "")
    assert "<img" not in text
    assert not re.search(r"(?:src|href)=|https?://|@import|url\(", text.partition('id="data"')[0])
    data = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    assert data
    assert not set("<>&") & set(data[1])
    article = next(one for one in json.loads(data[1])["articles"] if one["id"] == "jia")
    assert article["text"] == TEXTS["jia"] + ATTACK
    assert any("<script>alert(1)" in record["name"] for record in article["records"])


def test_the_page_allows_its_own_script_alone(project: Project) -> None:
    import base64
    import hashlib

    project.evaluate("--html", project.root / "page.html")
    text = (project.root / "page.html").read_text("utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy
    for tag in ("script", "style"):
        body = re.search(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert body
        digest = base64.b64encode(hashlib.sha256(body[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy[1].replace("&#39;", "'")


def test_the_page_has_each_record_with_its_state(project: Project) -> None:
    project.gate("--html", project.root / "page.html")
    text = (project.root / "page.html").read_text("utf-8")
    data = re.search(r'id="data">(.*?)</script>', text, re.DOTALL)
    assert data
    articles = {one["id"]: one for one in json.loads(data[1])["articles"]}
    states = {name: [one["state"] for one in article["records"]] for name, article in articles.items()}
    assert states["jia"] == ["right", "wrong", "right"]
    assert states["yi"][0] == "extra"
    assert sorted(states["bing"]) == ["miss", "right", "right", "right", "right"]
    miss = next(one for one in articles["bing"]["records"] if one["state"] == "miss")
    assert (miss["name"], miss["gold"], miss["predicted"]) == ("陈志近", [[33, 41]], [])
    assert (articles["jia"]["part"], articles["jia"]["title"]) == ("dev", "jia的报道")
    assert "all floors hold" in text


def test_optional_gold_is_on_the_page(project: Project) -> None:
    project.edit("jia", lambda records: records[0].update(optional=True))
    project.evaluate("--html", project.root / "page.html")
    data = re.search(r'id="data">(.*?)</script>', (project.root / "page.html").read_text("utf-8"), re.DOTALL)
    assert data
    jia = next(one for one in json.loads(data[1])["articles"] if one["id"] == "jia")
    assert [one["state"] for one in jia["records"]] == ["optional", "wrong", "right"]


def test_a_text_that_was_not_given_is_left_out(project: Project) -> None:
    scores = project.scores("--resamples", 0)
    side = {"id": "x", "part": "dev", "title": None, "page": False, "records": []}
    assert '"text":null' in page(scores, [side], {})


# --- two runs


@pytest.fixture
def runs(project: Project) -> tuple[Path, Path]:
    """An output, and one that lost a person, broke a place, mended one, and has an extra person in place of a brand."""
    old, new = project.root / "old.jsonl", project.root / "new.jsonl"
    assert project.evaluate("--output", old).exit_code == 0
    articles = {one["article"]["id"]: one for one in map(json.loads, old.read_text("utf-8").splitlines())}
    jia, yi, bing = (articles[name]["records"] for name in ("jia", "yi", "bing"))
    del jia[0]
    jia[0]["place"] = None
    yi[0] = {**yi[2], "name": "柳芽", "evidence": yi[0]["evidence"]}
    bing[1]["place"] = None
    new.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in articles.values()), "utf-8")
    return old, new


CHANGES = [
    ("jia", "lost", "person", None), ("jia", "mended", "figure", "place"), ("yi", "gone", "brand", None),
    ("yi", "extra", "person", None), ("bing", "broken", "figure", "place"),
]  # fmt: skip
OTHER_WAY = {
    "lost": "found",
    "found": "lost",
    "mended": "broken",
    "broken": "mended",
    "gone": "extra",
    "extra": "gone",
}


def _compared(project: Project, old: Path, new: Path, *words: object) -> tuple[Any, Json]:
    file = project.root / "changes.json"
    done = run("evaluate", "--gold", project.gold, "--compare", old, new, "--json", file, *words)
    return done, load(file)


def test_two_runs_are_compared_record_by_record(project: Project, runs: tuple[Path, Path]) -> None:
    done, data = _compared(project, *runs)
    assert (done.exit_code, done.stderr) == (0, "")
    found = {(one["article"], one["kind"], one["type"], one["field"]) for one in data["changes"]}
    assert found == set(CHANGES)
    assert len(data["changes"]) == len(CHANGES)
    person = data["scores"]["dev"]["texts"]["person"]["f1"]
    assert (person["old"], person["new"]) == (1.0, 0.5)
    assert person["difference"] == -0.5
    assert "jia:0  lost  person  expected 何敏, was 何敏, came –" in done.stdout
    assert (
        "won: found 0, field mended 1, extra gone 1; lost: lost 1, field broken 1, new extra 1" in done.stdout
    )


def test_the_other_way_round_everything_is_the_other_way_round(
    project: Project, runs: tuple[Path, Path]
) -> None:
    _, data = _compared(project, runs[1], runs[0])
    found = {(one["article"], one["kind"], one["type"], one["field"]) for one in data["changes"]}
    assert found == {(name, OTHER_WAY[kind], kind_of, field) for name, kind, kind_of, field in CHANGES}


def test_a_run_against_itself_has_no_changes(project: Project, runs: tuple[Path, Path]) -> None:
    _, data = _compared(project, runs[1], runs[1])
    assert data["changes"] == []


def test_one_part_of_two_runs(project: Project, runs: tuple[Path, Path]) -> None:
    _, data = _compared(project, *runs, "--part", "test")
    assert {one["article"] for one in data["changes"]} == {"bing"}
    assert list(data["scores"]) == ["test"]


def test_what_is_saved_is_what_extract_writes(project: Project) -> None:
    project.evaluate("--output", project.root / "saved.jsonl")
    run("extract", project.corpus, "-o", project.root / "extracted.jsonl")
    assert (project.root / "saved.jsonl").read_bytes() == (project.root / "extracted.jsonl").read_bytes()


@pytest.mark.parametrize(
    ("shown", "value"),
    [
        (">46000人", {"value": 46000, "low": 46000, "high": None, "approximation": "over", "unit": "人"}),
        ("7", {"value": 7}),
        ("桃源县", {"name": "桃源县", "adcode": "430725"}),
        ("群众点单、评单", [{"actor": "群众", "action": "点单"}, {"actor": None, "action": "评单"}]),
        ("有场所、有队伍", ["有场所", "有队伍"]),
        ("–", []),
        ("–", None),
        ("true", True),
    ],
)
def test_values_at_their_shortest(shown: str, value: Any) -> None:
    assert said(value) == shown


def test_a_change_is_on_one_line() -> None:
    reason = _gate("何\n青\x1b")["checks"][0]["reasons"][0]
    assert change_line(reason) == "何青␛:0  lost  person  expected 何青␛, came –  「何青␛」"
