"""Gold checked, mended, begun and compiled from drafts: every fault is found, with its file and line."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from shijian_extract.cli import app
from shijian_extract.core import GoldError
from shijian_extract.gold import check_gold, gold_text, read_gold, read_sound
from shijian_extract.gold.complaints import Complaint
from shijian_extract.gold.lines import line_numbers
from shijian_extract.gold.quotes import Quotes, bare
from shijian_extract.gold.senses import BOUNDS
from shijian_extract.gold.shapes import field_names, record_models
from shijian_extract.records import Approximation

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
PLACE = {"name": "正定县", "adcode": "130123"}
TEXT = "正定县建成实践站36个，现有志愿\n者800余名。\n正定县推出“滹沱灯塔”项目，李桂兰说，36个站都亮着灯。\n"


def run(*words: object) -> Any:
    return CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)


def span(quote: str, text: str = TEXT) -> dict[str, Any]:
    (place,) = Quotes(text).places(quote)
    return {"start": place[0], "end": place[1], "text": text[slice(*place)]}


def figure(
    value: int, approximation: str, unit: str, label: str, indicator: str, *quotes: str
) -> dict[str, Any]:
    low, high = BOUNDS[approximation](value)
    quantity = {"value": value, "low": low, "high": high, "approximation": approximation, "unit": unit}
    return {
        "type": "figure",
        "evidence": [span(quote) for quote in quotes],
        "place": dict(PLACE),
        "quantity": quantity,
        "label": label,
        "indicator": indicator,
        "period": None,
    }


def good() -> dict[str, Any]:
    """Gold of `TEXT` with nothing wrong."""
    station = figure(36, "exact", "个", "实践站", "station", "实践站36个")
    station["evidence"][0] = {"start": 8, "end": 11, "text": "36个"}
    brand = {
        "type": "brand",
        "evidence": [span("“滹沱灯塔”")],
        "place": dict(PLACE),
        "name": "滹沱灯塔",
        "category": "project|activity",
        "head": "项目",
        "owner": None,
    }
    person = {
        "type": "person",
        "evidence": [span("李桂兰")],
        "place": dict(PLACE),
        "name": "李桂兰",
        "role": None,
        "organization": None,
        "optional": True,
    }
    info = {
        "id": "zhengding", "title": None, "subtitle": None, "authors": [], "source": None,
        "published": "2024-03", "place": dict(PLACE),
    }  # fmt: skip
    volunteers = figure(800, "over", "名", "志愿者", "volunteer", "800余名", "志愿者")
    return {"article": info, "records": [station, volunteers, brand, person]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with `corpus/zhengding.txt` and good gold of it."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "gold").mkdir()
    (tmp_path / "corpus" / "zhengding.txt").write_text(TEXT, "utf-8")
    write_gold(tmp_path, good())
    return tmp_path


def write_gold(folder: Path, data: Any, name: str = "zhengding") -> Path:
    path = folder / "gold" / f"{name}.json"
    path.write_text(gold_text(data), "utf-8")
    return path


def complaints(folder: Path) -> list[Complaint]:
    return check_gold([folder / "gold"], folder / "corpus").complaints


def line_of(path: Path, words: str, nth: int = 0, away: int = 0) -> int:
    """The line on which some words stand for the nth time, or one some lines away from it."""
    lines = [number for number, line in enumerate(path.read_text("utf-8").split("\n"), 1) if words in line]
    return lines[nth] + away


# --- the project's own


@pytest.mark.parametrize("home", [ROOT, SHARED], ids=["own", "shared"])
def test_gold_of_the_project_has_no_faults(home: Path) -> None:
    if not (home / "gold").is_dir():
        pytest.skip(f"no {home.name}/gold beside the project")
    check = check_gold([home / "gold"], home / "corpus")
    assert check.records > 100
    assert [str(complaint) for complaint in check.complaints] == []


def test_good_gold_has_no_complaints(folder: Path) -> None:
    assert complaints(folder) == []
    done = run("gold", "check", folder / "gold", "--corpus", folder / "corpus")
    assert (done.exit_code, done.stdout) == (0, "files: 1, records: 4, complaints: 0\n")


# --- what is wrong, with the words near which it stands in the file

Corrupt = Callable[[dict[str, Any]], object]


def put(*path: Any, value: Any) -> Corrupt:
    """A corruption: the value at the path is another."""

    def corrupt(data: Any) -> None:
        for step in path[:-1]:
            data = data[step]
        data[path[-1]] = value

    return corrupt


def drop(*path: Any) -> Corrupt:
    def corrupt(data: Any) -> None:
        for step in path[:-1]:
            data = data[step]
        del data[path[-1]]

    return corrupt


QUANTITY = ("records", 1, "quantity")
PERIOD = {"text": "去年", "kind": "during", "start": "2023-01-01", "end": "2023-12-31"}
WRONG: list[tuple[str, Corrupt, tuple[Any, ...], str]] = [
    ("offset moved", put("records", 0, "evidence", 0, "start", value=7), ('"start": 7', 0), "8–11"),
    ("offset beyond", put("records", 0, "evidence", 0, "end", value=990), ('"end": 990', 0, -1), "no stretch of a text of"),
    ("text edited", put("records", 1, "evidence", 0, "text", value="900余名"), ('"900余名"', 0, -2), "nowhere in the text"),
    ("line break lost", put("records", 1, "evidence", 1, "text", value="志愿者"), ('"志愿者"', 0, -2), "they stand at 14–18"),
    ("evidence gone", put("records", 0, "evidence", value=[]), ('"evidence": []', 0), "no evidence"),
    ("field dropped", drop("records", 0, "label"), ('"type": "figure"', 0, -1), 'needs the key "label"'),
    ("info dropped", drop("article", "source"), ('"article"', 0), 'needs the key "source"'),
    ("unknown key", put("records", 0, "lable", value="站"), ('"lable"', 0), 'write "label"'),
    ("far unknown key", put("records", 0, "seen", value=1), ('"seen"', 0), "a figure has type, evidence"),
    ("rule of output", put("records", 0, "rule", value=None), ('"rule"', 0), "unknown key"),
    ("wrong type", put("records", 2, "type", value="brnad"), ('"brnad"', 0), 'write "brand"'),
    ("wrong enum", put("records", 0, "indicator", value="volunteers"), ('"volunteers"', 0), 'write "volunteer"'),
    ("wrong alternative", put("records", 0, "indicator", value="station|places"), ('"station|', 0), '"places" is none'),
    ("same alternative", put("records", 0, "indicator", value="unit|unit"), ('"unit|unit"', 0), "twice"),
    ("wrong value type", put(*QUANTITY, "value", value="800"), ('"value": "800"', 0), "write a number or null"),
    ("truth as number", put(*QUANTITY, "value", value=True), ('"value": true', 0), "write a number or null"),
    ("half a character", put("records", 0, "label", value="\ud83d"), ("\\ud83d", 0), "write a text"),
    ("not a list", put("article", "authors", value="佚名"), ('"authors"', 0), "write a list"),
    ("not a record", put("records", 3, value=None), ("null", -1), "write an object"),
    ("bounds", put(*QUANTITY, "high", value=800), ('"quantity"', 1), "write value 800, low 800, high null"),
    ("range", put(*QUANTITY, "approximation", value="range"), ('"quantity"', 1), "low below high"),
    ("no date", put("records", 0, "period", value={**PERIOD, "end": "2023-13-01"}), ('"2023-13-01"', 0), "no whole ISO"),
    ("half a date", put("records", 0, "period", value={**PERIOD, "start": "2023"}), ('"2023"', 0), "no whole ISO"),
    ("dates swapped", put("records", 0, "period", value={**PERIOD, "start": "2024-01-01"}), ('"period"', 0), "after its"),
    ("end of since", put("records", 0, "period", value={**PERIOD, "kind": "since"}), ('"2023-12-31"', 0), "no end"),
    ("published", put("article", "published", value="2024年3月"), ("2024年3月", 0), "no ISO date"),
    ("other id", put("article", "id", value="zhending"), ('"zhending"', 0), "make them the same"),
    ("no such code", put("records", 0, "place", "adcode", value="130199"), ('"130199"', 0), 'write "130123"'),
    ("code of another", put("article", "place", "adcode", value="430725"), ('"430725"', 0), "is 桃源县"),
    ("code left out", put("records", 0, "place", "adcode", value=None), ('"adcode": null', 0), 'write "130123"'),
    ("outer quotes", put("records", 2, "name", value="“滹沱灯塔”"), ('"name": "“', 0), 'write "滹沱灯塔"'),
    ("layout in a name", put("records", 1, "label", value="志愿\n者"), ("志愿\\n者", -1), "white space of the layout"),
    ("half-width mark", put("records", 2, "name", value="灯塔,亮着"), ("灯塔,亮着", 0), 'write "灯塔，亮着"'),
    ("brackets in a unit", put(*QUANTITY, "unit", value="名(次)"), ("名(次)", 0), 'write "名次"'),
    ("text order", lambda data: data["records"].reverse(), ('"type": "brand"', 0, -1), "out of text order"),
    ("said twice", lambda data: data["records"].append(copy.deepcopy(data["records"][3])), ('"type": "person"', 1, -1), "record 4"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("corrupt", "near", "says"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG]
)
def test_what_is_wrong_is_told_with_its_line(
    folder: Path, corrupt: Corrupt, near: tuple[Any, ...], says: str
) -> None:
    data = good()
    corrupt(data)
    path = folder / "gold" / "zhengding.json"
    path.write_text(json.dumps(data, ensure_ascii="\\ud" in near[0], indent=1), "utf-8")
    told = complaints(folder)
    assert any(says in str(one) and one.line == line_of(path, *near) for one in told), list(map(str, told))
    assert {one.path for one in told} == {path}


def test_every_kind_of_quantity_has_its_bounds_checked() -> None:
    assert {*BOUNDS, "range", "several"} == set(Approximation.__args__)


def test_all_faults_are_told_at_once(folder: Path) -> None:
    data = good()
    for corrupt in (
        WRONG[0][1],
        WRONG[3][1],
        put("records", 0, "indicator", value="x"),
        drop("records", 2, "head"),
    ):
        corrupt(data)
    write_gold(folder, data)
    done = run("gold", "check", folder / "gold", "--corpus", folder / "corpus")
    lines = done.stdout.splitlines()
    assert done.exit_code == 1
    assert lines[-1] == "files: 1, records: 4, complaints: 4"
    starts = [line.partition(": ")[0] for line in lines[:-1]]
    assert [start.rpartition(":")[0] for start in starts] == [str(folder / "gold" / "zhengding.json")] * 4
    numbers = [int(start.rpartition(":")[2]) for start in starts]
    assert numbers == sorted(numbers)


def test_a_complaint_steers_no_terminal(folder: Path) -> None:
    data = good()
    data["records"][0]["\x1b[31m"] = 1
    write_gold(folder, data)
    done = run("gold", "check", folder / "gold", "--corpus", folder / "corpus")
    assert done.exit_code == 1
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        ('{"article": {},\n "records": [}', 2, "not JSON at column"),
        ('{\n "records": [NaN]}', 2, "NaN is no number of JSON"),
        ("[]", 1, "not an object"),
        ("[" * 100_000, 1, "nested too deep"),
        (b'{\n\n"a": "\xff"}', 3, "not UTF-8"),
        ('{"article": {"id": "zhengding"},\n "records": [],\n "records": []}', 3, "stands twice"),
    ],
)
def test_a_broken_file_is_told_with_its_line(
    folder: Path, content: str | bytes, line: int, says: str
) -> None:
    data = content if isinstance(content, bytes) else content.encode()
    (folder / "gold" / "zhengding.json").write_bytes(data)
    assert any(one.line == line and says in str(one) for one in complaints(folder)), complaints(folder)


def test_pinned_scores_beside_gold_are_passed_over(folder: Path) -> None:
    (folder / "gold" / "floors.json").write_text('{"floors": {"figure": 0.9}}', "utf-8")
    assert complaints(folder) == []
    assert read_gold(folder / "gold" / "floors.json") is None


def test_gold_that_only_has_that_name_is_gold(folder: Path) -> None:
    write_gold(folder, good(), "floors")
    assert any("no text of this name" in str(one) for one in complaints(folder))


# --- pages


def page(*spans: tuple[int, int]) -> dict[str, Any]:
    articles = []
    for number, (start, end) in enumerate(spans, 1):
        data = good()
        data["article"]["id"] = f"heban-page#{number}"
        records = [one for one in data["records"] if start <= one["evidence"][0]["start"] < end]
        articles.append(
            {"article": data["article"], "span": {"start": start, "end": end}, "records": records}
        )
    return {"articles": articles}


@pytest.mark.parametrize(
    ("spans", "says"),
    [
        ([(0, 25), (25, 50)], None),
        ([(0, 25), (20, 50)], "cuts across"),
        ([(0, 25), (0, 25)], "cuts across"),
        ([(0, 25), (30, 30)], "no stretch"),
        ([(0, 25), (25, 900)], "no stretch"),
    ],
)
def test_spans_of_a_page(folder: Path, spans: list[tuple[int, int]], says: str | None) -> None:
    (folder / "corpus" / "heban-page.txt").write_text(TEXT, "utf-8")
    path = write_gold(folder, page(*spans), "heban-page")
    told = complaints(folder)
    if says is None:
        assert told == []
    else:
        assert [(one.line, says in str(one)) for one in told] == [(line_of(path, '"span"', 1), True)]


def test_a_page_is_named_as_one(folder: Path) -> None:
    write_gold(folder, page((0, 25)))
    assert any("files named …-page.json are pages" in str(one) for one in complaints(folder))


# --- folders and their catalogue

ENTRY = {
    "id": "zhengding", "part": "dev", "title": "灯塔", "published": "2024-03", "place": "正定县",
    "province": "河北省", "layout": "news", "tries": "A column break in mid-word.",
}  # fmt: skip


def write_catalogue(folder: Path, *entries: Any) -> Path:
    path = folder / "gold" / "catalogue.jsonl"
    lines = [one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in entries]
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return path


def test_a_good_catalogue(folder: Path) -> None:
    write_catalogue(folder, ENTRY)
    assert complaints(folder) == []


@pytest.mark.parametrize(
    ("entries", "line", "says"),
    [
        ([ENTRY, {**ENTRY, "id": "taoyuan"}], 2, '"taoyuan" has no annotations'),
        ([ENTRY, ENTRY], 2, "stands on line 1 too"),
        ([{**ENTRY, "part": "train"}], 1, "choose one of dev, test"),
        ([{**ENTRY, "layout": "poem"}], 1, "choose one of survey"),
        ([{**ENTRY, "published": "03/2024"}], 1, "ISO date"),
        ([{**ENTRY, "province": "湖南省"}], 1, "no 正定县 lies in 湖南省"),
        ([{**ENTRY, "note": ""}], 1, 'unknown key "note"'),
        ([{name: value for name, value in ENTRY.items() if name != "tries"}], 1, 'needs the key "tries"'),
        ([ENTRY, "{"], 2, "not JSON"),
        ([], 1, '"zhengding" has no entry'),
    ],
)
def test_faults_of_a_catalogue(folder: Path, entries: list[Any], line: int, says: str) -> None:
    path = write_catalogue(folder, *entries)
    assert [(one.path, one.line, says in str(one)) for one in complaints(folder)] == [(path, line, True)]


def test_texts_and_gold_want_each_other(folder: Path) -> None:
    lonely = folder / "corpus" / "taoyuan.txt"
    lonely.write_text(TEXT, "utf-8")
    alone = write_gold(folder, {**good(), "article": {**good()["article"], "id": "zigui"}}, "zigui")
    told = {one.path: one.says for one in complaints(folder)}
    assert told == {lonely: "a text without annotations", alone: "no text of this name"}
    # A file by itself does not ask for the others.
    assert check_gold([folder / "gold" / "zhengding.json"], folder / "corpus").complaints == []


def test_what_is_not_there_is_told(folder: Path) -> None:
    with pytest.raises(GoldError, match="no such file or folder"):
        check_gold([folder / "silver"], folder / "corpus")
    done = run("gold", "check", folder / "gold", "--corpus", folder / "nothing")
    assert (done.exit_code, "no such file or folder" in done.stderr) == (1, True)


# --- quotes put where they stand


def test_fix_puts_quotes_where_they_stand(folder: Path) -> None:
    data = good()
    data["records"][0]["evidence"][0].update(start=7, end=10)
    data["records"][1]["evidence"][1].update(start=0, end=3, text="志愿者")
    path = write_gold(folder, data)
    done = run("gold", "check", folder / "gold", "--corpus", folder / "corpus", "--fix")
    assert done.exit_code == 0
    lines = [line_of(path, '"start": 8'), line_of(path, '"start": 14')]
    assert done.stdout.splitlines() == [
        f'{path}:{lines[0]}: record 1, evidence 1: "36个" moved from 7–10 to 8–11',
        f'{path}:{lines[1]}: record 2, evidence 2: "志愿者" moved from 0–3 to 14–18',
        "files: 1, records: 4, complaints: 0",
    ]
    assert path.read_text("utf-8") == gold_text(good())


def test_fix_takes_the_nearest_of_several(folder: Path) -> None:
    data = good()
    second = TEXT.rindex("36个")
    data["records"][0]["evidence"].append({"start": second + 2, "end": second + 5, "text": "36个"})
    path = write_gold(folder, data)
    assert len(check_gold([path], folder / "corpus", fix=True).mended) == 1
    mended = json.loads(path.read_text("utf-8"))["records"][0]["evidence"]
    assert [one["start"] for one in mended] == [8, second]


def test_fix_leaves_what_it_cannot_mend_and_what_is_right(folder: Path) -> None:
    data = good()
    data["records"][0]["evidence"][0]["text"] = "37个"
    path = write_gold(folder, data)
    before = path.read_bytes()
    check = check_gold([path], folder / "corpus", fix=True)
    assert (check.mended, len(check.complaints)) == ([], 1)
    assert path.read_bytes() == before


def test_fix_gives_the_same_file_again(folder: Path) -> None:
    data = good()
    for record in data["records"]:
        for one in record["evidence"]:
            one["start"] += 1
    path = write_gold(folder, data)
    check_gold([path], folder / "corpus", fix=True)
    assert path.read_text("utf-8") == gold_text(good())


@settings(deadline=None)
@given(st.text(alphabet="甲乙 \n𠮷", max_size=30), st.data())
def test_any_stretch_of_a_text_is_found_again(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    quote = text[start:end]
    places = Quotes(text).places(quote)
    if not bare(quote):
        assert places == []
    else:
        assert all(bare(text[slice(*place)]) == bare(quote) for place in places)
        assert any(start <= first and last <= end for first, last in places)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=15,
)


@settings(deadline=None)
@given(json_values, st.sampled_from([None, 1]))
def test_lines_of_any_json(value: Any, indent: int | None) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=False)
    lines = line_numbers(text)
    seen = 0
    pending: list[tuple[tuple[Any, ...], Any]] = [((), value)]
    while pending:
        at, here = pending.pop()
        assert 1 <= lines.by_place[at] <= text.count("\n") + 1
        seen += 1
        items = here.items() if isinstance(here, dict) else enumerate(here) if isinstance(here, list) else ()
        pending += [((*at, key), item) for key, item in items]
    assert len(lines.by_place) == seen
    assert lines.repeated == ()


# --- begun from a text


def test_new_begins_with_what_is_found(folder: Path) -> None:
    done = run(
        "gold", "new", folder / "corpus" / "zhengding.txt", "-o", folder / "new", "--published", "2024-03"
    )
    assert (done.exit_code, done.stderr) == (0, "")
    made = json.loads((folder / "new" / "zhengding.json").read_text("utf-8"))
    assert (made["article"]["id"], made["article"]["published"]) == ("zhengding", "2024-03")
    assert [one["quantity"]["value"] for one in made["records"] if one["type"] == "figure"] == [36, 800]
    assert all(list(one) == field_names(one["type"]) for one in made["records"])
    check = check_gold([folder / "new" / "zhengding.json"], folder / "corpus")
    assert [str(one) for one in check.complaints] == []


def test_new_replaces_nothing_unasked(folder: Path) -> None:
    words = ("gold", "new", folder / "corpus" / "zhengding.txt", "-o", folder / "gold")
    before = (folder / "gold" / "zhengding.json").read_bytes()
    done = run(*words)
    assert (done.exit_code, "--force" in done.stderr) == (1, True)
    assert (folder / "gold" / "zhengding.json").read_bytes() == before
    assert run(*words, "--force").exit_code == 0
    assert (folder / "gold" / "zhengding.json").read_bytes() != before


def test_new_of_the_project_s_texts_is_sound(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    texts = sorted((tmp_path / "corpus").glob("*.txt"))[:3]
    one_page = tmp_path / "corpus" / "pinban-page.txt"
    one_page.write_text("\n\n".join(path.read_text("utf-8") for path in texts), "utf-8")
    assert run("gold", "new", *texts, one_page, "-o", tmp_path / "gold").exit_code == 0
    assert len(read_sound([tmp_path / "gold"], tmp_path / "corpus")) == len(texts) + 1
    made = json.loads((tmp_path / "gold" / "pinban-page.json").read_text("utf-8"))
    assert all(article["span"]["start"] < article["span"]["end"] for article in made["articles"])


# --- compiled from a draft

DRAFT = """# a remark
{"article": "zhengding", "published": "2024-03", "place": "正定县"}

