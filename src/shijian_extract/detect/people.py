"""Persons: names behind an office or role, in lists that share one, and before a verb of saying.

A name is a surname of the lexicon with one or two letters; what stands behind it must be able to follow a name. Where a
word of the dictionary could be meant (`群众方便`), the part of speech decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from ..core import Anchored, Mention, Someone, any_of, first_pairs, lengths_by
from ..lexicon import full_names, words
from .engine import WordEngine

_LETTER = r"[\u4e00-\u9fff]"
_LONGEST_ROLE = 30


@cache
def _surname() -> str:
    single = "".join(set(words("surnames", "single")) - set(words("persons", "no_surname")))
    return rf"(?:{any_of(words('surnames', 'compound'))}|[{single}])"


@cache
def _name() -> str:
    """A surname with one or two letters, of which the last begins no predicate; foreign names have a dot inside."""
    last = rf"(?![{''.join(w for w in words('persons', 'no_given') if len(w) == 1)}]){_LETTER}"
    return rf"(?:{_LETTER}{{2,6}}·{_LETTER}{{2,6}}|{_kin_names()}|{_surname()}(?:{_LETTER}{last}|{last}))"


@cache
def _kin_names() -> str:
    """Names of Tibetan, Mongolian, Uyghur or Yi speakers: two or more of their usual parts, or one that is a name by itself."""
    parts = any_of(words("persons", "name_parts"))
    return rf"(?:(?:{parts}){{2,3}}|(?:{any_of(words('persons', 'whole_names'))}))"


@cache
def _only() -> frozenset[str]:
    return frozenset(words("persons", "only"))


@cache
def _common() -> frozenset[str]:
    return frozenset(words("persons", "common"))


@cache
def _first_letters() -> frozenset[str]:
    """The letters that begin a name without a dot."""
    single = {*words("surnames", "single")} - {*words("persons", "no_surname")}
    longer = (words("surnames", "compound"), words("persons", "name_parts"), words("persons", "whole_names"))
    return frozenset(single | {name[0] for names in longer for name in names})


def _behind(marks: str, letters: Iterable[str]) -> re.Pattern[str]:
    """An anchor: one of the marks before one of the letters."""
    return re.compile(rf"[{marks}](?=[{''.join(letters)}])")


@cache
def _pair() -> re.Pattern[str]:
    """The last letter of a role before the first of a name: one cheap look passes over all other text.

    Two plain sets, for which `re` is the fastest engine at hand.
    """
    last = {word[-1] for word in words("persons", "roles")} | {"”", *_TRADE_ENDS}
    first = {name[0] for name in (*words("surnames", "compound"), *words("surnames", "single"))}
    first -= set(words("persons", "no_surname"))
    first |= {name[0] for name in (*words("persons", "name_parts"), *words("persons", "whole_names"))}
    return re.compile(rf"[{''.join(last)}](?=[{''.join(first)}])")


_FOREIGN = re.compile(r"(?<=[\u4e00-\u9fff”])(?=[\u4e00-\u9fff]{2,6}·)")


@cache
def _roles() -> frozenset[str]:
    return frozenset(words("persons", "roles"))


@cache
def _role_lengths() -> Mapping[str, tuple[int, ...]]:
    return lengths_by((role for role in _roles() if 1 < len(role) <= _LONGEST_NOUN), -2, None)


# Letters that end the name of a trade.
_TRADE_ENDS = frozenset("商匠侨娘嫂媳婿")
_LONGEST_NOUN = 5
_LONGEST_TITLE = 10
_QUOTED_ROLE = ("人物”", "传承人”", "好人”", "模范”", "获得者”", "志愿者”", "标兵”")


def _role_before(text: str, end: int) -> str | None:
    """The longest role that ends here."""
    for length in _role_lengths().get(text[end - 2 : end], ()) if end > 1 else ():
        if length <= end and text[end - length : end] in _roles():
            return text[end - length : end]
    if text[end - 1] != "”":
        return None
    quoted = next((word for word in _QUOTED_ROLE if text.startswith(word, max(0, end - len(word)))), None)
    if quoted is None:
        opened = text.rfind("“", max(0, end - _LONGEST_TITLE), end)
        return text[opened:end] if opened >= 0 else None
    return quoted


def _titled(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Names right behind a role, each with the role."""
    pairs = [*_pair().finditer(text), *(_FOREIGN.finditer(text) if "·" in text else ())]
    for pair in pairs:
        role = _role_before(text, pair.end())
        name = _named().match(text, pair.end()) if role or text[pair.start()] in _TRADE_ENDS else None
        if name and role:
            yield name, role
        elif (
            name
            and len(name["name"]) > _SHORT
            and name["name"][0] in _common()
            and _is_followed(text, name.end())
        ):
            yield name, text[pair.end() - _SHORT : pair.end()]  # 布商|郭小平: a trade that no list has


