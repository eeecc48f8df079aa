"""What a text says of itself: headline, subtitle, writers, paper, date, and where its body stands."""

from __future__ import annotations

import pytest

from shijian_extract import extract
from shijian_extract.core import Heading
from shijian_extract.lexicon import words
from shijian_extract.read import read_heading
from shijian_extract.read.bylines import media_name, read_byline, read_dateline
from shijian_extract.read.names import is_name, names_of
from shijian_extract.read.pageheads import is_furniture, read_page_head
from shijian_extract.read.spelling import spell

BODY = (
    "4月2日，青河县的文明实践集市在渡口老街开张，二十多个摊位一字排开。街坊们带着剪刀、水壶和旧家电来了。\n"
)

# fmt: off
# The line or lines before the body, and who wrote it.
AUTHORS: list[tuple[str, str]] = [
    ("田秀兰", "◎ 田秀兰\n"),
    ("田秀兰 贺小川", "●田秀兰 贺小川\n"),
    ("田秀兰 贺川", "●田秀兰 贺 川 文/摄\n"),
    ("田兰 贺川", "□ 田　兰　贺　川\n"),
    ("田秀兰", "记者 田秀兰\n"),
    ("田秀兰", "本报记者 田秀兰\n"),
    ("田秀兰 贺川", "本报记者 田秀兰 通讯员 贺川\n"),
    ("田秀兰 贺川", "本报记者 田秀兰\n通讯员 贺川\n"),
    ("田秀兰 贺川", "（记者 田秀兰 通讯员 贺川）\n"),
    ("田秀兰 贺川", "通讯员 田秀兰 贺川\n"),
    ("田秀兰 贺川", "通讯员：田秀兰、贺川\n"),
    ("田秀兰 贺川", "文、图/田秀兰 贺川\n"),
    ("田秀兰 贺川", "文/田秀兰 图/贺川\n"),
    ("田秀兰 贺川", "田秀兰/文 贺川/图\n"),
    ("田秀兰 贺川", "■统筹 田秀兰 文/图 青河日报记者 贺川\n"),
    ("田秀兰", "作者：田秀兰\n"),
    ("田秀兰", "撰文/田秀兰\n"),
    ("田秀兰 贺川", "青河日报全媒体记者 田秀兰 实习生 贺川\n"),
    ("田秀兰", "县融媒体中心记者 田秀兰\n"),
    ("欧阳春 司马兰亭", "◎ 欧阳春 司马兰亭\n"),
    ("欧阳春", "◎ 欧阳 春\n"),
    ("阿依努尔·艾山", "记者 阿依努尔·艾山\n"),
    ("扎西次仁", "记者 扎西次仁\n"),
    ("田秀兰", "田秀兰\n"),
    ("田秀兰 贺川", "田秀兰 贺川\n"),
    ("田秀兰", "编辑 贺川\n记者 田秀兰\n"),
    ("田秀兰 贺川", "（青河县委宣传部供稿 撰稿:田秀兰 贺川）\n"),
    ("田秀兰 贺川", "□ 青河融媒记者　田秀兰　通讯员　贺川\n"),
    ("田秀兰", "2023年4月3日 星期一 第2版 责任编辑 何苗\n记者 田秀兰\n"),
]
# The beginning of the body itself.
DATELINES: list[tuple[str, str | None, str]] = [
    ("田秀兰", None, "本报讯（通讯员 田秀兰）"), ("田秀兰 贺川", None, "本报讯（记者 田秀兰 通讯员 贺川）"),
    ("田秀兰 贺川", None, "本报讯（记者田秀兰通讯员贺川）"), ("田秀兰", None, "本报讯 （记者 田秀兰）"), ("", None, "本报讯 "),
    ("田秀兰", "青河日报", "青河日报讯（融媒记者 田秀兰）"), ("田秀兰", "青河日报", "青河日报4月2日讯(全媒体记者 田秀兰)"),
    ("田秀兰", "青河新闻网", "青河新闻网讯（田秀兰）"), ("田秀兰", "云上青河", "云上青河报道（记者 田秀兰）"),
    ("田秀兰", "新华社", "新华社石门4月2日电（记者 田秀兰）"), ("田秀兰", None, "本网石门4月2日电（记者 田秀兰）"),
    ("田秀兰 贺川", None, "本报讯 记者田秀兰 通讯员贺川报道："), ("田秀兰", None, "（记者 田秀兰）"), ("", "青河网", "青河网4月2日讯 "),
]
# The end of the text.
CLOSINGS: list[tuple[str, str]] = [
    ("田秀兰 贺川", "（田秀兰 贺川）"), ("田秀兰", "（通讯员 田秀兰）"), ("田秀兰 贺川", "\n（通讯员 田秀兰 贺川）"),
    ("田秀兰", "\n本报记者 田秀兰 摄影报道"), ("田秀兰", "（《青河日报》 田秀兰）"), ("田秀兰 贺川", "（记者 田秀兰 青河网记者 贺川）"),
    ("田秀兰", "（通讯员 田秀兰）\n责任编辑：贺川\n"), ("田秀兰", "(田秀兰)\n\n相关新闻\n"), ("田秀兰", "（作者：田秀兰）"),
]
# People who make the page, take its pictures or are told of.
NO_AUTHORS: list[str] = [
    "本刊主编 田秀兰 贺川\n" + BODY, "编辑 田 兰 贺 川 美编 何苗\n\n渡口老街赶大集\n\n" + BODY, "渡口老街赶大集\n\n" + BODY + "责任编辑：田秀兰\n",
    "渡口老街赶大集\n\n" + BODY + "活动现场。 摄影 田秀兰\n\n" + BODY, "渡口老街赶大集\n\n" + BODY * 3 + "（本报记者 田秀兰 摄）\n",
    "渡口老街赶大集\n\n" + BODY * 3 + "图为修伞摊前。 贺川 摄\n", "渡口老街赶大集\n\n" + BODY + "记者从县里获悉，下月还有三场。\n",
    "渡口老街赶大集\n\n" + BODY + "“明年还来。”（田秀兰为化名）\n", "渡口老街赶大集\n\n" + BODY + "（供稿：青河县文明办）\n",
]
TITLES: list[tuple[str | None, str | None, str]] = [
    ("渡口老街赶大集", None, "渡口老街赶大集\n\n"),
    ("渡口老街 赶起大集", None, "渡口老街 赶起大集\n\n◎ 田秀兰\n"),
    ("渡口老街 赶起大集", None, "渡口老街　赶起大集\n\n"),
    ("渡口老街赶大集", "青河县文明实践见闻", "渡口老街赶大集\n——青河县文明实践见闻\n\n"),
    ("渡口老街赶大集", "青河县文明实践见闻", "渡口老街赶大集\n\n- 青河县文明实践见闻\n\n●田秀兰 文/摄\n"),
    ("渡口老街赶大集", "青河县文明实践见闻", "深化拓展文明实践\n\n渡口老街赶大集\n\n——青河县文明实践见闻\n\n记者 田秀兰\n"),
    ("渡口老街赶大集", "青河县文明实践见闻", "渡\n\n口\n\n老街赶大集\n\n——青河县文明实践见闻\n"),
    ("渡口老街赶大集", None, "渡 口 老 街 赶 大 集\n\n◎ 田秀兰\n"),
    ("渡口老街 赶起大集", None, "渡 口 老 街  赶 起 大 集\n\n◎ 田秀兰\n"),
    ("渡口老街赶起大集 邻里乡亲乐开了花", None, "渡口老街赶起大集\n邻里乡亲乐开了花\n\n◎ 田秀兰\n"),
    ("渡口老街赶大集", None, "青河县新时代文明实践活动走进石门镇渡口社区\n渡口老街赶大集\n\n◎ 田秀兰\n"),
    ("渡口老街赶大集", "二十多个摊位便民利民，街坊邻里齐动手", "渡口老街赶大集\n二十多个摊位便民利民，街坊邻里齐动手\n\n◎ 田秀兰\n"),
    ("青河县：渡口老街赶大集", None, "青河县:渡口老街赶大集\n2023-04-03 来源:青河日报\n"),
    ("渡口老街赶大集", None, "首页 > 要闻 > 正文\n渡口老街赶大集\n来源：青河日报　发布时间：2023-04-03　字号：[大] [中] [小]\n"),
    ("渡口老街赶大集", None, "您当前的位置 : 青河新闻网>要闻 正文\n\n渡口老街赶大集\n\n分享到微信\n\n"),
    ("渡口老街赶大集", None, "深化文明实践|渡口老街赶大集\n\n2023-04-03 来源:青河网\n"),
    ("渡口老街赶大集", None, "渡口老街赶大集\n\n渡口老街赶大集\n\n来源: 青河网\n2023-04-03 16:27\n分享\n"),
    ("渡口老街赶大集", None, "第03版:要闻\n上一版 下一版\n2023年04月03日 星期一\n渡口老街赶大集\n\n"),
    ("渡口老街赶大集", None, "石门镇4月2日电 题：渡口老街赶大集\n作者 田秀兰\n"),
    ("“渡口集市”开张了！", None, "\"渡口集市\"开张了!\n\n◎ 田秀兰\n"),
    ("渡口老街赶大集", None, "渡口老街赶大集\n\n■ 摊位多 修伞磨刀样样有\n\n"),
    (None, None, ""),
    # The name of a column heads the report only where nothing else does.
    ("渡口老街赶大集", None, "图片新闻\n\n渡口老街赶大集\n\n"),
    ("简讯", None, "简 讯\n\n"),
    ("图片新闻", None, "2023年4月3日 星期一　图片新闻　责编/何 苗\n\n"),
    ("简讯三则送春风", None, "简讯三则送春风\n\n"),
    ("渡口老街 赶起大集", None, "渡 口 老 街　赶 起 大 集\n\n◎ 田秀兰\n"),
    (None, None, "◎ 田秀兰\n"),
    (None, None, "青河日报4月2日讯（记者 田秀兰）"),
    (None, None, "文、图/田秀兰\n"),
]
# A headline that the layout set behind the beginning of the report.
MOVED: list[tuple[str, str | None, str]] = [
    ("渡口老街赶大集", "青河县文明实践见闻", "记者 田秀兰\n\n" + BODY + "\n渡口老街赶大集\n——青河县文明实践见闻\n\n" + BODY),
    ("摆摊便民 邻里连心", "青河县文明实践见闻", "记者 田秀兰\n\n" + BODY + "\n摆 摊 便 民 邻 里 连 心\n——青河县文明实践见闻\n\n集市重在摆摊便民、邻里连心。\n"),
]
SOURCES: list[tuple[str | None, str | None, str]] = [
    ("清水日报", "2026-01-15", "山乡新风\n——2025年观察\n清水日报记者 王芳 李华　2026年1月15日\n\n去年，全县建成实践站12个，群众都说好。"),
    ("青河日报", "2023-04-03", "渡口老街赶大集\n2023-04-03 09:12 来源：青河日报\n" + BODY),
    ("青河日报", "2023-04-03", "渡口老街赶大集\n发布时间：2023年4月3日　来源：青河日报　作者：田秀兰\n" + BODY),
    ("青河日报", "2023-04-03", "渡口老街赶大集\n发布时间:2023-04-03阅读数:48来源:青河日报作者:田秀兰\n" + BODY),
    ("青河日报", "2023-04-03", "渡口老街赶大集\n要闻|来源:青河日报2023-04-03 10:58:44|网络编辑:贺川\n" + BODY),
    ("青河县融媒体中心", None, "渡口老街赶大集\n来源：青河县融媒体中心\n" + BODY),
    ("石门文明网", "2023-04-03", "渡口老街赶大集\n\n2023/04/03 17:24  石门文明网\n\n" + BODY),
    ("青河派", None, "渡口老街赶大集\n" + BODY + "来源 | 青河派\n责编 | 贺川\n"),
    (None, "2023-04-03", "2023年04月03日 星期一\n渡口老街赶大集\n" + BODY),
    (None, "2023-04-03", "渡口老街赶大集\n\n" + BODY + "\n当前:B3(2023年04月03日) 上一版 下一版\n"),
    ("新华社", "2023-04-02", "新华社石门2023年4月2日电（记者 田秀兰）青河县的集市开张了。\n"),
    ("青河新闻网", None, "青河新闻网>> 石门>> 正文内容\n渡口老街赶大集\n" + BODY),
    ("青河日报", None, "渡口老街赶大集\n青河日报记者 田秀兰\n" + BODY),
    # Said of the news and not of the paper: a dateline without a year, a date in a sentence, in a title.
    (None, None, "渡口老街赶大集\n本报讯（记者 田秀兰）" + BODY),
    (None, None, "2023年4月2日，青河县的集市开张了。\n"),
    (None, None, "2023年4月2日学雷锋活动侧记\n\n" + BODY),
    (None, None, "渡口老街赶大集\n\n时间：4月2日\n\n" + BODY),
    (None, None, "据新华社报道，青河县的集市开张了。\n"),
]
# Printed pages, signatures and the like: the paper or office and the day that their lines give, and what they do not.
PAGE_LINES: list[tuple[str | None, str | None, str]] = [
    ("青河日报", "2023-04-03", "青河日报　　2023年4月3日　星期一　　农历癸卯年闰二月十三　　第2版　　综合新闻"),
    ("青河日报", "2023-04-03", "青河日报\n2023年4月3日 星期一　县市新闻　3版\n责编：何 苗　电话：0000-1234567"),
    ("青河新风", "2023-04-03", "青河新风　2023年4月3日　星期一　第04版　综合　责任编辑：何 苗　美编：小 西"),
    ("青河晨刊", "2023-04-03", "2023年4月3日　星期一　　青河晨刊　　3版·县域　　责编：何  苗　版式：田  甜"),
    (None, "2023-04-03", "A5　县区新闻　　2023年4月3日 星期一　　责任编辑 何 苗　美编 田 甜"),
    (None, "2023-04-03", "综合新闻  02版\n2023年4月3日 星期一  责编:何 苗  新闻热线:0000-1234567"),
    (None, "2023-04-03", "二〇二三年四月三日 星期一 第三版"),
    (None, "2023", "《青河文明》2023年第4期"),
    (None, "2023-04", "发布时间：2023年4月"),
    ("云上青河", "2023-04-03", "2023-04-03 云上青河 记者 田 兰 贺小川"),
    ("青河县文明办", "2023-04-03", "（青河县文明办　2023年4月3日）"),
    ("青河县委宣传部", "2023-04-03", "（青河县委宣传部供稿　2023年4月3日）"),
    # Of the news and not of the paper.
    (None, None, "星期一的集市"),
    (None, None, "2023年4月青河县文明实践侧记"),
    (None, None, "（数据截至2023年4月3日）"),
    (None, None, "（4月3日）"),
]
# The same at the end of the report.
LAST_LINES: list[tuple[str | None, str | None, str]] = [
    (None, "2023-04-03", "（2023年4月3日 星期一 第2版）"), (None, "2023-04-03", "2023年4月3日　星期一　03版"),
    ("青河日报", "2023-04-03", "（原载2023年4月3日《青河日报》第3版）"), ("青河县文明办", "2023-04-03", "(青河县文明办 2023年4月3日)"),
    (None, "2023-04-03", "（□　记者　田 兰　通讯员　贺小川　2023年4月3日）"), ("青河县文明办", "2023-04-03", "青河县文明办\n2023年4月3日"),
    ("青河日报", "2023-04-03", "街坊们都说好。（《青河日报》2023年4月3日第3版）"), (None, None, "集市办了三年（2020年4月3日开张）"),
]
FURNITURE: list[tuple[bool, str]] = [
    (True, "专题　3版　责任编辑 何苗"), (True, "综合新闻  02版"), (True, "青河县人民政府门户网站"), (False, "小程序升级到2.0版 点单更快"),
    (True, "首页 > 要闻 > 正文"), (True, "··"), (True, "-"), (True, "责任编辑:贺川"), (True, "分享到微信"), (True, "字号:"), (True, "放大 缩小 默认"),
    (True, "青河网"), (True, "青河日报微信"), (True, "今日东城 今日西城 今日南城 今日北城 今日中城"), (True, "主办 青河日报社"), (True, "国内统一刊号:CN00-0000"),
    (False, "渡口老街赶大集"), (False, "渡 口 老 街 赶 集"), (False, "红马甲 动起来"), (False, "记者手记"), (False, "青河县文明实践工作综述"),
]
NAMES: list[tuple[bool, str]] = [
    (True, "田兰"), (True, "田秀兰"), (True, "欧阳春"), (True, "欧阳春晓"), (True, "诸葛亮亮"), (True, "古丽·买买提"),
    (False, "田"), (False, "文明花开"), (False, "渡口老街"), (False, "义工"), (False, "abc"),
]
SPELLED: list[tuple[str, str]] = [
    ("赶起大集 聚起人心", "赶起大集　聚起人心"), ("赶起大集 聚起人心", " 赶 起 大 集   聚 起 人 心 "), ("青河县：赶起大集", "青河县:赶起大集"),
    ("赶集（第二场）", "赶集(第二场)"), ("“赶集”去！", "\"赶集\"去!"), ("赶集，聚人心", "赶集, 聚人心"), ("用好App 赶好集", "用好App 赶好集"), ("1+18赶大集", "1+18赶大集"),
]
# fmt: on


