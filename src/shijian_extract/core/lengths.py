"""Words looked up at a place of a text, whatever their length."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def lengths_by(words: Iterable[str], start: int | None, stop: int | None) -> Mapping[str, tuple[int, ...]]:
    """The letters `[start:stop]` of the words to the lengths of the words that have them there, the longest first.

    One look at those letters of a text tells most stretches from a word, and the lengths say which to look up.

    >>> lengths_by(["文化站", "实践站", "社区"], -1, None)
    {'站': (3,), '区': (2,)}
    """
    table: dict[str, set[int]] = {}
    for word in words:
        table.setdefault(word[start:stop], set()).add(len(word))
    return {letters: tuple(sorted(lengths, reverse=True)) for letters, lengths in table.items()}
