"""Slogans whose digits and list disagree: reads the text right behind, or right before, a slogan."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ...lexicon import words
from ...records import Article, Slogan, Span
from .context import REACH, Prose, any_word
from .model import Finding, Origin
from .tables import longest_first, table
from .telling import finding, side

KIND = "slogan-parts"
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九十")} | {"两": 2}
_NUMERAL = "[一二两三四五六七八九十]"
_CLASSIFIERS = "个大项张条种"
# 14536; 1+8+N.
_UNITED = "\ue000"
_CODE = re.compile(r"[1-9]{3,6}")
_SUM = re.compile(r"[1-9]\d*(?:[+＋](?:[1-9]\d*|[NnXx]))+")
_OPEN_NUMBERS = "NnXx若多"
_COUNTED_ITEM = re.compile(rf"(?:({_NUMERAL}|\d+)|[{_OPEN_NUMBERS}]干?)[个大项张条种支类名套级本座场](?!人)")
# 3支特色队伍和若干支小队: two items.
_ITEM = re.compile(rf"(?:(?![和及](?:\d|[{_OPEN_NUMBERS}]))[^、，；。：！？\n（）()“”])+")
_LINE_STARTS = "。！？；：\n（("
# Longer than this is a sentence, not the name of a part.
_LONGEST_ITEM = 24
# So many of a slogan's mentions are its side of a finding, the one beside the list first.
_MENTIONS = 4


@dataclass(slots=True, frozen=True)
class _Call:
    """What a slogan calls for: how many parts, how each of them begins or ends (None: anyhow), the numbers they bear, and the
    slogan's own letters as a pattern."""

    parts: int
    begins: re.Pattern[str] | None = None
    ends: re.Pattern[str] | None = None
    numbers: tuple[int, ...] = ()
    letters: str | None = None

    def agrees(self, items: tuple[str, ...]) -> bool:
        """Whether a list is the one that the slogan calls for."""
        if len(items) != self.parts or not self.numbers:
            return len(items) == self.parts
        told = [match[1] for item in items if (match := _COUNTED_ITEM.search(item)) and match[1]]
        return sorted(_DIGITS.get(one) or int(one) for one in told) == sorted(self.numbers)


@dataclass(slots=True, frozen=True)
class _List:
    """Parts as listed, and the clean span they stand in."""

    items: tuple[str, ...]
    start: int
    end: int


@dataclass(slots=True, frozen=True)
class _Said:
    """A slogan as the text says it: its words, its record (None where there is none) and its clean spans."""

    text: str
    record: int | None
    spans: tuple[tuple[int, int], ...]


def slogan_parts(article: Article, origin: Origin, prose: Prose) -> Iterator[Finding]:
    """A finding for each slogan beside which a list of another length stands, and none of the right length anywhere."""
    place = article.article.place.name if article.article.place else None
    told: set[str] = set()
    for said in _slogans(article, prose):
        call = _call(said.text)
        found = None if call is None or said.text in told else _wrong(said, call, prose)
        if call is None or found is None:
            continue
        told.add(said.text)
        span, listed = found
        spans = [span, *(one for one in said.spans if one != span)][:_MENTIONS]
        items = "、".join(listed.items)
        sides = [
            side(origin, said.record, said.text, tuple(_source(prose, *one) for one in spans)),
            side(origin, None, items, (_source(prose, listed.start, listed.end),)),
        ]
        counts = {"first": str(call.parts), "second": str(len(listed.items)), "list": items}
        yield finding(KIND, place, (said.text, said.text), sides, template=_template(call, listed), **counts)


def _template(call: _Call, listed: _List) -> str:
    return "says" if len(listed.items) != call.parts else "numbers"


def _source(prose: Prose, start: int, end: int) -> tuple[int, int, str]:
    first, last = prose.clean.source_span(start, end)
    return first, last, prose.clean.source[first:last]


