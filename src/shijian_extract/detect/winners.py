"""Winners: who got an honour, as the words beside it say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import regex

from ..core import any_of
from ..lexicon import words

Who = tuple[int, int]
"""The clean span that names a winner."""

_REACH = 120
_SHORTEST, _LONGEST = 2, 40
_CLASS = r"[个名支位户家项组人对对件篇]"
_KIND = (
    "(?:项目|个人|集体|组织|社区|队伍|志愿者|单位|村|团队|家庭|同志|乡镇|街道|站|所|中心|案例|品牌|作品|选手"
    "|典型|村镇|城市|干部|教师|学生|党员|县|区|镇|乡|居民|村民|代表|企业)"
)
# `等4个志愿服务项目`: how many they are and what kind, behind their names.
_TOGETHER = regex.compile(
    rf"(?:等|共)?(?<!第)(?:\d+|[一二两三四五六七八九十]+)余?{_CLASS}(?:[^，。；：、“”\d]{{0,14}}{_KIND})?$|等[^，。；：、“”的]{{0,12}}$"
)
_ADVERB = regex.compile(
    r"(?:被[^，。；]{0,20}|先后|相继|成功|一举|分别|双双|也|还|又|更|再次|再度|多次|连续[^，。；]{1,6}|\d{4}年度?|[去今前当]年|近日|近年来|由此|因此"
    r"|上周|上个?月|本月|此前|日前|昨天|今天|刚刚?|两年后|次年|当场|[也还]?被|曾|已|均|都|同时|最终|首次|荣幸|光荣|共同|同步|一同|则|并|而|便|就|一并|依次|各|其中|经[^，。；]{1,20}|在[^，。；“”]{2,30}(?:中|上|里|内|后)?|凭借[^，。；]{2,24}|以[^，。；]{2,16})$"
)
_LEADING = re.compile(
    r"(?:其中|最终|同时|此外|咱们?|今年|去年|前年|当年|\d+年前|上个?月|当天|现场|目前|截至目前|近年来|\d{4}年度?(?:\d+月(?:\d+日)?)?|近日|日前|则|而|并|也|又|经[^，。；、“”]{2,16}|(?:[我全该][省市县区州旗镇乡村])?(?:共?有)(?=“)|[我全该本][省市县区州旗镇乡村](?=[“一-龥])|由[^，。；、“”]{2,16}(?:推荐|报送|选送)的|来自(?=.)|[^，。；、“”《》]{0,20}(?:选送|报送|讲述|带来|表演|创作|编排|演唱|推荐)的(?=.{2})|(?:最终)?由(?=.{2}))+"
)


@cache
def _bound() -> regex.Pattern[str]:
    """Where a 和 joins two names: not in 和谐, 云和."""
    joined = rf"(?<!{'|'.join(_HE_AFTER)})[和与及](?!{any_of(words('winners', 'he_words'))})|以及"
    return regex.compile(rf"[、，]|{joined}|(?<=”)(?=“)|(?<=[一-龥”）]) (?=[一-龥“])")


_HE_AFTER = ("云", "共", "永", "人", "参", "谦", "祥", "温", "总", "饱", "柔")


def before(text: str, stop: int, taken: int) -> list[Who]:
    """Those who stand before the verb in its clause and behind `taken`; none where its subject is left out."""
    found = named(text, max(_clause_start(text, stop), taken), stop)
    if found:
        return found
    # `“甲”在大赛上力克对手，斩获金奖`: the subject stands in the clause before.
    end = _clause_start(text, stop) - 1
    if end < 0 or text[end] != "，":
        return []
    begin = max(_clause_start(text, end), taken)
    if _WHEN.fullmatch(text, end + 1, stop) and (end - begin <= _BRIEF or "、" in text[begin:end]):
        return named(text, begin, end)  # `儿媳田小燕、孙女田甜，今年双双当选…`
    if end + 1 >= stop - 2 and _TOGETHER.search(text, begin, end):
        return named(text, begin, end)  # `队里的周小兰等10名志愿者，获评…`
    stood_out = _STOOD_OUT.search(text, begin, end)
    if stood_out:
        return named(text, begin, stood_out.start())
    subject = _SUBJECT.match(text, begin, end)
    return named(text, begin, subject.end("who")) if subject else []


_BRIEF = 14
_STOOD_OUT = re.compile(
    r"(?:最终)?(?:脱颖而出|不负众望|过关斩将|一路过关斩将|技压群雄|力压群雄|表现[出突][色出]|拔得头筹)$"
)
_WHEN = re.compile(
    r"(?:[今去前当同次]年|\d+月|\d{4}年|年?[初底末]|双双|一[起同并]|先后|又|还|也|都|均|同时|分别)+"
)
_SUBJECT = re.compile(
    r"(?P<who>[^，。；在]{0,12}“[^“”]{2,16}”[^，。；在]{0,10}?|[^，。；在]{2,24}?(?:队|会|社区|村|镇|乡|街道|站|所|中心|局|委|项目|学校|小学|中学|公司))(?=在|先后|积极|代表|以|凭|参加|成功|自|$)"
)
_IN_BRACKETS = re.compile(r"（[^（）\n]*）")


def _clause_start(text: str, stop: int) -> int:
    """Where the clause that ends at `stop` begins; commas inside brackets part nothing."""
    floor = max(0, stop - _REACH)
    window = text[floor:stop]
    if "（" in window:
        window = _IN_BRACKETS.sub(lambda match: "（" * len(match[0]), window)
    return floor + max(window.rfind(mark) for mark in "，。；：！？\n") + 1


def named(text: str, begin: int, stop: int) -> list[Who]:
    """The winners that a stretch names, without what counts them together."""
    stop = _trimmed(text, begin, stop)
    if stop > begin and text[stop - 1] == "有" and text[begin:stop].endswith(_HAVING):
        return []  # `全县先后有|3人获评…`
    while begin < stop and text[begin] in "、，和”":
        begin += 1
    lead = _LEADING.match(text, begin, stop)
    begin = lead.end() if lead else begin
    found: list[Who] = []
    for start, end in _parts(text, begin, stop):
        if found and text[found[-1][0] : found[-1][1]] in _roles():
            found[-1] = (found[-1][0], end)  # 队长、投递员|于江 is one person
        else:
            found.append((start, end))
    bare = (_without_aside(text, *span) for span in found)
    return [
        (start, end)
        for start, end in bare
        if (_SHORTEST <= end - start <= _LONGEST or text[start:end] in ("他", "她"))
        and not _NOBODY.fullmatch(text, start, end)
    ]


_HAVING = ("先后有", "已有", "共有", "另有", "还有", "累计有", "现有")
# What is left of a clause that names nobody: `先后有`, `今年3月`.
_NOBODY = re.compile(
    r"(?:图为|图中|先后|另|还|共|已|更|就|也|其中|今年|去年|前年|当年|同年|次年|[\d年月日初底末]|有)+|[该此]|他们|她们|我们?"
)


def _without_aside(text: str, start: int, end: int) -> Who:
    """`倪军（救援队副队长）`, `“清流”巡河行动（西桥镇）`: what the bracket tells is not the name."""
    aside = text.rfind("（", start, end) if text[end - 1] == "）" else -1
    return (start, aside) if aside > start + 1 else (start, end)


@cache
def _roles() -> frozenset[str]:
    return frozenset(words("persons", "roles"))


def _trimmed(text: str, begin: int, stop: int) -> int:
    """The end of the stretch without adverbs and without `等4个项目`."""
    while stop > begin:
        match = _TOGETHER.search(text, begin, stop) or _ADVERB.search(text, begin, stop)
        if match is None or match.start() == stop:
            return stop
        stop = match.start()
    return stop


_PAIRS = (("“", "”"), ("（", "）"), ("《", "》"))


def _parts(text: str, begin: int, stop: int) -> Iterator[Who]:
    """The stretch parted at the marks and words of a list, quotations whole."""
    start = begin
    for joint in _bound().finditer(text, begin, stop):
        inside = any(
            text.count(a, begin, joint.start()) > text.count(b, begin, joint.start()) for a, b in _PAIRS
        )
        short = joint[0] in ("和", "与", "及") and (
            joint.start() - start < _SHORTEST or stop - joint.end() < _SHORTEST
        )
        if not (inside or short):
            yield start, joint.start()
            start = joint.end()
    if start < stop:
        yield start, stop
