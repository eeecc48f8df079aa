"""From mentions to records, step by step."""

from __future__ import annotations

from typing import Any

from ..core import Amount, CleanText, Flow, Mention, Named, Phrase, Segments, overlap_test
from .engine import WordEngine
from .figures import Figure, find_figures
from .flows import merge_flows
from .furniture import find_furniture
from .networks import LEVELS, add_up, find_networks

JsonDict = dict[str, Any]


def assemble(
    text: CleanText,
    segments: Segments,
    amounts: list[Mention],
    phrases: list[Mention],
    place: JsonDict | None,
    engine: WordEngine,
) -> list[JsonDict]:
    """Records of the article as dictionaries of the public form, in text order.

    `place` is the article's own place (`{"name", "adcode"}`), taken by every record that names no other.
    """
    furniture = find_furniture(text.text)
    page = overlap_test(furniture)
    phrases = [mention for mention in phrases if not page(mention.start, mention.end)]
    claimed = overlap_test([*furniture, *(mention for mention in phrases if mention.kind != "flow")])
    counted = [mention for mention in amounts if not claimed(mention.start, mention.end)]
    figures = find_figures(text.text, segments, counted, engine)
    grounded = _Grounded(text, segments, place)
    records = [
        *grounded.figures(figures),
        *grounded.networks(figures),
        *grounded.phrases(phrases),
    ]
    return sorted(records, key=lambda record: (record["evidence"][0]["start"], record["type"]))


class _Grounded:
    """Makes records: clean spans become source spans, and repeated facts become one record."""

    def __init__(self, text: CleanText, segments: Segments, place: JsonDict | None) -> None:
        self._text = text
        self._segments = segments
        self._place = place

    def span(self, start: int, end: int) -> JsonDict:
        source_start, source_end = self._text.source_span(start, end)
        return {"start": source_start, "end": source_end, "text": self._text.source[source_start:source_end]}

    def figures(self, figures: list[Figure]) -> list[JsonDict]:
        merged: dict[tuple[Any, ...], JsonDict] = {}
        last: dict[tuple[Any, ...], tuple[int, int]] = {}
        for figure in figures:
            amount: Amount = figure.mention.value
            evidence = [self.span(figure.mention.start, figure.mention.end)]
            if figure.label.side == "before":
                evidence.append(self.span(figure.label.start, figure.label.end))
            sentence = self._segments.sentence(figure.mention.start)
            key = (figure.indicator, amount.value, amount.low, amount.high, amount.unit, *_kin(figure))
            known = merged.get(key)
            # In one sentence the same number said again counts something else; in another it is the fact repeated.
            if known is not None and last[key] != sentence:
                known["evidence"].append(evidence[0])
                continue
            last[key] = sentence
            key = key if known is None else (*key, figure.mention.start)
            merged[key] = {
                "type": "figure",
                "evidence": evidence,
                "quantity": quantity(amount),
                "label": figure.label.text,
                "indicator": figure.indicator,
                "place": self._place,
                "period": None,
                "rule": f"figure.{figure.label.side}",
            }
        return list(merged.values())

    def networks(self, figures: list[Figure]) -> list[JsonDict]:
        records = []
        for network in find_networks(self._text.text, figures):
            record: JsonDict = {
                "type": "network",
                "evidence": [self.span(network.start, network.end)],
                "place": self._place,
                "period": None,
                "full_coverage": network.full_coverage,
                "rule": "network.added-up",
            }
            for level, field in LEVELS.items():
                parts = network.levels.get(level)
                record[field] = quantity(add_up(parts)) if parts else None
            records.append(record)
        return records

    def phrases(self, phrases: list[Mention]) -> list[JsonDict]:
        flows = merge_flows([mention for mention in phrases if mention.kind == "flow"])
        records = [self._flow(flow, spans, rule) for flow, spans, rule in flows]
        merged: dict[tuple[Any, ...], JsonDict] = {}
        for mention in phrases:
            if mention.kind == "flow":
                continue
            key, record = self._slogan(mention) if mention.kind == "slogan" else self._brand(mention)
            known = merged.setdefault(key, record)
            if known is not record:
                known["evidence"].extend(record["evidence"])
                if not known.get("parts") and record.get("parts"):
                    known["parts"] = record["parts"]
        return [*records, *merged.values()]

    def _flow(self, flow: Flow, spans: list[tuple[int, int]], rule: str) -> JsonDict:
        return {
            "type": "order_flow",
            "evidence": [self.span(*span) for span in spans],
            "name": flow.name,
            "steps": [{"actor": step.actor, "action": step.action} for step in flow.steps],
            "place": self._place,
            "rule": rule,
        }

    def _slogan(self, mention: Mention) -> tuple[tuple[Any, ...], JsonDict]:
        value: Phrase = mention.value
        record = {
            "type": "slogan",
            "evidence": [self.span(mention.start, mention.end)],
            "text": value.text,
            "kind": value.kind,
            "parts": list(value.parts),
            "place": self._place,
            "rule": mention.rule,
        }
        return ("slogan", value.text), record

    def _brand(self, mention: Mention) -> tuple[tuple[Any, ...], JsonDict]:
        value: Named = mention.value
        record = {
            "type": "brand",
            "evidence": [self.span(mention.start, mention.end)],
            "name": value.name,
            "category": value.category,
            "head": value.head,
            "place": self._place,
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


_STATIONS = frozenset(LEVELS)


def _kin(figure: Figure) -> tuple[Any, ...]:
    """Two figures of one value are one fact where they count the same: stations by level, all else by the label's end."""
    return () if figure.indicator in _STATIONS else (figure.label.text[-3:],)