@cache
def _named() -> re.Pattern[str]:
    return re.compile(rf"(?P<name>{_name()})")


@cache
def _listed() -> re.Pattern[str]:
    return re.compile(rf"[、和](?P<name>{_name()})")


# What a speaker does, and how one is addressed: the name is looked for before it.
_SAYS = Anchored(
    re.compile("说|[老大女先表介告坦感，当从](?=[人爷妈士生示绍诉言慨当从过事])"),
    re.compile(
        r"(?:老人|大爷|大妈|女士|先生)?(?:说(?!明|法|教|服|起)|表示|介绍说|告诉|坦言|感慨|，?(?:当过|从事))"
    ),
)
_ADDRESS = re.compile(
    r"老师|教授|老人|大[爷妈叔哥嫂娘姐]|奶奶|爷爷|阿姨|同志|医生|书记|会长|主任|队长|站长|校长|夫妇"
)


def find_people(text: str, engine: WordEngine) -> list[Mention]:
    """Persons of clean text, in order, as mentions of kind `person`; each name once.

    >>> from shijian_extract.segment import engine
    >>> [m.value.name for m in find_people("县文明办主任周晓梅介绍，村民何平和李春生都来了。", engine())]
    ['周晓梅', '何平', '李春生']
    """
    found: dict[str, Mention] = {}
    for match, noun in _titled(text):
        name = _settle(text, match, engine, noun)
        if name is not None and (
            noun[0] != "“" or noun[1:-1].endswith(_TRADES) or engine.tag(name)[0] == (name, "nr")
        ):
            start = match.start("name")
            begin, role, organization = _office(text, start, noun)
            _add(
                found,
                Mention(
                    begin, start + len(name), "person", Someone(name, role, organization), "person.titled"
                ),
            )
            _add_listed(text, start + len(name), role, engine, found)
    # 王秀兰|帮|老人: letters of a name already read are no second name.
    taken = {position for mention in found.values() for position in range(mention.start, mention.end)}
    never = words("persons", "never")
    for mention in (
        *_with_aside(text),
        *_on_boards(text),
        *_subjects(text, engine),
        *_signed(text),
        *_speakers(text, engine),
        *_addressed(text, engine),
        *_honoured(text, engine),
        *_introduced(text, engine),
        *_in_rows(text, engine),
        *_transcribed(text),
        *_nicknamed(text),
    ):
        if mention.start not in taken and not mention.value.name.startswith(never):
            _add(found, mention)
    surnames = {mention.value.name[0] for mention in found.values() if mention.rule != "person.nickname"}
    return sorted(
        (
            mention
            for mention in found.values()
            # 老梁 is the 梁志远 of whom the report tells.
            if mention.rule != "person.nickname" or not surnames & set(mention.value.name)
        ),
        key=lambda mention: mention.start,
    )


