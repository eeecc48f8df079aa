"""The lists beside a slogan: which parts the text tells of, and whether they are those that it calls for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .context import any_word
from .tables import table

DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九十")} | {"两": 2}
NUMERAL = "[一二两三四五六七八九十]"
_OPEN_NUMBERS = "NnXx若多"
COUNTED_ITEM = re.compile(rf"(?:({NUMERAL}|\d+)|[{_OPEN_NUMBERS}]干?)[个大项张条种支类名套级本座场](?!人)")
# 3支特色队伍和若干支小队: two items. 群众“点单”: one.
_ITEM = re.compile(
    rf"(?:(?![和及](?:\d|[{_OPEN_NUMBERS}]))[^、，；。：！？\n（）()“”])+(?:“[^、，；。：！？\n（）()“”]{{1,8}}”(?=[、，；。]))?"
)
# Longer than this is a sentence, not the name of a part.
LONGEST_ITEM = 24


@dataclass(slots=True, frozen=True)
class Call:
    """What a slogan calls for: how many parts, how each of them begins or ends (None: anyhow), the numbers they bear, and the
    slogan's own letters as a pattern."""

    parts: int
    begins: re.Pattern[str] | None = None
    ends: re.Pattern[str] | None = None
    numbers: tuple[int, ...] = ()
    letters: str | None = None

    def agrees(self, items: tuple[str, ...]) -> bool:
        """Whether a list is the one that the slogan calls for."""
        if len(items) != self.parts or not self.numbers:
            return len(items) == self.parts
        told = [match[1] for item in items if (match := COUNTED_ITEM.search(item)) and match[1]]
        return sorted(DIGITS.get(one) or int(one) for one in told) == sorted(self.numbers)


@dataclass(slots=True, frozen=True)
class Listed:
    """Parts as listed, and the clean span they stand in."""

    items: tuple[str, ...]
    start: int
    end: int


# How far behind a slogan its list may begin and go on, in characters, and how far one part may lie from the next.
_APART_REACH = 400
_GAP = 80
_FEWEST = 3
# So near behind a slogan a row begins, and so far it goes on.
_ROW_GAP = 24
_ROW_REACH = 160
_SENTENCE = re.compile(r"[^。；！？\n]+")


def told_apart(call: Call, text: str, end: int) -> Iterator[Listed]:
    """The list behind a slogan whose parts are numbered (一讲…，二讲…) or begin a sentence each (有场地，…。有队伍，…。)."""
    yield from _in_a_row(call, text, end)
    if call.letters is None:
        return
    yield from _numbered(call, text, end)
    yield from _by_sentences(call, text, end)


def _in_a_row(call: Call, text: str, end: int) -> Iterator[Listed]:
    """The first row (进农村、进社区、进校园) behind the slogan, in its sentence, of parts that all are as it asks."""
    mark = re.compile("[。；！？\n]").search(text, end)
    items = _items(text, end, min(mark.start() if mark else len(text), end + _ROW_REACH))
    for first, item in enumerate(items):
        if item.start() - end > _ROW_GAP:
            return
        row = [item]
        for further in items[first + 1 :]:
            if text[row[-1].end()] != "、":
                break
            row.append(further)
        if len(row) < 2:
            continue
        listed = _trimmed(call, row)
        if len(listed) > (1 if text[row[0].start() - 1] == "：" else _FEWEST - 1):
            yield from _list_of(listed, text[row[-1].end() : mark.start() if mark else len(text)][:2])
        return


def _trimmed(call: Call, row: list[re.Match[str]]) -> list[re.Match[str]]:
    """The row where all of it fits; a verb may stand before its first part (让服务进农村)."""
    for fits in (call.begins and call.begins.match, call.ends and call.ends.search):
        if fits and all(fits(item[0]) for item in row):
            return row
    if call.begins and all(call.begins.match(item[0]) for item in row[1:]) and call.begins.search(row[0][0]):
        return row
    return []


