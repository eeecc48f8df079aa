"""The noun that a number counts: behind it (`19个实践所`), before it (`实践所13个`), or the verb beside it (`参加培训`).

A measure word agrees with what it counts (`支` counts teams, `名` people): of the nouns around a number the nearest that
agrees is the one counted. Words and their parts of speech decide only how far its modifiers reach.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from ..core import Segments, any_of, lengths_by
from ..lexicon import entries, groups, lookup, words
from .engine import WordEngine
from .shares import Shares

_WINDOW = 36
_LONGEST_HEAD = 12
_BRACKET = re.compile(r"（[^）]{1,10}）")
_LEVELS = re.compile(r"（[所站点基地中心、（）县市区乡镇村]{1,12}）")
_LEVELS_AFTER = re.compile(r"（[所站点基地中心、]{1,8}）|(?:、[所站点](?![一-龥]))+|、站(?=、点)、点")
_SUMMED_UP = re.compile(r"(?:、[^，。、]{2,12}){0,8}等")
_HARD = re.compile(r"[，。；：！？…\n]")
_NOTHING_AFTER = frozenset("，。；：！？…\n、）")
# Parts of speech (tag set of jieba) at which a noun phrase ends: prepositions, adverbs, pronouns, particles.
_FUNCTION = frozenset({"p", "d", "r", "ul", "uz", "ug", "ud", "y", "m"})


class Label(NamedTuple):
    """The counted noun phrase with its clean span; `side` says where it was found, `head` the indicator of its noun."""

    text: str
    start: int
    end: int
    side: str
    head: str | None


class _Word(NamedTuple):
    text: str
    tag: str
    start: int
    end: int


@cache
def _heads() -> dict[str, str]:
    return {word: kind for word, kind in lookup("heads").items() if not word.startswith("=")}


@cache
def _whole() -> dict[str, str]:
    """Heads that count only as the whole label (`=站`)."""
    return {word[1:]: kind for word, kind in lookup("heads").items() if word.startswith("=")}


def head_of(label: str) -> str | None:
    """The indicator of the longest head noun that ends the label, None where none does."""
    label = _without_brackets(label).strip("“”‘’《》")
    lengths = _lengths().get(label[-1:])
    if lengths is None:
        return None
    exact = _whole().get(label)
    if exact:
        return exact
    table = _heads()
    for length in lengths:
        kind = table.get(label[-length:])
        if kind:
            return kind
    return None


def _without_brackets(text: str) -> str:
    return _BRACKET.sub("", text) if "（" in text else text


@cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """How long the head nouns are that end in a letter, longest first; most words end in none of these letters."""
    lengths: dict[str, set[int]] = {word[-1]: set() for word in _whole()}
    for word in _heads():
        if len(word) <= _LONGEST_HEAD:
            lengths.setdefault(word[-1], set()).add(len(word))
    return {letter: tuple(sorted(known, reverse=True)) for letter, known in lengths.items()}


@cache
def _agreement() -> dict[str | None, frozenset[str]]:
    return {unit: frozenset(kinds) for unit, kinds in entries("agreement").items()}


def agrees(unit: str | None, kind: str | None) -> bool:
    """Whether the measure word counts things of that kind."""
    kinds = _agreement().get(unit)
    return kinds is None or kind in kinds


@dataclass(slots=True, frozen=True)
class Around:
    """What a label is looked for in: the text, its clauses, the word engine, the numbers it shares out."""

    text: str
    segments: Segments
    engine: WordEngine
    shares: Shares
    _last_words: dict[str, tuple[str, str]] = field(default_factory=dict, repr=False)

    def last_word(self, phrase: str) -> tuple[str, str]:
        """The last word of a phrase, with its part of speech; one phrase is asked for by several rules."""
        known = self._last_words.get(phrase)
        if known is None:
            known = self._last_words[phrase] = self.engine.tag(phrase)[-1]
        return known

    def label(self, start: int, end: int, floor: int, ceiling: int, unit: str | None) -> Label | None:
        """The label of the amount at clean [start, end), None where nothing nameable is counted.

        `floor` and `ceiling` are where the amount before it ends and the next one begins: what lies beyond is theirs.
        """
        clause_start, clause_end = self.segments.clause(start)
        after = self._after(end, max(end, min(clause_end, ceiling, end + _WINDOW)), unit)
        if after is not None and after.head is not None:
            return after
        before = self._before(max(clause_start, floor, start - _WINDOW), start, unit)
        if unit in _PERSONS and (before is None or before.head not in _PEOPLE):
            doing = self._doing(end, min(clause_end, ceiling))
            if doing is not None:
                return doing
        if before is not None and before.head is not None and agrees(unit, before.head):
            return before
        return after or before

    def label_before_clause(self, start: int, unit: str | None) -> Label | None:
        """The noun that ends the clause before this one, if the measure word counts it (`这样的超市，已有41家`)."""
        clause_start = self.segments.clause(start)[0]
        if clause_start < 2 or self.text[clause_start - 1] != "，" or unit not in _agreement():
            return None
        begin = self.segments.clause(clause_start - 1)[0]
        label = self._before_end(max(begin, clause_start - _WINDOW), clause_start - 1)
        if label is None or label.head is None or not agrees(unit, label.head):
            return None
        return label

    def topic(self, start: int, unit: str | None) -> Label | None:
        """The nearest noun to the left in the sentence that the measure word counts.

        A number behind a time or a bare verb counts what the sentence speaks of (`队伍由去年的40支发展到63支`).
        """
        begin = max(self.segments.sentence(start)[0], start - _TOPIC_REACH)
        for first, end in reversed(_nouns_in(self.text, begin, start)):
            noun = self.text[first:end]
            kind = head_of(noun)
            if kind in _NO_TOPIC or not agrees(unit, kind) or self.text[end : end + 1] in _GOES_ON:
                continue
            label = self._before_words(max(begin, end - _WINDOW), end)
            if label is not None and label.head == kind and len(label.text) <= _LONGEST_HEAD:
                return Label(label.text, label.start, label.end, "topic", kind)
            return Label(noun, first, end, "topic", kind)
        return None

    def is_weak(self, label: Label | None, start: int, unit: str | None) -> bool:
        """Whether the words beside the number at `start` name nothing: a time, a bare verb, a place, another thing's noun."""
        if label is None:
            return True
        if label.side not in ("before", "unit") or label.text.endswith(_RATES):
            return False
        if label.text == unit or label.text in weak() or label.text in ("年", "月"):
            return True
        if unit in _COUNTING and _OF_A_PLACE.fullmatch(label.text):
            return True  # 龙潭乡|11个: of what was counted before
        if unit not in _SHARES and _RELATIVE.search(self.text, max(0, start - 4), start):
            return True
        if label.head is not None:
            acted = label.head in _ACTED and label.end == start and len(label.text) <= _ACT
            return not (agrees(unit, label.head) or label.head == "measure" or acted)
        if _TIMED.search(label.text) or (unit in _COUNTING and _DIVISION.search(label.text)):
            return True
        tag = self.last_word(label.text)[1]
        if tag[0] == "v" and len(label.text) > 1:
            # 巡诊, 出车: an act that is counted itself, unless it only brings about what is counted.
            return label.text in _governors() or label.text in _stops() or label.text in changing()
        return tag[0] in "vdtmrpqfcux" or tag in ("ns", "zg", "y", "s")

    def far_from(self, start: int, stop: int) -> Label | None:
        """`夏季牧场离县城|86公里`: a distance is told of what is so far away."""
        match = _FAR_FROM.search(self.text, start, stop)
        return Label(match[1], *match.span(1), "topic", None) if match else None

    def shared_out(self, start: int) -> Label | None:
        """`实践所、实践站分别为148个和1976个`: nouns in a row, and behind 分别 a number for each."""
        begin = max(self.segments.sentence(start)[0], start - _TOPIC_REACH)
        shared = self.shares.at(begin, start)
        if shared is None:
            return None
        word, place = shared
        row = _ROW.search(self.text, max(begin, word - _WINDOW), word)
        if row is None or place >= len(parts := list(_ROW_PART.finditer(row[0]))):
            return None
        part = parts[place]
        first = row.start() + part.start()
        label = self._before_words(first, row.start() + part.end())
        return label if label is not None and label.head is not None else None

    def quoted_before(self, start: int) -> Label | None:
        """The name in quotation marks that stands last before the number in its sentence."""
        begin = max(self.segments.sentence(start)[0], start - _TOPIC_REACH)
        names = list(_NAME.finditer(self.text, begin, start))
        return Label(names[-1][1], *names[-1].span(1), "topic", head_of(names[-1][1])) if names else None

    def honoured(self, end: int) -> Label | None:
        """`7人入选“身边好人”`: people counted by the honour that they got."""
        match = _HONOURED.match(self.text, end)
        return Label(match[1], *match.span(1), "verb", "honoree") if match else None

    def act_after(self, end: int) -> Label | None:
        """The verb behind a time (`3日内|上门`, `40分钟|讲完`): what takes that long."""
        lead = _SOON.match(self.text, end)
        begin = lead.end() if lead else end
        if _HARD.match(self.text, begin) or begin >= len(self.text):
            return None
        word, tag = self.engine.tag(self.text[begin : begin + _AHEAD])[0]
        return (
            Label(word, begin, begin + len(word), "after", None)
            if tag.startswith("v") and len(word) > 1
            else None
        )

    def _words(self, start: int, end: int) -> list[_Word]:
        found = []
        for text, tag in self.engine.tag(self.text[start:end]):
            stop = start + len(text)
            found.append(_Word(text, tag, start, stop))
            start = stop
        return found

    def _after(self, start: int, stop: int, unit: str | None) -> Label | None:
        if self.text[start : start + 1] in _NOTHING_AFTER:
            return None
        hard = _HARD.search(self.text, start, stop)
        stop = hard.start() if hard else stop
        start += self.text.startswith("的", start)
        if start >= stop or self.text[start] in _NOTHING_AFTER:
            return None
        verb = _long_stop().search(self.text, start, stop)
        phrase = self.text[start : verb.start() if verb else stop].rstrip("、和与及")
        plain = _plain_phrase(phrase, unit)
        if plain is not None:
            return Label(plain[0], start, start + len(phrase), "after", plain[1])
        listed = self._words(start, stop)
        if _is_verbal(listed[0]) and unit in _NOUNLESS and not self._noun_at(start, unit):
            return None
        last = _last_agreeing(listed, unit, self.text)
        if last is None:
            name = _NAME.match(self.text, start, stop)
            return Label(name[1], *name.span(1), "after", head_of(name[1])) if name else self._plain(listed)
        named = self._last_named(listed, unit, last)
        begin, last = named or (_trim_left(self.text, start, last), last)
        levels = _LEVELS_AFTER.match(self.text, last)
        if levels and self.text[last - 1] in "心所站":
            return Label(self.text[begin : levels.end()], begin, levels.end(), "after", "network")
        text = self.text[begin:last]
        return Label(text.strip("“”‘’、"), begin, last, "after", head_of(text))

    def _noun_at(self, start: int, unit: str | None) -> bool:
        """Whether a known noun that the measure word counts begins here, however its first word is tagged (`独居老人`)."""
        end = _noun_end(self.text, start, len(self.text))
        return end is not None and agrees(unit, head_of(self.text[start:end]))

    def _last_named(self, listed: list[_Word], unit: str | None, last: int) -> tuple[int, int] | None:
        """`社火、龙舟等传统节庆活动`: of a listing the noun that sums it up is counted."""
        window = self.text[last : listed[-1].end]
        match = _SUMMED_UP.match(window)
        if match is None:
            return None
        tail = [word for word in listed if word.start >= last + match.end()]
        end = _last_agreeing(tail, unit, self.text) if tail else None
        return (tail[0].start, end) if end else None

    def _doing(self, start: int, stop: int) -> Label | None:
        """`200人参加培训`: people counted by what they do."""
        match = _DOING.match(self.text, start, stop)
        return Label(match[1], *match.span(1), "verb", None) if match else None

    def _plain(self, listed: list[_Word]) -> Label | None:
        """Without a known noun: the run of nominal words that begins here."""
        end = listed[0].start
        for word in listed:
            if word.text in _stops() or word.tag in _FUNCTION or word.tag[0] in "vuc" or word.text in "“《（":
                break
            end = word.end
        text = self.text[listed[0].start : end].rstrip("、和与及的等”")
        return Label(text, listed[0].start, listed[0].start + len(text), "after", None) if text else None

    def _before(self, start: int, stop: int, unit: str | None) -> Label | None:
        listed = self._listed_before(start, stop) if self.text[stop - 1] == "等" else None
        if listed is not None:
            return listed
        end = self._before_links(start, stop)
        end = start + len(self.text[start:end].rstrip("、和与及的 ：”’》等"))
        if end <= start:
            return None
        label = self._before_end(start, end)
        if label is not None and label.head is None and unit not in _measures():
            # `宣讲活动已开展600场`, `手册发出5万册`: the noun stands before its verb.
            verb = self.last_word(label.text)
            if label.text in _governors() or (verb[1][0] == "v" and start < label.end - len(verb[0])):
                return self._before(start, label.end - len(verb[0]), unit) or label
        return self._with_neighbour(label, start) if label is not None and label.head is not None else label

    def _before_links(self, start: int, stop: int) -> int:
        """Where the words begin that link a noun to the number that ends here at `stop` (`志愿者|已达`)."""
        if self.text[stop - 1] not in _last_of_links():
            return stop
        link = _link().search(self.text, start, stop)
        return link.start() if link else stop

    def _with_neighbour(self, label: Label, start: int) -> Label:
        """`乡镇大队、村级分队160支`: of two nouns of one kind side by side both are counted."""
        if self.text[label.start - 1 : label.start] != "、" or label.start - 1 <= start:
            return label
        other = self._before_words(start, label.start - 1)
        if other is None or other.head != label.head or other.head in (None, "other"):
            return label
        return Label(self.text[other.start : label.end], other.start, label.end, "before", label.head)

    def _listed_before(self, start: int, stop: int) -> Label | None:
        """`代买|药品、敷料等1400件`: all that is listed is counted."""
        match = _LIST.search(self.text, start, stop)
        if match is None:
            return None
        begin = match.start()
        first = self.engine.tag(self.text[begin : match.end("first")])
        for word, tag in first[:-1]:
            if not (tag.startswith(("v", "p", "d")) or word in _governors()):
                break
            begin += len(word)
        text = self.text[begin : match.end("all")]
        return Label(text, begin, match.end("all"), "before", head_of(text))

    def _before_end(self, start: int, end: int) -> Label | None:
        if self.text[end - 1] == "）":
            levels = _BRACKET.search(self.text, max(start, end - 12), end)
            inner = self._before_words(start, levels.start() if levels else end)
            if inner is not None and levels is not None:
                kind = "network" if _LEVELS.fullmatch(levels[0]) else inner.head
                return Label(self.text[inner.start : end], inner.start, end, "before", kind)
        return self._before_words(start, end)

    def _before_words(self, start: int, end: int) -> Label | None:
        """The noun phrase that ends here, read leftwards to the verb that governs it or to a mark."""
        lead = _lead().match(self.text, start, end) if self.text[start] in _first_of_leads() else None
        begin = lead.end() if lead else start
        plain = _plain_phrase(self.text[begin:end], None)
        if plain is not None:
            return Label(plain[0], begin, end, "before", plain[1])
        begin = end
        for word, tag in reversed(self.engine.tag(self.text[start:end])):
            if _opens(word, tag) and (
                begin < end
                or ((_is_mark(word) or word in _scopes()) and not _ends_head(self.text, len(word), end))
            ):
                break
            begin -= len(word)
        while begin < end and self.text[begin] in "、和与及的等“‘":
            begin += 1
        text = self.text[begin:end]
        return Label(text, begin, end, "before", head_of(text)) if text else None