# A title in quotation marks that ends in a trade: `“马背医生”周小兰`.
_TRADES = (
    "医生",
    "老师",
    "支书",
    "书记",
    "奶奶",
    "爷爷",
    "大姐",
    "大叔",
    "大哥",
    "妈妈",
    "爸爸",
    "阿姨",
    "达人",
    "能手",
    "专家",
    "工匠",
    "队长",
    "校长",
)
_MARKS_BEFORE = frozenset("。！？”\n")
_BODIES = ("的", "大学", "学院", "学校", "中学", "小学", "医院", "社区", "村")


def _names_before(text: str, end: int) -> Iterator[tuple[int, str]]:
    """Names of three and two letters that end here, with where they begin."""
    for length in (3, 2):
        match = _named().fullmatch(text, max(0, end - length), end)
        if match is not None and len(match[0]) == length:
            yield match.start(), match[0]


def _speakers(text: str, engine: WordEngine) -> Iterator[Mention]:
    """A name that opens a sentence, or stands behind 的, before a verb of saying."""
    for says in _SAYS.finditer(text):
        for start, name in _names_before(text, says.start()):
            if text[start - 1 : start] in _MARKS_BEFORE | {"的"} and _is_name(name, engine):
                yield Mention(start, says.start(), "person", Someone(name, None, None), "person.saying")
                break


_HONOURED = re.compile(r"被授予|荣获|获评|被评为|当选|获得")
# `周敏、何平（女，土家族）、吴军等10人`: names in a row, counted together.
_ASIDE = r"(?:（[^（）]{1,12}）)?"


@cache
def _counted() -> Anchored:
    row = rf"(?P<names>{_name()}{_ASIDE}(?:[、和]{_name()}{_ASIDE})*)"
    honoured = "榜上有名|上榜|荣获|获评|获得|被评为|被授予|受到"
    people = rf"人|同志|志愿者|个人|[^，。；：、]{{0,8}}(?:{honoured})"
    counted = rf"(?:等|共)?(?:\d+|[两三四五六七八九十])[名位]?(?:{people})"
    led = r"等(?:\d+[名位])?[省市县区镇乡]?(?:领导|负责人|嘉宾|同志|道德模范)"
    # A list of names alone, of two or more: `敬业奉献模范：何敏、周平；`.
    listed = rf"(?<=[：\n])(?P<listed>{_name()}(?:[、 ]{_name()})+)(?=[；。\n]|$)"
    pattern = re.compile(rf"{row}(?:{counted}|{led})|{listed}")
    # Behind the first name of a row stands one of these.
    anchor = rf"[，。；：的为\n](?=[{''.join(_first_letters())}]{_LETTER}{{1,11}}?[、和（等共 \d两三四五六七八九十])"
    return Anchored(re.compile(anchor), pattern, behind=True)


@cache
def _foreign_rows() -> Anchored:
    """The same where a name with a dot may begin the row: any letter may begin that."""
    return Anchored(re.compile(rf"[，。；：的为\n](?={_LETTER})"), _counted().pattern, behind=True)


def _in_rows(text: str, engine: WordEngine) -> Iterator[Mention]:
    for row in (_foreign_rows() if "·" in text else _counted()).finditer(text):
        position = row.start("names") if row["names"] else row.start("listed")
        for part in re.split(r"[、和 ]", row["names"] or row["listed"]):
            name = part.partition("（")[0]
            if row["names"] or _is_name(name, engine):
                yield Mention(
                    position, position + len(name), "person", Someone(name, None, None), "person.counted"
                )
            position += len(part) + 1


# The end of an office before a colon: few texts have one.
_OFFICE_ENDS = re.compile("[长任记人员]：")


@cache
def _in_office() -> re.Pattern[str]:
    """`所长：周小兰`: a board tells who holds an office."""
    offices = "所长|站长|主任|书记|队长|会长|负责人|联络员|管理员|校长|院长|理事长"
    return re.compile(
        rf"(?<![一-龥])(?P<role>[一-龥]{{0,6}}(?:{offices}))：(?P<name>{_name()})(?=[，。；、\n副]|$)"
    )


