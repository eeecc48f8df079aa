"""Order flows: who does which …单, in which order, and what the mode is called."""

from __future__ import annotations

from functools import cache

import regex

from ..core import Flow, Mention, Step, any_of
from ..lexicon import words

# Between two actions of one flow stand at most so many characters, and no full stop.
_REACH = 26
_LONGEST_ACTOR = 14


@cache
def _action() -> regex.Pattern[str]:
    letters = "".join(words("flows", "actions"))
    not_after = any_of(words("flows", "not_after"))
    return regex.compile(rf"(?<![菜清名订传账成简孤保买床])([{letters}]了?单)[’”]?(?!{not_after}(?![、，。”]))")


@cache
def _name() -> regex.Pattern[str]:
    letters = "".join(words("flows", "actions"))
    nouns = any_of(words("flows", "nouns"))
    return regex.compile(
        rf"“?(?P<form>(?:[{letters}]单){{1,4}}式)”?"
        rf"|“(?P<count>[二三四五六七八九]单)(?P<linked>联动|并行|合一)?”|(?P<bare>[三四五六七八]单)(?=”?{nouns})"
    )


def find_flows(text: str) -> list[Mention]:
    """Order flows of clean text as mentions of kind `flow`: step sequences, and named modes without steps.

    >>> [mention.value.steps[1].action for mention in find_flows("实行“群众点单、中心派单、志愿者接单”模式")]
    ['派单']
    """
    if "单" not in text:
        return []
    names = list(_name().finditer(text))
    inside = [match.span() for match in names]
    actions = [
        match
        for match in _action().finditer(text)
        if not any(start <= match.start() < end for start, end in inside)
    ]
    sequences = [group for group in _groups(text, actions) if len({match[1] for match in group}) > 1]
    flows = [_sequence(text, group) for group in sequences]
    return sorted(_named(flows, names, text), key=lambda mention: mention.start)


def _groups(text: str, actions: list[regex.Match[str]]) -> list[list[regex.Match[str]]]:
    groups: list[list[regex.Match[str]]] = []
    for match in actions:
        if groups:
            previous = groups[-1][-1]
            gap = text[previous.end() : match.start()]
            if len(gap) <= _REACH and not regex.search(r"[。！？\n]", gap) and not _restarts(groups[-1], match, gap):
                groups[-1].append(match)
                continue
        groups.append([match])
    return groups


def _restarts(group: list[regex.Match[str]], match: regex.Match[str], gap: str) -> bool:
    """A second telling of the flow begins where its first action comes again after other words."""
    return match[1] == group[0][1] and len(group) > 1 and len(gap) > _LONGEST_ACTOR


def _sequence(text: str, group: list[regex.Match[str]]) -> Mention:
    steps = []
    start = group[0].start()
    floor = max(text.rfind(mark, 0, start) for mark in "，。；：“（！？\n—") + 1
    for match in group:
        begin, actor = _actor(text, floor, match.start())
        if match is group[0]:
            start = begin
        steps.append(Step(actor, match[1].replace("了", "")))
        floor = match.end()
    end = group[-1].end(1)
    return Mention(start, end, "flow", Flow(None, tuple(steps)), "flow.steps")


@cache
def _lead() -> regex.Pattern[str]:
    return regex.compile(rf".*(?:[、，；—→“‘\-－~～·+＋/：（）]|{any_of(words('flows', 'lead'))})(?=[^、]*$)")


@cache
def _manner() -> regex.Pattern[str]:
    return regex.compile(rf"^(.*?)(?:{any_of(words('flows', 'manner'))}).*$")


def _actor(text: str, floor: int, stop: int) -> tuple[int, str | None]:
    """The actor is what stands right before the action, behind the last mark or leading word, without manner words."""
    begin = max(floor, stop - _REACH - _LONGEST_ACTOR)
    for mark in "、，；—→-－~～·+＋/：（）“ ”’":
        begin = max(begin, text.rfind(mark, begin, stop) + 1)
    if text[begin:stop].startswith("‘") and text[begin:stop].count("’") == 0:
        begin += 1
    actor = text[begin:stop].removesuffix("‘")
    lead = regex.match(rf"(?:{any_of(words('flows', 'lead'))})+", actor)
    if lead:
        begin += lead.end()
        actor = actor[lead.end() :]
    manner = _manner().match(actor)
    if manner:
        actor = manner[1]
    if not actor or len(actor) > _LONGEST_ACTOR:
        return begin if actor == "" else stop, None
    return begin, actor


def _named(flows: list[Mention], names: list[regex.Match[str]], text: str) -> list[Mention]:
    """Names join the flow of their sentence; the others stand alone, without steps."""
    result = list(flows)
    for match in names:
        name = match["form"] or match["count"] or match["bare"]
        near = [
            (index, flow)
            for index, flow in enumerate(result)
            if flow.value.steps and flow.value.name is None and _same_sentence(text, flow, match)
        ]
        if near and not match["form"]:
            index, flow = near[-1]
            start, end = min(flow.start, match.start()), max(flow.end, match.end())
            result[index] = Mention(start, end, "flow", Flow(name, flow.value.steps), "flow.named-steps")
        elif not match["bare"]:
            name += match["linked"] or ""
            result.append(Mention(*match.span(), "flow", Flow(name, ()), "flow.named"))
    return result


def _same_sentence(text: str, flow: Mention, match: regex.Match[str]) -> bool:
    gap = text[min(flow.end, match.end()) : max(flow.start, match.start())]
    return len(gap) <= 30 and not regex.search(r"[。！？\n]", gap)


