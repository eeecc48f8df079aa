"""The reading page as a file: whole, the same from either form of facts, and nothing in it that the texts could break out of."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import tomllib
import zlib
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, get_args

import pytest
from typer.testing import CliRunner

from shijian_extract import extract
from shijian_extract.cli import app
from shijian_extract.records import Approximation, Article, Indicator, Record
from shijian_extract.show.packing import PER_PACK
from shijian_extract.show.reading import Reading
from shijian_extract.show.report import write_report
from shijian_extract.study import shown_figures
from shijian_extract.views.cells import TYPES

TEMPLATES = Path(__file__).parents[1] / "src/shijian_extract/show/templates"
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>志愿者300人。"


class Page(HTMLParser):
    """The scripts, elements and attributes of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self._inside: dict[str, str | None] | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "script":
            self._inside = dict(attrs)
            self.scripts.append((self._inside, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._inside = None

    def handle_data(self, data: str) -> None:
        if self._inside is not None:
            attributes, said = self.scripts[-1]
            self.scripts[-1] = (attributes, said + data)

    def data(self, **wanted: str) -> list[Any]:
        found = [
            text
            for attributes, text in self.scripts
            if wanted.items() <= {k: v or "" for k, v in attributes.items()}.items()
        ]
        return [
            json.loads(text if text.lstrip().startswith("{") else zlib.decompress(base64.b64decode(text)))
            for text in found
        ]


def page_of(articles: list[Article], tmp_path: Path, **options: Any) -> Page:
    path = tmp_path / "report.html"
    with path.open("w", encoding="utf-8") as out:
        assert write_report(out, articles, **options) == len(articles)
    return Page(path.read_text("utf-8"))


def test_nothing_runs_but_what_the_policy_names(tmp_path: Path) -> None:
    page = page_of([extract(HOSTILE, id=HOSTILE, published="2024")], tmp_path)
    policy = next(
        attributes["content"] or "" for tag, attributes in page.tags if attributes.get("http-equiv")
    )
    run = [text for attributes, text in page.scripts if "type" not in attributes]
    assert len(run) == 13
    for script in run:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe-eval" not in policy
    assert [tag for tag, _ in page.tags if tag in ("img", "svg", "link", "iframe", "object")] == []
    assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)
    assert not any(
        attributes.get(name, "").startswith(("http", "//"))
        for _, attributes in page.tags
        for name in ("src", "href")
    )


def test_texts_and_records_are_all_there(tmp_path: Path) -> None:
    articles = [
        extract(f"{HOSTILE}全县建成新时代文明实践站{number}个。", id=str(number))
        for number in range(2, 2 * PER_PACK + 5)
    ]
    page = page_of(articles, tmp_path)
    (known,) = page.data(id="known")
    packs = page.data(**{"class": "pack"})
    assert [len(pack) for pack in packs] == [PER_PACK, PER_PACK, 3]
    read = [one for pack in packs for one in pack]
    assert [one["info"]["id"] for one in read] == known["index"]["id"] == [one.article.id for one in articles]
    for article, one in zip(articles, read, strict=True):
        assert one["text"] == article.text
        assert len(one["records"]) == len(article.records)
        for record in one["records"]:
            for start, end, text, first, last in record["evidence"]:
                assert one["text"][first:last] == text == (article.text or "")[start:end]
    (studied,) = page.data(id="studied")
    assert len(studied["figures"]["article"]) == sum(
        r.type == "figure" for one in articles for r in one.records
    )


@pytest.mark.parametrize(
    ("source", "span", "shown"),
    [
        ("志愿\n者320人", (0, 4), "志愿者"),
        ("志愿\n者320人", (4, 8), "320人"),
        ("实践站 ２ １ ２ 个", (4, 11), "２１２个"),
        ("\ufeff  志愿者３２０人", (3, 6), "志愿者"),
        ("第一段。\n\n志愿者3.\n2万人", (6, 15), "志愿者3.2万人"),
        ("😀志愿者3人", (1, 4), "志愿者"),
    ],
)
def test_evidence_stands_where_the_reader_sees_it(source: str, span: tuple[int, int], shown: str) -> None:
    reading = Reading(source)
    start, end = reading.span(*span)
    assert reading.text[start:end] == shown


def test_headline_and_furniture_are_told_apart() -> None:
    source = "云顶村的集市\n——常宁市文明实践见闻\n\n本报记者 王晓\n\n5月1日，常宁市云顶村办起集市，来了300多名村民。\n\n乡亲们说，好。\n\n责任编辑：李明"
    reading = Reading(source)
    told = [(block.kind, reading.text[block.start : block.end]) for block in reading.blocks]
    assert told[0] == ("title", "云顶村的集市")
    assert told[1] == ("subtitle", "——常宁市文明实践见闻")
    assert [kind for kind, _ in told if kind == "body"] == ["body", "body"]
    assert told[-1] == ("page", "责任编辑：李明")


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        (
            "常宁：志愿红\n　　常宁市共有志愿者6万人。",
            [("title", "常宁：志愿红"), ("body", "常宁市共有志愿者6万人。")],
        ),
        (
            "常宁：4000名志愿者进村\n发布时间：2023年5月12日\n常宁市共有志愿者6万人，各村都有\n服务队。\n\n（常宁市文明办）",
            [
                ("title", "常宁：4000名志愿者进村"),
                ("page", "发布时间：2023年5月12日"),
                ("body", "常宁市共有志愿者6万人，各村都有服务队。"),
                ("page", "（常宁市文明办）"),
            ],
        ),
    ],
)
def test_lines_around_the_report_stand_for_themselves(source: str, lines: list[tuple[str, str]]) -> None:
    reading = Reading(source)
    assert [(block.kind, reading.text[block.start : block.end]) for block in reading.blocks] == lines


