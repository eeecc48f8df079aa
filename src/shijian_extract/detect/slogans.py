"""Slogans: codes, numeral abbreviations and mottos."""

from __future__ import annotations

import re
from functools import cache

from ..core import Anchored, CleanText, Mention, Phrase, any_of, first_letters, overlap_test, tidy_name
from ..lexicon import entries, words
from .heads import Head
from .quotes import Quote

_NUMERAL = "一二两三四五六七八九十百"
_LETTER = re.compile(r"[一-龥]")
_MARKS = re.compile(r"[、，；]")
_VALUES = {char: value for value, char in enumerate("零一二三四五六七八九十")} | {"两": 2}
# Phrases of a motto are of like length: a listing of nouns is not.
_SPREAD = 3
_LONGEST_ABBREVIATION = 16
_SEPARATORS = re.compile(r"[、，；· ]")
_QUOTED_BEFORE = re.compile(r"“([^“”]{4,40})”$")
_SUM = re.compile(r"[一-龥]{2,4}\+[一-龥]{2,6}")
_OPEN_SUM = re.compile(r"[一-龥]{2,4}\+")
_NUMBERED_NEXT = re.compile(rf"的?“[{_NUMERAL}][一-龥]")
_COUNTED_LIST = re.compile(rf"[{_NUMERAL}](?:项|个|张|大|类|种|支|条|方)")
_ITEM = re.compile(rf"([{_NUMERAL}])(?:个|大|项|张|条|种|级)?(?:统一|进一步|[一-龥])")
_ITEM_VERB = re.compile(r"(?:统筹|承接|落实|组成|构成)$")
_BETWEEN_ITEMS = re.compile(r"[、，]|和(?=若干|\d)")


def find_slogans(
    text: CleanText, quotes: list[Quote], chains: dict[int, Head | None], taken: list[Mention]
) -> list[Mention]:
    """Slogans of clean text as mentions of kind `slogan`, in text order.

    Mottos of the lexicon and unquoted abbreviations are found anywhere, the rest in quotation marks.
    """
    found = [
        *_codes(text.text),
        *_known_mottos(text.text),
        *_chains(text.text),
        *_listed(text.text),
        *_plain(text.text),
    ]
    claimed = overlap_test(taken)
    found = _outermost(
        [
            mention
            for mention in found
            if not (claimed(mention.start, mention.end) or _MODE.match(mention.value.text))
        ]
    )
    for quote in quotes:
        if quote.speech or claimed(quote.start, quote.end):
            continue
        mention = _quoted(text, quote, chains[quote.chain])
        if mention is not None and not _MODE.match(mention.value.text):
            inside = [m for m in found if quote.start <= m.start and m.end <= quote.end]
            found = [m for m in found if m not in inside] + [mention]
    return sorted(found, key=lambda mention: mention.start)


# 五单, 六单闭环: a way of ordering, which the order flows read.
_MODE = re.compile(r"[二三四五六七八九]单(?:制|闭环|联动|式|合一)?$")


def _outermost(mentions: list[Mention]) -> list[Mention]:
    """Of overlapping mentions the longest stays."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start - m.end, m.start)):
        if not any(mention.start < other.end and other.start < mention.end for other in kept):
            kept.append(mention)
    return kept


@cache
def _code() -> Anchored:
    known = any_of(words_of_codes())
    pattern = re.compile(
        rf"(?<![\dA-Za-z.])(?:({known})(?!\d)|\d+(?:[+＋](?:\d+|[NnXx]))+(?![\dA-Za-z]))|互联网[+＋](?![一-龥]*[项队])"
    )
    begins = "".join({code[0] for code in words_of_codes()})
    rest = any_of(code[1:] for code in words_of_codes())
    # Of a run of digits only the first begins a code.
    anchor = re.compile(rf"[{begins}0-9互](?:(?<=互)(?=联网)|(?<![0-9].)(?=[0-9]*[+＋]|{rest}))")
    return Anchored(anchor, pattern, needs=("+", "＋", *words_of_codes()))


# Four digits, quoted, before the word for a way of working; 2035 and its like are years.
_QUOTED_CODE = re.compile(
    r"“(?P<code>(?!19|20)\d{4,5})(?=”[一-龥]{0,6}?(?:思路|工作法|模式|机制|体系|布局|架构|要求|路径|行动|工程|格局))"
)


def words_of_codes() -> tuple[str, ...]:
    """The codes of the lexicon, whose parts are known everywhere."""
    return tuple(entries("slogans")["codes"])


def _codes(text: str) -> list[Mention]:
    spans = {match.span() for match in _code().finditer(text)}
    spans.update(match.span("code") for match in _QUOTED_CODE.finditer(text))
    found = []
    for start, end in sorted(spans):
        written = text[start:end].replace("＋", "+")
        parts = _code_parts(text, start, end, written)
        found.append(_slogan(start, end, written, "code", parts, "slogan.code"))
    return found


def _code_parts(text: str, start: int, end: int, written: str) -> tuple[str, ...]:
    known = entries("slogans")["codes"].get(written)
    if known:
        return tuple(known)
    return _parts_before(text, start, None) or parts_after(text, end, written.count("+") + 1)


def _slogan(start: int, end: int, text: str, kind: str, parts: tuple[str, ...], rule: str) -> Mention:
    return Mention(start, end, "slogan", Phrase(text, kind, parts), rule)


@cache
def _mottos() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern of all known mottos, whatever marks part their phrases, and each motto by its bare letters."""
    listed = words("slogans", "mottos")
    loose = [_MARKS.sub("[、，；· ]?", re.escape(motto)) for motto in sorted(listed, key=len, reverse=True)]
    return re.compile("|".join(loose)), {_bare(motto): motto for motto in listed}


