"""Articles as data of the reading page: an index of them all for the lists, and their texts and records in packs.

A page of thousands of articles is read at once and looked at in few places, so texts and records lie in it packed, some
dozens of articles together, and are unpacked where they are looked at.
"""

from __future__ import annotations

import base64
import json
import zlib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, get_args

from shijian_extract.lexicon import groups, lookup, names_by_code
from shijian_extract.records import Article, ArticleInfo, Indicator, Place, Quantity, told_day
from shijian_extract.views.cells import TYPES
from shijian_extract.views.lines import visible

from .reading import Reading

INDICATORS: tuple[str, ...] = get_args(Indicator)
# The levels of a network, with the indicator that counts each and what it is called.
_COUNTED = {
    "centers": ("center", "新时代文明实践中心"),
    "institutes": ("institute", "新时代文明实践所"),
    "stations": ("station", "新时代文明实践站"),
    "points": ("point", "新时代文明实践点"),
    "bases": ("base", "新时代文明实践基地"),
}
LEVELS = tuple(_COUNTED)
# Articles in a pack: unpacking one takes some ten milliseconds.
PER_PACK = 50

Json = dict[str, Any]


@dataclass(slots=True)
class Names:
    """Values that are told often, each once; what tells of them says their number."""

    values: list[Any] = field(default_factory=list)
    _numbers: dict[Any, int] = field(default_factory=dict)

    def number(self, value: Any) -> int:
        """The number of a value, new or known."""
        if value not in self._numbers:
            self._numbers[value] = len(self.values)
            self.values.append(value)
        return self._numbers[value]


class Packer:
    """Takes the articles one after the other and keeps what the page has to know of them.

    `chosen` has the figures and networks, as (article, record), that speak for their place and year; `findings` are those of the
    checks, in their JSON form.
    """

    def __init__(
        self, chosen: Container[tuple[int, int]] = frozenset(), findings: Sequence[Json] = ()
    ) -> None:
        self.places, self.units, self.groups, self.labels = Names(), Names(), Names(), Names()
        self.index: defaultdict[str, list[Any]] = defaultdict(list)
        self.figures: defaultdict[str, list[Any]] = defaultdict(list)
        self.networks: list[Json] = []
        self.flows: list[Json] = []
        self.packs: list[str] = []
        self.findings = list(findings)
        self._chosen = chosen
        self._sides = _sides_by_article(findings)
        self._open: list[Json] = []

    def add(self, article: Article) -> None:
        """The next article."""
        number = len(self.index["id"])
        info = article.article
        self.index["id"].append(info.id)
        self.index["title"].append(info.title)
        self.index["place"].append(self._place(info.place, info.place))
        self.index["published"].append(info.published)
        types = {record.type for record in article.records}
        self.index["types"].append(sum(1 << at for at, kind in enumerate(TYPES) if kind in types))
        counted = {record.indicator for record in article.records if record.type == "figure"}
        self.index["indicators"].append(sum(1 << at for at, kind in enumerate(INDICATORS) if kind in counted))
        self.index["records"].append(len(article.records))
        self.index["findings"].append(len({finding for finding, _ in self._sides.get(number, ())}))
        told = {self._place(record.place, info.place) for record in article.records} - {None}
        self.index["about"].append(sorted(told))
        self._open.append(self._read(number, article))
        for at, record in enumerate(article.records):
            self._study(number, at, record, info)
        self._sums(number, article)
        if len(self._open) == PER_PACK:
            self.close()

    def close(self) -> None:
        """Pack what isn't packed yet."""
        if self._open:
            self.packs.append(packed(self._open))
            self._open = []

    def known(self) -> Json:
        """What the page knows from the first: the index, and the names that all else refers to by number."""
        return {
            "types": TYPES,
            "indicators": INDICATORS,
            "levels": LEVELS,
            "perPack": PER_PACK,
            "places": [self._region(*place) for place in self.places.values],
            "units": self.units.values,
            "groups": [
                "、".join(groups("counts").get(group, (group or "",))) for group in self.groups.values
            ],
            "labels": self.labels.values,
            "index": self.index,
            "found": len(self.findings),
        }

    def studied(self) -> str:
        """What charts, networks, flows and checks are drawn from, packed."""
        return packed(
            {
                "figures": self.figures,
                "networks": self.networks,
                "flows": self.flows,
                "findings": self.findings,
            }
        )

    def _place(self, place: Place | None, home: Place | None) -> int | None:
        """The number of a place; a town or village, which has no code, is one of the place that its article is of."""
        if place is None:
            return None
        within = home if home and not place.adcode and home != place else None
        return self.places.number((place.name, place.adcode, within))

    @staticmethod
    def _region(name: str, adcode: str | None, within: Place | None) -> list[str | None]:
        """A place with the names of what it lies in, from the province down."""
        names = names_by_code()
        code = adcode or (within.adcode if within else None)
        above = [names.get(f"{code[:length]:0<6}") for length in (2, 4)] if code else []
        above += [within.name] if within else []
        return [name, adcode, "".join(dict.fromkeys(one for one in above if one and one != name))]

    def _read(self, number: int, article: Article) -> Json:
        """The article as it is read: its reading text in blocks, and where the evidence stands in it (UTF-16 units)."""
        plain = article.model_dump(mode="json")
        where = _Where(article.text)
        for record in plain["records"]:
            record["evidence"] = [where.evidence(span) for span in record["evidence"]]
        for finding, side in self._sides.get(number, ()):
            told = self.findings[finding]["sides"][side]
            told["evidence"] = [where.evidence(span) for span in told["evidence"]]
        spans = [span for record in plain["records"] for span in record["evidence"]]
        text, blocks = where.shown(plain.get("span"), spans)
        return {"info": plain["article"], "records": plain["records"], "text": text, "blocks": blocks}

    def _study(self, article: int, number: int, record: Any, info: ArticleInfo) -> None:
        """What charts, networks and flows are drawn from."""
        common = {"article": article, "record": number, "place": self._place(record.place, info.place)}
        if record.type == "figure":
            told = told_day(record.period, info.published)
            self._count(common, record.indicator, record.label, record.quantity, told)
        elif record.type in ("network", "order_flow"):
            fields = record.model_dump(mode="json", exclude={"type", "evidence", "rule", "place", "period"})
            if record.type == "network":
                self.networks.append(common | fields | {"date": told_day(record.period, info.published)})
            else:
                self.flows.append(common | fields | {"date": info.published})

    def _sums(self, number: int, article: Article) -> None:
        """What a network adds up that no figure of its place says in one number: its parts are drawn as that."""
        said = {
            (record.place, record.indicator, record.quantity.value)
            for record in article.records
            if record.type == "figure"
        }
        for at, record in enumerate(article.records):
            if record.type != "network" or (number, at) not in self._chosen:
                continue
            common = {
                "article": number,
                "record": at,
                "place": self._place(record.place, article.article.place),
            }
            for level, (indicator, label) in _COUNTED.items():
                quantity = getattr(record, level)
                if quantity and (record.place, indicator, quantity.value) not in said:
                    told = told_day(record.period, article.article.published)
                    self._count(common, indicator, label, quantity, told)

    def _count(self, common: Json, indicator: str, label: str, quantity: Quantity, told: str | None) -> None:
        """One row of what is counted."""
        row = {
            **common,
            **quantity.model_dump(mode="json"),
            "indicator": INDICATORS.index(indicator),
            "unit": self.units.number(quantity.unit),
            "group": self.groups.number(lookup("counts").get(quantity.unit or "", quantity.unit)),
            "label": self.labels.number(label),
            "date": told,
            "chosen": int((common["article"], common["record"]) in self._chosen),
        }
        for name, value in row.items():
            self.figures[name].append(value)


