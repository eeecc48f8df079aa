"""Words by jieba's algorithm, behind one protocol."""

from __future__ import annotations

from functools import cache
from typing import Protocol

from ..core import ShijianError
from ..lexicon import groups


class WordEngine(Protocol):
    """Cuts clean text into words; `tag` adds the part of speech in the tag set of jieba (ICTCLAS)."""

    def cut(self, text: str) -> list[str]:
        """The words of the text, which joined give the text."""

    def tag(self, text: str) -> list[tuple[str, str]]:
        """The words of the text, each with its part of speech."""


def _domain_words() -> list[tuple[str, str]]:
    return [(word, tag) for tag, listed in groups("domain").items() for word in listed]


class _Rust:
    def __init__(self) -> None:
        import rjieba

        self._jieba = rjieba.Jieba()
        for word, tag in _domain_words():
            self._jieba.add_word(word, self._jieba.suggest_freq(word), tag)
        # `add_word` leaves the part of speech of a word that the dictionary has already.
        self._mended = {
            known: (word, tag)
            for word, tag in _domain_words()
            for known in self._jieba.tag(word)
            if known[0] == word and known[1] != tag
        }

    def cut(self, text: str) -> list[str]:
        return list(self._jieba.cut(text))

    def tag(self, text: str) -> list[tuple[str, str]]:
        tagged: list[tuple[str, str]] = self._jieba.tag(text)
        if self._mended.keys().isdisjoint(tagged):
            return tagged
        return [self._mended.get(pair, pair) for pair in tagged]


class _Reference:
    def __init__(self) -> None:
        import logging

        import jieba
        import jieba.posseg

        # jieba reports its dictionary on standard error; a library keeps that to itself.
        logging.getLogger("jieba").setLevel(logging.WARNING)
        self._jieba = jieba.Tokenizer()
        self._tagger = jieba.posseg.POSTokenizer(self._jieba)
        for word, tag in _domain_words():
            self._jieba.add_word(word, tag=tag)

    def cut(self, text: str) -> list[str]:
        return list(self._jieba.cut(text))

    def tag(self, text: str) -> list[tuple[str, str]]:
        return [(pair.word, pair.flag) for pair in self._tagger.cut(text)]


_ENGINES: dict[str, type[WordEngine]] = {"rjieba": _Rust, "jieba": _Reference}


@cache
def engine(name: str = "rjieba") -> WordEngine:
    """The word engine of that name, made at first use.

    Raises `ShijianError` for an unknown name, and where the engine's package is not installed.

    >>> engine().cut("新时代文明实践中心")
    ['新时代文明实践中心']
    """
    make = _ENGINES.get(name)
    if make is None:
        raise ShijianError(f"no word engine {name!r}; there are {', '.join(_ENGINES)}")
    try:
        return make()
    except ImportError as error:
        raise ShijianError(
            f"word engine {name!r} needs its package: pip install 'shijian-extract[{name}]'"
        ) from error
