"""One indicator side by side: a row for each place and period, with its bounds and the sentence that says it.

Several statements may stand for one cell. The one shown is found so, each step deciding only where those before it do not:

1. what is goes before what is planned: a period that begins after publication (明年) or a day still to come (到2025年底) tells
   of a plan, and so do words before the number (力争, 将新建);
2. how many there are goes before how many turned out (现有志愿者3万人 before 200名志愿者参加清扫); this is told by the unit
   (人次) and, where the article carries its text, by the words of the clause;
3. how many there are goes before how many were added (新增志愿者300人);
4. the whole goes before a part (志愿者, 注册志愿者 before 党员志愿者), and so before those that were honoured or are exemplary
   (20个站获评示范站);
5. the one told last goes before those told earlier: by the end of its period, or by the day of publication where there is
   none or the period goes on beyond that day;
6. the sum of a network goes before the figures that it is put together from;
7. the largest, and of equals the one read first.

Words are read where the article carries its text; without it those of the label alone. The sum of a network (实践站93个 and
52个: 145) is a statement of its own wherever no figure of the article has that very number. A figure belongs to the year and
the month in which it is told in that sense; a plan to those in which its period ends. The words, and what is a whole and what
a part, stand in `data/compare.toml`; those of plans and of what was added are shared with the checks.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from ..batch.facts import read_facts
from ..core import ReadError, ShijianError
from ..lexicon import lookup
from ..read import is_date
from ..records import Article, Figure, Indicator, Network, Quantity, Span, lies_ahead, told_day
from ..show.words import choices, id_of, names_of
from ..views.frames import pandas_frame
from ..views.shape import Column, Kind
from .checks.context import any_word
from .checks.levels import LEVELS
from .checks.tables import table

if TYPE_CHECKING:
    import pandas

INDICATORS: tuple[str, ...] = get_args(Indicator)
KEYS = ("place", "year", "month", "label", "unit")
"""What cells can be told apart by."""

DEFAULT_KEYS = ("place", "year")

_TEXT = (
    "place", "adcode", "month", "label", "approximation", "unit", "period", "period_kind", "period_start", "period_end",
    "article", "title", "published", "evidence",
)  # fmt: skip
_TRUTHS = ("planned", "part")
_WHOLE_NUMBERS = ("year", "record", "start", "end", "others")
COLUMNS = (
    "place", "adcode", "year", "month", "label", "value", "low", "high", "approximation", "unit", "period", "period_kind",
    "period_start", "period_end", "planned", "part", "article", "record", "title", "published", "evidence", "start", "end",
    "others", "lowest", "highest",
)  # fmt: skip
"""The columns of a row, in their order: `record` is the position in its article, from 0; `lowest` and `highest` are those of the
other statements of the cell."""

# How far from a figure its clause is looked for, and its sentence before it; they end at the marks below. White space may be a
# column break and ends none.
_BEFORE, _AFTER, _SENTENCE_BEFORE = 30, 20, 120
_CLAUSE_END = re.compile(r"[，,。！？!?；;：:]")
_ITEM_END = re.compile(r"[、，,。！？!?；;：:]")
_SENTENCE_END = re.compile(r"[。！？!?；;]")
# So many parts of a network are tried for sums of one another: some hundreds of sums.
_MOST_PARTS = 8
_QUOTED = re.compile("“[^“”]*”")

Number = int | float


class CompareError(ShijianError):
    """An indicator or a key that there is none of."""


@dataclass(slots=True, frozen=True)
class Statement:
    """What one article says of one indicator: compact, since a whole archive of them may be held."""

    place: str | None
    adcode: str | None
    year: int | None
    month: str | None
    label: str
    value: Number | None
    low: Number | None
    high: Number | None
    approximation: str
    unit: str | None
    period: str | None
    period_kind: str | None
    period_start: str | None
    period_end: str | None
    planned: bool
    part: bool
    article: str | None
    record: int
    title: str | None
    published: str | None
    evidence: str
    start: int
    end: int
    rank: tuple[bool, bool, bool, bool, str, bool, Number]

    @property
    def bounds(self) -> tuple[Number, Number]:
        """The lowest and the highest number that it says."""
        known = [number for number in (self.low, self.value, self.high) if number is not None]
        return min(known, default=0), max(known, default=0)


@dataclass(slots=True)
class _Cell:
    """The statement shown, and what is told of the others; or all of them, where all are wanted."""

    shown: Statement
    others: int = 0
    lowest: Number | None = None
    highest: Number | None = None
    kept: list[Statement] | None = None

    def add(self, new: Statement) -> None:
        other = new
        if new.rank > self.shown.rank:
            self.shown, other = new, self.shown
        low, high = other.bounds
        self.others += 1
        self.lowest = low if self.lowest is None else min(self.lowest, low)
        self.highest = high if self.highest is None else max(self.highest, high)
        if self.kept is not None:
            self.kept.append(other)

    def rows(self) -> Iterator[dict[str, Any]]:
        told = {"others": self.others, "lowest": self.lowest, "highest": self.highest}
        yield _row(self.shown) | told
        for one in sorted(self.kept or (), key=lambda one: one.rank, reverse=True):
            yield _row(one) | dict.fromkeys(told)


def compare_rows(
    facts: Iterable[Article] | Path | str,
    *,
    indicator: str,
    by: Sequence[str] = DEFAULT_KEYS,
    every: bool = False,
    texts: Path | None = None,
    complain: Callable[[ReadError], None] | None = None,
) -> list[dict[str, Any]]:
    """A row for each cell in which the indicator is stated, sorted by the keys; its keys are `COLUMNS`.

    `indicator` is an id (volunteer) or its Chinese name (志愿者). `facts` are articles or a file of facts, as `read_facts` takes
    it with `texts` and `complain`; they are read one by one and not held. `by` is any of `KEYS`, in the order to sort by. With
    `every` all statements of a cell follow on the one shown, best first, and `others`, `lowest` and `highest` stand on that
    alone. Raises `CompareError` for an indicator or a key that there is none of, `FactsError` for a file that cannot be read.

    >>> from shijian_extract import extract
    >>> texts = "全县现有注册志愿者1.2万余人。", "200名志愿者参加清扫。", "全县共有党员志愿者3000名。"
    >>> articles = [extract(text, place="桃源县", published="2023-12-05") for text in texts]
    >>> for row in compare_rows(articles, indicator="volunteer"):
    ...     print(row["place"], row["year"], row["value"], row["evidence"], row["others"], row["lowest"], row["highest"])
    桃源县 2023 12000 1.2万余人 2 200 3000
    """
    asked = id_of(indicator, names_of("indicator"))
    if asked is None:
        raise CompareError(f"{indicator!r} is no indicator; choose from {choices(names_of('indicator'))}")
    _refuse_unknown(by)
    articles = read_facts(Path(facts), texts, complain) if isinstance(facts, Path | str) else facts
    cells: dict[tuple[Any, ...], _Cell] = {}
    for statement in (found for article in articles for found in statements(article, asked)):
        key = _key(statement, by)
        if key in cells:
            cells[key].add(statement)
        else:
            cells[key] = _Cell(statement, kept=[] if every else None)
    in_order = sorted(cells.items(), key=lambda item: [(value is None, value or "") for value in item[0]])
    return [row for _, cell in in_order for row in cell.rows()]


def compare(
    facts: Iterable[Article] | Path | str,
    *,
    indicator: str,
    by: Sequence[str] = DEFAULT_KEYS,
    every: bool = False,
    texts: Path | None = None,
) -> pandas.DataFrame:
    """The rows of `compare_rows` as a data frame of pandas.

    Raises as that does, and `NeedsPackageError` where pandas is not installed.
    """
    rows = compare_rows(facts, indicator=indicator, by=by, every=every, texts=texts)
    return pandas_frame(rows, (Column(name, _kind(name)) for name in COLUMNS))


def shown_figures(
    articles: Iterable[Article], by: Sequence[str] = DEFAULT_KEYS
) -> frozenset[tuple[int, int]]:
    """The records, of any indicator, that `compare_rows` would show: the position of the article and of the record in it.

    Plans are left out. Units that count different things are told apart (3万人 and 3万人次), those that count the same are not
    (人 and 名). Where the sum of a network is shown, that network stands for it and none of the figures does. The articles are
    read one by one and not held.
    """
    counts = lookup("counts")
    best: dict[tuple[Any, ...], tuple[Any, int, int]] = {}
    for position, article in enumerate(articles):
        told = {record.indicator for record in article.records if isinstance(record, Figure)}
        for indicator in told.union(LEVELS):
            for new in statements(article, indicator):
                key = (indicator, counts.get(new.unit or "", new.unit), *_key(new, by))
                if not new.planned and (key not in best or new.rank > best[key][0]):
                    best[key] = (new.rank, position, new.record)
    return frozenset((article, record) for _, article, record in best.values())


def statements(article: Article, indicator: str) -> Iterator[Statement]:
    """What an article says of an indicator, in the order of its records; the sum of a network where no figure has it."""
    said: defaultdict[Any, list[tuple[Any, ...]]] = defaultdict(list)
    for record in article.records:
        if isinstance(record, Figure) and record.indicator == indicator:
            said[_place_of(article, record)].append(_bounds_of(record.quantity))
    for position, record in enumerate(article.records):
        if isinstance(record, Figure) and record.indicator == indicator:
            yield _of_figure(article, position, record)
        elif isinstance(record, Network) and indicator in LEVELS:
            total: Quantity | None = getattr(record, f"{indicator}s")
            if total and _adds_up(_bounds_of(total), said[_place_of(article, record)]):
                label = _data()["whole"][indicator][0]
                yield _statement(article, position, record, total, label, _Standing(summed=True))


def _place_of(article: Article, record: Figure | Network) -> tuple[str, str | None] | None:
    place = record.place or article.article.place
    return (place.name, place.adcode) if place else None


def _adds_up(total: tuple[Any, ...], parts: Sequence[tuple[Any, ...]]) -> bool:
    """Whether a total says more than the numbers it is put together from: none is the same, and none the sum of others.

    >>> [_adds_up((145,), parts) for parts in ([(93,), (52,)], [(145,), (93,)], [(362,), (329,), (33,)])]
    [True, False, False]
    """
    if total in parts:
        return False
    values = sorted((part[0] for part in parts[:_MOST_PARTS] if part[0] is not None), reverse=True)
    for at, whole in enumerate(values):
        smaller = values[at + 1 :]
        sums = (sum(some) for size in range(2, len(smaller) + 1) for some in combinations(smaller, size))
        if whole in sums:
            return False
    return True


def _bounds_of(quantity: Quantity) -> tuple[Any, ...]:
    return quantity.value, quantity.low, quantity.high


@dataclass(slots=True, frozen=True)
class _Standing:
    """What a statement is, beside what there is in all."""

    turned_out: bool = False
    part: bool = False
    summed: bool = False


def _of_figure(article: Article, position: int, figure: Figure) -> Statement:
    standing = _Standing(_turned_out(figure, article.text), _part(figure, article.text))
    return _statement(article, position, figure, figure.quantity, figure.label, standing)


def _statement(
    article: Article,
    position: int,
    record: Figure | Network,
    said: Quantity,
    label: str,
    standing: _Standing,
) -> Statement:
    info, period, first = article.article, record.period, record.evidence[0]
    quantity = said.model_dump(mode="json")
    lead = _lead(article.text, first, label)
    planned = lies_ahead(period, info.published) or _is_planned(lead)
    told = told_day(period, info.published)
    number = next((quantity[name] for name in ("value", "high", "low") if quantity[name] is not None), 0)
    stock = (not planned, not standing.turned_out, not _is_added(lead, label), not standing.part)
    place = record.place or info.place
    return Statement(
        place=place.name if place else None,
        adcode=place.adcode if place else None,
        year=int(told[:4]) if told and is_date(told[:4]) else None,
        month=told[:7] if told and len(told) >= len("2023-12") else None,
        label=label,
        **quantity,
        period=period.text if period else None,
        period_kind=period.kind if period else None,
        period_start=period.start if period else None,
        period_end=period.end if period else None,
        planned=planned,
        part=standing.part,
        article=info.id,
        record=position,
        title=info.title,
        published=info.published,
        evidence=first.text,
        start=first.start,
        end=first.end,
        rank=(*stock, told or "", standing.summed, number),
    )


def _row(statement: Statement) -> dict[str, Any]:
    return {name: getattr(statement, name) for name in COLUMNS if hasattr(statement, name)}


def _key(statement: Statement, by: Sequence[str]) -> tuple[Any, ...]:
    # Places by the code first: neighbours stand together, and places of one name apart.
    names = (part for name in by for part in (("adcode", "place") if name == "place" else (name,)))
    return tuple(getattr(statement, name) for name in names)


def _kind(name: str) -> Kind:
    kinds: tuple[tuple[Kind, tuple[str, ...]], ...] = (
        ("text", _TEXT),
        ("integer", _WHOLE_NUMBERS),
        ("boolean", _TRUTHS),
    )
    return next((kind for kind, names in kinds if name in names), "number")


def _refuse_unknown(keys: Sequence[str]) -> None:
    for name in keys:
        if name not in KEYS:
            raise CompareError(f"{name!r} is no key; choose from {', '.join(KEYS)}")
    if not keys:
        raise CompareError(f"no key is named; choose from {', '.join(KEYS)}")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "data" / "compare.toml").read_text("utf-8"))


def _lead(text: str | None, span: Span, label: str) -> str:
    """What stands before the span in its sentence, without white space and quotations; at its end the label, if not in it.

    >>> _lead("县里推行“攀登计划”。明年，全县\\n力争志愿者达到5万人。", Span(start=24, end=27, text="5万人"), "志愿者")
    '明年，全县力争志愿者达到'
    """
    if text is None:
        return label
    before = "".join(text[max(0, span.start - _SENTENCE_BEFORE) : span.start].split())
    lead = _SENTENCE_END.split(_QUOTED.sub("", before))[-1]
    return lead if label in lead else lead + label


@cache
def _plans() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = _data()["planned"]
    # Whether 到2025年 lies ahead hangs on the day of publication; its period tells. 由71%提高到93% may be behind.
    shared = (
        word
        for word in table("cues")["sentence"]["target"]
        if word not in data["not"] and not any(map(str.isdigit, word))
    )
    return any_word(*shared, *data["words"]), any_word(*data["neutral"]), any_word(*data["done"])


def _is_planned(lead: str) -> bool:
    """Whether the words before a number tell of a plan, and none behind them of what is done.

    >>> [_is_planned(lead) for lead in ("全县力争志愿者达到", "县里计划明年扩建，目前已有志愿者", "全县按计划建成实践站")]
    [True, False, False]
    """
    words, neutral, done = _plans()
    plain = neutral.sub("", lead)
    last = max((match.end() for match in words.finditer(plain)), default=None)
    return last is not None and not done.search(plain, last)


@cache
def _growth() -> tuple[re.Pattern[str], re.Pattern[str], frozenset[str]]:
    near = table("cues")["near"]
    added = near["increment"]
    return any_word(*near["whole"], *added), any_word(*added), frozenset(added)


def _is_added(lead: str, label: str) -> bool:
    """Whether the words of the clause nearest before a number tell of what was added.

    >>> [_is_added(lead, "志愿者") for lead in ("全县新增志愿者", "全县今年新增一批，志愿者", "全县新增后共有志愿者")]
    [True, False, False]
    """
    either, added, words = _growth()
    # The label may have taken the word in (新增志愿者); what else it says (注册志愿者) tells of no growth.
    begun = added.match(label)
    clause = _CLAUSE_END.split(lead.replace(label, begun[0] if begun else ""))[-1]
    found = either.findall(clause)
    return bool(found) and found[-1] in words


def _bare(label: str) -> str:
    """The label without words of growth or plans that it took in.

    >>> _bare("新增志愿服务队"), _bare("力争志愿者"), _bare("党员志愿者")
    ('志愿服务队', '志愿者', '党员志愿者')
    """
    begun = _growth()[1].match(label) or _plans()[0].match(label)
    return label[begun.end() :] if begun else label


def _part(figure: Figure, text: str | None) -> bool:
    """Whether it is no whole, by its label or since its clause tells of some that were honoured or are exemplary."""
    whole = _data()["whole"].get(figure.indicator)
    if whole is None or _bare(figure.label) not in whole:
        return whole is not None
    if text is None:
        return False
    span = figure.evidence[0]
    before, after = _around(text, span.start, span.end, _ITEM_END)
    # 示范县桃源建有|实践站134个: what there is in all is told behind it.
    told = _growth()[0].split(before)[-1] + after
    return any(word in told for word in _data()["honoured"]["words"])


def _turned_out(figure: Figure, text: str | None) -> bool:
    """Whether it says how many turned out, not how many there are."""
    turnout = _data()["turnout"]
    if figure.indicator not in turnout["indicators"]:
        return False
    if figure.quantity.unit in turnout["units"]:
        return True
    if text is None:
        return False
    # The label itself says neither: 注册志愿者 turn out too, and a 志愿服务组织 organises nothing yet.
    clause = _clause(text, figure.evidence[0].start, figure.evidence[0].end).replace(figure.label, "")
    return any(word in clause for word in turnout["words"]) and not any(
        word in clause for word in turnout["stock"]
    )


def _clause(text: str, start: int, end: int) -> str:
    """What stands around the span in its clause, without white space.

    >>> _clause("县里的集市上，200名志愿\\n者参加清扫，人人叫好。", 7, 11)
    '200名志愿者参加清扫'
    """
    before, after = _around(text, start, end, _CLAUSE_END)
    return before + "".join(text[start:end].split()) + after


def _around(text: str, start: int, end: int, marks: re.Pattern[str]) -> tuple[str, str]:
    """What stands before and behind the span up to the next of the marks, without white space."""
    before = "".join(text[max(0, start - _BEFORE) : start].split())
    after = "".join(text[end : end + _AFTER].split())
    return marks.split(before)[-1], marks.split(after)[0]
