"""From mentions to records, step by step."""

from __future__ import annotations

from typing import Any

from ..core import Amount, CleanText, Flow, Mention, Mentions, Named, Phrase, Segments, overlap_test
from ..records import Period, Place
from .engine import WordEngine
from .figures import Figure, find_figures
from .flows import merge_flows
from .furniture import find_furniture
from .grounded import Grounded
from .networks import LEVELS, add_up, find_networks
from .periods import Periods
from .places import Places
from .told import told_records

JsonDict = dict[str, Any]


def assemble(
    text: CleanText,
    segments: Segments,
    mentions: Mentions,
    info: JsonDict,
    engine: WordEngine,
    page: tuple[tuple[int, int], ...] = (),
) -> list[JsonDict]:
    """Records of the article as dictionaries of the public form, in text order.

    `info` is what is known of the article: its own place is taken by every record that names no other, its date of
    publication resolves relative times. `page` are spans of the source that belong to the page: nothing there is a fact.
    """
    furniture = find_furniture(text, page)
    phrases = _told(mentions.phrases, furniture)
    claimed = overlap_test([*furniture, *(mention for mention in phrases if mention.kind != "flow")])
    papers = {
        mention.start
        for mention in mentions.told
        if mention.kind == "paper" and mention.rule == "paper.quoted"
    }
    phrases = [mention for mention in phrases if mention.start not in papers]
    counted = [mention for mention in mentions.amounts if not claimed(mention.start, mention.end)]
    figures = find_figures(text.text, segments, counted, engine)
    named = [mention for mention in phrases if mention.kind == "brand"]
    places = Places(
        text.text, segments, _told(mentions.places, furniture), named, info["place"], info["title"]
    )
    headline = f"{info['title'] or ''}{info['subtitle'] or ''}"
    periods = Periods(text.text, segments, _told(mentions.periods, furniture), info["published"], headline)
    grounded = Grounded(text, segments, places, periods)
    records = [
        *figure_records(grounded, figures),
        *network_records(grounded, figures),
        *phrase_records(grounded, phrases),
    ]
    records.extend(told_records(grounded, _told(mentions.told, furniture)))
    return sorted(records, key=lambda record: (record["evidence"][0]["start"], record["type"]))


def _told(mentions: list[Mention], furniture: list[Mention]) -> list[Mention]:
    """Those of the report itself."""
    if not furniture:
        return mentions
    of_page = overlap_test(furniture)
    return [mention for mention in mentions if not of_page(mention.start, mention.end)]


def figure_records(grounded: Grounded, figures: list[Figure]) -> list[JsonDict]:
    """One record a fact: a figure said again in another sentence, of one place and period, adds evidence."""
    merged: dict[tuple[Any, ...], JsonDict] = {}
    last: dict[tuple[Any, ...], tuple[int, int]] = {}
    for figure in figures:
        amount: Amount = figure.mention.value
        record = _figure_record(grounded, figure)
        kin = () if figure.indicator in LEVELS else (figure.label.text[-3:],)
        place: Place | None = record["place"]
        name = place.name if place else None
        key = (figure.indicator, amount.value, amount.low, amount.high, amount.unit, name, *kin)
        known = merged.get(key)
        if known is not None and _is_repeated(grounded, known, record, last[key], figure):
            known["evidence"].append(record["evidence"][0])
            if known["period"] is None or _is_vague(known["period"]):
                known["period"] = record["period"] or known["period"]
            continue
        last[key] = grounded.segments.sentence(figure.mention.start)
        merged[key if known is None else (*key, figure.mention.start)] = record
    return list(merged.values())


def _is_repeated(
    grounded: Grounded, known: JsonDict, record: JsonDict, sentence: tuple[int, int], figure: Figure
) -> bool:
    """The same number is the same fact in another sentence without another period; in its own sentence it is so only
    where the words before it are repeated too (a page break)."""
    start = figure.mention.start
    if grounded.segments.sentence(start) == sentence:
        before = grounded.text.text[max(0, start - _SAME_WORDS) : start]
        return grounded.text.text.find(before, sentence[0], start - 1) >= 0 and len(before) == _SAME_WORDS
    periods = known["period"], record["period"]
    return any(period is None or _is_vague(period) for period in periods) or periods[0] == periods[1]


def _is_vague(period: Period) -> bool:
    """近年来 and its like, which date nothing: a number told again with its date is the same fact."""
    return period.kind == "since" and period.start is None and period.text.startswith("近")


