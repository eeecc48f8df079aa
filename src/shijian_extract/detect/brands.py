"""Brands: names that makers gave their projects, teams, venues and activities."""

from __future__ import annotations

from functools import cache
from itertools import groupby

import regex

from ..core import CleanText, Mention, Named, any_of, tidy_name
from ..lexicon import entries, words
from .heads import category_of, heads, nouns
from .quotes import Quote

_LONGEST_HEAD = 30
# One or two letters in quotation marks are mostly a word used with a wink; as a name they need a plain head.
_SHORT = 2


@cache
def _head() -> regex.Pattern[str]:
    """What may stand between the quotation and its head: modifiers, no predicate."""
    stop = any_of(words("brands", "stops"))
    vague = any_of(words("brands", "vague"))
    count = r"(?:(?:\d+|[一二三四五六七八九十数几]+)(?:余|多)?[个项支场类家条处批大]?|一?大?批|一系列|系列|多[个项支种]|各类|各种|一些)"
    return regex.compile(
        rf"(?P<list>等{count}?(?:[^，。；“”]{{0,30}}?的)?|\d+余?[个项支场类家](?=[^，。]))?"
        rf"(?P<theme>为主题的?|的(?=[一-龥]{{0,6}}(?:品牌|项目)(?![一-龥])))?(?![在于从由与及向对以凭到被使])"
        rf"(?P<head>(?:(?!{stop})[一-龥A-Za-z0-9“”（）+·]){{0,{_LONGEST_HEAD}}}(?:{nouns()}|(?P<vague>{vague})))"
    )


@cache
def _theme() -> regex.Pattern[str]:
    """`以“甲”为主题的…活动`: the activity may stand far behind its theme."""
    return regex.compile(rf"为(?:活动)?主题[，的]?[^。；\n]{{0,24}}?(?P<head>[一-龥]{{0,6}}(?:{nouns()}))")


@cache
def _head_before() -> regex.Pattern[str]:
    """A head right before the quotation: `服务项目“甲”`."""
    return regex.compile(r"(?:项目|品牌|工程|服务队|志愿队|子品牌|工作室)[-—]{0,2}$")


def find_brands(text: CleanText, quotes: list[Quote], taken: list[Mention], modes: set[str | None]) -> list[Mention]:
    """Brands of clean text as mentions of kind `brand`, in text order; what `taken` holds is left alone.

    Quotations side by side share the head that stands after the last of them. `modes` are names of order flows.
    """
    found = find_listed(text)
    for _, group in groupby(quotes, key=lambda quote: quote.chain):
        chain = list(group)
        tail = chain[-1].end
        head = _head().match(text.text, tail, min(len(text.text), tail + 64))
        if head is None or (head["theme"] and not head["list"]):
            head = _theme().match(text.text, tail, min(len(text.text), tail + 50)) or head
        for quote in chain:
            if quote.speech or quote.inner in modes or any(m.start < quote.end and quote.start < m.end for m in taken):
                continue
            named = _named(text, quote, head, chain)
            if named is not None:
                found.append(named)
    return found


def _named(text: CleanText, quote: Quote, head: regex.Match[str] | None, chain: list[Quote]) -> Mention | None:
    inner = quote.inner
    before = text.text[max(0, chain[0].start - 4) : chain[0].start]
    if not _may_name(inner, head) or before.endswith(words("brands", "honouring")):
        return None
    if text.text.startswith(words("brands", "works"), quote.end) or text.text.startswith("类", quote.end - 2):
        return None
    read = _by_head(text.text, quote, head, chain) or _by_head_before(text.text, chain) or _by_own(quote, head, before)
    if read is None:
        return None
    category, written, rule = read
    start, end = quote.start + 1, quote.end - 1
    return Mention(start, end, "brand", Named(tidy_name(text, start, end), category, written), rule)


def _may_name(inner: str, head: regex.Match[str] | None) -> bool:
    if regex.fullmatch(r"[\dA-Za-z+.%]+", inner) or inner.endswith(("奖", "称号", "类")) or "点单" in inner or "派单" in inner:
        return False
    if inner not in not_names():
        return True
    category = category_of(head["head"]) if head is not None else None
    return category == "platform" or (category in ("team", "project") and head is not None and head.start() != head.start("head"))


_Read = tuple[str, str | None, str]


