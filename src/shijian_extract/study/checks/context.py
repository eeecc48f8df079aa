"""The words around a number: what they say it stands for. Reads the clean text of one article."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from ...clean import clean
from ...core import CleanText, Mention, Segments, Spot
from ...detect import find_places
from ...segment import segment
from .tables import heads, longest_first, neutral, table

_ITEM_ENDS = "、，；：。！？\n"
# Behind the last of a display line (headline, box, caption) stands no mark.
_CLOSED = tuple("。！？…；，：、")
_DISPLAY_LENGTH = 60
# Two lines whose lengths differ by no more than this are of one column.
_COLUMN = 4
_TWO_LINES = 400
# So far before and behind a number its words are looked for, in characters: a longer sentence is a list, or a broken page.
REACH = 240


@dataclass(slots=True, frozen=True)
class Prose:
    """An article's clean text with its sentences, and the way from offsets of the source to those of the clean text.

    `headline` is where the first line ends in the clean text, if it is one (0: it isn't); `changes` are where the text tells
    why something is less, or more, than it was.
    """

    clean: CleanText
    segments: Segments
    places: list[Mention]
    headline: int
    changes: list[tuple[int, str]]
    _sources: list[int]

    def offset(self, source: int) -> int:
        """The clean offset of the character at `source`."""
        run = bisect_right(self._sources, source) - 1
        return min(max(source - self.clean.shifts[run], 0), len(self.clean.text))

    def sentence(self, offset: int) -> tuple[int, int]:
        """Start and end of the sentence at a clean offset; a box set into it (【数读】…) is one of its own."""
        start, end = self.segments.sentence(offset)
        if offset < self.headline:
            return start, min(end, self.headline)
        start = max(start, self.headline) if start < self.headline else start
        return max(start, self.clean.text.rfind("【", max(start, offset - REACH), offset + 1)), end

    def place_before(self, offset: int) -> tuple[int, tuple[str, ...]]:
        """The division named nearest before a clean offset in its sentence: where it ends, and its codes; else -1."""
        at = bisect_right(self.places, offset, key=lambda one: one.start) - 1
        if (
            at < 0
            or self.places[at].end <= self.sentence(offset)[0]
            or not isinstance(self.places[at].value, Spot)
        ):
            return -1, ()
        return self.places[at].end, self.places[at].value.codes

    def is_display(self, offset: int) -> bool:
        """Whether the sentence is a line of its own, as headlines and captions are."""
        if offset < self.headline:
            return True
        start, end = self.sentence(offset)
        if end - start > REACH:
            return False
        line = self.clean.text[start:end].strip()
        before = self.clean.text[max(0, start - 1) : start]
        return (
            len(line) <= _DISPLAY_LENGTH
            and not line.endswith(_CLOSED)
            and before in ("", "\n")
            and self.clean.text[end - 1 : end] == "\n"
        )


def prose_of(text: str) -> Prose:
    """The text of an article made ready."""
    cleaned = clean(text)
    sources = [start + shift for start, shift in zip(cleaned.starts, cleaned.shifts, strict=True)]
    places = [one for one in find_places(cleaned.text) if isinstance(one.value, Spot) and one.value.codes]
    changes = [(found.start(), found.lastgroup or "") for found in _changes().finditer(cleaned.text)]
    prose = Prose(cleaned, segment(cleaned.text), places, 0, changes, sources)
    # The clean text runs a headline that no blank line sets off into the first paragraph.
    line, second, *_ = [*(one.strip() for one in text.lstrip()[:_TWO_LINES].splitlines()), "", ""]
    column = abs(len(line) - len(second)) <= _COLUMN
    if column or not line or not second or len(line) > _DISPLAY_LENGTH or line.endswith(_CLOSED):
        return prose
    return replace(prose, headline=prose.offset(text.index(line) + len(line) - 1) + 1)


@cache
def any_word(*words: str) -> re.Pattern[str]:
    """A pattern of any of the words, the longest first."""
    return re.compile("|".join(map(re.escape, longest_first(words))))


@cache
def _near() -> tuple[re.Pattern[str], dict[str, str]]:
    meaning = {word: name for name, words in table("cues")["near"].items() for word in words}
    return any_word(*meaning), meaning


@cache
def _pattern(part: str, name: str) -> re.Pattern[str]:
    return any_word(*table("cues")[part][name])


def stands_for(prose: Prose, start: int, end: int, number: tuple[int, int], label: str, *, flow: bool) -> str:
    """What the count at clean `start` to `end` stands for, by the words of its sentence; empty where they say nothing.

    Label and number are both within `start` to `end`, in either order; `number` is where the number stands.
    `flow`: something that was done.
    """
    text = prose.clean.text
    first, last = prose.sentence(start)
    first = max(first, start - REACH)
    left = text[first:end]
    item = (
        ""
        if _summing().search(text[max(first, number[0] - _TAIL) : number[0]])
        else text[_item_start(text, first, start) : end]
    )
    against = _against(left.rpartition("；")[2], item)
    if against or _is_former(text, first, number):
        return against or "former"
    # What the label says of itself (注册志愿者) doesn't outdo what is said before it (新增注册志愿者).
    left = left.replace(label, "＿" * len(label))
    nearest, before = _nearest(left, flow=flow)
    if nearest == "taking_part":
        nearest, before = _nearest(_entered().sub(lambda found: "＿" * len(found[0]), left), flow=flow)
    clause_end = prose.segments.clause(max(start, end - 1))[1]
    behind = re.split("[、，；。]", text[end : min(clause_end, last)])[0]
    all_of = _ALL_OF.search(text[max(first, number[0] - _TAIL) : number[0]]) or _pattern(
        "behind", "whole"
    ).match(behind)
    if all_of and nearest != "increment":
        return "whole"
    if nearest == "whole" and _pattern("behind", "all").search(behind):
        return "whole"
    if not flow and _at_work().match(text, end, last) and _BARE_HAS.search(text[first : number[0]]):
        return "taking_part"
    if not flow and _pattern("behind", "taking_part").search(behind) and nearest != "increment":
        return "taking_part"
    if nearest == "whole" and (_is_of_a_body(left[: before[0]]) or _says_more(left[slice(*before)], behind)):
        return "other"
    if nearest:
        return nearest
    if "注册" in label or _BARE_HAS.search(text[first:start]) or _pattern("behind", "whole").search(behind):
        return "whole"
    return "display" if prose.is_display(start) else ""


@cache
def _summing() -> re.Pattern[str]:
    """Right before a number: 共|26支 is of all, whatever is said of each of them."""
    words = "|".join(longest_first(table("cues")["total"]["sums"]))
    return re.compile(f"(?:{words})(?:有|达到?|为|建成|建有|组建|是)?$")


@cache
def _at_work() -> re.Pattern[str]:
    """Behind those of whom it is said that there are so many: where they are, or what they are doing just now."""
    return re.compile(
        "(?:仍|还|也|都|正)*(?:正在|在(?![册编库线])(?!.{0,8}(?:注册|登记|备案|系统|平台))|(?:忙|奋战|坚守|值守|服务|穿梭)[于在])"
    )


@cache
def _entered() -> re.Pattern[str]:
    """走进桃源县，: where the reporter goes, not those who are counted."""
    return re.compile(f"(?:{any_word(*table('cues')['motion']).pattern})[一-龥]{{1,12}}[县市区旗州]，")


def _against(sentence: str, item: str) -> str:
    """What keeps a count from being all there is, by the words before it in its sentence and in its item."""
    for name in ("target", "other", "former", "subset"):
        cue = _pattern("sentence", name).search(sentence)
        if cue and not (name in _UNDONE and _UNDONE[name].search(sentence, cue.end())):
            return name
    return next((name for name in ("average", "other") if _pattern("item", name).search(item)), "")


# 桃源县有志愿者3万人.
_BARE_HAS = re.compile("(?<![没只还另各均都仅])有$")


# What stands right before a number is within so many characters.
_TAIL = 8
# 全部|400余支志愿服务队.
_ALL_OF = re.compile("(?:全部|所有|全体)的?$")
_FROM_REACH = 8
# 由去年同期的613支增加到|648支: now.
_GROWN = re.compile("[增长升展大高][加长]?[到至]")
# 计划三年内全覆盖，|目前已有240个: the goal was told before.
_UNDONE = {
    "former": _GROWN,
    "target": re.compile("，(?:截至|目前|现有|现已|已有|已建|如今|眼下)(?!.*，(?:计划|力争|拟|将))"),
}


def _is_former(text: str, first: int, number: tuple[int, int]) -> bool:
    """Whether the number is where a growth began: 由3万人增加到4.6万人."""
    start, end = number
    before = text[max(_item_start(text, first, start), start - _FROM_REACH) : start]
    return bool(_pattern("item", "from").search(before) and _pattern("behind", "to").match(text, end))


def _nearest(left: str, *, flow: bool) -> tuple[str, tuple[int, int]]:
    """What the nearest cue says, and where it stands; who took part says nothing of what was done (`flow`)."""
    pattern, meaning = _near()
    found, span = "", (0, 0)
    for match in pattern.finditer(left):
        if not (flow and meaning[match[0]] == "taking_part"):
            found, span = meaning[match[0]], match.span()
    return found, span


@cache
def _body() -> re.Pattern[str]:
    return re.compile(
        f"”[一-龥]{{0,8}}(?:{any_word(*table('cues')['bodies']).pattern})[已共先后今年以来，累计]*$"
    )


def _is_of_a_body(before: str) -> bool:
    """Whether a named team is what counts: “银发”服务队累计开展活动360场."""
    return _body().search(before) is not None


def _says_more(cue: str, behind: str) -> bool:
    """Whether what is said behind is of these alone: 已有286个站达标."""
    cues = table("cues")
    return (
        cue in cues["already"]
        and len(behind.strip()) > 1
        and not behind.startswith(tuple(cues["all_of_them"]))
    )


def _item_start(text: str, first: int, start: int) -> int:
    return max(first, *(text.rfind(mark, first, start) + 1 for mark in _ITEM_ENDS))


_CHANGE_REACH = 90
# 从2600人增加到|2.8万人: told as growth.
_GROWN_FROM = re.compile("[从由][^，。；]{1,14}(?:增|升|长|发展|扩大|壮大|跃)[^，。；0-9]{0,4}[到至]$")
_GROWN_REACH = 24


def change_near(prose: Prose, source: int) -> str:
    """What the sentence of a count and those beside it tell of a change: by its name in the cues, or nothing."""
    offset = prose.offset(source)
    if grown_from(prose, offset):
        return "more"
    if not prose.changes:
        return ""
    start, end = prose.sentence(offset)
    first, last = max(start - _CHANGE_REACH, offset - REACH), min(end + _CHANGE_REACH, offset + REACH)
    at = bisect_left(prose.changes, (first, ""))
    return prose.changes[at][1] if at < len(prose.changes) and prose.changes[at][0] < last else ""


def grown_from(prose: Prose, offset: int) -> str:
    """What it grew from, right before a number that something grew to; else empty."""
    found = _GROWN_FROM.search(prose.clean.text, max(0, offset - _GROWN_REACH), offset)
    return found[0] if found else ""


@cache
def _changes() -> re.Pattern[str]:
    return re.compile(
        "|".join(f"(?P<{name}>{'|'.join(words)})" for name, words in table("cues")["change"].items())
    )


def item_before(prose: Prose, start: int) -> str:
    """The words of the same item before clean `start`."""
    text = prose.clean.text
    return text[_item_start(text, prose.sentence(start)[0], start) : start]


_LEVEL_WORD = "新时代|文明|实践|服务|中心|基地|[所站点、和及与（）()]"
_LEVELS_BEHIND = re.compile(f"(?:{_LEVEL_WORD})+")
_LEVELS_BEFORE = re.compile(f"((?:{_LEVEL_WORD})+)(?:总数|数量|合计|共计|总计|共|有|达到?|已|为)*$")


def levels_beside(prose: Prose, start: int, end: int) -> str:
    """What a number is of that counts several levels at once, as the text has it: 160个|新时代文明实践所、站; else empty.

    The chain reads the first or the last of them alone. `start` and `end` are the number's clean offsets.
    """
    text = prose.clean.text
    behind = _LEVELS_BEHIND.match(text, end)
    if behind and _several(behind[0]):
        return behind[0].strip("、和及与")
    before = _LEVELS_BEFORE.search(text, max(prose.segments.clause(start)[0], start - 40), start)
    return before[1].strip("、和及与") if before and _several(before[1]) else ""


def _several(run: str) -> bool:
    return len(set(re.findall("中心|基地|[所站点]", run.rstrip("、和及与").replace("站点", "站")))) > 1


@cache
def _nouns() -> re.Pattern[str]:
    nouns = any_word(*(head for listed in heads().values() for head in listed if len(head) > 2))
    return re.compile(f"(?:新时代)?(?:文明)?(?:{nouns.pattern})")


def subject_of(prose: Prose, start: int, counts: Sequence[str]) -> str:
    """What a clause counts that has no noun: the first thing in its sentence (文明实践站遍布全县，|总数已有300个); else empty.

    `start` is the number's clean offset; nothing but one of `counts` may stand between the clause's beginning and it.
    """
    text = prose.clean.text
    clause, sentence = prose.segments.clause(start)[0], prose.sentence(start)[0]
    if (
        clause <= sentence
        or not text[clause:start]
        or not _only(tuple(counts)).fullmatch(text, clause, start)
    ):
        return ""
    noun = _nouns().search(text, sentence, clause)
    return noun[0] if noun and _unqualified().search(text[sentence : noun.start()]) else ""


@cache
def _unqualified() -> re.Pattern[str]:
    """Before a noun that has no modifier of its own: 交通|志愿者 has one, 桃源县注册|志愿者 none."""
    words = any_word(*neutral(), *table("cues")["near"]["whole"])
    return re.compile(f"(?:^|[，。；：、！？\\n]|[县市区旗州盟镇乡道地村])(?:{words.pattern})*$")


@cache
def _only(counts: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(
        f"(?:如今|目前|现在|已)?(?:{any_word(*counts).pattern})(?:已有|已达|达到|达|已|有|为|是)?"
    )


def level_before(prose: Prose, start: int) -> str:
    """The agreed name that ends right before a number; else empty."""
    noun = re.compile(f"(?:{_nouns().pattern})$").search(prose.clean.text, max(0, start - 12), start)
    return noun[0] if noun else ""


def noun_behind(prose: Prose, end: int) -> str:
    """The agreed name that begins right behind a number; else empty."""
    noun = _nouns().match(prose.clean.text, end)
    return noun[0] if noun else ""
