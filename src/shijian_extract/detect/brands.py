"""Brands: names that makers gave their projects, teams, venues and activities."""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby

import regex

from ..core import CleanText, Mention, Named, any_of, overlap_test, tidy_name
from ..lexicon import entries, words
from .heads import Head, category_of, heads, nouns
from .quotes import Quote

# One or two letters in quotation marks are mostly a word used with a wink; as a name they need a plain head.
_SHORT = 2
_BEFORE_HEAD = re.compile(
    r"(主题(?=[是为叫])|项目|品牌|工程|服务队|志愿队|子品牌|工作室|队伍|团队|活动)(?:[-—]{0,2}|是|为|名?叫作?|叫做|名为|取名为?|命名为|称为)$"
)
_CALLED = re.compile(
    r"(?:[把将][^，。；“”]{2,7}(?:命名|取名|起名)为|(?:[类队团社站点屋车院铺户号名]|[大小]名|名字)(?:就|便)?叫|名为|取名|起名|命名为|定名为|名叫|叫做|叫作)$"
)
_AFTER_HEAD = re.compile(
    r"(?:是[^，。；“”]{0,16}?|为)(?P<project>品牌|项目|名片)(?![一-龥]{0,2}[化])"
    r"|(?:，[这它])?是(?:一[支个]|由)[^，。；“”]{0,24}?(?P<team>服务队|志愿队|团队|队伍|组织)(?=[，。；])"
)


def find_brands(
    text: CleanText,
    quotes: list[Quote],
    chains: dict[int, Head | None],
    taken: list[Mention],
    modes: set[str | None],
) -> list[Mention]:
    """Brands of clean text as mentions of kind `brand`, in text order; what `taken` holds is left alone.

    Quotations side by side share the head that stands after the last of them (`chains`). `modes` are names of flows.
    """
    found = [*find_listed(text), *_titled(text)]
    overlaps = overlap_test(taken)
    for _, group in groupby(quotes, key=lambda quote: quote.chain):
        members = list(group)
        head = chains[members[0].chain]
        if _counted_honour(text.text, members[-1]):
            continue
        before = text.text[max(0, members[0].start - _CALLING) : members[0].start]
        if before.endswith(words("brands", "honouring")) and not _CALLED.search(before):
            continue
        for quote in members:
            spoken = quote.speech and not (
                head and head.category in ("project", "team") and quote.inner[-1] not in "。！？…"
            )
            if not (spoken or quote.inner in modes or overlaps(quote.start, quote.end)):
                read = _read(text.text, quote, head, len(members) > 1, before)
                if read is not None:
                    found.append(_mention(text, quote, *read))
    return found


_COUNT = re.compile(r"各?\d+余?[名人户个]|[一二两三四五六七八九十]+[名户]")


def _counted_honour(text: str, quote: Quote) -> bool:
    """`“最佳志愿服务组织”10个`: an honour with how many got it."""
    titles = tuple(words("honours", "nouns"))
    return (
        bool(_COUNT.match(text, quote.end))
        and quote.inner.endswith(titles)
        and not quote.inner.endswith("项目")
    )


def _mention(text: CleanText, quote: Quote, category: str, head: str | None, rule: str) -> Mention:
    start, end = quote.start + 1, quote.end - 1
    return Mention(start, end, "brand", Named(tidy_name(text, start, end), category, head), rule)


_Read = tuple[str, str | None, str]


def _read(text: str, quote: Quote, head: Head | None, chained: bool, before: str) -> _Read | None:
    """Category, head and rule of a quotation that names something, None where it names nothing."""
    if not _may_name(quote.inner, head) or text.startswith(words("brands", "works"), quote.end):
        return None
    if text.rfind("《", max(0, quote.start - 40), quote.start) > text.rfind(
        "》", max(0, quote.start - 40), quote.start
    ):
        return None  # a word in the title of a paper
    return (
        _by_head(text, quote, head, chained)
        or _by_head_before(before)
        or _by_predicate(text, quote)
        or _by_own(quote, head, before)
        or _by_maker(text, quote, head, before)
        or _by_honour(text, quote, head)
        or _by_towns(text, quote, head)
    )


