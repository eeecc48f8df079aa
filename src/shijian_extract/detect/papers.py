"""Policy papers: titles that end in the noun of a paper and are issued, or speak of the network itself."""

from __future__ import annotations

import re
from functools import cache

import regex

from ..core import CleanText, Mention, Paper, tidy_name
from ..lexicon import lookup

_TITLE = re.compile(r"《([^《》\n]{2,70})》")
_TRIAL = re.compile(r"[（(](?:试行|暂行|征求意见稿|修订版?|草案|\d{4}年版|试行稿|范本|[\d—-]{4,10}年?)[）)]$")
_ISSUED = re.compile(
    r"(?:出台|印发|制定|下发|发布|发出|审议|编写|编制|修订|完善|建立|形成|推出|更新|下发了|宣读|讲解|颁布|公布|按照|根据|依据|落实|对照|签订|张贴)[了]?[^，。；]{0,14}$"
)
# A paper that speaks of the network or of a place is this report's own; a law that is only publicised is not.
_OWN = re.compile(r"文明实践|志愿|积分|移风易俗|[省市县区旗州镇乡村]")
_STUDIED = re.compile(r"(?:宣传|宣讲|学习|解读|普及|朗读|诵读|阅读)[^，。；]{0,8}$")
_QUOTED = regex.compile(
    r"((?:“[^“”，。；\n]{3,24}”[、和]?)+)等?(?:一系列|多项|各项)?(制度|办法|方案|意见)(?![一-龥]{0,3}的)"
)
# How such a row ends: few texts have it.
_QUOTED_END = re.compile(r"”[、和]?等?(?:一系列|多项|各项)?(?:制度|办法|方案|意见)")


# Papers that are drawn up to be kept; of the others (手册, 公约, 指南) many are only read.
_CERTAIN = ("细则", "规定", "章程", "承诺书", "措施", "条", "规划", "计划", "要点", "通知")
_NUMERALS = frozenset("一二两三四五六七八九十")


@cache
def _kinds() -> dict[str, str]:
    return dict(lookup("papers"))


def find_papers(text: CleanText) -> list[Mention]:
    """Policy papers of clean text, in order, as mentions of kind `paper`.

    >>> from shijian_extract.clean import clean
    >>> find_papers(clean("县里出台《蓝田县志愿服务激励办法（试行）》"))[0].value.kind
    '办法'
    """
    found = []
    for match in _TITLE.finditer(text.text):
        paper = _paper(text, match)
        if paper is not None:
            found.append(Mention(*match.span(), "paper", paper, "paper.title"))
    for row in _QUOTED.finditer(text.text) if _QUOTED_END.search(text.text) else ():
        if _ISSUED.search(text.text, max(0, row.start() - 30), row.start()):
            found.extend(_quoted(text, row))
    return sorted(found, key=lambda mention: mention.start)


def _paper(text: CleanText, match: re.Match[str]) -> Paper | None:
    title = tidy_name(text, *match.span(1))
    trial = _TRIAL.search(title)
    bare = title[: trial.start()] if trial else title
    kind = next((_kinds()[bare[-n:]] for n in range(min(5, len(bare)), 0, -1) if bare[-n:] in _kinds()), None)
    before = text.text[max(0, match.start() - 60) : match.start()]
    if kind is None or _STUDIED.search(before):
        return None
    chained = before.endswith(("》", "》、", "》和", "》以及"))
    certain = kind != "other" or bare.endswith(_CERTAIN)
    if not (certain or _ISSUED.search(before) or chained or _OWN.search(bare)) or len(bare) <= len(kind) + 1:
        return None
    return Paper(title, kind, bool(trial and "试行" in trial[0]))


def _quoted(text: CleanText, match: regex.Match[str]) -> list[Mention]:
    """`“甲”“乙”等制度`: papers in quotation marks that share their noun."""
    found = []
    for quote in re.finditer(r"“([^“”]+)”", match[1]):
        if quote[1][0] in _NUMERALS:
            # “三问三送”制度 is an abbreviation, and so a slogan.
            continue
        start, end = match.start(1) + quote.start(1), match.start(1) + quote.end(1)
        found.append(
            Mention(start, end, "paper", Paper(tidy_name(text, start, end), match[2], False), "paper.quoted")
        )
    return found
