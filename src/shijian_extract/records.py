"""The promise: the public record types, frozen, each grounded in the source text.

Every number is an ``int`` or a ``Decimal`` in Python and a plain JSON number outside. Offsets are half-open and count
Unicode code points of the source text, so that ``source[span.start:span.end] == span.text`` always holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self, get_args

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    PlainSerializer,
    PrivateAttr,
    SerializerFunctionWrapHandler,
    model_serializer,
)
from pydantic_core import CoreSchema

if TYPE_CHECKING:
    import pandas
    import polars

    from .views.shape import Column

Number = Annotated[
    int | Decimal,
    PlainSerializer(
        lambda v: int(v) if v == int(v) else float(v), return_type=int | float, when_used="json-unless-none"
    ),
]
Approximation = Literal["exact", "about", "nearly", "over", "at_least", "at_most", "range", "several"]
Indicator = Literal[
    "center", "institute", "station", "point", "base", "venue", "network", "volunteer", "team", "staff",
    "beneficiary", "participant", "honoree", "resident", "activity", "lecture", "training", "project", "service",
    "order", "wish", "menu", "meeting", "fund", "goods", "unit", "rate", "measure", "other",
]  # fmt: skip


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, defer_build=True, extra="forbid")


class Span(_Frozen):
    """A stretch of the source text; `start` and `end` are half-open code point offsets."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str


class Quantity(_Frozen):
    """A number as the text gives it: a value, its bounds, the kind of approximation and the unit as written."""

    value: Number | None
    low: Number | None
    high: Number | None
    approximation: Approximation
    unit: str | None


class Place(_Frozen):
    """An administrative place or a named community; `adcode` is its GB/T 2260 code, county level or higher."""

    name: str
    adcode: str | None = None


class Period(_Frozen):
    """A stretch of time: the words of the text and, where they can be resolved, ISO dates (both inclusive)."""

    text: str
    kind: Literal["as_of", "during", "since", "recurring"]
    start: str | None = None
    end: str | None = None


def lies_ahead(period: Period | None, published: str | None) -> bool:
    """Whether what is told of the period is a plan: it begins after publication, or is a day still to come (到2025年底).

    A period that has begun and goes on (今年) tells of what there is so far.

    >>> lies_ahead(Period(text="到2025年底", kind="as_of", end="2025-12-31"), "2021-06-05")
    True
    """
    if period is None:
        return False
    return _after(period.start, published) or (period.kind == "as_of" and _after(period.end, published))


def told_day(period: Period | None, published: str | None) -> str | None:
    """The day, as far as it is known, for which something is told: the end of a closed period, else publication.

    Of a plan (`lies_ahead`) it is the end of its period; without publication the end of the period, else its beginning.

    >>> since = Period(text="今年以来", kind="since", start="2023-01-01")
    >>> last = Period(text="去年", kind="during", start="2022-01-01", end="2022-12-31")
    >>> [told_day(period, "2023-11-20") for period in (since, last, None)]
    ['2023-11-20', '2022-12-31', '2023-11-20']
    """
    if period is None:
        return published
    if period.end and (lies_ahead(period, published) or not _after(period.end, published)):
        return period.end
    return published or period.end or period.start


def _after(day: str | None, published: str | None) -> bool:
    """Whether it comes after publication, which may be known to the year alone."""
    return bool(day and published and day > published and not day.startswith(published))


class Step(_Frozen):
    """One step of an order flow: who (null where unsaid) does what."""

    actor: str | None
    action: str


class _Record(_Frozen):
    evidence: tuple[Span, ...] = Field(min_length=1)
    place: Place | None = None
    rule: str | None = None

    def _repr_html_(self) -> str:
        """The record as a notebook shows it: its fields, and its evidence marked."""
        from .views.html import record_html

        return record_html(self.model_dump(mode="json"))


class Figure(_Record):
    """One counted or measured thing."""

    type: Literal["figure"] = "figure"
    quantity: Quantity
    label: str
    indicator: Indicator
    period: Period | None = None


class Network(_Record):
    """A place's station network, assembled from its figures."""

    type: Literal["network"] = "network"
    period: Period | None = None
    centers: Quantity | None = None
    institutes: Quantity | None = None
    stations: Quantity | None = None
    points: Quantity | None = None
    bases: Quantity | None = None
    full_coverage: bool = False


class OrderFlow(_Record):
    """A way of ordering service: 点单, 派单, 接单, 评单 and their kin."""

    type: Literal["order_flow"] = "order_flow"
    name: str | None
    steps: tuple[Step, ...]


class Slogan(_Record):
    """A set phrase of policy."""

    type: Literal["slogan"] = "slogan"
    text: str
    kind: Literal["code", "numbered", "motto"]
    parts: tuple[str, ...] = ()


class Brand(_Record):
    """A named project, team, venue or activity."""

    type: Literal["brand"] = "brand"
    name: str
    category: Literal[
        "project", "team", "venue", "lecture", "activity", "mode", "platform", "alliance", "other"
    ]
    head: str | None = None
    owner: str | None = None


