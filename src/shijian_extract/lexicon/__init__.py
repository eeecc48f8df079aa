"""The library: what the language and the genre take for granted, as data for people to edit.

`words(file, key)` gives one list of words, `groups(file)` all lists of a file, `entries(file)` a file's whole tables.
Files are read at first use, checked, and frozen; a file that lists a word twice is refused with `LexiconError`.
"""

from .gazetteer import codes_by_name, full_names, names_by_code, provinces, short_name
from .load import entries, groups, lookup, words

__all__ = [
    "codes_by_name",
    "entries",
    "full_names",
    "groups",
    "lookup",
    "names_by_code",
    "provinces",
    "short_name",
    "words",
]
