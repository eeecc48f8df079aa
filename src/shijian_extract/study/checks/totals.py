"""Totals and their parts: in one sentence, and the network of a place over its article."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import islice, pairwise, product

from .bounds import apart
from .context import REACH, Prose, any_word, item_before
from .levels import LEVELS, levels_in, levels_of
from .lists import DIGITS
from .model import Claim, Finding
from .tables import Settings, longest_first, table
from .telling import finding, larger, names_of, side_of

KIND = "parts-total"
Interval = tuple[Decimal, Decimal | None]

# Candidates of a level that are tried with those of the others.
_TRIED = 3
# So many numbers before a cue are looked at for the whole, and so many behind it for the parts.
_WHOLES = 12
_PARTS = 40


def sum_of(parts: Sequence[Claim]) -> Interval:
    """The plausible interval of a sum."""
    highs = [part.high for part in parts]
    high = None if None in highs else sum((one for one in highs if one is not None), Decimal(0))
    return sum((part.low for part in parts), Decimal(0)), high


def disagreement(whole: Claim, parts: Sequence[Claim]) -> Finding:
    """The finding that the parts don't come to the total."""
    low, high = sum_of(parts)
    return finding(
        KIND,
        whole.place,
        names_of(whole),
        [side_of(whole), *map(side_of, parts)],
        second="、".join(part.written for part in parts),
        sum=f"{low.normalize():f}"
        if low == high
        else f"{low.normalize():f}–{'' if high is None else f'{high:f}'}",
    )


def in_sentences(claims: Sequence[Claim], prose: Prose) -> tuple[list[Finding], list[Claim]]:
    """Findings behind 其中, 分别, 包括 and 合计; and the claims, each with what its sentence makes of it: a part, or a total."""
    found: list[Finding] = []
    told: dict[int, Claim] = {}
    sentences: defaultdict[int, list[tuple[int, Claim]]] = defaultdict(list)
    for claim in claims:
        sentences[claim.sentence].append((prose.offset(claim.evidence[0][0]), claim))
    before: list[tuple[int, Claim]] = []
    listed: list[tuple[int, Claim]] = []
    stepped = _STEPS.search(prose.clean.text) is not None
    for start in sorted(sentences):
        items = sorted(sentences[start], key=lambda item: item[0])
        for whole, own, cue, tail in _behind_cues(start, items, before, prose):
            found += _against(whole, own, cue, tail, prose)
            for _, part in own:
                if part.key == whole.key:
                    told[id(part)] = replace(part, stands="subset")
        for position, (offset, claim) in enumerate(items):
            parts = _summed(offset, claim, items[max(0, position - _PARTS) : position], prose)
            if stepped and not parts:
                parts = _steps(
                    offset, claim, [*listed[-_PARTS:], *items[max(0, position - _PARTS) : position]], prose
                )
            if parts:
                told[id(claim)] = _as_total(claim, parts)
                if apart(claim.low, claim.high, *sum_of(parts)):
                    found.append(disagreement(claim, parts))
        before = items
        listed += items
    return found, [told.get(id(claim), claim) for claim in claims]


def _as_total(total: Claim, parts: Sequence[Claim]) -> Claim:
    """A total of parts of one thing is the whole of it; of several things it is none of them."""
    if {part.key[:2] for part in parts} == {total.key[:2]}:
        return replace(total, key=(*total.key[:2], "", total.key[3]), stands=total.stands or "whole")
    return replace(total, stands="subset")


@cache
def _cues() -> re.Pattern[str]:
    cues = table("cues")["total"]
    made_of = "|".join(cues["made_of"])
    return re.compile(
        f"{any_word(*cues['parts'], *cues['all']).pattern}|由(?=[^。；]{{0,120}}(?:{made_of}))"
        "|(?<=[个支名人家处])：|(?<=[所站点伍队者地])中，"
        # A row that ends with all others needs no word before it, nor do halves.
        r"|(?<=[个支名人家处场次件元])，(?=[^，。；]{4,120}、(?:其他|其余)[^，。、；\d]{0,6}\d|男|女|城|农村|乡|线|县级|县直)"
    )