def told(text: str) -> Heading:
    return read_heading(text)


@pytest.mark.parametrize(("authors", "line"), AUTHORS)
def test_authors_of_a_byline(authors: str, line: str) -> None:
    assert " ".join(told(f"渡口老街赶大集\n\n{line}\n{BODY}").authors) == authors


@pytest.mark.parametrize(("authors", "source", "opening"), DATELINES)
def test_datelines(authors: str, source: str | None, opening: str) -> None:
    heading = told(f"渡口老街赶大集\n\n{opening}{BODY}")
    assert (" ".join(heading.authors), heading.source) == (authors, source)
    assert (heading.title, heading.body_start) == ("渡口老街赶大集", 9)


@pytest.mark.parametrize(("authors", "end"), CLOSINGS)
def test_authors_at_the_end(authors: str, end: str) -> None:
    assert " ".join(told(f"渡口老街赶大集\n\n{BODY * 3}大家都说好。{end}").authors) == authors


@pytest.mark.parametrize("text", NO_AUTHORS)
def test_others_are_no_authors(text: str) -> None:
    assert told(text).authors == ()


def test_the_photographer_writes_the_news_of_one_picture() -> None:
    assert told("4月2日，志愿者在渡口老街为居民修伞磨刀。 本报记者 田秀兰 摄\n").authors == ("田秀兰",)
    assert told("4月2日，志愿者在渡口老街为居民修伞磨刀。（本报记者 田秀兰 摄）\n").authors == ("田秀兰",)


