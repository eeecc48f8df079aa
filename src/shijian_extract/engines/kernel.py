"""The kernel: a batch of texts in, a batch of articles with their records out, whatever engine hands it over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO

from pydantic import TypeAdapter

from ..batch.shape import Column, article_columns
from ..chain import Extractor
from ..core import ReadError, Report, ShijianError
from ..read.files import DATE_FORMS, is_date
from ..records import ArticleInfo, PageSpan, Record
from .extras import MissingExtraError

try:
    import pyarrow as pa
    from pyarrow import json as arrow_json
except ModuleNotFoundError as error:
    raise MissingExtraError(error, "arrow") from error

REQUIRED = ("id", "text")
OPTIONAL = ("published", "title", "source", "place")
PIECE_ROWS = 256
"""How many rows `extract_batches` takes at a time: some 4 MB of records, whatever batch the engine hands over. Spark's are
of 10,000 rows unless it is told otherwise, and a worker would hold all of their records at once."""

_TYPES = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}


def _type_of(column: Column) -> pa.DataType:
    inner = [pa.field(item.name, _type_of(item)) for item in column.inner]
    if column.kind == "struct":
        return pa.struct(inner)
    return pa.list_(inner[0]) if column.kind == "list" else _TYPES[column.kind]


SCHEMA_IN: pa.Schema = pa.schema([pa.field(name, pa.string()) for name in (*REQUIRED, *OPTIONAL)])
"""The columns read; all but `id` and `text` may be left out, and others may stand beside them."""

SCHEMA_OUT: pa.Schema = pa.schema(
    [
        pa.field("input", pa.string()),
        pa.field("failure", pa.string()),
        *(pa.field(column.name, _type_of(column)) for column in article_columns()),
    ]
)
"""The columns given, always all of them and always of these types."""


@dataclass(slots=True, frozen=True)
class _Row:
    """One row of `SCHEMA_OUT`. Dumped by its parts: an `Article` takes a detour through dictionaries for its span."""

    input: str | None
    failure: str | None = None
    article: ArticleInfo | None = None
    records: tuple[Record, ...] | None = None
    span: PageSpan | None = None


_Given = dict[str, str | UnicodeDecodeError | None]


def extract_batch(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The articles of a batch of texts, in their order: a row for each, and for each article of a page that has several.

    `batch` has the columns of `SCHEMA_IN`; the optional ones may be missing, null or empty, which all say the same. What
    is no string but can be written as one (a number, a day) is read as it is written. The result has the columns of
    `SCHEMA_OUT`: `input` is the id as given, and `article`, `records` and `span` are as in the JSON form of an `Article`,
    but that every record has the fields of all types, null where its own type has none. Numbers, which are `int` or
    `Decimal` in a record, are float64 here: exact for whole numbers up to 2^53, and infinite beyond 1.8e308.

    A row with a null or empty text, with text that is no UTF-8, or with a `published` that is no ISO date gives one row
    with `failure` (the kind of error and its message) and null for the rest, and so does one over which the chain fails.
    Raises `ShijianError` where the column `id` or `text` is missing.

    All records of the batch are in memory at once, some 15 kB an article of 1,000 characters; see `extract_batches`.

    >>> given = pa.RecordBatch.from_pylist([{"id": "a", "text": "全县建成新时代文明实践站212个。"}, {"id": "b", "text": ""}])
    >>> found = extract_batch(given).to_pylist()
    >>> [(record["label"], record["quantity"]["value"]) for record in found[0]["records"]]
    [('新时代文明实践站', 212.0)]
    >>> found[1]["failure"]
    'ReadError: the text is empty; give it text or leave the row out'
    """
    columns = {name: _column(batch, name) for name in SCHEMA_IN.names}
    rows = [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
    return _to_arrow([line for row in rows for line in _lines(row)])


def extract_batches(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The articles of many batches, each cut into pieces of at most `PIECE_ROWS` rows: memory stays that of a piece."""
    for batch in batches:
        # An empty batch gives an empty one: whoever takes the result may need its schema.
        for start in range(0, max(batch.num_rows, 1), PIECE_ROWS):
            yield extract_batch(batch.slice(start, PIECE_ROWS))


@cache
def _extractor() -> Extractor:
    """One for each process, made where it is used: an engine sends no more than the name of the kernel."""
    return Extractor()


def _column(batch: pa.RecordBatch, name: str) -> list[str | UnicodeDecodeError | None]:
    at = batch.schema.get_field_index(name)
    if at < 0:
        if name in REQUIRED:
            raise ShijianError(
                f"no column {name!r}, or more than one, among {', '.join(batch.schema.names)};"
                f" name the columns {', '.join(SCHEMA_IN.names)}"
            )
        return [None] * batch.num_rows
    column = batch.column(at)
    if not _is_text(column.type):
        column = column.cast(pa.string())
    try:
        values: list[str | UnicodeDecodeError | None] = column.to_pylist()
    except UnicodeDecodeError:
        # One bad text must not take the others along.
        values = [_decoded(value) for value in column]
    return values


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _decoded(value: pa.StringScalar) -> str | UnicodeDecodeError | None:
    try:
        text: str | None = value.as_py()
    except UnicodeDecodeError as error:
        return error
    return text


@cache
def _adapter() -> TypeAdapter[_Row]:
    return TypeAdapter(_Row)


def _lines(given: _Given) -> list[bytes]:
    """The rows that come of one row, as lines of JSON."""
    dump = _adapter().dump_json
    name = given["id"] if isinstance(given["id"], str) else None
    try:
        found = _extractor().run_page(_report(given))
        return [dump(_Row(name, None, one.article, one.records, one.span)) for one in found]
    # A run over millions of articles must not end with one of them, whatever the fault; the row tells of it.
    except Exception as error:  # noqa: BLE001
        return [dump(_Row(name, f"{type(error).__name__}: {error}"))]


def _report(given: _Given) -> Report:
    """The row as the chain takes it; raises what is wrong with it."""
    known: dict[str, str] = {}
    for name, value in given.items():
        if isinstance(value, UnicodeDecodeError):
            raise ReadError(f"{name} is no UTF-8 text ({value.reason}); convert it to UTF-8 first") from value
        if value:
            known[name] = value
    text = known.get("text", "")
    if not text.lstrip("\ufeff").strip():
        how = "null" if given["text"] is None else "empty"
        raise ReadError(f"the text is {how}; give it text or leave the row out")
    published = known.get("published")
    if published is not None and not is_date(published):
        raise ReadError(f"published is {published!r}, no ISO date; write {DATE_FORMS}")
    return Report(**known)


def _to_arrow(lines: list[bytes]) -> pa.RecordBatch:
    """Lines of JSON as a batch. Both steps, records to JSON and JSON to columns, are compiled code: together they take
    a third of what making columns from dictionaries does."""
    if not lines:
        return pa.RecordBatch.from_pylist([], schema=SCHEMA_OUT)
    data = b"\n".join(lines)
    table = arrow_json.read_json(
        BytesIO(data),
        # One block, since a line may not run past its end; no threads, since the engine has given the core away.
        read_options=arrow_json.ReadOptions(use_threads=False, block_size=len(data) + 1),
        parse_options=arrow_json.ParseOptions(explicit_schema=SCHEMA_OUT, unexpected_field_behavior="error"),
    )
    (batch,) = table.combine_chunks().to_batches()
    return batch
