"""Order flows: who does what with an order, step by step, and the names of such modes."""

from __future__ import annotations

from functools import cache

from .grammar import listed, rows
from .writer import Op, Record, Writer

_CHINESE = "零一二三四五六七八九"
_OFTEN, _SELDOM = 0.85, 0.3
_JOINED = "、"
_DASHES = ("—", "－", "→", "——", "-")

Step = tuple[str | None, str]


@cache
def _stages() -> tuple[tuple[tuple[tuple[str, ...], ...], float], ...]:
    """The stages in order, each with the likelihood of its being there."""
    names = (
        ("opening", 1.0),
        ("collecting", _SELDOM),
        ("making", _SELDOM),
        ("sending", 1.0),
        ("taking", 1.0),
        ("doing", _SELDOM / 2),
        ("judging", _OFTEN),
        ("following", _SELDOM / 2),
    )
    return tuple((rows("flows", name), likely) for name, likely in names)


def _steps(writer: Writer) -> list[Step]:
    steps: list[Step] = []
    for stage, likely in _stages():
        if writer.random() < likely:
            actor, action = writer.pick(stage)
            steps.append((actor, action))
    return steps


def _flow(writer: Writer, start: int, steps: list[Step], name: str | None = None) -> None:
    record: Record = {
        "type": "order_flow",
        "name": name,
        "steps": [{"actor": actor, "action": action} for actor, action in steps],
        "place": writer.place,
        "evidence": [(start, writer.length)],
    }
    writer.keep(record)


def _words(steps: list[Step], joint: str) -> str:
    return joint.join((actor or "") + action for actor, action in steps)


def quoted(writer: Writer) -> None:
    """`“群众点单、中心派单、志愿者接单”`."""
    steps = _steps(writer)
    start, _ = writer.write(f"“{_words(steps, _JOINED)}”")
    _flow(writer, start, steps)


def bare(writer: Writer) -> None:
    """The same without quotation marks."""
    steps = _steps(writer)
    start, _ = writer.write(_words(steps, _JOINED))
    _flow(writer, start, steps)


def dashed(writer: Writer) -> None:
    """Steps parted by dashes or arrows, with their actors or without."""
    steps = _steps(writer)
    if writer.random() < _SELDOM:
        steps = [(None, action) for _, action in steps]
    start, _ = writer.write(f"“{_words(steps, writer.pick(_DASHES))}”")
    _flow(writer, start, steps)


def clauses(writer: Writer) -> None:
    """`群众线上点单，中心统一派单，最后由群众评单`: how it is done belongs neither to the actor nor to the action."""
    steps = _steps(writer)
    manner = listed("flows", "manner")
    told = [
        (actor or "") + (writer.pick(manner) if writer.random() < 0.5 else "") + action
        for actor, action in steps
    ]
    if writer.random() < 0.5:
        told[-1] = "最后由" + told[-1]
    start, _ = writer.write("，".join(told))
    _flow(writer, start, steps)


def named(writer: Writer) -> None:
    """The steps, then the mode's name: `…的“四单”模式`."""
    steps = _steps(writer)
    start, _ = writer.write(f"“{_words(steps, _JOINED)}”")
    name = _CHINESE[len(steps)] + "单"
    if writer.random() < _SELDOM:
        name += "联动"
    writer.write(f"的“{name}”{writer.pick(listed('flows', 'nouns'))}")
    _flow(writer, start, steps, name)


def name_first(writer: Writer) -> None:
    """The mode's name, then the steps; a name of its makers' own is a brand too."""
    steps = _steps(writer)
    noun = writer.pick(listed("flows", "nouns"))
    start = writer.length
    if writer.random() < 0.5:
        name = _CHINESE[len(steps)] + "单"
        writer.write(f"“{name}”")
    else:
        name = writer.pick(listed("flows", "names"))
        brand: Record = {"type": "brand", "name": name, "category": "mode", "head": noun, "owner": None}
        writer.keep({**brand, "place": writer.place, "evidence": [writer.write(f"“{name}”")]})
    writer.write(noun + writer.pick(("：", "，即", "，")) + _words(steps, _JOINED))
    _flow(writer, start, steps, name)


def name_alone(writer: Writer) -> None:
    """`“点单式”志愿服务`: a mode whose steps nobody tells."""
    name = writer.pick(("点单式", "点单派单式", "点单式"))
    written = f"“{name}”" if writer.random() < _OFTEN else name
    start, _ = writer.write(written + writer.pick(("志愿服务", "服务", "服务模式")))
    _flow(writer, start, [], name)


def actions_alone(writer: Writer) -> None:
    """`点单、派单、接单、评单`."""
    steps: list[Step] = [(None, action) for _, action in _steps(writer)]
    joint = writer.pick((_JOINED, _JOINED, "—"))
    words = _words(steps, joint)
    start, _ = writer.write(words if joint == _JOINED and writer.random() < 0.5 else f"“{words}”")
    _flow(writer, start, steps)


def letters(writer: Writer) -> None:
    """`“点、派、接、评”四单闭环`: one 单 for all."""
    steps: list[Step] = [(None, action) for _, action in _steps(writer) if action.endswith("单")]
    name = _CHINESE[len(steps)] + "单"
    words = writer.pick((_JOINED, "")).join(action[0] for _, action in steps)
    start, _ = writer.write(f"“{words}”{name}{writer.pick(('闭环', '机制', '工作机制'))}")
    _flow(writer, start, steps, name)


KINDS: dict[str, Op] = {
    "quoted": quoted,
    "bare": bare,
    "dashed": dashed,
    "clauses": clauses,
    "quoted named": named,
    "named-first": name_first,
    "name": name_alone,
    "bare-steps": actions_alone,
    "letters": letters,
}
"""Every way of telling a flow by the word that asks for it in a template."""