def _on_boards(text: str) -> Iterator[Mention]:
    for match in _in_office().finditer(text) if _OFFICE_ENDS.search(text) else ():
        someone = Someone(match["name"], match["role"], None)
        yield Mention(match.start(), match.end("name"), "person", someone, "person.office")


_NAMED_AFTER = ("志愿", "工作", "服务", "名师", "劳模", "调解", "文明", "宣讲", "爱心", "书记")
# 胡桥乡, 何家坪, 陈列架: places and things.
_NO_NAME_ENDS = frozenset("乡镇村堡县区市街摄柜站所桥路庄寨屯湾沟岭店院馆")


@cache
def _subject() -> Anchored:
    first = "".join({*words("persons", "only"), *words("persons", "common")})
    return Anchored(_behind("，。；：！？”\n的", first), re.compile(rf"(?=[{first}])"), behind=True)


def _subjects(text: str, engine: WordEngine) -> Iterator[Mention]:
    """A name of three letters by itself at the head of a clause: `，周桂英|便拎起了水壶`."""
    for head in _subject().finditer(text):
        tagged = engine.tag(text[head.start() : head.start() + _AHEAD])
        word, tag = tagged[0]
        following = tagged[1][0] if len(tagged) > 1 else ""
        if tag == "nr" and len(word) == len(following) == _SHORT and following not in _after():
            word += following[0] if following[1:] in _after() else ""  # 沈月|英是
        end = head.start() + len(word)
        if word[:_SHORT] in full_names():
            continue  # 青田|正…: a county by its short name
        # A list of what follows is never full: a verb or adverb behind a plain surname is as good, but not 周小兰|工作站.
        goes_on = len(tagged) > 1 and tagged[1][1][0] in "vdp" and word[0] in _only()
        told = text.startswith(_after(), end) or (goes_on and not text.startswith(_NAMED_AFTER, end))
        if word[-1:] in _NO_NAME_ENDS:
            continue
        if len(word) > _SHORT and tag == "nr" and _named().fullmatch(word) and told:
            yield Mention(head.start(), end, "person", Someone(word, None, None), "person.subject")


@cache
def _aside() -> re.Pattern[str]:
    """What a bracket tells of the person: `周小兰（女，土家族，乡村医生）`, `倪军（救援队副队长）`."""
    roles = any_of(words("persons", "roles"))
    told = rf"(?:男|女|[一-龥]{{1,6}}族)(?:，[^（）]{{0,24}})?|[^（），]{{0,14}}(?:{roles})"
    return re.compile(rf"（(?P<told>{told})）")


def _name_before(text: str, end: int) -> re.Match[str] | None:
    """The name that ends here and begins behind a mark: names have letters alone and a dot."""
    start = end
    while start and ("\u4e00" <= text[start - 1] <= "\u9fff" or text[start - 1] == "·"):
        start -= 1
    opens = start == 0 or text[start - 1] in "，。；：、" or text[start - 1].isspace()
    return _named().fullmatch(text, start, end) if opens else None


_PEOPLE = re.compile(r"(?:男|女|[一-龥]{1,6}族|\d+岁)(?:，|$)")


def _with_aside(text: str) -> Iterator[Mention]:
    for aside in _aside().finditer(text):
        name = _name_before(text, aside.start())
        if name is None:
            continue
        role = aside["told"]
        while plain := _PEOPLE.match(role):
            role = role[plain.end() :]
        # 南阳镇|乡村医生: a place before the trade is no part of it.
        role = _OF_A_PLACE.sub("", role)
        yield Mention(*name.span(), "person", Someone(name[0], role or None, None), "person.aside")


