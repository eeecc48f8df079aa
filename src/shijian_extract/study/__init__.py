"""The study: articles with their facts in; what does not add up between them, and what they say side by side, out.

It reads records and, where an article carries it, the text around them; it runs no chain and changes no record.
`find_contradictions` (or `Checker`, article by article) tells what does not add up. `compare` and `compare_rows` lay one
indicator side by side, `to_pandas` and `to_polars` make the records rows of a data frame. `CompareError` is raised for an
indicator or a key that there is none of, `NeedsPackageError` for a library that is not installed.
"""

from ..records import to_pandas, to_polars
from ..views.frames import NeedsPackageError
from .checks import KINDS, Checker, Finding, Settings, Side, find_contradictions, kind_names
from .compare import (
    COLUMNS,
    INDICATORS,
    KEYS,
    CompareError,
    Statement,
    compare,
    compare_rows,
    shown_figures,
    statements,
)

__all__ = [
    "COLUMNS",
    "INDICATORS",
    "KEYS",
    "KINDS",
    "Checker",
    "CompareError",
    "Finding",
    "NeedsPackageError",
    "Settings",
    "Side",
    "Statement",
    "compare",
    "compare_rows",
    "find_contradictions",
    "kind_names",
    "shown_figures",
    "statements",
    "to_pandas",
    "to_polars",
]
