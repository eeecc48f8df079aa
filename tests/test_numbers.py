"""Numerals, amounts, and what only looks like one: the example tables of the number room.

An amount is written `kind value unit`: `300 名` (exact), `over 300 名`, `range 3..5 天`, `several 20..99 件`; a bare `-`
stands for no unit. In a sentence `<…>` marks what the amount's span has to cover.
"""

from __future__ import annotations

from decimal import Decimal

import cn2an
import pytest
import regex

from shijian_extract.core import Amount
from shijian_extract.lexicon import entries, words
from shijian_extract.numbers import find_amounts, parse_numeral
from shijian_extract.numbers.lookalikes import PATTERNS, PLAIN_LETTERS

Bounds = tuple[int | Decimal | None, int | Decimal | None, int | Decimal | None]


def bounds_of(kind: str, value: int | Decimal) -> Bounds:
    """Value, low and high of the record format, for the kinds that have one value."""
    return {
        "exact": (value, value, value),
        "about": (value, None, None),
        "nearly": (value, None, value),
        "over": (value, value, None),
        "at_least": (value, value, None),
        "at_most": (value, None, value),
    }[kind]


def written(amount: Amount) -> str:
    """The amount in the notation of the tables; bounds that do not fit the kind show up in it."""
    unit = amount.unit or "-"
    value, bounds = amount.value, (amount.value, amount.low, amount.high)
    if value is None:
        return f"{amount.approximation} {amount.low}..{amount.high} {unit}"
    if bounds != bounds_of(amount.approximation, value):
        return f"{amount.approximation} {bounds} {unit}"
    number = f"{Decimal(value).normalize():f}"
    return (
        f"{number} {unit}" if amount.approximation == "exact" else f"{amount.approximation} {number} {unit}"
    )


def found_in(text: str) -> tuple[list[str], list[str]]:
    """The amounts of the text without its `<>`, and the stretches that they cover."""
    plain = text.replace("<", "").replace(">", "")
    mentions = find_amounts(plain)
    return [written(mention.value) for mention in mentions], [
        plain[mention.start : mention.end] for mention in mentions
    ]


def marked(text: str) -> list[str]:
    return [match[1] for match in regex.finditer(r"<([^>]+)>", text)]


# fmt: off
NUMERALS: list[tuple[str, list[str]]] = [
    ("0", ["0", "零", "〇", "○"]),
    ("2", ["2", "二", "两", "贰", "兩", "貳"]),
    ("12", ["12", "十二", "一十二", "拾贰", "壹拾贰"]),
    ("20", ["二十", "廿", "贰拾"]),
    ("26", ["26", "二十六", "廿六", "贰拾陆"]),
    ("30", ["30", "三十", "卅"]),
    ("36", ["36", "三十六", "卅六"]),
    ("100", ["100", "一百", "百", "壹佰"]),
    ("105", ["105", "一百零五", "一百〇五", "一百○五", "壹佰零伍"]),
    ("110", ["110", "一百一十"]),
    ("250", ["250", "二百五十", "两百五十", "兩百五十", "贰佰伍拾"]),
    ("1000", ["1000", "1,000", "一千", "千", "1千", "壹仟", "10百"]),
    ("1208", ["1208", "1,208", "一千二百零八", "壹仟贰佰零捌"]),
    ("2023", ["2023", "二〇二三", "二零二三", "二○二三"]),
    ("3500", ["3500", "3.5千", "3千5百", "三千五百", "叁仟伍佰"]),
    ("10000", ["10000", "10,000", "一万", "1万", "万", "壹萬", "10千"]),
    ("25000", ["25000", "2.5万", "二万五千", "两万五千", "兩萬五千"]),
    ("35000", ["3.5万", "35,000", "三万五千", "三点五万", "3万5千"]),
    ("100000", ["10万", "十万", "一十万", "100,000"]),
    ("1000000", ["100万", "百万", "一百万", "壹佰萬"]),
    ("1284000", ["128.4万", "1,284,000", "一百二十八万四千"]),
    ("10000000", ["1000万", "千万", "一千万", "1千万"]),
    ("120000000", ["1.2亿", "1亿2000万", "1亿2千万", "一点二亿"]),
    ("350000000", ["3.5亿", "三亿五千万", "叁億伍仟萬"]),
    ("7260000000", ["72.6亿", "七十二亿六千万"]),
    ("3.5", ["3.5", "三点五"]),
    ("98.64", ["98.64"]),
    ("12345.67", ["12345.67", "12,345.67"]),
]
SHORTENED: list[tuple[str, list[str]]] = [
    # The last digit after a scale is of the next lower scale.
    ("110", ["一百一"]),
    ("250", ["二百五"]),
    ("1600", ["一千六"]),
    ("8300", ["八千三"]),
    ("12000", ["一万二"]),
    ("35000", ["三万五"]),
    ("130000000", ["一亿三", "一亿三千"]),
    ("250000000", ["两亿五", "2亿5千"]),
]
NO_NUMERALS = ["个", "万名", "abc", "1.2.3", "点五", "第三", "万十九"]
# fmt: on


