"""An annotator's draft, one record a line with quotes in place of offsets, made into gold.

`gold/DRAFTS.md` tells annotators how a draft is written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from ..lexicon import codes_by_name
from .complaints import At, Complaint, Problem, shown
from .files import PAGE
from .quotes import Quotes, bare
from .senses import BOUNDS, sense_problems
from .shapes import field_names, record_models, record_problems

_MARKED = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)
_LEVELS = ("centers", "institutes", "stations", "points", "bases")
_PERIOD = ("text", "kind", "start", "end")
_SHORT = {"indicator": "ind", "evidence": "ev", "quantity": "value"}
_QUANTITY = ("value", "low", "high", "approx", "unit")
# So near to a key that is read, another is a slip of the pen; what is far from all of them is a remark.
_SLIP = 0.7


@dataclass(slots=True)
class _Draft:
    """A draft while it is read: the articles so far, the place of the last one, and where the next quote is looked for."""

    quotes: Quotes
    page: bool
    articles: list[dict[str, Any]] = field(default_factory=list)
    codes: dict[str, str] = field(default_factory=dict)
    own_place: Any = None
    after: int = 0


class _SlipError(Exception):
    """Something in a line that keeps it from being a record: what, and the way out."""


def compile_draft(path: Path, text: str, name: str) -> tuple[dict[str, Any], list[Complaint]]:
    """The gold that a draft of the text `name` stands for, and what is wrong with the draft, line by line.

    With complaints the gold is what could be made of the other lines. Raises `OSError` and `UnicodeDecodeError` where
    the draft cannot be read.
    """
    draft = _Draft(Quotes(text), name.endswith(PAGE))
    complaints: list[Complaint] = []
    # Not str.splitlines, which also breaks at characters that JSON allows inside a text, such as U+2028.
    for number, line in enumerate(path.read_text("utf-8-sig").split("\n"), 1):
        if line.strip() and not line.startswith("#"):
            complaints += (Complaint(path, number, *told) for told in _read(draft, line))
    if not draft.articles or (len(draft.articles) > 1 and not draft.page):
        way_out = f"begin with one, or name the text …{PAGE} where it carries several"
        complaints.append(Complaint(path, 1, f"{len(draft.articles)} article lines", way_out))
    for article in draft.articles:
        article["records"].sort(key=lambda record: record["evidence"][0]["start"])
    if draft.page:
        return {"articles": draft.articles}, complaints
    return next(iter(draft.articles), {}), complaints


def _read(draft: _Draft, line: str) -> Iterator[tuple[str, str]]:
    """Take one line into the draft; what is wrong with it, and the way out."""
    try:
        written = json.loads(line)
        if not isinstance(written, dict):
            raise _SlipError("not an object", "write one record or article as an object")
        if "article" in written:
            _article(draft, written)
        elif not draft.articles:
            raise _SlipError("a record before any article", 'begin with {"article": "…", …}')
        else:
            record, amiss = _record(draft, written)
            yield from amiss
            draft.articles[-1]["records"].append(record)
    except (json.JSONDecodeError, RecursionError) as error:
        yield f"not JSON ({error})", "write one object on the line"
    except _SlipError as slip:
        yield slip.args[0], slip.args[1]


def _article(draft: _Draft, written: Mapping[str, Any]) -> None:
    codes = written.get("codes") or {}
    if not isinstance(codes, dict):
        raise _SlipError(f"codes is {shown(codes)}", 'write {"鼓楼区": "320302"}')
    draft.codes.update(codes)
    draft.own_place, draft.after = written.get("place"), 0
    info = {
        "id": written["article"],
        **{name: written.get(name) for name in ("title", "subtitle")},
        "authors": written.get("authors") or [],
        **{name: written.get(name) for name in ("source", "published")},
        "place": _place(draft, written.get("place")),
    }
    article: dict[str, Any] = {"article": info, "records": []}
    draft.articles.append(article)
    if draft.page:
        article["span"] = _body(draft, written)
        draft.after = article["span"]["start"]


def _body(draft: _Draft, written: Mapping[str, Any]) -> dict[str, int]:
    if not written.get("from") or not written.get("to"):
        raise _SlipError("no from and to", "quote the first and the last words of the article's body")
    start, _ = _find(draft.quotes, written["from"], 0)
    _, end = _find(draft.quotes, written["to"], 0)
    if start >= end:
        raise _SlipError("to stands before from", "give more context around [[…]]")
    return {"start": start, "end": end}


def _record(draft: _Draft, written: Mapping[str, Any]) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    kind = written.get("type")
    if not isinstance(kind, str) or kind not in record_models():
        raise _SlipError(f"{shown(kind)} is no type of record", f"choose one of {', '.join(record_models())}")
    record: dict[str, Any] = {
        "type": kind,
        "evidence": _evidence(draft, written.get("ev")),
        "place": _place(draft, written.get("place", draft.own_place)),
    }
    for name in field_names(kind):
        if name not in record:
            record[name] = _READ.get(name, _as_written)(written, name)
    if written.get("optional"):
        record["optional"] = True
    problems = [*record_problems(record), *sense_problems(record, ())]
    return record, [*_slips(kind, written), *(_told(problem) for problem in problems)]


def _told(problem: Problem) -> tuple[str, str]:
    return f"{_where(problem.at)}{problem.says}", problem.way_out


def _where(at: At) -> str:
    return f"{'.'.join(_SHORT.get(str(part), str(part)) for part in at)}: " if at else ""


def _slips(kind: str, written: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    known = [_SHORT.get(name, name) for name in field_names(kind)] + ["optional", *_QUANTITY]
    for name in written:
        near = get_close_matches(name, [key for key in known if key not in written], 1, _SLIP)
        if name not in known and near:
            yield f"unknown key {shown(name)}", f"write {shown(near[0])}"


def _evidence(draft: _Draft, written: Any) -> list[dict[str, Any]]:
    """The spans of all quotes; the first is looked for from the first evidence of the record before it on."""
    quotes = [written] if isinstance(written, str) else written
    if not isinstance(quotes, list) or not quotes:
        raise _SlipError("no ev", "quote the words that say it")
    spans = [_find(draft.quotes, quote, 0 if index else draft.after) for index, quote in enumerate(quotes)]
    draft.after = max(draft.after, spans[0][0])
    text = draft.quotes.text
    return [{"start": start, "end": end, "text": text[start:end]} for start, end in spans]


def _find(quotes: Quotes, quote: Any, after: int) -> tuple[int, int]:
    """Where the quote stands: what is in [[…]], or all of it; of several places of a plain one the first from `after` on."""
    if not isinstance(quote, str) or not bare(quote):
        raise _SlipError(f"{shown(quote)} quotes nothing", "quote words of the text")
    marked = _MARKED.search(quote)
    context = bare(quote.replace("[[", "").replace("]]", ""))
    start = len(bare(quote[: marked.start()])) if marked else 0
    length = len(bare(marked[1])) if marked else len(context)
    places = quotes.within(context, start, start + length) if length else []
    if not places:
        raise _SlipError(
            f"{shown(quote)} is not in the text", "quote what it says; only white space may differ"
        )
    later = [place for place in places if place[0] >= after]
    if len(places) > 1 and (marked or not later):
        raise _SlipError(f"{shown(quote)} stands {len(places)} times", "give more context around [[…]]")
    return later[0] if len(places) > 1 else places[0]


def _place(draft: _Draft, name: Any) -> dict[str, Any] | None:
    if name is None:
        return None
    if not isinstance(name, str):
        raise _SlipError(f"place is {shown(name)}", "write its name, or null")
    if name in draft.codes:
        return {"name": name, "adcode": draft.codes[name]}
    codes = codes_by_name().get(name, ())
    if len(codes) > 1:
        way_out = f'give its code in "codes" of the article line: {", ".join(codes)}'
        raise _SlipError(f"there are {len(codes)} places {shown(name)}", way_out)
    return {"name": name, "adcode": codes[0] if codes else None}


def _quantity(written: Mapping[str, Any], _: str = "") -> dict[str, Any]:
    approximation, value = written.get("approx", "exact"), written.get("value")
    low, high = BOUNDS[approximation](value) if _has_bounds(approximation) else _own_bounds(written)
    return {
        "value": value if _has_bounds(approximation) else None,
        "low": low,
        "high": high,
        "approximation": approximation,
        "unit": written.get("unit"),
    }


def _has_bounds(approximation: Any) -> bool:
    return isinstance(approximation, str) and approximation in BOUNDS


def _own_bounds(written: Mapping[str, Any]) -> tuple[Any, Any]:
    return written.get("low"), written.get("high")


def _level(written: Mapping[str, Any], name: str) -> dict[str, Any] | None:
    """A level of a network: a bare number counts 个."""
    level = written.get(name)
    if level is None:
        return None
    return _quantity(
        level if isinstance(level, dict) else {"value": level, "unit": written.get("unit", "个")}
    )


def _period(written: Mapping[str, Any], name: str) -> dict[str, Any] | None:
    period = written.get(name)
    if period is None:
        return None
    if not isinstance(period, list) or len(period) != len(_PERIOD):
        raise _SlipError(f"period is {shown(period)}", "write [text, kind, start, end], or null")
    return dict(zip(_PERIOD, period, strict=True))


def _steps(written: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    steps = written.get(name) or []
    if not isinstance(steps, list) or any(not isinstance(step, list) or len(step) < 2 for step in steps):
        raise _SlipError(
            f"steps is {shown(steps)}", "write [[actor, action], …], the actor null where unsaid"
        )
    return [{"actor": step[0], "action": step[1]} for step in steps]


def _as_written(written: Mapping[str, Any], name: str) -> Any:
    return written.get(name)


def _flag(written: Mapping[str, Any], name: str) -> bool:
    return bool(written.get(name))


def _list(written: Mapping[str, Any], name: str) -> Any:
    return written.get(name) or []


def _short(written: Mapping[str, Any], name: str) -> Any:
    return written.get(_SHORT[name])


# How a field is read where it is not written as gold has it.
_READ: Mapping[str, Callable[[Mapping[str, Any], str], Any]] = {
    "quantity": _quantity,
    "indicator": _short,
    "period": _period,
    "steps": _steps,
    **dict.fromkeys(_LEVELS, _level),
    **dict.fromkeys(("full_coverage", "trial"), _flag),
    **dict.fromkeys(("parts", "organizers"), _list),
}
