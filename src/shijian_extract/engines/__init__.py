"""The room for engines that others run: one kernel, Arrow in and Arrow out, on Spark and on Ray. Needs an extra.

It receives articles as rows of texts (`SCHEMA_IN`: `id` and `text`; `published`, `title`, `source` and `place` where they
are known) and gives a row for each article (`SCHEMA_OUT`): what is known of it, its records as nested columns, its span
on a page, the id as it was given, and `failure` where there are no records to give and why.

- `extract_batch` and `extract_batches` are the kernel; they need the extra `arrow`;
- `extract_frame` lays it on a DataFrame of Spark; it needs the extra `spark`, and Java;
- `extract_dataset` lays it on a Dataset of Ray; it needs the extra `ray`.

It refuses with `ShijianError` a table without a column that there has to be, and with `MissingExtraError` to work without
what an extra installs. What a row says never ends a run: a row that cannot be read comes out as a failure.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .extras import MissingExtraError

if TYPE_CHECKING:
    from .kernel import SCHEMA_IN, SCHEMA_OUT, extract_batch, extract_batches
    from .ray import extract_dataset
    from .spark import extract_frame

# An import of the room loads no engine: which one is wanted shows when a name is asked for.
_ROOMS = {
    "SCHEMA_IN": "kernel",
    "SCHEMA_OUT": "kernel",
    "extract_batch": "kernel",
    "extract_batches": "kernel",
    "extract_dataset": "ray",
    "extract_frame": "spark",
}

__all__ = [
    "SCHEMA_IN",
    "SCHEMA_OUT",
    "MissingExtraError",
    "extract_batch",
    "extract_batches",
    "extract_dataset",
    "extract_frame",
]


def __getattr__(name: str) -> Any:
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_ROOMS[name]}", __name__), name)
