"""Quotations: every stretch in quotation marks, with the chain of its neighbours."""

from __future__ import annotations

import re

from ..core.frozen import dataclass

_LONGEST = 60
_QUOTE = re.compile(rf"“([^“”\n]{{1,{_LONGEST}}})”|‘([^‘’“”\n]{{1,{_LONGEST}}})’")
_INNER = re.compile(rf"‘([^‘’\n]{{3,{_LONGEST}}})’")
# Between the members of a chain: a mark or 和, perhaps after the words that belong to the member (`“甲”认领、“乙”`).
_BETWEEN = re.compile(r"(?P<tail>[^，。；：！？“”\n、]{0,10}?)(?P<mark>、|和|与|及|以及|暨|、以及)?")
_SPEECH = re.compile(r"。|！|？|…$|您|你们|咱们|俺")
_SAID = re.compile(r"(?:说|道|表示|介绍|称|坦言|告诉记者|感慨|感叹|回忆|写道|问|讲)(?:着|起)?[，：]?$|：$")


@dataclass(slots=True, frozen=True)
class Quote:
    """A quotation: its span with the marks, what is inside them, and whether it is somebody's words.

    `chain` numbers quotations that stand side by side (`“甲”“乙”、“丙”`): they share what stands after the last. `tail`
    is what belongs to this member alone.
    """

    start: int
    end: int
    inner: str
    chain: int
    tail: str
    speech: bool


def find_quotes(text: str) -> list[Quote]:
    """Quotations of clean text in order; the inner ones of a quotation stand after it, each a chain of its own."""
    matches = list(_QUOTE.finditer(text))
    found: list[Quote] = []
    chain = 0
    for index, match in enumerate(matches):
        start, end = match.span()
        following = matches[index + 1].start() if index + 1 < len(matches) else len(text)
        link = _BETWEEN.fullmatch(text, end, min(following, end + 16)) if following <= end + 14 else None
        linked = link is not None and (link["mark"] is not None or not link["tail"])
        inner = match[1] or match[2]
        speech = bool(_SPEECH.search(inner)) or _is_said(text, start, inner, found, chain)
        found.append(
            Quote(start, end, inner, chain, link["tail"] if linked and link is not None else "", speech)
        )
        if "‘" in inner:
            for nested in _INNER.finditer(text, start + 1, end - 1):
                found.append(Quote(*nested.span(), nested[1], -len(found) - 1, "", False))
        chain += not linked
    return found


def _is_said(text: str, start: int, inner: str, found: list[Quote], chain: int) -> bool:
    """A long quotation right after 说 or a colon, unless it goes on a chain of names."""
    if len(inner) <= 12 or (found and found[-1].chain == chain):
        return False
    return bool(_SAID.search(text, max(0, start - 6), start))