_PLAIN = re.compile(r"[\dA-Za-z+.%]+")
# Titles of honour, generations, and modes told by their 单.
_HONORARY = re.compile(
    r"最美|最佳|十佳|百佳|示范[站所点]|文明实践[站所]$|^\d+后$|^[一二三四五六七八九][一-龥]{0,2}单制?$"
)
_HUNDREDS = re.compile(r"[一二三四五六七八九十]个\d+")


def _may_name(inner: str, head: Head | None) -> bool:
    if (
        _HUNDREDS.fullmatch(inner)
        or inner.endswith(("奖", "称号", "类"))
        or "点单" in inner
        or "派单" in inner
        or _PLAIN.fullmatch(inner)
        or _HONORARY.search(inner)
    ):
        return False
    if inner not in not_names():
        return True
    if head is None or head.category is None:
        return False
    return (
        head.category == "platform"
        or (head.category in ("team", "project") and head.listed)
        # “和事佬”调解室: a common word that a room of its own bears.
        or (head.category == "venue" and not head.listed and len(head.text) > _SHORT)
    )


_NUMBERED = re.compile(r"[一二三四五六七八九十\d]+[项个大]")
# After a head these make another word of it.
_GOES_ON = frozenset("化性力式感体员者法度率")


def _by_head(text: str, quote: Quote, head: Head | None, chained: bool) -> _Read | None:
    """The noun behind the quotation or, of a chain, behind its last member."""
    own_tail = category_of(quote.tail) if quote.tail else None
    if head is None or head.category is None or (quote.tail and not head.listed):
        return (own_tail, quote.tail, "brand.named-head") if own_tail else None
    if _NUMBERED.match(head.text) or text[head.end : head.end + 1] in _GOES_ON:
        return None
    if len(quote.inner) <= _SHORT and not chained and len(head.text) <= _SHORT and not head.listed:
        # One or two letters need a plain head: “苔花”项目, yet not “甜味”宣讲, “暖心”服务.
        plain = head.category in ("project", "team") and head.text != "服务"
        return (head.category, head.text, "brand.named-head") if plain else None
    category = head.category
    if head.text in ("品牌", "子品牌"):
        category = own_category(quote.inner) or category
    return category, (quote.tail if own_tail else head.text), "brand.named-head"


def _by_head_before(before: str) -> _Read | None:
    match = _BEFORE_HEAD.search(before)
    if match is None and _CALLED.search(before):
        return "activity", None, "brand.called"
    if match is None or (match[1] in ("队伍", "团队", "活动") and match[0] == match[1]):
        return None
    return heads().get(match[1], "activity"), match[1], "brand.head-before"


def _by_predicate(text: str, quote: Quote) -> _Read | None:
    """`“甲”是…的志愿服务品牌`, `以“甲”为品牌`."""
    if text[quote.start - 1 : quote.start] == "由" and _HOSTS.match(text, quote.end):
        return "team", None, "brand.host"  # `由“阿嫂队”承办`
    if _RENAMED.match(text, quote.end):
        return category_of(quote.inner) or "team", None, "brand.renamed"
    taken = text[quote.start - 1 : quote.start] in ("把", "将") and _MADE_OF.match(text, quote.end)
    ranging = _RANGE.search(text, max(0, quote.start - 3), quote.start) and _RANGED.match(text, quote.end)
    if (taken or ranging) and len(quote.inner) > _SHORT:
        return category_of(quote.inner) or "project", None, "brand.made-of" if taken else "brand.range"
    match = _AFTER_HEAD.match(text, quote.end, quote.end + 36)
    if match is None:
        return None
    kind = "project" if match["project"] else "team"
    return kind, match[kind], "brand.predicate"


def _by_own(quote: Quote, head: Head | None, before: str) -> _Read | None:
    """The name's own last noun says what it is (`山村小讲堂`), unless it is said of something else (`成了“百姓课堂”`)."""
    inner = quote.inner
    vague = head if head is not None and head.category is None else None
    category = own_category(inner)
    if vague is not None and category is None and "宣讲" in vague.text:
        category = "lecture"
    if (
        category is None
        or (len(inner) <= 3 and vague is None)
        or before.endswith(words("brands", "likening"))
    ):
        return None
    if vague is not None:
        return category, vague.text, "brand.vague-head"
    return category, None, "brand.own-head"