def _bare(text: str) -> str:
    return _SEPARATORS.sub("", text)


def _known_mottos(text: str) -> list[Mention]:
    pattern, by_letters = _mottos()
    return [
        _slogan(*match.span(), by_letters[_bare(match[0])], "motto", (), "slogan.known-motto")
        for match in pattern.finditer(text)
    ]


_NEAR = 12


@cache
def _listing() -> tuple[Anchored, Anchored]:
    nouns = any_of(words("slogans", "listed"))
    item = rf"[{_NUMERAL}](?:个|大|项|张|条|种)(?:[一-龥]{{0,4}}?)(?:{nouns})"
    each = r"一(?!季度|站式|周年|人次)[乡镇村县站所区街社支队人月周季户品岗][一]?[一-龥]{1,4}"
    more = rf"[{_NUMERAL}](?:个|大|项|张|条|种)[一-龥]{{2,5}}"
    chain = rf"(?:{item})(?:、(?:{more}))+|(?:{each})(?:[、，]一(?![百千万]|对一)[一-龥]{{2,6}})+"
    other = r"(?![一-龥]*?(?:展示区|办公室)|[组者室站员人队日量])"
    single = rf"(?<![第这那上下每另{_NUMERAL}\d])([{_NUMERAL}])(?:大|项|个|张)(?:{nouns}){other}"
    return (
        Anchored(
            re.compile(f"[{_NUMERAL}](?=[个大项张条种乡镇村县站所区街社支队人月周季户品岗])"),
            re.compile(chain),
        ),
        Anchored(re.compile(f"[{_NUMERAL}](?=[大项个张])"), re.compile(single)),
    )


def _chains(text: str) -> list[Mention]:
    """Abbreviations in a row are one slogan, each of them a part (`一个目标、四个定位、五项工作`)."""
    found = []
    for match in _listing()[0].finditer(text):
        if text.find("”：", max(0, match.start() - _NEAR), match.start()) >= 0:
            continue  # `“四个一”：一块牌子、一支队伍…` are the parts of what is quoted
        parts = _MARKS.split(match[0])
        # Such phrases are of one length: what the last has more belongs to the sentence (`一村一亮点|的格局`).
        over = len(parts[-1]) - max(len(part) for part in parts[:-1])
        start, end = match.span()
        if over > 0 and (parts[-1][0] == "一" or _LETTER.match(text, end)):
            parts[-1] = parts[-1][:-over]
            end -= over
        found.append(_slogan(start, end, text[start:end], "numbered", tuple(parts), "slogan.numbered-chain"))
    return found


@cache
def _plain_abbreviation() -> Anchored:
    """`一约四会`; `五有标准`, with its parts in brackets behind it or not."""
    known = any_of(words("slogans", "anywhere"))
    pattern = re.compile(
        rf"(?P<known>{known})|(?<![第{_NUMERAL}])(?P<text>[{_NUMERAL[3:10]}](?:有|统一|进|送|化)(?:标准|要求|目标))(?:（(?P<parts>[^（）]{{4,40}})）)?"
    )
    numbered = (numeral + verb for numeral in _NUMERAL[3:10] for verb in "有统进送化")
    return Anchored(first_letters([*words("slogans", "anywhere"), *numbered]), pattern)


