"""Order flows of an article: one telling, or several of the same flow."""

from __future__ import annotations

from ..core import Flow, Mention, Step

_Merged = tuple[Flow, list[tuple[int, int]], str]


def merge_flows(mentions: list[Mention]) -> list[_Merged]:
    """Flows with the spans that tell them, the fullest telling first.

    A shorter telling joins the flow whose steps hold its own in order. A mode that is only named joins the first flow
    with steps; of several names the longest stays.
    """
    merged: list[_Merged] = []
    for mention in sorted(mentions, key=lambda m: (-len(m.value.steps), m.start)):
        index = next((i for i, (flow, _, _) in enumerate(merged) if _same(mention.value, flow)), None)
        span = (mention.start, mention.end)
        if index is None:
            merged.append((mention.value, [span], mention.rule))
            continue
        flow, spans, rule = merged[index]
        merged[index] = (Flow(_name(flow, mention.value), flow.steps), [*spans, span], rule)
    return merged


def _name(known: Flow, other: Flow) -> str | None:
    if known.name is None or other.name is None or not known.name.endswith("式"):
        return known.name or other.name
    return max(known.name, other.name, key=len)


def _same(flow: Flow, known: Flow) -> bool:
    if not flow.steps:
        return True
    if flow.name and flow.name != known.name and len(flow.steps) > 2:
        return False
    return _holds(known.steps, flow.steps)


def _holds(longer: tuple[Step, ...], shorter: tuple[Step, ...]) -> bool:
    """Whether the shorter telling is the longer one with steps left out."""
    steps = iter(longer)
    return all(any(_fits(step, other) for other in steps) for step in shorter)


def _fits(step: Step, other: Step) -> bool:
    if step.action != other.action:
        return False
    if step.actor is None or other.actor is None:
        return True
    return step.actor in other.actor or other.actor in step.actor
