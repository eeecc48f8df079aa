"""Lines of the page around a report: where it comes from and when (`2023-05-18 来源:…`), and what is furniture."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from ..core import any_of
from ..lexicon import words
from .bylines import media_name, read_byline
from .dates import FULL_DATE, iso_date
from .names import is_name, names_of

_LONGEST = 200
_SHORT = 40
_FEW = 8
_DATE = regex.compile(FULL_DATE)
_CLOCK = regex.compile(
    r"\s*(?:T|上午|下午)?\s*\d{1,2}:\d{2}(?::\d{2})?|\s*(?:星期|周)[一二三四五六日天]|https?://\S+|www\.\S+"
)
_HINT = regex.compile(r"[:|丨]|(?:19|20)\d\d")
_SENTENCE = regex.compile(r"[。!?…]")
_PARTS = regex.compile(r"[\s|丨,;/·•]+")
_BETWEEN = regex.compile(r"[\s|丨\[\]【】()/]+")
_LETTER = regex.compile(r"\p{L}")
_COLUMNS = regex.compile(r"\s{2,}|[|丨]")
_NO_LETTER = regex.compile(r"[^\p{L}]*")
_TRAIL = regex.compile(r">|＞|»|->|→")
_SITE = regex.compile(r"[\p{Han}A-Za-z]{2,12}")
_EDITION = regex.compile(r"^第?\s*[A-Z]?\d{1,3}\s*版|^[A-Z]\d{1,2}\b|^版次|\d{4}年第?\s*\d{1,3}\s*期")
_BAR = regex.compile(r"\s*[|丨]\s*")
_MANY = 3


@dataclass(slots=True, frozen=True)
class PageHead:
    """What a line of the page says of the report; an ISO date counts most where the line calls it that of publication."""

    authors: tuple[str, ...] = ()
    source: str | None = None
    published: str | None = None


@cache
def _keys() -> dict[str, str]:
    kinds = ("source", "date", "author", "other")
    return {word: kind for kind in kinds for word in words("bylines", f"{kind}_keys")}


@cache
def _key() -> regex.Pattern[str]:
    keys = any_of(_keys())
    return regex.compile(rf"(?<![\p{{Han}}])(?P<key>{keys})\s*[:|丨]|(?P<key>{keys})\s*:")


def read_page_head(text: str) -> PageHead | None:
    """What a folded line of a page's head says, None where the line is none.

    >>> read_page_head("发布时间:2023年5月18日 来源:清水日报 作者:王芳")
    PageHead(authors=('王芳',), source='清水日报', published='2023-05-18')
    >>> read_page_head("2019年6月26日,中心挂牌成立") is None
    True
    """
    if len(text) > _LONGEST or not _HINT.search(text) or _SENTENCE.search(text):
        return None
    dates = _DATE.findall(text)
    keyed = list(_key().finditer(text))
    if not dates and not keyed:
        return None
    rest = text[: keyed[0].start()] if keyed else text
    dated = PageHead(published=next(filter(None, map(iso_date, dates)), None))
    told = _with_loose(dated, rest)
    if told is None or (told.published is None and all(_keys()[match["key"]] == "date" for match in keyed)):
        return None
    ends = [match.start() for match in keyed[1:]] + [len(text)]
    for match, end in zip(keyed, ends, strict=False):
        told = _with_value(told, _keys()[match["key"]], text[match.end() : end])
    return told


def _with_loose(told: PageHead, text: str) -> PageHead | None:
    """What stands without a key: a clock, a site, names; None where it is a sentence after all."""
    source, authors = told.source, told.authors
    for word in filter(None, _PARTS.split(_CLOCK.sub(" ", _DATE.sub(" ", text)))):
        if word in _buttons() or _NO_LETTER.fullmatch(word):
            continue
        if media_name(word) == word:
            source = source or word
        elif is_name(word) and told.published:
            authors = (*authors, word)
        elif len(word) > _FEW or not _SITE.fullmatch(word) or (told.published and not _BAR.search(text)):
            return None
    return PageHead(authors, source, told.published)


def _with_value(told: PageHead, kind: str, value: str) -> PageHead:
    value = _CLOCK.sub(" ", _DATE.sub("  ", value)).strip(" |丨:()[]")
    first = _COLUMNS.split(value)[0].strip()
    if kind == "source" and told.source is None and first:
        head = first.partition(" ")[0]
        byline = read_byline(first)
        authors = (
            tuple(name for name in byline.authors if name not in told.authors)
            if byline and byline.source
            else ()
        )
        return PageHead((*told.authors, *authors), head, told.published)
    if kind == "author" and first:
        byline = read_byline(f"作者 {first}")
        found = byline.authors if byline else tuple(names_of(first))
        return PageHead(
            (*told.authors, *(name for name in found if name not in told.authors)),
            told.source,
            told.published,
        )
    return told


_SITE_OF = regex.compile(
    r"(?P<site>[\p{Han}]+?)(?:版权所有|(?:首页|微博|微信|数字报|电子报)$)|主办:? ?(?P<paper>[\p{Han}]+报)社$"
)


def site_of(text: str) -> str | None:
    """The paper or site that a line of furniture shows to be the page's own; None where it shows none.

    >>> site_of("您的位置:清水新闻网 > 要闻 > 正文"), site_of("清水日报微博"), site_of("首页 > 要闻")
    ('清水新闻网', '清水日报', None)
    """
    match = _SITE_OF.match(text)
    if match is not None:
        name = match["site"] or match["paper"]
        return name if media_name(name) == name else None
    if not _TRAIL.search(text):
        return None
    first = _TRAIL.split(text)[0].rpartition(":")[2].strip()
    return first if media_name(first) == first else None


def is_furniture(text: str) -> bool:
    """Whether the folded line belongs to the page alone: a trail of links, buttons, a masthead, a line without letters.

    >>> [is_furniture(line) for line in ("首页 > 要闻 > 正文", "责任编辑:王钰", "··", "文明新风扑面来")]
    [True, True, True, False]
    """
    if _NO_LETTER.fullmatch(text) or _page_start().match(text):
        return True
    if len(text) > _LONGEST or _SENTENCE.search(text):
        return False
    if _EDITION.search(text) or _page_inside().search(text):
        return True
    return _is_trail(text) or _is_buttons(text) or _is_site(text)


@cache
def _page_start() -> regex.Pattern[str]:
    return regex.compile(any_of(words("bylines", "page_start")))


@cache
def _page_inside() -> regex.Pattern[str]:
    return regex.compile(any_of(words("bylines", "page_inside")))


@cache
def _buttons() -> frozenset[str]:
    return frozenset(words("bylines", "page_buttons"))


def _is_trail(text: str) -> bool:
    return (_TRAIL.search(text) is not None and "《" not in text) or len(_BAR.findall(text)) >= _MANY


def _is_buttons(text: str) -> bool:
    """Nothing but buttons, or a row of short names without any mark (`今日东县 今日西县 …`)."""
    parts = [part for part in _BETWEEN.split(text) if part]
    if parts[0] in _buttons() or not _LETTER.search(parts[0]):
        return all(part in _buttons() or not _LETTER.search(part) for part in parts)
    return len(parts) > _MANY + 1 and all(1 < len(part) <= _FEW - 2 for part in parts)


def _is_site(text: str) -> bool:
    """A site's own name, or the name of its channels; `主办 …报社`."""
    if len(text) > _SHORT:
        return False
    first, _, rest = text.partition(" ")
    if rest and first.rstrip(":") in words("bylines", "page_credits"):
        return True
    if len(text) > _FEW + 4:
        return False
    return media_name(text) == text or text.endswith(words("bylines", "page_end"))
