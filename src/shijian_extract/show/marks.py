"""A report's text with its evidence marked, and after it how each record was made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.text import Text

from ..core.palette import PALETTE
from ..views.cells import TYPES
from ..views.lines import one_line, value_text, visible
from ..views.stretches import stretches

STYLES = {kind: f"black on {colour}" for kind, colour in zip(TYPES, PALETTE, strict=True)}
"""The style of each type's evidence; the palette is made for black on it."""

_TOLD_ABOVE = frozenset({"type", "rule", "evidence"})


def explanation(
    source: str, article: Mapping[str, Any], reasons: Sequence[Mapping[str, str]], *, colour: bool
) -> Text:
    """The text with each stretch of evidence marked by the numbers of its records, then the records by number.

    `article` is in the public JSON form, its offsets those of `source`; `reasons` says for each record why a field has
    its value. Without colour a stretch reads `[2,5|320支]`: it is evidence of the second and of the fifth record.
    """
    records = dict(enumerate(article["records"], 1))
    numbered = zip(records, records.values(), reasons, strict=True)
    told = Text("\n").join([about(article["article"]), *(line for item in numbered for line in _told(*item))])
    return Text("\n").join([marked(source, records, colour=colour), Text(), told])


def marked(
    source: str,
    records: Mapping[int, Mapping[str, Any]],
    part: tuple[int, int] | None = None,
    *,
    colour: bool,
) -> Text:
    """The text, or that part of it, with the evidence of the records marked; a stretch that several share bears the numbers
    of them all.

    >>> span = {"start": 5, "end": 9, "text": "320支"}
    >>> marked("志愿服务队320支。", {1: {"type": "figure", "evidence": [span]}}, colour=False).plain
    '志愿服务队[1|320支]。'
    """
    text = Text()
    for start, end, numbers in stretches(records, *(part or (0, len(source)))):
        stretch, bearers = visible(source[start:end]), ",".join(map(str, numbers))
        if not numbers:
            text.append(stretch)
        elif colour:
            style = STYLES[records[numbers[0]]["type"]]
            several = " underline" if len(numbers) > 1 else ""
            text.append(stretch, style + several).append(f"[{bearers}]", "dim")
        else:
            text.append(f"[{bearers}|{stretch}]")
    return text


def about(article: Mapping[str, Any]) -> Text:
    """What is known of an article, on one line."""
    known = {name: value for name, value in article.items() if value}
    return Text("  ".join(f"{name}: {value_text(_name(value))}" for name, value in known.items()), "dim")


def _name(value: Any) -> Any:
    return value["name"] if isinstance(value, Mapping) else value


# How a place or a period came to its record.
_REASONS = {
    "said": "said here",
    "carried": "carried from before",
    "own": "the article's own",
    "none": "none stated",
}


def _told(number: int, record: Mapping[str, Any], reasons: Mapping[str, str]) -> Iterator[Text]:
    yield Text()
    yield Text(f"{number}  {record['type']}  {value_text(record.get('rule'))}", "bold")
    spans = (f"{span['start']}–{span['end']}「{one_line(span['text'])}」" for span in record["evidence"])
    yield Text(f"   {'evidence':<13}{' '.join(spans)}")
    for field, value in record.items():
        if field not in _TOLD_ABOVE:
            why = f"  ({_REASONS[reasons[field]]})" if field in reasons else ""
            yield Text(f"   {field:<13}{value_text(value)}{why}")