def _behind_cues(
    start: int, items: list[tuple[int, Claim]], before: list[tuple[int, Claim]], prose: Prose
) -> Iterator[tuple[Claim, list[tuple[int, Claim]], str, str]]:
    """Whole, parts, the cue between them and what stands behind the last part."""
    text, end = prose.clean.text, prose.sentence(start)[1]
    cues = list(_cues().finditer(text, start, end))
    if any(cue[0] != "，" for cue in cues):
        cues = [cue for cue in cues if cue[0] != "，"]
    offsets = [offset for offset, _ in items]
    for number, cue in enumerate(cues):
        following = cues[number + 1].start() if number + 1 < len(cues) and cue[0] != "，" else end
        stop = min(_first_mark(text, cue.end(), end, "；;"), following)
        here = bisect_left(offsets, cue.start())
        near = [claim for _, claim in items[max(0, here - _WHOLES) : here]]
        wholes = [claim for claim in near if claim.stands != "taking_part"]
        if not wholes and cue.start() - start <= 2:
            wholes = [claim for _, claim in before[-_WHOLES:] if claim.stands in ("whole", "display")]
        parts = [item for item in items[here : here + _PARTS] if item[0] < stop]
        for whole, own in _by_whole(wholes, parts):
            if whole.place == own[0][1].place and (cue[0] != "，" or _are_all(own, prose)):
                yield whole, own, cue[0], text[own[-1][0] : stop]


def _first_mark(text: str, start: int, end: int, marks: str) -> int:
    return min((at for mark in marks if (at := text.find(mark, start, end)) >= 0), default=end)


def _by_whole(
    wholes: list[Claim], parts: list[tuple[int, Claim]]
) -> list[tuple[Claim, list[tuple[int, Claim]]]]:
    """Parts by the nearest number before them that counts the same; with the same unit they may have other names."""
    found: dict[int, tuple[Claim, list[tuple[int, Claim]]]] = {}
    for part in parts:
        for whole in reversed(wholes):
            if (
                whole.key[3] == part[1].key[3]
                and _one_time(whole, part[1])
                and (
                    _alike(whole, part[1])
                    or (
                        whole is wholes[-1]
                        and whole.written[-1:] == part[1].written[-1:]
                        and _is_nameless(part[1])
                    )
                )
            ):
                found.setdefault(whole.record, (whole, []))[1].append(part)
                break
    return list(found.values())


def _is_nameless(claim: Claim) -> bool:
    """Whether what is counted has no name agreed on: 县级19支, 女性2.1万人."""
    indicator, _, thing = claim.key[1].partition(":")
    return thing != indicator


def _one_time(whole: Claim, part: Claim) -> bool:
    """Whether the part isn't told of a time of its own, outside that of the whole."""
    if None in (whole.kind, part.kind) or (whole.begins, whole.ends) == (part.begins, part.ends):
        return True
    within = whole.key[1] == part.key[1] and whole.begins and whole.ends and part.begins and part.ends
    return bool(within) and str(whole.begins) <= str(part.begins) and str(part.ends) <= str(whole.ends)


def _alike(whole: Claim, part: Claim) -> bool:
    if whole.indicator == part.indicator or (len(whole.label) > 1 and part.label.endswith(whole.label)):
        return True
    events = table("cues")["total"]["events"]
    return (whole.indicator == "network" and part.indicator in LEVELS) or (
        whole.indicator == "activity" and part.indicator in events and whole.key[3] == "times"
    )


def _against(
    whole: Claim, own: list[tuple[int, Claim]], cue: str, tail: str, prose: Prose
) -> Iterator[Finding]:
    parts = [claim for _, claim in own]
    for part in parts:
        if whole.high is not None and part.low > whole.high:
            yield larger(whole, part)
            return
    cues = table("cues")["total"]
    named = levels_of(whole.label) if whole.indicator == "network" else None
    open_end = any(word in tail for word in cues["open"]) or _overlap(own, prose)
    if named and named == {part.indicator for part in parts} and apart(whole.low, whole.high, *sum_of(parts)):
        yield disagreement(whole, parts)
        return
    disjoint = whole.indicator in cues["disjoint"] or _are_halves(own, prose, some=True)
    if disjoint and whole.high is not None and sum_of(parts)[0] > whole.high:
        # Nothing is in two of them: together they can't be more, whether these are all or not.
        yield disagreement(whole, parts)
        return
    named_all = cue not in (*cues["parts"], "中，")
    if (
        len(parts) > 1
        and not open_end
        and (named_all or (_are_all(own, prose) and not _goes_on(parts[-1], tail)))
        and apart(whole.low, whole.high, *sum_of(parts))
    ):
        yield disagreement(whole, parts)


