"""An article's counts as claims: what is counted, where, when, within which bounds, and what it stands for."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from ...core import Spot
from ...records import Article, Figure, Period, Span
from .bounds import compact, plausible
from .context import REACH, Prose, change_near, grown_from, item_before, stands_for
from .levels import LEVELS, levels_of
from .model import Claim, Origin
from .naming import action_of, is_added, is_within, read_again, running, thing_of
from .tables import Settings, kind_of_thing, table, unit_classes
from .times import begins, held, is_long

# Without the text, counts as near as this to one another are taken to share a sentence.
_NEAR = 60


def claims_of(article: Article, origin: Origin, prose: Prose | None, settings: Settings) -> list[Claim]:
    """The counts of an article that can be compared with others, in text order."""
    own = article.article.place.adcode if article.article.place else None
    found = [
        claim
        for number, record in enumerate(article.records)
        if isinstance(record, Figure) and _is_followed(record)
        for claim in _claims(record, number, origin, own, prose, settings)
    ]
    found.sort(key=lambda claim: claim.evidence[0][0])
    return list(_as_networks(_looking_back(found, prose) if prose else found, prose))


def _is_followed(figure: Figure) -> bool:
    """Whether it is of a kind that can be compared: of measures, hours of service."""
    if figure.indicator == "measure":
        return unit_classes().get(figure.quantity.unit or "") == "hours" and thing_of(figure)[0] == "measure"
    return figure.indicator in kind_of_thing() and figure.quantity.unit != "%"


def _claims(
    figure: Figure, number: int, origin: Origin, own: str | None, prose: Prose | None, settings: Settings
) -> Iterator[Claim]:
    """One claim for each time the figure is said: headline and body may say it alike and mean it otherwise."""
    named, scope = thing_of(figure)
    unit = figure.quantity.unit or ""
    place = figure.place
    name = _whole_place(figure, own, prose) or (place.name if place else "")
    where = f"{name}|{place.adcode or own or ''}" if place else ""
    figure = _of_its_own_time(figure, origin.published, prose)
    period = figure.period
    first, last, ahead = held(figure, origin.published, settings)
    for spans in _mentions(figure):
        low, high = plausible(figure.quantity, spans[0].text, settings)
        stands, sentence, within = _stands(figure, spans, scope, own, prose, settings, ahead=ahead)
        action = action_of(figure, spans, prose)
        again = read_again(figure, spans, prose)
        if stands == "whole" and _from_label(figure) == "increment":
            stands = "increment"
        if stands == "whole" and prose and is_added(figure, prose, spans[0].start):
            stands = "increment"
        if stands == "" and (again or is_long(figure, last, settings)):
            stands = "whole"
        indicator, label = again or (figure.indicator, figure.label)
        thing, within = (indicator, "") if again else (named, within)
        if indicator == "network":
            thing = "、".join(sorted(levels_of(label) or ())) or label
        yield Claim(
            origin=origin,
            record=number,
            key=(
                sys.intern(where),
                sys.intern(f"{indicator}:{thing}{action}"),
                sys.intern(within),
                sys.intern(unit_classes().get(unit, unit) or table("things")["bare"].get(indicator, "")),
            ),
            indicator=indicator,
            value=Decimal(figure.quantity.value or 0),
            low=low,
            high=high,
            exact=figure.quantity.approximation == "exact",
            written=compact(spans[0].text),
            label=sys.intern(label),
            stands=stands,
            sentence=sentence,
            first=first,
            last=last,
            begins=begins(figure, origin.published),
            ends=period.end if period else None,
            kind=running(figure, prose, spans[0].start, origin.published)
            or (period.kind if period else None),
            own=place is not None and (own is None or is_within(place.adcode, own)),
            change=change_near(prose, spans[0].start) if prose else "",
            evidence=tuple((span.start, span.end, span.text) for span in spans),
        )


def _whole_place(figure: Figure, own: str | None, prose: Prose | None) -> str:
    """The county's name where an article on a town goes on about it: 县财政拨款70万元; else empty."""
    place = figure.place
    if prose is None or place is None or not _SMALL_PLACE.search(place.name):
        return ""
    start = min(prose.offset(span.start) for span in figure.evidence)
    if not _OF_THE_WHOLE.match(prose.clean.text, start - len(item_before(prose, start))):
        return ""
    at = bisect_right(prose.places, start, key=lambda one: one.start)
    names = (one.value for one in reversed(prose.places[max(0, at - _NEAR) : at]))
    code = place.adcode or own
    return next((one.name for one in names if isinstance(one, Spot) and one.codes == (code,)), "")


