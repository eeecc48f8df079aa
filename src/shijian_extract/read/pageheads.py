"""Lines of the page around a report: where it comes from and when (`2023-05-18 来源:…`), and what is furniture."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import regex

from ..core import any_of
from ..lexicon import words
from .bylines import media_name, read_byline
from .dates import FULL_DATE, PART_OF_DATE, iso_date, partial_iso_date
from .names import is_name, names_of

_LONGEST = 200
_SHORT = 40
_FEW = 8
_DATE = re.compile(FULL_DATE)
_PART_OF_DATE = re.compile(PART_OF_DATE)
_CLOCK = re.compile(
    r"\s*(?:T|上午|下午)?\s*\d{1,2}:\d{2}(?::\d{2})?|\s*(?:星期|周)[一二三四五六日天]|https?://\S+|www\.\S+"
)
# Each way begins with a letter of its own: the engine looks for those alone.
_HINT = re.compile(r":|\||丨|19\d\d|20\d\d|二[〇零○]|一九")
_SENTENCE = re.compile(r"[。!?…]")
_PARTS = re.compile(r"[\s|丨,;/·•]+")
_BETWEEN = re.compile(r"[\s|丨\[\]【】()/]+")
_COLUMNS = re.compile(r"\s{2,}|[|丨]")
_TRAIL = re.compile(r">|＞|»|->|→")
_SITE = regex.compile(r"[\p{Han}A-Za-z]{2,12}")
_EDITION = re.compile(
    r"^第?\s*[A-Z]?\d{1,3}\s*版|^[A-Z]\d{1,2}\b|^版次|\d{4}年第?\s*\d{1,3}\s*期"
    r"|(?<=\s)第?[A-Z]?\d{1,3}版(?=$|[\s:·])"
)
# Before most lines are read for a date, a year is looked for.
_YEAR_HINT = re.compile(r"19\d\d|20\d\d|二[〇零○]|一九")
# What only the head of a printed page has beside its date: the weekday, the number of the page or issue, the old calendar.
_PRINTED = re.compile(
    r"(?:星期|周)[一二三四五六日天]|(?<![\d.])第?\s*[A-Z]?\d{1,3}\s*版|(?<!\S)[A-Z]\d{1,2}(?!\S)|总?第\s*\d+\s*期|农历"
)
_PRINTED_WORD = re.compile(r"第?[A-Z]?\d{1,3}版?|[A-Z]\d{1,2}|总?第?\d+期|农历\S{1,12}|版")
# Where a report was printed first, and the paper in its marks.
_PRINTED_IN = re.compile(r"^(?:原?载于?|原?刊载?于?|转自|摘自|选自|见)\s*:?")
_PAPER = re.compile(r"《([^《》]{2,16})》")
_WEEKDAY = re.compile(r"(?:星期|周)[一二三四五六日天]")
_SIGNS = regex.compile(r"[\p{Han}]{3,26}?(?:供稿|提供)?")
_SUPPLIED = ("供稿", "提供")
_BAR = re.compile(r"\s*[|丨]\s*")
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
    return regex.compile(rf"(?<![\p{{Han}}])(?P<key>{keys})\s*[:|丨/]|(?P<key>{keys})\s*:")


@cache
def _keyed() -> re.Pattern[str]:
    """Any key before its mark: most lines have none."""
    return re.compile(rf"(?:{any_of(_keys())})\s*[:|丨/]")


def _keys_in(text: str) -> list[regex.Match[str]]:
    return list(_key().finditer(text)) if _keyed().search(text) else []


def read_page_head(text: str) -> PageHead | None:
    """What a folded line of a page's head or foot says, None where the line is none.

    >>> read_page_head("发布时间:2023年5月18日 来源:清水日报 作者:王芳")
    PageHead(authors=('王芳',), source='清水日报', published='2023-05-18')
    >>> read_page_head("清水新风 2023年5月16日 星期二 第04版 综合")
    PageHead(authors=(), source='清水新风', published='2023-05-16')
    >>> read_page_head("(清水县文明办 2023年12月28日)").source
    '清水县文明办'
    >>> read_page_head("2019年6月26日,中心挂牌成立") is None
    True
    """
    if len(text) > _LONGEST or not _HINT.search(text) or _SENTENCE.search(text):
        return None
    if text[0] == "(" and text[-1] == ")":
        return read_signature(text[1:-1], in_brackets=True) or _keyed_head(text[1:-1], _date_in(text[1:-1]))
    published = _date_in(text)
    told = _keyed_head(text, published)
    return read_signature(text, in_brackets=False) if told is None and published else told


def _keyed_head(text: str, published: str | None) -> PageHead | None:
    """A line of words with their keys, or of a date and what stands around it on the head of a page."""
    keyed = _keys_in(text)
    if not published and not keyed:
        return None
    rest = text[: keyed[0].start()] if keyed else text
    told = _with_loose(PageHead(published=published), rest)
    if told is None or (told.published is None and all(_keys()[match["key"]] == "date" for match in keyed)):
        return None
    ends = [match.start() for match in keyed[1:]] + [len(text)]
    for match, end in zip(keyed, ends, strict=False):
        told = _with_value(told, _keys()[match["key"]], text[match.end() : end])
    return told


def _date_in(text: str) -> str | None:
    """The first full date of a line; less of it only where a key, a number of a page or issue, or a paper vouches for it."""
    if not _YEAR_HINT.search(text):
        return None
    full = next(filter(None, (iso_date(match[0]) for match in _DATE.finditer(text))), None)
    if full is not None:
        return full
    part = _PART_OF_DATE.search(text)
    if part is None:
        return None
    before = text[: part.start()]
    keyed = _keys_in(before)
    dated = bool(keyed) and keyed[-1].end() == len(before.rstrip()) and _keys()[keyed[-1]["key"]] == "date"
    return partial_iso_date(part[0]) if dated or _PRINTED.search(text) or _PAPER.search(text) else None


def _without_date(text: str) -> str:
    return _PART_OF_DATE.sub(" ", _DATE.sub(" ", text))


def _with_loose(told: PageHead, text: str) -> PageHead | None:
    """What stands without a key: a clock, a site, names, the words of a printed page's head; None where it is a sentence
    after all."""
    printed = told.published is not None and _PRINTED.search(text) is not None
    source, authors = (_masthead(text) if printed else None), told.authors
    for word in filter(None, _PARTS.split(_CLOCK.sub(" ", _without_date(text)))):
        if word in _buttons() or not _has_letter(word):
            continue
        if media_name(word) == word:
            source = source or word
        elif printed and (len(word) <= _FEW or _PRINTED_WORD.fullmatch(word)):
            continue
        elif is_name(word) and told.published:
            authors = (*authors, word)
        elif len(word) > _FEW or not _SITE.fullmatch(word) or (told.published and not _BAR.search(text)):
            return None
    return PageHead(authors, source, told.published)


def _masthead(text: str) -> str | None:
    """The paper's name, which opens the head of a printed page before the date; the name of a section is none."""
    first = text.split(maxsplit=1)[0]
    if _without_date(first) != first:
        return None
    section = first.removesuffix("新闻") in words("bylines", "sections") or first in words(
        "bylines", "rubrics"
    )
    return first if _SITE.fullmatch(first) and len(first) > _MANY and not section else None


