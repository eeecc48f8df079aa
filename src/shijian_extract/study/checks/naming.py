"""What a figure counts: one name for all labels of a thing, and what the words around say that the record doesn't."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ...records import Figure, Span
from .context import Prose, level_before, levels_beside, noun_behind, subject_of
from .levels import LEVELS
from .tables import heads, kind_of_thing, longest_first, neutral, table, unit_classes

# A division's name without the word for its level.
_DIVISION_ENDS = ("自治县", "自治州", "地区", "县", "市", "区", "州", "盟", "旗", "镇", "乡", "街道", "省")


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
    return _without_verbs(_TIME_BEFORE.sub("", label)), ""


_TIME_BEFORE = re.compile("^(?:第?[一二三四]季度|[上下]半年|去年|今年|全年)(?=[一-龥]{2})")


@cache
def _verbs() -> tuple[str, ...]:
    return tuple(longest_first(table("things")["verbs"]))


def _without_verbs(label: str) -> str:
    while (verb := next((word for word in _verbs() if label.startswith(word)), "")) and len(label) > len(
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


def read_again(figure: Figure, spans: Sequence[Span], prose: Prose | None) -> tuple[str, str] | None:
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
    again = _by_noun(figure, prose, start, end)
    if again:
        return again
    label = subject_of(prose, start, things["counts"])
    if not label:
        return None
    for indicator, listed in heads().items():
        if label.endswith(listed) and _fits(indicator, figure.quantity.unit):
            return indicator, label
    return None


def _by_noun(figure: Figure, prose: Prose, start: int, end: int) -> tuple[str, str] | None:
    """Indicator and label by the agreed name right behind the number, or between it and the number before."""
    noun = noun_behind(prose, end)
    if figure.indicator not in heads() and noun and figure.label.startswith(noun):
        # 240余个文明实践站|扎根城乡.
        return next((name, noun) for name, listed in heads().items() if noun.endswith(listed))
    if noun and figure.label.startswith(noun) and _RUNS_ON.match(figure.label, len(noun)):
        # 46支志愿服务队|按季度轮换.
        own = next(name for name, listed in heads().items() if noun.endswith(listed))
        return (own, noun) if _fits(own, figure.quantity.unit) else None
    glued = level_before(prose, start) if figure.label[:1] in "和与及" else ""
    if glued:
        # 实践所10个和实践站315个: the noun behind belongs to the next number.
        return next((name, glued) for name, listed in heads().items() if glued.endswith(listed))
    return None


# What goes on so behind a noun is no more of its name.
_RUNS_ON = re.compile("[按在到为向从把给将走沿分参围奔赶深][一-龥]")


def _fits(indicator: str, unit: str | None) -> bool:
    """Whether a unit counts such a thing at all: people, or teams and places."""
    return (unit_classes().get(unit or "") == "people") == (indicator == "volunteer")


def action_of(figure: Figure, spans: Sequence[Span], prose: Prose | None) -> str:
    """`+asked`, `+taken` or `+met` where the clause says what was done with wishes and orders."""
    actions = table("things")["actions"]
    if prose is None or figure.indicator not in actions["of"]:
        return ""
    start = prose.offset(spans[0].start)
    if _all_met().match(prose.clean.text, prose.offset(spans[0].end - 1) + 1):
        return "+met"
    clause = prose.clean.text[prose.segments.clause(start)[0] : start]
    placed = [
        (clause.rfind(word), name)
        for name, words in actions.items()
        if name != "of"
        for word in words
        if word in clause
    ]
    return f"+{max(placed)[1]}" if placed else ""


@cache
def _all_met() -> re.Pattern[str]:
    """Behind a number: 接单70件|，都已解决."""
    met = "|".join(longest_first(table("things")["actions"]["met"]))
    return re.compile(f"[^，。；、\\d]{{0,12}}，?(?:已|现已|并)?(?:全部|均|悉数|都)[^，。；]{{0,6}}(?:{met})")


def is_added(figure: Figure, prose: Prose, source: int) -> bool:
    """Whether what is there was built in a stretch that began at a stated day: 今年以来，县里建起实践站20个."""
    period = figure.period
    if (
        kind_of_thing()[figure.indicator] != "stock"
        or not (period and period.start)
        or period.kind == "as_of"
    ):
        return False
    start = prose.offset(source)
    clause = prose.clean.text[prose.segments.clause(start)[0] : start].replace(figure.label, "")
    cues = table("cues")
    return any(word in clause for word in cues["built"]) and not any(
        word in clause for word in cues["all_there_is"]
    )


def running(figure: Figure, prose: Prose | None, source: int, published: str | None) -> str | None:
    """`ever` for what was done since there is such a thing (开办以来), `so_far` for 累计 to a day; else None.

    Such a number only grows, though what was done is told of by the year else.
    """
    period = figure.period
    if kind_of_thing()[figure.indicator] != "flow" or prose is None or period is None:
        return None
    things = table("things")
    if period.kind == "since" and any(word in period.text for word in things["founded"]):
        return "ever" if period.start is None or not published or period.start[:4] < published[:4] else None
    if period.kind != "as_of" or period.start:
        return None
    start = prose.offset(source)
    clause = prose.clean.text[prose.segments.clause(start)[0] : start]
    return "so_far" if any(word in clause for word in things["so_far"]) else None
