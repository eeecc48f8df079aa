"""Figures: which amounts count something, what it is, and under which indicator it stands."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ..core import Amount, Mention, Segments, any_of
from ..lexicon import groups, lookup, words
from .engine import WordEngine
from .labels import Around, Label, changing, weak
from .roles import role_of
from .shares import Shares


class Figure(NamedTuple):
    """A counted thing: the amount's mention, its label and its indicator."""

    mention: Mention
    label: Label
    indicator: str


def find_figures(text: str, segments: Segments, amounts: list[Mention], engine: WordEngine) -> list[Figure]:
    """Figures of clean text, in order. An amount that counts nothing nameable gives none."""
    around = Around(text, segments, engine, Shares(text))
    found: list[Figure] = []
    for index, mention in enumerate(amounts):
        floor = amounts[index - 1].end if index else 0
        if found and found[-1].label.side == "after" and found[-1].mention is amounts[index - 1]:
            floor = max(floor, min(found[-1].label.end, mention.start))
        ceiling = amounts[index + 1].start if index + 1 < len(amounts) else len(text)
        figure = _figure(around, mention, floor, ceiling, found[-1] if found else None)
        if figure is not None:
            found.append(figure)
    return _share_labels(found)


def _figure(
    around: Around, mention: Mention, floor: int, ceiling: int, previous: Figure | None
) -> Figure | None:
    amount: Amount = mention.value
    label = around.label(mention.start, mention.end, floor, ceiling, amount.unit)
    if amount.unit is None and not _counts_bare(amount, label):
        return None
    label = _settled(around, mention, previous, label)
    if _is_abstract(around.text, mention, label):
        return None
    if _is_money(amount, label):
        mention = mention._replace(value=amount._replace(unit="元"))
    return Figure(mention, label, _indicator(around, mention, label, previous))


def _is_money(amount: Amount, label: Label) -> bool:
    """`争取资金150万`, `收了8800块`: sums without the word for money."""
    if amount.unit is None:
        return label.head == "fund"
    return amount.unit == "块" and (amount.value or amount.high or 0) >= _SUM and label.head != "goods"


def _settled(around: Around, mention: Mention, previous: Figure | None, label: Label | None) -> Label:
    """The label after what the unit and the words around say: honours and points first, then the noun found, unless it is
    weak; then what the sentence speaks of."""
    unit = mention.value.unit
    honoured = around.honoured(mention.end) if unit in _HEADS_OF else None
    if honoured is not None:
        return honoured
    shared = around.shared_out(mention.start)
    if shared is not None:
        return shared
    if unit in _POINTS and (label is None or _POINT[1] not in label.text):
        return _points(around.text, mention)
    if unit in _RATES:
        label = _grown(around, mention, previous) or _rate_label(around, mention) or label
    if unit in _AGES and label is not None and label.text.endswith("年龄"):
        return _aged(around, mention, around.segments.sentence(mention.start)[0]) or label
    if (
        previous is not None
        and label is not None
        and label.side != "after"
        and _is_risen(around.text, previous, mention)
    ):
        return _again(previous.label, mention)
    if label is not None and previous is not None and _is_act(around, label, previous, mention):
        return label._replace(head=previous.label.head)
    if label is None or around.is_weak(label, mention.start, unit):
        return _spoken_of(around, mention, previous) or _inherited(around, mention, previous, label)
    if label.head is None and label.side == "before":
        return _inherited(around, mention, previous, label)
    return label


_FROM = re.compile(r"(?:从(?!前)|由)[^，。；]{0,16}$")
_TO = re.compile(
    r"[^，。；、]{0,6}?(?:增[加长]?|发展|壮大|扩[大充]|上?升|提高|攀升|跃升|涨|添|下?降|压缩?|缩[短减]|减少?|变|拉长|延长)?(?:到|至|成|为)了?"
    r"(?:如今|现在|今年|目前|眼下|最后|末[^，。；]{1,3})?的?[^，。；、\d]{0,3}"
)


def _is_risen(text: str, previous: Figure, mention: Mention) -> bool:
    """`合唱团从起初的6人扩大到210人`: the second number counts what the first did."""
    begin, end = previous.mention.start, previous.mention.end
    return (
        mention.start - end <= _RISE
        and _TO.fullmatch(text, end, mention.start) is not None
        and _FROM.search(text, max(0, begin - 20), begin) is not None
    )


_RISE = 14
_SCORING = re.compile(r"([记加扣攒存积得奖])(?:了|到|上)?(?:至多|不超过|至少)?$")


def _points(text: str, mention: Mention) -> Label:
    """Points are counted by what is done with them (`每小时记1分`: 记分), else as such."""
    scored = _SCORING.search(text, max(0, mention.start - 6), mention.start)
    return Label(f"{scored[1]}分" if scored else _POINT, mention.start, mention.end, "unit", "other")