def _plain(text: str) -> list[Mention]:
    found = []
    for match in _plain_abbreviation().finditer(text):
        written = match["known"] or match["text"]
        parts = tuple(_MARKS.split(match["parts"])) if match["parts"] else ()
        found.append(_slogan(*match.span(), written, "numbered", parts, "slogan.numbered-plain"))
    return found


def _listed(text: str) -> list[Mention]:
    """A Chinese numeral with a noun that names a policy's list (`五大平台`, `三项清单`)."""
    found = []
    for match in _listing()[1].finditer(text):
        if match[1] in "一两" or match[1] == "百":
            continue
        start, end = match.span()
        if _counts_only(text, start, end):
            continue
        parts = _parts_before(text, start, _VALUES.get(match[1]))
        found.append(_slogan(start, end, match[0], "numbered", parts, "slogan.numbered-list"))
    return found


def _counts_only(text: str, start: int, end: int) -> bool:
    """`完成三项工作` in running text counts; a quoted or listed one, or one with 大, names a list."""
    if text[start + 1] == "大" or text[start - 1 : start] == "“":
        return False
    return text[start + 1] == "个" or text[max(0, start - 3) : start].removesuffix("了").endswith(_counting())


@cache
def _counting() -> tuple[str, ...]:
    return words("slogans", "counting")


_LIST_BEFORE = re.compile(
    r"(?:^|[，。；：“（]|以|即|包括|按照|突出|推行|围绕|建立|健全|实施|落实|了|聚焦|明确|梳理|形成|建立健全|打造)"
    r"((?:[^，。；：、“”（）]{1,16}、)+[^，。；：、“”（）]{1,16}?)(等(?:为主体)?)?的?(?:[“”])?的?“?$"
)


def _parts_before(text: str, start: int, count: int | None) -> tuple[str, ...]:
    """What is listed right before the abbreviation, where the list is as long as the numeral says (or says 等)."""
    window = text[max(0, start - 90) : start].rpartition("\n")[2]
    match = _LIST_BEFORE.search(window)
    if match is None:
        quoted = _QUOTED_BEFORE.search(window)
        if quoted is None:
            return ()
        items: list[str] = _MARKS.split(quoted[1])
        return tuple(items) if len(items) == count else ()
    items = match[1].split("、")
    items[0] = _leading().sub("", items[0]) or items[0]
    return tuple(items) if match[2] or len(items) == count else ()


_LEADS = (
    "以",
    "按照",
    "打造",
    "建立",
    "围绕",
    "聚焦",
    "包括",
    "落实",
    "完善",
    "健全",
    "打造了",
    "建立了",
    "实施",
    "推行",
    "制定",
)


@cache
def _leading() -> re.Pattern[str]:
    return re.compile(rf"^.*(?:{any_of(_LEADS)})")


@cache
def _abbreviation() -> re.Pattern[str]:
    verbs = any_of(words("slogans", "abbreviated"))
    listed = any_of(words("slogans", "listed"))
    item = rf"[{_NUMERAL}](?:个|大|项|张|条|种|级)?(?:{verbs}|[一-龥]{{0,4}}?(?:{listed}))[一-龥]{{0,4}}"
    return re.compile(rf"(?:{item})(?:[、，]?(?:{item}))*")


@cache
def _bare_abbreviation() -> re.Pattern[str]:
    """A numeral with a verb or 一, and no noun but a list's (`六进`, `三问三送`, `五个一`, `三有标准`): a slogan even
    where a noun of things that bear names follows."""
    verbs = any_of(
        word for word in words("slogans", "abbreviated") if word not in ("级", "员", "单", "心", "好", "项")
    )
    listed = any_of(words("slogans", "listed"))
    return re.compile(rf"(?:[{_NUMERAL}](?:{verbs})){{1,3}}(?:{listed})?|[{_NUMERAL}]个一")


def _quoted(text: CleanText, quote: Quote, head: Head | None) -> Mention | None:
    """A quotation that is an abbreviation, a sum or a motto; what names a thing is left to the brands."""
    inner = quote.inner
    start, end = quote.start + 1, quote.end - 1
    if inner[0] in _NUMERAL:
        numbered = _numbered(text, quote, head)
        if numbered is not None:
            return numbered
    if "+" in inner and (_SUM.fullmatch(inner) or (_OPEN_SUM.fullmatch(inner) and not is_named(inner, head))):
        return _slogan(start, end, inner, "code", _sum_parts(inner), "slogan.sum")
    if head is not None and head.category == "mode" and text.text.startswith(head.text, quote.end):
        return None  # “定点巡、预约送”工作法 is the name of the way
    if _is_motto(text.text, quote) and not is_named(inner, head) and not _tells_parts(text.text, quote.end):
        return _slogan(start, end, tidy_name(text, start, end), "motto", (), "slogan.quoted-motto")
    return None


