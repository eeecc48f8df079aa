"""Bylines and datelines: who wrote a report and for which paper.

A byline is read as a whole or not at all: every word of it has to be a writer's part (`通讯员`), a mark of what was done
(`文/图`), a paper, an office or a name. So no sentence of the report is taken for one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

import regex

from ..core import any_of
from ..lexicon import groups, words
from .dates import FULL_DATE, iso_date
from .names import is_name, join_letters, names_of

MARKERS = "◎●○□■◆◇▲△★☆▶►※*·•⊙"
_LONGEST = 120
_FEWEST = 3
_MEDIA_LETTERS = 16
_SEPARATOR = re.compile(r"[\s、,，/|;:《》“”\"&+丨—–-]+")
_NO_BYLINE = re.compile(r"[。!?…\d]")
_MARKER = re.compile(rf"[{re.escape(MARKERS)}]+\s*")
# 文/图, 图/李四, 张明/文: what was done, not letters of a name.
_LETTER = r"(?:文|图|摄影|摄)"
_DONE = regex.compile(
    rf"(?<!\p{{Han}}){_LETTER}(?:\s*[/、|]\s*{_LETTER})+(?!\p{{Han}})|(?<!\p{{Han}}){_LETTER}(?=\s*[/:|])"
    rf"|(?<=/){_LETTER}(?!\p{{Han}})|(?<=\s)(?:图|摄)(?!\S)|(?<=\s)文$"
)
_TAIL = regex.compile(r"(?<=\p{Han}{2})(摄影|供图|摄)$")
# 清水融媒记者: the name of the station is no name of a person.
_OWN_WRITERS = regex.compile(r"(?<!\p{Han})(\p{Han}{2,6}融媒体?)(?=记者|通讯员)")
_MARK = "^"
# What is left of 县融媒体中心记者 without the writer's part.
_RANKS = frozenset("省市县区州旗镇乡")
# Before a byline in brackets the sentence is over.
_CLOSED = tuple('。!?…”"》')


@dataclass(slots=True, frozen=True)
class Byline:
    """Who is named, and the paper they write for. `stated` says that a mark or a part (`记者`) makes it a byline beyond
    doubt; `pictures` that it tells of photographs alone,
    `published` the day that stands behind the names."""

    authors: tuple[str, ...]
    source: str | None
    stated: bool
    pictures: bool
    published: str | None = None


@dataclass(slots=True, frozen=True)
class Dateline:
    """The opening of a dispatch: `本报讯（通讯员 王芳）`; `end` counts in the text it was read from."""

    end: int
    authors: tuple[str, ...]
    source: str | None
    published: str | None
    topic: bool


@cache
def _lists() -> dict[str, frozenset[str]]:
    return {key: frozenset(listed) for key, listed in groups("bylines").items()}


@cache
def _parts() -> re.Pattern[str]:
    """Words that part names even where no space does: `记者王芳通讯员李华`."""
    lists = _lists()
    told = {*lists["writers"], *lists["writing"], *lists["pictures"], *lists["editors"]}
    return re.compile(any_of(word for word in told if len(word) > 1))


@cache
def _media_words() -> re.Pattern[str]:
    """What every name of a paper, station or site has in it."""
    return re.compile(any_of([*words("bylines", "media"), *words("bylines", "channels")]))


@cache
def _media() -> regex.Pattern[str]:
    ending, start = any_of(words("bylines", "media")), any_of(words("bylines", "channels"))
    return regex.compile(rf"[\p{{Han}}A-Za-z0-9]*?(?:{ending})|(?:{start})\p{{Han}}{{2,4}}$")


def media_name(text: str) -> str | None:
    """The paper, station or site that the text begins with, None where it begins with none.

    >>> media_name("清水日报"), media_name("农民大众报青河"), media_name("云上清水"), media_name("本报")
    ('清水日报', '农民大众报', '云上清水', None)
    """
    if text.startswith(words("bylines", "own")) or not _media_words().search(text):
        return None
    whole = _media().fullmatch(text) or _media().match(text)
    if whole is None or not _FEWEST <= len(whole[0]) <= _MEDIA_LETTERS:
        return None
    return whole[0]


def read_byline(text: str) -> Byline | None:
    """The byline that the folded text is; None where any word of it says something else.

    >>> read_byline("●赵 敏 吴晓东 文/摄").authors
    ('赵敏', '吴晓东')
    >>> read_byline("记者从县里获悉") is None
    True
    """
    dated = _DATED.search(text) if len(text) <= _LONGEST else None
    if dated is not None and dated.start():
        told = read_byline(text[: dated.start()].rstrip())
        return told and replace(told, published=iso_date(dated[1]))
    if len(text) > _LONGEST or _NO_BYLINE.search(text):
        return None
    marker = _MARKER.match(text)
    inner = text[marker.end() :] if marker else text
    tokens = _tokens(inner)
    # 县委宣传部供稿 names its part behind the office.
    supplied = any(token in _SUPPLIED for token in tokens[:2])
    reading = _Reading(stated=marker is not None or supplied, supplied=supplied)
    if not inner or not all(reading.take(token) for token in tokens):
        return None
    return reading.byline()


# `清水日报记者 王芳 2026年1月15日`: the day of issue stands behind the names.
_DATED = re.compile(rf"\s({FULL_DATE})$")
_SUPPLIED = ("供稿", "提供")


def _tokens(text: str) -> list[str]:
    """The words of a byline; a letter that says what was done begins with a mark."""
    station = _OWN_WRITERS.sub(r"\1 ", text) if "融媒" in text else text
    marked = _parts().sub(lambda match: f" {match[0]} ", station)
    if any(letter in marked for letter in "文图摄"):
        marked = _DONE.sub(lambda match: f" {_MARK}{_SEPARATOR.sub('', match[0])} ", marked)
    tokens = [token for token in _SEPARATOR.split(marked) if token]
    return [part for token in join_letters(tokens) for part in _without_tail(token)]


def _without_tail(token: str) -> tuple[str, ...]:
    match = _TAIL.search(token) if token.endswith(("摄影", "供图", "摄")) else None
    return (token[: match.start()], match[0]) if match and is_name(token[: match.start()]) else (token,)


class _Reading:
    """The words of a byline, taken one by one."""

    def __init__(self, *, stated: bool, supplied: bool) -> None:
        self._stated = stated
        self._supplied = supplied
        self._part = ""
        self._done: set[str] = set()
        self._names: list[str] = []
        self._source: str | None = None
        self._told = False

    def take(self, word: str) -> bool:
        """Whether the word belongs to a byline."""
        lists = _lists()
        done = [key for key in ("writing", "pictures") if word in lists[key]]
        if word[0] == _MARK:
            done = [
                key for key, letters in (("writing", "文"), ("pictures", "图摄")) if set(letters) & set(word)
            ]
        if done:
            self._done.update(done)
            self._stated = True
            return True
        for part in ("writers", "editors"):
            if word in lists[part]:
                self._part, self._stated = part, True
                return True
        return word in lists["own"] or self._take_name(word)

    def _take_name(self, word: str) -> bool:
        names = self._names_in(word)
        if names:
            self._told = True
            if self._part != "editors":
                self._names.extend(name for name in names if name not in self._names)
            return True
        if media_name(word) == word:
            self._source = self._source or word
            return True
        office = self._stated and word.endswith(words("bylines", "offices"))
        if office and self._supplied:
            self._source = self._source or word
        return word in _RANKS or office

    def _names_in(self, word: str) -> list[str]:
        if len(word) >= _FEWEST and (media_name(word) == word or word.endswith(words("bylines", "offices"))):
            return []
        if word in _lists()["rubrics"]:
            return []
        if self._part and len(word) >= _FEWEST and _lists()["spelled"].issuperset(word):
            return [word]
        return names_of(word) if self._stated else [word] if is_name(word) else []

    def byline(self) -> Byline | None:
        """What was taken, None where nobody is named."""
        if not self._told:
            return None
        pictures = "pictures" in self._done and "writing" not in self._done
        return Byline(tuple(self._names), self._source, self._stated, pictures)


# 本报讯（…）, 新华社北京3月5日电（…）, 清水日报1月7日讯: a paper or a place, a date, and the word for a dispatch.
_DATELINE = regex.compile(
    r"(?P<head>[\p{Han}A-Za-z0-9·]{0,16}?)\s*(?P<date>(?:\d{4}\s*年\s*)?\d{1,2}\s*月\s*\d{1,2}\s*日)?"
    r"(?P<kind>讯|电|报道|消息|专电)\s*(?:\((?P<who>[^()]{2,80})\))?\s*(?P<after>题\s*:|:)?"
)
# Each way begins with a letter of its own: the engine looks for those alone.
_DISPATCH = re.compile("讯|电|报道|消息")
_OPENING = 36
# 本报讯 记者李华 通讯员陈晓报道：, or the brackets alone (记者 李华) before the first sentence.
_REPORTS = re.compile(r"(?P<who>(?:本报|本网)?(?:记者|通讯员)[^。:!?()]{2,40}?)\s*报道\s*:?")
_BRACKETS = re.compile(r"\((?P<who>[^()]{2,80})\)\s*")
_END_BRACKETS = re.compile(r"\((?P<who>[^()]{2,80})\)\s*(?:\(完\))?$")
_END_CREDIT = re.compile(r"(?<=[。！!？?”\s])\s*(?P<who>(?:本报|本网)?(?:记者|通讯员)[^。,，()]{2,20}摄影?)$")
_HEARSAY = ("据", "有", "经", "多家", "此前", "媒体", "综合")


def read_dateline(text: str) -> Dateline | None:
    """The dateline that the folded text begins with, None where it begins with none.

    >>> read_dateline("清水日报1月7日讯(全媒体记者 李华 通讯员 王芳)元旦前夕").source
    '清水日报'
    >>> read_dateline("本报讯(通讯员 王芳)3月5日").authors
    ('王芳',)
    """
    match = _DATELINE.match(text) if _DISPATCH.search(text, 0, _OPENING) else None
    if match is not None and _is_dateline(match, text):
        more = None if match["who"] else _REPORTS.match(text, match.end())
        end, who = (more.end(), more["who"]) if more else (match.end(), match["who"])
        return _dateline(end, who, match["head"], match["date"], (match["after"] or "").startswith("题"))
    named = _BRACKETS.match(text) if text[:1] == "(" else None
    byline = read_byline(named["who"]) if named else None
    if named is None or byline is None or not byline.stated:
        return None
    return Dateline(named.end(), byline.authors, byline.source, None, False)


def _dateline(end: int, who: str | None, head: str, date: str | None, topic: bool) -> Dateline:
    byline = read_byline(who) if who else None
    source = media_name(head) or (byline.source if byline else None)
    return Dateline(end, byline.authors if byline else (), source, iso_date(date) if date else None, topic)


def _is_dateline(match: regex.Match[str], text: str) -> bool:
    """Not 据报道 and not 电 of a sentence: the paper or the date is named, and what follows is set apart."""
    head = match["head"]
    if head.startswith(_HEARSAY):
        return False
    own = head.startswith(words("bylines", "own"))
    if match["who"] and (own or match["date"] or media_name(head) or read_byline(match["who"])):
        return True
    apart = bool(match["after"]) or text[match.end("kind") : match.end("kind") + 1] in ("", " ")
    if match["kind"] == "讯":
        return own or bool(match["date"]) or (apart and media_name(head) is not None)
    return apart and bool(match["date"])


def closing_byline(text: str) -> tuple[int, Byline] | None:
    """The byline that ends a folded paragraph, in brackets or a photographer's, and where it begins; None where none does.

    >>> closing_byline("歌声传遍村寨。(通讯员 陈晓 周强)")[1].authors
    ('陈晓', '周强')
    """
    end = max(0, len(text) - _LONGEST)
    match = _END_BRACKETS.search(text, end) or (
        _END_CREDIT.search(text, end) if text.endswith(("摄", "摄影")) else None
    )
    byline = read_byline(match["who"]) if match else None
    if match is None or byline is None or not (byline.authors or byline.source):
        return None
    if not byline.stated and match.start() and text[: match.start()].rstrip()[-1:] not in _CLOSED:
        return None
    return match.start(), byline
