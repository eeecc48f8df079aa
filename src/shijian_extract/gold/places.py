"""Whether administrative codes exist and belong to the places they are written beside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..lexicon import codes_by_name, names_by_code
from ..records import Place
from .complaints import At, Problem, shown
from .shapes import fits


def place_problems(holder: Mapping[str, Any], at: At) -> Iterator[Problem]:
    """What is wrong with the `place` of a record or an article; a place of the wrong shape is passed over.

    >>> record = {"place": {"name": "正定县", "adcode": "130124"}}
    >>> [problem.says for problem in place_problems(record, ())]
    ['"130124" is no code of the gazetteer']
    """
    place = holder.get("place")
    if not fits(Place, place) or not place:
        return
    name, code = place["name"], place["adcode"]
    codes = codes_by_name().get(name, ())
    at = (*at, "place", "adcode")
    if code is None:
        if len(codes) == 1:
            yield Problem(at, f"{name} has a code", f"write {shown(codes[0])}")
    elif code not in names_by_code():
        yield Problem(at, f"{shown(code)} is no code of the gazetteer", _way_out(codes))
    elif code not in codes:
        yield Problem(at, f"{shown(code)} is {names_by_code()[code]}, not {name}", _way_out(codes))


def _way_out(codes: tuple[str, ...]) -> str:
    if codes:
        return f"write {' or '.join(map(shown, codes))}"
    return "write the six digits of a county or higher with its full name, null for a community or town"