@pytest.mark.parametrize(("title", "subtitle", "head"), TITLES)
def test_titles(title: str | None, subtitle: str | None, head: str) -> None:
    heading = told(head + BODY)
    assert (heading.title, heading.subtitle) == (title, subtitle)


@pytest.mark.parametrize(("title", "subtitle", "text"), MOVED)
def test_titles_behind_the_beginning(title: str, subtitle: str | None, text: str) -> None:
    heading = told(text)
    assert (heading.title, heading.subtitle, heading.authors) == (title, subtitle, ("田秀兰",))


@pytest.mark.parametrize(("source", "published", "text"), SOURCES)
def test_source_and_date(source: str | None, published: str | None, text: str) -> None:
    heading = told(text)
    assert (heading.source, heading.published) == (source, published)


@pytest.mark.parametrize(("source", "published", "lines"), PAGE_LINES)
def test_lines_of_a_page_over_the_headline(source: str | None, published: str | None, lines: str) -> None:
    heading = told(f"{lines}\n\n渡口老街赶大集\n\n{BODY}")
    assert (heading.source, heading.published) == (source, published)


@pytest.mark.parametrize(("source", "published", "lines"), LAST_LINES)
def test_lines_of_a_page_at_the_end(source: str | None, published: str | None, lines: str) -> None:
    heading = told(f"渡口老街赶大集\n\n{BODY * 3}\n{lines}\n")
    assert (heading.title, heading.source, heading.published) == ("渡口老街赶大集", source, published)


