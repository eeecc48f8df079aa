"""Headlines as they read: without layout noise, with one space where phrases part."""

from __future__ import annotations

import re

import regex

_SPACES = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")
_MARKS = dict(zip(",:;?!()", "，：；？！（）", strict=True))
_HALF = regex.compile(
    r"(?<=[\p{Han}”’》）\"])[,:;?!(]|(?<=[^\s\w])[,:;](?=\p{Han})|[,:;?!()](?=[\p{Han}“‘《（\"])|\)"
)
_OPEN_SPACE = re.compile(r"(?<=[，。、：；！？（《“‘])\s+|\s+(?=[，。、：；！？）》”’])")
_LETTER_SPACED = 0.75
_FEWEST = 4
_DASH = re.compile(r"^(?:[—―─–－-]+|⸺+)\s*")
_EDGES = " \u3000·|丨"


def spell(text: str) -> str:
    """A headline as it reads.

    >>> spell("文 明 新 风  润 民 心"), spell("湖阳县:新风\\u3000进万家")
    ('文明新风 润民心', '湖阳县：新风 进万家')
    """
    letters = _letter_spaced(text)
    joined = letters if letters is not None else _SPACES.sub(" ", text).strip(_EDGES)
    return _OPEN_SPACE.sub("", _curled(_HALF.sub(lambda match: _MARKS[match[0]], joined)))


def spell_subtitle(text: str) -> str:
    """A subtitle without the dash that opens it.

    >>> spell_subtitle("——湖阳县文明实践综述")
    '湖阳县文明实践综述'
    """
    return spell(_DASH.sub("", text.strip()).rstrip("—－- "))


def is_letter_spaced(text: str) -> bool:
    """Whether the line is set letter by letter, as display type is."""
    return _letter_spaced(text) is not None


def _letter_spaced(text: str) -> str | None:
    """The line with its letters put together, None where it is not spaced so; a wider gap parts phrases."""
    words = text.split()
    if len(words) < _FEWEST or sum(len(word) == 1 for word in words) < _LETTER_SPACED * len(words):
        return None
    wide = text.strip().replace("\u3000", "  ")
    narrow = min(len(match[0]) for match in regex.finditer(r"\s+", wide))
    phrases = regex.split(rf"\s{{{narrow + 1},}}", wide)
    return " ".join(_SPACES.sub("", phrase) for phrase in phrases)


def _curled(text: str) -> str:
    """Straight quotation marks in turn opening and closing."""
    parts = text.split('"')
    return "".join(part + "“”"[index % 2] * (index < len(parts) - 1) for index, part in enumerate(parts))


def parted_as_told(title: str, text: str) -> str:
    """A title that was spaced evenly, parted where the text itself says it with a mark between its phrases.

    >>> parted_as_told("凝心聚力润物无声", "坚持凝心聚\\n力、润物无声。")
    '凝心聚力 润物无声'
    """
    if " " in title or not title.isalpha():
        return title
    letters = r"[、，,·]?".join(re.escape(letter) for letter in title)
    for match in regex.finditer(letters, _SPACES.sub("", text)):
        if len(match[0]) == len(title) + 1:
            at = next(index for index, letter in enumerate(match[0]) if letter != title[index])
            return f"{title[:at]} {title[at:]}"
    return title