@pytest.mark.parametrize(("value", "ways"), NUMERALS + SHORTENED)
def test_value_of_a_numeral(value: str, ways: list[str]) -> None:
    assert {way: parse_numeral(way) for way in ways} == {way: Decimal(value) for way in ways}


@pytest.mark.parametrize("text", NO_NUMERALS)
def test_what_is_no_numeral_has_no_value(text: str) -> None:
    assert parse_numeral(text) is None


def test_values_are_never_binary_floats() -> None:
    for _, ways in NUMERALS:
        for way in ways:
            assert type(parse_numeral(way)) in (int, Decimal)


# fmt: off
# Whole Chinese numerals, and digits with one scale: cn2an in smart mode is right, and agrees.
THROUGH_CN2AN = [
    "十二", "一百零五", "两百五十", "二万五千", "一千二百零八", "三亿五千万", "一百二十八万四千", "壹佰零伍", "二〇二三",
    "廿六", "一万二", "144.2万", "3.5千", "72.6亿", "1千5百", "3万5千", "1亿2000万",
]
# What it refuses (None), or gives as a binary float, is read without it.
AROUND_CN2AN: list[tuple[str, object, str]] = [
    ("100", None, "百"),
    ("10000", None, "万"),
    ("1000", None, "十百"),
    ("1000000", None, "百万"),
    ("10000000", None, "千万"),
    ("1208", None, "1,208"),
    ("12345.67", None, "12,345.67"),
    ("12000000", None, "1.2千万"),
    ("19700000", None, "19.7百万"),
    ("10000000", None, "10百万"),
    ("6.4", 6.4, "六点四"),
    ("35000", None, "三点五万"),
    ("130000000", None, "一亿三千"),
    ("30", None, "卅"),
    ("2023", None, "二○二三"),
]
# fmt: on


@pytest.mark.parametrize("text", THROUGH_CN2AN)
def test_cn2an_is_right_on_whole_chinese_numerals(text: str) -> None:
    assert cn2an.cn2an(text.replace("两", "二"), "smart") == parse_numeral(text)


def _smart(text: str) -> object:
    try:
        return cn2an.cn2an(text, "smart")
    except ValueError:
        return None


@pytest.mark.parametrize(("value", "by_cn2an", "text"), AROUND_CN2AN)
def test_cn2an_is_gone_around_where_it_is_wrong(value: str, by_cn2an: object, text: str) -> None:
    assert _smart(text) == by_cn2an
    assert parse_numeral(text) == Decimal(value) != by_cn2an


