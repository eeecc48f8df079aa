"""Patterns from word lists: longest first, shared beginnings written once."""

from __future__ import annotations

import re
from collections.abc import Iterable

_Node = dict[str, "_Node"]


def any_of(words: Iterable[str]) -> str:
    """A pattern that matches any of the words, the longest that fits.

    The words are folded into a tree, so that matching costs the depth of the tree and not the number of words.

    >>> any_of(["实践站", "实践所", "实践"])
    '实践(?:所|站)?'
    """
    root: _Node = {}
    for word in words:
        node = root
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return _render(root)


def _render(node: _Node) -> str:
    branches = [re.escape(char) + _render(child) for char, child in sorted(node.items()) if char]
    if not branches:
        return ""
    optional = "?" if "" in node else ""
    if len(branches) == 1 and not optional:
        return branches[0]
    return f"(?:{'|'.join(branches)}){optional}"
