"""A report's text with its evidence marked, and after it how each record was made."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.text import Text

from .lines import one_line, value_text, visible

_STYLES = {"figure": "cyan", "network": "blue", "order_flow": "magenta", "slogan": "yellow", "brand": "green"}
_OTHER_STYLE = "red"
_TOLD_ABOVE = frozenset({"type", "rule", "evidence"})


def explanation(
    source: str, article: Mapping[str, Any], reasons: Sequence[Mapping[str, str]], *, colour: bool
) -> Text:
    """The text with each stretch of evidence marked by the numbers of its records, then the records by number.

    `article` is in the public JSON form, its offsets those of `source`; `reasons` says for each record why a field has
    its value. Without colour a stretch reads `[2,5|320支]`: it is evidence of the second and of the fifth record.
    """
    records = article["records"]
    numbered = zip(range(1, len(records) + 1), records, reasons, strict=True)
    told = Text("\n").join(
        [_about(article["article"]), *(line for item in numbered for line in _told(*item))]
    )
    return Text("\n").join([marked(source, records, colour=colour), Text(), told])


def marked(source: str, records: Sequence[Mapping[str, Any]], *, colour: bool) -> Text:
    """The text with its stretches of evidence marked; where records share one, it bears the numbers of them all.

    >>> span = {"start": 5, "end": 9, "text": "320支"}
    >>> marked("志愿服务队320支。", [{"type": "figure", "evidence": [span]}], colour=False).plain
    '志愿服务队[1|320支]。'
    """
    text = Text()
    for start, end, numbers in _stretches(len(source), records):
        stretch, bearers = visible(source[start:end]), ",".join(map(str, numbers))
        if not numbers:
            text.append(stretch)
        elif colour:
            style = _STYLES.get(records[numbers[0] - 1]["type"], _OTHER_STYLE)
            text.append(stretch, f"bold {style}").append(f"[{bearers}]", f"dim {style}")
        else:
            text.append(f"[{bearers}|{stretch}]")
    return text


def _stretches(
    length: int, records: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """The whole text from edge to edge of evidence, each stretch with the numbers of the records that hold it."""
    edges: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for number, record in enumerate(records, 1):
        for span in record["evidence"]:
            edges[span["start"]][number] += 1
            edges[span["end"]][number] -= 1
    held: Counter[int] = Counter()
    at = 0
    for edge in sorted({*edges, length}):
        if at < edge:
            yield at, edge, tuple(sorted(+held))
        held.update(edges[edge])
        at = edge


def _about(article: Mapping[str, Any]) -> Text:
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