def _numbered(text: CleanText, quote: Quote, head: Head | None) -> Mention | None:
    """An abbreviation that begins with its numeral."""
    inner = quote.inner
    start, end = quote.start + 1, quote.end - 1
    known = entries("slogans")["known"].get(inner)
    if known is not None:
        return _slogan(start, end, inner, "numbered", tuple(known), "slogan.known-abbreviation")
    if _listing()[0].pattern.fullmatch(inner):
        return _slogan(
            start,
            end,
            tidy_name(text, start, end),
            "numbered",
            tuple(_MARKS.split(inner)),
            "slogan.numbered-chain",
        )
    if len(inner) > _LONGEST_ABBREVIATION:
        return None
    bare = _bare_abbreviation().fullmatch(inner)
    if not bare and is_named(inner, head):
        return None
    if not bare and _EACH.fullmatch(inner):
        return _slogan(start, end, inner, "numbered", (), "slogan.each")
    if bare or _abbreviation().fullmatch(inner):
        parts = _abbreviation_parts(text.text, quote)
        return _slogan(start, end, tidy_name(text, start, end), "numbered", parts, "slogan.numbered")
    return None


def _sum_parts(inner: str) -> tuple[str, ...]:
    parts = tuple(inner.split("+"))
    return parts if all(parts) else ()


# 一站一品, 一所多站: one of this, one or many of that.
_EACH = re.compile(r"一[一-龥]{1,2}[一多][一-龥]{1,2}")


def _tells_parts(text: str, end: int) -> bool:
    """`“资源、服务、需求”三项清单`: the quotation lists the parts of the abbreviation that follows."""
    return bool(_COUNTED_LIST.match(text, end) or _NUMBERED_NEXT.match(text, end))


def _abbreviation_parts(text: str, quote: Quote) -> tuple[str, ...]:
    parts = _MARKS.split(quote.inner)
    if len(parts) > 1:
        return tuple(parts)
    numerals = _ITEM.findall(quote.inner)
    count = sum(_VALUES.get(char, 0) for char in numerals)
    return _parts_before(text, quote.start, count) or parts_after(text, quote.end, count)


_LIST_AFTER = re.compile(
    r"[^，。；：（\n]{0,14}[，：（](?:即|以|包括|分别是|分别为|指)?((?:(?:[^，。；：（）\n]|（[^）]{1,6}）){2,18}?[、和及，])+(?:[^，。；：、（）\n]|（[^）]{1,6}）){2,18})"
)


def parts_after(text: str, start: int, count: int) -> tuple[str, ...]:
    """What is listed right after the abbreviation, where the list is as long as the numeral says."""
    match = _LIST_AFTER.match(text, start + (text[start : start + 1] == "”"))
    if match is None:
        return ()
    items = [_ITEM_VERB.sub("", item) for item in _BETWEEN_ITEMS.split(match[1])]
    return tuple(items[:count]) if len(items) >= count > 1 else ()


@cache
def _name_ending() -> tuple[str, ...]:
    return tuple(noun for key in ("team", "venue", "lecture") for noun in words("brands", key))


def is_named(inner: str, head: Head | None) -> bool:
    """Whether a noun of things that bear names stands after the quotation, or ends it."""
    if head is not None and head.category not in (None, "mode"):
        return True
    return len(inner) > 3 and inner.endswith(_name_ending()) and not _SENTENCE.search(inner)


# Several phrases, or one with a predicate, are no name: 人人都是志愿者.
_SENTENCE = re.compile(r"[、，；]|[都就皆]是")


def _is_motto(text: str, quote: Quote) -> bool:
    inner = quote.inner
    phrases = _MARKS.split(inner)
    lengths = [len(phrase) for phrase in phrases]
    if len(inner) < 6 or text.startswith(words("brands", "works"), quote.end):
        return False
    after = text[quote.end : quote.end + 8].lstrip("的")
    cued = after.startswith(words("slogans", "cue_after")) or text[
        max(0, quote.start - 4) : quote.start
    ].endswith(words("slogans", "cue_before"))
    if len(phrases) > 1:
        return min(lengths) >= 2 and (max(lengths) - min(lengths) <= _SPREAD or cued)
    return cued and (len(inner) >= _LONG or bool(_SENTENCE.search(inner)))


# So long a single phrase that is commended as a motto is one.
_LONG = 8
