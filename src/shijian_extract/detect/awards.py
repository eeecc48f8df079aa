"""Honours: who got what, by the verb that says so; honours given to people without names."""

from __future__ import annotations

from functools import cache

import regex

from ..core import CleanText, Honour, Mention, any_of, tidy_name
from ..lexicon import words

_QUOTATION = regex.compile(r"“([^“”]+)”")
_TAILED = regex.compile(r"(?:“[^“”]+”|《[^《》\n]+》)(?P<tail>[^“”《》，。；、]{0,14})")


@cache
def _got() -> regex.Pattern[str]:
    verbs = any_of(words("happenings", "got"))
    honours = any_of(words("happenings", "honours"))
    ranks = any_of(words("happenings", "ranks"))
    return regex.compile(
        rf"(?P<verb>{verbs})了?(?P<name>(?:“[^“”\n]{{2,40}}”、?)+(?:称号|荣誉称号|奖)?|年度(?:“[^“”\n]{{2,20}}”、?)+|[^，。；：“”\n]{{0,40}}?(?:“[^“”]{{1,14}}”)?[^，。；：“”\n]{{0,24}}?(?:{ranks}|{honours}))"
        rf"(?=[，。；：！？、）\n]|称号|荣誉|名单(?!出炉|揭晓)|\d|等|的|$)"
    )


@cache
def _rank() -> regex.Pattern[str]:
    return regex.compile(rf"({any_of(words('happenings', 'ranks'))})”?$")


@cache
def _given() -> regex.Pattern[str]:
    """Honours given to a number of people, or held out at a ceremony (`表彰了30名优秀志愿者`, `10名“最美志愿者”受到表彰`)."""
    honours = any_of(words("happenings", "honours"))
    return regex.compile(
        rf"(?:评选表彰|表彰|评选出|评出|选树|命名)了?(?:[^，。；\d]{{0,6}})(?:\d+|[一二三四五六七八九十百]+)余?[名个支位户]“?(?P<many>[^，。；“”\d]{{0,10}}?(?:{honours}))”?"
        rf"|(?:\d+|[一二三四五六七八九十百]+)[名个支位户](?P<these>“[^“”]{{2,12}}”|[^，。；“”]{{0,12}}?(?:{honours}))[^，。；]{{0,20}}?(?:受到|获|进行了?|接受)(?:通报)?(?:表彰|表扬|授牌|颁奖)"
        rf"|(?:评出|评选出|当场评出)(?P<quoted>(?:“[^“”]{{2,12}}”(?:\d+[名支个])?[、和]?)+)"
        rf"|为[^，。；]{{0,16}}?\d+[个名家支](?P<plated>[^，。；\d]{{2,24}}?)(?:进行了?)?(?:授牌|颁奖)"
    )


def find_awards(text: CleanText) -> list[Mention]:
    """Honours of clean text, in order, as mentions of kind `award`.

    >>> from shijian_extract.clean import clean
    >>> honour = find_awards(clean("“暖阳”助老项目荣获省志愿服务项目大赛银奖。"))[0].value
    >>> honour.name, honour.recipient, honour.rank
    ('省志愿服务项目大赛', '“暖阳”助老项目', '银奖')
    """
    found: list[Mention] = []
    for match in _got().finditer(text.text):
        found.extend(_honours(text, match))
    spans: dict[int, int] = {}
    for match in _given().finditer(text.text, overlapped=True):
        group = next(name for name in ("many", "these", "quoted", "plated") if match[name])
        for start, end in _each(text.text, *match.span(group)):
            spans[start] = max(end, spans.get(start, 0))
    for start, end in spans.items():
        if start < end:
            honour = Honour(tidy_name(text, start, end), None, None, None, None)
            found.append(Mention(start, end, "award", honour, "award.given"))
    for match in _SHOWN.finditer(text.text):
        found.extend(_shown(text, match))
    for match in _CEREMONY.finditer(text.text):
        listed = _honour_list().search(text.text, max(0, match.start() - _LIST_REACH), match.start())
        if listed is not None:
            found.extend(_handed_out(text, listed))
    return sorted(found, key=lambda mention: mention.start)


_SHOWN = regex.compile(r"[-—]{1,2}(?P<names>(?:“[^“”\n]{2,24}”、?)+)")
_CEREMONY = regex.compile(r"代表[^，。；]{0,6}领奖|颁奖仪式|颁奖典礼|进行颁奖|评选揭晓|名单揭晓")
_LIST_REACH = 120


@cache
def _honour_end() -> regex.Pattern[str]:
    honours = any_of(words("happenings", "honours"))
    return regex.compile(rf"(?:第[一二三四五六七八九十]+届)?[^，。；：“”、\n]{{2,24}}?(?:{honours})$")


def _shown(text: CleanText, match: regex.Match[str]) -> list[Mention]:
    """An honour and, behind a dash, who bears it (`全国优秀项目—“甲”“乙”`)."""
    honour = _honour_end().search(text.text, max(0, match.start() - 32), match.start())
    if honour is None:
        return []
    return [
        Mention(
            *honour.span(),
            "award",
            Honour(_without_year(honour[0]), quote[1], None, *quote.span(1)),
            "award.shown",
        )
        for quote in _QUOTATION.finditer(text.text, *match.span("names"))
    ]


_PLAIN = r"[^，。；、“”\n]"
_HONOURED = (
    rf"(?:{_PLAIN}{{0,12}}“[^“”\n]{{2,10}}”{_PLAIN}{{0,10}}"
    rf"|{_PLAIN}{{0,8}}(?:先进|优秀|最美|模范|标兵|文明){_PLAIN}{{1,12}})"
)


