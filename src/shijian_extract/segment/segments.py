"""Where sentences and clauses end."""

from __future__ import annotations

import re

from ..core import Segments

# Short quotations, titles and brackets are passed over whole; what is left parts sentences or clauses.
# It begins with a set of letters, up to which the engine passes over all text in one loop; which of them it was is looked
# back at.
_BOUNDARY = re.compile(
    r"[“《（。！？…\n，；：—](?:(?<=“)[^”“。！？\n]{0,60}”|(?<=《)[^》\n]{0,80}》|(?<=（)[^）。\n]{0,40}）"
    r"|((?<=[。！？…])[。！？…]*[”’）]*|(?<=\n))|((?<=[，；：])|(?<=—)—))"
)
# The first group ends a sentence, the second a clause.
_SENTENCE = 1


def segment(text: str) -> Segments:
    """Sentences and clauses of clean text.

    >>> segment("建站12个，坚持“月月有主题，周周有活动”。成效明显").sentences()
    ['建站12个，坚持“月月有主题，周周有活动”。', '成效明显']
    """
    marks = [(match.end(), match.lastindex) for match in _BOUNDARY.finditer(text)]
    sentence_ends = [end for end, kind in marks if kind == _SENTENCE]
    clause_ends = [end for end, kind in marks if kind]
    for ends in (sentence_ends, clause_ends):
        if not ends or ends[-1] < len(text):
            ends.append(len(text))
    return Segments(text, sentence_ends, clause_ends)
