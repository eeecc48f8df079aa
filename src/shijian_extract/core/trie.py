"""Patterns from word lists: longest first, shared beginnings written once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_Node = dict[str, "_Node"]


def any_of(words: Iterable[str], not_before: Mapping[str, str] | None = None) -> str:
    """A pattern that matches any of the words, the longest that fits; none where one of its letters of `not_before` follows.

    The words are folded into a tree, so that matching costs the depth of the tree and not the number of words.

    >>> any_of(["实践站", "实践所", "实践"]), any_of(["部", "部件"], {"部": "分门"})
    ('实践(?:所|站)?', '部(?:件|(?![分门]))')
    """
    root: _Node = {}
    for word in words:
        node = root
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return _render(root, "", not_before or {})


def _render(node: _Node, word: str, not_before: Mapping[str, str]) -> str:
    branches = [
        re.escape(char) + _render(child, word + char, not_before)
        for char, child in sorted(node.items())
        if char
    ]
    guard = f"(?![{not_before[word]}])" if "" in node and word in not_before else ""
    if not branches:
        return guard
    if guard:
        branches.append(guard)
    optional = "?" if "" in node and not guard else ""
    if len(branches) == 1 and not optional:
        return branches[0]
    return f"(?:{'|'.join(branches)}){optional}"