def test_a_town_is_one_of_the_place_that_its_article_is_of(tmp_path: Path) -> None:
    text = "城关镇建成新时代文明实践站12个。"
    articles = [extract(text, id=name, place=name) for name in ("通渭县", "石泉县")]
    (known,) = page_of(articles, tmp_path).data(id="known")
    assert sorted(place for place in known["places"] if place[0] == "城关镇") == [
        ["城关镇", None, "甘肃省定西市通渭县"],
        ["城关镇", None, "陕西省安康市石泉县"],
    ]


def test_a_sum_of_a_network_is_drawn_and_told_of_the_day_of_publication(tmp_path: Path) -> None:
    text = "今年以来，通渭县建成城区新时代文明实践站93个、乡村新时代文明实践站52个，新时代文明实践所18个。"
    article = extract(text, published="2023-11-20")
    (network,) = (at for at, record in enumerate(article.records) if record.type == "network")
    page = page_of([article], tmp_path, chosen=shown_figures([article]))
    (studied,), (known,) = page.data(id="studied"), page.data(id="known")
    figures = studied["figures"]
    station = known["indicators"].index("station")
    rows = [at for at, one in enumerate(figures["indicator"]) if one == station]
    drawn = [
        (figures["value"][at], figures["record"][at], figures["date"][at])
        for at in rows
        if figures["chosen"][at]
    ]
    assert drawn == [(145, network, "2023-11-20")]
    assert sorted(figures["value"][at] for at in rows) == [52, 93, 145]


