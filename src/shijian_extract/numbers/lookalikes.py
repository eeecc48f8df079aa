"""False friends: stretches with a numeral that count nothing. They take their span before amounts are read."""

from __future__ import annotations

from ..core import any_of
from ..lexicon import words

# After a measure of time 半 is a half of it, unless it begins one of these: 半夜, 半路.
IS_HALF = "(?![山路途夜月年天日工价脱农])"
_CN = "零〇○一二两三四五六七八九十百千万"

# Behind what a page counts its visits by: `浏览次数：`, `阅读 `. What is looked back at has to be of one length each.
_BEHIND_VISITS = "|".join(
    rf"(?<=(?:浏览|阅读|点击|访问)[次数量]{{{letters}}}[：（ ]{{{marks}}})"
    for letters in range(3)
    for marks in range(3)
)
_BEHIND_VISITS = f"(?:{_BEHIND_VISITS})"

# Name, pattern, an example. All begin at a numeral (or at a title's mark): what stands before it is looked back at. The
# first that fits wins.
PATTERNS: tuple[tuple[str, str, str], ...] = (
    ("title", r"《[^》\n]{1,80}》", "《十条意见》"),
    ("page.counter", rf"{_BEHIND_VISITS}\d+", "浏览次数：1203"),
    ("ordinal", rf"(?:(?<=第)|(?<=第 ))(?:\d{{1,3}}(?:,\d{{3}})+|[{_CN}\d]+)[一-龥]?", "第三届"),
    ("born", r"(?:\d\d|[六七八九][〇零一二三四五六七八九])年(?=出生|生人|生的)", "92年出生"),
    ("version", r"\d\.\d版", "2.0版"),
    ("code.letter", r"(?:(?<=[A-Za-z])|(?<=[A-Za-z]-))\d+(?:\.\d+)?[A-Za-z]*", "COVID-19"),
    (
        "date.iso",
        r"(?<!\d)(?:19|20)\d\d[-./](?:1[0-2]|0?[1-9])(?:[-./](?:3[01]|[12]\d|0?[1-9]))?(?!\d)",
        "2023-05-18",
    ),
    ("date.years", r"(?:19|20)\d\d年?(?:[-—–~～至到]{1,2}|、)(?:19|20)\d\d年", "2021—2023年"),
    (
        "date.year",
        r"(?<!\d)(?:19|20)\d\d(?:年度?|届|级)(?:(?:1[0-2]|0?[1-9])月份?(?:(?:3[01]|[12]\d|0?[1-9])[日号])?)?",
        "2019年6月26日",
    ),
    (
        "date.chinese",
        rf"[二一][〇零○九][{_CN}]{{2}}年(?:[{_CN}]{{1,2}}月份?)?(?:[{_CN}]{{1,3}}[日号])?",
        "二〇二三年",
    ),
    ("date.months", r"\d{1,2}月?(?:\d{1,2}[日号])?[-—–~～至到]{1,2}\d{1,2}月(?:\d{1,2}[日号])?", "1至10月"),
    ("date.month", r"\d{1,2}月份?(?:(?:\d{1,2}[-—–~～至到、]{1,2})?\d{1,2}[日号])?", "6月29日"),
    (
        "date.month-chinese",
        r"(?:十[一二]|[一二三四五六七八九十])月份?(?:(?:[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])[日号])?(?!嫂)",
        "九月",
    ),
    ("date.day", r"\d{1,2}(?:日(?!内)|号(?!人))(?:[-—–~～至到]\d{1,2}[日号])?(?![一-龥]{0,2}楼)", "18日"),
    (
        "date.recent",
        r"(?:(?<=[近前后头这])|(?<=过去|未来|连续))[几一二两三四五六七八九十\d]{1,3}(?:个多?)?[年月]多?(?:来|间|以来|里|内)?(?!的)",
        "近三年",
    ),
    ("date.since", r"[一二两三四五六七八九十几\d]{1,3}(?:个多?)?[年月]多?(?:来|以来|前|后)", "三年来"),
    (
        "time.clock",
        r"\d{1,2}[：:]\d{2}(?:[：:]\d{2})?|\d{1,2}(?:时(?!代)|点(?:钟|整|半)?)(?:\d{1,2}分)?",
        "9时30分",
    ),
    ("congress", rf"[{_CN}]+(?:大(?:精神|报告|代表|召开|以来)|届[一-龥]?|中全会)", "十九届五中全会"),
    ("anniversary", rf"(?:\d+|[{_CN}]+)(?:周年|世纪|年代|年级|年制|后(?=[一-龥])|时代)", "60周年"),
    (
        "rank",
        rf"(?:\d+|[{_CN}]+)(?:[A-Z]级|星级|等奖|级(?=书记|阵地|联动|网络|体系|党组织|架构|全覆盖|文明|管理|组织))",
        "五星级",
    ),
    (
        # With its parts in brackets: 1234+N（即1个中心、2个平台…）.
        "code.plus",
        r"[\dA-Za-z]+[+＋][\dA-Za-z]*(?:[+＋][\dA-Za-z]+)*(?:”?[一-龥]{0,8}（即[^）\n]{4,80}）)?",
        "8+N",
    ),
    ("code.digits", r"\d+[A-Za-z]+(?![A-Za-z])(?=[^\u4e00-\u9fa5]|[级打网])", "5G"),
    (
        "telephone",
        r"(?<!\d)(?:0\d{2,3}-?\d{7,8}|1[3-9]\d{9}|400-?\d{3}-?\d{4}|123\d{2}|\d{3,4}-\d{7,8})(?![\d余多万个名人次场])",
        "0731-12345678",
    ),
    (
        "address",
        rf"(?:\d+|[{_CN}]{{1,4}})(?:号(?![召人])[楼院线门馆店厅矿井机铺]?|栋\d*|路(?![程人])|弄|街(?!道)|楼|单元|幢|室|版|线(?!上|下)|巷)",
        "128号",
    ),
    ("schools", r"(?<![近上过几数好])百家", "百家争鸣"),
    ("eleventh", r"十一(?=期间|假期|长假|黄金周|小长假|国庆|前[，后夕]|当天|到来|[、，”）])", "十一长假"),
    ("mode", r"[二三四五六七八九]单(?![位元])", "四单"),
    ("hundreds", rf"[{_CN}]个100", "四个100"),
    ("ratio", r"\d+[：:]\d+", "3:2"),
    ("round-the-clock", r"(?<!时长|达到)(?<![满达超足近约])24小时(?!的?时间)|365天|7×24", "24小时"),
    ("circle", rf"(?:\d+|[{_CN}]+)分钟[一-龥]{{0,12}}圈", "15分钟文明实践服务圈"),
    ("financial", r"[壹贰叁肆伍陆柒捌玖拾佰仟](?![壹贰叁肆伍陆柒捌玖拾佰仟萬万元])", "收拾"),
    ("level", r"[一二两三四五六七八九]级(?=[一-龥])", "三级阵地"),
    (
        "classics",
        r"(?:[一二三四五六七八九十百千万](?![一二三四五六七八九十百千万])[一-龥]){2}(?=[”、，])",
        "一县一品",
    ),
    (
        "one",
        # Ones that count: a station, a hundred, a range, one and a half, a person beside others, a year.
        rf"一(?!个(?:(?:新时代)?文明实践|实践中心|中心|半[小月])|(?:(?<=中心一)|(?<=[所站点]一))[个所]、|百|千|[番倍](?![风心])|万[^个]|亿|[年天]半{IS_HALF}"
        rf"|(?:[至到]|[-—–~～]{{1,2}})[{_CN}\d]|[名位支][一-龥]{{1,8}}[、和][{_CN}\d]+[名位支]|九[{_CN}]{{2}}年)[一-龥]?",
        "一个个",
    ),
)


