"""Honours: who got what, by the verb that says so.

Verbs of getting have the winners before them and the honours behind (`甲、乙荣获…`); of giving, both behind (`授予甲…称号`);
of choosing and praising, honours with their counts (`评选出优秀志愿者20名`, `对甲等3名优秀志愿者予以表彰`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import product

from ..core import Anchored, CleanText, Honour, Mention, any_of, first_letters, tidy_name
from ..lexicon import entries, words
from .honours import PLAIN, Unit, as_units, contest_before, unit, units
from .winners import Who, before, named

_KINDS = ("praised", "conferred", "chosen", "got")
_SENTENCE = 160
_BESIDE = 10
_EACH_HIS_OWN = re.compile(r"(?:分别|分获|依次|分获得)")


@cache
def _verbs() -> Anchored:
    """Every verb of the lexicon in one pass, each in the group of its kind."""
    kinds = "|".join(rf"(?P<{kind}>{any_of(words('honours', kind))})" for kind in _KINDS)
    by_body = r"受到[^，。；]{2,14}(?:表彰|表扬|嘉奖)"
    pattern = re.compile(
        rf"(?:(?P<body>{by_body})|{kinds})(?!奖者|得者|奖名单|益|悉|取|知|救)(?P<done>过|了|到|得了?|的是)?"
    )
    verbs = (verb for kind in _KINDS for verb in words("honours", kind))
    return Anchored(first_letters(["受到", *verbs]), pattern)


@cache
def _unreal() -> re.Pattern[str]:
    return re.compile(any_of(words("honours", "unreal")))


def find_awards(text: CleanText) -> list[Mention]:
    """Honours of clean text, in order, as mentions of kind `award`: one for each winner of each honour.

    >>> from shijian_extract.clean import clean
    >>> honour = find_awards(clean("“暖阳”助老项目荣获省志愿服务项目大赛银奖。"))[0].value
    >>> honour.name, honour.recipient, honour.rank
    ('省志愿服务项目大赛', '“暖阳”助老项目', '银奖')
    """
    found: dict[tuple[int, str, str | None, str | None], Mention] = {}
    taken = 0  # where the last honour told of ends: what stands before it is no winner of the next
    for match in _verbs().finditer(text.text):
        if match.start() < taken or _is_unreal(text.text, match.start()):
            continue
        kind = "praised" if match["body"] else next(kind for kind in _KINDS if match[kind])
        giver = _giver(text.text, match, taken)
        for mention in _READERS[kind](text, match, taken):
            if giver is not None:
                mention = mention._replace(value=replace(mention.value, giver=giver))
            honour: Honour = mention.value
            found.setdefault((mention.start, honour.name, honour.recipient, honour.rank), mention)
            taken = max(taken, mention.end)
    more = (
        _shown,
        _listed_under,
        _behind_dashes,
        _handed_out,
        _labelled,
        _by_category,
        _also,
        _taken_by,
        _metals,
    )
    listed: set[int | None] = set()
    for mention in (one for reader in more for one in reader(text)):
        if mention.rule == "award.listed":
            listed.add(mention.value.recipient_start)
        elif mention.value.recipient_start in listed:
            continue
        found.setdefault((mention.start, mention.value.name, mention.value.recipient, None), mention)
    ordered = sorted(found.values(), key=lambda mention: (mention.start, mention.value.recipient_start or 0))
    return _with_subjects(text.text, ordered)


def _with_subjects(text: str, awards: list[Mention]) -> list[Mention]:
    """`周小兰当选…，两年后又拿到…`: a clause that begins with its verb goes on about who was honoured before."""
    told: list[Mention] = []
    for award in awards:
        last = told[-1] if told else None
        if (
            award.value.recipient is None
            and last is not None
            and last.value.recipient is not None
            and 0 <= award.start - last.end <= _REACH
            and _going_on().fullmatch(text, last.end, award.start)
            and (len(told) < 2 or told[-2].start != last.start)
        ):
            who = last.value
            honour = replace(
                award.value,
                recipient=who.recipient,
                recipient_start=who.recipient_start,
                recipient_end=who.recipient_end,
            )
            award = award._replace(value=honour)
        told.append(award)
    return told


_REACH = 30


@cache
def _going_on() -> re.Pattern[str]:
    year = r"[今去前当同次]年|\d{4}年|[一两三四五]年后|[今去]年\d{1,2}月|\d{1,2}月"
    when = rf"又|还|也|并|先后|再次|同时|随后|后来|如今|更|一举|{year}"
    verbs = any_of(words("honours", "got"))
    return re.compile(
        rf"”?(?:荣誉|称号|证书|奖[牌杯状])*[，；](?:{when})*(?:{verbs})(?:了|到|得)?(?:[省市县区]里的?)?“?"
    )


# `被省委宣传部|授予`, `市文明办|命名`: who gives it stands before the verb.
_BY = re.compile(r"(?:[被由经获]|^)(?P<by>[^，。；被由]{2,24}?)(?:联合)?$")
_BODY = re.compile(r"[委办部会局厅室府心]$")


def _giver(text: str, match: re.Match[str], taken: int) -> str | None:
    if match["body"]:
        return match["body"][2:-2]
    begin = max(text.rfind(mark, max(0, match.start() - 40), match.start()) for mark in "，。；\n") + 1
    by = _BY.search(text, max(begin, taken), match.start())
    return by["by"] if by and _BODY.search(by["by"]) else None


def _is_unreal(text: str, verb: int) -> bool:
    """Whether the clause tells of an aim, a rule or a habit (`可被评为“文明户”`)."""
    begin = max(text.rfind(mark, max(0, verb - _BESIDE), verb) for mark in "，。；、\n")
    return bool(_unreal().search(text, max(begin + 1, verb - _BESIDE), verb))


def _got(text: CleanText, match: re.Match[str], taken: int) -> Iterator[Mention]:
    stop = _sentence_end(text.text, match.end())
    honours = list(units(text, match.end(), stop))
    if not honours:
        return
    behind = _INVERTED.match(text.text, honours[-1].end, stop) or _THEY_ARE.match(
        text.text, honours[-1].end - 1, stop
    )
    winners = named(text.text, *behind.span("who")) if behind else before(text.text, match.start(), taken)
    if not winners and (bearer := _BEARER.match(text.text, honours[-1].end, stop)) is not None:
        winners = named(text.text, *bearer.span("who"))
    yield from _given(text, winners, honours, _shares(text.text, match), "award.got")


# `2名志愿者获评“…”，他们分别是周小兰、倪军。`
_THEY_ARE = re.compile(r".?(?:称号)?，(?:他们|她们|这\d+人)?(?:分别)?(?:是|为)(?P<who>[^。；]{2,80})")
# `图为获评“最美庭院”的村民周小兰从…`: who bears it stands behind 的.
_BEARER = re.compile(r"(?:称号|荣誉)?的(?P<who>[一-龥“”·]{2,20}?)(?=[从在正，。]|接过|捧着)")
# `获三等奖的是《甲》《乙》`: who got it stands behind.
_INVERTED = re.compile(
    r"(?:称号|荣誉)?(?:的?(?:分别)?[是有为：](?:：|分别是|分别为)?|的，?还有)(?P<who>[^。；\n]{2,160})"
)


def _shares(text: str, match: re.Match[str]) -> bool:
    return match[0].startswith("分获") or bool(
        _EACH_HIS_OWN.search(text, max(0, match.start() - 4), match.start())
    )


def _conferred(text: CleanText, match: re.Match[str], taken: int) -> Iterator[Mention]:
    begin = max(text.text.rfind(mark, 0, match.start()) for mark in "，。；\n") + 1
    if "被" in text.text[begin : match.start()]:
        yield from _got(text, match, taken)
        return
    stop = _clause_end(text.text, match.end())
    for start in range(match.end(), stop):
        # Who is honoured stands first; the honour is what reaches from there to the word for it.
        if start > match.end() + 1 or text.text[start] == "“":
            honour = _TITLE.match(text.text, start, stop)
            if honour is not None:
                stop_at = start - text.text.endswith("为", match.end(), start)
                winners = (
                    named(text.text, match.end(), stop_at)
                    if start > match.end()
                    else before(text.text, match.start(), taken)
                )
                yield from _given(
                    text,
                    _named_only(text.text, winners),
                    list(as_units(text, *honour.span(1))),
                    False,
                    "award.conferred",
                )
                return


# The honour's name at its start: a quotation, or the level that gives it.
_TITLE = re.compile(
    rf"((?:(?:第[一二三四五六七八九十\d]+届|\d{{4}}年度?|年度|全[国省市县区州旗]|[省市县区州旗]级|(?![^“]{{0,4}}[镇乡村社街道])[一-龥]{{2,4}}[省市县区])*“[^“”\n]{{2,30}}”"
    rf"|(?:第[一二三四五六七八九十\d]+届|\d{{4}}年度)?(?:全[国省市县区州旗]|[省市县区州旗]级|中国|国家级){PLAIN}{{2,30}}?))(?:荣誉)?(?:称号|证书|奖牌|奖杯|锦旗|$)"
)
_COUNTED = re.compile(r"^(?:\d+|[一二两三四五六七八九十百]+)余?[个名支位户家项组人对]")


def _named_only(text: str, winners: list[Who]) -> list[Who]:
    return [who for who in winners if not _COUNTED.match(text[who[0] : who[1]])]


def _chosen(text: CleanText, match: re.Match[str], taken: int) -> Iterator[Mention]:
    if _MEETING.match(text.text, match.end()):
        return
    stop = _sentence_end(text.text, match.end())
    if match["done"] == "的是":
        colon = text.text.find("：", match.end(), stop)
        stop = colon if colon >= 0 else stop
    if text.text.startswith("的“", match.end()):
        yield from _given(text, [], list(units(text, match.end() + 1, stop))[:1], False, "award.chosen")
        return
    named = list(_as(text, match.end(), stop))
    counted = named or list(_counted(text, match.end(), stop))
    if match["chosen"] in _EMERGING:
        # 新增示范站20个 builds, 涌现“中国好人”3人 honours.
        yield from (one for one in counted if _OF_PEOPLE.search(text.text, one.start - 1, one.end))
        return
    yield from counted
    plain = _SOME.match(text.text, match.end())
    if not counted and plain is not None and (match["done"] or match["chosen"].endswith(("出", "产生"))):
        first = list(units(text, plain.end(), stop))
        yield from _given(text, [], first, False, "award.chosen")


_EMERGING = frozenset({"走出", "涌现", "涌现出", "新增"})
_OF_PEOPLE = re.compile(r"“|好人|模范|楷模|标兵|最美|先进个人")
_AS = re.compile(r"[，、]?(?P<who>[^，。；为]{2,60}?)为(?=“|全|省|市|县|区|首批|第|\d|先进|优秀|最美)")


def _as(text: CleanText, begin: int, stop: int) -> Iterator[Mention]:
    """`命名|柳岸社区等6个单位为“示范站”，桃源村等3处为“特色点”`."""
    position = begin
    while (match := _AS.match(text.text, position, stop)) is not None:
        honours = list(units(text, match.end(), stop))
        if not honours:
            return
        yield from _given(text, named(text.text, *match.span("who")), honours, False, "award.named-as")
        position = honours[-1].end


_MEETING = re.compile(r"(?:大会|会议?|活动|仪式|先进|一批先进|办法|决定|名单|机制|制度)")
_SOME = re.compile(r"(?:首批|第[一二三]批|一批|多名|部分|[一二三四]季度|第[一二三四]季度|\d{4}年度?|年度)?")


def _praised(text: CleanText, match: re.Match[str], taken: int) -> Iterator[Mention]:
    begin = (
        max(text.text.rfind(mark, max(0, match.start() - _SENTENCE), match.start()) for mark in "。；！？\n")
        + 1
    )
    yield from _counted(text, max(begin, taken, match.start() - _SENTENCE), match.start())


_COUNT = re.compile(
    r"(?P<number>\d+|[一二两三四五六七八九十百]+)余?多?(?P<noun>[个名位支户家组项对人])(?:[^，。；：、“”和\d]{0,10}?(?=“))?"
)


def _counted(text: CleanText, begin: int, stop: int) -> Iterator[Mention]:
    """Honours with how many got them: `甲等3名优秀志愿者`, `“好媳妇”12名`."""
    position = begin
    for count in _COUNT.finditer(text.text, begin, stop):
        if count.start() < position:
            continue
        behind = unit().match(text.text, count.end(), stop)
        if behind is not None and behind.start("unit") == count.end():
            start = _lead(text.text, position, count.start())
            winners = named(text.text, start, count.start()) if text.text[count.start() - 1] == "等" else []
            yield from _given(
                text, winners, list(as_units(text, *behind.span("unit"))), False, "award.counted"
            )
            position = behind.end()
            yield from _among(text, position, list(as_units(text, *behind.span("unit"))))
            continue
        fronted = _fronted(text, position, count.start())
        if fronted:
            yield from _given(text, [], fronted, False, "award.counted")
            yield from _among(text, count.end(), fronted)
        if fronted or text.text[count.end() : count.end() + 1] in "、，和":
            position = count.end()


_AMONG = re.compile(
    r"[，；](?:其中，?)?(?P<who>[^。；，“”]{2,80}?)(?:等(?:\d+|[一二两三四五六七八九十]+)[名人位个户家][^，。；]{0,8})?(?:榜上有名|名列其中|位列其中|光荣上榜|上榜|在列|名列榜单)(?=[。，；])"
)


def _among(text: CleanText, position: int, honours: list[Unit]) -> Iterator[Mention]:
    """`评出“红色讲解员”8名，田小燕、何平等榜上有名`: some of those counted, by name."""
    match = _AMONG.match(text.text, position)
    if match is not None:
        yield from _given(text, named(text.text, *match.span("who")), honours, False, "award.among")


# `“…好人”评选揭晓。助人为乐类两人：周小兰、倪军；孝老爱亲类一人：何平`: the honour named last before, by category.
_CATEGORY = re.compile(
    r"(?<![一-龥])[一-龥]{2,8}类(?:好人|模范)?(?:（?[一二两三四五六七八九十\d]+[人名位]）?)?：(?P<who>[^。；：\n]{2,80})"
)
_CHOSEN_BEFORE = re.compile(
    r"(?P<unit>“[^“”\n]{2,16}”)(?=[^“”\n]{0,24}(?:推选|评选|揭晓|公布|名单|发布|表彰|通报))"
)


def _by_category(text: CleanText) -> Iterator[Mention]:
    for match in _CATEGORY.finditer(text.text) if "类" in text.text else ():
        before = list(_CHOSEN_BEFORE.finditer(text.text, max(0, match.start() - _SENTENCE), match.start()))
        if before:
            honours = list(as_units(text, *before[-1].span("unit")))
            yield from _given(text, named(text.text, *match.span("who")), honours, False, "award.category")


# `“感动清水”人物颁奖典礼举行，周小兰、倪军等十人先后登台领奖`
_STAGE = re.compile(
    r"(?P<unit>“[^“”\n]{2,12}”(?:年度)?(?:人物|好人|模范|标兵|家庭|志愿者)?)(?:颁奖|发布|表彰|授奖)(?:典礼|仪式|大会|活动|会)[^，。；\n]{0,12}[，。]"
    r"(?P<who>[^。；：“”]{2,80}?)(?:依次|先后|一一|陆续|相继)?(?:登台|上台|走上[^，。]{0,4}台)?(?:领奖|接过(?:奖杯|证书|奖牌)|受到表彰)"
)
# `2月“江苏好人榜”发布，村医周小兰光荣上榜`: a board of honour and who stands on it.
_BOARD = re.compile(
    r"“(?P<unit>[^“”\n]{2,16}榜)”(?:名单)?(?:正式|集中|日前|近日)?(?:发布|揭晓|公布|出炉)[，。；](?:其中，?|我[市县区])*"
    r"(?P<who>[^，。；]{2,40}?)(?:光荣|双双|成功|荣耀)?(?:上榜|入选|在列|榜上有名)(?=[，。；])"
)


# Each with what it cannot do without.
_SHOWN = (("award.stage", _STAGE, ("领奖", "接过", "受到表彰")), ("award.board", _BOARD, ("榜”",)))


def _shown(text: CleanText) -> Iterator[Mention]:
    """Honour and winners in one telling: on the stage, on a board."""
    for rule, pattern, needs in _SHOWN:
        for match in pattern.finditer(text.text) if any(need in text.text for need in needs) else ():
            winners = named(text.text, *match.span("who"))
            yield from _given(text, winners, list(as_units(text, *match.span("unit"))), False, rule)


_ALSO = re.compile(
    r"(?:同获|获|获得|获此|享有)(?:这一|这项|此|该)?(?:称号|殊荣|荣誉)的，?还有(?P<who>[^。；\n]{2,120})"
)


def _also(text: CleanText) -> Iterator[Mention]:
    """`同获这一称号的还有…`: the honour named last before."""
    for match in _ALSO.finditer(text.text) if "还有" in text.text else ():
        for start in range(match.start() - 1, max(0, match.start() - 80), -1):
            honour = _HONOUR_BEFORE.match(text.text, start, match.start())
            if honour is not None:
                winners = named(text.text, *match.span("who"))
                yield from _given(text, winners, list(as_units(text, *honour.span(1))), False, "award.also")
                break


_HONOUR_BEFORE = re.compile(
    rf"(“[^“”\n]{{2,20}}”|(?:第[一二三四五六七八九十\d]+届|首届|全[国省市县区州旗]|[省市县区州旗]级){PLAIN}{{2,20}}?)(?:称号|的?奖[杯牌状]|证书|荣誉)"
)
_JOINT = re.compile(r"^[，、和及与：]+|^(?:以及|其中)")


def _lead(text: str, begin: int, stop: int) -> int:
    """Behind the last mark of the first line, and the last 对, 为, 给 or 向 behind that."""
    line = text.find("\n", begin, stop)
    end = line if line >= 0 else stop
    start = max(begin, *(text.rfind(mark, begin, end) + 1 for mark in "，："))
    start = max(start, *(text.rfind(letter, start, end) + 1 for letter in "对为给向"))
    joint = _JOINT.match(text[start:stop])
    return start + (joint.end() if joint else 0)


def _fronted(text: CleanText, begin: int, stop: int) -> list[Unit]:
    """The honours right before their count, if some stand there (`“好婆媳”和“文明家庭”各十户`)."""
    stop = stop - 1 if text.text[stop - 1 : stop] == "各" else stop
    start = _lead(text.text, begin, stop)
    found = list(units(text, start, stop))
    behind = text.text[found[-1].end : stop] if found else None
    return found if behind in ("", "获得者", "称号") else []


_READERS = {"got": _got, "conferred": _conferred, "chosen": _chosen, "praised": _praised}


def _given(
    text: CleanText, winners: list[Who], honours: Iterable[Unit], shared: bool, rule: str
) -> Iterator[Mention]:
    """One mention for each winner of each honour; where each has his own (`分获`), they go side by side."""
    honours = list(honours)
    pairs: Iterable[tuple[Unit, Who | None]]
    everyone: list[Who | None] = [*winners] or [None]
    if len(winners) == len(honours) and (shared or len({one.start for one in honours}) < len(honours)):
        pairs = zip(honours, winners, strict=True)
    else:
        pairs = product(honours, everyone)
    for one, who in pairs:
        recipient = tidy_name(text, *who) if who else None
        honour = Honour(one.name, recipient, one.rank, who and who[0], who and who[1], one.named)
        yield Mention(one.start, one.end, "award", honour, rule)


def _sentence_end(text: str, position: int) -> int:
    return _stop(text, position, "。；！？\n")


def _clause_end(text: str, position: int) -> int:
    return _stop(text, position, "，。；！？\n")


def _stop(text: str, position: int, marks: str) -> int:
    limit = min(len(text), position + _SENTENCE)
    return min((found for mark in marks if (found := text.find(mark, position, limit)) >= 0), default=limit)


_DASHED = re.compile(r"[-—]{1,2}(?P<names>(?:“[^“”\n]{2,24}”、?)+)")


@cache
def _honour_end() -> re.Pattern[str]:
    return re.compile(
        rf"(?:第[一二三四五六七八九十]+届)?[^，。；：“”、\n]{{2,24}}?(?:{any_of(words('honours', 'nouns'))})$"
    )


def _behind_dashes(text: CleanText) -> Iterator[Mention]:
    """An honour and, behind a dash, who bears it (`全国优秀项目—“甲”“乙”`)."""
    for match in _DASHED.finditer(text.text) if "—“" in text.text or "-“" in text.text else ():
        honour = _honour_end().search(text.text, max(0, match.start() - 32), match.start())
        if honour is not None:
            winners = [quote.span(1) for quote in _QUOTATION.finditer(text.text, *match.span("names"))]
            yield from _given(text, winners, list(as_units(text, *honour.span())), False, "award.shown")


@cache
def _label() -> re.Pattern[str]:
    """What ends right before a colon; it is looked for there alone."""
    ends = any_of([*words("honours", "nouns"), *words("honours", "ranks")])
    plain = rf"(?<![一-龥\d])(?:(?![获的是有了])[一-龥]){{0,20}}(?:{ends})"
    return re.compile(
        rf"(?P<unit>{plain}|“[^“”\n]{{2,20}}(?:{ends})”|“[^“”\n]{{2,12}}”(?=名单))(?:称号|获得者|名单)?(?:（[^（）\n]{{1,12}}）|\d+[名个户人支])?$"
    )


@cache
def _label_ends() -> frozenset[str]:
    """The last two letters of what a label ends in; one letter where that is all."""
    ends = (*words("honours", "nouns"), *words("honours", "ranks"), "称号", "获得者", "名单")
    return frozenset(end[-2:] for end in ends)


def _may_label(text: str, colon: int) -> bool:
    """Whether what stands right before a colon can end a label: before most there is no honour."""
    last = text[colon - 1 : colon]
    ends = text[max(0, colon - 2) : colon] in _label_ends() or last in _label_ends()
    return ends or last in ("”", "）") or (last in "名个户人支" and text[colon - 2 : colon - 1].isdigit())


_LONGEST_LABEL = 48
_LISTED = re.compile(r"[^。；：\n]{2,200}")


_COUNTED_LABEL = re.compile(r"（(\d+)[名个户人支家项对]）$")


def _one_each(text: str, begin: int, count: int) -> list[Who]:
    """`优秀志愿者（3名）：周小兰，社员；倪军，渔民；何平，药剂师。`: what stands first in each part, if they are so many."""
    end = _stop(text, begin, "。\n")
    parts, start = [], begin
    for part in text[begin:end].split("；"):
        comma = part.find("，")
        if comma > 0:
            parts.append((start, start + comma))
        start += len(part) + 1
    return parts if len(parts) == count > 1 else []


def _labelled(text: CleanText) -> Iterator[Mention]:
    """`敬业奉献模范：何敏、周平；孝老爱亲模范：…`: a list under each honour, in a decision or a notice."""
    colon = text.text.find("：")
    while colon >= 0:
        label = None
        if _may_label(text.text, colon):
            label = _label().search(text.text, max(0, colon - _LONGEST_LABEL), colon)
        told = label and _COUNTED_LABEL.search(label[0])
        if label and told:
            parts = _one_each(text.text, colon + 1, int(told[1]))
            honours = list(as_units(text, *label.span("unit"))) if parts else []
            yield from _given(text, parts, honours, False, "award.labelled")
            if parts:
                colon = text.text.find("：", colon + 1)
                continue
        listed = _LISTED.match(text.text, colon + 1) if label else None
        if label and listed and not _SAID.search(listed[0]):
            winners = named(text.text, *listed.span())
            honours = list(as_units(text, *label.span("unit"))) if winners else []
            yield from _given(text, winners, honours, False, "award.labelled")
        colon = text.text.find("：", colon + 1)


# A heading of a notice with how many: `二、最美志愿者（5名）`; those honoured stand on the lines below.
_HEADING = re.compile(
    r"(?:^|(?<=[。：\n）]))(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)(?P<unit>[^，。；：、（）\n]{3,24})（\d+[名个户人支家项对篇]）：?\n"
)
_NEXT_HEADING = re.compile(
    r"\n(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|[^\n]*[。；])|\Z"
)
_RANKED_LINE = re.compile(r"(?P<rank>[一二三特]等奖|[金银铜]奖|优[秀胜]奖|提名奖)：(?P<who>[^\n]+)")


def _listed_under(text: CleanText) -> Iterator[Mention]:
    if not ("）\n" in text.text or "）：\n" in text.text):
        return
    for heading in _HEADING.finditer(text.text):
        following = _NEXT_HEADING.search(text.text, heading.end() - 1)
        stop = min(following.start() if following else len(text.text), heading.end() + 400)
        ranked = list(_RANKED_LINE.finditer(text.text, heading.end(), stop))
        honours = list(as_units(text, *heading.span("unit")))
        for line in ranked:
            each = [one._replace(rank=line["rank"]) for one in honours]
            yield from _given(text, named(text.text, *line.span("who")), each, False, "award.listed")
        if not ranked:
            yield from _given(text, named(text.text, heading.end(), stop), honours, False, "award.listed")


@cache
def _taken() -> Anchored:
    ranks = any_of(words("honours", "ranks"))
    to = r"(?:则|也|分别)?(?:归属?|花落|授予|颁给|给了|落到)(?P<to>[^，。；\n]{2,60}?)(?:所有|头上|名下|手中)?(?=[，。；\n])"
    pattern = re.compile(
        rf"(?:(?:{ranks}))(?={to})|(?:{ranks})(?=，?(?:则|也|最终)?[被由](?P<who>[^，。；\n]{{2,40}}?)(?:摘得|夺得|斩获|获得|拿下|捧走|摘走|夺走|捧得|拿走|收入囊中|摘取)[，。；\n])"
    )
    return Anchored(first_letters(words("honours", "ranks")), pattern)


def _taken_by(text: CleanText) -> Iterator[Mention]:
    """`最佳人气奖，被…护学岗摘得`: the prize before, who got it behind 被."""
    for match in _taken().finditer(text.text):
        winners = named(text.text, *match.span("who" if match["who"] else "to"))
        yield from _given(text, winners, list(as_units(text, *match.span())), False, "award.taken")


@cache
def _metal() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(entries('honours')['metals'])})(?![奖牌杯])")


def _metals(text: CleanText) -> Iterator[Mention]:
    """`“甲”“乙”双双摘金`: verb and rank in one word."""
    for match in _metal().finditer(text.text):
        contest = contest_before(text, match.start())
        winners = before(text.text, match.start(), 0)
        if contest and winners:
            rank = entries("honours")["metals"][match[0]]
            one = Unit(match.start(), match.end(), contest[0], rank, contest[1])
            yield from _given(text, winners, [one], False, "award.metal")


# What stands behind the colon is speech, or goes on telling.
_SAID = re.compile(r"[“？！]$|说|将|要")
_QUOTATION = re.compile(r"“([^“”]+)”")
_CEREMONY = re.compile(r"代表[^，。；]{0,6}领奖|颁奖仪式|颁奖典礼|进行颁奖|评选揭晓|名单揭晓")
_LIST_REACH = 120
_HONOURED = (
    r"(?:[^，。；、“”\n]{0,12}“[^“”\n]{2,10}”[^，。；、“”\n]{0,10}"
    r"|[^，。；、“”\n]{0,8}(?:先进|优秀|最美|模范|标兵|文明)[^，。；、“”\n]{1,12})"
)
# Honours in a row, right before the word of their handing out.
_HONOUR_LIST = re.compile(rf"(?P<list>{_HONOURED}(?:[、和]{_HONOURED})+)$")
_ITEM = re.compile(r"(?:[^、和“”]|“[^“”]*”)+?(?=[、和]|代表|$)(?:代表)?")


def _handed_out(text: CleanText) -> Iterator[Mention]:
    """`“甲”、“乙”和先进集体代表上台领奖`: honours in a row before the word of their handing out."""
    for match in _CEREMONY.finditer(text.text):
        listed = _HONOUR_LIST.search(text.text, max(0, match.start() - _LIST_REACH), match.start())
        for item in _ITEM.finditer(text.text, *listed.span("list")) if listed else ():
            end = item.end() - len("代表") if item[0].endswith("代表") else item.end()
            yield from _given(text, [], list(as_units(text, item.start(), end)), False, "award.handed-out")
