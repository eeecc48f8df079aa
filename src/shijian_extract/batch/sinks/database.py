"""Facts in a DuckDB database: the parts are loaded some at a time, so that memory doesn't grow with the run."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...core import ShijianError
from ..ledger import fingerprint
from ..parts import Part
from ..shape import record_types
from ..sources.settings import shown
from .about import Run, SinkError
from .replacing import cleared, replacing
from .tables import TABLES, comments, line_types, record_table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# Parts loaded at one time: some two thousand articles, forty megabytes of JSON.
_PARTS_AT_ONCE = 32
# Parts in one database: what a connection has cached grows with it, and so would a run's memory with the run.
_PARTS_IN_SLICE = 128
# What a connection may take beside the hundred megabytes of Python and DuckDB; less than half of it is enough to append.
_MEMORY = "224MB"
_MEMORY_TO_APPEND = "112MB"
_LARGEST_LINE = 16 * 2**20
_FILLED = ("articles", "evidence", "failures", "duplicate")
_VIEWS = ("latest_networks", "figures_by_year", "order_flow_modes")


class NotFactsError(SinkError):
    """A database that is not one of facts stands where the sink should go."""


class DatabaseError(ShijianError):
    """The facts cannot be brought into a database."""


def write_database(sink: Path, parts: Sequence[Part], about: Run, folder: Path) -> None:
    """Write `facts.duckdb`; the rows of earlier runs in its table `runs` are kept.

    Raises `NotFactsError` where a database of something else stands there.
    """
    runs = earlier_runs(sink)
    with replacing(sink, folder) as new, facts(new, parts, about, folder) as db:
        _add_runs(db, runs, about)


@contextmanager
def facts(path: Path, parts: Sequence[Part], about: Run, folder: Path) -> Iterator[DuckDBPyConnection]:
    """A database at `path` with the facts of all parts, open; `folder` is for what does not fit into memory."""
    import duckdb

    try:
        _fill(path, parts, about.settings.workers, folder)
        with _connected(path, folder) as db:
            _link_duplicates(db)
            db.execute(_sql("views"))
            _comment(db)
            yield db
    except duckdb.Error as error:
        raise DatabaseError(
            f"{path}: the facts cannot be written ({str(error).splitlines()[0]}); make room, and the same command goes on "
            "from here"
        ) from error


def _connected(path: Path, folder: Path, memory: str = _MEMORY) -> DuckDBPyConnection:
    """One thread: a second one takes half again as much time of the processor in reading JSON, and saves none."""
    import duckdb

    return duckdb.connect(
        path,
        config={
            "memory_limit": memory,
            "threads": 1,
            "temp_directory": str(folder / f"{path.stem}.spilled"),
        },
    )


def _fill(path: Path, parts: Sequence[Part], workers: int, folder: Path) -> None:
    """Load all parts: in slices, each into a database of its own, which are put together one after the other."""
    slices = _slices(parts, workers)
    if len(slices) == 1:
        _load_all(path, *slices[0], folder)
        return

    def load(number: int) -> Path:
        slice_path = cleared(folder / f"slice{number}.duckdb")
        _load_all(slice_path, *slices[number], folder)
        return slice_path

    with _connected(path, folder) as db:
        _make_tables(db)

    def append(loaded: Future[Path]) -> None:
        with _connected(path, folder, _MEMORY_TO_APPEND) as db:
            _append(db, loaded.result())
        cleared(loaded.result())

    # DuckDB lets go of the interpreter while it works, so threads do. One slice is appended while the next are loaded; with
    # one worker nothing runs beside it.
    ahead = workers if workers > 1 else 0
    loading: deque[Future[Path]] = deque()
    with ThreadPoolExecutor(workers) as pool:
        for number in range(len(slices)):
            loading.append(pool.submit(load, number))
            if len(loading) > ahead:
                append(loading.popleft())
        while loading:
            append(loading.popleft())


def _append(db: DuckDBPyConnection, slice_path: Path) -> None:
    db.execute(f"ATTACH {_quoted(str(slice_path))} AS slice (READ_ONLY)")
    for table in (*_FILLED, *TABLES.values()):
        db.execute(f"INSERT INTO {table} SELECT * FROM slice.{table}")


def _slices(parts: Sequence[Part], workers: int) -> list[tuple[Sequence[Part], int]]:
    """The parts in slices, each with the number of its first article; few parts are shared out among the workers."""
    size = min(_PARTS_IN_SLICE, max(_PARTS_AT_ONCE, -(-len(parts) // workers)))
    slices, number = [], 1
    for first in range(0, len(parts), size):
        slices.append((parts[first : first + size], number))
        number += sum(map(_articles, parts[first : first + size]))
    return slices or [(parts, 1)]


def _articles(part: Part) -> int:
    """Rows of the table of articles in a part."""
    return part.counts.get("articles", 0) + part.counts.get("duplicates", 0)


def _load_all(path: Path, parts: Sequence[Part], number: int, folder: Path) -> None:
    with _connected(path, folder) as db:
        _make_tables(db)
        for first in range(0, len(parts), _PARTS_AT_ONCE):
            number = _load(db, parts[first : first + _PARTS_AT_ONCE], number)


def _sql(name: str) -> str:
    return (files("shijian_extract.batch") / "data" / f"{name}.sql").read_text("utf-8")


def _make_tables(db: DuckDBPyConnection) -> None:
    db.execute(_sql("tables"))
    db.execute("CREATE TABLE duplicate (article BIGINT, place VARCHAR)")
    for kind, table in TABLES.items():
        columns = ", ".join(f'"{column.name}" {column.sql}' for column in record_table(kind))
        db.execute(f"CREATE TABLE {table} ({columns})")


def _load(db: DuckDBPyConnection, parts: Sequence[Part], first: int) -> int:
    """Append the articles of some parts, in their order, and their records; the number of the next article.

    Each line says which row of its part it is, and the part's counts how many it has, so nothing has to be sorted: what is
    read in order stays in order (`preserve_insertion_order`).
    """
    paths, firsts = [], []
    for part in parts:
        paths.append(str(part.path))
        firsts.append(first)
        first += _articles(part)
    longest = max(part.counts["longest"] for part in parts)
    db.execute(
        "CREATE OR REPLACE TEMP TABLE line AS "
        "SELECT $firsts[list_position($paths, filename)] + row AS number, * EXCLUDE (row, filename) "
        f"FROM {_lines(longest)} WHERE source IS NOT NULL",
        {"paths": paths, "firsts": firsts},
    )
    db.execute(_ROWS)
    for kind, table in TABLES.items():
        columns = ", ".join(column.source for column in record_table(kind))
        db.execute(f"INSERT INTO {table} SELECT {columns} FROM found WHERE r.type = '{kind}'")
    db.execute("DROP TABLE found; DROP TABLE line")
    return first


def _lines(longest: int) -> str:
    columns = ", ".join(f"'{name}': '{sql}'" for name, sql in line_types().items())
    # Characters of at most four bytes each.
    size = max(_LARGEST_LINE, 4 * longest + 1)
    return (
        "read_json($paths, format = 'newline_delimited', filename = true, hive_partitioning = false, "
        f"maximum_object_size = {size}, columns = {{{columns}}})"
    )


_ROWS = """
INSERT INTO articles
SELECT
    number, source, input, coalesce(article.id, input), article.title, article.subtitle, article.authors,
    article.source, article.published,
    try_cast(article.published || '-01-01'[length(article.published) - 3 :] AS DATE),
    article.place.name, article.place.adcode, length(text), span.start, span."end", NULL, text
