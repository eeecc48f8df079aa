"""One indicator side by side, as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.table import Table
from rich.text import Text

from ..views.cells import quantity_text
from ..views.lines import one_line, value_text

_BESIDE = ("value", "label", "period", "article", "evidence", "others", "note")


def comparison_table(rows: Iterable[Mapping[str, Any]], keys: Sequence[str]) -> Table:
    """The rows that a comparison gives, their keys first; beneath them their number.

    `others` says how many other statements there are, their lowest and their highest; `note` whether it is a plan or a part.
    """
    table = Table(caption_justify="left")
    for name in (*keys, *(name for name in _BESIDE if name not in keys)):
        table.add_column(name, overflow="fold", justify="right" if name == "value" else "left")
    for row in rows:
        said = {
            **{name: value_text(row[name]) for name in (*keys, "label", "period", "article")},
            "value": one_line(quantity_text(row)),
            "evidence": one_line(row["evidence"]),
            "others": _others(row),
            "note": ", ".join(name for name in ("planned", "part") if row[name]),
        }
        # `Text`, since square brackets in a plain string would be read as markup.
        table.add_row(*(Text(said[str(column.header)]) for column in table.columns))
    table.caption = f"rows: {table.row_count}"
    return table


def _others(row: Mapping[str, Any]) -> str:
    if not row["others"]:
        return "" if row["others"] is None else "0"
    return f"{row['others']} ({row['lowest']}–{row['highest']})"