# fmt: off
AMOUNTS: list[tuple[str, str]] = [
    # Numerals in their sentence.
    ("24 个", "街道设点<24个>"),
    ("1060 名", "聘请宣讲员<1060名>"),
    ("1060 名", "聘请宣讲员<1,060名>"),
    ("36000 份", "派送<3.6万份>手册"),
    ("2500000 元", "筹款<250万元>"),
    ("120000000 元", "总投资<1.2亿元>"),
    ("12 个", "挂牌<十二个>实践点"),
    ("126 户", "走访<一百二十六户>人家"),
    ("28000 人", "<两万八千人>报了名"),
    ("5000 元", "捐款人民币<伍仟元>"),
    ("3 次", "碰头<三次>"),
    ("4.5 公里", "绿道长<4.5公里>"),
    ("35000 人", "共有<3万5千人>"),
    ("120000000 元", "总投资<1亿2000万元>"),
    ("26 名", "队员<廿六名>"),
    # A half more.
    ("1.5 个小时", "讲了<1个半小时>"),
    ("1.5 个小时", "讲了<一个半小时>"),
    ("2.5 年", "驻村<两年半>"),
    ("1.5 年", "驻村<一年半>"),
    ("3.5 个月", "筹备<三个半月>"),
    ("3 天", "值守<3天>半夜才回"),
    # A count of one person, where another stands beside it.
    ("1 名; 3 名", "每站配<一名>站长、<三名>协理员"),
    # Percentages and fractions.
    ("98.6 %", "满意率<98.6%>"),
    ("95 %", "达到<百分之九十五>"),
    ("12.5 %", "上升<百分之十二点五>"),
    ("at_least 70 %", "老年人占<70%以上>"),
    ("nearly 90 %", "参与率<近90%>"),
    ("over 80 %", "覆盖面<超过80%>"),
    ("at_least 80 %", "覆盖<百分之八十以上>"),
    ("0.25 -", "占全镇<四分之一>"),
    ("0.6 -", "约定俗成，其中<五分之三>归村里"),
    ("0.6667 -", "到场<三分之二>即可"),
    ("9 成", "<九成>受访者点头"),
    ("at_least 7 成", "<七成以上>的家庭"),
    ("3.2 个百分点", "比上年提高<3.2个百分点>"),
    # Ranges.
    ("range 3..5 人", "每组<3至5人>"),
    ("range 10..20 个", "物色<10—20个>院落"),
    ("range 10..15 天", "公示<10-15天>"),
    ("range 50..60 岁", "多在<50～60岁>之间"),
    ("range 3..5 分钟", "短讲<3到5分钟>"),
    ("range 30..40 %", "让利<30%至40%>"),
    ("range 30..40 %", "让利<30—40%>"),
    ("range 100000..200000 元", "奖补<10—20万元>"),
    ("range 10000..30000 元", "奖补<1万至3万元>"),
    ("range 5000..10000 元", "奖补<5000元至1万元>"),
    ("range 15000..20000 份", "印了<1.5万—2万份>"),
    ("range 2..3 次", "每季<两到三次>"),
    ("range 3..5 名", "各挑<三至五名>"),
    ("range 3..5 天", "住上<三五天>"),
    ("range 7..8 个", "聚了<七八个>老伙计"),
    ("range 20..30 人", "围坐<二三十人>"),
    ("range 300..400 人", "能坐<三四百人>"),
    ("range 20..30 人", "围坐<二三十人>，听得入神"),
    ("range 300..500 人", "来了<三五百人>、坐满院坝"),
    # Two neighbouring digits after a ten or more are a range, too.
    ("range 15..16 个", "镇上有<十五六个>作坊"),
    ("range 25..26 名", "派出<二十五六名>队员"),
    ("range 120..130 户", "组里<一百二三十户>"),
    ("range 150000..160000 人次", "一年<十五六万人次>"),
    # A range that begins with 一.
    ("range 1..2 次", "每季度开会<一至两次>"),
    ("range 1..3 年", "轮训<一到三年>"),
    # A chosen few without a number of their own.
    ("several 20..99 件", "收来<数十件>老物件"),
    ("several 200..999 名", "<数百名>乡亲赶来"),
    ("several 200..999 人", "<几百人>同唱一首歌"),
    ("several 2000..9999 册", "藏书<数千册>"),
    ("several 20000..99999 人次", "吸引<数万人次>"),
    ("several 20..99 场", "办了<几十场>"),
    ("several 11..19 位", "<十几位>退休教师"),
    ("several 21..29 位", "<二十几位>退休教师"),
    ("several 110000..190000 人", "聚集<十几万人>"),
    # Units.
    ("380 场次", "演出<380场（次）>"),
    ("380 场次", "演出<380场(次)>"),
    ("380 场次", "演出<380场次>"),
    ("15 台套", "添置<15台（套）>"),
    ("20 个", "改造活动室<20个>"),
    ("260 人次", "义诊<260人次>"),
    ("260 人/次", "义诊<260人/次>"),
    ("35 个小时", "学了<35个小时>"),
    ("2000 平方米", "占地<2000平方米>"),
    ("over 3 个月", "筹备<3个多月>"),
    ("over 2 个小时", "巡河<2个多小时>"),
    ("58 周岁", "平均<58周岁>"),
    ("1200 积分", "攒下<1200积分>"),
    ("6 -", "分成<六大>片区"),
    # Several amounts in a sentence.
    ("16 支; over 200 支", "组建大队<16支>、小队<200余支>"),
    ("8 类; 65 项", "列出<8类><65项>清单"),
    ("3 名; 5 名; at_least 10 名", "县里<3名>、镇里<5名>、村里<10名以上>"),
]