def read_signature(text: str, *, in_brackets: bool) -> PageHead | None:
    """What signs a report with its date: an office, its writers, or the paper that printed it first; None where a word of
    the line says something else.

    >>> read_signature("原载2023年1月10日《清水日报》第3版", in_brackets=True)
    PageHead(authors=(), source='清水日报', published='2023-01-10')
    """
    published = _date_in(text)
    if published is None:
        return None
    bare = _PRINTED_IN.sub("", _WEEKDAY.sub("", _without_date(text).strip(" ,、")))
    paper = _PAPER.search(bare)
    source = paper[1] if paper and media_name(paper[1]) == paper[1] else None
    rest = " ".join(word for word in _PAPER.sub(" ", bare).split() if not _PRINTED_WORD.fullmatch(word))
    if not rest:
        return PageHead((), source, published) if source or in_brackets else None
    office = office_of(rest)
    if office is not None and (in_brackets or rest in text.split()):
        return PageHead((), source or office, published)
    byline = read_byline(rest)
    return PageHead(byline.authors, source or byline.source, published) if byline and byline.stated else None


def office_of(text: str) -> str | None:
    """The office that a line names and nothing else, without `供稿` behind it.

    >>> office_of("清水县委宣传部供稿"), office_of("清水县的集市开张")
    ('清水县委宣传部', None)
    """
    name = text.strip()
    for word in _SUPPLIED:
        name = name.removesuffix(word)
    fits = _SIGNS.fullmatch(name) is not None and name.endswith(words("bylines", "offices"))
    return name if fits and len(name) > _MANY else None


def _with_value(told: PageHead, kind: str, value: str) -> PageHead:
    value = _CLOCK.sub(" ", _without_date(value)).strip(" |丨:()[]")
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

    >>> site_of("您的位置:清水新闻网 > 要闻 > 正文"), site_of("清水日报微博"), site_of("清水日报"), site_of("首页 > 要闻")
    ('清水新闻网', '清水日报', '清水日报', None)
    """
    if media_name(text) == text:
        return text
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
    if not _has_letter(text) or _page_start().match(text):
        return True
    if len(text) > _LONGEST or _SENTENCE.search(text):
        return False
    # What tells an edition begins with a letter or has one of two words.
    edition = "版" in text or "期" in text or "A" <= text[0] <= "Z"
    if (edition and _EDITION.search(text)) or _page_inside().search(text):
        return True
    if _PARTED.search(text) is None:
        return text in _buttons() or _is_site(text)
    return _is_trail(text) or _is_buttons(text) or _is_site(text)


# What parts the links of a trail and the buttons of a row: most lines have nothing of it.
_PARTED = re.compile(r"[\s|丨\[\]【】()/>＞»→]")


def _has_letter(text: str) -> bool:
    return any(map(str.isalpha, text))


@cache
def _page_start() -> re.Pattern[str]:
    return re.compile(any_of(words("bylines", "page_start")))


@cache
def _page_inside() -> re.Pattern[str]:
    return re.compile(any_of(words("bylines", "page_inside")))


@cache
def _buttons() -> frozenset[str]:
    return frozenset(words("bylines", "page_buttons"))


def _is_trail(text: str) -> bool:
    bars = text.count("|") + text.count("丨")
    return (_TRAIL.search(text) is not None and "《" not in text) or bars >= _MANY


def _is_buttons(text: str) -> bool:
    """Nothing but buttons, or a row of short names without any mark (`今日东县 今日西县 …`)."""
    parts = [part for part in _BETWEEN.split(text) if part]
    if parts[0] in _buttons() or not _has_letter(parts[0]):
        return all(part in _buttons() or not _has_letter(part) for part in parts)
    return len(parts) > _MANY + 1 and all(1 < len(part) <= _FEW - 2 for part in parts)


def _is_site(text: str) -> bool:
    """A site's own name, or the name of its channels; `主办 …报社`."""
    if len(text) > _SHORT:
        return False
    first, _, rest = text.partition(" ")
    if rest and first.rstrip(":") in words("bylines", "page_credits"):
        return True
    if len(text) > _FEW + 4:
        return text.endswith("网站") and media_name(text) == text
    return media_name(text) == text or text.endswith(words("bylines", "page_end"))