@cache
def _making() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{any_of(words('brands', 'making'))})[了出过]{{0,2}}(?:[一多]批|[一多\d]+个|特色|以|有)?$"
    )


@cache
def _honoured() -> re.Pattern[str]:
    verbs = any_of(words("honours", "got"))
    return re.compile(
        rf"(?:、?“[^“”\n]{{2,16}}”)*(?:等\d+个[一-龥]{{0,8}})?(?:也|还|先后|分别|双双|一举|最终|成功)?(?:{verbs})"
    )


def _by_honour(text: str, quote: Quote, head: Head | None) -> _Read | None:
    """What got a prize is a project with a name (`“背囊药箱”摘得金奖`)."""
    if head is not None or len(quote.inner) <= _SHORT or _NO_NAME.search(quote.inner):
        return None
    if not _honoured().match(text, quote.end):
        return None
    return category_of(quote.inner) or "project", None, "brand.honoured"


_CALLING = 12
# `“麦浪”更名为“先行”服务队`; `把“桥头论理”做成…品牌`; `从“阿嫂队”到“小掌柜”，全县打造项目31个`.
_RENAMED = re.compile(r"(?:正式)?(?:更名|改名|升级|改称)为?“")
_MADE_OF = re.compile(
    r"(?:做成|打造成|培育成|建成|办成|做成了|打造为)[^，。；“”]{0,18}(?:品牌|名片|项目|样板)"
)
_RANGE = re.compile(r"(?:从|再?到)$")
_RANGED = re.compile(
    r"(?:，?再?到“[^“”\n]{2,16}”)*，[^，。；]{0,12}?(?:打造|培育|推出|形成|孵化|涌现|创建)[^，。；]{0,16}(?:项目|品牌|队伍)"
)
_HOSTS = re.compile(r"(?:承办|主办|牵头|发起|负责|承担|组织)")
_TOWN_OF = re.compile(r"(?:[镇乡村]|社区|街道|林场|农场)[的有]?“")


def _by_towns(text: str, quote: Quote, head: Head | None) -> _Read | None:
    """Town by town what each has of its own (`金桥镇的“甜话”、银滩镇的“灯语”，一镇一个样`)."""
    if head is not None or len(quote.inner) <= _SHORT or _NO_NAME.search(quote.inner):
        return None
    if not _TOWN_OF.search(text, max(0, quote.start - 4), quote.start + 1):
        return None
    begin, end = max(0, quote.start - _BESIDE), quote.end + _BESIDE
    others = [match for match in _TOWN_OF.finditer(text, begin, end) if match.end() != quote.start + 1]
    listed = any("。" not in text[min(m.end(), quote.end) : max(m.start(), quote.start)] for m in others)
    return (category_of(quote.inner) or "project", None, "brand.of-towns") if listed else None


_BESIDE = 24
# What is made of these parts is a phrase of policy, not a name.
_NO_NAME = re.compile(r"[，、。！？；+＋]|^[一二三四五六七八九十\d]+[个项大级位支站类有统联融张]")


def _by_maker(text: str, quote: Quote, head: Head | None, before: str) -> _Read | None:
    """Behind a verb of making a quotation names what was made, unless the noun behind it is of another kind."""
    if head is not None or len(quote.inner) <= _SHORT or _NO_NAME.search(quote.inner):
        return None
    if not _making().search(before) or text.startswith("的", quote.end):
        return None
    return category_of(quote.inner) or "project", None, "brand.made"


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
    """All phrases but the first, the count and the head. It begins at a mark, so that running text is passed over."""
    return regex.compile(
        r"((?:、[一-龥“”]{4}){2,9}|(?:、[一-龥“”]{5}){2,9})(等)?(\d{1,2}|[三四五六七八九十])(?:个|支|项|大(?!类)|家|处)"
        rf"(?!层面|方面|部分|领域|环节|类别|阶段)[^，。；“”\d]{{0,16}}?({nouns()}|系列)"
    )