_HEADS_OF = frozenset({"人", "名", "位"})


def _is_act(around: Around, label: Label, previous: Figure, mention: Mention) -> bool:
    """`征集微心愿83个，认领61个`: the bare verb says what was done with things of the kind just counted."""
    return (
        label.side == "before"
        and label.head is None
        and label.end == mention.start
        and len(label.text) == _ACT
        and label.text not in changing()
        and label.text not in weak()
        and previous.mention.start >= around.segments.sentence(mention.start)[0]
        and previous.mention.value.unit == mention.value.unit
        and _unit_kind(mention.value.unit) == "things"
        and around.last_word(label.text)[1].startswith("v")
    )


_ACT = 2


def _counts_bare(amount: Amount, label: Label | None) -> bool:
    """A number without a measure word counts the noun right behind it, or, rounded, the noun before it."""
    if label is None or label.head is None:
        return False
    if label.head in ("fund", "resident") and (amount.value or 0) >= _TEN_THOUSAND:
        return True  # 争取资金150万, 户籍人口68万
    if amount.approximation == "exact" and not amount.plain:
        return label.side == "after" and label.text in lookup("heads")
    return True


_TEN_THOUSAND, _SUM = 10_000, 100
_RATE = re.compile(
    r"([一-龥“”、]{1,10}(?:率|度|比例|占比|比重))(?:占|由|从|目|降|回|压|减|跌|涨|接|则|又|保持|稳定|达|为|在|始终|均|提|上|升|超|高|[^一-龥]|已|约|近|\d|总体|连续|只|仅|低|仍|还|竟)"
)


# `经费增长10%`, `(同比)增长21%`: what grew stands before, or was counted before.
_GROWN = re.compile(
    r"(?P<what>[一-龥“”]{0,10}?)(?:同比|环比|分别)?(?:增长|增加|提高|上升|下降|减少|增幅|降幅|上涨|多了|少了|减了|涨了)(?:了|约|近|到|为|达|超)?$"
)


def _grown(around: Around, mention: Mention, previous: Figure | None) -> Label | None:
    clause = around.segments.clause(mention.start)[0]
    grown = _GROWN.search(around.text, max(clause, mention.start - 18), mention.start)
    if grown is None:
        return None
    if len(grown["what"]) > 1 and grown["what"] not in weak():
        return Label(grown["what"], *grown.span("what"), "before", None)
    sentence = around.segments.sentence(mention.start)[0]
    if previous is not None and previous.indicator != "rate" and previous.mention.start >= sentence:
        return _again(previous.label, mention)
    return None


def _rate_label(around: Around, mention: Mention) -> Label | None:
    """The rate that the sentence speaks of: the nearest noun in 率 or 度 before the number."""
    start = around.segments.sentence(mention.start)[0]
    matches = list(_RATE.finditer(around.text, max(start, mention.start - 40), mention.start + 1))
    if not matches:
        return None
    begin, end = matches[-1].span(1)
    return Label(around.text[begin:end], begin, end, "before", None)


def _spoken_of(around: Around, mention: Mention, previous: Figure | None) -> Label | None:
    """What a number beside no noun of its own counts: the sentence's topic since the number before, or what that counted."""
    unit = mention.value.unit
    sentence = around.segments.sentence(mention.start)[0]
    known = previous if previous is not None and previous.mention.start >= sentence else None
    if unit in _RATES:
        return _again(known.label, mention) if known else around.topic(mention.start, None)
    if unit in _AGES:
        return _aged(around, mention, sentence)
    if unit in _POINTS:
        return Label(_POINT, mention.start, mention.end, "unit", "other")
    if _unit_kind(unit) == "measures":
        begin = max(sentence, mention.start - _MEASURED_REACH)
        if unit in _SIZES:
            far = around.far_from(begin, mention.start)
            if far is not None:
                return far
        measured = _measured(around, begin, mention.start) or around.act_after(mention.end)
        return measured or (around.topic(mention.start, None) if unit in _SIZES else None)
    if unit in _MONEY:
        return _worth(around, mention, known, max(sentence, mention.start - _MEASURED_REACH))
    topic = around.topic(mention.start, unit)
    if (
        known is not None
        and known.mention.value.unit == unit
        and not (topic and topic.start >= known.mention.end)
    ):
        return _again(known.label, mention)
    if topic is None and _unit_kind(unit) == "occasions":
        return around.quoted_before(mention.start)
    return topic


_SIZES = frozenset({"平方米", "平方公里", "平米", "公里", "里", "米", "亩", "公顷"})
_POINTS, _POINT = frozenset({"分", "积分"}), "积分"
_RATES = frozenset({"%", "‰", "成", "个百分点", "百分点", "倍", "番"})
_AGES = frozenset({"岁", "周岁"})
_MEASURED_REACH = 40
# What measures a thing: its length of time, its area, its height.
_MEASURE = re.compile(
    r"[一-龥]{0,8}?(?:时间|时长|用时|面积|里程|海拔|年龄|周期|距离|路程|成本|费用|支出|花费|开支)"
)