# Each mark as it is written, and what it says of the number.
MARKS: list[tuple[str, str, str]] = [
    # before
    ("近", "nearly 300 名", "到场<近300名>"), ("将近", "nearly 300 名", "到场<将近300名>"),
    ("接近", "nearly 30000 份", "印发<接近3万份>"), ("不到", "nearly 20 分钟", "路程<不到20分钟>"),
    ("不足", "nearly 100 户", "全组<不足100户>"), ("未满", "nearly 18 岁", "其中<未满18岁>"),
    ("小于", "nearly 5 公里", "半径<小于5公里>"), ("少于", "nearly 10 人", "有的村<少于10人>"),
    ("约", "about 400 名", "来了<约400名>"), ("大约", "about 400 名", "来了<大约400名>"),
    ("大概", "about 40 分钟", "讲了<大概40分钟>"), ("约有", "about 60 户", "坡上<约有60户>"),
    ("约占", "about 30 %", "老人<约占30%>"), ("约达", "about 50000 人", "人数<约达5万人>"),
    ("约为", "about 12 元", "成本<约为12元>"), ("约合", "about 800 元", "折价<约合800元>"),
    ("大致", "about 20 天", "工期<大致20天>"), ("估计", "about 500 人", "现场<估计500人>"),
    ("超", "over 90000 人", "注册<超9万人>"), ("超过", "over 90000 人", "注册<超过9万人>"),
    ("逾", "over 600 场", "巡讲<逾600场>"), ("突破", "over 1000000 小时", "时长<突破100万小时>"),
    ("多于", "over 5 次", "每年<多于5次>"), ("高于", "over 95 %", "办结率<高于95%>"),
    ("大于", "over 50 平方米", "面积<大于50平方米>"), ("已逾", "over 700 支", "队伍<已逾700支>"),
    ("远超", "over 2000 人", "报名<远超2000人>"), ("超出", "over 300 件", "比去年<超出300件>"),
    ("至少", "at_least 2 次", "每周<至少2次>"), ("最少", "at_least 2 次", "每周<最少2次>"),
    ("不少于", "at_least 8 小时", "每人<不少于8小时>"), ("不低于", "at_least 85 %", "好评<不低于85%>"),
    ("破", "over 1000000 次", "播放量<破百万次>"), ("少说", "at_least 300 斤", "收了<少说300斤>"),
    ("少说", "at_least 20 人", "来了<少说有20人>"),
    ("不下", "at_least 50 次", "跑了<不下50次>"), ("不下于", "at_least 50 次", "跑了<不下于50次>"),
    ("上", "at_least 100 名", "引来<上百名>"), ("最低", "at_least 3 项", "任务<最低3项>"),
    ("起码", "at_least 4 场", "要办<起码4场>"), ("至多", "at_most 3 天", "等候<至多3天>"),
    ("最多", "at_most 200 人", "容纳<最多200人>"), ("不超过", "at_most 15 桌", "酒席<不超过15桌>"),
    ("不多于", "at_most 15 桌", "酒席<不多于15桌>"), ("不高于", "at_most 200 元", "礼金<不高于200元>"),
    ("最高", "at_most 5000 元", "奖励<最高5000元>"), ("顶多", "at_most 10 分钟", "走路<顶多10分钟>"),
    # inside
    ("余", "over 4900 场", "宣讲<4900余场>"), ("多", "over 1200 名", "来了<1200多名>"), ("来", "about 30 户", "住着<30来户>"),
    # after
    ("余", "over 3000 元", "省下<3000元余>"), ("多", "over 2 年", "教了<2年多>"),
    ("出头", "over 30 岁", "他<30岁出头>"), ("还多", "over 5 倍", "翻了<5倍还多>"),
    ("封顶", "at_most 20 桌", "酒席<20桌封顶>"),
    ("之多", "over 800 人", "达<800人之多>"), ("有余", "over 3 年", "坚持<3年有余>"),
    ("开外", "over 60 岁", "都在<60岁开外>"), ("以上", "at_least 30 个", "培育<30个以上>"),
    ("及以上", "at_least 60 岁", "限<60岁及以上>"), ("或以上", "at_least 60 岁", "限<60岁或以上>"),
    ("起", "at_least 50 元", "义卖<50元起>"), ("以内", "at_most 15 桌", "控制在<15桌以内>"),
    ("以下", "at_most 14 岁", "<14岁以下>免票"), ("之内", "at_most 3 天", "<3天之内>办完"),
    ("及以下", "at_most 14 岁", "<14岁及以下>免票"), ("左右", "about 150 条", "每月<150条左右>"),
    ("上下", "about 50 岁", "年纪<50岁上下>"), ("许", "about 3 公里", "离村<3公里许>"),
    ("来", "about 10 分钟", "走了<10分钟来>"),
]
# The marks where the language puts them: scale and mark in every order, two marks for one number.
MARKED: list[tuple[str, str]] = [
    ("nearly 30000 份", "发出<近3万份>图册"),
    ("over 1442000 人", "注册<144.2万余人>"),
    ("over 12000000 元", "争取<1200多万元>"),
    ("over 100000 人次", "受众<10余万人次>"),
    ("over 100000 人次", "受众<10万余人次>"),
    ("over 100000 人次", "受众<十余万人次>"),
    ("over 10000 个", "布设<万余个>"),
    ("over 1000 户", "惠及<千余户>"),
    ("over 100 名", "约来<百余名>"),
    ("over 20 场", "排演<二十多场>"),
    ("over 600 人次", "义诊<六百余人次>"),
    ("over 1800 名", "共有<一千八百多名>"),
    ("at_least 100 名", "引来<上百名>游客"),
    ("at_least 1000 人次", "观众<上千人次>"),
    ("at_least 10000 名", "惠及<上万名>学生"),
    ("nearly 100 名", "请来<近百名>匠人"),
    ("nearly 1000 名", "服务<近千名>矿工"),
    ("nearly 10000 人", "聚集<近万人>"),
    ("over 100 场", "全年<超百场>"),
    ("over 1000000 小时", "时长<突破百万小时>"),
    ("about 3000 人", "每天<约3000人>进出"),
    ("over 2000 人", "<2000余人>到场"),
    ("over 40000 -", "为<4万余>群众解难"),
    ("at_most 200 元", "随礼<不超过200元>"),
    ("at_least 60 岁", "<六十岁以上>的村民"),
    ("about 210000 人次", "<21万人次左右>"),
    ("over 300 亩", "流转<300余亩>"),
    # A mark at the very beginning of the text.
    ("about 210000 人次", "<约21万人次>参与"),
    ("over 9 成", "<超过九成>的住户"),
    ("nearly 400 名", "<近400名>乡亲到场"),
    ("at_least 100 名", "<上百名>乡亲到场"),
]
# A letter before makes another word of the mark: the number itself is exact.
GUARDED: list[tuple[str, str]] = [
    ("30000 元", "全年节约<3万元>"), ("40 人", "预约<40人>"), ("12 家", "签约<12家>"), ("20 名", "特约<20名>"),
    ("5 个", "附近<5个>小区"), ("2 个", "靠近<2个>车站"), ("8 处", "最近<8处>"), ("10 场", "线上<10场>"),
    ("30 人", "以上<30人>"), ("3 次", "赶超<3次>"),
]
# fmt: on


