"""Quotes found again in a text, whatever white space stands in either."""

from __future__ import annotations

from collections.abc import Iterator


def bare(text: str) -> str:
    """The text without its white space.

    >>> bare("志愿\\n者 214 名")
    '志愿者214名'
    """
    return "".join(text.split())


class Quotes:
    """A text to find quotes in; spans are half-open code points of the text as it is.

    >>> Quotes("志愿\\n者 214 名，志愿者").places("志愿者")
    [(0, 4), (11, 14)]
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._offsets = [offset for offset, char in enumerate(text) if not char.isspace()]
        self._bare = "".join(text[offset] for offset in self._offsets)

    def places(self, quote: str) -> list[tuple[int, int]]:
        """Where the quote stands, in text order; nowhere for a quote of white space alone."""
        wanted = bare(quote)
        return [self._span(at, at + len(wanted)) for at in self._found(wanted)]

    def nearest(self, quote: str, start: int) -> tuple[int, int] | None:
        """Where it stands nearest to `start`, of two places as near the earlier; None where nowhere."""
        return min(self.places(quote), key=lambda place: abs(place[0] - start), default=None)

    def within(self, context: str, start: int, end: int) -> list[tuple[int, int]]:
        """Where the part [start, end) of the context, counted without white space, stands in the text."""
        return [self._span(at + start, at + end) for at in self._found(bare(context))]

    def _found(self, wanted: str) -> Iterator[int]:
        at = self._bare.find(wanted) if wanted else -1
        while at >= 0:
            yield at
            at = self._bare.find(wanted, at + 1)

    def _span(self, start: int, end: int) -> tuple[int, int]:
        return self._offsets[start], self._offsets[end - 1] + 1