@pytest.mark.parametrize(
    ("text", "told_of"),
    [
        ("青河日报 2023年4月3日 星期一 县域新闻 3版\n\n赶大集\n\n全县有集市12个。\n", ["12个"]),
        ("赶大集\n\n全县有集市12个。\n\n（2023年4月3日 星期一 第2版）\n", ["12个"]),
        ("赶大集\n\n全县有集市12个。\n您是第 3,456 位访问者\n", ["12个"]),
        ("赶大集\n\n小程序2.0版上线，全县有集市12个。\n", ["12个"]),
        ("12个集市开张\n\n记者 田秀兰\n\n全县有驿站30个。\n", ["12个", "30个"]),
    ],
)
def test_lines_of_a_page_give_no_figures(text: str, told_of: list[str]) -> None:
    records = extract(text).records
    assert [record.evidence[0].text for record in records if record.type == "figure"] == told_of
    assert [record for record in records if record.type in ("person", "event")] == []


def test_a_page_head_dates_what_the_report_tells() -> None:
    article = extract("2023年4月3日 星期一 3版\n\n赶大集\n\n昨天，集市上来了300名群众。\n")
    figure = next(record for record in article.records if record.type == "figure")
    assert figure.period is not None
    assert (figure.period.text, str(figure.period.start)) == ("昨天", "2023-04-02")