def _measured(around: Around, begin: int, stop: int) -> Label | None:
    """`平均等候时间由5天缩短到30小时`: what is measured stands before both numbers."""
    found = list(_MEASURE.finditer(around.text, begin, stop))
    return Label(found[-1][0], *found[-1].span(), "topic", None) if found else None


def _worth(around: Around, mention: Mention, known: Figure | None, begin: int) -> Label | None:
    """Money behind a bare verb: the means or the cost that the sentence speaks of, the goods that are worth it, or again."""
    cost = _measured(around, begin, mention.start)
    if cost is not None:
        return cost
    topic = around.topic(mention.start, None)
    if topic is not None and topic.head in ("fund", "goods"):
        return topic
    return _again(known.label, mention) if known and known.mention.value.unit in _MONEY else None


@cache
def _people_words() -> re.Pattern[str]:
    return re.compile(any_of(words("persons", "roles")))


def _aged(around: Around, mention: Mention, sentence: int) -> Label | None:
    """An age is told of the person named before it (`老党员张世明，今年85岁`) or behind it."""
    begin = max(sentence, mention.start - _AGE_REACH)
    roles = list(_people_words().finditer(around.text, begin, mention.start))
    return Label(roles[-1][0], *roles[-1].span(), "topic", None) if roles else None


_AGE_REACH = 24


def _again(label: Label, mention: Mention) -> Label:
    return Label(label.text, mention.start, mention.end, "shared", label.head)


def _inherited(around: Around, mention: Mention, previous: Figure | None, label: Label | None) -> Label:
    """`收集微心愿83个，认领61个`: a number behind a bare verb counts what the one before it counted."""
    unit = mention.value.unit
    sentence_start = around.segments.sentence(mention.start)[0]
    borrowed = around.label_before_clause(mention.start, unit) if label is None else None
    if borrowed is not None:
        return borrowed
    if (
        previous is not None
        and previous.mention.start >= sentence_start
        and previous.mention.value.unit == unit
        and (
            _unit_kind(unit) == "things" or _JOIN.fullmatch(around.text, previous.mention.end, mention.start)
        )
        and (label is None or _is_bare_verb(around, label.text))
    ):
        known = previous.label
        return Label(known.text, mention.start, mention.end, "shared", known.head)
    return label or Label(unit or "", mention.start, mention.end, "unit", None)


_JOIN = re.compile(r"[、和及]|以及")


def _is_bare_verb(around: Around, label: str) -> bool:
    return len(label) <= _BARE_VERB and around.last_word(label)[1].startswith("v")


# A verb with an adverb, and no noun: 现场认领.
_BARE_VERB = 4


@cache
def _abstract() -> tuple[str, ...]:
    return words("lookalikes", "abstract")


def _is_abstract(text: str, mention: Mention, label: Label) -> bool:
    """Counts of the exposition's own parts (`三个方面`) and of no particular thing (`两个`)."""
    amount: Amount = mention.value
    if amount.plain and text.startswith(_abstract(), mention.end):
        return True
    if label.side == "after" and label.text in _abstract():
        return True
    return (
        amount.plain and amount.value == 2 and amount.unit == "个" and label.head in (None, "other", "menu")
    )


@cache
def _unit_kinds() -> dict[str, str]:
    return {unit: kind for kind, listed in groups("units").items() for unit in listed}


def _unit_kind(unit: str | None) -> str | None:
    return _unit_kinds().get(unit) if unit else None


_MONEY = frozenset({"元", "元钱", "块钱", "元人民币", "美元", "港元"})


def _indicator(around: Around, mention: Mention, label: Label, previous: Figure | None) -> str:
    """Unit, then head noun, then what is said beside it."""
    unit, head = mention.value.unit, label.head
    by_unit = _by_unit(unit, label)
    if by_unit is not None:
        return by_unit
    kind = _unit_kind(unit)
    if kind == "people" or head in ("beneficiary", "participant", "honoree"):
        return _of_people(around, mention, label, previous)
    if kind == "occasions":
        return _of_occasions(around, mention, label)
    if head is None and unit in _goods_units():
        return "goods"
    return head or "other"


def _by_unit(unit: str | None, label: Label) -> str | None:
    """Units that leave no choice: shares, money, measures, points, tables of guests, groups."""
    if unit in _RATES:
        return "rate"
    if unit in _MONEY:
        return "fund"
    if unit in ("次", "人次") and label.text.endswith("志愿服务"):
        return "service"
    if _unit_kind(unit) == "measures":
        return "goods" if label.head == "goods" and unit in _WEIGHTS else "measure"
    if unit in ("分", "积分", "桌"):
        return "other"
    if unit == "日":
        return "measure"
    if unit == "对" and label.head in (None, "participant", "other"):
        return "participant"
    return "team" if unit == "组" and label.head in (None, "staff") else None