_ROW = re.compile(r"[一-龥“”（）]{1,16}(?:[、和与及][一-龥“”（）]{1,16})+?(?:数量|数|总数|人数|各)?$")
_ROW_PART = re.compile(r"[^、和与及]+")
_RATES = ("率", "度", "比例", "占比", "比重", "时间", "时长", "占地", "面积", "海拔")
# Acts that count people or times by themselves: 培训2100人次, 义诊312人.
_ACTED, _ACT = frozenset({"training", "lecture", "service", "activity", "order"}), 3
_TOPIC_REACH = 72
# Nouns of place and of rules are spoken of beside what is counted, but seldom are it.
_NO_TOPIC = frozenset({None, "menu", "measure"})
_GOES_ON = frozenset("员长化性队站所点里中上外内以") - {"中", "里"}
_SHARES = frozenset({"%", "‰", "成"})
_RELATIVE = re.compile(r"的(?:就|已?有|仅有?|只有?|约|达|共|是|分?别?为|从|由|最多|至少)?$")
_FAR_FROM = re.compile(r"([一-龥]{2,6}?)(?:离|距离?)[一-龥]{1,10}$")
_NAME = re.compile(r"“([^“”\n，。]{2,16})”")
_HONOURED = re.compile(
    r"(?:先后|分别|共同|同时)?(?:入选|获评|当选|被评为|荣获|登上|荣登|被授予|获得)了?(?:[省市县区国]级|[一-龥]{2,4}[省市县区])?“([^“”\n]{2,16})”"
)
_SOON = re.compile(r"(?:就|便|即|才|内|之内|能|可|可以|必须|要|不用)+")
_AHEAD = 8
_OF_A_PLACE = re.compile(
    r"(?![全各每该本我]|行政|自然|示范|重点|贫困|试点|边境|传统|文明|先进|乡镇|城镇|集镇)[一-龥]{2,4}(?:[县旗镇乡]|街道|苏木)"
)
_DIVISION = re.compile(r".[省市县区旗州盟镇乡村]$")
_COUNTING = frozenset({"人", "名", "位", "个", "支", "场", "场次", "人次", "家", "所", "件", "户", "次"})
_TIMED = re.compile(
    r"(?:年|月|日|[年月]?[底初末]|同期|之初|最初|起初|去年|今年|上年|前年|原先|原来|过去|从前|以前|如今|现在|目前)的?$"
)