def test_body_of_a_web_page() -> None:
    text = f"首页 > 正文\n渡口老街赶大集\n来源：青河网\n\n{BODY}\n责任编辑：贺川\n【打印】\n"
    heading = told(text)
    assert text[heading.body_start : heading.body_end] == BODY.strip()


def test_wrapped_columns_are_body() -> None:
    body = "4月2日，青河县的文明实\n践集市在渡口老街开张，\n二十多个摊位一字排开。"
    text = f"渡口老街赶大集\n\n◎ 田秀兰\n{body}\n"
    heading = told(text)
    assert (heading.title, heading.authors) == ("渡口老街赶大集", ("田秀兰",))
    assert text[heading.body_start : heading.body_end] == body


@pytest.mark.parametrize(
    "text",
    ["", " \n\n", "。", "渡口老街赶大集", "\ufeff\u200b", "（", "◎", "——", "来源：", ">" * 50, "记者 " * 40],
)
def test_any_text_is_read(text: str) -> None:
    heading = told(text)
    assert 0 <= heading.body_start <= heading.body_end <= len(text)


@pytest.mark.parametrize(("expected", "line"), FURNITURE)
def test_furniture(expected: bool, line: str) -> None:
    assert is_furniture(line) is expected


@pytest.mark.parametrize(("expected", "token"), NAMES)
def test_names(expected: bool, token: str) -> None:
    assert is_name(token) is expected