_WEIGHTS = frozenset({"斤", "公斤", "千克", "吨"})


@cache
def _goods_units() -> frozenset[str]:
    return frozenset(words("grammar", "goods_units"))


@cache
def _enlisting() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(words('grammar', 'enlisting'))})[了]?(?:[一-龥]{{0,2}})?$")


# Who belongs to a corps of volunteers is one.
_CORPS = re.compile(r"(?:志愿|义工|服务队|救援队|马甲|帮帮团)[^，。；]{0,8}(?:队|团|社|协会)?")


def _of_people(around: Around, mention: Mention, label: Label, previous: Figure | None) -> str:
    text = around.text
    sentence = around.segments.sentence(mention.start)[0]
    if previous is not None and previous.indicator in _CARRIED and previous.mention.start >= sentence:
        between = text[previous.mention.end : mention.start]
        if len(between) < _FAR_APART and "其中" in between and label.head not in _BODIES:
            return previous.indicator
    if _enlisting().search(text, max(sentence, mention.start - _LEAD), mention.start):
        return "volunteer"
    if _is_population(text, mention, label):
        return "resident"
    role = role_of(text, around.segments, mention, label)
    if role in ("participant", "beneficiary") and label.head is None:
        before = text[max(sentence, mention.start - _CORPS_REACH) : mention.start]
        return "volunteer" if _MEMBERS.search(before) else role
    if role == "staff" and label.text.endswith(("队员", "成员")):
        before = text[max(sentence - _LEAD, mention.start - _CORPS_REACH, 0) : mention.start]
        return "volunteer" if _CORPS.search(before) else role
    return role


# Members of a corps: `车队从几十人发展到300余人`, `这支队伍现有23人`, `带着十几名…`.
_MEMBERS = re.compile(
    r"(?:队伍|[务援讲行愿义护]队|[讲艺文]团|协会|团队|小队|分队|队里|队员)(?:[^。；，]{0,12}，)?[^。；，]{0,12}?(?:现有|已有|[现共仅只]?有|从|由|增[至到加]|发展[到至]|壮大[到至]|扩大到|最初的?|成员|，|、)?"
    r"[^，。；]{0,4}$|(?:带着|带领|领着|召集|拉起|拉着|聚起|凑齐)[^，。；]{0,3}$"
)
# `22万人的大县`
_POPULATION = re.compile(r"的[^，。；]{0,6}(?:县|市|区|镇|乡|村|社区|街道)")


def _is_population(text: str, mention: Mention, label: Label) -> bool:
    return mention.value.unit == "人" and label.head is None and bool(_POPULATION.match(text, mention.end))


_CARRIED = frozenset({"volunteer", "staff"})
_BODIES = frozenset({"team", "unit", "honoree"})
_FAR_APART, _LEAD, _CORPS_REACH = 24, 10, 80
_LECTURING = re.compile(r"讲|课")
_TIMES = frozenset({"次", "趟", "回", "单次"})


def _of_occasions(around: Around, mention: Mention, label: Label) -> str:
    """Happenings are activities unless their noun or verb says better; `次` without one counts acts of service."""
    head = label.head
    unit = mention.value.unit
    if _LECTURED.search(around.text, max(0, mention.start - _LEAD), mention.start):
        return "lecture"
    if head == "venue":
        return "activity"  # 集市50场
    if head in _OCCASIONS and not (head == "activity" and unit in _TIMES and label.text in _ACTS):
        if head != "activity":
            return head
    elif unit in _TIMES:
        return "order" if head == "order" else "service"
    if head is None:
        begin = max(around.segments.clause(mention.start)[0], mention.start - _LEAD)
        if _LECTURING.search(around.text, begin, label.end if label.side == "after" else mention.start):
            return "lecture"
    return head or "activity"


_LECTURED = re.compile(r"(?:[宣巡开主]讲|讲课|讲)(?:了|过)?$")
_OCCASIONS = frozenset({"activity", "lecture", "training", "meeting", "service", "project", "order"})
_ACTS = frozenset({"志愿服务"})


def _share_labels(figures: list[Figure]) -> list[Figure]:
    """Amounts that stand side by side before one noun (`10类142项活动菜单`) share it."""
    shared = list(figures)
    for index in range(len(shared) - 2, -1, -1):
        here, following = shared[index], shared[index + 1]
        if here.mention.end == following.mention.start and here.label.side != "after":
            shared[index] = Figure(here.mention, following.label, following.indicator)
    return shared