_OF_A_PLACE = re.compile(r"^(?:[一-龥]{1,5}[镇乡村])+(?=乡村医生|村医|村民|居民|网格员|农民|护林员)")
# `——县文明办主任 周小兰`: who said what was quoted.
_SIGNED = re.compile(r"(?<=——)(?P<role>[^，。；：\n—]{2,24}) (?P<name>[^，。；：\n ]{2,12})(?=\n|$)")


def _signed(text: str) -> Iterator[Mention]:
    for match in _SIGNED.finditer(text) if "——" in text else ():
        role = _role_before(text, match.end("role"))
        if role and _named().fullmatch(match["name"]):
            begin, phrase, organization = _office(text, match.end("role"), role)
            someone = Someone(match["name"], phrase, organization)
            yield Mention(begin, match.end(), "person", someone, "person.signed")


_CAME = re.compile(r"来自(?P<body>[^，。；\n]{2,30})的(?=[\u4e00-\u9fff])")


def _honoured(text: str, engine: WordEngine) -> Iterator[Mention]:
    """Names alone at the head of a clause before what they were given, and names behind `来自…的`."""
    for verb in _HONOURED.finditer(text):
        begin = max(text.rfind(mark, max(0, verb.start() - 24), verb.start()) for mark in "，。；：\n") + 1
        if not begin:
            continue
        names = text[begin : verb.start()].split("、")
        likely = [name for name in names if _named().fullmatch(name) and _is_name(name, engine)]
        row = len(names) > 2 and 3 * len(likely) >= 2 * len(names)  # a rare surname among them is one too
        if all(
            len(name) in (2, 3)
            and (row or (name in likely and (len(names) > 1 or engine.tag(name)[0][0] == name)))
            for name in names
        ):
            position = begin
            for name in names:
                yield Mention(
                    position, position + len(name), "person", Someone(name, None, None), "person.honoured"
                )
                position += len(name) + 1
    for came in _CAME.finditer(text) if "来自" in text else ():
        word, tag = engine.tag(text[came.end() : came.end() + _AHEAD])[0]
        if len(word) > _SHORT and word[0] in _only():
            tag = "nr"
        if tag == "nr" and _named().fullmatch(word):
            someone = Someone(word, None, came["body"])
            yield Mention(came.start(), came.end() + len(word), "person", someone, "person.came-from")


def _addressed(text: str, engine: WordEngine) -> Iterator[Mention]:
    """A name before a form of address, behind a body or community: `大学|王梅|老师`, `社区的|李芳|老人`."""
    for address in _ADDRESS.finditer(text):
        for start, name in _names_before(text, address.start()):
            known = engine.tag(name)[0]
            if name.startswith(words("persons", "never")) or name.endswith("总"):
                continue
            if known == (name, "nr") or (text.endswith(_BODIES, 0, start) and known[1].startswith("nr")):
                yield Mention(
                    start, address.start(), "person", Someone(name, address[0], None), "person.addressed"
                )
                break


@cache
def _introducing() -> Anchored:
    """`他叫周长根，…`, `人称“许大姐”的许秀云，…`, `76岁的刘桂英笑了`."""
    called = (
        r"(?:[他她我人的]|老[一-龥]|姑娘|小伙|大[姐哥爷妈娘]|老人)叫|名叫|名字叫|大名|本名|真名|原名|学名"
    )
    described = r"”的|岁的|主讲的|掌勺的|领头的|打头的|领唱的|开店的|摆摊的|嫁来的|家住[^，。；的]{2,16}的|被称为“[^“”]{2,8}”的"
    # The first letters of what introduces, each with what comes next in it.
    anchor = re.compile(
        "[他她我人的老姑小大名本真原学”岁主掌领打开摆嫁家被](?=[叫名字的讲勺头唱店摊来住称]|.{1,2}叫)"
    )
    return Anchored(anchor, re.compile(rf"(?:{called}|{described})(?P<name>{_name()})"))


