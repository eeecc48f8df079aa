"""Records in notebooks and data frames: nothing of a text is lost, nothing of it runs, columns stay the same."""

from __future__ import annotations

import re
import shutil
import sys
from html.parser import HTMLParser
from types import ModuleType
from typing import Any

import pytest

from shijian_extract import Article, extract
from shijian_extract.chain import Extractor
from shijian_extract.core import PALETTE, Report, ShijianError
from shijian_extract.records import article_from, record_types, to_pandas, to_polars
from shijian_extract.views.cells import TYPES
from shijian_extract.views.frames import frame_columns
from shijian_extract.views.html import MOST_CHARACTERS, MOST_RECORDS
from shijian_extract.views.lines import visible

REPORT = (
    "桃源县文明办消息（2023年12月6日）\n"
    "截至目前，桃源县建成新时代文明实践站84个，共有志愿者1.2万余人。\n"
    "县里推行“点单派单”，群众点单、中心派单、志愿者接单，“柳芽儿”志愿服务队已为老人办实事300余件。\n"
)
ELEMENTS = {"div", "style", "strong", "mark", "sup", "table", "thead", "tbody", "tr", "th", "td"}


class Page(HTMLParser):
    """What a browser makes of it: elements, attributes, the text of the box (marks' numbers apart) and of the cells."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.text, self.cells, self.numbers, self.said = "", [], [], ""
        self.titles: list[str | None] = []
        self._box: int | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.elements.add(tag)
        self.attributes += attrs
        if ("class", "shijian-text") in attrs:
            self._box = len(self.open)
        if tag == "td":
            self.cells.append("")
        if tag == "mark" and self._box:
            self.titles.append(dict(attrs).get("title"))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if self._box and len(self.open) < self._box:
            self._box = None

    def handle_data(self, data: str) -> None:
        if "style" in self.open:
            return
        self.said += data
        if "td" in self.open:
            self.cells[-1] += data
        if self._box and self.open[-1] == "sup":
            self.numbers.append(data)
        elif self._box:
            self.text += data


def page_of(thing: Any) -> Page:
    """What a notebook shows of it; it's sound, and nothing in it runs, is named or is fetched."""
    html = thing._repr_html_()
    page = Page(html)
    assert page.open == []
    assert page.elements <= ELEMENTS
    assert {name for name, _ in page.attributes} <= {"class", "style", "title"}
    assert not re.search(r"url\(|@import|expression", "".join(value or "" for _, value in page.attributes))
    assert not re.search(
        r"url\(|@import|<(?!/style>)", html[html.index("<style>") + 7 : html.index("</style>") + 8]
    )
    return page


def figure(start: int, end: int, text: str, kind: str = "figure") -> dict[str, Any]:
    quantity = {"value": 3, "low": 3, "high": 3, "approximation": "exact", "unit": "个"}
    own: dict[str, Any] = (
        {"quantity": quantity, "label": "实践站", "indicator": "station"}
        if kind == "figure"
        else {"name": "柳芽儿", "category": "team"}
    )
    return {"type": kind, "evidence": [{"start": start, "end": end, "text": text[start:end]}], **own}


def made(text: str | None, *records: dict[str, Any], **more: Any) -> Article:
    return article_from({"article": {"id": "a"}, "records": records, **more}).with_text(text)


def test_an_article_shows_its_head_its_text_and_its_records() -> None:
    article = extract(REPORT, id="taoyuan", published="2023-12-06")
    assert {record.type for record in article.records} >= {"figure", "order_flow", "brand"}
    page = page_of(article)
    assert page.text == REPORT
    assert "桃源县 · 2023-12-06" in page.said
    assert "taoyuan" in page.said
    numbers = {int(number) for said in page.numbers for number in said.split(",")}
    assert numbers == set(range(1, len(article.records) + 1))
    rows = [page.cells[at : at + 7] for at in range(0, len(page.cells), 7)]
    assert [row[:2] for row in rows] == [[str(n), record.type] for n, record in enumerate(article.records, 1)]
    assert any(row[2] == "志愿者: >12000人 (volunteer)" for row in rows)