@cache
def _honour_list() -> regex.Pattern[str]:
    """Honours in a row, right before the word of their handing out."""
    return regex.compile(rf"(?P<list>{_HONOURED}(?:[、和]{_HONOURED})+)$")


def _handed_out(text: CleanText, match: regex.Match[str]) -> list[Mention]:
    found = []
    for item in _ITEM.finditer(text.text, *match.span("list")):
        start = item.start() + len(item[0]) - len(_without_year(item[0]))
        end = item.end() - len("代表") if item[0].endswith("代表") else item.end()
        honour = Honour(tidy_name(text, start, end), None, None, None, None)
        found.append(Mention(start, end, "award", honour, "award.handed-out"))
    return found


_ITEM = regex.compile(r"(?:[^、和“”]|“[^“”]*”)+")


def _each(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The quotations of the stretch, or all of it."""
    quotes = [match.span(1) for match in _QUOTATION.finditer(text, start, end)]
    return quotes or [(start, end)]


def _honours(text: CleanText, match: regex.Match[str]) -> list[Mention]:
    """One honour for each recipient and each honour named."""
    recipients = _named_after(text.text, match.end()) or _recipients(text.text, match.start())
    found = []
    for start, end in _each_honour(text.text, *match.span("name")):
        rank = _rank().search(text.text, start, end)
        name_end = rank.start() if rank else end
        name = tidy_name(text, start, name_end).strip("“”的") if name_end > start else ""
        for who in recipients:
            recipient = tidy_name(text, *who) if who else None
            named = (
                _without_year(name) or _contest_before(text.text, match.start()) or (rank[1] if rank else "")
            )
            honour = Honour(named, recipient, rank[1] if rank else None, *(who or (None, None)))
            if honour.name:
                found.append(Mention(start, end, "award", honour, "award.got"))
    return found


_CONTEST = regex.compile(r"(?:大赛|竞赛|比赛|评选|征集活动)(?![^，。；]{0,4}启动)")
_BEFORE_CONTEST = regex.compile(r"[^，。；：“”、\n]{2,26}$")


def _contest_before(text: str, stop: int) -> str | None:
    """A bare rank (`获银奖`) is one of the contest named last before it."""
    contests = list(_CONTEST.finditer(text, max(0, stop - _CONTEST_REACH), stop))
    named = (
        _BEFORE_CONTEST.search(text, max(0, contests[-1].start() - 26), contests[-1].start())
        if contests
        else None
    )
    if named is None:
        return None
    return _without_year(_LEAD_IN.sub("", named[0] + contests[-1][0]))


_CONTEST_REACH = 400
_LEAD_IN = regex.compile(r"^.*?(?:在|获|参加|举办|的是)(?=.{4})")


def _without_year(name: str) -> str:
    return _YEAR.sub("", name)


def _each_honour(text: str, start: int, end: int) -> list[tuple[int, int]]:
    quoted = list(_QUOTATION.finditer(text, start, end))
    if quoted and quoted[0].start() - start in (0, 2):
        return [match.span(1) for match in quoted]
    return [(start, end)]


_YEAR = regex.compile(r"^(?:\d{4}年度?|年度)")
_PASSIVE = regex.compile(
    r"(?:被[^，。；]{0,12}|先后|成功|一举|分别|双双|也|还|在[^，。；]{2,24}(?:中|上)|连续[^，。；]{1,6}|\d{4}年|[去今]年|近日|由此|因此|曾|已|均|等\d+个项目|等[^，。；]{2,16}|\d+个项目)+$"
)


_INVERTED = regex.compile(r"的(?:是|有|为|分别是)([^。；\n]{2,160})")


def _named_after(text: str, position: int) -> list[tuple[int, int] | None]:
    """`获三等奖的是《甲》、《乙》`: who got it stands behind."""
    match = _INVERTED.match(text, position)
    if match is None:
        return []
    return [(quote.start(), quote.start("tail")) for quote in _TAILED.finditer(text, *match.span(1))]


def _recipients(text: str, stop: int) -> list[tuple[int, int] | None]:
    """Who got it: what stands before the verb in its clause; quotations side by side each got it."""
    begin = max(text.rfind(mark, max(0, stop - 80), stop) for mark in "，。；：！？\n") + 1
    begin = max(begin, stop - 80)
    adverb = _PASSIVE.search(text, begin, stop)
    end = adverb.start() if adverb else stop
    quotes = list(_TAILED.finditer(text, begin, end))
    while (
        len(quotes) > 1
        and quotes[0]["tail"]
        and quotes[0]["tail"][0] not in "和与及"
        and text[quotes[0].end()] != "、"
    ):
        # `“甲”服务队项目“乙”`: the last names what the first belongs to.
        quotes.pop(0)
    if quotes:
        return [(quote.start(), _tail_end(quote)) for quote in quotes]
    while begin < end and text[begin] in "则而并也又":
        begin += 1
    parts = [match.span() for match in _PARTIES.finditer(text, begin, end)]
    # A name with 和 inside (`云和县`) gives no parts: the whole stretch got it.
    return [*parts] or ([(begin, end)] if end - begin >= _SHORTEST_RECIPIENT else [None])


_SHORTEST_RECIPIENT = 2
# Several who got it: each part has at least two letters.
_PARTIES = regex.compile(r"[^、和则]{2,}?(?:（[^）]*）)?(?=[、]|和(?=[^、和]{2,})|则|$)")


def _tail_end(quote: regex.Match[str]) -> int:
    tail = quote["tail"]
    cut = min((tail.find(word) for word in ("等", "在", "分别", "获") if word in tail), default=len(tail))
    return quote.start("tail") + cut