def test_names_run_together() -> None:
    assert names_of("田秀兰贺川") == ["田秀兰", "贺川"]
    assert names_of("田兰贺川何苗") == ["田兰", "贺川", "何苗"]
    assert names_of("从县里获悉") == []


@pytest.mark.parametrize(("expected", "raw"), SPELLED)
def test_spelling(expected: str, raw: str) -> None:
    assert spell(raw) == expected


def test_a_sentence_is_no_byline_dateline_or_page_head() -> None:
    assert read_byline("记者走进渡口老街") is None
    assert read_byline("通讯员队伍越来越大") is None
    assert read_dateline("4月2日电动车上牌") is None
    assert read_dateline("据青河日报讯(记者 田秀兰)") is None
    assert read_page_head("2023年4月2日，集市开张") is None
    assert media_name("渡口老街") is None


def test_surnames_are_letters() -> None:
    assert {len(name) for name in words("surnames", "single")} == {1}
    assert {len(name) for name in words("surnames", "compound")} == {2}
    assert len(words("surnames", "single")) > 400


# Known failures: what a careful reader reads, and the code does not yet.
# fmt: off
MISREAD: list[tuple[str | None, str, str]] = [
    # An evenly spaced title whose phrases the text never says with a mark between them.
    ("渡口老街 赶起大集", "田秀兰", "渡 口 老 街 赶 起 大 集\n\n◎ 田秀兰\n" + BODY),
    # A title straight over a column of its own width, and no line between.
    ("渡口老街赶起了大集", "", "渡口老街赶起了大集\n四月里，青河县文明实践\n集市在渡口老街开张啦，\n摊位一字排开。\n"),
    # A name that begins with no surname, without a part before it.
    ("渡口老街赶大集", "格日勒", "渡口老街赶大集\n\n格日勒\n" + BODY),
]
# fmt: on


@pytest.mark.xfail(strict=True)
@pytest.mark.parametrize(("title", "authors", "text"), MISREAD)
def test_known_failures(title: str | None, authors: str, text: str) -> None:
    heading = told(text)
    assert (heading.title, " ".join(heading.authors)) == (title, authors)
