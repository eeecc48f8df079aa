"""Names of writers: letters that begin with a surname, set apart or spaced out or run together."""

from __future__ import annotations

import re
from functools import cache

from ..lexicon import words

_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0002ebef〇]+")
_FOREIGN = re.compile(r"[\u3400-\u9fff]{1,8}(?:[·•.][\u3400-\u9fff]{1,8})+")
# A given name has one letter or two.
_GIVEN = (1, 2)


@cache
def _single() -> frozenset[str]:
    return frozenset(words("surnames", "single"))


@cache
def _compound() -> frozenset[str]:
    return frozenset(words("surnames", "compound"))


def is_name(token: str) -> bool:
    """Whether the letters are formed as a person's name: a known surname and one or two letters, or parts set apart by dots.

    >>> [is_name(token) for token in ("王芳", "欧阳文清", "古丽·买买提", "文明花开", "义工")]
    [True, True, True, False, False]
    """
    if _FOREIGN.fullmatch(token):
        return True
    if not _HAN.fullmatch(token):
        return False
    given = len(token) - 2 if token[:2] in _compound() else 0
    return given in _GIVEN or (token[0] in _single() and len(token) - 1 in _GIVEN)


def names_of(token: str) -> list[str]:
    """The names in letters that stand without a space: one, or several run together; none where they are no names.

    >>> names_of("李华"), names_of("李华王小强"), names_of("近日")
    (['李华'], ['李华', '王小强'], [])
    """
    if is_name(token):
        return [token]
    for length in (3, 2, 4):
        head, rest = token[:length], token[length:]
        if rest and is_name(head) and (found := names_of(rest)):
            return [head, *found]
    return []


def join_letters(tokens: list[str]) -> list[str]:
    """Tokens with names spaced letter by letter put together: two letters apart are one name, three where no other reading
    leaves none over.

    >>> join_letters(["赵", "敏", "吴晓东", "欧阳", "春"])
    ['赵敏', '吴晓东', '欧阳春']
    """
    joined: list[str] = []
    letters: list[str] = []
    for token in [*tokens, ""]:
        if len(token) == 1 and _HAN.fullmatch(token):
            if not letters and joined and joined[-1] in _compound():
                joined[-1] += token
            else:
                letters.append(token)
            continue
        joined.extend(_spelled(letters))
        letters = []
        if token:
            joined.append(token)
    return joined


def _spelled(letters: list[str]) -> list[str]:
    width = 3 if len(letters) % 2 and len(letters) % 3 == 0 else 2
    return ["".join(letters[at : at + width]) for at in range(0, len(letters), width)]