@cache
def _noun_lengths() -> Mapping[str, tuple[int, ...]]:
    """The first two letters of head nouns to the nouns' lengths, the longest first."""
    return lengths_by((word for word in _heads() if len(word) > 1), 0, 2)


def _noun_end(text: str, start: int, stop: int) -> int | None:
    """Where the longest head noun that begins at `start` ends, not behind `stop`; None where none begins."""
    for length in _noun_lengths().get(text[start : start + 2], ()):
        if start + length <= stop and text[start : start + length] in _heads():
            return start + length
    return None


def _nouns_in(text: str, begin: int, stop: int) -> list[tuple[int, int]]:
    """Where head nouns of more than a letter stand, in order, none of which overlap."""
    found: list[tuple[int, int]] = []
    position = begin
    lengths = _noun_lengths()
    for start in [at for at in range(begin, stop) if text[at : at + 2] in lengths]:
        end = _noun_end(text, start, stop) if start >= position else None
        if end is not None:
            found.append((start, end))
            position = end
    return found


_LIST = re.compile(r"(?P<all>(?P<first>[一-龥]{1,10})(?:、[一-龥“”]{1,10})+)等$")
_MODIFIED, _MODIFIED_LENGTH = re.compile(r"[一-龥]+"), 14


def _plain_phrase(phrase: str, unit: str | None) -> tuple[str, str] | None:
    """A phrase of nothing but modifiers and a known noun that agrees: it needs no words to be cut."""
    if len(phrase) > _MODIFIED_LENGTH:
        return None
    head = head_of(phrase)
    if head is None or not agrees(unit, head) or not _MODIFIED.fullmatch(phrase):
        return None
    return None if _ends_within().search(phrase) else (phrase, head)


