"""An article's counts as claims: what is counted, where, when, within which bounds, and what it stands for."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from ...records import Article, Figure, Span
from .bounds import compact, plausible
from .context import Prose, level_before, levels_beside, noun_behind, stands_for, subject_of
from .levels import LEVELS, levels_of
from .model import Claim, Origin
from .tables import Settings, heads, kind_of_thing, longest_first, neutral, table, unit_classes

# Without the text, counts as near as this to one another are taken to share a sentence.
_NEAR = 60
# A division's name without the word for its level.
_DIVISION_ENDS = ("自治县", "自治州", "地区", "县", "市", "区", "州", "盟", "旗", "镇", "乡", "街道", "省")


def claims_of(article: Article, origin: Origin, prose: Prose | None, settings: Settings) -> list[Claim]:
    """The counts of an article that can be compared with others, in text order."""
    own = article.article.place.adcode if article.article.place else None
    found = [
        claim
        for number, record in enumerate(article.records)
        if isinstance(record, Figure) and record.indicator in kind_of_thing() and record.quantity.unit != "%"
        for claim in _claims(record, number, origin, own, prose, settings)
    ]
    found.sort(key=lambda claim: claim.evidence[0][0])
    return list(_as_networks(found, prose))


def _claims(
    figure: Figure, number: int, origin: Origin, own: str | None, prose: Prose | None, settings: Settings
) -> Iterator[Claim]:
    """One claim for each time the figure is said: headline and body may say it alike and mean it otherwise."""
    thing, scope = thing_of(figure)
    unit = figure.quantity.unit or ""
    place = figure.place
    where = f"{place.name}|{place.adcode or own or ''}" if place else ""
    period = figure.period
    first, last, ahead = _days(figure, origin.published, settings)
    for spans in _mentions(figure):
        low, high = plausible(figure.quantity, spans[0].text, settings)
        stands, sentence, within = _stands(figure, spans, scope, prose, ahead=ahead)
        action = _action(figure, spans, prose)
        if stands == "" and _is_long(figure, last, settings):
            stands = "whole"
        indicator, label = figure.indicator, figure.label
        again = _read_again(figure, spans, prose)
        if again:
            indicator, label = again
            thing, within = again[0], ""
            stands = stands or "whole"
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
            begins=_begins(figure, origin.published),
            ends=period.end if period else None,
            kind=period.kind if period else None,
            own=place is not None and (own is None or is_within(place.adcode, own)),
            evidence=tuple((span.start, span.end, span.text) for span in spans),
        )


def _begins(figure: Figure, published: str | None) -> str | None:
    """The date on which the stretch of a count begins; 一年来 is the year of publication."""
    period = figure.period
    if period and period.start is None and period.text in table("things")["this_year"] and published:
        return f"{published[:4]}-01-01"
    return period.start if period else None


def _is_long(figure: Figure, last: int, settings: Settings) -> bool:
    """Whether a flow is of a long stretch of time, whose beginning is stated."""
    begun = days_of(figure.period.start) if figure.period and figure.period.kind != "recurring" else None
    flow = kind_of_thing()[figure.indicator] == "flow"
    return flow and begun is not None and last - begun[0] >= settings.limit("periods", "long")


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


def is_within(code: str | None, other: str) -> bool:
    """Whether a place is another, or lies in it, by their codes; a town or village has none, and lies where it is told of.

    >>> is_within("430725", "430700"), is_within("430700", "430725")
    (True, False)
    """
    return code is None or code.startswith(other.removesuffix("00").removesuffix("00"))


def thing_of(figure: Figure) -> tuple[str, str]:
    """The name of what is counted, the same for all its labels, and what makes it a part of that (empty: the whole).

    Where no name is agreed on, the label itself is the name.
    """
    label = _without_place(figure.label, figure.place.name if figure.place else "")
    for head in heads().get(figure.indicator, ()):
        if label.endswith(head):
            return figure.indicator, _rest(label[: -len(head)])
    return _without_verbs(label), ""


def _without_verbs(label: str) -> str:
    verbs = tuple(longest_first(table("things")["verbs"]))
    while (verb := next((word for word in verbs if label.startswith(word)), "")) and len(label) > len(
        verb
    ) + 1:
        label = label[len(verb) :]
    return label


def _without_place(label: str, place: str) -> str:
    names = [place] if place else []
    names += [place.removesuffix(end) for end in _DIVISION_ENDS if place.endswith(end) and len(place) > 2]
    for name in names:
        if name and label.startswith(name):
            return label[len(name) :]
    return label


def _rest(before: str) -> str:
    """What stands before the head of a label, without what changes nothing."""
    shrunk = True
    while before and shrunk:
        shrunk = False
        for word in (*neutral(), *table("cues")["near"]["whole"]):
            if before.endswith(word) or before.startswith(word):
                before = before.removesuffix(word) if before.endswith(word) else before.removeprefix(word)
                shrunk = True
                break
    return before


def _stands(
    figure: Figure, spans: Sequence[Span], scope: str, prose: Prose | None, *, ahead: bool
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
    things = table("things")
    before = text[max(sentence, first - things["scope_reach"]) : first]
    for word in things["scopes"]:
        if word in before:
            scope = word if scope in things["unscoped"] else word + scope
    if scope == "":
        scope = next((word for word in things["qualifiers"] if text.endswith(word, sentence, first)), "")
    if ahead:
        return "target", sentence, scope
    if text.startswith(figure.label, last):
        last += len(figure.label)
    flow = kind_of_thing()[figure.indicator] == "flow"
    stands = stands_for(prose, first, last, number, figure.label, flow=flow)
    code = _CODE.search(text, sentence, prose.sentence(number[0])[1])
    value = str(figure.quantity.value or 0)
    if code and len(value) < _SMALL and (figure.indicator not in LEVELS or value in code[0]):
        # “1345”工作法：1支队伍、3类阵地: what a code stands for.
        return "other", sentence, scope
    where, codes = prose.place_before(number[0])
    code = figure.place.adcode if figure.place else None
    if code and codes and code not in codes:
        # 从鸡西市来看，全域…: whose it is, is said right there.
        return "other", sentence, scope
    if stands in ("", "display") and where >= 0 and not text[where : number[0]].strip():
        # 莱州市95573名志愿者常年活跃在城乡.
        stands = "whole"
    return stands, sentence, scope


def _read_again(figure: Figure, spans: Sequence[Span], prose: Prose | None) -> tuple[str, str] | None:
    """Indicator and label where the words around say more than the record: several levels, what people become, and what
    a clause without a noun of its own goes on about."""
    if prose is None:
        return None
    start, end = prose.offset(spans[0].start), prose.offset(spans[0].end - 1) + 1
    things = table("things")
    if figure.indicator in (*LEVELS, "network"):
        levels = levels_beside(prose, start, end)
        if levels:
            return "network", levels
    if prose.clean.text.startswith(tuple(things["become"]), end):
        return "volunteer", "志愿者"
    noun = noun_behind(prose, end)
    if figure.indicator not in heads() and noun and figure.label.startswith(noun):
        # 240余个文明实践站|扎根城乡.
        return next((name, noun) for name, listed in heads().items() if noun.endswith(listed))
    glued = figure.label[:1] in "和与及" and level_before(prose, start)
    if glued:
        # 实践所10个和实践站315个: the noun behind belongs to the next number.
        return next((name, glued) for name, listed in heads().items() if glued.endswith(listed))
    label = subject_of(prose, start, things["counts"])
    if not label:
        return None
    for indicator, listed in heads().items():
        if label.endswith(listed) and _fits(indicator, figure.quantity.unit):
            return indicator, label
    return None


def _fits(indicator: str, unit: str | None) -> bool:
    """Whether a unit counts such a thing at all: people, or teams and places."""
    return (unit_classes().get(unit or "") == "people") == (indicator == "volunteer")


def _action(figure: Figure, spans: Sequence[Span], prose: Prose | None) -> str:
    """`+asked`, `+taken` or `+met` where the clause says what was done with wishes and orders."""
    actions = table("things")["actions"]
    if prose is None or figure.indicator not in actions["of"]:
        return ""
    start = prose.offset(spans[0].start)
    clause = prose.clean.text[prose.segments.clause(start)[0] : start]
    placed = [
        (clause.rfind(word), name)
        for name, words in actions.items()
        if name != "of"
        for word in words
        if word in clause
    ]
    return f"+{max(placed)[1]}" if placed else ""


_SMALL = 2
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


def _days(figure: Figure, published: str | None, settings: Settings) -> tuple[int, int, bool]:
    """The first and the last day that the count may hold of, as ordinals (0, 0: unknown), and whether that is ahead."""
    told = days_of(published)
    period = figure.period
    stated = days_of((period.end or (period.start if period.kind != "since" else None)) if period else None)
    if period and stated and told and stated[0] > told[1]:
        # 今年 and 全年 end with the year and are told before.
        begun = days_of(period.start)
        if period.kind == "as_of" or (
            begun and told[1] - begun[0] < settings.limit("periods", "plan") < stated[0] - begun[0]
        ):
            return 0, 0, True
        stated = None
    first, last = stated or told or (0, 0)
    return first, last, False


def days_of(iso: str | None) -> tuple[int, int] | None:
    """First and last day, as ordinals, that a date, whole or partial, may mean.

    >>> [date.fromordinal(day).isoformat() for day in days_of("2023-02") or ()]
    ['2023-02-01', '2023-02-28']
    """
    if not iso:
        return None
    year, *rest = map(int, iso.split("-"))
    first = date(year, rest[0] if rest else 1, rest[1] if len(rest) > 1 else 1)
    if len(rest) > 1:
        return first.toordinal(), first.toordinal()
    after = date(year + (rest[0] == 12), rest[0] % 12 + 1, 1) if rest else date(year + 1, 1, 1)
    return first.toordinal(), (after - timedelta(days=1)).toordinal()


def stretch_of(claim: Claim) -> tuple[int, int] | None:
    """The days that a flow is of, where its beginning is stated; it goes on no longer than to its publication."""
    begins, ends = days_of(claim.begins), days_of(claim.ends)
    if begins is None:
        return None
    published = days_of(claim.origin.published)
    last = ends[1] if ends else (published[1] if published else None)
    if last is None:
        return None
    return begins[0], min(last, published[1]) if published else last