def _slogans(article: Article, prose: Prose) -> Iterator[_Said]:
    """The slogans among the records, and those that only their list makes one: “12345”, 四化工作机制."""
    known: set[int] = set()
    for number, record in enumerate(article.records):
        if isinstance(record, Slogan) and record.kind != "motto":
            spans = tuple(_spot(record.text, prose, one) for one in record.evidence)
            known.update(at for start, end in spans for at in range(start, min(end, start + _LONGEST_ITEM)))
            yield _Said(record.text, number, spans)
    unread: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for match in _unread().finditer(prose.clean.text):
        start, end = match.span("code") if match["code"] else match.span("short")
        if start not in known:
            unread[prose.clean.text[start:end]].append((start, end))
    for text, found in unread.items():
        yield _Said(text, None, tuple(found))


def _spot(words: str, prose: Prose, span: Span) -> tuple[int, int]:
    """Where the slogan itself stands: its evidence may take in the list behind it."""
    start, end = prose.offset(span.start), prose.offset(span.end - 1) + 1
    return (start, start + len(words)) if prose.clean.text.startswith(words, start) else (start, end)


@cache
def _unread() -> re.Pattern[str]:
    letters = any_word(*words("slogans", "abbreviated")).pattern
    return re.compile(
        rf"“(?P<code>{_CODE.pattern}|{_SUM.pattern})”|(?<!第)(?P<short>[二三四五六七八九十](?:个?(?:{letters})|个一))"
    )


def _wrong(said: _Said, call: _Call, prose: Prose) -> tuple[tuple[int, int], _List] | None:
    wrong = None
    for start, end in said.spans:
        for listed in _lists(call, prose, start, end):
            if call.agrees(listed.items):
                return None
            wrong = wrong or ((start, end), listed)
    return wrong


@cache
def _pairs() -> re.Pattern[str]:
    letter = f"[^{_NUMERAL[1:-1]}、]"
    return re.compile(
        rf"({_NUMERAL})([{_CLASSIFIERS}]?)((?![{_CLASSIFIERS}]){letter}{{1,3}}?|一)(?={_NUMERAL}|、|$)、?"
    )


def _call(text: str) -> _Call | None:
    """What the slogan calls for; None where it is no number of parts."""
    if _CODE.fullmatch(text):
        return _Call(len(text), _COUNTED_ITEM, None, tuple(map(int, text)))
    if _SUM.fullmatch(text):
        # 1234+N stands for five, 1+16+134 for three.
        split = [one for part in re.split("[+＋]", text) for one in (part if _is_row(part) else [part])]
        return _Call(len(split), _COUNTED_ITEM, None, tuple(int(part) for part in split if part.isdigit()))
    # The 一 in 统一 is no number.
    short = _without_noun(text).replace("统一", _UNITED)
    pairs = _pairs().findall(short)
    if "".join(a + b + c for a, b, c in pairs) != short.replace("、", ""):
        return None
    if not pairs or all(numeral == "一" for numeral, *_ in pairs) or (len(pairs) > 1 and pairs[0][1]):
        return None
    letters = any_word(*(letters.replace(_UNITED, "统一") for *_, letters in pairs))
    parts = sum(_DIGITS[numeral] for numeral, *_ in pairs)
    # One of them may be numbered: 一有项目、二有经费.
    begins, ends = re.compile(f"{_NUMERAL}?(?:{letters.pattern})"), re.compile(f"(?:{letters.pattern})$")
    return _Call(parts, begins, ends, letters=letters.pattern)


def _is_row(part: str) -> bool:
    return len(part) > 2 and part in "123456789"


def _without_noun(text: str) -> str:
    for noun in longest_first(table("cues")["slogan"]["nouns"]):
        short = text.removesuffix(noun)
        if short != text and len(short) > 1 and short[-1] not in _CLASSIFIERS:
            return short
    return text


@cache
def _opening() -> re.Pattern[str]:
    cues = table("cues")["slogan"]
    nouns = "|".join(longest_first(cues["nouns"]))
    opens = "|".join(longest_first(cues["opens"]))
    return re.compile(
        rf"[”」』]?的?(?:{nouns}){{0,2}}[”」』]?(?:(?P<bracket>[（(])(?:即|：)?|，?(?:{opens})[：，]?|[：—]+|(?P<comma>，))"
    )


@cache
def _closing() -> re.Pattern[str]:
    closes = "|".join(longest_first(table("cues")["slogan"]["closes"]))
    return re.compile(f"(?:，?(?:{closes})[^，。；：]{{0,8}}?)?(?:的|之)?[“「『]?$")