_OF_THE_WHOLE = re.compile("(?:目前|如今|据统计|其中)?(?:[县市区旗](?:本级)?财政|[全我该][县市区旗])")


def _of_its_own_time(figure: Figure, published: str | None, prose: Prose | None) -> Figure:
    """The figure without a time that another sentence tells of: what there is, is there when it is told."""
    period = figure.period
    if prose is None or period is None:
        return figure
    if kind_of_thing()[figure.indicator] != "stock":
        return _of_the_year_told(figure, period, published, prose)
    number = prose.offset(figure.evidence[0].start)
    start, end = prose.sentence(number)
    words, text = compact(period.text), prose.clean.text
    if period.kind == "recurring":
        # 18名宣讲员每月碰头: what they do is done so often.
        behind = words in compact(text[number:end]) and words not in compact(text[start:number])
        return figure.model_copy(update={"period": None}) if behind else figure
    told = period.kind != "during" or words in compact(text[start:end])
    grown = grown_from(prose, number)
    # 从2021年底的2.2万人增加到2.5万人: that was the time of the first.
    told = told and not (grown and words in compact(grown))
    return figure if told else figure.model_copy(update={"period": None})


def as_followed(claim: Claim) -> Claim:
    """A count of what has no agreed name, as a thing that is there or was done where the words say that it is all of it.

    A single letter (人, 村) names too much.
    """
    if claim.indicator not in table("things")["unnamed"] or len(claim.key[1].partition(":")[2]) < _NAME:
        return claim
    done = (
        claim.indicator == "other"
        and claim.kind == "during"
        and claim.begins
        and claim.ends
        and claim.stands in ("whole", "")
    )
    there = claim.kind in (None, "as_of") and claim.stands == "whole" and claim.key[3] == "teams"
    if not (done or there):
        return claim
    name = "deed" if done else "thing"
    key = (claim.key[0], f"{name}:{claim.key[1].partition(':')[2]}", *claim.key[2:])
    return replace(claim, indicator=name, key=key)


def _of_the_year_told(figure: Figure, period: Period, published: str | None, prose: Prose) -> Figure:
    """What was done, in the year that the text is on: 2023年，…，全年宣讲140场, told in the January after it."""
    if not published or not period.start or not period.end or not _PART_OF_A_YEAR.fullmatch(period.text):
        return figure
    year = published[:4]
    number = prose.offset(figure.evidence[0].start)
    told = _YEAR_TOLD.findall(prose.clean.text, max(0, number - _YEAR_REACH), number)
    last = {"去年": str(int(year) - 1), "今年": year}.get(told[-1], told[-1][:4]) if told else year
    if period.start[:4] != year or last >= year:
        return figure
    moved = {"start": last + period.start[4:], "end": last + period.end[4:]}
    return figure.model_copy(update={"period": period.model_copy(update=moved)})


_PART_OF_A_YEAR = re.compile("第?[一二三四]季度|前[两二三]个?季度|[上下]半年|全年")
# A year that was told no farther before than this is gone on about.
_YEAR_REACH = 90
_YEAR_TOLD = re.compile(r"20\d\d年|[去今]年")
_NAME = 3
_TIME = re.compile(r"第?[一二三四]季度|[上下]半年|[去今]年|\d{1,2}月份?")


