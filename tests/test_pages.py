"""Pages that carry several articles: where they are split, and what is never split."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from shijian_extract.chain import Extractor
from shijian_extract.cli import app
from shijian_extract.core import Report
from shijian_extract.read.pages import PageArticle, page_facts, split_page
from shijian_extract.records import Article

ROOT = Path(__file__).parents[1]

# Bodies of their own words. Each names its place where it opens.
# fmt: off
MARKET = (
    "4月2日，青河县的文明实践集市在渡口老街开张，二十多个摊位一字排开。\n\n"
    "集市由青河县新时代文明实践中心牵头，青河县16个乡镇轮流坐庄。修伞的师傅忙了一上午，补好雨伞43把。\n\n"
    "“集市搬到家门口，比进城方便。”老街居民说。青河县计划把集市办到每个乡镇。"
)
STAGE = (
    "近年来，石门市用好村口戏台，请戏迷当主角。石门市现有戏台128座，年年有戏、月月有角儿。\n\n"
    "石门市文化馆的老师下乡教戏，一板一眼都不含糊。去年冬天，石门市办了六十场村戏。\n\n"
    "戏台搭起来，人心聚起来。石门市还把家风故事编进唱词。"
)
BRIDGE = (
    "走进云岭县的苗寨，风雨桥上坐满了听课的人。云岭县在桥上开设讲堂31个，乡亲们唱着山歌学政策。\n\n"
    "云岭县的讲师多是寨老和返乡青年，土话讲得透，笑声传得远。"
)
MARKET_HEAD = "渡口老街赶大集\n——青河县文明实践集市见闻\n\n◎ 田秀兰"
STAGE_HEAD = "村口戏台唱新风\n——石门市文明实践工作综述\n\n◎ 贺小川"
BRIDGE_HEAD = "风雨桥上好课堂\n——云岭县文明实践见闻\n\n◎ 龙阿妹"
BRIEF = "本报讯（通讯员 何苗）4月3日，白沙镇的志愿者上门为老人修水管，一天走了27户。"
BRIEF_TOO = "本报讯（记者 纪春雨）4月4日，竹溪乡的流动书屋开进茶园，带去图书350册。"
PHOTO = "4月5日，柳坪村的孩子在稻田边写生，画下春天的模样。志愿者手把手教他们调色。 本报记者 纪春雨 摄"

# What a page is put together from, and which of its pieces are articles' bodies.
SPLIT: list[tuple[str, list[str], list[str]]] = [
    ("one behind the other", [MARKET_HEAD, MARKET, STAGE_HEAD, STAGE], [MARKET, STAGE]),
    ("three", [MARKET_HEAD, MARKET, STAGE_HEAD, STAGE, BRIDGE_HEAD, BRIDGE], [MARKET, STAGE, BRIDGE]),
    ("both headlines before both bodies", [MARKET_HEAD, STAGE_HEAD, MARKET, STAGE], [MARKET, STAGE]),
    ("three headlines before three bodies", [MARKET_HEAD, STAGE_HEAD, BRIDGE_HEAD, MARKET, STAGE, BRIDGE], [MARKET, STAGE, BRIDGE]),
    ("a headline behind all bodies", [MARKET_HEAD, MARKET, STAGE, STAGE_HEAD], [MARKET, STAGE]),
    ("headlines behind their bodies", [MARKET, MARKET_HEAD, STAGE, STAGE_HEAD], [MARKET, STAGE]),
    ("all headlines behind all bodies", [MARKET, STAGE, MARKET_HEAD, STAGE_HEAD], [MARKET, STAGE]),
    ("bylines without subtitles", ["渡口老街赶大集\n记者 田秀兰", MARKET, "村口戏台唱新风\n记者 贺小川 文/图", STAGE], [MARKET, STAGE]),
    ("briefs", ["志愿者上门修水管", BRIEF, "书屋开进茶园", BRIEF_TOO], [BRIEF, BRIEF_TOO]),
    ("briefs without headlines", [BRIEF, BRIEF_TOO], [BRIEF, BRIEF_TOO]),
    ("a report and a brief", [MARKET_HEAD, MARKET, "志愿者上门修水管", BRIEF], [MARKET, BRIEF]),
    ("signed at the end", ["渡口老街赶大集", MARKET + "（通讯员 田秀兰）", "村口戏台唱新风", STAGE + "（通讯员 贺小川）"],
     [MARKET + "（通讯员 田秀兰）", STAGE + "（通讯员 贺小川）"]),
    ("a photograph's news behind", [MARKET_HEAD, MARKET, STAGE_HEAD, STAGE, PHOTO], [MARKET, STAGE, PHOTO]),
    ("a masthead", ["第02版：文明实践", "2023年04月06日 星期四", MARKET_HEAD, MARKET, STAGE_HEAD, STAGE, "责任编辑：何苗"], [MARKET, STAGE]),
]
# The name of a column parts what stands over it from what stands under it.
SPLIT += [
    ("photo news under its column", [MARKET_HEAD, "本报讯（记者 纪春雨）" + MARKET, "图片新闻", STAGE], ["本报讯（记者 纪春雨）" + MARKET, STAGE]),
    ("short news under its column", [BRIEF, "简 讯", BRIDGE], [BRIEF, BRIDGE]),
    ("a speech", ["志愿者上门修水管", BRIEF, "在家门口解难题\n——竹溪乡党委书记何苗发言摘登", BRIDGE], [BRIEF, BRIDGE]),
]
# One article, whatever stands in it.
WHOLE: list[tuple[str, str]] = [
    ("headings of sections", f"{MARKET_HEAD}\n\n{MARKET}\n\n摆摊 修伞磨刀样样有\n\n{MARKET}\n\n赶集 南腔北调聚一街\n\n{MARKET}"),
    ("marked headings", f"{MARKET_HEAD}\n\n■ 摆摊修伞\n\n{MARKET}\n\n■ 赶集聚人\n\n{MARKET}"),
    ("a byline first, the headline in the middle", f"记者 田秀兰\n\n{MARKET}\n\n渡口老街赶大集\n——青河县文明实践集市见闻\n\n{MARKET}"),
    ("a headline first, the byline behind a lead", f"渡口老街赶大集\n\n青河县的集市开张了。\n\n本报记者 田秀兰\n\n{MARKET}"),
    ("a lead before the dateline", "渡口老街赶大集\n\n青河县的集市开张了，街坊们来了。\n\n本报讯（记者 田秀兰）" + MARKET),
    ("captions", f"{MARKET_HEAD}\n\n{MARKET}\n\n▲修伞摊前\n\n▼摆渡人歇脚\n\n图为磨刀师傅。 贺小川 摄\n\n{MARKET}"),
    ("a byline and a closing one", f"渡口老街赶大集\n记者 田秀兰\n\n{MARKET}（通讯员 贺小川）\n责任编辑：何苗"),
    ("an aside", f"渡口老街赶大集\n\n{MARKET}（记者 田秀兰）\n\n记者手记\n\n赶集赶的是人心。"),
    ("a list behind the end", f"渡口老街赶大集\n\n{MARKET}（记者 田秀兰）\n\n一等奖\n\n二等奖\n\n三等奖\n"),
    ("columns", "渡口老街赶大集\n\n◎ 田秀兰\n4月2日，青河县的文明实\n践集市在渡口老街开张，\n二十多个摊位一字排开。\n\n田秀\n\n兰在集市上修好伞43把。"),
    ("nothing but body", MARKET),
    ("a column's name over all", f"图片新闻\n\n渡口老街赶大集\n\n{MARKET}"),
    ("a heading that begins as a column does", f"{BRIEF}\n\n简讯传来喜讯多\n\n{MARKET}"),
    ("one brief", BRIEF),
    ("one photograph's news", PHOTO),
]
# fmt: on


def page(parts: list[str]) -> str:
    return "\n\n".join(parts) + "\n"


def bodies(text: str) -> list[str]:
    return [text[article.start : article.end] for article in split_page(text)]


@pytest.mark.parametrize(("parts", "expected"), [row[1:] for row in SPLIT], ids=[row[0] for row in SPLIT])
def test_pages_are_split(parts: list[str], expected: list[str]) -> None:
    assert bodies(page(parts)) == expected


@pytest.mark.parametrize("text", [row[1] for row in WHOLE], ids=[row[0] for row in WHOLE])
def test_one_article_is_never_split(text: str) -> None:
    assert len(split_page(text)) == 1


def texts() -> list[Path]:
    folders = [ROOT / "corpus", ROOT.parent / "shared" / "corpus"]
    return [
        path for folder in folders for path in sorted(folder.glob("*.txt")) if not path.stem.endswith("-page")
    ]


@pytest.mark.parametrize("path", texts(), ids=lambda path: path.stem)
def test_no_report_of_the_corpora_is_split(path: Path) -> None:
    assert len(split_page(path.read_text("utf-8"))) == 1


def test_there_are_reports_to_leave_whole() -> None:
    assert len(texts()) > 4


@pytest.mark.parametrize(
    "text", ["", "\n", "渡口老街赶大集", "◎ 田秀兰", "——", "本报讯", "▲" * 9, "（记者 田秀兰）"]
)
def test_any_text_is_split(text: str) -> None:
    found = split_page(text)
    assert all(0 <= article.start < article.end <= len(text) for article in found)


def test_pieces_stand_where_they_say() -> None:
    text = page([MARKET_HEAD, STAGE_HEAD, MARKET, STAGE])
    first, second = split_page(text)
    assert isinstance(first, PageArticle)
    assert [text[start:end] for start, end in first.heading] == MARKET_HEAD.replace("\n\n", "\n").split("\n")
    assert [text[start:end] for start, end in second.heading] == STAGE_HEAD.replace("\n\n", "\n").split("\n")


def test_photo_news_inside_an_article_is_taken_out() -> None:
    first, rest = MARKET.split("\n\n", 1)
    text = page([MARKET_HEAD, first, PHOTO, rest, STAGE_HEAD, STAGE])
    found = split_page(text)
    assert [text[start:end] for start, end in found[0].body] == [first, rest]
    assert text[found[1].start : found[1].end] == PHOTO
    assert len(found) == 3


def test_facts_of_the_page() -> None:
    facts = page_facts("清水日报\n第02版：文明实践\n2023年04月06日 星期四\n\n" + page([MARKET_HEAD, MARKET]))
    assert facts.published == "2023-04-06"


@pytest.mark.parametrize(
    ("published", "source", "head"),
    [
        (
            "2023-04-06",
            "清水日报",
            "清水日报　2023年4月6日　星期四　第2版　综合新闻\n责任编辑 何 苗　版式 田 甜",
        ),
        ("2023-04-06", None, "综合新闻  02版\n2023年4月6日 星期四  责编:何 苗"),
        ("2023-04-06", None, "A5　县区新闻　　2023年4月6日 星期四　　责任编辑 何 苗"),
        (None, None, "综合新闻"),
    ],
)
def test_facts_of_a_printed_head(published: str | None, source: str | None, head: str) -> None:
    facts = page_facts(f"{head}\n\n" + page([MARKET_HEAD, MARKET, STAGE_HEAD, STAGE]))
    assert (facts.published, facts.source) == (published, source)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def run(extractor: Extractor, parts: list[str], published: str | None = None) -> tuple[str, list[Article]]:
    text = page(parts)
    return text, extractor.run_page(Report(text, id="p", published=published))


# fmt: off
FACTS: list[tuple[str, str, str]] = [
    ("p#1", "渡口老街赶大集", "田秀兰"),
    ("p#2", "村口戏台唱新风", "贺小川"),
    ("p#3", "风雨桥上好课堂", "龙阿妹"),
]
# fmt: on


def test_articles_keep_their_own_facts(extractor: Extractor) -> None:
    text, articles = run(extractor, [MARKET_HEAD, STAGE_HEAD, BRIDGE_HEAD, MARKET, STAGE, BRIDGE], "2023-04")
    told = [(one.article.id, one.article.title, " ".join(one.article.authors)) for one in articles]
    assert told == FACTS
    assert {one.article.published for one in articles} == {"2023-04"}
    for one, body in zip(articles, [MARKET, STAGE, BRIDGE], strict=True):
        assert one.span is not None
        assert text[one.span.start : one.span.end] == body
        assert one.records


def test_offsets_are_those_of_the_page(extractor: Extractor) -> None:
    text, articles = run(extractor, [MARKET_HEAD, MARKET, STAGE, STAGE_HEAD])
    spans = [span for one in articles for record in one.records for span in record.evidence]
    assert spans
    assert all(text[span.start : span.end] == span.text for span in spans)


def test_no_place_of_another_article(extractor: Extractor) -> None:
    parts = [
        "正定赶集\n记者 田秀兰", "河北省正定县的集市开张。正定县修伞43把。", "曲阜唱戏\n记者 贺小川",
        "山东省曲阜市的戏台搭好。曲阜市现有戏台128座。全市唱戏60场。",
    ]  # fmt: skip
    _, articles = run(extractor, parts)
    places = [{record.place.name for record in one.records if record.place} for one in articles]
    assert places == [{"正定县"}, {"曲阜市"}]
    assert [one.article.place.adcode for one in articles if one.article.place] == ["130123", "370881"]


@pytest.mark.parametrize(
    ("places", "first", "second"),
    [
        ("正定县 正定县", "河北省正定县的集市开张，修伞43把。", "石家庄市的戏台搭好，唱戏60场。"),
        ("正定县 -", "河北省正定县的集市开张，修伞43把。曲阜市的队伍来学。", "白沙镇的戏台搭好，唱戏60场。"),
        ("正定县 曲阜市", "河北省正定县的集市开张，修伞43把。", "曲阜市的戏台搭好，唱戏60场。"),
    ],
)
def test_a_page_of_one_county(extractor: Extractor, places: str, first: str, second: str) -> None:
    _, articles = run(extractor, ["赶集\n记者 田秀兰", first, "唱戏\n记者 贺小川", second])
    found = [one.article.place.name if one.article.place else "-" for one in articles]
    assert " ".join(found) == places


def test_a_page_of_one_article_is_that_article(extractor: Extractor) -> None:
    text, articles = run(extractor, [MARKET_HEAD, MARKET])
    assert articles == [extractor(text, id="p")]
    assert articles[0].span is None


def test_span_is_in_the_output_of_pages_alone(extractor: Extractor) -> None:
    _, articles = run(extractor, [MARKET_HEAD, MARKET, STAGE_HEAD, STAGE])
    assert json.loads(articles[0].model_dump_json())["span"] == {
        "start": len(MARKET_HEAD) + 2,
        "end": len(MARKET_HEAD) + 2 + len(MARKET),
    }
    assert "span" not in json.loads(extractor(MARKET).model_dump_json())
    assert Article.model_validate_json(articles[0].model_dump_json()) == articles[0]


def test_command_splits_unless_told_not_to(tmp_path: Path) -> None:
    file = tmp_path / "market-page.txt"
    file.write_text(page([MARKET_HEAD, MARKET, STAGE_HEAD, STAGE]), "utf-8")
    apart = CliRunner().invoke(app, ["extract", str(file)], catch_exceptions=False)
    assert [json.loads(line)["article"]["id"] for line in apart.stdout.splitlines()] == [
        "market-page#1",
        "market-page#2",
    ]
    whole = CliRunner().invoke(app, ["extract", "--no-split", str(file)], catch_exceptions=False)
    assert [json.loads(line)["article"]["id"] for line in whole.stdout.splitlines()] == ["market-page"]


# Known failures: what a careful reader reads, and the code does not yet.
# fmt: off
UNSPLIT: list[tuple[list[str], list[str]]] = [
    # Headlines without byline, dateline or subtitle look like headings of sections.
    (["渡口老街赶大集", MARKET, "村口戏台唱新风", STAGE], [MARKET, STAGE]),
    # A column of comment, signed by a name alone in front of its headline.
    ([MARKET_HEAD, MARKET, "纪春雨\n\n赶集要赶出人情味", STAGE], [MARKET, STAGE]),
]
# fmt: on


@pytest.mark.xfail(strict=True)
@pytest.mark.parametrize(("parts", "expected"), UNSPLIT)
def test_known_failures(parts: list[str], expected: list[str]) -> None:
    assert bodies(page(parts)) == expected