@pytest.mark.parametrize(
    "text",
    [
        "</script><script>alert(1)</script>甲乙",
        "甲<img src=x onerror=alert(1)>乙",
        "</style></div><!-- ]]> --><svg/onload=alert(1)>",
        "\"><b title='&amp;&lt;&#x41;",
        "红\x1b[31m线\x00\x07\x9b31m\u202e倒",
        "\n\n　志愿者👩‍👩‍👧三人🎉\n\t尾 \n",
        "半\ud83d个",
        "<",
    ],
)
@pytest.mark.parametrize("marks", [0, 1, 2])
def test_a_text_stays_text(text: str, marks: int) -> None:
    spans = [(0, len(text)), (0, 1)][:marks]
    article = made(text, *(figure(start, end, text) for start, end in spans))
    html = article._repr_html_()
    html.encode("utf-8")
    assert not re.search(r"<(script|img|svg|b)\b", html)
    page = page_of(article)
    assert page.text == visible(text)
    assert len(page.text) == len(text)
    assert not any(char in page.text for char in "\x00\x07\x1b\x9b\u202e")


def test_hostile_values_stay_text_in_head_cells_and_records() -> None:
    bad = "<img src=x onerror=alert(1)>"
    article = article_from(
        {
            "article": {"id": bad, "title": bad, "place": {"name": bad}, "source": bad},
            "records": [{**figure(0, 2, bad), "label": bad, "rule": bad, "place": {"name": bad}}],
        }
    )
    assert page_of(article).said.count(bad) >= 6
    assert page_of(article.records[0]).said.count(bad) == 3


def test_overlaps_are_told_apart() -> None:
    text = "零一二三四五"
    article = made(text, figure(0, 3, text), figure(2, 5, text, "brand"), figure(2, 3, text))
    page = page_of(article)
    assert page.numbers == ["1", "1,2,3", "2"]
    assert page.titles == ["figure", "figure, brand, figure", "brand"]
    brand = PALETTE[TYPES.index("brand")]
    styles = [value or "" for name, value in page.attributes if name == "style"]
    assert [f"border-bottom: 3px double {brand}" in style for style in styles[:3]] == [False, True, False]
    assert page.text == text


def test_without_a_text_the_table_quotes_the_evidence() -> None:
    article = made(None, figure(1, 3, "零一二三"))
    page = page_of(article)
    assert page.text == ""
    assert page.cells[-1] == "一二"


@pytest.mark.parametrize("text", [None, "", "无一事"])
def test_an_article_without_records_says_so(text: str | None) -> None:
    page = page_of(made(text))
    assert "no records" in page.said
    assert page.text == (text or "")


def test_evidence_outside_the_text_marks_nothing() -> None:
    page = page_of(made("零一", figure(5, 7, "零一二三四五六七")))
    assert (page.text, page.numbers) == ("零一", [])


def test_of_a_page_the_article_shows_its_own_part() -> None:
    text = "栏头之外。\n零一二三四五。\n别的文章。"
    body = text.index("零")
    article = made(text, figure(2, 4, text), span={"start": body, "end": body + 7})
    assert page_of(article).text == text[2 : body + 7]
    pages = Extractor().run_page(Report(PAGE, id="page"))
    assert len(pages) == 2
    for one in pages:
        shown = page_of(one).text
        assert shown in PAGE
        assert one.span
        assert PAGE[one.span.start : one.span.end] in shown
        assert len(shown) < len(PAGE)


PAGE = (
    "青禾日报  2023年12月6日  星期三\n\n"
    "志愿红映青山\n\n本报讯（记者 何青）桃源县建成新时代文明实践站84个，共有志愿者1.2万余人。"
    "县里推行“点单派单”，群众点单、中心派单，已为老人办实事300余件。\n\n"
    "乡风润柳河\n\n本报讯（通讯员 林柳）柳河镇组建“柳芽儿”志愿服务队12支，开展文明实践活动60场次，"
    "惠及群众3000余人次，镇里的广场天天热闹。\n"
)


def test_what_is_too_long_is_cut_and_said_to_be() -> None:
    text = "长" * (MOST_CHARACTERS + 1234)
    article = made(text, *[figure(0, 1, text)] * (MOST_RECORDS + 5))
    page = page_of(article)
    assert len(page.text) == MOST_CHARACTERS
    assert "1,234 more characters" in page.said
    assert "5 more records" in page.said
    assert page.said.index("more characters") < page.said.index("number")