def _looking_back(claims: list[Claim], prose: Prose) -> list[Claim]:
    """What a claim takes over from those before it: 这240支队伍 are those told of last and stand for what these do, and a
    number that has but a time for its noun counts what was counted before it in its sentence (全年宣讲640场，一季度140场)."""
    last: dict[tuple[str, str, str, str], Claim] = {}
    told: list[Claim] = []
    for claim in claims:
        if _TIME.fullmatch(claim.label) and told and told[-1].sentence == claim.sentence:
            beside = told[-1]
            if beside.key[::3] == claim.key[::3]:
                claim = replace(claim, key=beside.key, indicator=beside.indicator, label=beside.label)
        before = last.get(claim.key)
        start = prose.offset(claim.evidence[0][0])
        if before and before.stands == "whole" and prose.clean.text[start - 1 : start] == "这":
            claim = replace(claim, stands="whole", kind=before.kind, begins=before.begins, ends=before.ends)
        last[claim.key] = claim
        told.append(claim)
    return told


_NUMERAL = re.compile(r"[近约超逾过破达已将突有至少大上l]{0,4}[\d一二两三四五六七八九十百千万几数]")


def _mentions(figure: Figure) -> list[list[Span]]:
    """The evidence, mention by mention: a number, with the label where that stands apart."""
    label = compact(figure.label)
    found: list[list[Span]] = []
    for span in figure.evidence:
        text = compact(span.text)
        if not found or (text not in label and _NUMERAL.match(text)):
            found.append([span])
        else:
            found[-1].append(span)
    return found


def _stands(
    figure: Figure,
    spans: Sequence[Span],
    scope: str,
    own: str | None,
    prose: Prose | None,
    settings: Settings,
    *,
    ahead: bool,
) -> tuple[str, int, str]:
    """What the mention stands for, its sentence, and its scope with what the text says of that."""
    start, end = spans[0].start, spans[0].end
    if prose is None:
        return ("target" if ahead else _from_label(figure)), -1 - start // _NEAR, scope
    number = prose.offset(start), prose.offset(end - 1) + 1
    sentence = prose.sentence(number[0])[0]
    if len(spans) > 1 and abs(spans[1].start - end) < _NEAR:
        start, end = min(start, spans[1].start), max(end, spans[1].end)
    first, last = prose.offset(start), prose.offset(end - 1) + 1
    text = prose.clean.text
    scope = _scope(text[max(sentence, first - table("things")["scope_reach"]) : first], scope)
    if ahead:
        return "target", sentence, scope
    if text.startswith(figure.label, last):
        last += len(figure.label)
    flow = kind_of_thing()[figure.indicator] == "flow"
    stands = stands_for(prose, first, last, number, figure.label, flow=flow)
    where, codes = prose.place_before(number[0])
    code = figure.place.adcode if figure.place else None
    # 从鸡西市来看，全域…: whose it is, is said right there; in a headline also behind.
    elsewhere = code and ((codes and code not in codes) or _is_of_a_town(prose, number[0]))
    if (
        _is_of_a_named_town(figure, prose, number[0])
        or elsewhere
        or _lies_elsewhere(figure, own, prose, number[0])
        or _is_of_a_code(figure, prose, number[0])
    ):
        stands = "other"
    elif stands in ("", "display") and where >= 0 and not text[where : number[0]].strip():
        # 莱州市95573名志愿者常年活跃在城乡, but 莱州市32名志愿者清扫街道.
        few = figure.indicator == "volunteer" and (figure.quantity.value or 0) < settings.limit(
            "two-values", "headline_people"
        )
        stands = stands if few else "whole"
    elif stands == "" and _is_listed(figure, prose, number[0], scope):
        stands = "whole"
    return stands, sentence, scope


def _is_listed(figure: Figure, prose: Prose, start: int, scope: str) -> bool:
    """Whether nothing but the agreed name of what is there stands before the number: …，新时代文明实践站213个."""
    named = figure.indicator == "venue" or thing_of(figure)[0] == figure.indicator
    if kind_of_thing()[figure.indicator] != "stock" or scope or not named:
        return False
    item = item_before(prose, start).strip()
    place = figure.place.name if figure.place else ""
    return _COPULA.sub("", item.removeprefix(place)) == figure.label.removeprefix(place)


_COPULA = re.compile("(?:总?人数|总数|数量)?(?:目前|现在|现|已经?|共)?(?:有|为|是|达到?)?$")


