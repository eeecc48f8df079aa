"""What the room asks of a word engine; the chain hands one in."""

from __future__ import annotations

from typing import Protocol


class WordEngine(Protocol):
    """Words with their parts of speech."""

    def tag(self, text: str) -> list[tuple[str, str]]:
        """The words of the text, each with its part of speech in the tag set of jieba."""