def _by_head(text: str, quote: Quote, head: regex.Match[str] | None, chain: list[Quote]) -> _Read | None:
    """The noun behind the quotation or, of a chain, behind its last member."""
    own_tail = category_of(quote.tail) if quote.tail else None
    if head is None or "vague" in head.groupdict() and head["vague"]:
        return (own_tail, quote.tail, "brand.named-head") if own_tail else None
    written = head["head"].strip("“”（）")
    listed = "list" in head.groupdict() and head["list"] is not None
    category = category_of(written)
    if category is None or _NUMBERED.match(written) or text[head.end() : head.end() + 1] in tuple("化性力式感体员者法度率"):
        return None
    if len(chain) > 1 and quote.tail and not listed:
        return (own_tail, quote.tail, "brand.named-head") if own_tail else None
    if len(quote.inner) <= _SHORT and len(chain) == 1 and len(written) <= _SHORT and not listed:
        return None
    if written in ("品牌", "子品牌"):
        category = own_category(quote.inner) or category
    return category, (quote.tail if own_tail else written), "brand.named-head"


_NUMBERED = regex.compile(r"[一二三四五六七八九十\d]+[项个大]")


def _by_head_before(text: str, chain: list[Quote]) -> _Read | None:
    match = _head_before().search(text, max(0, chain[0].start - 8), chain[0].start)
    if match is None:
        return None
    noun = match[0].rstrip("-—")
    return heads()[noun], noun, "brand.head-before"


def _by_own(quote: Quote, head: regex.Match[str] | None, before: str) -> _Read | None:
    """The name's own last noun says what it is (`流动小讲堂`), unless it is said of something else (`成了“百姓课堂”`)."""
    inner = quote.inner
    vague = head is not None and "vague" in head.groupdict() and head["vague"]
    category = own_category(inner)
    if vague and head is not None and category is None and "宣讲" in head["head"]:
        category = "lecture"
    if category is None or (len(inner) <= 3 and not vague) or before.endswith(words("brands", "likening")):
        return None
    if vague and head is not None:
        return category, head["head"], "brand.vague-head"
    return category, None, "brand.own-head"


@cache
def not_names() -> frozenset[str]:
    """Quotations that name nothing of anybody's making: kinds of venue, titles, bodies, scare quotes."""
    return frozenset(entries("brands")["not_names"]["generic"])


def own_category(inner: str) -> str | None:
    """The category that the name's own last noun gives it, None where the name says none."""
    if len(inner) < 3 or "、" in inner or "，" in inner:
        return None
    if inner.endswith(tuple(entries("brands")["not_names"]["honours"])):
        return None
    return category_of(inner)


@cache
def _counted_list() -> regex.Pattern[str]:
    item = r"[一-龥“”]{4,8}"
    return regex.compile(rf"((?:{item}、){{2,}}{item}?)(等)?(\d{{1,2}}|[三四五六七八九十])(?:个|支|项|大|家|处)(?!层面|方面|部分|领域|环节|类别|阶段)[^，。；“”\d]{{0,16}}?({nouns()}|系列)")


@cache
def _teams() -> regex.Pattern[str]:
    item = r"[一-龥]{2,6}(?:村|社区|合作社|镇|乡|街道|学校|小学|中学|公司)[一-龥]{2,9}(?:队|团|社|协会)"
    return regex.compile(rf"((?:{item}、)+{item})等[^，。；“”]{{0,8}}?(队伍|团队|服务队|组织)")


def find_listed(text: CleanText) -> list[Mention]:
    """Names without quotation marks: a list of phrases of one length that is as long as its count says
    (`碧水清风、绿野书香、红石夜话3个文明实践点`), and teams of a named community (`柳林村腰鼓队、河口社区夜巡队等队伍`)."""
    found = []
    for match in _counted_list().finditer(text.text):
        names = _last_names(match[1])
        if names and _as_number(match[3]) in ((len(names),) if match[2] is None else range(len(names), 99)):
            category = category_of(match[4]) or "other"
            found.extend(_listed_mentions(text, match.end(1), names, category, match[4]))
    for match in _teams().finditer(text.text):
        found.extend(_listed_mentions(text, match.end(1), match[1].split("、"), "team", match[2]))
    return found


def _last_names(listing: str) -> list[str]:
    """The phrases of the list, the first one cut to the length that all others share; none where they differ."""
    names = listing.split("、")
    size = len(names[-1])
    if any(len(name) != size for name in names[1:]) or len(names[0]) < size or size not in (4, 5):
        return []
    return [names[0][-size:], *names[1:]]


def _as_number(written: str) -> int:
    return int(written) if written.isdigit() else "零一二三四五六七八九十".index(written)


def _listed_mentions(text: CleanText, end: int, names: list[str], category: str, head: str) -> list[Mention]:
    found = []
    for name in reversed(names):
        start = end - len(name)
        named = Named(tidy_name(text, start, end), category, head)
        found.append(Mention(start, end, "brand", named, "brand.listed"))
        end = start - 1
    return found[::-1]