def _introduced(text: str, engine: WordEngine) -> Iterator[Mention]:
    for match in _introducing().finditer(text):
        name = _settle(text, match, engine)
        plain = match[0][0] in "”岁" and match["name"][:1] not in _common()
        if name and len(name) > _SHORT and not plain:
            start = match.start("name")
            yield Mention(start, start + len(name), "person", Someone(name, None, None), "person.introduced")


@cache
def _nickname() -> Anchored:
    """A surname with a form of address, or behind 老 or 小, where a name can begin: `陈大爷`, `老张`, not `许秀云阿姨`."""
    surnames, address = "".join(words("persons", "common")), any_of(words("persons", "addresses"))
    behind = [rf"(?<={word})" for word in words("persons", "nickname_after")]
    begins = rf"(?:^|(?<=[，。、：；！？“”\n的和与给帮为像跟陪接送找问喊叫])|{'|'.join(behind)})"
    short = "".join(set(words("persons", "common")) - set(words("persons", "no_short")))
    named = rf"[{surnames}](?:{address})(?![一-龥]?[书记长])|[老小][{short}](?=[，。、：；！？“”]|{any_of(_after())})"
    second = {word[0] for word in words("persons", "addresses")} | {*short}
    anchor = re.compile(rf"[{surnames}老小](?=[{''.join(second)}])")
    return Anchored(anchor, re.compile(rf"{begins}(?:{named})"))


@cache
def _kin_pair() -> Anchored:
    """Two parts of names in transcription make a name wherever they stand: `给82岁的索朗卓玛送药`."""
    parts = [word for word in words("persons", "name_parts") if len(word) > 1]
    return Anchored(first_pairs(parts), re.compile(rf"(?:{any_of(parts)}){{2,3}}"))


def _transcribed(text: str) -> Iterator[Mention]:
    for match in _kin_pair().finditer(text):
        if "·" in text[max(0, match.start() - 1) : match.end() + 1]:
            continue  # one half of a name in two parts
        yield Mention(*match.span(), "person", Someone(match[0], None, None), "person.transcribed")


def _nicknamed(text: str) -> Iterator[Mention]:
    for match in _nickname().finditer(text):
        role = _role_before(text, match.start()) if match.start() >= _SHORT else None
        if role and role[0] != "“":
            begin, phrase, organization = _office(text, match.start(), role)
            someone = Someone(match[0], phrase, organization)
        else:
            begin, someone = match.start(), Someone(match[0], None, None)
        yield Mention(begin, match.end(), "person", someone, "person.nickname")


def _add(found: dict[str, Mention], mention: Mention) -> None:
    found.setdefault(mention.value.name, mention)


def _add_listed(
    text: str, position: int, role: str | None, engine: WordEngine, found: dict[str, Mention]
) -> None:
    """Names that go on the list share the role (`市领导甲、乙、丙`)."""
    while True:
        match = _listed().match(text, position)
        name = _settle(text, match, engine) if match else None
        if match is None or name is None:
            return
        position = match.start("name") + len(name)
        _add(
            found,
            Mention(match.start("name"), position, "person", Someone(name, role, None), "person.listed"),
        )


def _settle(text: str, match: re.Match[str], engine: WordEngine, role: str | None = None) -> str | None:
    """The name; None where it is none.

    A reading behind which stands what can follow a name is taken, the longer one first, unless a word of its own begins
    with its last letter. Where neither is followed so, the words read in their place decide.
    """
    start, name = match.start("name"), match["name"]
    if "·" in name:
        return _foreign(text, start, name, engine)
    if _kin().fullmatch(name):
        return name
    readings = [
        reading
        for reading in (name, name[:-1])
        if len(reading) >= _SHORT and _is_followed(text, start + len(reading))
    ]
    if len(name) > _SHORT and _ends_early(text, start, name, engine):
        # 张浩|陪同: the last letter begins a word of its own.
        readings = [name[:-1], *(reading for reading in readings if reading == name)]
    for reading in readings:
        if _is_name(reading, engine) or (
            role in _offices() and text.startswith(_SAYING, start + len(reading))
        ):
            return None if reading in words("persons", "famous") else reading
    found = _by_words(name, engine.tag(text[start : start + _AHEAD]))
    if found is not None and len(found) == _SHORT and role in words("persons", "many"):
        return None  # 群众|闻声: of a crowd the next word is hardly ever a short name
    return None if found is None or found.startswith(words("persons", "never")) else found


