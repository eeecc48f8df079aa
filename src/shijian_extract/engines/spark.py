"""The kernel on Spark."""

from __future__ import annotations

from ..core import ShijianError
from .extras import MissingExtraError

try:
    from pyspark.sql import DataFrame
    from pyspark.sql import functions as spark_functions
    from pyspark.sql.pandas.types import from_arrow_schema
except ModuleNotFoundError as error:
    raise MissingExtraError(error, "spark") from error

from .kernel import REQUIRED, SCHEMA_IN, SCHEMA_OUT, extract_batches


def extract_frame(frame: DataFrame) -> DataFrame:
    """The articles of a DataFrame of texts, a row for each, with the columns of `SCHEMA_OUT`.

    `frame` has the columns of `SCHEMA_IN`; of those beside `id` and `text` any may be missing, and further ones are not
    read. Columns that are no strings are cast. As with anything in Spark, nothing is done until the result is asked for;
    then each partition is read once, where it is, and nothing is shuffled. Every machine needs this package in the Python
    that Spark uses there. Raises `ShijianError` where the column `id` or `text` is missing.
    """
    missing = [name for name in REQUIRED if name not in frame.columns]
    if missing:
        raise ShijianError(
            f"no column {missing[0]!r} among {', '.join(frame.columns)};"
            f" name the columns {', '.join(SCHEMA_IN.names)}"
        )
    # What is not read is not sent to Python; from Parquet it isn't even loaded.
    known = [name for name in SCHEMA_IN.names if name in frame.columns]
    texts = frame.select(*(spark_functions.col(name).cast("string").alias(name) for name in known))
    return texts.mapInArrow(extract_batches, from_arrow_schema(SCHEMA_OUT))