FROM line WHERE failure IS NULL;

INSERT INTO duplicate SELECT number, duplicate_of FROM line WHERE duplicate_of IS NOT NULL;

INSERT INTO failures SELECT source, input, failure.kind, failure.why FROM line WHERE failure IS NOT NULL;

CREATE OR REPLACE TEMP TABLE found AS
SELECT number AS article, unnest(records) AS r, unnest(range(len(records)))::INTEGER AS record FROM line;

INSERT INTO evidence
SELECT article, record, part, e.start, e."end", e.text FROM (
    SELECT article, record, unnest(r.evidence) AS e, unnest(range(len(r.evidence)))::INTEGER AS part FROM found
);
"""


def _link_duplicates(db: DuckDBPyConnection) -> None:
    """Give each duplicate the number of the article that was extracted, of a page the first."""
    db.execute(
        "UPDATE articles SET duplicate_of = first.number FROM ("
        "  SELECT duplicate.article, min(articles.article) AS number"
        "  FROM duplicate JOIN articles ON duplicate.place = articles.source GROUP BY ALL"
        ") AS first WHERE articles.article = first.article"
    )
    # What has the content of an input that failed has failed with it.
    db.execute(
        "INSERT INTO failures SELECT articles.source, articles.input, failures.kind, failures.why "
        "FROM duplicate JOIN failures ON duplicate.place = failures.source JOIN articles USING (article) ORDER BY article"
    )
    db.execute(
        "DELETE FROM articles WHERE article IN "
        "(SELECT article FROM duplicate JOIN failures ON duplicate.place = failures.source)"
    )
    db.execute("DROP TABLE duplicate")


def earlier_runs(sink: Path) -> list[tuple[Any, ...]]:
    """The rows of `runs` of the database that stands there; none where there is none."""
    import duckdb

    if not sink.exists():
        return []
    try:
        with duckdb.connect(sink, read_only=True) as db:
            return db.execute("SELECT * FROM runs ORDER BY run").fetchall()
    except duckdb.Error as error:
        raise NotFactsError(
            f"{sink}: holds no facts of an earlier run ({str(error).splitlines()[0]}); name another file with --to"
        ) from error


def _add_runs(db: DuckDBPyConnection, runs: list[tuple[Any, ...]], about: Run) -> None:
    counts, new = about.counts, about.new
    try:
        library = version("shijian-extract")
    except PackageNotFoundError:
        library = None
    row = (
        len(runs) + 1, library, fingerprint(), about.begun.replace(tzinfo=None), about.seconds,
        list(map(shown, about.sources)), about.settings.workers, counts["articles"], sum(counts[kind] for kind in record_types()),
        counts["failures"], counts["duplicates"], new["articles"], new["characters"],
    )  # fmt: skip
    marks = ", ".join("?" * len(row))
    db.executemany(f"INSERT INTO runs VALUES ({marks})", [*runs, row])


def _comment(db: DuckDBPyConnection) -> None:
    """What each table, view and column means, in the database itself."""
    said = comments()
    for table, comment in said["tables"].items():
        kind = "VIEW" if table in _VIEWS else "TABLE"
        db.execute(f"COMMENT ON {kind} {table} IS {_quoted(comment)}")
        for (column,) in db.execute("SELECT column_name FROM (DESCRIBE " + table + ")").fetchall():
            db.execute(f'COMMENT ON COLUMN {table}."{column}" IS {_quoted(said["columns"][column])}')


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
