"""Quotations: every stretch in quotation marks, with the chain of its neighbours."""

from __future__ import annotations

from dataclasses import dataclass

import regex

_LONGEST = 60
_QUOTE = regex.compile(rf"“([^“”\n]{{1,{_LONGEST}}})”|‘([^‘’“”\n]{{1,{_LONGEST}}})’")
_INNER = regex.compile(rf"‘([^‘’\n]{{1,{_LONGEST}}})’")
_BETWEEN = frozenset({"", "、", "，", "和", "与", "及", "以及", "；", "或", "暨", "、以及"})
_SPEECH = regex.compile(r"[。！？…]$|[。！？].")
_SAID = regex.compile(r"(?:说|道|说道|表示|介绍|称|坦言|告诉记者|感慨|笑着说|感叹|回忆|看到|写道|喊出|问|讲)(?:着|起)?[，：:]?$|：$")


@dataclass(slots=True, frozen=True)
class Quote:
    """A quotation: its span with the marks, the span inside them, and whether it is somebody's words.

    `chain` numbers quotations that stand side by side (`“甲”“乙”、“丙”`): they share what stands after the last.
    """

    start: int
    end: int
    inner: str
    chain: int
    speech: bool


def find_quotes(text: str) -> list[Quote]:
    """Quotations of clean text in order; the inner ones of a quotation that is speech stand after it."""
    found: list[Quote] = []
    chain = -1
    last_end = -1
    for match in _QUOTE.finditer(text):
        start, end = match.span()
        inner = match[1] or match[2]
        if last_end < 0 or text[last_end:start] not in _BETWEEN or start - last_end > 2:
            chain += 1
        last_end = end
        speech = bool(_SPEECH.search(inner)) or (
            bool(_SAID.search(text[max(0, start - 6) : start])) and len(inner) > 6 and chain != (found[-1].chain if found else -1)
        )
        found.append(Quote(start, end, inner, chain, speech))
        for nested in _INNER.finditer(text, start + 1, end - 1):
            found.append(Quote(*nested.span(), nested[1], -len(found) - 1, False))
    return found