def packed(data: Any) -> str:
    """Data as JSON, deflated, in Base64: what the page unpacks, and what no text can break out of.

    >>> "<" in packed(["</script>"])
    False
    """
    plain = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.b64encode(zlib.compress(plain)).decode()


def _sides_by_article(findings: Iterable[Mapping[str, Any]]) -> dict[int, list[tuple[int, int]]]:
    found: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for number, finding in enumerate(findings):
        for at, side in enumerate(finding["sides"]):
            found[side["article"]].append((number, at))
    return dict(found)


class _Where:
    """The reading text of an article, and where spans of the source stand in it; offsets are the page's, UTF-16 units."""

    def __init__(self, source: str | None) -> None:
        self._reading = Reading(source) if source is not None else None
        text = self._reading.text if self._reading else ""
        self._wide = [at for at, char in enumerate(text) if ord(char) > 0xFFFF]

    def _unit(self, at: int) -> int:
        return at + bisect_left(self._wide, at)

    def evidence(self, span: Mapping[str, Any]) -> list[Any]:
        """Start, end and text of a span of the source, then where it stands in the reading text, if that is known."""
        told = [span["start"], span["end"], span["text"]]
        if self._reading is None or span["start"] >= span["end"]:
            return told
        return [*told, *map(self._unit, self._reading.span(span["start"], span["end"]))]

    def shown(
        self, span: Mapping[str, int] | None, evidence: Iterable[Sequence[Any]]
    ) -> tuple[str | None, list[list[Any]]]:
        """The reading text and its blocks; of a page with several articles those of this one."""
        if self._reading is None:
            return None, []
        told = [(start, end) for start, end, *_ in evidence]
        return visible(self._reading.text), [
            [block.kind, self._unit(block.start), self._unit(block.end)] for block in self._blocks(span, told)
        ]

    def _blocks(self, span: Mapping[str, int] | None, told: Sequence[tuple[int, int]]) -> Iterator[Any]:
        if self._reading is None:
            return
        for block in self._reading.blocks:
            first, last = self._reading.source(block)
            if (
                span is None
                or (first < span["end"] and span["start"] < last)
                or any(first < end and start < last for start, end in told)
            ):
                yield block