def test_every_type_of_record_shows_itself() -> None:
    span = {"start": 3, "end": 5, "text": "甲\n乙"}
    quantity = {"value": 12, "low": None, "high": None, "approximation": "about", "unit": "个"}
    period = {"text": "去年6月", "kind": "during", "start": "2020-06-01", "end": "2020-06-30"}
    records = {
        "figure": {"quantity": quantity, "label": "实践站", "indicator": "station", "period": period},
        "network": {"stations": quantity, "full_coverage": True},
        "order_flow": {"name": None, "steps": [{"actor": "居民", "action": "点单"}, {"actor": None, "action": "送单"}]},
        "slogan": {"text": "两心三园", "kind": "numbered", "parts": ["初心", "匠心"]},
        "brand": {"name": "柳芽儿", "category": "team"},
        "award": {"name": "最美柳溪人", "level": "city"},
        "document": {"title": "柳溪办法", "kind": "办法", "trial": True},
        "person": {"name": "何青", "role": "主任"},
        "event": {"name": "柳溪读书节", "organizers": ["县文明办"]},
    }  # fmt: skip
    assert tuple(records) == tuple(record_types())
    place = {"name": "柳溪县", "adcode": "000001"}
    article = made(
        None, *({"type": kind, "evidence": [span], "place": place, **own} for kind, own in records.items())
    )
    page_of(article)
    shown = [page_of(record) for record in article.records]
    for page, record in zip(shown, article.records, strict=True):
        fields = dict(zip(page.cells[::2], page.cells[1::2], strict=True))
        assert set(fields) == set(type(record).model_fields)
        assert fields["type"] == record.type
        assert fields["place"] == "柳溪县 (000001)"
        assert "甲\n乙 3–5" in fields["evidence"]
    assert "≈12个" in shown[0].cells
    assert "去年6月 (during, 2020-06-01 – 2020-06-30)" in shown[0].cells
    assert "居民点单 → 送单" in shown[2].cells
    assert "初心、匠心" in shown[3].cells


# --- data frames

FIRST = ["article", "record", "type", "place_name", "place_adcode"]
LAST = ["evidence_text", "evidence_start", "evidence_end", "evidence", "rule"]
PERIOD = ["period_text", "period_kind", "period_start", "period_end"]
QUANTITY = [f"quantity_{name}" for name in ("value", "low", "high", "approximation", "unit")]


@pytest.fixture(params=["pandas", "polars"])
def frames(request: pytest.FixtureRequest) -> str:
    """A library of data frames."""
    pytest.importorskip(
        request.param, reason=f"{request.param} is not installed; the extra notebook brings it"
    )
    return str(request.param)


def frame_of(name: str, articles: list[Article]) -> Any:
    return to_pandas(articles) if name == "pandas" else to_polars(articles)


def rows_of(frame: Any) -> list[dict[str, Any]]:
    rows = frame.to_dicts() if hasattr(frame, "to_dicts") else frame.astype(object).to_dict("records")
    return [
        {
            name: None if value is None or str(value) in ("<NA>", "nan") else value
            for name, value in row.items()
        }
        for row in rows
    ]


def test_a_frame_has_a_row_for_each_record(frames: str) -> None:
    articles = [
        extract(REPORT, id="甲", published="2023-12-06"),
        made(None),
        extract("柳河镇有志愿者214名。", id="乙"),
    ]
    rows = rows_of(frame_of(frames, articles))
    records = [(one.article.id, at, record) for one in articles for at, record in enumerate(one.records)]
    assert len(rows) == len(records)
    for row, (name, at, record) in zip(rows, records, strict=True):
        plain = record.model_dump(mode="json")
        assert (row["article"], row["record"], row["type"], row["rule"]) == (
            name,
            at,
            record.type,
            record.rule,
        )
        assert row["place_name"] == (record.place and record.place.name)
        assert (row["evidence_text"], row["evidence_start"]) == (
            record.evidence[0].text,
            record.evidence[0].start,
        )
        assert list(row["evidence"]) == plain["evidence"]
        if record.type == "figure":
            assert [row[name] for name in QUANTITY] == list(plain["quantity"].values())
        if record.type == "order_flow":
            assert list(row["steps"]) == plain["steps"]