@cache
def _ends_within() -> re.Pattern[str]:
    """Any word at which a noun phrase may end; a verb that is a noun elsewhere (`服务`) counts too: words must decide.

    Every word is written out, so that the engine knows the letters that one can begin with.
    """
    nominal = set(_heads())
    ending = {word for key in ("stops", "scopes") for word in words("grammar", key)} | {
        word for word in words("grammar", "governors") if word not in nominal
    }
    return re.compile(any_of({*ending, *"的和与及"}))


@cache
def _long_stop() -> re.Pattern[str]:
    """Predicates of two letters and more, which are hardly ever part of another word."""
    return re.compile(
        any_of(word for word in words("grammar", "stops") if len(word) > 1 and word not in _heads())
    )


@cache
def _leads() -> frozenset[str]:
    """Verbs and scopes that open the clause before the counted noun (`累计|开展`)."""
    return frozenset({*words("grammar", "governors"), *words("grammar", "scopes")} - set(_heads()))


@cache
def _first_of_leads() -> frozenset[str]:
    return frozenset(word[0] for word in _leads())


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(_leads())})+")


_PERSONS = frozenset({"人", "人次", "户"})
_DOING = re.compile(
    r"[\u4e00-\u9fff]{0,2}?((?:参加|参与|报名|观看|聆听|受益|到场|受教育|参观|收看|听讲|参训)[\u4e00-\u9fff]{0,4})"
)


