"""Colours that tell things apart."""

from __future__ import annotations

PALETTE = (
    "#56b4e9", "#7aa6d1", "#cc79a7", "#f0e442", "#5cc49f", "#e69f00", "#bbbbbb", "#e8895a", "#b2df8a",
)  # fmt: skip
"""One for each type of record, in the order of `records`: after Okabe and Ito's palette, which colour-blind readers can tell
apart, lightened so that black text stands out on each."""