def _overlap(own: Sequence[tuple[int, Claim]], prose: Prose) -> bool:
    """Whether some of the people counted may be others of them, too: 党员35名、退休教师28名."""
    names = [item_before(prose, offset) + claim.label for offset, claim in own]
    some = [any(word in name for word in table("cues")["total"]["at_once"]) for name in names]
    return own[0][1].key[3] == "people" and any(some) and not _are_all(own, prose)


def _goes_on(last: Claim, tail: str) -> bool:
    """Whether the last part has a verb behind it: 其中2个社区、4个村|评上了星级 are those alone of which it is said."""
    behind = tail.partition(last.written)[2].removeprefix(last.label)
    return len(re.split("[，。；、）)]", behind.strip())[0]) > 1


def _are_all(own: Sequence[tuple[int, Claim]], prose: Prose) -> bool:
    """Whether the parts themselves show that they are all: halves, or a row that ends with all others."""
    others = item_before(prose, own[-1][0]).startswith(("其他", "其余"))
    return len(own) > 1 and (others or _are_halves(own, prose))


def _are_halves(own: Sequence[tuple[int, Claim]], prose: Prose, *, some: bool = False) -> bool:
    """Whether each part is one half of a whole that the data knows; `some`: not all of them need be told of."""
    names = [item_before(prose, offset) + claim.label for offset, claim in own]
    return any(
        (len(names) == len(halves) or (some and 1 < len(names) < len(halves)))
        and sum(sum(re.search(half, name) is not None for name in names) == 1 for half in halves)
        == len(names)
        and all(sum(re.search(half, name) is not None for half in halves) == 1 for name in names)
        for halves in table("cues")["total"]["halves"]
    )


@cache
def _sum_words() -> re.Pattern[str]:
    return re.compile(
        f"(?:{'|'.join(longest_first(table('cues')['total']['sums']))})(?:有|建成|达到?|为|建有|是|就是)?$"
    )


# Before a sum: the levels that it is of (所、站共计), and what says nothing of them.
_NAMED = re.compile(r"(?:新时代|文明|实践|中心|[所站点、和及与]|基地)+$")
_NOTHING = re.compile(
    r"(?:全[一-龥]|目前|已|总|累计|一|[两三四五几][项者级]|两项|各项|各类|三级|[，、；：])*$"
)


def _summed(offset: int, total: Claim, items: Sequence[tuple[int, Claim]], prose: Prose) -> list[Claim]:
    """What a number behind 合计 adds up: those right before it that count alike, levels of a network or one indicator."""
    before = item_before(prose, offset)
    word = _sum_words().search(before)
    if word is None or any(more in before for more in table("cues")["total"]["and_more"]):
        return []
    text, start = prose.clean.text, offset - len(before) + word.start()
    named = _NAMED.search(text, prose.segments.clause(offset)[0], start)
    levels = levels_in(named[0]) if named else set()
    labelled = len(total.evidence) > 1 or text.startswith(total.label, offset + len(total.written))
    if len(levels) < 2:
        # 三级文明实践阵地合计116个: of what was listed, too.
        sites = total.indicator == "network" and total.label.endswith("阵地")
        bare = sites or (not labelled and _NOTHING.fullmatch(before[: word.start()]))
        levels = set(LEVELS) if bare and total.indicator in (*LEVELS, "network") else {total.indicator}
    if (
        levels == {total.indicator}
        and labelled
        and word[0].rstrip("有达到为建成就是") in table("cues")["total"]["weak"]
    ):
        return []
    parts: list[Claim] = []
    for _, claim in reversed(items):
        alike = claim.indicator in levels or (not labelled and claim.written[-1:] == total.written[-1:])
        if not alike or claim.key[3] != total.key[3] or claim.place != total.place:
            break
        parts.insert(0, claim)
    return parts if len(parts) > 1 else []


_STEPS = re.compile(
    r"(?:^|(?<=[。；：！？，\n]))(?:(?P<count>[一二三四五六七八九])(?:是|则)|(?P<level>[县市区旗乡镇村])(?:里|一?级|上))"
)
_ALL_STEPS = re.compile("([两二三四五六])(?:级|类|支|方面|个层级|路)")


