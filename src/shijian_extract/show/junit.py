"""Scores as JUnit XML, which build servers read: one test case for each floor, or for each score without floors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from xml.etree import ElementTree as ET

from ..views.lines import visible
from .changes import reason_lines
from .scores import interval_text, ratio_text

_SUITE = "shijian-extract evaluate"
# What XML 1.0 has no way to write, after control characters have become pictures.
_NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
_NAMES = ("f1", "strict_f1")
# No time is measured; some readers want the number all the same.
_TIME = "0"


def junit(scores: Mapping[str, Any]) -> str:
    """The XML text. `scores` is what `evaluate --json` writes, with or without `gate`."""
    gate = scores.get("gate")
    cases = list(_floor_cases(gate) if gate else _score_cases(scores["parts"]))
    failures = sum(case.find("failure") is not None for case in cases)
    counts = {"tests": str(len(cases)), "failures": str(failures), "errors": "0", "time": _TIME}
    suites = ET.Element("testsuites", {"name": _SUITE, **counts})
    suite = ET.SubElement(suites, "testsuite", {"name": _SUITE, **counts, "skipped": "0"})
    suite.extend(cases)
    ET.indent(suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(suites, encoding="unicode")}\n'


def _floor_cases(gate: Mapping[str, Any]) -> Iterator[ET.Element]:
    data = _case("data", "corpus and gold are those of the floors")
    if gate["changed"]:
        _fail(data, "corpus and gold are not those that the floors were pinned on", gate["changed"])
    yield data
    for check in gate["checks"]:
        case = _case(f"{check['part']}.{check['scope']}.{check['type']}", check["measure"])
        if check["verdict"] != "held":
            _fail(case, check["says"], reason_lines(check["reasons"]))
        else:
            _say(case, check["says"])
        yield case


def _score_cases(parts: Mapping[str, Any]) -> Iterator[ET.Element]:
    for part, scores in parts.items():
        for scope, counted in (("texts", scores["texts"]), ("pages", scores["pages"]["records"])):
            for kind, counts in counted["types"].items():
                yield from _cases(f"{part}.{scope}.{kind}", counts, _NAMES)
        yield from _cases(f"{part}.pages.article", scores["pages"]["articles"], _NAMES[:1])


def _cases(group: str, counts: Mapping[str, Any], names: Iterable[str]) -> Iterator[ET.Element]:
    for name in names:
        if counts[name] is not None:
            case = _case(group, name)
            interval = counts["intervals"][name]
            bounds = f" (95%: {interval_text(interval)})" if interval else ""
            _say(case, f"{ratio_text(counts[name])}{bounds}")
            yield case


def _case(group: str, name: str) -> ET.Element:
    return ET.Element("testcase", {"classname": _clean(group), "name": _clean(name), "time": _TIME})


def _fail(case: ET.Element, message: str, lines: Iterable[str]) -> None:
    failure = ET.SubElement(case, "failure", {"message": _clean(message), "type": "floor"})
    failure.text = _clean("\n".join([message, *lines]))


def _say(case: ET.Element, text: str) -> None:
    ET.SubElement(case, "system-out").text = _clean(text)


def _clean(text: str) -> str:
    return _NO_XML.sub("\ufffd", visible(text))
