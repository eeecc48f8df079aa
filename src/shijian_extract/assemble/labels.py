"""The noun that a number counts: behind it (`19个实践所`), before it (`实践所13个`), or in the verb (`参加培训`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from ..core import Amount, Segments, any_of
from ..lexicon import lookup, words
from .engine import WordEngine

_WINDOW = 34
# Parts of speech that can stand inside a noun phrase (tag set of jieba): nouns, verbal nouns, adjectives, idioms.
_NOMINAL = ("n", "vn", "an", "b", "a", "j", "l", "i", "s", "z", "q", "k", "h", "t", "f", "eng", "x", "m")
_JOIN = frozenset("、和与及")


@dataclass(slots=True, frozen=True)
class Label:
    """The counted noun phrase with its clean span; `side` says where it was found, `verb` the predicate beside it."""

    text: str
    start: int
    end: int
    side: str


@cache
def _stop() -> regex.Pattern[str]:
    return regex.compile(rf"[，。；：！？…\n（“《]|(?:{any_of(words('grammar', 'stops'))})")


@cache
def _heads() -> dict[str, str]:
    return {word: kind for word, kind in lookup("heads").items() if not word.startswith("=")}


@cache
def whole_words() -> dict[str, str]:
    """Heads that count only as the whole label (`=站`)."""
    return {word[1:]: kind for word, kind in lookup("heads").items() if word.startswith("=")}


@cache
def _longest_head() -> int:
    return max(map(len, _heads()))


def head_of(label: str) -> str | None:
    """The indicator of the longest head noun that ends the label, None where none does."""
    exact = whole_words().get(label)
    if exact:
        return exact
    table = _heads()
    for length in range(min(len(label), _longest_head()), 0, -1):
        kind = table.get(label[-length:])
        if kind:
            return kind
    return None


def find_label(text: str, segments: Segments, start: int, end: int, amount: Amount, engine: WordEngine) -> Label | None:
    """The label of the amount at clean [start, end), None where the text names nothing that it counts."""
    clause_start, clause_end = segments.clause(start)
    after = _after(text, end, max(clause_end, end), engine)
    if after is not None:
        return after
    return _before(text, clause_start, start, engine)


def _after(text: str, end: int, clause_end: int, engine: WordEngine) -> Label | None:
    window = text[end : min(clause_end, end + _WINDOW)]
    begin = 1 if window.startswith("的") else 0
    phrase_end = _phrase_end(window, begin, engine)
    if phrase_end <= begin:
        return None
    phrase = window[begin:phrase_end]
    particle = phrase.rfind("的")
    if 0 <= particle < len(phrase) - 1:
        begin += particle + 1
        phrase = phrase[particle + 1 :]
    phrase = phrase.rstrip("、和与及的等")
    if not phrase:
        return None
    return Label(phrase, end + begin, end + begin + len(phrase), "after")


def _phrase_end(window: str, begin: int, engine: WordEngine) -> int:
    """Where the noun phrase that begins the window ends; a relative clause (`参加活动的志愿者`) is passed over."""
    position = begin
    last = begin
    for word, tag in engine.tag(window[begin:]):
        stop = position + len(word)
        if word == "的" or (word in _JOIN and last > begin):
            position = stop
            continue
        if _ends_phrase(word, tag, last > begin):
            relative = _relative(window, position) if last == begin or _only_modifiers(window[begin:last]) else None
            if relative is None:
                break
            return relative
        last = position = stop
    return last


def _only_modifiers(phrase: str) -> bool:
    return head_of(phrase) is None


@cache
def _stops() -> frozenset[str]:
    return frozenset(words("grammar", "stops"))


def _ends_phrase(word: str, tag: str, begun: bool) -> bool:
    if word in _stops() or word[0] in "，。；：！？…\n“”《》":
        return True
    if word[0].isdigit() or tag in ("p", "c", "d", "r", "u", "ul", "uz", "ug", "y", "ud"):
        return True
    if tag.startswith("v") and tag != "vn":
        return word not in _heads() and not (begun and len(word) > 1 and False)
    return False


def _relative(window: str, position: int) -> int | None:
    """The end of the noun behind the 的 of a relative clause, if one follows before the clause ends."""
    match = regex.match(r"[^，。；：！？\n]{1,16}?的([^，。；：！？、\n的]{2,12})", window[position:])
    if match is None:
        return None
    noun = match[1]
    for length in range(len(noun), 1, -1):
        if head_of(noun[:length]) and not noun[:length].startswith(tuple(_stops())):
            return position + match.start(1) + length
    return None


@cache
def _link() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{any_of(words('grammar', 'links'))})+$")


@cache
def _governor() -> regex.Pattern[str]:
    return regex.compile(rf".*(?:{any_of(words('grammar', 'governors'))}|[了着过的、](?=[^、]*$))")


def _before(text: str, clause_start: int, start: int, engine: WordEngine) -> Label | None:
    window_start = max(clause_start, start - _WINDOW)
    window = text[window_start:start]
    link = _link().search(window)
    stop = link.start() if link else len(window)
    phrase = window[:stop].rstrip("、和与及的 ：")
    begin = _phrase_begin(phrase, engine)
    label = phrase[begin:]
    if not label:
        return None
    return Label(label, window_start + begin, window_start + len(phrase), "before")


def _phrase_begin(phrase: str, engine: WordEngine) -> int:
    """Where the noun phrase that ends the words begins, read from the right."""
    position = len(phrase)
    tagged = engine.tag(phrase)
    for index in range(len(tagged) - 1, -1, -1):
        word, tag = tagged[index]
        if position < len(phrase) and _opens(word, tag):
            break
        if position == len(phrase) and (word[0] in "，。；：！？…\n”“》" or tag in ("p", "c", "d", "r", "y")):
            break
        position -= len(word)
    return position


@cache
def _governors() -> frozenset[str]:
    return frozenset(words("grammar", "governors"))


def _opens(word: str, tag: str) -> bool:
    """A word at which a noun phrase, read leftwards, ends: verbs that govern it, function words, marks, numbers."""
    if word in _governors() or word in _stops() or word[0] in "，。；：！？…\n”“》《（）、的":
        return True
    return word[0].isdigit() or tag in ("p", "c", "d", "r", "u", "ul", "uz", "uj", "ug", "y", "m")