@cache
def _measures() -> frozenset[str]:
    """Units of measure: the verb before them is what is measured (`占地`)."""
    return frozenset(groups("units")["measures"])


# These stand without a noun: 200人参加, 3000人次受益.
_NOUNLESS = frozenset({"人", "人次", "户次", "户", "%", "场次", "元"})


@cache
def _stops() -> frozenset[str]:
    return frozenset(words("grammar", "stops"))


@cache
def _governors() -> frozenset[str]:
    return frozenset(words("grammar", "governors"))


@cache
def weak() -> frozenset[str]:
    """Words beside a number that name nothing."""
    return frozenset(words("grammar", "weak"))


@cache
def changing() -> frozenset[str]:
    """Verbs that only bring about what is counted."""
    return frozenset(words("grammar", "changing"))


@cache
def _scopes() -> frozenset[str]:
    return frozenset(words("grammar", "scopes"))


@cache
def _link() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(words('grammar', 'links'))})+$")


@cache
def _last_of_links() -> frozenset[str]:
    return frozenset(link[-1] for link in words("grammar", "links"))


def _is_mark(text: str) -> bool:
    return text[0] in "，。；：！？…\n“”‘’《》（）、"


def _is_verbal(word: _Word) -> bool:
    return (word.text in _stops() or word.tag in ("v", "vd", "d", "p")) and word.text not in _heads()


