"""Which place a record belongs to: the nearest that governs it, else the article's own.

A figure takes the nearest place named before it in its sentence. `全县` and `我市` stand for the article's own place
where it is of that rank, else for the one of that rank named last, or that holds the article's own; `该区` for the one
last named; `当地` for the one that governs anyway. The place that a paragraph begins with is carried to its next
sentences, until another place or such a word comes. Nothing is governed by a division that holds the article's own
place, by what is compared with or left out, by where somebody comes from, or by an example of what is counted; of several
places in a row none alone governs.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

from ..core import Mention, Segments, Spot, overlap_test
from ..lexicon import codes_by_name, names_by_code, short_name, words
from ..records import Place
from .shares import Shares

# A place named at the head of the report weighs as much as so many in its body.
_HEAD = 200
_HEAD_WEIGHT = 3
# A place so near the beginning of its sentence is what the sentence is about.
_SUBJECT = 14
_NAME = 24
# Words for the place that governs anyway.
_HERE = ("当地", "辖区")
_ASIDE = (
    "比",
    "较",
    "除",
    "除了",
    "位于",
    "坐落于",
    "坐落在",
    "地处",
    "来自",
    "高出",
    "高于",
    "低于",
    "优于",
    "好于",
    "领先",
)
# What is counted for comparison alone, and a range in which something was chosen.
_BEYOND = re.compile("平均(?:水平|数|值|线)")
_HONOUR = re.compile(
    "(?:新时代)?(?:文明实践)?(?:优秀|先进|首批|首个|第|十佳|十大|最美|最佳|示范|劳动模范|评选)"
)
# Somebody of a county's office who comes to where the sentence before was.
_COMER = re.compile("(?![里级直])[一-龥]{1,8}(?:讲师|老师|教师|医生|护士|志愿者|队员|演员|专家)")
_VISITORS = re.compile(
    "(?:考察|参观|学习|交流|代表|观摩|取经)(?:组|团|队)|客商|游客|爱心人士|企业家|专家|学者|援[藏疆青]"
)
# The rest of a list of examples, up to 等 and the count.
_EXAMPLE = re.compile(
    r"(?:[一-龥]{0,10}?[所站队县镇乡村区道])?(?:“[^”，]{1,12}”){0,4}(?:[、和][一-龥]{1,12}){0,6}等[一-龥]{0,6}\d"
)
_SPEAKER = re.compile("[^，。；：“”]{0,16}(?:说|表示|介绍|告诉|笑[着道])")
_SUMS_UP = re.compile("像这样|据统计|据介绍|据了解|截至|至此|此外|与此同时|累计|先后投入|目前，")
_SCENE = re.compile("活动中|现场|当[天日晚]|仪式上|集市上")
_AGE = re.compile(r"的?\d+岁|的?村民|的?居民")
# Between a number and the place behind it.
_OF_NUMBER = re.compile(r"[\d.,万千百余多]+[一-龥]{1,2}的")
_AGED = re.compile(r"\d+岁，")
_COUNTY_BODY = re.compile(
    r"(?:^|[，。；：、“”\n（]|[和与及由])(?:国网)?(?:团(?=[县市区旗]委))?(?P<rank>[县市区旗])[一-龥]{1,10}"
    r"(?:局|院|会|校|馆|行|司|中心|联|委|部|办|队|团|社|站)的?$"
)
# The letters that it ends in.
_BODY_ENDS = frozenset("局院会校馆行司心联委部办队团社站的")
_QUOTE = 120
_SHORT_HEADING = 30
_ROW = re.compile("[、，和]")
_JOINS = ("、", "和", "与", "及")
_OPENS = ("，", "。", "；", "\n", "而", "同期", "其间")
# Words for an office of a place, and what makes them speak for all of it.
_OFFICES = frozenset(["县", "市", "区", "州", "旗", "镇", "乡", "街道"])
_OF_ALL = ("里", "级", "直", "委")
_BREAK = re.compile("\n")
_BELOW = frozenset(["村", "镇", "乡", "社区", "街道"])
_SHORTEST = 2
# So many paragraphs on an occasion is still the same, and `村里` the village named last.
_NEAR_PARAGRAPHS = 2
_FAR_PARAGRAPHS = 5


def article_place(mentions: list[Mention]) -> Place | None:
    """The place that the article names first and most: a county before what holds it where the two stand together or the
    report speaks of its county; a province only where nothing else is named, a town or street only where no county is."""
    if not mentions:
        return None
    chained = {mention.start for mention in mentions if mention.value.kind == "division"}
    weights: Counter[str] = Counter()
    towns: Counter[str] = Counter()
    for mention in mentions:
        # 浙江省丽水市云和县 names the county: the others say where it lies.
        if mention.value.kind == "division" and mention.end not in chained:
            weights[mention.value.name] += _HEAD_WEIGHT if mention.start < _HEAD else 1
        elif mention.value.kind == "community" and mention.value.name.endswith(("镇", "乡", "街道")):
            towns[mention.value.name] += 1
    local = {name: weight for name, weight in weights.items() if not is_province(name)}
    town = max(towns, key=lambda n: towns[n], default=None) if not local else None
    if town is not None and towns[town] > _FEW:
        return Place(name=town)
    local = _of_told_rank(local, mentions) or dict(weights)
    if not local:
        return None
    name = max(local, key=lambda n: local[n])
    return Place(name=name, adcode=settle(name, mentions))


def _of_told_rank(weights: dict[str, int], mentions: list[Mention]) -> dict[str, int]:
    """The counties alone, where the report says 全县 and 我县 more than 全市."""
    ranks = [mention.value.name[-1] for mention in mentions if mention.value.kind == "pronoun"]
    if ranks.count("县") < _TWICE or ranks.count("县") <= ranks.count("市"):
        return weights
    counties = {name: weight for name, weight in weights.items() if name.endswith("县")}
    return counties or weights


_TWICE = 2
_FEW = 3


def headline_town(title: str | None, mentions: list[Mention]) -> str | None:
    """The town or community that stands first in the headline, or right behind a division there: what the report tells of
    where it names no other place."""
    if not title:
        return None
    divisions = {mention.value.name for mention in mentions if mention.value.kind == "division"}
    before = tuple(divisions | {short_name(name) for name in divisions})
    for mention in mentions:
        name = mention.value.name
        start = title.find(name) if mention.value.kind == "community" else -1
        if start == 0 or (start > 0 and before and title[:start].endswith(before)):
            return str(name)
    return None


def is_province(name: str) -> bool:
    """Whether only provinces bear the name; the four municipalities count as cities."""
    codes = codes_by_name().get(name, ())
    return (
        bool(codes)
        and all(code.endswith("0000") for code in codes)
        and name[:2] not in ("北京", "上海", "天津", "重庆")
    )


def settle(name: str, mentions: list[Mention]) -> str | None:
    """The code of a name, None where several places bear it and no other place of the text settles which."""
    codes = codes_by_name().get(name, ())
    if len(codes) == 1:
        return codes[0]
    parents = {code for mention in mentions if mention.value.name != name for code in mention.value.codes}
    fitting = [code for code in codes if code[:4] + "00" in parents] or [
        code for code in codes if code[:2] + "0000" in parents
    ]
    return fitting[0] if len(fitting) == 1 else None


class Places:
    """The places of an article, and the one that governs a stretch of it."""

    def __init__(
        self,
        text: str,
        segments: Segments,
        mentions: list[Mention],
        names: list[Mention],
        own: Place | None,
        title: str | None = None,
    ) -> None:
        """`names` are named things: a place inside one (`柳林村腰鼓队`) is part of the name and governs nothing. A town that
        `title` names stands for what is told of no other place."""
        self._text = text
        self._segments = segments
        self._shares = Shares(text)
        self._own = own
        self._own_name = own.name if own else ""
        self._short = _short_of(own)
        town = headline_town(title, mentions)
        self._default: Place | None = Place(name=town) if town else own
        self._all = sorted([*mentions, *self._own_by_short_name(mentions)], key=lambda each: each.start)
        self._by_end = {mention.end: mention for mention in self._all if mention.value.kind != "pronoun"}
        self._breaks = [match.start() for match in _BREAK.finditer(text)]
        self._by_start = {mention.start: mention for mention in self._by_end.values()}
        part_of_name = overlap_test(names)
        self._mentions = [
            mention
            for mention in self._all
            if mention.value.name not in _HERE
            and (self._governs(mention.value) or self._compares(mention))
            and not part_of_name(mention.start, mention.end)
            and not self._quoted(mention)
            and not self._aside(mention)
        ]
        self._starts = [mention.start for mention in self._mentions]
        self._alone: dict[int, Place | None] = {}
        self._placed: dict[Spot, Place] = {}
        self._of_rank: dict[tuple[str, bool], tuple[list[int], list[Mention]]] = {}
        self._strangers = [mention.start for mention in self._all if self._visits(mention)]

    def _own_by_short_name(self, mentions: list[Mention]) -> list[Mention]:
        """Where a clause opens with the short name of the article's own place (`截至5月底，清水建成…`)."""
        short, own = self._short, self._own
        if not short or own is None or own.adcode is None:
            return []
        spot = Spot(own.name, (own.adcode,), "division")
        taken = overlap_test(mentions)
        return [
            Mention(start, end, "place", spot, "place.own-short-name")
            for start, end in _openings(self._text, short)
            if not taken(start, end)
        ]

    def _governs(self, spot: Spot) -> bool:
        """Not a larger place around the article's own: what is told of it is told elsewhere."""
        own = self._own
        if spot.kind != "division" or own is None or spot.name == own.name:
            return True
        if own.adcode is None:
            return not own.name.endswith(("镇", "乡", "街道"))
        return not {own.adcode[:2] + "0000", own.adcode[:4] + "00"}.intersection(spot.codes)

    def _compares(self, mention: Mention) -> bool:
        """A larger place that opens its clause with its own figures (`而宜昌市注册志愿者…`), and no office of it."""
        opens = mention.start == 0 or self._text.endswith(_OPENS, 0, mention.start)
        return opens and self._text[mention.end : mention.end + 1] in tuple("有共注已建现的")

    def _aside(self, mention: Mention) -> bool:
        """Compared with or left out (`比龙泉市多`, `除石桥镇外`, `高出全省平均水平`), where someone is from (`来自石桥镇`,
        `龙泉市考察组`), an example of what is counted (`柳湾村等50个村`), where something stands (`位于石桥镇的中心`), or
        the range of an honour (`全省优秀`)."""
        start = self._chain_start(mention)
        if self._text.endswith(_ASIDE, 0, start) or _BEYOND.match(self._text, mention.end):
            return True
        if _EXAMPLE.match(self._text, mention.end):
            return True
        if mention.value.kind == "pronoun":
            comes = mention.value.name in _OFFICES and _COMER.match(self._text, mention.end)
            return bool(comes or _HONOUR.match(self._text, mention.end))
        return self._visits(mention)

    def _visits(self, mention: Mention) -> bool:
        """Whether people of another place come from there (`龙泉市考察组`)."""
        if mention.value.kind != "division" or mention.value.name == self._own_name:
            return False
        end = mention.end
        while end in self._by_start:
            end = self._by_start[end].end
        return _VISITORS.match(self._text, end) is not None

    def _chain_start(self, mention: Mention) -> int:
        """Where the larger places begin that stand right before a place (`来自石桥镇柳湾村`)."""
        start = mention.start
        while start in self._by_end:
            start = self._by_end[start].start
        return start

    def _quoted(self, mention: Mention) -> bool:
        """Inside a short quotation or a title: part of a name, too."""
        before = self._text[max(0, mention.start - _NAME) : mention.start]
        if before.rfind("“") <= before.rfind("”") and before.rfind("《") <= before.rfind("》"):
            return False
        after = self._text[mention.end : mention.end + _NAME]
        return "”" in after or "》" in after

    @property
    def own(self) -> Place | None:
        """The article's own place."""
        return self._own

    def at(self, offset: int) -> tuple[Place | None, str]:
        """The place of what is said at clean `offset`, and why (`said`, `carried`, `own`)."""
        named = self._of_quoted(offset)
        if named is not None:
            return named, "said"
        start = self._segments.sentence(offset)[0]
        share = self._shares.at(start, offset)
        shared = self._shared_out(start, *share) if share else None
        if shared is not None:
            return shared, "said"
        index = bisect_left(self._starts, offset) - 1
        if index >= 0 and self._starts[index] >= start:
            index = self._through_offices(index, start)
            mention = self._mentions[index]
            if self._is_parted(mention, offset):
                return self._default, "own"
            return self._told(index, offset), "said"
        behind = self._behind(index + 1, offset)
        if behind is not None:
            return behind, "said"
        if self._has_stranger(start, offset):
            return self._default, "own"
        carried = index if index >= 0 and self._carries(index, start) else self._scene(index, start, offset)
        if carried is not None:
            return self._told(carried, start), "carried"
        below = self._told_below(index, offset)
        return (below, "carried") if below else (self._default, "own")

    def _shared_out(self, sentence: int, word: int, at: int) -> Place | None:
        """`清水县、秀山县的实践站分别为394个、|128个`: places in a row, and behind 分别 a number for each."""
        last = bisect_left(self._starts, word) - 1
        if last < 0 or self._starts[last] < sentence:
            return None
        row = self._row(self._mentions[last])
        return self._place(row[at].value) if len(row) > 1 and at < len(row) else None

    def _of_quoted(self, offset: int) -> Place | None:
        """The place of a quoted name: the article's own where it begins with that, in whatever town it is used; the town
        that stands right before the quotation mark."""
        mark = offset if self._text[offset : offset + 1] == "“" else offset - 1
        if mark < 0 or self._text[mark] != "“":
            return None
        if self._short and self._text.startswith(self._short, mark + 1):
            return self._own
        if self._of_county_body(mark):
            return self._own  # `县老年协会“夕阳书桌”`: of the county, whatever town was named before
        beside = self._by_end.get(mark)
        if beside is None or beside.value.kind != "community" or len(self._row(beside)) > 1:
            return None
        return self._place(beside.value)

    def _of_county_body(self, mark: int) -> bool:
        """Whether an office of the article's own county stands right before a quotation mark."""
        if self._text[mark - 1 : mark] not in _BODY_ENDS:
            return False
        body = _COUNTY_BODY.search(self._text, max(0, mark - _NAME), mark)
        return body is not None and self._own_name[-1:] == body["rank"]

    def _has_stranger(self, start: int, offset: int) -> bool:
        at = bisect_left(self._strangers, start)
        return at < len(self._strangers) and self._strangers[at] < offset

    def _told_below(self, index: int, offset: int) -> Place | None:
        """The village that a paragraph without a place goes on with, where it says `村里` or `村党支部` further on."""
        if index >= 0 and not self._paragraphs_between(self._starts[index], offset):
            return None
        at = bisect_left(self._breaks, offset)
        end = self._breaks[at] if at < len(self._breaks) else len(self._text)
        for at in range(index + 1, len(self._mentions)):
            mention = self._mentions[at]
            if end <= mention.start or mention.value.kind != "pronoun":
                return None
            if mention.value.name in _BELOW:
                return self._named(at)
        return None

    def _is_parted(self, mention: Mention, offset: int) -> bool:
        """Whether a box of numbers begins between the two, or, behind a town, another clause."""
        if self._text.find("【", mention.end, offset) >= 0:
            return True
        return mention.value.kind == "community" and self._text.find("；", mention.end, offset) >= 0

    def _through_offices(self, index: int, sentence_start: int) -> int:
        """`石桥镇想看戏，县文化馆领单`: an office that comes to a town does there what it does."""
        while index > 0 and self._starts[index - 1] >= sentence_start:
            mention, before = self._mentions[index], self._mentions[index - 1]
            comes = (
                mention.value.name in _OFFICES and self._text[mention.end : mention.end + 1] not in _OF_ALL
            )
            if not comes or (before.value.kind != "community" and before.value.name not in _OFFICES):
                break
            index -= 1
        return index

    def _told(self, index: int, offset: int) -> Place | None:
        """The place of a mention; of several in a row the one that a number behind 分别 falls to, else none alone."""
        if index in self._alone:
            return self._alone[index]
        row = self._row(self._mentions[index])
        if len(row) == 1:
            self._alone[index] = self._named(index)
            return self._alone[index]
        each = self._text.find("分别", self._mentions[index].end, offset)
        at = len(_ROW.findall(self._text, each, offset)) if each >= 0 else len(row)
        return self._place(row[at].value) if at < len(row) else self._default

    def _row(self, mention: Mention) -> list[Mention]:
        """The places that stand in one row with this, the last (`石桥镇、崇头镇`)."""
        row = [mention]
        while mention.value.kind != "pronoun":
            start = self._chain_start(mention)
            if self._text[start - 1 : start] not in _JOINS or start - 1 not in self._by_end:
                break
            mention = self._by_end[start - 1]
            row.insert(0, mention)
        return row

    def _behind(self, index: int, offset: int) -> Place | None:
        """A town named right behind the number (`海拔1400米的高岗村`), behind an age (`76岁，石桥镇人`), or as the home of who
        says the words around the number."""
        if index >= len(self._mentions) or self._starts[index] - offset >= _QUOTE:
            return None
        if self._mentions[index].value.kind != "community":
            return None
        while self._mentions[index].end in self._starts[index + 1 : index + 2]:
            index += 1
        mention = self._mentions[index]
        if mention.start - offset >= _QUOTE:
            return None
        between = self._text[offset : self._chain_start(mention)]
        if _OF_NUMBER.fullmatch(between) or (_AGED.fullmatch(between) and self._text[mention.end] == "人"):
            return self._place(mention.value)
        closes = between.find("”")
        said = closes >= 0 and len(between) - closes == 1 and "“" not in between
        return self._place(mention.value) if said else None

    def _carries(self, index: int, sentence_start: int) -> bool:
        """Whether the place of an earlier sentence of the same paragraph is still told of: one that the paragraph began
        with; not where a speaker is from, nor an example behind figures of the whole."""
        mention = self._mentions[index]
        if self._paragraphs_between(mention.start, sentence_start) or not self._governs(mention.value):
            return False
        if self._text.find("【", mention.end, sentence_start + 1) >= 0:
            return False
        if mention.value.kind == "pronoun":
            return mention.value.name[0] in "该本" or mention.value.name in _BELOW
        if mention.value.kind == "division":
            return True
        if _SPEAKER.match(self._text, mention.end) or _SUMS_UP.match(self._text, sentence_start):
            return False
        return self._opens_paragraph(index) or self._is_subject(mention)

    def _opens_paragraph(self, index: int) -> bool:
        """Whether the place stands in the first sentence of its paragraph, or behind a heading or a short sentence that
        does not tell of the whole county."""
        mention = self._mentions[index]
        opening = self._segments.sentence(mention.start)[0]
        at = bisect_left(self._breaks, mention.start)
        paragraph = self._breaks[at - 1] + 1 if at else 0
        if opening - paragraph > _SHORT_HEADING:
            return False
        before = self._mentions[index - 1] if index else mention
        return not paragraph <= before.start < opening or before.value.kind == "community"

    def _is_subject(self, mention: Mention) -> bool:
        """Whether the place opens its sentence, and is neither an example nor somebody's home."""
        opening = self._segments.sentence(mention.start)[0]
        near = self._chain_start(mention) - opening <= _SUBJECT
        example = self._text.startswith("其中", opening) or _AGE.match(self._text, mention.end)
        return near and not example

    def _scene(self, index: int, sentence_start: int, offset: int) -> int | None:
        """The town named last, where a sentence goes on with the occasion of a paragraph before (`活动中`, `当天`)."""
        while index > 0 and self._mentions[index].value.name in _OFFICES:
            index -= 1
        if index < 0 or self._mentions[index].value.kind != "community":
            return None
        near = 0 < self._paragraphs_between(self._mentions[index].end, sentence_start) <= _NEAR_PARAGRAPHS
        return index if near and _SCENE.search(self._text, sentence_start, offset) else None

    def _named(self, index: int) -> Place | None:
        mention = self._mentions[index]
        spot: Spot = mention.value
        if spot.kind == "pronoun":
            return self._stands_for(spot.name, index)
        return self._place(spot)

    def _place(self, spot: Spot) -> Place | None:
        if spot.name == self._own_name:
            return self._own
        if spot not in self._placed:
            code = None if spot.kind == "community" else self._code(spot)
            self._placed[spot] = Place(name=spot.name, adcode=code)
        return self._placed[spot]

    def _code(self, spot: Spot) -> str | None:
        own = self._own.adcode if self._own else None
        if len(spot.codes) > 1 and own is not None:
            near = [code for code in spot.codes if code[:4] == own[:4]] or [
                c for c in spot.codes if c[:2] == own[:2]
            ]
            if len(near) == 1:
                return near[0]
        return settle(spot.name, self._all)

    def _stands_for(self, word: str, index: int) -> Place | None:
        """`该区`: the place of that rank last named. `全县`, `我市`: the article's own where it is of that rank, else the one
        of that rank last named, else the one around the article's own. `县文化馆`: never one around it."""
        rank = word if word in _BELOW else word[1:] or word
        if word[0] not in "该本" and (self._own is None or self._own_name.endswith(rank)):
            return self._own
        if word in _BELOW and self._is_far(rank, index):
            return self._default
        around = word[0] in "全我" and rank in _DIVISIONS
        named = self._last_of_rank(rank, self._mentions[index].start, around=around)
        return named or (self._around_own(rank) if around else None) or self._own

    def _last_of_rank(self, rank: str, offset: int, *, around: bool) -> Place | None:
        """The place of a rank named last before `offset`; `around`: those that hold the article's own count as well."""
        kind = "division" if rank in _DIVISIONS else "community"
        key = (rank, around)
        if key not in self._of_rank:
            ranked = [
                mention
                for mention in (self._all if around else self._mentions)
                if mention.value.kind == kind and mention.value.name.endswith(rank)
            ]
            self._of_rank[key] = [mention.start for mention in ranked], ranked
        starts, ranked = self._of_rank[key]
        index = bisect_left(starts, offset) - 1
        return self._place(ranked[index].value) if index >= 0 else None

    def _is_far(self, rank: str, index: int) -> bool:
        """Whether no community of that rank is named near before a mention."""
        here = self._starts[index]
        for at in range(index - 1, -1, -1):
            mention = self._mentions[at]
            if self._paragraphs_between(mention.start, here) > _FAR_PARAGRAPHS:
                return True
            if mention.value.kind == "community" and mention.value.name.endswith(rank):
                return False
        return True

    def _paragraphs_between(self, start: int, end: int) -> int:
        """How many paragraphs end between two offsets."""
        return bisect_left(self._breaks, end) - bisect_left(self._breaks, start)

    def _around_own(self, rank: str) -> Place | None:
        """The city or province that holds the article's own place, as its code tells."""
        code = (self._own.adcode if self._own else None) or ""
        for around in (code[:4] + "00", code[:2] + "0000"):
            name = names_by_code().get(around, "")
            if name.endswith(rank) and around != code:
                return Place(name=name, adcode=around)
        return None


def _openings(text: str, short: str) -> Iterator[tuple[int, int]]:
    """Where a short name opens a clause, or with 全 does so, and is not the beginning of a longer name."""
    at = text.find(short)
    while at >= 0:
        start = at - 1 if text[at - 1 : at] == "全" else at
        end = at + len(short)
        opens = start == 0 or text[start - 1] in _BEFORE_OWN
        if opens and not _LONGER.match(text, end):
            yield start, end
        at = text.find(short, at + 1)


_BEFORE_OWN = frozenset("，。；：\n在")
_LONGER = re.compile("[一-龥]?[村镇乡街路站河山湖]|[人籍]")


def _short_of(own: Place | None) -> str:
    """The short name of the article's own place; none where it is a word of everyday language or the name itself."""
    short = short_name(own.name) if own and own.adcode else ""
    named = own is not None and len(short) >= _SHORTEST and short != own.name
    return short if named and short not in words("places", "everyday") else ""


# Ranks of divisions that `全` and `我` stand before.
_DIVISIONS = frozenset("省市区县旗州盟")