@pytest.mark.parametrize(("expected", "text"), AMOUNTS + MARKED + GUARDED)
def test_amounts(expected: str, text: str) -> None:
    assert found_in(text) == (expected.split("; "), marked(text))


@pytest.mark.parametrize(("mark", "expected", "text"), MARKS)
def test_approximation_marks(mark: str, expected: str, text: str) -> None:
    assert mark in marked(text)[0]
    assert found_in(text) == ([expected], marked(text))


@pytest.mark.parametrize("place", ["before", "inside", "after"])
def test_every_mark_of_the_lexicon_has_a_row(place: str) -> None:
    rows = {(mark, expected.split(" ")[0]) for mark, expected, _ in MARKS}
    listed = {(mark, kind) for kind, marks in entries("marks")[place].items() for mark in marks}
    assert listed - rows == set()


# By the rule that has to claim them; `words` is the list of literal lookalikes in the lexicon.
# fmt: off
LOOKALIKES: list[tuple[str, list[str]]] = [
    ("title", ["研读《百年大党三十讲》", "落实《公民道德十条》", "重温《两万五千里》"]),
    ("page.counter", ["浏览次数：1203", "阅读量：5602", "点击数：77"]),
    ("ordinal", ["第三届邻里节", "第38个国际志愿者日", "第12期道德讲堂", "位列第一", "第二批试点"]),
    ("born", ["八五年出生的队长", "92年出生的律师", "一位79年生人"]),
    ("version", ["平台2.0版上线", "升级为3.0版"]),
    ("code.letter", ["G20高速口", "沿S304线宣传", "A4纸", "Z世代，H1N1", "感染过COVID-19"]),
    ("date.iso", ["2023-05-18", "2023.5.18", "2022/11/06", "2021-03"]),
    ("date.years", ["2021—2023年", "2019年至2021年", "2020、2021年"]),
    ("date.year", ["2019年6月26日", "2022年度工作", "2023年9月", "2018年，镇里起步", "2021届毕业生"]),
    ("date.chinese", ["二〇二三年六月", "二○二一年", "一九四九年十月一日"]),
    ("date.months", ["1至10月", "3—5月集中行动", "6月28日至7月3日"]),
    ("date.month", ["6月29日", "9月，秋风起", "11月下旬", "4月份", "7月1日、8日"]),
    ("date.month-chinese", ["九月开学", "十二月里", "三月五日", "腊月廿三之前的十月"]),
    ("date.day", ["18日上午", "15日—20日", "23号出发"]),
    ("date.recent", ["近三年", "近5年来", "过去两年", "连续三年"]),
    ("date.since", ["三年来", "5年来", "一年多来", "两个月前"]),
    ("time.clock", ["9时30分", "晚上8点", "19:30开演", "上午10时许", "8点半"]),
    ("congress", ["党的二十大精神", "十九届五中全会", "二十届三中全会"]),
    ("anniversary", ["建党100周年", "60周年", "九十年代", "80后教师", "三年级"]),
    ("rank", ["五星级实践所", "3A级景区", "一等奖", "四级书记抓"]),
    ("code.plus", ["8+N队伍", "1+18+308体系", "构建3+X模式"]),
    ("code.digits", ["5G网络", "3D打印"]),
    ("telephone", ["拨打0731-12345678", "拨打12345热线", "手机13800001111", "400-810-1234"]),
    ("address", ["长青路128号", "人民路6号院", "2号楼", "解放巷三弄", "3单元", "101室"]),
    ("schools", ["百家争鸣", "请进百家讲坛"]),
    ("eleventh", ["十一长假", "十一期间出游", "五一、十一，"]),
    ("mode", ["“四单”模式", "五单联动"]),
    ("hundreds", ["入选四个100"]),
    ("ratio", ["配比为3:2", "1：3"]),
    ("round-the-clock", ["24小时不打烊", "365天在岗"]),
    ("circle", ["15分钟文明实践服务圈", "十分钟便民圈"]),
    ("financial", ["收拾房间", "仟佰客店"]),
    ("level", ["三级阵地", "二级讲师"]),
    ("classics", ["“一县一品”", "一站一品、"]),
    ("one", ["一个个小院", "一批好项目", "一支支队伍", "一系列", "一种情怀", "一名老党员说", "一名党员、百姓称赞", "一天半夜"]),
    ("words", ["千家万户", "“三下乡”", "四面八方", "一老一小", "百姓舞台", "万家灯火", "十里八乡", "千方百计", "七夕", "三八妇女节"]),
]
# fmt: on
ROWS = [(rule, text) for rule, texts in LOOKALIKES for text in texts]


