"""Slogans of the three kinds: codes, numeral abbreviations, mottos; and what is none.

A row gives the text and, behind `=`, the parts (`六有 = 有场地 有人员`).
"""

from __future__ import annotations

import pytest

from shijian_extract.chain import Extractor
from shijian_extract.records import Brand, Slogan


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def told(extractor: Extractor, text: str) -> list[tuple[str | None, str, str]]:
    """Rule, kind, and the slogan with its parts, of every slogan of the text."""
    slogans = [record for record in extractor(text).records if isinstance(record, Slogan)]
    return [(s.rule, s.kind, f"{s.text} = {' '.join(s.parts)}" if s.parts else s.text) for s in slogans]


# By rule: slogan with parts, sentence. All made up but the set phrases of national policy.
# fmt: off
ROWS: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "slogan.code": ("code", [
        ("14536 = 一个目标 四个定位 五项工作 三个到位 六种能力", "对标“14536”总要求，云和县抓实抓细。"),
        ("14536 = 一个目标 四个定位 五项工作 三个到位 六种能力", "紧扣14536工作要求推进试点。"),
        ("1+16+339 = 1个县级中心 16个镇级所 339个村级站", "构建“1+16+339”体系，即1个县级中心、16个镇级所、339个村级站。"),
        ("7+N", "组建“7+N”志愿服务队伍。"),
        ("1+5+X", "形成1+5+X队伍架构。"),
        ("互联网+", "借力互联网+，服务跑得更快。"),
    ]),
    "slogan.known-motto": ("motto", [
        ("最后一公里", "打通联系牧民的“最后一公里”。"),
        ("最后一公里", "服务群众最后一公里越走越顺。"),
        ("飞入寻常百姓家", "让党的创新理论飞入寻常百姓家。"),
        ("举旗帜、聚民心、育新人、兴文化、展形象", "自觉承担举旗帜、聚民心、育新人、兴文化、展形象的使命。"),
        ("凝聚群众、引导群众，以文化人、成风化俗", "着眼凝聚群众、引导群众、以文化人、成风化俗。"),
        ("奉献、友爱、互助、进步", "弘扬奉献、友爱、互助、进步的志愿精神。"),
    ]),
    "slogan.numbered-chain": ("numbered", [
        ("一个目标、四个定位、五项工作 = 一个目标 四个定位 五项工作", "落实一个目标、四个定位、五项工作，步步推进。"),
        ("一镇一品、一村一韵 = 一镇一品 一村一韵", "按照“一镇一品、一村一韵”打造样板。"),
        ("一乡一特色、一村一亮点 = 一乡一特色 一村一亮点", "立足一乡一特色、一村一亮点，各村动了起来。"),
        # What goes on behind an unquoted chain is no part of it.
        ("一乡一特色、一村一亮点 = 一乡一特色 一村一亮点", "形成一乡一特色、一村一亮点的格局。"),
        ("一个目标、四个定位 = 一个目标 四个定位", "紧扣一个目标、四个定位步步推进。"),
        ("一站多能、一员多岗 = 一站多能 一员多岗", "创建“一站多能、一员多岗”的基层阵地。"),
    ]),
    "slogan.numbered-list": ("numbered", [
        ("五大平台", "发挥五大平台作用。"),
        ("四项机制", "健全四项机制。"),
        ("三张清单 = 需求 资源 项目", "建立需求、资源、项目三张清单。"),
        ("八大行动", "深入推进八大行动。"),
    ]),
    "slogan.known-abbreviation": ("numbered", [
        ("三下乡 = 文化 科技 卫生", "“三下乡”走进石门坎。"),
        ("四个自信", "坚定“四个自信”。"),
    ]),
    "slogan.each": ("numbered", [
        ("一站一品", "以“一站一品”为目标。"),
        ("一所多能", "推行“一所多能”。"),
        ("一室多用", "采取“一室多用”。"),
    ]),
    "slogan.numbered": ("numbered", [
        ("六有 = 有场地 有队伍 有项目 有制度 有经费 有标识", "按照“六有”（有场地、有队伍、有项目、有制度、有经费、有标识）规范建站。"),
        ("五有标准 = 有阵地 有人员 有清单 有活动 有成效", "按照有阵地、有人员、有清单、有活动、有成效的“五有标准”验收。"),
        ("三项清单", "落实“三项清单”。"),
        ("三项清单", "落实“三项清单”制度。"),
        ("三个到位", "突出“实”字，做到“三个到位”。"),
        # A noun behind it that could be a name's head does not make it a name.
        ("三有标准 = 有阵地 有人员 有清单", "按照有阵地、有人员、有清单的“三有标准”建站。"),
        ("五个一", "用好“五个一”工作法。"),
        ("六个一", "开展“六个一”活动。"),
        ("六送", "在“六送”活动中，春联送到渔排。"),
        ("两个结合", "以“两个结合”为遵循。"),
        ("三亮三比", "开展“三亮三比”。"),
        ("四统一 = 统一标牌 统一制度 统一着装 统一流程", "实行“四统一”，即统一标牌、统一制度、统一着装、统一流程。"),
        ("五强化、五提升 = 五强化 五提升", "落实“五强化、五提升”工作安排。"),
        ("六个进一步", "对照“六个进一步”查漏补缺。"),
        ("七进", "宣讲“七进”开展得红火。"),
    ]),
    "slogan.sum": ("code", [
        ("网格+志愿 = 网格 志愿", "用好“网格+志愿”力量。"),
        ("文艺+理论 = 文艺 理论", "采用“文艺+理论”的方式。"),
        ("互联网+", "走“互联网+”的路子。"),
        ("文明实践+法治 = 文明实践 法治", "“文明实践+法治”让村民少跑路。"),
        ("党建+文明实践 = 党建 文明实践", "打造“党建+文明实践”品牌。"),
        ("非遗+", "做活“非遗+”文章。"),
    ]),
    "slogan.quoted-motto": ("motto", [
        ("月月有活动、季季有评比", "坚持“月月有活动、季季有评比”。"),
        ("处处是课堂、人人是讲师", "形成“处处是课堂、人人是讲师”的氛围。"),
        ("政府搭台、群众唱戏、社会参与", "构建“政府搭台、群众唱戏、社会参与”的格局。"),
        ("有呼必应，有难必帮", "喊出“有呼必应，有难必帮”的口号。"),
        ("场所联建、队伍联管、活动联办、资源联享", "以“场所联建、队伍联管、活动联办、资源联享”为抓手。"),
        ("县有中心、乡有所、村有站", "形成“县有中心、乡有所、村有站”的格局。"),
        ("婚事新办、丧事简办、余事不办", "“婚事新办、丧事简办、余事不办”写进村规民约。"),
        ("听党话、感党恩、跟党走", "围绕“听党话、感党恩、跟党走”开展宣讲。"),
        ("走在前、做表率", "锚定“走在前、做表率”目标。"),
        # A sentence that ends in a noun of persons is no team.
        ("人人都是志愿者", "“人人都是志愿者”的理念深入人心。"),
        ("小积分兑出大文明", "秉持“小积分兑出大文明”的理念。"),
        ("群众在哪里，服务就跟到哪里", "做到“群众在哪里，服务就跟到哪里”。"),
    ]),
}
# Speech, names, lists and counts.
NO_SLOGANS: list[str] = [
    "“红马甲来了，心里就踏实了。”牧民其其格说。", "“您坐好，我给您量血压。”队员轻声说道。", "大家笑称这里是“解忧铺”。",
    "“渔歌晚唱”宣讲团上了船。", "举办“邻里一家亲、同心过大年”主题活动。", "学唱《我们都是追梦人》。",
    "从“端着讲”到“围着听”，味道变了。", "分三个小组下村。", "第四个季度开会。", "这四个人都是党员。", "门前三张桌子，坐满了人。",
    "以“小舞台”展示“大文明”。", "拨打0596-5551234。", "安装5G基站，播放3D电影。", "荣获“最美志愿服务组织”称号。",
    "每个月去一次，一趟一趟地跑。", "设置十大展示区。",
    # What is counted in running text names no list; a quotation that lists the kinds of what follows is no motto.
    "完成三项工作，验收两个项目。", "包括“老年、青年、少年”三类人群。",
]
# One slogan told again is one record; its parts may come with any telling.
RETOLD: list[tuple[str, int, str]] = [
    ("最后一公里", 2, "打通“最后一公里”。在山里，最后一公里就是最难的一公里。"),
    ("五有标准 = 有阵地 有人员 有清单 有活动 有成效", 2, "推进“五有标准”。全县按照有阵地、有人员、有清单、有活动、有成效的“五有标准”验收。"),
]
# fmt: on


@pytest.mark.parametrize(
    ("rule", "kind", "expected", "text"),
    [(rule, kind, *row) for rule, (kind, rows) in ROWS.items() for row in rows],
)
def test_slogans(extractor: Extractor, rule: str, kind: str, expected: str, text: str) -> None:
    assert told(extractor, text) == [(rule, kind, expected)]


@pytest.mark.parametrize("text", NO_SLOGANS)
def test_what_is_no_slogan(extractor: Extractor, text: str) -> None:
    assert told(extractor, text) == []


@pytest.mark.parametrize(("expected", "spans", "text"), RETOLD)
def test_a_slogan_told_again_is_one_record(
    extractor: Extractor, expected: str, spans: int, text: str
) -> None:
    ((_, _, found),) = told(extractor, text)
    (slogan,) = [record for record in extractor(text).records if isinstance(record, Slogan)]
    assert (found, len(slogan.evidence)) == (expected, spans)


def test_a_slogan_is_no_brand(extractor: Extractor) -> None:
    for kind, rows in ROWS.values():
        assert kind
        for _, text in rows:
            assert [record for record in extractor(text).records if isinstance(record, Brand)] == [], text