# A word of the dictionary is a name where an office stands before it and a verb of saying behind: 书记方圆说.
_SAYING = ("说", "介绍", "告诉", "表示", "坦言", "指出", "强调")


@cache
def _offices() -> frozenset[str]:
    return frozenset(
        word
        for word in words("persons", "roles")
        if word.endswith(("记", "任", "长", "席", "员", "生", "师", "人"))
    )


def _by_words(name: str, tagged: list[tuple[str, str]]) -> str | None:
    """What of `name` is one, by the words that the text from its first letter on is cut into."""
    word, tag = tagged[0]
    following, kind = tagged[1] if len(tagged) > 1 else ("", "x")
    if len(word) == 1:
        if tag[0] in _NO_SURNAME_TAGS or not following or kind[0] in "ux":
            return None
        # 靳|红霞, 田|应明: a surname by itself, and a given name of two letters.
        return name if len(following) == _SHORT and len(name) > _SHORT else None
    if tag.startswith("nr"):
        if len(word) > _SHORT or len(name) == _SHORT:
            return name if word.startswith(name) else None
        # 夏成|军为: a preposition of two letters is none, and its first belongs to the name; so does a lone noun's.
        longer = (kind[0] == "p" and len(following) > 1) or kind[0] in "nx" or len(following) > _SHORT
        return name if longer and following else word
    if word + following == name and word[0] in _common():
        return name  # 武粉|娥
    return name if word == name and len(name) > _SHORT and kind[0] in "vx" else None


_NO_SURNAME_TAGS = frozenset("pcdrufmqvya")
_SHORT = 2
_AHEAD = 7


@cache
def _kin() -> re.Pattern[str]:
    return re.compile(_kin_names())


@cache
def _kin_dotted() -> re.Pattern[str]:
    parts = any_of([*words("persons", "name_parts"), *words("persons", "whole_names")])
    return re.compile(rf"{_LETTER}{{1,6}}·(?:{parts}){{1,2}}")


def _foreign(text: str, start: int, name: str, engine: WordEngine) -> str:
    """Both parts where the lexicon knows them.

    Else the part behind the dot ends where a word can follow a name (`买买提·吐尔逊|用…`).
    """
    known = _kin_dotted().match(name)
    if known:
        return known[0]
    dot = name.index("·")
    ends = range(dot + 1 + _SHORT, len(name))
    for end in ends:
        if _is_followed(text, start + end):
            return name[:end]
        word, tag = engine.tag(text[start + end : start + end + _SHORT])[0]
        if len(word) == _SHORT and tag.startswith("v"):
            return name[:end]
    return name


def _is_followed(text: str, position: int) -> bool:
    """Whether a mark, or a word that the lexicon lets follow a name, stands here."""
    if position >= len(text) or not "\u4e00" <= text[position] <= "\u9fff":
        return True
    lengths = _after_lengths().get(text[position], ())
    return any(text[position : position + length] in _after_words() for length in lengths)


@cache
def _after_words() -> frozenset[str]:
    return frozenset(_after())


@cache
def _after_lengths() -> Mapping[str, tuple[int, ...]]:
    return lengths_by(_after(), 0, 1)


@cache
def _after() -> tuple[str, ...]:
    return words("persons", "after")


_NO_WORD_GOES_ON = frozenset(["", *"，。、；：！？“”‘’（）《》…—\n "])