@pytest.mark.parametrize(("rule", "text"), ROWS)
def test_lookalikes_give_no_amount(rule: str, text: str) -> None:
    assert found_in(text) == ([], [])


@pytest.mark.parametrize(("name", "pattern", "example"), PATTERNS)
def test_every_lookalike_pattern_claims_its_own_example(name: str, pattern: str, example: str) -> None:
    text = f"“{example}”，"
    assert regex.search(pattern, text), f"{name} does not match {example}"
    assert found_in(text) == ([], [])


@pytest.mark.parametrize(("name", "pattern", "example"), PATTERNS)
def test_no_lookalike_begins_with_a_plain_count(name: str, pattern: str, example: str) -> None:
    reads = regex.compile(pattern)
    counts = [f"{number}{letter}" for number in ("3", "24", "365", "1999") for letter in PLAIN_LETTERS]
    assert [count for count in counts if reads.match(f"共{count}，有", 1)] == [], f"{name} reads a count"


def test_every_lookalike_pattern_has_rows() -> None:
    assert [rule for rule, _ in LOOKALIKES] == [*(name for name, _, _ in PATTERNS), "words"]


@pytest.mark.parametrize("word", words("lookalikes", "words"))
def test_every_listed_lookalike_gives_no_amount(word: str) -> None:
    assert found_in(f"说到{word}，") == ([], [])
