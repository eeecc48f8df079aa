"""Slogans whose digits and list disagree: reads the text right behind, or right before, a slogan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ...records import Article, Slogan, Span
from .context import Prose, any_word
from .model import Finding, Origin
from .tables import longest_first, table
from .telling import finding, side

KIND = "slogan-parts"
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九十")} | {"两": 2}
_NUMERAL = "[一二两三四五六七八九十]"
_CLASSIFIERS = "个大项张条种"
_CODE = re.compile(r"[1-9]{3,6}")
_COUNTED_ITEM = rf"(?:{_NUMERAL}|\d+)[个大项张条种支类]"
_ITEM = re.compile("[^、，；。：！？\n（）()“”]+")
_BEFORE = re.compile("(?:的|之)?[“「『]?$")
_LINE_STARTS = "。！？；：\n（("
# Longer than this is a sentence, not the name of a part.
_LONGEST_ITEM = 24


@dataclass(slots=True, frozen=True)
class _Call:
    """What a slogan calls for: how many parts, and how each of them begins or ends (None: anyhow)."""

    parts: int
    begins: re.Pattern[str] | None
    ends: re.Pattern[str] | None


@dataclass(slots=True, frozen=True)
class _List:
    """Parts as listed, and the clean span they stand in."""

    items: tuple[str, ...]
    start: int
    end: int


def slogan_parts(article: Article, origin: Origin, prose: Prose) -> Iterator[Finding]:
    """A finding for each slogan beside which a list of another length stands, and none of the right length anywhere."""
    place = article.article.place.name if article.article.place else None
    told: set[str] = set()
    for number, record in enumerate(article.records):
        if not isinstance(record, Slogan) or record.text in told:
            continue
        call = _call(record)
        found = None if call is None else _wrong(record, call, prose)
        if call is None or found is None:
            continue
        told.add(record.text)
        span, listed = found
        start, end = prose.clean.source_span(listed.start, listed.end)
        items = "、".join(listed.items)
        sides = [
            side(origin, number, record.text, ((span.start, span.end, span.text),)),
            side(origin, None, items, ((start, end, prose.clean.source[start:end]),)),
        ]
        where = record.place.name if record.place else place
        words = {"first": str(call.parts), "second": str(len(listed.items)), "list": items}
        yield finding(KIND, where, (record.text, record.text), sides, **words)


def _wrong(slogan: Slogan, call: _Call, prose: Prose) -> tuple[Span, _List] | None:
    wrong = None
    for span in slogan.evidence:
        start, end = prose.offset(span.start), prose.offset(span.end - 1) + 1
        for listed in _lists(call, prose, start, end):
            if len(listed.items) == call.parts:
                return None
            wrong = wrong or (span, listed)
    return wrong


@cache
def _pairs() -> re.Pattern[str]:
    return re.compile(
        rf"({_NUMERAL})([{_CLASSIFIERS}]?)([^{_NUMERAL[1:-1]}、{_CLASSIFIERS}][^{_NUMERAL[1:-1]}、]{{0,2}}|一)、?"
    )


def _call(slogan: Slogan) -> _Call | None:
    text = slogan.text
    if slogan.kind == "motto" or "+" in text:
        return None
    if _CODE.fullmatch(text):
        return _Call(len(text), re.compile(_COUNTED_ITEM), None)
    for noun in longest_first(table("cues")["slogan"]["nouns"]):
        if text.endswith(noun) and len(text) - len(noun) == 2 and text[1] not in _CLASSIFIERS:
            text = text[: -len(noun)]
    pairs = _pairs().findall(text)
    if "".join(a + b + c for a, b, c in pairs) != text.replace("、", ""):
        return None
    if all(numeral == "一" for numeral, *_ in pairs) or (len(pairs) > 1 and pairs[0][1]):
        return None
    parts = sum(_DIGITS[numeral] for numeral, *_ in pairs)
    letters = any_word(*(letters for *_, letters in pairs))
    if pairs[0][1] not in ("", "个") or (pairs[0][1] and len(pairs[0][2]) == 2):
        return _Call(parts, None, None)
    return _Call(parts, letters, re.compile(f"(?:{letters.pattern})$"))


@cache
def _opening() -> re.Pattern[str]:
    nouns = "|".join(longest_first(table("cues")["slogan"]["nouns"]))
    return re.compile(
        rf"[”」』]?的?(?:{nouns}){{0,2}}[”」』]?(?:(?P<bracket>[（(])(?:即|：)?|，?(?:即|也就是)[：，]?|[：—]+|(?P<comma>，))"
    )


def _lists(call: _Call, prose: Prose, start: int, end: int) -> Iterator[_List]:
    text, stop = prose.clean.text, prose.sentence(start)[1]
    opening = _opening().match(text, end, stop)
    if opening and opening["bracket"]:
        close = re.compile("[）)]").search(text, opening.end(), stop)
        if close:
            yield from _bracketed(call, text, opening.end(), close.start())
    elif opening:
        for listed in _behind(call, text, opening.end(), stop):
            # Behind a comma it is a list only where its items stand in a row.
            if not opening["comma"] or text[listed.start + len(listed.items[0])] == "、":
                yield listed
    before = _BEFORE.search(text, max(0, start - 3), start)
    if before and call.begins:
        line = max(text.rfind(mark, 0, start) for mark in _LINE_STARTS) + 1
        yield from _before(call, text, line, before.start())


def _items(text: str, start: int, end: int) -> list[re.Match[str]]:
    return list(_ITEM.finditer(text, start, end))


def _list_of(run: list[re.Match[str]], rest: str) -> Iterator[_List]:
    """The run as a list, unless what stands at its end says that it goes on."""
    cut = any_word(*table("cues")["slogan"]["cut"])
    if len(run) > 1 and not cut.search(run[-1][0] + rest):
        yield _List(tuple(item[0] for item in run), run[0].start(), run[-1].end())


def _bracketed(call: _Call, text: str, start: int, end: int) -> Iterator[_List]:
    run = _items(text, start, end)
    stretch = text[start:end]
    even = not ("、" in stretch and re.search("[，；]", stretch))
    if even or (call.begins and all(call.begins.match(item[0]) for item in run)):
        yield from _list_of(run, "")


def _behind(call: _Call, text: str, start: int, stop: int) -> Iterator[_List]:
    items = _items(text, start, stop)
    if call.begins is None:
        stretch = text[start:stop]
        if "，" not in stretch and all(len(item[0]) <= _LONGEST_ITEM for item in items):
            yield from _list_of(items, "")
        return
    run = _run(items, call)
    rest = text[run[-1].end() : run[-1].end() + 2] if run else ""
    yield from _list_of(run, rest)


def _run(items: list[re.Match[str]], call: _Call) -> list[re.Match[str]]:
    """The items from the first on that begin as the slogan asks, or else end so."""
    for fits in (call.begins and call.begins.match, call.ends and call.ends.search):
        run: list[re.Match[str]] = []
        for item in items if fits else ():
            if not fits or not fits(item[0]):
                break
            run.append(item)
        if len(run) > 1:
            return run
    return []


def _before(call: _Call, text: str, start: int, end: int) -> Iterator[_List]:
    """The list that ends right before the slogan; a verb may stand before its first item (坚持有场所、有队伍)."""
    items = _items(text, start, end)
    if not items or items[-1].end() != end:
        return
    items.reverse()
    run = _run(items, call)
    if run and call.begins and call.begins.match(run[0][0]) and len(run) < len(items):
        first = items[len(run)]
        inside = call.begins.search(first[0])
        if inside and text[first.end()] == "、":
            run.append(first)
    run.reverse()
    yield from _list_of(run, "")
