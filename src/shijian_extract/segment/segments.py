"""Where sentences and clauses end."""

from __future__ import annotations

import regex

from ..core import Segments

# Short quotations, titles and brackets are passed over whole; what is left parts sentences or clauses.
_BOUNDARY = regex.compile(
    r"“[^”“。！？\n]{0,60}”|《[^》\n]{0,80}》|（[^）。\n]{0,40}）|(?P<sentence>[。！？…]+[”’）]*|\n)|(?P<clause>[，；：]|——)"
)


def segment(text: str) -> Segments:
    """Sentences and clauses of clean text.

    >>> segment("建站12个，坚持“月月有主题，周周有活动”。成效明显").sentences()
    ['建站12个，坚持“月月有主题，周周有活动”。', '成效明显']
    """
    sentence_ends: list[int] = []
    clause_ends: list[int] = []
    for match in _BOUNDARY.finditer(text):
        kind = match.lastgroup
        if kind is None:
            continue
        clause_ends.append(match.end())
        if kind == "sentence":
            sentence_ends.append(match.end())
    for ends in (sentence_ends, clause_ends):
        if not ends or ends[-1] < len(text):
            ends.append(len(text))
    return Segments(text, sentence_ends, clause_ends)
