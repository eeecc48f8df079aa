"""Errors of the library: each says what went wrong, where, and the way out."""

from __future__ import annotations


class ShijianError(Exception):
    """Base of every error that the library raises on purpose."""


class ArgumentError(ShijianError, ValueError):
    """What a function was given, beside a text, is not of the form that it takes."""


class ReadError(ShijianError):
    """A file could not be turned into an article."""


class LexiconError(ShijianError):
    """A lexicon file is not what it has to be."""


class GoldError(ShijianError):
    """An annotation or output file cannot be scored."""
