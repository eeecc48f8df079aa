"""Patterns that are tried only where they can begin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


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

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """The matches of the pattern in the text, in order, none of which overlap."""
        if self.needs and not any(needed in text for needed in self.needs):
            return
        position = 0
        for start in self._starts(text):
            match = self.pattern.match(text, start) if start >= position else None
            if match is not None:
                position = match.end()
                yield match

    def _starts(self, text: str) -> Iterator[int]:
        if self.behind:
            yield 0
            yield from (anchor.end() for anchor in self.anchor.finditer(text))
        else:
            yield from (anchor.start() for anchor in self.anchor.finditer(text))