@cache
def _openers() -> frozenset[str]:
    return _governors() | _stops() | {"的"}


def _opens(word: str, tag: str) -> bool:
    """A word at which a noun phrase, read leftwards, ends."""
    if word in _openers() or _is_mark(word):
        return True
    if tag in ("v", "vd") and word not in _heads() and word not in _ADNOMINAL:
        return True
    return word[0].isdigit() or tag in _FUNCTION or tag in ("u", "uj", "c")


# Verbs that stand before a noun as its modifier: 注册志愿者, 返乡大学生.
_ADNOMINAL = frozenset(
    {
        "注册",
        "受益",
        "返乡",
        "退休",
        "留守",
        "流动",
        "参训",
        "受助",
        "结对",
        "服务",
        "志愿",
        "宣讲",
        "培训",
        "文明",
        "搬迁",
        "参保",
        "脱贫",
    }
)


def _ends_head(text: str, length: int, end: int) -> bool:
    """Whether a word of `length` that ends there ends a longer head noun (`志愿`|`服务`, `理论`|`宣讲`): it opens no phrase."""
    return any(text[end - longer : end] in _heads() for longer in range(max(2, length + 1), 6))


def _last_agreeing(listed: list[_Word], unit: str | None, text: str) -> int | None:
    """The end of the nearest head noun that agrees with the measure word, with the nouns that directly go on from it."""
    last: int | None = None
    kind: str | None = None
    joined = gap = False
    depth = 0
    for word, found in _head_ends(listed, text):
        if kind == "other" and word.text == "的" and not depth:
            break  # 17个县市|的代表: the places are counted
        # Brackets and quotation marks are looked through: 村（社区）文明实践站, “最美志愿者”.
        depth += _DEPTH.get(word.text, 0)
        if last is not None and not depth and (_breaks(word) if found is None else not agrees(unit, found)):
            break
        if found is None or not agrees(unit, found) or ("（" in text[listed[0].start : word.end] and depth):
            joined = joined or word.text in _JOINERS
            gap = gap or (not depth and word.tag[0] in "vad")
            continue
        # People are joined with people (`居民和学生`), and nothing but its own compound goes on from a place (`村`|`志愿队`).
        if last is not None and ((joined and not {kind, found} <= _PEOPLE) or (gap and kind == "other")):
            break
        last, kind, joined, gap = word.end, found, False, False
    return last


