"""One indicator side by side: which statement a row shows, what it tells of the others, what is written."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from shijian_extract import Article, extract
from shijian_extract.cli import app
from shijian_extract.records import Network, article_from
from shijian_extract.study import (
    COLUMNS,
    INDICATORS,
    KEYS,
    CompareError,
    compare,
    compare_rows,
    shown_figures,
)

REPORTS = [
    ("taoyuan-1", "桃源县", "2023-05-10", "截至目前，桃源县共有注册志愿者1.2万余人。"),
    ("taoyuan-2", "桃源县", "2023-11-02", "清晨，300名志愿者走上街头清扫落叶。"),
    ("taoyuan-3", "桃源县", "2023-12-05", "桃源县共有党员志愿者3000名，天天在岗。"),
    ("taoyuan-4", "桃源县", "2022-12-05", "桃源县共有志愿者9800人。"),
    ("yuanjiang", "沅江市", "2023-08-01", "沅江市现有志愿者4万人左右。"),
]


def told(*reports: tuple[str, str, str, str], known: bool = True) -> list[Article]:
    articles = [extract(text, id=name, place=place, published=day) for name, place, day, text in reports]
    return [article.with_text(article.text if known else None) for article in articles]


def run(*words: object) -> Any:
    return CliRunner().invoke(app, ["compare", *map(str, words)], catch_exceptions=False)


def rows(said: str) -> list[dict[str, str]]:
    found = list(csv.DictReader(io.StringIO(said)))
    assert tuple(said.lstrip("\ufeff").partition("\n")[0].split(",")) == COLUMNS
    return found


def made(
    value: float,
    *,
    label: str = "志愿者",
    indicator: str = "volunteer",
    day: str | None = "2023-05-05",
    **more: Any,
) -> Article:
    """An article with one figure."""
    quantity = {
        "value": value,
        "low": value,
        "high": value,
        "approximation": "exact",
        "unit": "人",
        **more.pop("quantity", {}),
    }
    figure = {
        "type": "figure", "quantity": quantity, "label": label, "indicator": indicator,
        "evidence": [{"start": 0, "end": 2, "text": "某某"}], "place": {"name": "柳溪县"}, **more,
    }  # fmt: skip
    return article_from({"article": {"id": str(value), "published": day}, "records": [figure]})


def shown(*articles: Article, by: tuple[str, ...] = ("place",)) -> Any:
    """The value that the only row shows."""
    (row,) = compare_rows(articles, indicator="volunteer", by=by)
    assert row["others"] == len(articles) - 1
    return row["value"]


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    path = tmp_path / "facts.jsonl"
    path.write_text("".join(f"{one.model_dump_json()}\n" for one in told(*REPORTS)), "utf-8")
    return path


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, _, _, text in REPORTS:
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return folder


# --- the rows


def test_a_row_for_each_place_and_year() -> None:
    found = compare_rows(told(*REPORTS), indicator="volunteer")
    assert [(row["place"], row["year"], row["value"], row["others"]) for row in found] == [
        ("桃源县", 2022, 9800, 0),
        ("桃源县", 2023, 12000, 2),
        ("沅江市", 2023, 40000, 0),
    ]
    row = found[1]
    assert tuple(row) == COLUMNS
    assert (row["low"], row["high"], row["approximation"], row["unit"]) == (12000, None, "over", "人")
    assert (row["lowest"], row["highest"]) == (300, 3000)
    assert (row["article"], row["published"], row["adcode"]) == ("taoyuan-1", "2023-05-10", "430725")
    text = REPORTS[0][3]
    assert text[row["start"] : row["end"]] == row["evidence"] == "1.2万余人"
    assert (row["period"], row["period_kind"]) == ("截至目前", "as_of")


def test_without_texts_only_the_unit_tells_who_turned_out() -> None:
    found = compare_rows(told(*REPORTS, known=False), indicator="volunteer", by=["place"])
    # 300名志愿者 is told later than 1.2万余人, and that they went sweeping is not known.
    assert [(row["place"], row["value"]) for row in found] == [("桃源县", 300), ("沅江市", 40000)]


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    ("says", "stock"),
    [
        ("全镇现有志愿者{}人。", True),
        ("全镇组建志愿服务组织10个，注册志愿者{}人。", True),
        ("{}名志愿者参加清扫。", False),
        ("{}名注册志愿者集结出发。", False),
        ("社区组织了志愿者{}人，人人带着扫帚。", False),
        ("村里动员志\n愿者{}人。", False),
        ("他参加了比赛，镇里有志愿者{}人。", True),
        ("现有志愿者{}人参与巡河。", True),
    ],
)
def test_how_many_there_are_before_how_many_turned_out(says: str, stock: bool, turned: bool) -> None:
    asked = ("asked", "桃源县", "2023-12-01", says.format(200))
    part = ("part", "桃源县", "2023-01-01", "桃源县共有巾帼志愿者100人。")
    reports = [asked, part][:: -1 if turned else 1]
    # Who turned out goes behind even a part that was told earlier; who is there goes before it.
    assert shown(*told(*reports)) == (200 if stock else 100)


def test_turnout_by_its_unit() -> None:
    assert shown(made(500, quantity={"unit": "人次"}, day="2023-12-01"), made(20)) == 20


def test_the_whole_before_a_part() -> None:
    part = made(900, label="党员志愿者", day="2023-12-01")
    for whole in ("志愿者", "注册志愿者", "实名注册志愿者"):
        assert shown(made(20, label=whole), part) == shown(part, made(20, label=whole)) == 20


def test_an_indicator_without_parts_knows_none() -> None:
    one, other = (
        made(n, label=label, indicator="wish", day=day)
        for n, label, day in [(5, "微心愿", "2023-01-01"), (7, "童心愿", "2023-02-01")]
    )
    (row,) = compare_rows([one, other], indicator="wish")
    assert row["value"] == 7


def test_the_latest_told_then_the_largest_then_the_first() -> None:
    assert shown(made(900, day="2023-01-01"), made(20, day="2023-02-01")) == 20
    assert shown(made(20), made(900)) == shown(made(900), made(20)) == 900
    by_period = {"text": "截至3月底", "kind": "as_of", "start": None, "end": "2023-03-31"}
    assert shown(made(20, day="2023-12-01", period=by_period), made(9, day="2023-06-01")) == 9
    (row,) = compare_rows(
        [made(5, label="志愿者"), made(5, label="注册志愿者")], indicator="volunteer", by=["place"]
    )
    assert row["label"] == "志愿者"


def test_what_is_before_what_is_planned() -> None:
    plan = {"text": "明年", "kind": "during", "start": "2024-01-01", "end": "2024-12-31"}
    assert shown(made(9000, period=plan), made(20)) == 20
    (row,) = compare_rows([made(9000, period=plan)], indicator="volunteer")
    assert row["year"] == 2024


def marks(text: str, indicator: str, day: str | None = "2021-06-05", *, known: bool = True) -> list[Any]:
    """Value, `planned` and `part` of all that a report says of an indicator, best first."""
    articles = told(("r", "桃源县", day or "", text), known=known)
    found = compare_rows(articles, indicator=indicator, by=["place"], every=True)
    return [(row["value"], row["planned"], row["part"]) for row in found]


@pytest.mark.parametrize(
    ("planned", "text"),
    [
        (True, "桃源县明年将新建文明实践站50个。"),
        (True, "县里力争文明实践站总数达到50个。"),
        (True, "县里计划建成文明实践所16个、文明实践站50个。"),
        (True, "到2025年底，全县文明实践站达到50个。"),
        (True, "全县将建成文明实践站50个。"),
        (True, "发展目标：全县文明实践站50个。"),
        (False, "全县有文明实践站50个，明年计划扩建。"),
        (False, "县里计划明年扩建，目前已有文明实践站50个。"),
        (False, "按照计划，全县建成文明实践站50个。"),
        (False, "全县把大院建成“拟人”剧场，有文明实践站50个。"),
        (False, "县里打算再扩。全县有文明实践站50个。"),
        (False, "全县文明实践站由20个提高到50个。"),
    ],
)
def test_plans_are_told_apart(planned: bool, text: str) -> None:
    found = [row for row in marks(text, "station") if row[0] == 50]
    assert [row[1] for row in found] == [planned]
    now = extract("全县有文明实践站3个。", place="桃源县", published="2020-06-05")
    plan = told(("r", "桃源县", "2021-06-05", text))[0]
    assert [row["value"] for row in compare_rows([now, plan], indicator="station", by=["place"])] == [
        3 if planned else 50
    ]
    assert ((1, 0) in {(article, 0) for article, _ in shown_figures([now, plan], by=["place"])}) != planned


def test_a_plan_alone_is_shown_with_its_mark_and_drawn_nowhere() -> None:
    text = "桃源县明年将新建文明实践站50个，力争志愿者总数达到15万人。"
    articles = told(("r", "桃源县", "2021-06-05", text))
    for indicator, value in (("station", 50), ("volunteer", 150000)):
        (row,) = compare_rows(articles, indicator=indicator)
        assert (row["year"], row["value"], row["planned"], row["part"]) == (2022, value, True, False)
    assert shown_figures(articles) == frozenset()


@pytest.mark.parametrize(
    "added", ["今年新增志愿者900人。", "新建队伍，新注册志愿者900人。", "志愿者比上年增加900人。"]
)
def test_what_was_added_goes_behind_what_there_is(added: str) -> None:
    stock = ("stock", "桃源县", "2020-01-01", "全县共有党员志愿者20人。")
    assert shown(*told(("added", "桃源县", "2021-06-05", added), stock)) == 20
    assert shown_figures(told(("a", "桃源县", "2021-01-05", "全县志愿者20人。今年新增志愿者900人。"))) == {
        (0, 0)
    }


def test_growth_tells_what_there_is() -> None:
    part = ("part", "桃源县", "2020-01-01", "全县共有党员志愿者20人。")
    for says in ("全县注册志愿者增加到900人。", "今年新增一批，全县志愿者有900人。"):
        assert shown(*told(("now", "桃源县", "2021-06-05", says), part)) == 900


def test_the_sum_of_a_network_speaks_for_its_parts() -> None:
    text = "截至5月底，桃源县建成文明实践中心1个、文明实践所12个，有实践站93个，另有实践站52个。"
    articles = told(("r", "桃源县", "2022-06-05", text))
    (row, *others) = compare_rows(articles, indicator="station", every=True)
    network = next(number for number, record in enumerate(articles[0].records) if isinstance(record, Network))
    assert (row["value"], row["label"], row["others"], row["record"]) == (145, "新时代文明实践站", 2, network)
    assert (row["part"], row["month"]) == (False, "2022-05")
    assert text[row["start"] : row["end"]] == row["evidence"] == articles[0].records[network].evidence[0].text
    assert [other["value"] for other in others] == [93, 52]
    # A level that a figure has is said once, by the figure.
    (institutes,) = compare_rows(articles, indicator="institute")
    assert (institutes["value"], institutes["others"], institutes["evidence"]) == (12, 0, "12个")
    drawn = {articles[0].records[record] for _, record in shown_figures(articles)}
    assert {getattr(one, "indicator", "network") for one in drawn} == {"center", "institute", "network"}


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ([(20, False, True), (12, False, True)], "桃源县20个站获评示范站，示范站12个。"),
        ([(20, False, True)], "今年，桃源县评出五星级实践站20个。"),
        ([(134, False, False), (20, False, True)], "桃源县有实践站134个，其中示范站20个。"),
        ([(134, False, False), (20, False, True)], "桃源县有实践站134个，20个站被评为先进站。"),
        ([(134, False, False)], "省级示范县桃源县建有实践站134个。"),
        ([(134, False, False)], "桃源县现有所16个、站134个。"),
    ],
)
def test_those_that_were_picked_out_are_a_part(expected: list[Any], text: str) -> None:
    assert marks(text, "station") == expected


def test_without_the_text_the_label_tells_of_plan_and_part() -> None:
    assert marks("全县力争志愿者达到15万人。", "volunteer", known=False) == [(150000, True, False)]
    assert marks("全县共有党员志愿者3000名。", "volunteer", known=False) == [(3000, False, True)]


@pytest.mark.parametrize(
    ("year", "month", "published", "period"),
    [
        (2023, "2023-05", "2023-05-05", None),
        (2023, "2023-05", "2023-05", None),
        (2023, None, "2023", None),
        (None, None, None, None),
        (2022, "2022-12", "2023-05-05", ("during", "2022-01-01", "2022-12-31")),
        (2023, "2023-05", "2023-05-05", ("during", "2023-01-01", "2023-12-31")),
        (2023, "2023-05", "2023-05-05", ("since", "2019-01-01", None)),
        (2019, "2019-01", None, ("since", "2019-01-01", None)),
        (2021, "2021-06", "2023", ("as_of", None, "2021-06-30")),
    ],
)
def test_year_and_month_of_a_figure(
    year: int | None,
    month: str | None,
    published: str | None,
    period: tuple[str, str | None, str | None] | None,
) -> None:
    more = (
        {"period": dict(zip(("text", "kind", "start", "end"), ("某时", *period), strict=True))}
        if period
        else {}
    )
    (row,) = compare_rows([made(1, day=published, **more)], indicator="volunteer")
    assert (row["year"], row["month"]) == (year, month)


def test_any_keys_in_any_order() -> None:
    articles = told(*REPORTS)
    by_year = compare_rows(articles, indicator="volunteer", by=["year"])
    assert [(row["year"], row["value"]) for row in by_year] == [(2022, 9800), (2023, 40000)]
    by_label = compare_rows(articles, indicator="volunteer", by=["label", "place"])
    assert [(row["label"], row["place"]) for row in by_label] == [
        ("党员志愿者", "桃源县"),
        ("志愿者", "桃源县"),
        ("志愿者", "沅江市"),
        ("注册志愿者", "桃源县"),
    ]
    for key in KEYS:
        assert sum(
            row["others"] + 1 for row in compare_rows(articles, indicator="volunteer", by=[key])
        ) == len(REPORTS)


def test_places_of_one_name_stay_apart() -> None:
    one, other = (
        made(1, place={"name": "鼓楼区", "adcode": "320106"}),
        made(2, place={"name": "鼓楼区", "adcode": "350102"}),
    )
    assert [row["value"] for row in compare_rows([other, one], indicator="volunteer")] == [1, 2]


def test_a_figure_without_a_place_is_its_articles() -> None:
    bare = made(3, place=None).model_copy()
    known = article_from({**bare.model_dump(), "article": {"id": "a", "place": {"name": "柳溪县"}}})
    assert [row["place"] for row in compare_rows([bare, known], indicator="volunteer")] == ["柳溪县", None]


def test_all_statements_with_the_one_shown_first() -> None:
    found = compare_rows(told(*REPORTS), indicator="volunteer", every=True)
    assert [(row["value"], row["others"]) for row in found] == [
        (9800, 0),
        (12000, 2),
        (3000, None),
        (300, None),
        (40000, 0),
    ]


def test_the_figures_of_all_indicators_that_are_shown() -> None:
    articles = [
        *told(*REPORTS),
        extract("桃源县建成实践站36个、实践所20个。", id="last", place="桃源县", published="2023-01-01"),
    ]
    at = {article.article.id: position for position, article in enumerate(articles)}
    expected = {
        (at[row["article"]], row["record"])
        for indicator in INDICATORS
        for row in compare_rows(articles, indicator=indicator)
    }
    assert shown_figures(articles) == expected
    assert len(expected) == 5


def test_bounds_of_the_others() -> None:
    vague = {"value": None, "low": 20, "high": 99, "approximation": "several"}
    (row,) = compare_rows(
        [made(50, day="2023-09-01"), made(0, quantity=vague), made(60)], indicator="volunteer", by=["place"]
    )
    assert (row["value"], row["others"], row["lowest"], row["highest"]) == (50, 2, 20, 99)


def test_what_is_not_known_is_refused() -> None:
    with pytest.raises(CompareError, match=r"volunteer \(志愿者\)"):
        compare_rows([], indicator="volunteers")
    for by in (["province"], []):
        with pytest.raises(CompareError, match="place, year"):
            compare_rows([], indicator="volunteer", by=by)
    assert len(INDICATORS) == 29


def test_an_indicator_goes_by_its_chinese_name_too(facts: Path) -> None:
    by_name = run(facts, "--indicator", "志愿者")
    assert by_name.exit_code == 0
    assert by_name.stdout == run(facts, "--indicator", "volunteer").stdout
    assert len(by_name.stdout.splitlines()) == 4


def test_a_date_that_is_none_costs_no_row() -> None:
    (row,) = compare_rows([made(5, day="近日")], indicator="volunteer")
    assert (row["value"], row["year"]) == (5, None)


def test_articles_are_not_held() -> None:
    template = made(1).model_dump_json()
    filler = "字" * 20_000

    def many(count: int) -> Iterator[Article]:
        for _ in range(count):
            yield Article.model_validate_json(template).with_text(filler + "")

    tracemalloc.start()
    (row,) = compare_rows(many(3000), indicator="volunteer")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert row["others"] == 2999
    assert peak < 2_000_000


def test_a_data_frame_has_the_same_rows(facts: Path, texts: Path) -> None:
    pytest.importorskip("pandas", reason="pandas is not installed; the extra notebook brings it")
    frame = compare(facts, indicator="volunteer", texts=texts)
    assert tuple(frame.columns) == COLUMNS
    plain = compare_rows(facts, indicator="volunteer", texts=texts)
    assert [*frame["value"]] == [row["value"] for row in plain]
    assert str(frame["year"].dtype) == "Int64"
    nothing = compare([], indicator="fund")
    assert list(nothing.dtypes) == list(frame.dtypes)


# --- the command


def test_csv_where_it_is_piped(facts: Path, texts: Path) -> None:
    done = run(facts, "--indicator", "volunteer", "--texts", texts)
    assert (done.exit_code, done.stderr) == (0, "")
    found = rows(done.stdout)
    assert [(row["place"], row["year"], row["value"]) for row in found] == [
        ("桃源县", "2022", "9800"),
        ("桃源县", "2023", "12000"),
        ("沅江市", "2023", "40000"),
    ]
    assert (found[1]["evidence"], found[1]["highest"]) == ("1.2万余人", "3000")
    assert [
        row["value"] for row in rows(run(facts, "--indicator", "volunteer", "--all", "--texts", texts).stdout)
    ] == ["9800", "12000", "3000", "300", "40000"]
    assert rows(run(facts, "--indicator", "fund").stdout) == []


def test_lines_of_json(facts: Path) -> None:
    done = run(facts, "--indicator", "volunteer", "--by", "place , year", "--json")
    assert [json.loads(line) for line in done.stdout.splitlines()] == compare_rows(
        facts, indicator="volunteer"
    )


def test_a_file_for_spreadsheets_runs_no_formula(tmp_path: Path) -> None:
    article = made(7, label='=HYPERLINK("http://a")', place={"name": "@柳溪"})
    facts = tmp_path / "facts.jsonl"
    facts.write_text(article.model_dump_json() + "\n", "utf-8")
    output = tmp_path / "out.csv"
    assert run(facts, "--indicator", "volunteer", "-o", output).exit_code == 0
    assert output.read_bytes().startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(io.StringIO(output.read_text("utf-8-sig")))
    assert (row["label"], row["place"], row["value"]) == ('\'=HYPERLINK("http://a")', "'@柳溪", "7")


def test_a_database_says_the_same_as_lines(tmp_path: Path, texts: Path) -> None:
    pytest.importorskip("duckdb")
    days = {name: (place, day) for name, place, day, _ in REPORTS}
    lines = [
        {"id": name, "text": text, "place": days[name][0], "published": days[name][1]}
        for name, _, _, text in REPORTS
    ]
    source = tmp_path / "articles.jsonl"
    source.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
    database = tmp_path / "facts.duckdb"
    assert CliRunner().invoke(app, ["batch", str(source), "--to", str(database)]).exit_code == 0
    expected = [
        (row["place"], row["value"], row["article"])
        for row in compare_rows(told(*REPORTS), indicator="volunteer")
    ]
    assert [
        (row["place"], row["value"], row["article"]) for row in compare_rows(database, indicator="volunteer")
    ] == expected


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--indicator", "people"], "beneficiary"),
        (["--indicator", "volunteer", "--by", "province"], "place, year"),
        (["--indicator", "volunteer", "--by", ","], "place, year"),
        ([], "--indicator"),
    ],
)
def test_wrong_use_ends_with_2(facts: Path, words: list[str], says: str) -> None:
    done = run(facts, *words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert says in done.stderr


def test_the_facts_are_not_written_over(facts: Path) -> None:
    before = facts.read_bytes()
    assert run(facts, "--indicator", "volunteer", "-o", facts).exit_code == 2
    assert facts.read_bytes() == before


def test_what_cannot_be_read_is_told_of_and_the_rest_done(facts: Path, tmp_path: Path) -> None:
    whole = run(facts, "--indicator", "volunteer").stdout
    facts.write_text("no json\n" + facts.read_text("utf-8"), "utf-8")
    done = run(facts, "--indicator", "volunteer")
    assert (done.exit_code, done.stdout) == (1, whole)
    assert f"{facts}, line 1" in done.stderr
    gone = run(tmp_path / "gone.jsonl", "--indicator", "volunteer")
    assert (gone.exit_code, gone.stdout) == (1, "")


def test_a_table_on_a_terminal(tmp_path: Path) -> None:
    facts = tmp_path / "facts.jsonl"
    bad = made(7, label="[red]志\x1b[31m愿者[/red]", place={"name": "柳溪\x9b县"})
    facts.write_text("".join(one.model_dump_json() + "\n" for one in (bad, *told(*REPORTS))), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "shijian_extract", "compare", str(facts), "--indicator", "volunteer"],
        env={"FORCE_COLOR": "1", "COLUMNS": "140", "PATH": "", "PYTHONPATH": ":".join(sys.path), "LANG": "C.UTF-8"},
        capture_output=True, encoding="utf-8", timeout=60, check=True,
    )  # fmt: skip
    assert "┏" in done.stdout
    assert "[red]志␛[31m愿者[/red]" in done.stdout
    assert "\x1b[31m" not in done.stdout
    assert "\x9b" not in done.stdout
    assert "≈40000人" in done.stdout
    assert "rows: 4" in done.stdout
    plan = told(("r", "桃源县", "2021-06-05", "桃源县力争明年党员志愿者达到500人。"))
    facts.write_text(plan[0].model_dump_json() + "\n", "utf-8")
    with_note = subprocess.run(
        [sys.executable, "-m", "shijian_extract", "compare", str(facts), "--indicator", "volunteer"],
        env={"FORCE_COLOR": "1", "COLUMNS": "140", "PATH": "", "PYTHONPATH": ":".join(sys.path), "LANG": "C.UTF-8"},
        capture_output=True, encoding="utf-8", timeout=60, check=True,
    )  # fmt: skip
    assert "planned, part" in with_note.stdout