_SAME_WORDS = 8


def _figure_record(grounded: Grounded, figure: Figure) -> JsonDict:
    start, end = figure.mention.start, figure.mention.end
    evidence = [grounded.span(start, end)]
    if figure.label.side == "before":
        evidence.append(grounded.span(figure.label.start, figure.label.end))
    return {
        "type": "figure",
        "evidence": evidence,
        "quantity": quantity(figure.mention.value),
        "label": figure.label.text,
        "indicator": figure.indicator,
        **grounded.where_and_when(start),
        "rule": f"figure.{figure.label.side}",
    }


def network_records(grounded: Grounded, figures: list[Figure]) -> list[JsonDict]:
    """The station networks that the figures make up."""
    records = []
    for network in find_networks(grounded, figures):
        first = min(figure.mention.start for parts in network.levels.values() for figure in parts)
        record: JsonDict = {
            "type": "network",
            "evidence": [grounded.span(network.start, network.end)],
            **grounded.where_and_when(first),
            "full_coverage": network.full_coverage,
            "rule": "network.added-up",
        }
        for level, field in LEVELS.items():
            parts = network.levels.get(level)
            record[field] = quantity(add_up(parts)) if parts else None
        records.append(record)
    return records


def phrase_records(grounded: Grounded, phrases: list[Mention]) -> list[JsonDict]:
    """Order flows, slogans and brands, each told once."""
    flows = merge_flows([mention for mention in phrases if mention.kind == "flow"])
    records = [_flow_record(grounded, flow, spans, rule) for flow, spans, rule in flows]
    merged: dict[tuple[Any, ...], JsonDict] = {}
    by_name: dict[tuple[Any, ...], list[JsonDict]] = {}
    for mention in phrases:
        if mention.kind == "flow":
            continue
        key, record = (_slogan if mention.kind == "slogan" else _brand)(grounded, mention)
        same = by_name.setdefault(key[:2], [])
        known = merged.get(key) or _under_its_name(same, record)
        if known is None:
            merged[key] = record
            same.append(record)
        else:
            known["evidence"].extend(record["evidence"])
            if known.get("head") is None and record.get("head") is not None:
                # A name with a head in one place and none in another is what the head says.
                known.update(head=record["head"], category=record["category"], rule=record["rule"])
            if not known.get("parts") and record.get("parts"):
                known["parts"] = record["parts"]
    return [*records, *merged.values()]


def _under_its_name(same: list[JsonDict], record: JsonDict) -> JsonDict | None:
    """The brand of the same name: where the name is told without a noun, nothing says that it is another thing."""
    if record["type"] == "brand" and len(same) == 1 and (record["head"] is None or same[0]["head"] is None):
        return same[0]
    return None


def _flow_record(grounded: Grounded, flow: Flow, spans: list[tuple[int, int]], rule: str) -> JsonDict:
    return {
        "type": "order_flow",
        "evidence": [grounded.span(*span) for span in spans],
        "name": flow.name,
        "steps": [{"actor": step.actor, "action": step.action} for step in flow.steps],
        **grounded.where(spans[0][0]),
        "rule": rule,
    }


def _slogan(grounded: Grounded, mention: Mention) -> tuple[tuple[Any, ...], JsonDict]:
    value: Phrase = mention.value
    record = {
        "type": "slogan",
        "evidence": [grounded.span(mention.start, mention.end)],
        "text": value.text,
        "kind": value.kind,
        "parts": list(value.parts),
        **grounded.where(mention.start),
        "rule": mention.rule,
    }
    return ("slogan", value.text), record


def _brand(grounded: Grounded, mention: Mention) -> tuple[tuple[Any, ...], JsonDict]:
    value: Named = mention.value
    record = {
        "type": "brand",
        "evidence": [grounded.span(mention.start, mention.end)],
        "name": value.name,
        "category": value.category,
        "head": value.head,
        **grounded.where(mention.start),
        "owner": None,
        "rule": mention.rule,
    }
    # A corps and an app of one name are two brands; a project told as an activity is still one.
    kind = value.category if value.category in ("team", "platform") else None
    return ("brand", value.name, kind), record


def quantity(amount: Amount) -> JsonDict:
    """The public form of an amount."""
    return {
        "value": amount.value,
        "low": amount.low,
        "high": amount.high,
        "approximation": amount.approximation,
        "unit": amount.unit,
    }
