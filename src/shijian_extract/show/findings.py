"""What does not add up, for a terminal: by place, both sides in their sentences; or as lines for other programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rich.text import Text

from ..views.lines import ABSENT, one_line

COLUMNS = ("kind", "place", "says", "sides")
# So much of a sentence is shown on either side of the evidence, in characters.
_AROUND = 60

Finding = Mapping[str, Any]
# The source text of an article by its position; None where it isn't known.
Texts = Mapping[int, str | None]


def finding_lines(findings: Iterable[Finding], lang: str) -> Iterator[str]:
    """A line for each finding, columns set apart by tabs, their names first."""
    yield "\t".join(COLUMNS)
    for one in findings:
        sides = "; ".join(f"{_name(side)}: {one_line(side['value'])}" for side in one["sides"])
        yield "\t".join((one["kind"], one_line(one["place"] or ABSENT), one_line(one[lang]), sides))


def findings_text(
    findings: Sequence[Finding], texts: Texts, lang: str, names: Mapping[str, str]
) -> Iterator[Text]:
    """The findings place by place; `names` has the word for each kind."""
    places: dict[str, list[Finding]] = {}
    for one in findings:
        places.setdefault(one["place"] or ABSENT, []).append(one)
    for place, found in places.items():
        yield Text(one_line(place), "bold")
        for one in found:
            yield Text("  ").append(f"[{names[one['kind']]}]", "yellow").append(f" {one_line(one[lang])}")
            for side in one["sides"]:
                yield _side(side, texts.get(side["article"]))
        yield Text()


def _name(side: Mapping[str, Any]) -> str:
    return one_line(str(side["id"] or f"#{side['article']}"))


def _side(side: Mapping[str, Any], text: str | None) -> Text:
    shown = Text("    ").append(" ".join(filter(None, (_name(side), side["published"]))), "dim").append("  ")
    first = side["evidence"][0]
    if text is None:
        return shown.append(one_line(" … ".join(span["text"] for span in side["evidence"])), "bold cyan")
    start, end = first["start"], first["end"]
    begin = max(start - _AROUND, *(text.rfind(mark, 0, start) + 1 for mark in "。！？"))
    stop = min(
        [end + _AROUND, len(text), *(at + 1 for mark in "。！？" if (at := text.find(mark, end)) >= 0)]
    )
    shown.append(one_line(text[begin:start]))
    shown.append(one_line(text[start:end]), "bold cyan")
    return shown.append(one_line(text[end:stop]))