_FIRST_CHINESE = r"(?=[一二两三四五六七八九十百千万零〇几壹贰叁肆伍陆柒捌玖拾佰仟廿数○])"


# A number of up to four digits with one of these behind it is none of the patterns that can begin with a digit: those go on
# with another sign behind their digits, are longer, or stand behind one of the letters and marks looked back at here.
PLAIN_LETTERS = "名人场次支件份户万余多位座条项%"
_PLAIN_COUNT = rf"(?<![A-Za-z\-第 近前后头这去来续览读击问次数量：（])[0-9]{{1,4}}[{PLAIN_LETTERS}]"

# Patterns that can begin with a digit, and those that can begin only so.
_FROM_DIGIT = frozenset(
    [
        "page.counter",
        "code.letter",
        "date.iso",
        "date.years",
        "date.year",
        "date.months",
        "date.month",
        "date.day",
        "time.clock",
        "code.digits",
        "telephone",
        "ratio",
        "round-the-clock",
        "code.plus",
        "version",
    ]
)
_FROM_EITHER = frozenset(
    ["ordinal", "born", "anniversary", "rank", "address", "circle", "date.recent", "date.since", "hundreds"]
)


def lookalike_pattern() -> str:
    """One alternation of all lookalikes. 一 comes first: it is the commonest, and hardly ever counts.

    A pattern is tried only where its first character fits, so that digits do not pay for words nor words for digits.
    """
    patterns = {name: pattern for name, pattern, _ in PATTERNS}
    one, title = patterns.pop("one"), patterns.pop("title")
    literal = any_of(words("lookalikes", "words"))
    digit = "|".join(pattern for name, pattern in patterns.items() if name in _FROM_DIGIT | _FROM_EITHER)
    chinese = "|".join(pattern for name, pattern in patterns.items() if name not in _FROM_DIGIT)
    return rf"{one}|{title}|(?=[0-9])(?!{_PLAIN_COUNT})(?:{digit})|{_FIRST_CHINESE}(?:{literal}|{chinese})"