class Award(_Record):
    """An honour given."""

    type: Literal["award"] = "award"
    name: str
    recipient: str | None = None
    rank: str | None = None
    level: Literal["national", "province", "city", "county"] | None = None
    period: Period | None = None


class Document(_Record):
    """A policy paper issued."""

    type: Literal["document"] = "document"
    title: str
    kind: Literal["方案", "办法", "制度", "意见", "清单", "倡议书", "体系", "榜单", "other"]
    trial: bool = False


class Person(_Record):
    """A named person with what the text says of them."""

    type: Literal["person"] = "person"
    name: str
    role: str | None = None
    organization: str | None = None


class Event(_Record):
    """One dated or announced happening that the report tells of."""

    type: Literal["event"] = "event"
    name: str
    period: Period | None = None
    venue: str | None = None
    organizers: tuple[str, ...] = ()


Record = Annotated[
    Figure | Network | OrderFlow | Slogan | Brand | Award | Document | Person | Event,
    Field(discriminator="type"),
]


@cache
def record_types() -> dict[str, type[BaseModel]]:
    """The record types by the name that stands in their field `type`."""
    union = get_args(get_args(Record)[0])
    return {model.model_fields["type"].default: model for model in union}


class ArticleInfo(_Frozen):
    """What is known of the article itself; `published` is an ISO date, possibly partial (`2021`, `2023-12`)."""

    id: str | None = None
    title: str | None = None
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    source: str | None = None
    published: str | None = None
    place: Place | None = None


class PageSpan(_Frozen):
    """Where the body of an article stands in the text of its page; half-open code point offsets."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)


class Article(_Frozen):
    """One report: what is known of it, and its records in text order; of a page that was split, its body's span.

    Its `text` is beside the promise: it is no part of the JSON, and articles are equal whether they have it or not.
    """

    article: ArticleInfo
    records: tuple[Record, ...] = ()
    span: PageSpan | None = None
    _text: str | None = PrivateAttr(default=None)

    @property
    def text(self) -> str | None:
        """The source text that all spans point into (of a page that was split, the page's); None where it isn't known."""
        return self._text

    def with_text(self, text: str | None) -> Self:
        """The same article, with its source text."""
        article = self.model_copy()
        article._text = text
        return article

    def to_pandas(self) -> pandas.DataFrame:
        """The records as a data frame of pandas; see `to_pandas`."""
        return to_pandas([self])

    def to_polars(self) -> polars.DataFrame:
        """The records as a data frame of polars; see `to_pandas`."""
        return to_polars([self])

    def _repr_html_(self) -> str:
        """The article as a notebook shows it: its head, its text with the evidence marked, a table of its records."""
        from .views.html import article_html

        return article_html(self.model_dump(mode="json"), self.text)

    def __eq__(self, other: object) -> bool:
        """Whether both say the same; pydantic's own comparison would look at the text too."""
        if not isinstance(other, Article):
            return NotImplemented
        return (self.article, self.records, self.span) == (other.article, other.records, other.span)

    def __hash__(self) -> int:
        return hash((self.article, self.records, self.span))

    @model_serializer(mode="wrap")
    def _without_empty_span(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        plain: dict[str, Any] = handler(self)
        if self.span is None:
            plain.pop("span", None)
        return plain

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """The schema of the fields: the serializer leaves an empty span out and changes nothing else."""
        return handler({key: value for key, value in schema.items() if key != "serialization"})


def article_from(data: dict[str, Any]) -> Article:
    """Validate plain nested data (the JSON shape) into an `Article`, all in one pass.

    Raises `pydantic.ValidationError` where the data is not of the public form.
    """
    return Article.model_validate(data)


def to_pandas(articles: Iterable[Article]) -> pandas.DataFrame:
    """The records of the articles as a data frame of pandas: a row for each, in their order.

    `article` is the article's id and `record` the position in it, from 0; nested fields are flattened (`quantity_value`,
    `place_name`, `period_start`). The columns are those of the types that occur, always in the same order: `type`, place,
    what each type has of its own, period, evidence (`evidence_text`, `evidence_start` and `evidence_end` of the first span,
    `evidence` with all) and rule. Every column knows absent values. Raises `NeedsPackageError`, a `ShijianError`, where
    pandas is not installed.
    """
    from .views.frames import pandas_frame

    return pandas_frame(*_rows(articles))


def to_polars(articles: Iterable[Article]) -> polars.DataFrame:
    """The same as a data frame of polars; raises `NeedsPackageError` where polars is not installed."""
    from .views.frames import polars_frame

    return polars_frame(*_rows(articles))


def _rows(articles: Iterable[Article]) -> tuple[list[dict[str, Any]], tuple[Column, ...]]:
    """A row for each record, and the columns of the types that occur."""
    from .views.frames import frame_columns, frame_row

    rows = [
        frame_row(article.article.id, position, record.model_dump(mode="json"))
        for article in articles
        for position, record in enumerate(article.records)
    ]
    occur = {row["type"] for row in rows}
    types = [model for kind, model in record_types().items() if kind in occur]
    return rows, frame_columns(types or [_Record])


def json_schema() -> dict[str, Any]:
    """The JSON Schema of one line of output."""
    return Article.model_json_schema(mode="serialization")