{"type":"figure","value":36,"unit":"个","label":"实践站","ind":"station","ev":["36个"]}
{"type":"figure","value":800,"approx":"over","unit":"名","label":"志愿者","ind":"volunteer","ev":["800余名","志愿者"]}
{"type":"person","name":"李桂兰","ev":"李桂兰","optional":true}
{"type":"brand","name":"滹沱灯塔","category":"project|activity","head":"项目","ev":["“滹沱灯塔”"],"note":"?"}
"""


def compiled(folder: Path, draft: str, text: str = TEXT, name: str = "zhengding") -> Any:
    (folder / "corpus" / f"{name}.txt").write_text(text, "utf-8")
    path = folder / f"{name}.draft.jsonl"
    path.write_text(draft, "utf-8")
    return run("gold", "new", folder / "corpus" / f"{name}.txt", "--from", path, "-o", folder / "made")


def test_a_draft_becomes_gold(folder: Path) -> None:
    done = compiled(folder, DRAFT)
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
    assert json.loads((folder / "made" / "zhengding.json").read_text("utf-8")) == good()


TYPED: list[tuple[str, str, dict[str, Any]]] = [
    (
        "中心1个、所12处、站150余个，全覆盖。",
        '"type":"network","centers":1,"institutes":{"value":12,"unit":"处"},'
        '"stations":{"value":150,"approx":"over","unit":"个"},"full_coverage":true,"ev":["中心1个、所12处、站150余个","全覆盖"]',
        {
            "period": None,
            "centers": {"value": 1, "low": 1, "high": 1, "approximation": "exact", "unit": "个"},
            "institutes": {"value": 12, "low": 12, "high": 12, "approximation": "exact", "unit": "处"},
            "stations": {"value": 150, "low": 150, "high": None, "approximation": "over", "unit": "个"},
            "points": None,
            "bases": None,
            "full_coverage": True,
        },
    ),
    (
        "群众点单、中心派单。",
        '"type":"order_flow","name":null,"steps":[["群众","点单"],[null,"派单"]],"ev":["群众点单、中心派单"]',
        {"name": None, "steps": [{"actor": "群众", "action": "点单"}, {"actor": None, "action": "派单"}]},
    ),
    (
        "“月月有灯”。",
        '"type":"slogan","text":"月月有灯","kind":"motto","ev":["“月月有灯”"]',
        {"text": "月月有灯", "kind": "motto", "parts": []},
    ),
    (
        "获“护灯奖”。",
        '"type":"award","name":"护灯奖","level":"city","ev":["“护灯奖”"]',
        {"name": "护灯奖", "recipient": None, "rank": None, "level": "city", "period": None},
    ),
    (
        "印发《守灯办法（试行）》。",
        '"type":"document","title":"守灯办法（试行）","kind":"办法","trial":true,"ev":["《守灯办法（试行）》"]',
        {"title": "守灯办法（试行）", "kind": "办法", "trial": True},
    ),
    (
        "3月5日，灯会开幕。",
        '"type":"event","name":"灯会开幕","period":["3月5日","during","2024-03-05","2024-03-05"],"ev":["3月5日，灯会开幕"]',
        {
            "name": "灯会开幕",
            "period": {"text": "3月5日", "kind": "during", "start": "2024-03-05", "end": "2024-03-05"},
            "venue": None,
            "organizers": [],
        },
    ),
    (
        "每村3至5名。",
        '"type":"figure","approx":"range","low":3,"high":5,"unit":"名","label":"村民","ind":"staff|other","place":"灯村","ev":["3至5名"]',
        {
            "place": {"name": "灯村", "adcode": None},
            "quantity": {"value": None, "low": 3, "high": 5, "approximation": "range", "unit": "名"},
            "label": "村民",
            "indicator": "staff|other",
            "period": None,
        },
    ),
]


@pytest.mark.parametrize(("text", "line", "fields"), TYPED, ids=[row[1][8:15] for row in TYPED])
def test_a_draft_of_each_type(folder: Path, text: str, line: str, fields: dict[str, Any]) -> None:
    done = compiled(folder, f'{{"article":"deng","place":"正定县"}}\n{{{line}}}\n', text, "deng")
    assert (done.exit_code, done.stdout) == (0, "")
    (record,) = json.loads((folder / "made" / "deng.json").read_text("utf-8"))["records"]
    own = {name: value for name, value in record.items() if name not in ("type", "evidence")}
    assert own == {"place": PLACE} | fields
    assert set(record) == set(field_names(record["type"]))


def test_every_type_is_drafted() -> None:
    drafted = {json.loads(f"{{{line}}}")["type"] for _, line, _ in TYPED} | {"figure", "brand", "person"}
    assert drafted == set(record_models())


@pytest.mark.parametrize(
    ("quotes", "starts"),
    [
        (["12个", "12个"], [0, 0]),  # the next one begins at the one before
        (["12个", "所[[12个]]"], [0, 4]),
        (["所[[12\n个]]", "12个"], [4, 4]),
        (["站[[12 个]]", "站[[12个]]"], [8, 8]),
    ],
)
def test_a_repeated_quote_is_the_next(folder: Path, quotes: list[str], starts: list[int]) -> None:
    figures = [
        {"type": "figure", "value": 12, "unit": "个", "label": label, "ind": "other", "ev": [quote]}
        for label, quote in zip("甲乙", quotes, strict=True)
    ]
    draft = "".join(f"{json.dumps(one)}\n" for one in [{"article": "deng"}, *figures])
    assert compiled(folder, draft, "12个所12个站12个", "deng").exit_code == 0
    made = json.loads((folder / "made" / "deng.json").read_text("utf-8"))["records"]
    assert [one["evidence"][0]["start"] for one in made] == starts


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "not JSON"),
        ("[]", "not an object"),
        ('{"type":"figur","ev":["36个"]}', "is no type of record"),
        ('{"type":"person","name":"李桂兰"}', "no ev"),
        ('{"type":"person","name":"李桂兰","ev":["李桂花"]}', "not in the text"),
        ('{"type":"person","name":"李桂兰","ev":["[[正定县]]"]}', "stands 2 times"),
        ('{"type":"person","name":"李桂兰","ev":[" "]}', "quotes nothing"),
        ('{"type":"person","name":"李桂兰","place":"鼓楼区","ev":["李桂兰"]}', "codes"),
        ('{"type":"person","name":null,"ev":["李桂兰"]}', "name: null does not fit"),
        ('{"type":"person","nmae":"李桂兰","ev":["李桂兰"]}', 'write "name"'),
        ('{"type":"figure","value":800,"approx":"ober","label":"志愿者","ind":"volunteer","ev":["800余名"]}', "none of its"),
        ('{"type":"figure","label":"志愿者","ind":"volunteer","ev":["800余名"]}', "exact without a value"),
        ('{"type":"figure","value":800,"label":"志愿者","ind":"folk","ev":["800余名"]}', "ind: "),
        ('{"type":"event","name":"灯会","period":["3月","during"],"ev":["李桂兰"]}', "[text, kind, start, end]"),
        ('{"type":"event","name":"灯会","period":["3月","during","2024-03",null],"ev":["李桂兰"]}', "no whole ISO date"),
        ('{"type":"order_flow","steps":["点单"],"ev":["李桂兰"]}', "[[actor, action]"),
        ('{"article":"zhengding"}', "2 article lines"),
    ],
)  # fmt: skip
def test_faults_of_a_draft_are_told_with_their_line(folder: Path, line: str, says: str) -> None:
    done = compiled(folder, f"{DRAFT}{line}\n")
    assert done.exit_code == 1
    number = 1 if "article lines" in says else DRAFT.count("\n") + 1
    told = done.stdout.splitlines()
    assert any(
        one.startswith(f"{folder}/zhengding.draft.jsonl:{number}: ") and says in one for one in told
    ), told
    assert not (folder / "made").exists()


def test_a_draft_of_a_page(folder: Path) -> None:
    text = "灯会\n\n正定县亮灯36盏。灯亮了。\n\n庙会\n\n鼓楼区来客36名。客散了。\n"
    draft = (
        '{"article":"deng-page#1","title":"灯会","place":"正定县","from":"正定县亮灯","to":"灯亮了。"}\n'
        '{"type":"figure","value":36,"unit":"盏","label":"灯","ind":"goods","ev":["36盏"]}\n'
        '{"article":"deng-page#2","title":"庙会","place":"鼓楼区","codes":{"鼓楼区":"320302"},"from":"鼓楼区","to":"客散了。"}\n'
        '{"type":"figure","value":36,"unit":"名","label":"客","ind":"participant","ev":["36名"]}\n'
    )
    assert compiled(folder, draft, text, "deng-page").exit_code == 0
    made = json.loads((folder / "made" / "deng-page.json").read_text("utf-8"))["articles"]
    assert [text[one["span"]["start"] : one["span"]["end"]] for one in made] == [
        "正定县亮灯36盏。灯亮了。",
        "鼓楼区来客36名。客散了。",
    ]
    assert [one["records"][0]["place"]["adcode"] for one in made] == ["130123", "320302"]
    assert check_gold([folder / "made" / "deng-page.json"], folder / "corpus").complaints == []


def test_drafts_in_the_guide_are_of_the_form(folder: Path) -> None:
    guide = (ROOT / "gold" / "DRAFTS.md").read_text("utf-8")
    lines = [line for line in guide.split("\n") if line.startswith("{")]
    text = "".join(quote for line in lines for quote in json.loads(line).get("ev", ())) + "结束"
    done = compiled(folder, "\n".join(lines), text, "taoyuan")
    # The examples share their ellipses; all else is as it should be.
    assert [line for line in done.stdout.splitlines() if "stands" not in line] == []
    assert len(lines) == len(record_models()) + 2