def test_columns_are_those_of_the_types_that_occur(frames: str) -> None:
    text = "零一二三四五"
    both = [made(text, figure(0, 1, text, "brand")), made(text, figure(0, 1, text))]
    own = [*QUANTITY, "label", "indicator"]
    brand = ["name", "category", "head", "owner"]
    columns = [list(frame_of(frames, some).columns) for some in ([], both[:1], both[1:], both, both[::-1])]
    assert columns == [
        [*FIRST, *LAST],
        [*FIRST, *brand, *LAST],
        [*FIRST, *own, *PERIOD, *LAST],
        [*FIRST, *own, *brand, *PERIOD, *LAST],
        [*FIRST, *own, *brand, *PERIOD, *LAST],
    ]  # fmt: skip


def test_types_of_columns_do_not_hang_on_values(frames: str) -> None:
    text = "零一二三四五"
    full, bare = figure(0, 1, text), figure(0, 1, text)
    full |= {"place": {"name": "柳溪县", "adcode": "000001"}, "period": {"text": "今年", "kind": "during"}}
    bare["quantity"] = {"value": None, "low": 1.5, "high": None, "approximation": "several", "unit": None}
    one, other = (frame_of(frames, [made(text, record)]) for record in (full, bare))
    assert list(one.dtypes) == list(other.dtypes)
    assert rows_of(other)[0]["quantity_low"] == 1.5


def test_an_article_gives_its_own_frame(frames: str) -> None:
    article = extract(REPORT, id="甲")
    own = article.to_pandas() if frames == "pandas" else article.to_polars()
    assert own.equals(frame_of(frames, [article]))


def test_all_types_have_columns_of_their_own() -> None:
    names = [column.name for column in frame_columns(record_types().values())]
    assert len(set(names)) == len(names)
    assert {"stations_value", "full_coverage", "steps", "parts", "organizers", "trial"} <= set(names)


@pytest.mark.parametrize("name", ["pandas", "polars"])
def test_a_library_that_is_not_there_is_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    missing: ModuleType | None = None
    monkeypatch.setitem(sys.modules, name, missing)
    with pytest.raises(ShijianError, match=f"pip install {name}"):
        frame_of(name, [made("甲")])


def test_neither_is_loaded_before_it_is_asked_for() -> None:
    import subprocess

    code = "import sys, shijian_extract as s; s.extract('有志愿者3名。')._repr_html_(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "shijian_extract.views.html" in done.stdout.split()
    assert {"pandas", "polars"} & set(done.stdout.split()) == set()


DARK, LIGHT = "rgb(31, 31, 31)", "rgba(0, 0, 0, 0)"


@pytest.mark.parametrize(
    ("body", "scheme", "fore", "back"),
    [
        ("<body>", "light", "rgb(0, 0, 0)", LIGHT),
        ("<body>", "dark", "rgb(227, 227, 227)", DARK),
        ('<body data-jp-theme-light="true">', "dark", "rgb(0, 0, 0)", LIGHT),
        ('<body data-jp-theme-light="false">', "light", "rgb(227, 227, 227)", LIGHT),
        ('<body class="vscode-light" data-vscode-theme-kind="vscode-light">', "dark", "rgb(0, 0, 0)", LIGHT),
        ('<body data-vscode-theme-kind="vscode-dark">', "light", "rgb(227, 227, 227)", LIGHT),
    ],
)
def test_colours_follow_the_theme_of_the_notebook_or_else_of_the_desktop(
    body: str, scheme: Any, fore: str, back: str
) -> None:
    playwright = pytest.importorskip("playwright.sync_api")
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium is installed")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(color_scheme=scheme)
        page.set_content(f"<!doctype html>{body}{made('实践站3个。')._repr_html_()}")
        said = page.evaluate(
            "(({color, backgroundColor}) => [color, backgroundColor])"
            "(getComputedStyle(document.querySelector('.shijian-extract')))"
        )
        browser.close()
    assert said == [fore, back]
