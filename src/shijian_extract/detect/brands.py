"""Brands: names that makers gave their projects, teams, venues and activities."""

from __future__ import annotations

from functools import cache
from itertools import groupby

import regex

from ..core import CleanText, Mention, Named, any_of, tidy_name
from ..lexicon import entries, groups, words
from .quotes import Quote

_LONGEST_HEAD = 22
# One or two letters in quotation marks are mostly a word used with a wink; as a name they need a plain head.
_SHORT = 2


@cache
def heads() -> dict[str, str]:
    """Every head noun to its category."""
    return {
        noun: key for key, listed in groups("brands").items() if key not in ("vague", "stops") for noun in listed
    }


@cache
def _head() -> regex.Pattern[str]:
    """What may stand between the quotation and its head: modifiers, no predicate, no particle."""
    stop = any_of(words("brands", "stops"))
    nouns = any_of(heads())
    vague = any_of(words("brands", "vague"))
    listed = r"等(?:\d+余?多?|[一二三四五六七八九十]+|数十|几)?(?:[个项支场类家条处]|大)?(?:多|余)?[个项支场类家条处]?(?:一批|一大批|一系列|系列|多个|多项|多种|各类|各种)?(?:[^，。；、“”]{0,18}?的)?"
    return regex.compile(
        rf"(?P<list>{listed})?(?P<theme>为?主题的?(?=[^，。])|的(?=[^，。]{{0,8}}(?:{nouns})))?"
        rf"(?P<head>(?:(?!{stop})[一-龥A-Za-z0-9“”（）+]){{0,{_LONGEST_HEAD}}}(?:{nouns}|(?P<vague>{vague})))"
    )


def find_brands(text: CleanText, quotes: list[Quote], taken: list[Mention]) -> list[Mention]:
    """Brands of clean text as mentions of kind `brand`, in text order; what `taken` holds is left alone.

    Quotations side by side share the head that stands after the last of them.
    """
    found: list[Mention] = []
    for _, group in groupby(quotes, key=lambda quote: quote.chain):
        chain = list(group)
        tail = chain[-1].end
        head = _head().match(text.text, tail, min(len(text.text), tail + 40))
        for quote in chain:
            if quote.speech or any(m.start < quote.end and quote.start < m.end for m in taken):
                continue
            named = _named(text, quote, head, len(chain) > 1)
            if named is not None:
                found.append(named)
    return found


def _named(text: CleanText, quote: Quote, head: regex.Match[str] | None, chained: bool) -> Mention | None:
    inner = quote.inner
    if inner in words_not_names() or regex.fullmatch(r"[\dA-Za-z+.%]+", inner) or inner.endswith(("奖", "称号")):
        return None
    start, end = quote.start + 1, quote.end - 1
    own = own_category(inner)
    if head is not None and not head["vague"]:
        written = head["head"]
        category = category_of(written)
        if category is None or _is_wink(inner, written, bool(head["list"]) or chained):
            return None
        if head["list"] is None and not chained and _is_predicate(text.text, quote, head):
            return None
        name = tidy_name(text, start, end)
        return Mention(start, end, "brand", Named(name, category, _shortest(written)), "brand.named-head")
    if own is None or (len(inner) <= 3 and head is None):
        return None
    rule = "brand.vague-head" if head is not None else "brand.own-head"
    named = Named(tidy_name(text, start, end), own, head["head"] if head is not None else None)
    return Mention(start, end, "brand", named, rule)


def _shortest(written: str) -> str:
    return written.strip("“”（）")


@cache
def words_not_names() -> frozenset[str]:
    """Quotations that name nothing of anybody's making: kinds of venue, titles, bodies, scare quotes."""
    return frozenset(entries("brands")["not_names"]["generic"])


def category_of(written: str) -> str | None:
    """The category of the longest head noun that ends the words."""
    table = heads()
    for length in range(min(8, len(written)), 0, -1):
        found = table.get(written[-length:])
        if found:
            if found == "activity" and regex.search(r"宣讲|讲座|党课", written):
                return "lecture"
            return found
    return None


def own_category(inner: str) -> str | None:
    """The category that the name's own last noun gives it (`流动小讲堂`), None where the name says none."""
    if len(inner) < 3 or inner.endswith(tuple(entries("brands")["not_names"]["honours"])):
        return None
    category = category_of(inner)
    return category if category in ("lecture", "team", "venue", "activity", "platform", "alliance", "mode", "project") else None


def _is_wink(inner: str, written: str, several: bool) -> bool:
    return len(inner) <= _SHORT and not several and len(written) <= _SHORT


def _is_predicate(text: str, quote: Quote, head: regex.Match[str]) -> bool:
    """Where a head is only the beginning of another word (`“甲”活动力强`), it is none."""
    return text[head.end() : head.end() + 1] in "化性力式感"
