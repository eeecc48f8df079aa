"""Marks: one form for each character, always one code point for one, so that offsets stay."""

from __future__ import annotations

import re

import regex

_FOLDED = "「」『』﹁﹂﹃﹄％＋．－＝／＆＠\r\t\xa0\u3000\u2002\u2003\u2009\u202f\u2028\u2029"
_PLAIN = "“”‘’“”‘’%+.-=/&@" + " " * 8 + "\n\n"
_NARROW = "".join(chr(code) for code in range(0xFF10, 0xFF5B) if chr(code - 0xFEE0).isalnum())
_TABLE = dict(
    zip(_FOLDED + _NARROW, _PLAIN + "".join(chr(ord(char) - 0xFEE0) for char in _NARROW), strict=True)
)
# Ranges where there are ranges: every character of every text is held against this class.
_ANY_FOLDED = re.compile(rf"[{re.escape(_FOLDED)}０-９Ａ-Ｚａ-ｚ\ud800-\udfff]")


def fold_marks(text: str) -> str:
    """Full-width letters and digits narrow, corner quotes curly, every space a space.

    >>> fold_marks("「２０２３」　年")
    '“2023” 年'
    """
    # A lone surrogate is no character; it would break every encoder behind us.
    return _ANY_FOLDED.sub(lambda match: _TABLE.get(match[0], "\ufffd"), text)


# Scanning takes 0 for O and 1 for l; among digits and before a measure word they are digits still.
_MISREAD = regex.compile(
    r"(?<![A-Za-z0-9])(?=[Ol]*[0-9])(?=[0-9]*[Ol])[0-9Ol]{2,8}(?=[余多万]{0,2}[个支处份条名人次场家件项户元册年月日所座期位张])"
)
_DIGIT_OF = str.maketrans("Ol", "01")


def mend_digits(text: str) -> str:
    """Numbers with letters that scanning put for digits (`1O30处`, `l6支`).

    >>> mend_digits("1O30处、l6支、O型")
    '1030处、16支、O型'
    """
    if "O" not in text and "l" not in text:
        return text
    return _MISREAD.sub(lambda match: match[0].translate(_DIGIT_OF), text)


_WIDE = dict(zip(";?!()", "；？！（）", strict=True))
_HALF = re.compile(r"[;?!()]")
_COMMA = regex.compile(r"(?<![0-9]),|,(?![0-9]{3})|(?<![0-9]):|:(?![0-9])")
# A full stop of half width behind a Chinese word, not a point within or behind a number.
_STOP = regex.compile(r"(?<=[一-龥）)”\"])\.(?=[一-龥“\"\n]|$)")
# A full-width comma between thousands; a year or a day before it would not be followed by just three digits.
_THOUSANDS = regex.compile(r"(?<=(?<![0-9])[0-9]{1,3}|(?<=,)[0-9]{3})，(?=[0-9]{3}(?![0-9]))")
_STRAIGHT = regex.compile(r"\"|(?<![A-Za-z])'|'(?![A-Za-z])|\n")


def fold_punctuation(text: str) -> str:
    """Punctuation as Chinese prints it: full-width, and straight quotes in turn opening and closing.

    >>> fold_punctuation('开展"送文化"活动,1,200人')
    '开展“送文化”活动，1,200人'
    """
    if "，" in text:
        text = _THOUSANDS.sub(",", text)
    if "," in text or ":" in text:
        text = _COMMA.sub(lambda match: "，" if match[0] == "," else "：", text)
    if "." in text:
        text = _STOP.sub("。", text)
    if '"' in text or "'" in text:
        text = _curl(text)
    return _HALF.sub(lambda match: _WIDE[match[0]], text)


def _curl(text: str) -> str:
    """Quotes pair inside a paragraph: a paragraph that leaves one open does not turn those of the next."""
    open_marks = {'"': False, "'": False}

    def turn(match: regex.Match[str]) -> str:
        mark = match[0]
        if mark == "\n":
            open_marks.update({'"': False, "'": False})
            return mark
        open_marks[mark] = not open_marks[mark]
        return {'"': "”“", "'": "’‘"}[mark][open_marks[mark]]

    return _STRAIGHT.sub(turn, text)