def find_winners(text: CleanText, awards: list[Mention], phrases: list[Mention]) -> list[Mention]:
    """Quotations inside what won a prize, as brands where nothing else has read them (`二等奖：“和事佬”纠纷调解`)."""
    overlaps = overlap_test(phrases)
    found: dict[int, Mention] = {}
    for award in awards:
        start, end = award.value.recipient_start, award.value.recipient_end
        inside = _QUOTED.search(text.text, start, end) if start is not None else None
        if (
            inside is None
            or overlaps(*inside.span(1))
            or not _may_name(inside[1], None)
            or inside.end() > end
        ):
            continue
        tail = text.text[inside.end() : end]
        category = category_of(tail) or category_of(inside[1]) or "project"
        head = tail if category_of(tail) else None
        named = Named(tidy_name(text, *inside.span(1)), category, head)
        found[inside.start(1)] = Mention(*inside.span(1), "brand", named, "brand.winner")
    return list(found.values())


_QUOTED = re.compile(r"“([^“”\n]{2,16})”")
# `下设|水云红、细柳清风、松山暖阳三个分队`
_SET_UP = re.compile(r"^(?:下设|设有|设立|组建|成立|打造|包括|分为|有)(?=.{2})")
_TITLE = re.compile(r"《([^《》\n]{3,40}(?:志愿服务项目|实践项目|服务项目|志愿服务队|宣讲项目))》")


def _titled(text: CleanText) -> list[Mention]:
    """A project whose name stands in title marks."""
    found = []
    for match in _TITLE.finditer(text.text):
        named = Named(tidy_name(text, *match.span(1)), category_of(match[1]) or "project", None)
        found.append(Mention(*match.span(1), "brand", named, "brand.title"))
    return found


_TEAM = r"[一-龥]{2,6}(?:村|社区|合作社|镇|乡|街道|学校|小学|中学|公司)[一-龥]{2,9}(?:队|团|社|协会)"
_TEAMS = regex.compile(rf"((?:、{_TEAM})+)等[^，。；“”]{{0,8}}?(队伍|团队|服务队|组织)")
_TEAMS_END = re.compile("等[^，。；“”]{0,8}?(?:队伍|团队|服务队|组织)")
_FIRST_TEAM = re.compile(rf"{_TEAM}$")


def find_listed(text: CleanText) -> list[Mention]:
    """Names without quotation marks: a list of phrases of one length that is as long as its count says
    (`碧水清风、绿野书香、红石夜话3个文明实践点`), and teams of a named community (`柳林村腰鼓队、河口社区夜巡队等队伍`)."""
    found = []
    for match in _counted_list().finditer(text.text):
        names = match[1].split("、")[1:]
        before = text.text[max(0, match.start() - len(names[0])) : match.start()]
        names.insert(0, _SET_UP.sub("", before))
        told = _as_number(match[3])
        kind = category_of(match[4])
        if kind not in ("activity", "lecture") and (
            told == len(names) if match[2] is None else told >= len(names)
        ):
            found.extend(
                _listed_mentions(text, match.end(1), names, category_of(match[4]) or "other", match[4])
            )
    for match in _TEAMS.finditer(text.text) if _TEAMS_END.search(text.text) else ():
        first = _FIRST_TEAM.search(text.text, max(0, match.start() - 18), match.start())
        if first is not None:
            names = [first[0], *match[1].split("、")[1:]]
            found.extend(_listed_mentions(text, match.end(1), names, "team", match[2]))
    return found


def _as_number(written: str) -> int:
    return int(written) if written.isdigit() else "零一二三四五六七八九十".index(written)


def _listed_mentions(text: CleanText, end: int, names: list[str], category: str, head: str) -> list[Mention]:
    found = []
    for name in reversed(names):
        start = end - len(name)
        if "“" not in name:  # what is quoted has a rule of its own
            named = Named(tidy_name(text, start, end), category, head)
            found.append(Mention(start, end, "brand", named, "brand.listed"))
        end = start - 1
    return found[::-1]
