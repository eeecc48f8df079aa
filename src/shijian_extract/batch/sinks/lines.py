"""JSON Lines: an article a line, as `extract` prints it; failures and duplicates in files of their own."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO

from ..parts import Part, part_lines
from ..work import ARTICLE
from .about import Run
from .replacing import beside, replacing

_MARK = ARTICLE.encode()


def write_lines(sink: Path, parts: Sequence[Part], about: Run, folder: Path) -> None:
    """Write `facts.jsonl`; `facts.failures.jsonl` and `facts.duplicates.jsonl` where there are any, and none where not."""
    others = {name: beside(sink, name) for name in ("failures", "duplicates")}
    for name, path in others.items():
        if not about.counts[name]:
            path.unlink(missing_ok=True)
    with ExitStack() as stack:
        out: dict[str, BinaryIO] = {}
        for name, path in {"articles": sink, **others}.items():
            if name == "articles" or about.counts[name]:
                subfolder = folder / name
                subfolder.mkdir(exist_ok=True)
                new = stack.enter_context(replacing(path, subfolder))
                out[name] = stack.enter_context(new.open("wb"))
        for part in parts:
            for name, line in _sorted(part):
                out[name].write(line)


def _sorted(part: Part) -> Iterator[tuple[str, bytes]]:
    """The lines of a part with the file that each goes to."""
    for line in part_lines(part):
        head, mark, article = line.partition(_MARK)
        if mark:
            yield "articles", b'{"article":' + article
            continue
        told: dict[str, Any] = json.loads(head)
        failure = told.pop("failure", None)
        told.pop("row")
        name = "failures" if failure else "duplicates"
        yield name, json.dumps({**told, **(failure or {})}, ensure_ascii=False).encode() + b"\n"