def _ends_early(text: str, start: int, name: str, engine: WordEngine) -> bool:
    """Whether the words read in their place part the last letter from the name (`李明|积极…`)."""
    if text[start + len(name) : start + len(name) + 1] in _NO_WORD_GOES_ON:
        return False  # the last letter is followed by a mark, and begins no word
    tagged = engine.tag(text[start : start + _AHEAD])
    if len(tagged) < 2 or tagged[0][0] != name[:-1] or len(tagged[1][0]) < 2:
        return False
    following, kind = tagged[1]
    known = following in _after()
    if not known and following[1:].startswith(_after()) and name[-1] not in _after():
        return False  # 孙长|根说: no word of the language, but what the guess at unknown words makes of 孙长根|说
    return known or kind[0] in "vadc"


def _is_name(name: str, engine: WordEngine) -> bool:
    """A word that the dictionary knows as something else is no name; a name of two letters that it cuts is one."""
    if name.startswith(words("persons", "never")):
        return False
    if name[0] in _only():
        return True
    tagged = engine.tag(name)
    return len(tagged) > 1 or tagged[0][1].startswith(("nr", "nz", "x"))


_ORGANISED = re.compile(
    r"(?P<body>.*(?:学院|大学|医院|卫生院|研究院|学校|小学|中学|党校|公司|协会|联合会|合作社|中心|社区|服务队|支队|大队|分队|委员会|宣传部|文明办|博物馆|文化馆|图书馆|服务站|实践所|实践站|工作室|理事会|俱乐部|剧团|银行|支行|[一二三四五六七八九十]连))"
    r"(?P<post>(?:党委|党支部|党总支|党组)?(?:书记|副书记)|[^、]{2,6})$"
)
_FROM = re.compile(r"(?:来自|作为)(?P<body>[^，。；]{2,30})的(?P<role>[^，。；的]{0,12})$")
_OPENS = re.compile(
    r"(?s).*(?:[，。；：！？\n（）—]|、(?=[^、]*$)|(?<=[”])的|邀请|吸收|和|与|由|据|对|向|像|如|为|是|让|给|的|[岁下家]|[着了]|还有|以及|遇到|走访|看望|慰问|见到|社会)"
)


_JOINT = re.compile(r"(?:[^，。；：、“”（）\n]{2,16}、)[^，。；：、“”（）\n]{2,12}$")


def _office(text: str, name_start: int, role: str) -> tuple[int, str, str | None]:
    """Where the person's phrase begins, the role, and the organisation where it is named apart from the role."""
    window_start = max(0, name_start - _LONGEST_ROLE)
    window = text[window_start:name_start]
    came = _FROM.search(window)
    if came:
        return window_start + came.start(), came["role"] or role, came["body"]
    joint = _JOINT.search(window) if "、" in window[-14:] else None
    opened = _OPENS.match(window, 0, len(window) - len(role))
    begin = opened.end() if opened else 0
    # `来了。”|石桥镇党委书记`: the quotation closes behind the stop.
    begin += len(window[begin:]) - len(window[begin:].lstrip("”"))
    if joint and _is_double_office(joint[0]):
        begin = joint.start()
    phrase = window[begin:]
    organised = _ORGANISED.fullmatch(phrase)
    if organised and not joint:
        return window_start + begin, organised["post"], organised["body"]
    if "”" in phrase and "“" not in phrase:
        # `“90后”志愿者`: the quotation belongs to the role.
        opening = window.rfind("“", 0, begin + 1)
        begin = opening if opening >= 0 else begin
        phrase = window[begin:]
    return window_start + begin, phrase if "”" in phrase else phrase.strip("“"), None


def _is_double_office(phrase: str) -> bool:
    """`县委常委、宣传部部长`: both halves are offices."""
    first, _, _ = phrase.partition("、")
    return first.endswith(("常委", "书记", "主任", "部长", "主席", "委员", "副部长"))
