"""Text of a source, made fit to stand on one line of a terminal or of a table."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

ABSENT = "–"

_BETWEEN_LATIN = re.compile(r"(?<=[!-~])\s+(?=[!-~])")
_LINE_BREAK = re.compile(r"\s*\n\s*")
_SPACES = re.compile(r"\s+")
# Control characters could steer a terminal: each is shown by its picture (U+2400 and on), DEL by U+2421.
_LAYOUT = "\t\n\r"
_PICTURES = {code: 0x2400 + code for code in range(0x20) if chr(code) not in _LAYOUT} | {0x7F: 0x2421}
# So could those of the second set; marks of direction turn what follows around; half a surrogate pair cannot be written.
_PICTURES |= dict.fromkeys(
    (*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000)), 0xFFFD
)
# What spreadsheets run as a formula when a cell begins with it, in both widths (OWASP, CSV Injection).
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def visible(text: str) -> str:
    """The text with control characters other than layout shown as pictures, those without one as `�`; its length stays.

    >>> visible("红\\x1b[31m线")
    '红␛[31m线'
    """
    return text.translate(_PICTURES)


def one_line(text: str) -> str:
    """The text on one line: line breaks inside Chinese go, other white space becomes one space.

    >>> one_line("注册志愿\\n者4.6万 余人，情系　柳湾 App\\nStore")
    '注册志愿者4.6万 余人，情系 柳湾 App Store'
    """
    joined = _LINE_BREAK.sub("", _BETWEEN_LATIN.sub(" ", text.strip()))
    return visible(_SPACES.sub(" ", joined))


def value_text(value: Any) -> str:
    """A field's value: a text as it is, an absent one as a dash, anything else as JSON."""
    if value is None:
        return ABSENT
    return (
        one_line(value)
        if isinstance(value, str)
        else visible(json.dumps(value, ensure_ascii=False, default=str))
    )


def evidence_text(record: Mapping[str, Any], between: str = " … ") -> str:
    """What a record is grounded in, all its stretches on one line."""
    return between.join(one_line(span["text"]) for span in record["evidence"])


def defused(cell: Any) -> Any:
    """A text that a spreadsheet would run begins with an apostrophe, which makes it text.

    >>> defused("=1+1"), defused("五有"), defused(-3)
    ("'=1+1", '五有', -3)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