def test_the_page_is_the_same_from_lines_and_from_a_database(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    for name, text in (("a", "全县建成新时代文明实践站212个。"), ("b", "志愿者3.2万余人，占15.5%。")):
        (texts / f"{name}.txt").write_text(text, "utf-8")
    run = CliRunner().invoke
    for sink in ("facts.jsonl", "facts.duckdb"):
        assert run(app, ["batch", str(texts), "--to", str(tmp_path / sink)]).exit_code == 0
    lines, rows = tmp_path / "lines.html", tmp_path / "rows.html"
    assert (
        run(app, ["report", str(tmp_path / "facts.jsonl"), "--texts", str(texts), "-o", str(lines)]).exit_code
        == 0
    )
    assert run(app, ["report", str(tmp_path / "facts.duckdb"), "-o", str(rows)]).exit_code == 0
    assert lines.read_bytes() == rows.read_bytes()


def test_a_bad_line_costs_no_other(tmp_path: Path) -> None:
    facts = tmp_path / "facts.jsonl"
    facts.write_text("{\n" + extract("志愿者300人。", id="a").model_dump_json() + "\n", "utf-8")
    result = CliRunner().invoke(app, ["report", str(facts), "-o", str(tmp_path / "page.html")])
    assert result.exit_code == 1
    assert "line 1: no JSON" in result.stderr
    assert Page((tmp_path / "page.html").read_text("utf-8")).data(id="known")[0]["index"]["id"] == ["a"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["none.jsonl"], "cannot be read"),
        (["facts.jsonl", "-o", "facts.jsonl"], "holds the facts"),
        (["facts.jsonl", "-o", "no/folder.html"], "no folder"),
        (["facts.jsonl", "--lang", "fr"], "choose zh or en"),
    ],
)
def test_wrong_use_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("facts.jsonl").write_text(extract("志愿者300人。", id="a").model_dump_json() + "\n", "utf-8")
    result = CliRunner().invoke(app, ["report", *arguments])
    assert result.exit_code in (1, 2)
    assert says in re.sub(r"[\s│]+", " ", result.stderr)
    assert Path("facts.jsonl").read_text("utf-8").startswith("{")


@pytest.mark.parametrize("said", ["", "no facts\n", "{\n" * 100])
def test_without_an_article_the_last_page_stays(tmp_path: Path, said: str) -> None:
    facts, page = tmp_path / "facts.jsonl", tmp_path / "page.html"
    facts.write_text(said, "utf-8")
    page.write_text("the last one", "utf-8")
    result = CliRunner().invoke(app, ["report", str(facts), "-o", str(page)])
    assert result.exit_code == 1
    assert "no article" in result.stderr
    assert page.read_text("utf-8") == "the last one"
    assert [path.name for path in tmp_path.iterdir() if path not in (facts, page)] == []


def test_the_page_has_words_for_all_that_it_says() -> None:
    words = json.loads((TEMPLATES / "report/words.json").read_text("utf-8"))
    assert all(set(said) == {"zh", "en"} and all(said.values()) for said in words.values())
    scripts = "\n".join(path.read_text("utf-8") for path in sorted((TEMPLATES / "report").glob("*.js")))
    page = (TEMPLATES / "report/report.html").read_text("utf-8")
    asked = set(re.findall(r'say\("(\w+)"', scripts)) | set(
        re.findall(r'data-(?:word|label|hint)="(\w+)"', page)
    )
    assert len(asked) > 40
    assert asked - set(words) == set()
    built = set(re.findall(r"`(\w+_)\$\{", scripts)) | {"view_", "pane_"}
    assert {"type_", "indicator_", "field_", "level_", "approximation_", "period_", "as_", "theme_"} <= built
    for prefix, keys in (
        ("type", TYPES),
        ("indicator", get_args(Indicator)),
        ("approximation", get_args(Approximation)),
        ("as", get_args(Approximation)),
    ):
        assert [key for key in keys if f"{prefix}_{key}" not in words] == []
    models = get_args(get_args(Record)[0])
    fields = {name for model in models for name in model.model_fields} - {"type", "evidence", "quantity"}
    fields -= {"centers", "institutes", "stations", "points", "bases"}
    assert [name for name in fields if f"field_{name}" not in words] == []
    plain = re.findall(r'"(\w+)"', scripts)
    unused = [
        key for key in words if key not in asked and key not in plain and not key.startswith(tuple(built))
    ]
    assert unused == []


def test_what_is_packed_in_is_what_it_says_it_is() -> None:
    vendored = tomllib.loads((TEMPLATES / "vendor/vendored.toml").read_text("utf-8"))
    assert {path.name for path in (TEMPLATES / "vendor").glob("*.js")} == {
        f"{name}.min.js" for name in vendored
    }
    for name, said in vendored.items():
        script = (TEMPLATES / f"vendor/{name}.min.js").read_bytes()
        assert hashlib.sha256(script).hexdigest() == said["sha256"]
        assert f"v{said['version']}".encode() in script[:200]
        assert (TEMPLATES / f"vendor/{name}.LICENSE").is_file()
        assert b"</script" not in script