def _numbered(call: Call, text: str, end: int) -> Iterator[Listed]:
    number = re.compile(
        rf"(?<=[，。；：、！？\n“（])({NUMERAL})(?:是|要)?(?:{call.letters})([^、，；。：！？\n（）“”]*)"
    )
    found: list[re.Match[str]] = []
    for match in number.finditer(text, end, end + _APART_REACH):
        if DIGITS[match[1]] != len(found) + 1 or (found and match.start() - found[-1].end() > _GAP):
            break
        found.append(match)
    further = f"{'零一二三四五六七八九十'[len(found) + 1 : len(found) + 2]}(?:是|要)?(?:{call.letters})"
    if len(found) > 1 and not re.search(further, text[found[-1].end() :]):
        mark = text.find("。", found[-1].end())
        yield from _list_of(found, text[found[-1].end() : mark if mark >= 0 else len(text)])


def _by_sentences(call: Call, text: str, end: int) -> Iterator[Listed]:
    item = re.compile(rf"(?:{call.letters})[一-龥]{{1,4}}(?=[，：—])")
    begin = re.compile("[。：]").search(text, end, end + _GAP)
    found: list[re.Match[str]] = []
    for sentence in _SENTENCE.finditer(text, begin.end(), end + _APART_REACH) if begin else ():
        match = item.match(text, sentence.start(), sentence.end())
        if match is None:
            if not re.search(str(call.letters), sentence[0]) and len(found) >= _FEWEST:
                yield from _list_of(found, "")
            return
        found.append(match)


def _items(text: str, start: int, end: int) -> list[re.Match[str]]:
    return list(_ITEM.finditer(text, start, end))


_OPEN_PART = re.compile("^若干[个支项名处]")


def _list_of(run: list[re.Match[str]], rest: str) -> Iterator[Listed]:
    """The run as a list, unless what stands at its end says that it goes on."""
    cut = any_word(*table("cues")["slogan"]["cut"])
    # 若干个点位 is the N of a code.
    some = run and run[0][0].startswith(tuple(table("cues")["slogan"]["some"]))
    if len(run) > 1 and not some and not cut.search(_OPEN_PART.sub("", run[-1][0]) + rest):
        yield Listed(tuple(item[0] for item in run), run[0].start(), run[-1].end())


def bracketed(call: Call, text: str, start: int, end: int) -> Iterator[Listed]:
    """The list that brackets behind a slogan hold."""
    run = _items(text, start, end)
    stretch = text[start:end]
    even = not ("、" in stretch and re.search("[，；]", stretch))
    if even or (call.begins and all(call.begins.match(item[0]) for item in run)):
        yield from _list_of(run, "")


def behind(call: Call, text: str, start: int, stop: int, *, loose: bool) -> Iterator[Listed]:
    """The list behind a slogan; `loose`: of parts by any name, as behind a colon."""
    items = _items(text, start, stop)
    run = _run(items, call)
    if run:
        # 等 may stand behind a further item that is no more of the row: …、资源整合一体化等.
        mark = re.compile("[，；。]").search(text, run[-1].end(), stop)
        yield from _list_of(run, text[run[-1].end() : mark.start() if mark else stop])
    elif loose and not call.numbers and "，" not in text[start:stop]:
        yield from _list_of([] if any(len(item[0]) > LONGEST_ITEM for item in items) else items, "")


def _run(items: list[re.Match[str]], call: Call) -> list[re.Match[str]]:
    """The items from the first on that begin as the slogan asks, or else end so."""
    for fits in (call.begins and call.begins.match, call.ends and call.ends.search):
        run: list[re.Match[str]] = []
        for item in items if fits else ():
            if not fits or not fits(item[0]):
                break
            run.append(item)
        if len(run) > 1:
            return run
    return []


def before(call: Call, text: str, start: int, end: int) -> Iterator[Listed]:
    """The list that ends right before the slogan; a verb may stand before its first item (坚持有场所、有队伍)."""
    items = _items(text, start, end)
    if not items or items[-1].end() != end:
        return
    items.reverse()
    run = _run(items, call)
    if run and call.begins and call.begins.match(run[0][0]) and len(run) < len(items):
        first = items[len(run)]
        inside = call.begins.search(first[0])
        if inside and text[first.end()] == "、":
            run.append(first)
    run.reverse()
    yield from _list_of(run, "")
