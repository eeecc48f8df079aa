"""Slogans, papers and brands."""

from __future__ import annotations

from functools import cache

from .counting import number_then_noun
from .grammar import listed, rows, tables
from .writer import Op, Record, Writer

_TRIES = 4
_WHOLE_HEAD = 0.75


def _slogan(writer: Writer, text: str, kind: str, written: str, parts: tuple[str, ...] = ()) -> Record:
    record: Record = {
        "type": "slogan",
        "text": text,
        "kind": kind,
        "parts": list(parts),
        "place": writer.place,
    }
    return writer.keep({**record, "evidence": [writer.write(written)]})


def code(writer: Writer) -> None:
    """`“8+N”`."""
    text = writer.pick(listed("slogans", "codes"))
    _slogan(writer, text, "code", f"“{text}”")


def plus(writer: Writer) -> None:
    """`“互联网+”`."""
    text = writer.pick(listed("slogans", "plus"))
    _slogan(writer, text, "code", f"“{text}”")


_KNOWN_PARTS = ("一个目标", "四个定位", "五项工作", "三个到位", "六种能力")


def known_code(writer: Writer) -> None:
    """`“14536”`, whose parts everybody knows."""
    _slogan(writer, "14536", "code", "“14536”" if writer.random() < 0.7 else "14536", _KNOWN_PARTS)


def numbered(writer: Writer) -> None:
    """`“四必访”制度`: a numeral abbreviation, its list unsaid."""
    text, around, inside, parts = writer.pick(rows("slogans", "numbered"))
    before, _, behind = around.partition("“{}”")
    if inside:
        _slogan(writer, text, "numbered", f"“{inside}”")
        writer.write(text.removeprefix(inside))
        return
    writer.write(before)
    _slogan(writer, text, "numbered", f"“{text}”", tuple(parts.split("、")) if parts else ())
    writer.write(behind)


def numbered_with_parts(writer: Writer) -> None:
    """The list first, then its abbreviation."""
    text, whole, parts, inside = writer.pick(rows("slogans", "listed"))
    lead, quoted, behind = whole.partition(f"“{inside}”")
    start, _ = writer.write(lead)
    record = _slogan(writer, text, "numbered", quoted, tuple(parts.split("、")))
    record["evidence"].append((start, start + len(parts)))
    writer.write(behind)


def motto(writer: Writer) -> None:
    """A quoted exhortation."""
    text = writer.pick(listed("slogans", "mottos"))
    _slogan(writer, text, "motto", f"“{text}”")


def last_mile(writer: Writer) -> None:
    """`“最后一公里”`."""
    _slogan(writer, "最后一公里", "motto", "“最后一公里”")


def into_homes(writer: Writer) -> None:
    """`飞入寻常百姓家`, which needs no quotation marks."""
    _slogan(writer, "飞入寻常百姓家", "motto", writer.pick(("飞入寻常百姓家", "“飞入寻常百姓家”")))


def aim(writer: Writer) -> None:
    """The set phrases of what the work is for."""
    text = writer.pick(listed("slogans", "all"))
    _slogan(writer, text, "motto", f"“{text}”")


def document(writer: Writer) -> None:
    """`《…管理办法（试行）》`, one that the article has not named yet."""
    titles = rows("documents", "titles")
    title, kind = writer.pick(titles)
    for _ in range(_TRIES):
        if title not in writer.used:
            break
        title, kind = writer.pick(titles)
    writer.used.add(title)
    title = title.format(writer.setting.county.name)
    record: Record = {"type": "document", "title": title, "kind": kind, "trial": "（试行）" in title}
    writer.keep({**record, "place": writer.place, "evidence": [writer.write(f"《{title}》")]})


@cache
def _brands(category: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    table = tables("names")["brands"][category]
    return tuple(table["first"]), tuple(table["second"]), tuple(table["heads"])


def new_name(writer: Writer, category: str) -> str:
    """A name that the article has not used."""
    first, second, _ = _brands(category)
    name: str = writer.pick(first) + writer.pick(second)
    for _ in range(_TRIES):
        if name not in writer.used:
            break
        name = writer.pick(first) + writer.pick(second)
    writer.used.add(name)
    return name


def say_brand(writer: Writer, category: str, *, head: str | None = None) -> Record:
    """`“渔火”宣讲队`: the name in quotation marks, and behind it what it is."""
    name = new_name(writer, category)
    head = head or writer.pick(_brands(category)[2])
    start, end = writer.write(f"“{name}”")
    _, behind = writer.write(head)
    writer.brand = (f"“{name}”{head}", start, behind)
    record: Record = {"type": "brand", "name": name, "category": category, "head": head, "owner": None}
    return writer.keep({**record, "place": writer.place, "evidence": [(start, end)]})


def brand(category: str) -> Op:
    """The brand of a category, at times with the head inside the quotation marks."""

    def op(writer: Writer) -> None:
        if category in _WHOLE and writer.random() > _WHOLE_HEAD:
            name = new_name(writer, category) + writer.pick(_brands(category)[2])
            start, end = writer.write(f"“{name}”")
            writer.brand = (f"“{name}”", start, end)
            record: Record = {
                "type": "brand",
                "name": name,
                "category": category,
                "head": None,
                "owner": None,
            }
            writer.keep({**record, "place": writer.place, "evidence": [(start, end)]})
            return
        say_brand(writer, category)

    return op


# A name of these may end in what it is: “板凳课堂”, “邻里驿站”.
_WHOLE = frozenset({"venue", "lecture", "team"})


def brands_counted() -> Op:
    """`“护苗”“暖巢”“候鸟”等17个志愿服务品牌`."""
    count = number_then_noun("brand-count")

    def op(writer: Writer) -> None:
        told = []
        for _ in range(2 + int(writer.random() * 3)):
            name = new_name(writer, "project")
            record: Record = {
                "type": "brand",
                "name": name,
                "category": "project",
                "head": None,
                "owner": None,
            }
            told.append(
                writer.keep({**record, "place": writer.place, "evidence": [writer.write(f"“{name}”")]})
            )
        writer.write("等")
        count(writer)
        for record in told:
            record["head"] = writer.noun.label

    return op
