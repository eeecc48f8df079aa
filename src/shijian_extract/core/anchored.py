"""Patterns that are tried only where they can begin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain


def first_letters(words: Iterable[str]) -> re.Pattern[str]:
    """An anchor for what begins with one of the words: its first letter before its second.

    >>> first_letters(["银奖", "银牌", "奖"]).pattern
    '奖|银(?=[奖牌])'
    """
    seconds: dict[str, set[str]] = {}
    for word in words:
        seconds.setdefault(word[0], set()).add(word[1:2])
    return re.compile(
        "|".join(
            re.escape(first) + ("" if "" in after else f"(?=[{re.escape(''.join(sorted(after)))}])")
            for first, after in sorted(seconds.items())
        )
    )


def first_pairs(words: Iterable[str]) -> re.Pattern[str]:
    """A looser anchor for very many words of more than a letter, with two sets in place of a branch for each first letter.

    >>> first_pairs(["银奖", "银牌"]).pattern
    '[银](?=[奖牌])'
    """
    pairs = {word[:2] for word in words}
    first, second = (re.escape("".join(sorted({pair[at] for pair in pairs}))) for at in (0, 1))
    return re.compile(f"[{first}](?=[{second}])")


@dataclass(slots=True, frozen=True)
class Anchored:
    """A pattern with an anchor: a plain pattern that fits wherever the other can begin.

    A rule's pattern, held against every letter of a text, costs most of its time where it fails. The standard library's
    engine passes over all text between anchors in one cheap loop where the anchor begins with a set or a letter; an anchor
    takes one letter, so that none hides the next. With `behind` the pattern begins behind the anchor (`[，。](?=[王李])`),
    or at the beginning of the text. A text that holds none of `needs` has no match, and looking for one of them is all it costs.

    >>> fits = Anchored(re.compile("[，。](?=王)"), re.compile("王[一-龥]{2}"), behind=True)
    >>> [match[0] for match in fits.finditer("王春梅、王小兰来了，王大宝也来了")]
    ['王春梅', '王大宝']
    """

    anchor: re.Pattern[str]
    pattern: re.Pattern[str]
    behind: bool = False
    needs: tuple[str, ...] = ()

    def finditer(self, text: str) -> Iterable[re.Match[str]]:
        """The matches of the pattern in the text, in order, none of which overlap."""
        if self.needs and not _holds(text, self.needs):
            return ()
        # A short text has no anchor for most rules: nothing is set up for those.
        first = self.anchor.search(text)
        if first is None:
            opening = self.pattern.match(text) if self.behind else None
            return () if opening is None else (opening,)
        return self._matches(text, first.start())

    def _matches(self, text: str, first: int) -> Iterator[re.Match[str]]:
        anchors = self.anchor.finditer(text, first)
        starts = chain((0,), map(_END, anchors)) if self.behind else map(_START, anchors)
        match_at = self.pattern.match
        position = 0
        for start in starts:
            match = match_at(text, start) if start >= position else None
            if match is not None:
                position = match.end()
                yield match


# Anchors are many and matches few: between them no step is the interpreter's.
_START, _END = re.Match.start, re.Match.end


def _holds(text: str, needs: tuple[str, ...]) -> bool:
    for needed in needs:  # noqa: SIM110 - a generator costs more than what it asks
        if needed in text:
            return True
    return False
