"""The kernel on Ray."""

from __future__ import annotations

from collections.abc import Iterator

from .extras import MissingExtraError

try:
    import pyarrow as pa
    from ray.data import Dataset, TaskPoolStrategy
except ModuleNotFoundError as error:
    raise MissingExtraError(error, "ray") from error

from .kernel import PIECE_ROWS, SCHEMA_OUT, extract_batches


def extract_dataset(
    dataset: Dataset, *, batch_size: int = PIECE_ROWS, concurrency: int | None = None
) -> Dataset:
    """The articles of a Dataset of texts, a row for each, with the columns of `SCHEMA_OUT`.

    `dataset` has the columns of `SCHEMA_IN`; of those beside `id` and `text` any may be missing, and further ones are not
    read. `batch_size` is how many rows a worker is handed at a time, `concurrency` how many workers there are at most:
    without it as many as the cluster has cores. Nothing is done until the result is asked for; then each block is read
    once and nothing is shuffled. Every machine needs this package in the Python that Ray uses there. While it runs, a
    missing column `id` or `text` raises `ShijianError` in the worker.
    """
    return dataset.map_batches(
        _tables,
        batch_format="pyarrow",
        batch_size=batch_size,
        # Tasks and not actors: a worker process is used again, and with it its word lists.
        compute=TaskPoolStrategy(size=concurrency),
    )


def _tables(table: pa.Table) -> Iterator[pa.Table]:
    for batch in extract_batches(table.to_batches()):
        yield pa.Table.from_batches([batch], schema=SCHEMA_OUT)
