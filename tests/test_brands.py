"""Brands: names that makers gave, with category and head; and quotations that name nothing of the kind.

A row gives `name category head` for every brand of the sentence, `; ` between them, `-` for a head unsaid, `_` for a space
inside a name.
"""

from __future__ import annotations

import pytest

from shijian_extract.chain import Extractor
from shijian_extract.records import Brand


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def brands(extractor: Extractor, text: str) -> list[Brand]:
    return [record for record in extractor(text).records if isinstance(record, Brand)]


def told(extractor: Extractor, text: str) -> list[str]:
    return [f"{b.name.replace(' ', '_')} {b.category} {b.head or '-'}" for b in brands(extractor, text)]


def allowed(expected: str) -> list[str]:
    return expected.split("; ") if expected else []


# By rule. All made up.
# fmt: off
ROWS: dict[str, list[tuple[str, str]]] = {
    "brand.named-head": [
        ("渔歌晚唱 team 宣讲团", "“渔歌晚唱”宣讲团上了船。"),
        ("红石榴 venue 驿站", "“红石榴”驿站开到了景区。"),
        ("草原书声 venue 书屋", "牧区有了“草原书声”书屋。"),
        ("银发大使 team 志愿服务队", "组建“银发大使”志愿服务队。"),
        ("海岛邮差 project 志愿服务项目", "“海岛邮差”志愿服务项目落了地。"),
        ("月光下的课 lecture 夜校", "办起“月光下的课”夜校。"),
        ("畲乡有爱 platform 小程序", "打开“畲乡有爱”小程序就能预约。"),
        ("银杏叶 platform App", "在“银杏叶”App上报名。"),
        ("同心桥 alliance 公益联盟", "牵头成立“同心桥”公益联盟。"),
        ("灯塔领航 mode 工作法", "总结出“灯塔领航”工作法。"),
        ("邻里一家亲 activity 主题活动", "举办“邻里一家亲”主题活动。"),
        ("迎新春_送祝福 activity 文艺演出", "举办“迎新春 送祝福”文艺演出。"),
        ("渔家灯火 project 志愿服务品牌; 海上课堂 project 志愿服务品牌; 归帆 project 志愿服务品牌", "打造“渔家灯火”“海上课堂”“归帆”等12个志愿服务品牌。"),
        ("雪域轻骑 team 文艺小分队; 雪莲花 team 宣讲队", "“雪域轻骑”文艺小分队、“雪莲花”宣讲队轮流下乡。"),
        ("礼润边城 activity 系列活动", "开展以“礼润边城”为主题的系列活动。"),
        ("我们的节日·中秋 activity 文艺晚会", "举办“我们的节日·中秋”文艺晚会。"),
        ("渔嫂说 platform 栏目", "推出“渔嫂说”栏目。"),
        ("周末有约 venue 志愿服务集市", "“周末有约”志愿服务集市开张。"),
        ("云上云和 platform 融媒体平台", "依托“云上云和”融媒体平台。"),
        ("幸福里 venue 食堂", "“幸福里”食堂飘出饭香。"),
        ("温暖山城 project 品牌", "打响“温暖山城”品牌。"),
        ("夕阳红 team 志愿服务队; 向日葵 team 志愿服务队; 蓝马甲 team 志愿服务队", "成立“夕阳红”“向日葵”“蓝马甲”3支志愿服务队。"),
        ("潮声 lecture 系列宣讲", "“潮声”系列宣讲走进校园。"),
        ("你好，邻居 activity 社区文化节", "“你好，邻居”社区文化节上，孩子们唱起歌。"),
        ("金钥匙 team 志愿团队; 小橘灯 team 志愿团队", "涌现出“金钥匙”“小橘灯”等一批志愿团队。"),
        ("岭上花开 project 品牌项目; 暖冬衣橱 project 品牌项目", "培育“岭上花开”“暖冬衣橱”等品牌项目。"),
    ],
    "brand.head-before": [
        ("木棉花开 project 项目", "志愿服务项目“木棉花开”入选。"),
        ("海燕课桌 project 品牌", "创出服务品牌“海燕课桌”。"),
    ],
    "brand.vague-head": [
        ("榕树下微讲堂 lecture 载体; 船头课堂 lecture 载体", "搭建“榕树下微讲堂”“船头课堂”等载体。"),
        ("村民议事厅 venue 形式", "通过“村民议事厅”等形式，收集意见。"),
    ],
    "brand.own-head": [
        ("茶山微课堂 lecture -", "老支书走上“茶山微课堂”，一讲就是一下午。"),
        ("毡房议事厅 venue -", "大事小事都到“毡房议事厅”，当面说开。"),
        ("阿婆茶摊 venue -", "“阿婆茶摊”天天有人。"),
        ("春苗计划 project -", "实施“春苗计划”。"),
        ("暖阳超市 venue -; 四点半课堂 lecture -", "建起“暖阳超市”“四点半课堂”。"),
        ("红马灯突击队 team -", "“红马灯突击队”，二十年没散。"),
    ],
    "brand.of-towns": [
        ("桑田夜语 project -; 白鹭守望 project -; 货郎担 project -", "红桥镇的“桑田夜语”、北湖镇的“白鹭守望”、松溪乡的“货郎担”，各有各的招。"),
    ],
    "brand.host": [("山茶阿嫂队 team -", "百家宴由“山茶阿嫂队”牵头。")],
    "brand.called": [("沙枣书车 activity -", "镇里把它命名为“沙枣书车”。"), ("雁过留声 activity -", "文艺类叫“雁过留声”。")],
    "brand.made-of": [("渡口论理 project -", "乡里将“渡口论理”打造成解纷名片。")],
    "brand.winner": [("码头和事佬 project -", "二等奖：“码头和事佬”纠纷调解（东港镇）。")],
    "brand.listed": [
        ("听涛书吧 venue 空间; 望海茶座 venue 空间; 归帆学堂 venue 空间", "设有听涛书吧、望海茶座、归帆学堂等8个文明实践空间。"),
        ("柳岸村腰鼓队 team 队伍; 河口社区夜巡队 team 队伍", "柳岸村腰鼓队、河口社区夜巡队等队伍活跃在乡间。"),
    ],
}
# The same name as two things, and one thing told twice.
SPANS: list[tuple[str, int, str]] = [
    ("海岛邮差 project 志愿服务项目", 2, "“海岛邮差”志愿服务项目上线。两年间，“海岛邮差”项目跑了40趟。"),
    ("红石榴 team 志愿服务队; 红石榴 platform 小程序", 1, "“红石榴”志愿服务队成立，“红石榴”小程序同日开通。"),
]
# Quoted, and no name of a maker's.
NO_BRANDS: list[str] = [
    # speech
    "“红马甲来了，心里就踏实了。”牧民其其格说。", "老人直夸：“这课堂办到了家门口。”", "“你们的服务真贴心！”她竖起大拇指。",
    # scare quotes, figures of speech
    "一时成了朋友圈里的“热搜”。", "让理论宣讲更有“甜味”。", "实践站成了村民的“充电站”。", "她当起了“和事佬”。", "化身“快递员”送药上门。",
    "把课堂变成“直播间”。", "播下文明的“种子”。",
    # honours
    "荣获“全国文明家庭”称号。", "被评为“最美志愿者”。", "获评“五星级文明户”。", "授予“学雷锋示范点”牌匾。",
    # kinds of venue, official bodies
    "用好“农家书屋”“道德讲堂”。", "整合“党员活动室”等资源。", "“新时代文明实践中心”挂牌。",
    # works and documents
    "小品“一袋米”引来笑声。", "合唱“我和我的祖国”歌曲。", "“志愿服务最美瞬间”摄影作品展出。",
    # slogans and codes
    "坚持“月月有活动、季季有评比”。", "构建“7+N”队伍体系。", "按照“五有标准”推进。", "打通“最后一公里”。",
]
# fmt: on


