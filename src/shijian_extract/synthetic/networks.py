"""Networks: the levels counted in a sentence, put together; full coverage; and codes that stand for the levels."""

from __future__ import annotations

from functools import cache

from .counting import noun_then_number, number_then_noun
from .forms import Number, draw
from .writer import Op, Record, Writer

_LEVELS = ("centers", "institutes", "stations", "points", "bases")
_COVERED = (
    "实现三级阵地全覆盖",
    "实现文明实践阵地全覆盖",
    "实现镇、村两级阵地全覆盖",
    "文明实践阵地实现全覆盖",
)


def coverage(writer: Writer) -> None:
    """The words that say so."""
    writer.coverage = writer.write(writer.pick(_COVERED))


def network_of_sentence(writer: Writer) -> None:
    """The network that the sentence has told, if it counts two levels or more."""
    told = writer.network
    if len({level for level, *_ in told}) < 2:
        return
    first = told[0][1]
    record: Record = {
        "type": "network",
        "place": first["place"],
        "period": first["period"],
        **dict.fromkeys(_LEVELS),
        "full_coverage": writer.coverage is not None,
        "evidence": [(min(start for *_, start, _ in told), max(end for *_, end in told))],
    }
    if writer.coverage is not None:
        record["evidence"].append(writer.coverage)
    for level in _LEVELS:
        parts = [figure["quantity"] for name, figure, *_ in told if name == level]
        record[level] = added_up(parts) if parts else None
    writer.keep(record)
    if record["place"] is writer.setting.home and len({level for level, *_ in told}) == len(told):
        writer.told = [figure for _, figure, *_ in told]


_OF_LEVEL = ("center", "institute", "station", "point", "base")


@cache
def _level_ops() -> tuple[tuple[Op, ...], tuple[Op, ...]]:
    """Every level with its number first, and with its noun first."""
    return tuple(map(number_then_noun, _OF_LEVEL)), tuple(map(noun_then_number, _OF_LEVEL))


def any_levels(writer: Writer) -> None:
    """Two levels or more of the five, in their order, parted by 、."""
    ops = writer.pick(_level_ops())
    chosen = [op for op in ops if writer.random() < _LIKELY]
    if len(chosen) < 2:
        first = int(writer.random() * (len(ops) - 1))
        chosen = list(ops[first : first + 2])
    for number, op in enumerate(chosen):
        if number:
            writer.write("、")
        op(writer)


_LIKELY = 0.5


def again(writer: Writer) -> None:
    """The network that the article has told, told again: more evidence of its figures."""
    text = "".join(writer.parts)
    for number, figure in enumerate(writer.told):
        if number:
            writer.write("、")
        start, end = figure["evidence"][0]
        figure["evidence"].append(writer.write(text[start:end]))
        writer.write(figure["label"])
    writer.told = []


def added_up(parts: list[Record]) -> Record:
    """One quantity for the parts of a level; a bound adds up where every part has it."""
    if len(parts) == 1:
        return parts[0]
    kinds = {part["approximation"] for part in parts}
    kind = kinds.pop() if len(kinds) == 1 else "over" if "over" in kinds else "about"
    sums = {key: _sum([part[key] for part in parts]) for key in ("value", "low", "high")}
    return {**sums, "approximation": kind, "unit": parts[0]["unit"]}


def _sum(values: list[Number | None]) -> Number | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def levels_code(writer: Writer) -> None:
    """`“1+18+308”`, whose numbers the sentence then counts: they become its parts."""
    institutes, stations = draw(writer.random, 6, 28), draw(writer.random, 40, 420)
    _code(writer, [1, institutes, stations], "")


def teams_code(writer: Writer) -> None:
    """`“4+3+N”`, likewise."""
    _code(writer, [draw(writer.random, 2, 6), draw(writer.random, 3, 12)], "+N")


def _code(writer: Writer, numbers: list[int], rest: str) -> None:
    text = "+".join(map(str, numbers)) + rest
    writer.queue = list(numbers)
    slogan: Record = {"type": "slogan", "text": text, "kind": "code", "parts": [], "place": writer.place}
    writer.code = writer.keep({**slogan, "evidence": [writer.write(f"“{text}”")]})


def uncounted_part(writer: Writer) -> None:
    """The part of a code that N stands for."""
    span = writer.write(writer.pick(("若干支村级小队", "若干支特色小队")))
    if writer.code is not None:
        writer.code["parts"].append(span)