_JOINERS = frozenset("、和与及")
_PEOPLE = frozenset({"volunteer", "staff", "beneficiary", "participant", "honoree", "resident"})
_DEPTH = {"（": 1, "“": 1, "）": -1, "”": -1}


def _breaks(word: _Word) -> bool:
    if word.text in ("、", "和", "与", "及", "”", "’", "）", "“", "（"):
        return False
    return (
        word.text in _stops()
        or word.tag in _FUNCTION
        or word.tag in ("v", "c", "uj", "l", "i", "ns")
        or _is_mark(word.text)
    )


def _head_ends(listed: list[_Word], text: str) -> Iterator[tuple[_Word, str | None]]:
    """Each word with the indicator of the head noun that ends with it, None where none does."""
    begin = listed[0].start
    for index, word in enumerate(listed):
        follows = listed[index + 1] if index + 1 < len(listed) else None
        yield word, _head_at(text, begin, word, follows)


def _closes(follows: _Word | None) -> bool:
    """Whether a label of one letter (`52个站|办起…`) can end before this word."""
    if (
        follows is None
        or _is_mark(follows.text)
        or follows.text in _stops()
        or follows.text in ("和", "与", "及")
    ):
        return True
    return follows.tag[0] in "vdtp"


def _head_at(text: str, begin: int, word: _Word, follows: _Word | None) -> str | None:
    if word.text in _stops():
        return None
    lengths = _lengths().get(word.text[-1])
    if word.tag == "x" or lengths is None:
        return None
    whole = _without_brackets(text[begin : word.end])
    if whole in _whole() and _closes(follows):
        return _whole()[whole]
    table = _heads()
    for length in lengths:
        kind = table.get(whole[-length:])
        if kind and (length >= len(word.text) or (word.tag[0] in "nvj" and length > 1)):
            return kind
    return None


def _trim_left(text: str, start: int, end: int) -> int:
    """The label begins behind the last 的 of its modifiers, where a noun is left behind it."""
    particle = text.rfind("的", start, end - 1)
    return particle + 1 if particle >= 0 else start