_CLOSING_REACH = 16
# “四心”志愿队：…: whatever is called so, a row of so many that fit is its list.
_FREE_OPENING = re.compile(r"[”」』]?[一-龥]{0,8}(?:(?P<comma>，)(?:即|也?就是)?|[：—]+)")
_FREE_ITEMS = 3


def _lists(call: _Call, prose: Prose, start: int, end: int) -> Iterator[_List]:
    text, stop = prose.clean.text, min(prose.sentence(start)[1], end + REACH)
    opening = _opening().match(text, end, stop)
    if opening and opening["bracket"]:
        close = re.compile("[）)]").search(text, opening.end(), stop)
        if close:
            yield from _bracketed(call, text, opening.end(), close.start())
    elif opening or (free := _FREE_OPENING.match(text, end, stop)):
        begin, comma = (opening.end(), opening["comma"]) if opening else (free.end(), free["comma"])
        for listed in _behind(call, text, begin, stop, loose=bool(opening) and not comma):
            # Behind a comma it is a list only where its items stand in a row.
            row = not comma or text[listed.start + len(listed.items[0])] == "、"
            if row and (opening or len(listed.items) >= _FREE_ITEMS):
                yield listed
    yield from _told_apart(call, text, end)
    far = max(0, start - REACH)
    line = max(far, *(text.rfind(mark, far, start) + 1 for mark in _LINE_STARTS))
    before = _closing().search(text, max(line, start - _CLOSING_REACH), start)
    if before:
        yield from _before(call, text, line, before.start())


# How far behind a slogan its list may begin and go on, in characters, and how far one part may lie from the next.
_APART_REACH = 400
_GAP = 80
_FEWEST = 3
_SENTENCE = re.compile(r"[^。；！？\n]+")


def _told_apart(call: _Call, text: str, end: int) -> Iterator[_List]:
    """The list behind a slogan whose parts are numbered (一讲…，二讲…) or begin a sentence each (有场地，…。有队伍，…。)."""
    if call.ends is None or call.letters is None:
        return
    yield from _numbered(call, text, end)
    yield from _by_sentences(call, text, end)


def _numbered(call: _Call, text: str, end: int) -> Iterator[_List]:
    number = re.compile(
        rf"(?<=[，。；：、！？\n“（])({_NUMERAL})(?:{call.letters})([^、，；。：！？\n（）“”]*)"
    )
    found: list[re.Match[str]] = []
    for match in number.finditer(text, end, end + _APART_REACH):
        if _DIGITS[match[1]] != len(found) + 1 or (found and match.start() - found[-1].end() > _GAP):
            break
        found.append(match)
    further = f"{'零一二三四五六七八九十'[len(found) + 1 : len(found) + 2]}(?:{call.letters})"
    if len(found) > 1 and not re.search(further, text[found[-1].end() :]):
        mark = text.find("。", found[-1].end())
        yield from _list_of(found, text[found[-1].end() : mark if mark >= 0 else len(text)])


def _by_sentences(call: _Call, text: str, end: int) -> Iterator[_List]:
    item = re.compile(rf"(?:{call.letters})[一-龥]{{1,4}}(?=[，：—])")
    begin = re.compile("[。：]").search(text, end, end + _GAP)
    found: list[re.Match[str]] = []
    for sentence in _SENTENCE.finditer(text, begin.end(), end + _APART_REACH) if begin else ():
        match = item.match(text, sentence.start(), sentence.end())
        if match is None:
            if not re.search(str(call.letters), sentence[0]) and len(found) >= _FEWEST:
                yield from _list_of(found, "")
            return
        found.append(match)


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


def _behind(call: _Call, text: str, start: int, stop: int, *, loose: bool) -> Iterator[_List]:
    items = _items(text, start, stop)
    run = _run(items, call)
    if run:
        # 等 may stand behind a further item that is no more of the row: …、资源整合一体化等.
        mark = re.compile("[，；。]").search(text, run[-1].end(), stop)
        yield from _list_of(run, text[run[-1].end() : mark.start() if mark else stop])
    elif loose and not call.numbers and "，" not in text[start:stop]:
        yield from _list_of([] if any(len(item[0]) > _LONGEST_ITEM for item in items) else items, "")


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