def _scope(before: str, scope: str) -> str:
    """The scope with what stands before number and label: whose (直属), or a part by its name (活跃)."""
    things = table("things")
    whose = next((str(word) for word in things["scopes"] if word in before), "")
    if whose:
        return whose if scope in things["unscoped"] else whose + scope
    return scope or next((str(word) for word in things["qualifiers"] if before.endswith(word)), "")


def _lies_elsewhere(figure: Figure, own: str | None, prose: Prose, start: int) -> bool:
    """Whether a town of a name that many have lies in the county told of last, and not in that of the record."""
    place = figure.place
    code = place.adcode or own if place else own
    if place is None or code is None or not _SMALL_PLACE.search(place.name):
        return False
    line = prose.clean.text.rfind("\n", max(0, start - REACH), start)
    at = bisect_right(prose.places, start, key=lambda one: one.start) - 1
    told = prose.places[at] if at >= 0 and prose.places[at].start > line else None
    codes = told.value.codes if told and isinstance(told.value, Spot) else ()
    return bool(codes) and not any(is_within(code, one) or is_within(one, code) for one in codes)


def _is_of_a_named_town(figure: Figure, prose: Prose, start: int) -> bool:
    """Whether the item names a town behind the county that the record is of: 桃源县漆河镇有志愿者1200人."""
    place = figure.place
    if place is None or _SMALL_PLACE.search(place.name):
        return False
    at = start - len(item_before(prose, start))
    first = bisect_left(prose.places, at, key=lambda one: one.start)
    return any(
        _TOWN_BEHIND.match(prose.clean.text, one.end, start)
        for one in prose.places[first:]
        if one.start < start
    )


_TOWN_BEHIND = re.compile(
    "(?:(?![各所有每个全农城在的和与建下把将共已现多]|乡镇)[一-龥]){1,3}(?:镇|乡|街道|苏木)(?![（(、各])(?!.*[全该][县市区旗])"
)
_SMALL_PLACE = re.compile("(?:镇|乡|街道|苏木|社区|村)$")


def _is_of_a_town(prose: Prose, start: int) -> bool:
    """Whether a headline is on a town: 38支队伍齐上阵 淮安区古渡街道志愿服务有力量."""
    return prose.is_display(start) and _TOWN.search(prose.clean.text, *prose.sentence(start)) is not None


def _is_of_a_code(figure: Figure, prose: Prose, start: int) -> bool:
    """Whether a small number is what a code stands for: “1345”工作法：1支队伍、3类阵地."""
    value = str(figure.quantity.value or 0)
    if len(value) >= _SMALL:
        return False
    first, last = prose.sentence(start)
    code = _CODE.search(prose.clean.text, max(first, start - REACH), min(last, start + REACH))
    return code is not None and (figure.indicator not in LEVELS or value in code[0])


_SMALL = 2
_TOWN = re.compile("[县市区旗][一-龥]{1,5}?(?:镇|乡|街道|苏木|社区|村)")
_CODE = re.compile("“[0-9+＋NnXx]{3,}”")


def _from_label(figure: Figure) -> str:
    cues = table("cues")["near"]
    if any(word in figure.label for word in cues["increment"]):
        return "increment"
    return "whole" if "注册" in figure.label else ""


def _as_networks(claims: list[Claim], prose: Prose | None) -> Iterator[Claim]:
    """Counts of several levels in one sentence stand for the whole network where no word speaks against it."""
    levels = Counter(
        sentence
        for sentence, _ in {(one.sentence, one.indicator) for one in claims if one.indicator in LEVELS}
    )
    networks = {one.sentence for one in claims if one.indicator == "network" and levels_of(one.label)}
    for one in claims:
        listed = one.indicator in (*LEVELS, "volunteer", "team") and levels[one.sentence] > 1
        # 153个所、站，其中所24个，站129个: all of each level.
        level = one.stands == "subset" and one.indicator in LEVELS and one.key[2] == ""
        if level and one.sentence in networks:
            one = replace(one, stands="whole")
        plain = prose is None and one.indicator in LEVELS
        yield replace(one, stands="whole") if one.stands == "" and (listed or plain) else one
