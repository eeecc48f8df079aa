"""The whole chain on any text: it never raises, every span is the source's own, and the answer is always the same."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
import regex
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from shijian_extract import extract, extract_many
from shijian_extract.chain import Extractor
from shijian_extract.core import Report, ShijianError
from shijian_extract.records import Article, article_from

CORPUS = sorted((Path(__file__).parents[1] / "corpus").glob("*.txt"))
EXTRACT = Extractor()
RULE = regex.compile(r"[a-z]+(?:\.[a-z]+(?:-[a-z]+)*)+")

# What reports are made of, and what layout and the web do to them.
FRAGMENTS = [
    "云和县", "新时代文明实践", "中心", "所", "站", "志愿者", "志愿服务队", "活动", "群众", "点单", "、中心派单", "、志愿者接单", "“四单”",
    "“7+N”", "14536", "五大平台", "“五有标准”", "“渔歌晚唱”", "宣讲团", "等12个", "品牌项目", "全覆盖", "组建", "开展", "惠及", "参加",
    "12", "3.6万", "1,200", "十几", "数百", "二十", "两", "一", "近", "超过", "约", "余", "多", "以上", "左右", "%", "百分之", "至", "—",
    "个", "名", "支", "场次", "场（次）", "人次", "元", "户", "2023年", "6月18日", "去年6月", "截至目前，", "9:30", "第三届", "《办法（试行）》",
    "，", "。", "、", "；", "：", "！", "“", "”", "‘", "’", "（", "）", "《", "》", '"', "'", "(", ")", "「", "」", "——", "…", "+", "·",
    " ", "\u3000", "\xa0", "\u200b", "\n", "\n\n", "\r\n", "▲", "●", "责任编辑：", "浏览次数：88", "转载请注明出处", "\ufeff", "\x00", "\U0001f600",
]  # fmt: skip
GENRE = st.lists(st.sampled_from(FRAGMENTS), max_size=30).map("".join)
NOISY = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=2)), max_size=30).map("".join)
AT_LEISURE = settings(deadline=timedelta(seconds=2), suppress_health_check=[HealthCheck.too_slow])


def holds(text: str, published: str | None = None) -> Article:
    """What is true of the article of any text."""
    article = EXTRACT(text, published=published)
    starts = []
    for record in article.records:
        for span in record.evidence:
            assert 0 <= span.start < span.end <= len(text)
            assert text[span.start : span.end] == span.text
        assert RULE.fullmatch(record.rule or ""), record
        starts.append(record.evidence[0].start)
    assert starts == sorted(starts)
    return article


@AT_LEISURE
@given(st.text())
@example("")
@example("\x00")
@example("\ud800 个")
@example("3")
@example("“")
@example("《" * 200)
@example("百" * 300)
@example("九" * 500 + "个站")
@example("1" * 5000 + "个站")
def test_any_text_gives_records_or_none(text: str) -> None:
    holds(text)


@AT_LEISURE
@given(GENRE)
@example("点单、派单")
@example("等12个品牌项目")
@example("“”“”等3个项目")
@example("百分之至个")
def test_text_of_the_genre_gives_grounded_records(text: str) -> None:
    holds(text)


@AT_LEISURE
@given(NOISY, st.sampled_from([None, "2021", "2023-12", "2024-03-05"]))
def test_noise_never_breaks_the_way_back(text: str, published: str | None) -> None:
    holds(text, published)


@AT_LEISURE
@given(GENRE)
def test_the_same_text_has_the_same_records(text: str) -> None:
    assert EXTRACT(text) == EXTRACT(text) == Extractor()(text)


@AT_LEISURE
@given(GENRE)
def test_json_there_and_back(text: str) -> None:
    article = EXTRACT(text, id="a", published="2023")
    there = article.model_dump_json()
    assert article_from(json.loads(there)).model_dump_json() == there


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_the_corpus_is_read_alike_from_every_door(path: Path) -> None:
    text = path.read_text("utf-8")
    article = holds(text)
    assert {record.type for record in article.records} >= {"figure"}
    assert extract(text) == article == next(extract_many([text]))
    assert EXTRACT.run(Report(text)) == article
    there = article.model_dump_json()
    assert article_from(json.loads(there)).model_dump_json() == there


def test_what_is_known_from_outside_is_carried_through() -> None:
    article = EXTRACT.run(
        Report(
            "站里有12名志愿者。", id="a7", published="2023-05", title="新风", source="云和报", place="云和县"
        )
    ).article
    assert (article.id, article.published, article.title, article.source) == (
        "a7",
        "2023-05",
        "新风",
        "云和报",
    )
    assert article.place is not None
    assert (article.place.name, article.place.adcode) == ("云和县", "331125")


@pytest.mark.parametrize(
    ("given", "name", "code"),
    [
        ("徐州", "徐州市", "320300"),
        ("徐州市鼓楼区", "鼓楼区", "320302"),
        # Four cities have a district of the name, and nothing settles which: as given.
        ("鼓楼", "鼓楼", None),
        ("石桥镇", "石桥镇", None),
        ("海角", "海角", None),
    ],
)
def test_the_place_a_caller_gives(given: str, name: str, code: str | None) -> None:
    place = extract("站里有12名志愿者。", place=given).article.place
    assert place is not None
    assert (place.name, place.adcode) == (name, code)


@pytest.mark.parametrize("published", ["2023年", "2023-13", "2023/12/05", "近日"])
def test_a_date_of_another_form_is_refused(published: str) -> None:
    with pytest.raises(ValueError, match="no ISO date; write 2023, 2023-12 or 2023-12-05") as raised:
        extract("去年建成实践站3个。", published=published)
    assert isinstance(raised.value, ShijianError)
    with pytest.raises(ValueError, match="no ISO date"):
        next(extract_many(["去年建成实践站3个。"], published=published))
    assert extract("去年建成实践站3个。", published="").article.published is None


def test_many_texts_keep_their_order() -> None:
    articles = list(extract_many(["全县有12个站点。", "", "组建志愿服务队8支。"]))
    assert [len(article.records) for article in articles] == [1, 0, 1]


def test_words_of_another_engine() -> None:
    text = "全县建成新时代文明实践站212个。"
    assert Extractor(words="jieba")(text) == EXTRACT(text)
    with pytest.raises(ShijianError, match="no word engine"):
        Extractor(words="none")


# Texts that once broke the promise.
# fmt: off
ONCE_BROKEN: list[str] = [
    # cn2an looks for the scale below 亿 (below 十, in 十贰) and raises KeyError.
    "捐款一亿三。", "人口一亿五的大省。", "约十三亿三。", "万十五人", "二亿三",
    # At the very beginning of a text the character before the flow was taken to be the last of the text.
    "点单、派单、接单，走“",
]
# fmt: on
DIGITS = "零〇○一二两三四五六七八九十百千万亿廿0123456789.,点至—%余多几数分之个名年月日时壹贰叁拾佰第近约上"


@pytest.mark.parametrize("text", ONCE_BROKEN)
def test_what_once_broke_the_promise(text: str) -> None:
    holds(text)


@AT_LEISURE
@given(st.text(DIGITS, max_size=20))
def test_any_run_of_numerals_gives_grounded_records(text: str) -> None:
    holds(text)


def test_an_article_carries_its_text_beside_its_facts() -> None:
    text = "全县建成新时代文明实践站212个。"
    article = extract(text)
    again = Article.model_validate_json(article.model_dump_json())
    assert article.text == text
    assert again.text is None
    assert "text" not in article.model_dump()
    assert article == again
    assert hash(article) == hash(again)
    assert again.with_text(text).text == text
    assert again.text is None
    assert article != extract("全县建成新时代文明实践站213个。")
    assert article != text
