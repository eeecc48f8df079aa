"""Order flows: who does which …单, in which order, and what the mode is called."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import regex

from ..core import Flow, Mention, Step, any_of
from ..lexicon import words

# How soon a step is done: 48小时内, 十分钟.
_TERM = r"(?:\d+|[一二两三四五六七八九十半]+)个?(?:工作日|小时|分钟|天|日)(?:之内|以内|内)?"
# Between two actions of one flow stand at most so many characters, no number but a term and no full stop.
_REACH = 34
_GAP = re.compile(rf"[^！？\n\d]*(?:{_TERM}[^！？\n\d]*)*")
# Over a full stop a flow goes on with a new action alone, and soon (`就是点单。驿站问清后派单`).
_SENTENCES_APART = 16
_FULL_STOP = re.compile(r"[。！？\n]")
_LONGEST_ACTOR = 14
# The last mark parts the actor from what is before it, unless it joins two names: “雄鹰”救援队、“闪电”骑手队.
_IN_NO_NAME = "".join(rf"(?<!”[一-龥]{{{letters}}})" for letters in range(1, 7))
_PARTING = re.compile(
    rf".*(?:[，；。—→\-~～·+/：\n]|（(?![^（）]{{1,4}}）)|{_IN_NO_NAME}、|、(?!“))", re.DOTALL
)
_HANDED_TO = re.compile(r".*[由让请](?=.)")


@cache
def _core() -> frozenset[str]:
    return frozenset(words("flows", "actions"))


@cache
def _action() -> regex.Pattern[str]:
    papers = "".join(words("flows", "papers"))
    not_after = any_of(words("flows", "not_after"))
    return regex.compile(rf"((?=[一-龥])[^{papers}]了?单)[’”]?(?!{not_after}(?![、，。”])|\d|[近超约逾]\d)")


@cache
def _form() -> re.Pattern[str]:
    letters = "".join(words("flows", "actions"))
    return re.compile(rf"“?((?:[{letters}]单){{1,4}}式|[二三四五六七]单式)”?")


@cache
def _listed() -> re.Pattern[str]:
    letter = f"[{''.join((*words('flows', 'actions'), *words('flows', 'in_rows')))}]"
    return re.compile(rf"“?({letter}(?:、?{letter}){{2,}})”?的?$")


@cache
def _counted() -> regex.Pattern[str]:
    return regex.compile(r"“?([二三四五六七八九]单(?:联动|并行|合一)?)”?")


@cache
def _mode() -> re.Pattern[str]:
    """A mode that is only named: `“五单”工作法`, `“四单”服务法`."""
    nouns = any_of([*words("flows", "nouns"), "链条", "联动", "方式"])
    return re.compile(rf"“([二三四五六七八九]单(?:制|联动|并行|闭环|合一)?)”(?=的?[一-龥]{{0,4}}(?:{nouns}))")


@cache
def _titled() -> re.Pattern[str]:
    return re.compile(
        rf"“([^“”，、。]{{2,8}})”(?:[一-龥]{{0,4}})(?:{any_of(words('flows', 'nouns'))})(?![队站点者中岗台])"
    )


def find_flows(text: str) -> list[Mention]:
    """Order flows of clean text as mentions of kind `flow`: step sequences, and named modes without steps.

    >>> [mention.value.steps[1].action for mention in find_flows("实行“群众点单、中心派单、志愿者接单”模式")]
    ['派单']
    """
    if "单" not in text:
        return []
    forms = list(_form().finditer(text)) if "单式" in text else []
    inside = [match.span() for match in forms]
    actions = [
        match for match in _action().finditer(text) if not any(a <= match.start() < b for a, b in inside)
    ]
    flows = [_named(text, _sequence(text, group)) for group in _groups(text, actions) if _is_flow(group)]
    flows = [flow for flow in flows if not any(step.actor in _NOBODY for step in flow.value.steps)]
    names = [Mention(*match.span(), "flow", Flow(match[1], ()), "flow.named") for match in forms]
    names.extend(
        Mention(match.start() + 1, match.end() - 1, "flow", Flow(match[1] or match[2], ()), "flow.named")
        for match in _mode().finditer(text)
        if not any(flow.start <= match.start() + 1 < flow.end for flow in flows)
    )
    return sorted([*flows, *names, *_in_one_word(text)], key=lambda mention: mention.start)


# `有人点单、无人接单`: what goes wrong is no way of working.
_NOBODY = frozenset({"无人", "没人", "没有人"})


def _in_one_word(text: str) -> list[Mention]:
    """`“点、派、接、评”四单`: one 单 for all the actions."""
    found = []
    for match in _counted().finditer(text):
        listed = _listed().search(text, max(0, match.start() - _REACH), match.start())
        if listed:
            steps = tuple(Step(None, f"{letter}单") for letter in listed[1].replace("、", ""))
            flow = Flow(match[1], steps)
            found.append(Mention(listed.start(), match.end(), "flow", flow, "flow.named-steps"))
    return found


def _is_flow(group: list[regex.Match[str]]) -> bool:
    letters = {match[1] for match in group}
    return len(letters) > 1 and any(letter[0] in _core() for letter in letters)


def _groups(text: str, actions: list[regex.Match[str]]) -> list[list[regex.Match[str]]]:
    groups: list[list[regex.Match[str]]] = []
    for match in actions:
        if groups and _belongs(text, groups[-1], match):
            groups[-1].append(match)
        else:
            groups.append([match])
    return groups


def _belongs(text: str, group: list[regex.Match[str]], match: regex.Match[str]) -> bool:
    """Whether the action goes on with the flow; it does not where a quotation closed or the first action comes again."""
    previous = group[-1]
    gap = text[previous.end() : match.start()]
    if len(gap) > _REACH or not _GAP.fullmatch(gap):
        return False
    if "。" in gap and (
        len(gap) > _SENTENCES_APART or gap.count("，") > 1 or any(match[1] == known[1] for known in group)
    ):
        return False
    if match[1] == group[0][1] and len(group) > 1 and len(gap) > _LONGEST_ACTOR:
        return False
    if (
        "”" in gap
        and "“" not in gap
        and text.rfind("“", 0, group[0].start()) > text.rfind("”", 0, group[0].start())
    ):
        return False
    quoted_more = previous[0].endswith("”") and not text.endswith("“", 0, previous.start())
    return not (quoted_more and gap.startswith(("，", "的", "。")))


def _sequence(text: str, group: list[regex.Match[str]]) -> Mention:
    first = group[0].start()
    floor = max(text.rfind(mark, 0, first) for mark in "，。；：！？\n") + 1
    start, actor = _actor(text, floor, first)
    if all(following.start() == previous.end() for previous, following in pairwise(group)):
        # 点单派单 in one breath is the name of a service: what stands before it is no actor.
        start, actor = first, None
    own = [Step(actor, group[0][1].replace("了", ""))]
    steps = own.copy()
    for previous, match in pairwise(group):
        between = text[previous.end() : match.start()]
        # `渔民递单—船长捎单—码头接单`: what stands alone between two dashes is a step too.
        steps.extend(_other_step(part) for part in _DASH_PARTS.split(between)[1:-1] if part)
        same = _SAME_ACTOR.fullmatch(between) and match[1] != "评单"  # those served assess
        actor = steps[-1].actor if same else _actor(text, previous.end(), match.start())[1]
        own.append(Step(actor, match[1].replace("了", "")))
        steps.append(own[-1])
    end = group[-1].end(1)
    last = _LAST_QUOTED.match(text, group[-1].end())
    if last and len(group) > 2 and all(text[match.start() - 1] == "“" for match in group):
        steps.append(Step(_actor(text, group[-1].end(), last.start("action") - 1)[1], last["action"]))
        end = last.end("action")
    named = _LAST_PLAIN.match(text, end)
    if named and len(group) > 2 and not any(step.actor for step in steps):
        steps.append(Step(None, named["action"]))
        end = named.end("action")
    if (
        len(group) == 2
        and actor is None
        and group[1].start() == group[0].end()
        and _QUOTED_MODE.match(text, end)
    ):
        return Mention(first, end, "flow", Flow(text[first:end], ()), "flow.named")
    quoted = _chain_in_quotes(text, group, own)
    if quoted is not None:
        start, end, steps = quoted
    return Mention(start, end, "flow", Flow(None, tuple(steps)), "flow.steps")


_DASH_PARTS = re.compile(r"[—→－~～\-]+")
# `中心收单、分单`, `队员接单后24小时内回单`: one actor, two steps.
_SAME_ACTOR = re.compile(rf"、|并|再|后(?:{_TERM})?")
# Of steps in quotation marks each, the last may be called without 单 (`“接单”，…由群众“打分”`).
_LAST_QUOTED = re.compile(r"[，、；][^“”，。；]{0,10}“(?P<action>[^“”，。单]{2,4})”")
# `点单、派单、接单、评单、回访全链条机制`: so may the last of steps without actors.
_LAST_PLAIN = re.compile(r"、(?P<action>[一-龥]{2})(?=(?:全|的|等)?(?:链条|流程|闭环|机制|模式|工作|过程))")
_QUOTED_MODE = re.compile(r"”(?:服务)?(?:模式|机制|方式|工作法)")
_LONGEST_CHAIN = 70


def _chain_in_quotes(
    text: str, group: list[regex.Match[str]], steps: list[Step]
) -> tuple[int, int, list[Step]] | None:
    """A quotation that lists the steps has steps without 单 too (`“点单—派单—服务—反馈”`)."""
    start = text.rfind("“", max(0, group[0].start() - _LONGEST_CHAIN), group[0].start()) + 1
    end = text.find("”", group[-1].start(), group[-1].end() + _LONGEST_CHAIN)
    if (
        not start
        or end < 0
        or "”" in text[start : group[-1].start()].removesuffix("”")
        or "。" in text[start:end]
    ):
        return None
    parts = [(match.start(), match.end()) for match in re.finditer(r"[^—\-→～~、，；]+", text[start:end])]
    if len(parts) <= len(group) or any("”" in text[start + a : start + b] for a, b in parts[:-1]):
        return None
    known = {match.start(): step for match, step in zip(group, steps, strict=True)}
    chain = []
    for a, b in parts:
        inside = [step for at, step in known.items() if start + a <= at < start + b]
        chain.append(inside[0] if inside else _other_step(text[start + a : start + b]))
    return start, end, chain


def _other_step(words_of_step: str) -> Step:
    """`老人打电话`, `三日内回访`, `反馈`: who, if said, and what."""
    plain = re.sub(rf"^{_TERM}", "", words_of_step)
    if plain.endswith("单") and len(plain) > 3:
        return Step(plain[:-2], plain[-2:])
    actor = _acting().match(plain)
    return Step(actor[0], plain[actor.end() :]) if actor and actor.end() < len(plain) else Step(None, plain)


@cache
def _acting() -> re.Pattern[str]:
    return re.compile(any_of(words("flows", "actors")))


@cache
def _acting_last() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(words('flows', 'actors'))})$")


@cache
def _led() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(word for word in words('flows', 'lead') if len(word) > 1)})$")


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(words('flows', 'lead'))})+")


@cache
def _manner() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(words('flows', 'manner'))}|{_TERM})")


def _actor(text: str, floor: int, stop: int) -> tuple[int, str | None]:
    """Where the step begins and its actor: the words right before the action, behind the last mark or leading verb."""
    floor = max(floor, stop - _REACH - _LONGEST_ACTOR)
    end = stop - text.endswith(("“", "‘"), 0, stop)
    begin = floor
    for pattern in (_PARTING, _HANDED_TO):
        parted = pattern.match(text, begin, end)
        begin = parted.end() if parted else begin
    opened = text.rfind("“", begin, end)
    if opened >= 0 and text.find("”", opened, end) < 0:
        begin = opened + 1
    while begin < end and text[begin] in "”’ ":
        begin += 1
    by_what = _BY_WHAT.search(text, begin + 2, end)
    end = by_what.start() if by_what else end
    ordered = _BY_ORDER.match(text, begin, end)
    begin = _behind_verbs(text, ordered.end() if ordered else begin, end)
    term = _AT_ONCE.match(text, begin, end)
    begin = _behind_verbs(text, term.end(), end) if term else begin
    begin += 2 if text.startswith(("哪支", "哪个", "哪家", "每支"), begin, end) else 0
    manner = _manner().search(text, begin + 1, end)
    actor = text[begin : manner.start() if manner else end]
    known = _acting().match(actor)
    if known and known.end() < len(actor) <= known.end() + _SHORT_DEED and actor[-1] not in _NOUN_ENDS:
        # 家长打勾|评单, not 志愿者协会|派单; of 平台联起住户|下单 the second acts.
        other = _acting_last().search(actor, known.end())
        actor = other[0] if other else known[0]
    somewhere = _SOMEWHERE.match(actor)
    if somewhere and _acting_last().search(actor, somewhere.end()) is not None:
        actor = actor[somewhere.end() :]  # 院坝会上|大伙儿评单
    if _led().search(actor):
        return stop, None  # 县里建立|点单
    if not actor or len(actor.rpartition("、")[2]) > _LONGEST_ACTOR or (_manner().match(actor) and not known):
        return stop, None
    return begin, actor


def _behind_verbs(text: str, begin: int, end: int) -> int:
    """A leading verb anywhere in long words before the first action (`探索`群众点单) parts the actor from them."""
    lead = _lead().match(text, begin, end)
    begin = lead.end() if lead else begin
    if end - begin > _SHORT_ACTOR:
        inner = list(_lead_verb().finditer(text, begin, end))
        begin = inner[-1].end() if inner else begin
    return begin


# `各级队伍按照|点单、派单…`, `我们把|点单…`: who goes by the order does not place it.
_BY_ORDER = re.compile(
    r".*(?:按照|按(?![类需时序片区月期量岗责])|把|将|以|通过|推行|实行|采取|探索|依托|打造|形成)(?=.|$)"
)
_SHORT_ACTOR = 8
# `队员|按顺序接单`, `调度员|按类派单`: how it is done.
_BY_WHAT = re.compile(r"(?<![一-龥]{8})按(?:照(?=[一-龥])|(?!照))[一-龥]{1,4}$")
_AT_ONCE = re.compile(rf"{_TERM}|月[底末]|年底|次日|当[天晚]|每[周月]")
_SOMEWHERE = re.compile(r"[一-龥]{2,8}[上里中内]")
_SHORT_DEED = 4
_NOUN_ENDS = frozenset("会长员队站所部办台心组团室局社记师警伍者人户民代干区村镇乡街县市店家商圈点）”")


@cache
def _lead_verb() -> re.Pattern[str]:
    return re.compile(any_of(word for word in words("flows", "lead") if len(word) > 1))


def _named(text: str, flow: Mention) -> Mention:
    """A name right before the steps or right behind them (`…评单”的“四单”模式`, `“四单”工作法：…`)."""
    window = max(0, flow.start - 34), min(len(text), flow.end + 24)
    for pattern in (_counted(), _titled()):
        for match in pattern.finditer(text, *window):
            apart = flow.start - match.end() if match.end() <= flow.start else match.start() - flow.end
            between = text[min(match.end(), flow.end) : max(match.start(), flow.start)]
            if apart >= 0 and not _FULL_STOP.search(between):
                start, end = min(flow.start, match.start()), max(flow.end, match.end())
                return Mention(start, end, "flow", Flow(match[1], flow.value.steps), "flow.named-steps")
    return flow
