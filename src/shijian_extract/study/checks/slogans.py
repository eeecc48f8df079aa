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
from .lists import (
    COUNTED_ITEM,
    DIGITS,
    LONGEST_ITEM,
    NUMERAL,
    Call,
    Listed,
    before,
    behind,
    bracketed,
    told_apart,
)
from .model import Finding, Origin
from .tables import longest_first, table
from .telling import finding, side

KIND = "slogan-parts"
_CLASSIFIERS = "个大项张条种"
# 14536; 1+8+N.
_UNITED = "\ue000"
_CODE = re.compile(r"[1-9]{3,6}")
_SUM = re.compile(r"[1-9]\d*(?:[+＋](?:[1-9]\d*|[NnXx]))+")
# 办好四件实事: a verb may lead the number.
_LED_ITEM = re.compile(rf"(?:[一-龥]{{1,4}}?)?{COUNTED_ITEM.pattern}")
_LINE_STARTS = "。！？；：\n（("
# So many of a slogan's mentions are its side of a finding, the one beside the list first.
_MENTIONS = 4


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


def _template(call: Call, listed: Listed) -> str:
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
            known.update(at for start, end in spans for at in range(start, min(end, start + LONGEST_ITEM)))
            yield _Said(record.text, number, spans)
    unread: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for match in _unread().finditer(prose.clean.text):
        start, end = next(match.span(name) for name in ("code", "short", "quoted") if match[name])
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
        rf"“(?P<code>{_CODE.pattern}|{_SUM.pattern})”|(?<!第)(?P<short>[二三四五六七八九十](?:个?(?:{letters})|个一))|“(?P<quoted>[二三四五六七八九十][一-龥])”"
    )


_GLOSS = re.compile(r"[“”](?P<number>[1-9]\d?)[”“](?:就是|即|是|指|为|代表)(?P<list>[^。；：！？“”\n]+)")
_GLOSS_COUNT = re.compile(rf"({NUMERAL}{{1,2}}|\d+)[类支项个大种方]")


def _wrong_gloss(said: _Said, prose: Prose) -> Listed | None:
    """The list with which the text explains one number of a code, and counts itself: “4”是理论、文艺、环保三类队伍."""
    start, end = said.spans[0]
    for gloss in _GLOSS.finditer(prose.clean.text, end, prose.sentence(start)[1]):
        items = gloss["list"].split("，")[0].split("、")
        count = _GLOSS_COUNT.search(items[-1])
        told = count and (DIGITS.get(count[1]) or (int(count[1]) if count[1].isdigit() else 0))
        if (
            gloss["number"] in (said.text if said.text.isdigit() else re.split("[+＋]", said.text))
            and told == len(items) > 1
            and told != int(gloss["number"])
        ):
            first = gloss.start("list")
            return Listed(tuple(items), first, first + len("、".join(items)))
    return None


def _wrong(said: _Said, call: Call, prose: Prose) -> tuple[tuple[int, int], Listed] | None:
    wrong = None
    for start, end in said.spans:
        for listed in _lists(call, prose, start, end):
            if call.agrees(listed.items):
                return None
            wrong = wrong or ((start, end), listed)
    gloss = None if wrong else _wrong_gloss(said, prose)
    return (said.spans[0], gloss) if gloss else wrong


@cache
def _pairs() -> re.Pattern[str]:
    letter = f"[^{NUMERAL[1:-1]}、]"
    return re.compile(
        rf"({NUMERAL})([{_CLASSIFIERS}]?)((?![{_CLASSIFIERS}]){letter}{{1,3}}?|一)(?={NUMERAL}|、|$)、?"
    )


def _call(text: str) -> Call | None:
    """What the slogan calls for; None where it is no number of parts."""
    if _CODE.fullmatch(text):
        return Call(len(text), _LED_ITEM, None, tuple(map(int, text)))
    if _SUM.fullmatch(text):
        # 1234+N stands for five, 1+16+134 for three.
        split = [one for part in re.split("[+＋]", text) for one in (part if _is_row(part) else [part])]
        return Call(len(split), COUNTED_ITEM, None, tuple(int(part) for part in split if part.isdigit()))
    # The 一 in 统一 is no number.
    short = _without_noun(text).replace("统一", _UNITED)
    pairs = _pairs().findall(short)
    if "".join(a + b + c for a, b, c in pairs) != short.replace("、", ""):
        return None
    if not pairs or all(numeral == "一" for numeral, *_ in pairs) or (len(pairs) > 1 and pairs[0][1]):
        return None
    letters = any_word(*(letters.replace(_UNITED, "统一") for *_, letters in pairs))
    parts = sum(DIGITS[numeral] for numeral, *_ in pairs)
    # One of them may be numbered: 一有项目、二有经费.
    # 读一本好书: of 四个一 the 一 stands behind a verb.
    led = "[一-龥]{0,4}?" if letters.pattern == "一" else f"{NUMERAL}?"
    begins, ends = re.compile(f"{led}(?:{letters.pattern})"), re.compile(f"(?:{letters.pattern})”?$")
    return Call(parts, begins, ends, letters=letters.pattern)


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
        rf"[”」』]?的?(?:{nouns}){{0,2}}[”」』]?(?:(?:展开|开展|推进|落实|实施|进行)(?=，(?:{opens})))?(?:(?P<bracket>[（(])(?:即|：)?|，?(?:{opens})[：，]?|[：—]+|(?P<comma>，))"
    )


def _is_known(call: Call) -> bool:
    """Whether its letters are those of many slogans; of others (“三长”) the parts have to show them."""
    return (
        call.letters is None
        or len(call.letters) > 1
        or call.letters in {*words("slogans", "abbreviated"), "一"}
    )


@cache
def _closing() -> re.Pattern[str]:
    closes = "|".join(longest_first(table("cues")["slogan"]["closes"]))
    return re.compile(f"(?:，?(?:{closes})[^，。；：]{{0,8}}?)?(?:的|之)?[“「『]?$")


_CLOSING_REACH = 16


def _lists(call: Call, prose: Prose, start: int, end: int) -> Iterator[Listed]:
    text, stop = prose.clean.text, min(prose.sentence(start)[1], end + REACH)
    opening = _opening().match(text, end, stop)
    if opening and opening["bracket"]:
        close = re.compile("[）)]").search(text, opening.end(), stop)
        if close and _is_known(call):
            yield from bracketed(call, text, opening.end(), close.start())
    elif opening:
        for listed in behind(call, text, opening.end(), stop, loose=not opening["comma"] and _is_known(call)):
            # Behind a comma it is a list only where its items stand in a row.
            if not opening["comma"] or text[listed.start + len(listed.items[0])] == "、":
                yield listed
    yield from told_apart(call, text, end)
    far = max(0, start - REACH)
    line = max(far, *(text.rfind(mark, far, start) + 1 for mark in _LINE_STARTS))
    closing = _closing().search(text, max(line, start - _CLOSING_REACH), start)
    if closing:
        stop = closing.start()
        # 进村屯、进牧场，“三进”: the letters show that the row is its list.
        stop -= call.letters is not None and text[stop - 1 : start] == "，“"
        yield from before(call, text, line, stop)
