"""The segmenter as a tokenizer of spaCy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer, registry
from spacy.vocab import Vocab

from ..clean import clean
from ..segment import engine

TOKENIZER = "shijian_extract.tokenizer.v1"


def make_tokenizer(words: str = "rjieba") -> Callable[[Language], WordTokenizer]:
    """What spaCy makes the tokenizer with; `words` names the word engine."""

    def make(nlp: Language) -> WordTokenizer:
        return WordTokenizer(nlp.vocab, words)

    return make


registry.tokenizers.register(TOKENIZER, func=make_tokenizer)


class WordTokenizer(DummyTokenizer):
    """Cuts texts into the words of a word engine, layout or not.

    Raises `ShijianError` where the engine is not there.
    """

    def __init__(self, vocab: Vocab, words: str = "rjieba") -> None:
        self.vocab = vocab
        self.words = words
        engine(words)

    def __call__(self, text: str) -> Doc:
        """A document of the text, `doc.text == text`; a word broken by the layout has its clean form as `norm_`."""
        tokens, spaces, norms = [], [], []
        for token, space, norm in _with_spaces(self._pieces(text)):
            tokens.append(token)
            spaces.append(space)
            norms.append(norm)
        doc = Doc(self.vocab, words=tokens, spaces=spaces)
        for index, (token, norm) in enumerate(zip(tokens, norms, strict=True)):
            if token != norm:
                doc[index].norm_ = norm
        return doc

    def __reduce__(self) -> tuple[Any, ...]:
        return WordTokenizer, (self.vocab, self.words)

    def _pieces(self, text: str) -> Iterator[tuple[str, str]]:
        """The text in pieces, each with its clean form: words of clean text, and between them what was cleaned away."""
        cut = engine(self.words).cut
        cleaned = clean(text)
        at = source = 0
        for word in cut(cleaned.text):
            if not word:
                continue
            start, end = cleaned.source_span(at, at + len(word))
            at += len(word)
            yield from _gap(text[source:start], cut)
            yield text[start:end], word
            source = end
        yield from _gap(text[source:], cut)


def _gap(text: str, cut: Callable[[str], list[str]]) -> Iterator[tuple[str, str]]:
    """What stands between two words of clean text: white space, and stamps cut into words of their own."""
    if text.isspace():
        yield text, text
    elif text:
        yield from ((word, word) for word in cut(text) if word)


def _with_spaces(pieces: Iterator[tuple[str, str]]) -> Iterator[tuple[str, bool, str]]:
    """Pieces as spaCy's tokens: a single space behind a word belongs to it, other white space is a token of its own."""
    held: tuple[str, str] | None = None
    white = ""
    for token, norm in pieces:
        if token.isspace():
            white += token
            continue
        if held:
            yield from _told(held, white)
        elif white:
            yield white, False, white
        held, white = (token, norm), ""
    if held:
        yield from _told(held, white)
    elif white:
        yield white, False, white


def _told(held: tuple[str, str], white: str) -> Iterator[tuple[str, bool, str]]:
    token, norm = held
    space = white.startswith(" ")
    yield token, space, norm
    if white[space:]:
        yield white[space:], False, white[space:]
