"""Head nouns of named things, and the category that each gives."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import regex

from ..core import any_of
from ..lexicon import entries, groups

CATEGORIES = ("project", "team", "venue", "lecture", "activity", "mode", "platform", "alliance")


@cache
def heads() -> dict[str, str]:
    """Every head noun to its category."""
    return {
        noun: key for key, listed in groups("brands").items() if key in CATEGORIES for noun in listed
    }


@cache
def nouns() -> str:
    """A pattern of all head nouns, none where it begins another word (`队`, yet not `队员`)."""
    return heads_pattern(heads())


def heads_pattern(listed: Iterable[str]) -> str:
    """A pattern of head nouns, longest first, none where it begins another word."""
    guards = entries("brands")["not_before"]
    guarded = "|".join(f"{noun}(?![{guards[noun]}])" for noun in listed if noun in guards)
    return rf"(?:{any_of(noun for noun in listed if noun not in guards)}|{guarded})"


def category_of(written: str) -> str | None:
    """The category of the longest head noun that ends the words."""
    table = heads()
    for length in range(min(8, len(written)), 0, -1):
        found = table.get(written[-length:])
        if found:
            if found == "activity" and regex.search(r"宣讲|讲座|党课", written):
                return "lecture"
            return found
    return None