def _steps(offset: int, total: Claim, items: Sequence[tuple[int, Claim]], prose: Prose) -> list[Claim]:
    """What a sum adds up that has a sentence or clause for each part: 一是…6支。二是…20支。两级队伍共计26支."""
    before = item_before(prose, offset)
    if _sum_words().search(before) is None or total.stands in ("subset", "increment", "target"):
        return []
    text = prose.clean.text
    steps = [one.start() for one in _STEPS.finditer(text, max(0, offset - 2 * REACH), offset)]
    called = _ALL_STEPS.search(before)
    count = DIGITS[called[1]] if called else len(steps)
    if len(steps) != count or count < 2:
        return []
    parts: list[Claim] = []
    for first, last in pairwise([*steps, offset - len(before)]):
        alike = [
            one
            for at, one in items
            if first <= at < last
            and (one.indicator, one.key[3], one.place) == (total.indicator, total.key[3], total.place)
            and one.stands not in ("subset", "target", "former")
        ]
        parts += alike[:1] if len(alike) == 1 else []
    return parts if len(parts) == count else []


def of_network(
    claims: Sequence[Claim], prose: Prose | None, settings: Settings, known: Set[int | None]
) -> Iterator[Finding]:
    """A total of the place's network (148个所站) against the levels that its label names; not those already `known`."""
    told: set[tuple[frozenset[str], Decimal]] = set()
    by_place: dict[str, dict[str, list[list[Claim]]]] = {}
    for total in claims:
        named = levels_of(total.label) if total.indicator == "network" and total.key[3] == "teams" else None
        if (
            named is None
            or total.record in known
            or (named, total.value) in told
            or not _is_whole(total, prose)
        ):
            continue
        told.add((named, total.value))
        if total.place not in by_place:
            by_place[total.place] = _candidates(claims, total.place)
        parts = _first_parts(total, named, by_place[total.place], settings)
        if parts:
            yield disagreement(total, parts)


def _is_whole(total: Claim, prose: Prose | None) -> bool:
    if total.stands in ("whole", "display"):
        return True
    if total.stands not in ("", "taking_part"):
        return False
    if prose is None:
        return bool(levels_of(total.label))
    start = prose.offset(total.evidence[0][0])
    clause = prose.clean.text[prose.segments.clause(start)[0] : start]
    return any(word in clause for word in table("cues")["total"]["whole_network"])


def _candidates(claims: Sequence[Claim], place: str) -> dict[str, list[list[Claim]]]:
    """For each level the counts of it, sentence by sentence: the whole where it is told, else its parts."""
    grouped: defaultdict[tuple[str, int], list[Claim]] = defaultdict(list)
    adds = table("things")["adds"]
    for claim in claims:
        if (
            claim.indicator in LEVELS
            and claim.place == place
            and claim.stands in ("whole", "display")
            and (claim.key[2] == "" or claim.key[2] in adds)
        ):
            grouped[claim.indicator, claim.sentence].append(claim)
    found: defaultdict[str, list[list[Claim]]] = defaultdict(list)
    for (level, _), told in grouped.items():
        whole = [claim for claim in told if claim.key[2] == ""]
        found[level].append(whole or told)
    return found


def _first_parts(
    total: Claim, named: frozenset[str], candidates: dict[str, list[list[Claim]]], settings: Settings
) -> list[Claim]:
    """The parts that were told first, where no choice of them comes to the total; else nothing."""
    levels = sorted(named or candidates, key=LEVELS.index)
    if len(levels) < 2 or any(level not in candidates for level in levels if level != "center"):
        return []
    choices = [list(islice(candidates.get(level, [[]]), _TRIED)) for level in levels]
    first: list[Claim] = []
    for choice in product(*choices):
        parts = [claim for told in choice for claim in told]
        low, high = sum_of(parts)
        if "center" in named and "center" not in candidates:
            high = None if high is None else high + 1
        if not named:
            high = None
        if not apart(total.low, total.high, low, high):
            return []
        first = first or parts
    low, _ = sum_of(first)
    share = settings.limit(KIND, "within") / 100
    near = min(low, total.value) >= max(low, total.value) * share
    return first if near or total.stands == "whole" else []