@pytest.mark.parametrize(
    ("rule", "expected", "text"), [(rule, *row) for rule, rows in ROWS.items() for row in rows]
)
def test_brands(extractor: Extractor, rule: str, expected: str, text: str) -> None:
    assert told(extractor, text) == allowed(expected)
    assert {brand.rule for brand in brands(extractor, text)} == {rule}


@pytest.mark.parametrize(("expected", "spans", "text"), SPANS)
def test_names_told_again(extractor: Extractor, expected: str, spans: int, text: str) -> None:
    assert told(extractor, text) == allowed(expected)
    assert {len(brand.evidence) for brand in brands(extractor, text)} == {spans}


@pytest.mark.parametrize("text", NO_BRANDS)
def test_what_is_no_brand(extractor: Extractor, text: str) -> None:
    assert told(extractor, text) == []


# Known failures: what a careful reader reads, and the code does not yet.
# fmt: off
MISREAD: list[tuple[str, str]] = [
    # Kinds of service in a list are no names.
    ("", "组建理论宣讲、文化惠民、科技助农等8支志愿服务队。"),
    # 实践点 is a head of a listing, too.
    ("潮声书吧 venue 文明实践点; 海风剧场 venue 文明实践点; 渔火讲堂 venue 文明实践点", "建成潮声书吧、海风剧场、渔火讲堂3个文明实践点。"),
    # The head ends before its verb.
    ("石榴籽 team 志愿服务总队", "“石榴籽”志愿服务总队下设9支分队。"),
    ("心连心 team 艺术团", "“心连心”艺术团下乡演出。"),
    ("孝老爱亲 activity 道德讲堂活动", "以“孝老爱亲”为主题开展道德讲堂活动。"),
    # A word that is mostly no name is one with a plain head behind it.
    ("银龄 team 老党员宣讲队", "“银龄”老党员宣讲队走家串户。"),
    # A short name whose last noun says what it is.
    ("梨花节 activity -", "第三届“梨花节”如期开幕。"),
    # Words, not a name: 宣讲 is the verb.
    ("", "用“方言土语”宣讲，牧民听得懂。"),
    # 化 behind a head makes an adjective of it (项目化), 化解 does not.
    ("说事拉理 venue 调解室", "“说事拉理”调解室化解矛盾。"),
]
# fmt: on


@pytest.mark.xfail(strict=True)
@pytest.mark.parametrize(("expected", "text"), MISREAD)
def test_known_failures(extractor: Extractor, expected: str, text: str) -> None:
    assert told(extractor, text) == allowed(expected)
