"""Gold as tasks of Label Studio, and back, from what its annotators changed too.

A text is a task, a span of evidence a region labelled with the type of its record. The fields of a record stand as JSON, a
line each, in a text area of the region of its first evidence; the other regions hang on that one by relations called
`evidence`. `meta` of a region tells which evidence of which record it is: Label Studio keeps it unread. The file as it was
stands in the task's data, so that what no region shows (the article, its span) comes back too.

Label Studio's offsets count code points, as ours do, a line break as one: so its editor has done since 2021 (pull request
308 of label-studio-frontend); before, and still for a region whose edge was dragged, it counted UTF-16 code units. Both are
read: of the two the one by which the region's own text stands there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from ..core import PALETTE, GoldError
from .files import GoldFile, is_id
from .regions import Region, Units, gather
from .shapes import field_names, record_models

LABELS, FIELDS, TEXT, EVIDENCE = "type", "fields", "text", "evidence"
_SPAN_FIELDS = frozenset({"type", "evidence"})


def config() -> str:
    """The labelling configuration that the tasks are made for, as XML."""
    view = ElementTree.Element("View")
    ElementTree.SubElement(view, "Style").text = ".htx-text{white-space: pre-wrap;}"
    labels = ElementTree.SubElement(view, "Labels", name=LABELS, toName=TEXT, choice="single")
    for kind, colour in zip(record_models(), PALETTE, strict=True):
        ElementTree.SubElement(labels, "Label", value=kind, background=colour)
    relations = ElementTree.SubElement(view, "Relations")
    ElementTree.SubElement(relations, "Relation", value=EVIDENCE)
    ElementTree.SubElement(view, "Text", name=TEXT, value=f"${TEXT}", granularity="symbol")
    ElementTree.SubElement(
        view, "TextArea", name=FIELDS, toName=TEXT, perRegion="true", editable="true", rows="10",
        placeholder="The record's fields as JSON: {…}",
    )  # fmt: skip
    ElementTree.indent(view)
    return ElementTree.tostring(view, encoding="unicode") + "\n"


def task(gold: GoldFile, text: str) -> dict[str, Any]:
    """A gold file and its text as a task with one annotation."""
    results: list[dict[str, Any]] = []
    for at, record in gold.records():
        results += _regions(record, {"article": int(at[1]) if gold.is_page else 0, "record": int(at[-1])})
    data = {"id": gold.id, TEXT: text, "gold": gold.data}
    return {"data": data, "annotations": [{"result": results, "ground_truth": True, "was_cancelled": False}]}


def _regions(record: Mapping[str, Any], about: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    """The regions of a record, its fields, and the relations between its regions."""
    name = f"a{about['article']}r{about['record']}"
    for index, span in enumerate(record["evidence"]):
        place = {"start": span["start"], "end": span["end"]}
        region = {"id": f"{name}e{index}", "to_name": TEXT, "meta": {**about, "evidence": index}}
        value = {**place, "text": span["text"], "labels": [record["type"]]}
        yield {**region, "from_name": LABELS, "type": "labels", "value": value}
        if index == 0:
            value = {**place, "text": [_fields_text(record)]}
            yield {**region, "from_name": FIELDS, "type": "textarea", "value": value}
    for index in range(1, len(record["evidence"])):
        ends = {"from_id": f"{name}e0", "to_id": f"{name}e{index}", "direction": "right"}
        yield {"type": "relation", **ends, "labels": [EVIDENCE]}


def _fields_text(record: Mapping[str, Any]) -> str:
    """The fields of a record but its type and evidence, which the regions say: JSON, a field on each line."""
    lines = (
        f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}"
        for name, value in record.items()
        if name not in _SPAN_FIELDS
    )
    return "{" + ",\n ".join(lines) + "}"


def read_tasks(path: Path) -> list[dict[str, Any]]:
    """The tasks of a project that Label Studio exported as JSON.

    Raises `GoldError` where the file cannot be read or is no list of tasks.
    """
    try:
        tasks = json.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{path}: cannot be read ({error}); check the path, save it as UTF-8") from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise GoldError(f"{path}: not JSON ({error}); export the project as JSON") from error
    if not isinstance(tasks, list) or not all(isinstance(one, dict) for one in tasks):
        raise GoldError(
            f"{path}: no list of tasks; export the project as JSON (not JSON-MIN, CSV or another)"
        )
    return tasks


def gold_of(exported: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The id and the gold of one task as Label Studio exports it (format JSON), by its last annotation.

    A region that belongs to no record of before is a new one; its fields are those of its text area, and where they
    are not written, null. Raises `GoldError` where the task is none of ours or a text area holds no JSON.
    """
    data = exported.get("data")
    data = data if isinstance(data, dict) else {}
    name, text, before = data.get("id"), data.get(TEXT), data.get("gold")
    if not is_id(name) or not isinstance(text, str) or not isinstance(before, dict):
        raise GoldError(
            'a task without "id", "text" and "gold" in its data; import tasks that gold export wrote'
        )
    regions = _read_regions(name, text, _results(name, exported))
    listed = before.get("articles", [before])
    if not isinstance(listed, list) or not all(isinstance(article, dict) for article in listed):
        raise GoldError(f"task {name!r}: its data has no articles; import a task that gold export wrote")
    articles = [
        {
            **article,
            "records": _records(article, text, [one for one in regions if _article_of(one, listed) == index]),
        }
        for index, article in enumerate(listed)
    ]
    return name, ({**before, "articles": articles} if "articles" in before else articles[0])


def _results(name: str, exported: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The results of the last annotation that was not skipped."""
    annotations = exported.get("annotations")
    kept = [
        one
        for one in (annotations if isinstance(annotations, list) else [])
        if isinstance(one, dict) and isinstance(one.get("result"), list) and not one.get("was_cancelled")
    ]
    if not kept:
        raise GoldError(f"task {name!r}: no annotation; submit one, then export the project as JSON")
    return [result for result in kept[-1]["result"] if isinstance(result, dict)]


def _read_regions(name: str, text: str, results: list[dict[str, Any]]) -> list[Region]:
    """The labelled regions with their fields, and the region that each hangs on."""
    labels = [result for result in results if result.get("type") == "labels"]
    fields = {_key(one.get("id")): _fields(name, one) for one in results if one.get("type") == "textarea"}
    heads = {
        _key(one.get("to_id")): _key(one.get("from_id"))
        for one in results
        if one.get("type") == "relation" and EVIDENCE in (one.get("labels") or [EVIDENCE])
    }
    units = Units(text, [label["value"] for label in labels if isinstance(label.get("value"), dict)])
    regions = []
    for label in labels:
        key, value, meta = _key(label.get("id")), label.get("value"), label.get("meta")
        named, span = _labelled(value, units)
        if span is None or named not in record_models():
            raise _region_error(name, key, "no type of record, or outside the text; label it, or delete it")
        about = meta if isinstance(meta, dict) else {}
        regions.append(Region(key, named, *span, about, fields.get(key), heads.get(key)))
    return regions


def _labelled(value: Any, units: Units) -> tuple[str, tuple[int, int] | None]:
    """The first label of a region's value, empty where it has none, and its span."""
    if not isinstance(value, dict):
        return "", None
    labels = value.get("labels")
    named = labels[0] if isinstance(labels, list) and labels else None
    return named if isinstance(named, str) else "", units.span(value)


def _key(name: Any) -> str:
    return str(name)


def _region_error(name: str, region: str, says: str) -> GoldError:
    return GoldError(f"task {name!r}, region {region!r}: {says}")


def _fields(name: str, result: dict[str, Any]) -> dict[str, Any]:
    """What a text area says; of several entries a later one goes over the earlier ones."""
    value = result.get("value")
    entries = value.get("text") if isinstance(value, dict) else None
    fields: dict[str, Any] = {}
    for entry in [entries] if isinstance(entries, str) else entries or []:
        try:
            written = json.loads(entry)
        except (TypeError, json.JSONDecodeError, RecursionError) as error:
            says = f"its fields are no JSON ({error}); correct them in the text area"
            raise _region_error(name, _key(result.get("id")), says) from error
        if not isinstance(written, dict):
            says = 'its fields are no object; write {"label": "…", …}'
            raise _region_error(name, _key(result.get("id")), says)
        fields |= written
    return fields


def _article_of(region: Region, articles: list[dict[str, Any]]) -> int:
    """The article of a page that a region belongs to: as it is marked, else by where it stands."""
    marked = region.about.get("article")
    if isinstance(marked, int) and 0 <= marked < len(articles):
        return marked
    for index, article in enumerate(articles):
        span = article.get("span")
        if isinstance(span, dict) and span.get("start", 0) <= region.start < span.get("end", 0):
            return index
    return 0


def _records(article: dict[str, Any], text: str, regions: list[Region]) -> list[dict[str, Any]]:
    """The records of an article: its regions gathered, in text order of their first evidence."""
    before = article.get("records")
    known = before if isinstance(before, list) else []
    blank = _article_place(article)
    records = []
    for number, parts in gather(regions, len(known)):
        own = known[number] if number is not None else {**dict.fromkeys(field_names(parts[0].label)), **blank}
        records.append(_record(own, parts, text, new=number is None))
    return sorted(records, key=lambda record: record["evidence"][0]["start"])


def _record(own: Any, parts: list[Region], text: str, *, new: bool) -> dict[str, Any]:
    """A record of its regions; its fields are those written at one of them, else its `own`."""
    written = next((part.fields for part in parts if part.fields is not None), None)
    known = own if isinstance(own, dict) else {}
    fields = {**known, **(written or {})} if new or written is None else written
    return {
        "type": parts[0].label,
        "evidence": [
            {"start": part.start, "end": part.end, "text": text[part.start : part.end]} for part in parts
        ],
        **{name: value for name, value in fields.items() if name not in _SPAN_FIELDS},
    }


def _article_place(article: dict[str, Any]) -> dict[str, Any]:
    """What a new record has before anyone has written it, besides nulls: the article's own place."""
    info = article.get("article")
    return {"place": info.get("place") if isinstance(info, dict) else None}
