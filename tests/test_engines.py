"""The kernel, and the engines that run it: on two real workers of Spark and of Ray, row for row what it gives alone."""

from __future__ import annotations

import doctest
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from shijian_extract.chain import Extractor
from shijian_extract.core import Report, ShijianError
from shijian_extract.records import article_from
from shijian_extract.synthetic import generate

MISSING = [name for name in ("pyarrow", "pyspark", "ray") if find_spec(name) is None]
if MISSING:
    pytest.skip(
        f"engines left out, not installed: {', '.join(MISSING)}; `make engines` installs them",
        allow_module_level=True,
    )

import pyarrow as pa  # noqa: E402
from pyarrow import parquet  # noqa: E402

from shijian_extract.engines import SCHEMA_IN, SCHEMA_OUT, extract_batch, extract_batches  # noqa: E402
from shijian_extract.engines import kernel as kernel_module  # noqa: E402

pytestmark = [
    pytest.mark.engines,
    # Ray warns of settings of its own when it makes them.
    pytest.mark.filterwarnings(r"ignore:`use_\w+` is deprecated:DeprecationWarning"),
]

ROOT = Path(__file__).parents[1]
OPTIONAL = ("published", "title", "source", "place")
NOT_UTF8 = b"\xe5\x85\xa8\xff"
JAVA_FROM = 17

Row = dict[str, Any]


def read_back(table: pa.Table) -> bytes:
    """Every row as a line of JSON, sorted: rows come back in any order, and Parquet names the items of lists anew."""
    assert table.schema.names == SCHEMA_OUT.names
    return "\n".join(sorted(json.dumps(row, ensure_ascii=False) for row in table.to_pylist())).encode()


def alone(rows: list[Row]) -> bytes:
    batch = pa.RecordBatch.from_pylist(rows, schema=SCHEMA_IN)
    return read_back(pa.Table.from_batches([extract_batch(batch)]))


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    """Articles with all that can be known of them, pages that carry several, and what cannot be read."""
    written: list[Row] = [
        {
            "id": one.id, "text": one.text, "published": one.published, "title": one.title,
            "source": "县融媒体中心", "place": one.place["name"],
        }
        for one in generate(220, seed=5)
    ]  # fmt: skip
    pages: list[Row] = [
        {"id": path.stem, "text": path.read_text("utf-8")}
        for path in sorted((ROOT / "corpus").glob("*-page.txt"))[:3]
    ]
    bad: list[Row] = [
        {"id": "null", "text": None},
        {"id": "empty", "text": " \n"},
        {"id": "date", "text": "现有志愿者36名。", "published": "2023年"},
        {"id": None, "text": "现有志愿者36名。"},
        {"id": None, "text": None},
    ]
    # Mixed up, so that every part of them has some of each.
    mixed = [*written, *pages, *bad]
    return [mixed[(number * 7) % len(mixed)] for number in range(len(mixed))]


def test_the_rows_are_what_the_tests_want(rows: list[Row]) -> None:
    assert len(rows) == 228
    assert len({(row["id"], row["text"]) for row in rows}) == len(rows)


# --- the kernel


def test_records_are_those_of_the_chain(rows: list[Row]) -> None:
    extractor = Extractor()
    good = [row for row in rows if row["text"] and row["text"].strip() and row.get("published") != "2023年"]
    found = extract_batch(pa.RecordBatch.from_pylist(good, schema=SCHEMA_IN)).to_pylist()
    wanted = [
        (row["id"], article)
        for row in good
        for article in extractor.run_page(Report(**{key: value for key, value in row.items() if value}))
    ]
    assert [line["failure"] for line in found] == [None] * len(wanted)
    assert len(wanted) > len(good)
    for line, (name, article) in zip(found, wanted, strict=True):
        assert line["input"] == name
        assert as_published(line) == json.loads(article.model_dump_json())


def as_published(line: Row) -> Row:
    """A row of the kernel in the public JSON form: each record with the fields of its type alone."""
    kinds = kernel_module.article_columns()
    assert [column.name for column in kinds] == ["article", "records", "span"]
    records = [fields_of(record) for record in line["records"]]
    span = {"span": line["span"]} if line["span"] else {}
    article = article_from({"article": line["article"], "records": records, **span})
    plain: Row = json.loads(article.model_dump_json())
    return plain


def fields_of(record: Row) -> Row:
    from shijian_extract.batch.shape import record_types

    own = record_types()[record["type"]].model_fields
    assert all(value is None for name, value in record.items() if name not in own)
    # A number without a fraction is a whole number in a record, whatever column it went through.
    return {name: whole(value) for name, value in record.items() if name in own}


def whole(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: whole(inner) for name, inner in value.items()}
    return int(value) if isinstance(value, float) and value.is_integer() else value


def test_the_schema_is_the_same_whatever_is_found() -> None:
    nothing = pa.RecordBatch.from_pylist([], schema=SCHEMA_IN)
    silent = pa.RecordBatch.from_pylist([{"id": "a", "text": "天气晴。"}])
    failed = pa.RecordBatch.from_pylist([{"id": "a", "text": None}], schema=SCHEMA_IN)
    counts = {}
    for name, batch in (("nothing", nothing), ("silent", silent), ("failed", failed)):
        found = extract_batch(batch)
        assert isinstance(found, pa.RecordBatch)
        assert found.schema == SCHEMA_OUT
        found.validate(full=True)
        counts[name] = found.num_rows
    assert counts == {"nothing": 0, "silent": 1, "failed": 1}
    assert extract_batch(silent).column("records").to_pylist() == [[]]
    assert extract_batch(failed).column("records").to_pylist() == [None]
    assert [batch.schema for batch in extract_batches([nothing])] == [SCHEMA_OUT]


def test_what_cannot_be_read_is_a_row_that_says_so() -> None:
    given = [
        ("a", "现有志愿者36名。", None), ("b", None, None), ("c", "\ufeff ", None), ("d", "现有志愿者36名。", "去年"),
        ("e", "现有志愿者36名。", "2023-02-29"), ("f", "现有志愿者36名。", ""), (None, "现有志愿者36名。", "2023"),
    ]  # fmt: skip
    names = ("id", "text", "published")
    batch = pa.RecordBatch.from_pylist([dict(zip(names, row, strict=True)) for row in given])
    assert [(row["input"], row["failure"]) for row in extract_batch(batch).to_pylist()] == [
        ("a", None),
        ("b", "ReadError: the text is null; give it text or leave the row out"),
        ("c", "ReadError: the text is empty; give it text or leave the row out"),
        ("d", "ReadError: published is '去年', no ISO date; write 2023, 2023-12 or 2023-12-05"),
        ("e", "ReadError: published is '2023-02-29', no ISO date; write 2023, 2023-12 or 2023-12-05"),
        ("f", None),
        (None, None),
    ]


def test_text_that_is_no_utf_8_takes_nothing_along() -> None:
    raw = pa.array([NOT_UTF8, "现有志愿者36名。".encode(), None], pa.binary())
    texts = pa.Array.from_buffers(pa.string(), 3, raw.buffers())
    found = extract_batch(pa.RecordBatch.from_arrays([pa.array(["a", "b", "c"]), texts], ["id", "text"]))
    bad, good, none = found.to_pylist()
    assert bad["failure"].startswith("ReadError: text is no UTF-8 text")
    assert [record["label"] for record in good["records"]] == ["志愿者"]
    assert none["failure"].startswith("ReadError: the text is null")
    named = extract_batch(pa.RecordBatch.from_arrays([texts, pa.array(["x", "y", "z"])], ["id", "text"]))
    assert [row["input"] for row in named.to_pylist()] == [None, "现有志愿者36名。", None]


def test_a_fault_of_the_chain_stays_with_its_row(monkeypatch: pytest.MonkeyPatch) -> None:
    class Faulty(Extractor):
        def run(self, report: Report) -> Any:
            if report.id == "b":
                raise RecursionError("too deep")
            return super().run(report)

    monkeypatch.setattr(kernel_module, "_extractor", Faulty)
    batch = pa.RecordBatch.from_pylist([{"id": name, "text": "现有志愿者36名。"} for name in "abc"])
    found = extract_batch(batch).to_pylist()
    assert [row["failure"] for row in found] == [None, "RecursionError: too deep", None]
    assert [row["records"] and len(row["records"]) for row in found] == [1, None, 1]


def test_numbers_are_floats() -> None:
    text = f"服务群众3.35万人次。筹款0.1亿元。满意率99.9%。服务群众{'9' * 30}人次。服务群众{'9' * 400}人次。"
    (row,) = extract_batch(pa.RecordBatch.from_pylist([{"id": "a", "text": text}])).to_pylist()
    values = [record["quantity"]["value"] for record in row["records"]]
    assert values == [33500.0, 1e7, 99.9, 1e30, float("inf")]
    assert [type(value) for value in values] == [float] * 5


def test_columns_that_are_no_plain_strings_are_read_as_written() -> None:
    texts = pa.array(["现有志愿者36名。", "去年建站12个。"])
    columns = {
        "id": pa.array([1, 2]),
        "text": texts.dictionary_encode(),
        "published": pa.array(["2023-12-05", None]).cast(pa.date32()),
        "place": pa.nulls(2),
        "further": pa.array([[1], [2]]),
    }
    found = extract_batch(pa.RecordBatch.from_pydict(columns)).to_pylist()
    assert [row["input"] for row in found] == ["1", "2"]
    assert found[0]["article"]["published"] == "2023-12-05"
    large = extract_batch(pa.RecordBatch.from_pydict({**columns, "text": texts.cast(pa.large_string())}))
    assert large.to_pylist() == found


@pytest.mark.parametrize("missing", ["id", "text"])
def test_a_column_that_there_has_to_be_is_missed_by_name(missing: str) -> None:
    batch = pa.RecordBatch.from_pylist([{"id": "a", "text": "b"}]).drop_columns([missing])
    with pytest.raises(ShijianError, match=f"no column '{missing}'"):
        extract_batch(batch)


def test_pieces_are_the_same_as_the_whole(rows: list[Row]) -> None:
    many = pa.RecordBatch.from_pylist(rows * 2, schema=SCHEMA_IN)
    assert many.num_rows > kernel_module.PIECE_ROWS
    pieces = list(extract_batches([many]))
    assert len(pieces) > 1
    assert pa.Table.from_batches(pieces) == pa.Table.from_batches([extract_batch(many)])


def test_the_kernel_s_example_is_true() -> None:
    done = doctest.testmod(kernel_module, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert (done.failed, done.attempted > 0) == (0, True)


@pytest.mark.parametrize(
    ("package", "extra", "name"),
    [
        ("pyarrow", "arrow", "extract_batch"),
        ("pyspark", "spark", "extract_frame"),
        ("ray", "ray", "extract_dataset"),
    ],
)
def test_what_is_not_installed_is_named_with_its_extra(package: str, extra: str, name: str) -> None:
    code = (
        f"import sys; sys.modules[{package!r}] = None\n"
        "import shijian_extract.engines as engines\n"
        f"try: engines.{name}\n"
        "except engines.MissingExtraError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.startswith(f"{package} is not installed")
    assert f"pip install 'shijian-extract[{extra}]'" in done.stdout


def test_the_door_loads_no_engine_and_has_what_it_names() -> None:
    code = "import sys, shijian_extract.engines; print(*{n.partition('.')[0] for n in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert {"pyarrow", "pyspark", "ray"} & set(done.stdout.split()) == set()
    door = import_module("shijian_extract.engines")
    assert [name for name in door.__all__ if not hasattr(door, name)] == []
    with pytest.raises(AttributeError, match="no attribute 'extract'"):
        door.extract  # noqa: B018


# --- Spark


def java_version() -> int:
    """The major version of the Java that Spark would take; 0 where there is none."""
    home = os.environ.get("JAVA_HOME")
    command = str(Path(home, "bin", "java")) if home else "java"
    try:
        said = subprocess.run([command, "-version"], capture_output=True, text=True, check=True).stderr
    except (OSError, subprocess.CalledProcessError):
        return 0
    found = re.search(r'version "(\d+)', said)
    return int(found[1]) if found else 0


@pytest.fixture(scope="module")
def java() -> None:
    found = java_version()
    if found < JAVA_FROM:
        pytest.skip(
            f"Spark left out: it needs Java {JAVA_FROM} or newer, and there is {found or 'none'};"
            f" on Debian and Ubuntu: apt-get install openjdk-{JAVA_FROM}-jre-headless"
        )


@pytest.fixture(scope="module")
def spark(java: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A cluster of two workers on this machine, each a Java process of its own with its own Python processes."""
    from pyspark.sql import SparkSession

    folder = tmp_path_factory.mktemp("spark")
    patch = pytest.MonkeyPatch()
    patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    patch.setenv("PYSPARK_PYTHON", sys.executable)
    # Where the workers of the cluster keep their logs.
    patch.setenv("SPARK_WORKER_DIR", str(folder / "work"))
    session = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.warehouse.dir", str(folder / "warehouse"))
        .config("spark.local.dir", str(folder / "local"))
        # Nothing starts before both are there.
        .config("spark.scheduler.minRegisteredResourcesRatio", "1.0")
        .config("spark.scheduler.maxRegisteredResourcesWaitingTime", "120s")
        .getOrCreate()
    )
    yield session
    gateway = session.sparkContext._gateway
    session.stop()
    # The Java process would stay until this one ends.
    gateway.shutdown()
    gateway.proc.stdin.close()
    gateway.proc.wait(timeout=60)
    patch.undo()


def spark_frame(spark: Any, rows: list[Row], names: tuple[str, ...] = SCHEMA_IN.names) -> Any:
    data = [tuple(row.get(name) for name in names) for row in rows]
    return spark.createDataFrame(data, ", ".join(f"{name} string" for name in names))


def test_spark_gives_what_the_kernel_gives(spark: Any, rows: list[Row], tmp_path: Path) -> None:
    from shijian_extract.engines import extract_frame

    frame = extract_frame(spark_frame(spark, rows).repartition(6))
    frame.write.parquet(str(tmp_path / "extracted"))
    files = list((tmp_path / "extracted").glob("*.parquet"))
    assert len(files) == 6
    assert read_back(pa.concat_tables(map(parquet.read_table, files))) == alone(rows)


def test_spark_works_in_two_processes(spark: Any, rows: list[Row]) -> None:
    def workers(batches: Iterator[Any]) -> Iterator[Any]:
        for batch in batches:
            time.sleep(0.5)
            pids = {"parent": [os.getppid()], "pid": [os.getpid()], "rows": [batch.num_rows]}
            yield pa.RecordBatch.from_pydict(pids)

    frame = spark_frame(spark, rows).repartition(6)
    seen = frame.mapInArrow(workers, "parent long, pid long, rows long").collect()
    assert sum(row["rows"] for row in seen) == len(rows)
    # Each worker forks its Python processes from one of its own.
    assert len({row["parent"] for row in seen}) == 2


@pytest.mark.parametrize("known", [(), ("published",), ("place", "title"), OPTIONAL])
def test_spark_reads_any_of_the_columns(spark: Any, rows: list[Row], known: tuple[str, ...]) -> None:
    from shijian_extract.engines import extract_frame

    some = rows[:20]
    frame = spark_frame(spark, some, ("id", "text", *known))
    # In another order, and with a column that is not of ours.
    frame = frame.select(*reversed(frame.columns), frame.id.alias("further"))
    found = [row.asDict(recursive=True) for row in extract_frame(frame).collect()]
    batch = pa.RecordBatch.from_pylist(
        [{name: row.get(name) for name in ("id", "text", *known)} for row in some]
    )
    assert sorted(map(by_json, found)) == sorted(map(by_json, extract_batch(batch).to_pylist()))


def by_json(row: Row) -> str:
    return json.dumps(row, ensure_ascii=False, sort_keys=True)


def test_spark_casts_and_misses_columns(spark: Any) -> None:
    from shijian_extract.engines import extract_frame

    frame = spark.sql("select 7 as id, '去年建站12个。' as text, date '2023-12-05' as published")
    (row,) = extract_frame(frame).collect()
    assert (row.input, row.failure, row.records[0].period.start) == ("7", None, "2022-01-01")
    assert extract_frame(frame.where("id > 7")).collect() == []
    with pytest.raises(ShijianError, match="no column 'text' among id"):
        extract_frame(frame.select("id"))


# --- Ray


@pytest.fixture(scope="module")
def ray_folder() -> Iterator[str]:
    """Where Ray keeps its logs and sockets, whose paths may not be long; its processes write there until they have ended."""
    folder = tempfile.mkdtemp(prefix="ray-")
    yield folder
    for _ in range(50):
        shutil.rmtree(folder, ignore_errors=True)
        time.sleep(0.1)
        if not Path(folder).exists():
            break


@pytest.fixture(scope="module")
def ray(ray_folder: str) -> Iterator[Any]:
    """Two workers on this machine; no page that shows them, and nothing sent to anyone."""
    patch = pytest.MonkeyPatch()
    patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    import ray
    import ray.data

    ray.init(
        num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR",
        object_store_memory=200 << 20, _temp_dir=ray_folder, _node_ip_address="127.0.0.1",
    )  # fmt: skip
    ray.data.DataContext.get_current().enable_progress_bars = False
    yield ray
    ray.shutdown()
    patch.undo()


def ray_dataset(ray: Any, rows: list[Row], names: list[str] = SCHEMA_IN.names) -> Any:
    table = pa.Table.from_pylist(
        [{name: row.get(name) for name in names} for row in rows],
        schema=pa.schema([(name, pa.string()) for name in names]),
    )
    step = -(-len(rows) // 6)
    return ray.data.from_arrow([table.slice(start, step) for start in range(0, len(rows), step)])


def test_ray_gives_what_the_kernel_gives(ray: Any, rows: list[Row], tmp_path: Path) -> None:
    from shijian_extract.engines import extract_dataset

    dataset = extract_dataset(ray_dataset(ray, rows), batch_size=16, concurrency=2)
    dataset.write_parquet(str(tmp_path / "extracted"))
    files = list((tmp_path / "extracted").glob("*.parquet"))
    assert len(files) > 1
    assert read_back(pa.concat_tables(map(parquet.read_table, files))) == alone(rows)


def test_ray_works_in_two_processes(ray: Any, rows: list[Row]) -> None:
    def workers(table: Any) -> Any:
        time.sleep(0.5)
        return pa.table({"pid": [os.getpid()], "rows": [table.num_rows]})

    dataset = ray_dataset(ray, rows)
    seen = dataset.map_batches(workers, batch_format="pyarrow", batch_size=None).take_all()
    assert sum(row["rows"] for row in seen) == len(rows)
    assert len({row["pid"] for row in seen}) == 2


@pytest.mark.parametrize("known", [(), ("published",), ("place", "title"), OPTIONAL])
def test_ray_reads_any_of_the_columns(ray: Any, rows: list[Row], known: tuple[str, ...]) -> None:
    from shijian_extract.engines import extract_dataset

    names = ["id", "text", *known]
    dataset = extract_dataset(ray_dataset(ray, rows[:20], [*reversed(names), "further"]))
    batch = pa.RecordBatch.from_pylist([{name: row.get(name) for name in names} for row in rows[:20]])
    assert sorted(map(by_json, dataset.take_all())) == sorted(map(by_json, extract_batch(batch).to_pylist()))


def test_ray_misses_columns(ray: Any) -> None:
    from shijian_extract.engines import extract_dataset

    with pytest.raises(ShijianError, match="no column 'text'"):
        extract_dataset(ray_dataset(ray, [{"id": "a"}], ["id"])).take_all()


# --- the page about them

PAGES = ["engines.md", "engines.zh-CN.md"]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# A program and, where it prints something, what it prints; parts of a program that stand under one heading are one.
PROGRAMS = ["What goes in, what comes out", "Spark", "Ray", "The kernel alone"]


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text("utf-8")


def section(heading: str) -> str:
    return re.split(r"^## ", page("engines.md"), flags=re.MULTILINE)[1 + headings().index(heading)]


def headings() -> list[str]:
    return re.findall(r"^## (.*)$", page("engines.md"), re.MULTILINE)


def run_program(heading: str, folder: Path, **more: str) -> None:
    blocks = FENCE.findall(section(heading))
    code = "\n".join(body for language, body in blocks if language == "python")
    shown = "".join(body for language, body in blocks if language == "text")
    assert code
    env = {
        **os.environ,
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_LOCAL_IP": "127.0.0.1",
        "RAY_USAGE_STATS_ENABLED": "0",
        **more,
    }
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=env, capture_output=True, encoding="utf-8", timeout=300, check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout == shown


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    run_program("What goes in, what comes out", tmp_path)
    return tmp_path


def test_the_example_for_spark_is_true(java: None, articles: Path) -> None:
    run_program("Spark", articles)


def test_the_example_for_ray_is_true(ray_folder: str, articles: Path) -> None:
    run_program("Ray", articles, RAY_TMPDIR=ray_folder)


def test_the_example_for_the_kernel_is_true(tmp_path: Path) -> None:
    run_program("The kernel alone", tmp_path)


def test_no_example_is_left_out() -> None:
    with_code = [
        name for name in headings() if any(kind == "python" for kind, _ in FENCE.findall(section(name)))
    ]
    assert with_code == PROGRAMS


def test_both_pages_show_the_same() -> None:
    english, chinese = map(page, PAGES)
    assert FENCE.findall(english) == FENCE.findall(chinese)
    assert english.count("\n#") == chinese.count("\n#")
    assert english.count("\n| ") == chinese.count("\n| ")


@pytest.mark.parametrize("name", PAGES)
def test_the_schema_is_the_one_that_is_shown(name: str) -> None:
    found = re.search(r"<!-- schema -->(.*?)<!-- /schema -->", page(name), re.DOTALL)
    assert found
    rows = [line.split("|")[1:3] for line in found[1].splitlines() if line.startswith("| `")]
    shown = {column: kind.strip() for names, kind in rows for column in re.findall(r"`([\w.]+)`", names)}
    assert shown == dict(flat(SCHEMA_OUT))


def flat(fields: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """The columns by name, and those within a struct or a list of structs at the top, each with its type in words."""
    for one in fields:
        name, kind = before + one.name, one.type
        yield name, in_words(kind)
        inner = kind.value_type if pa.types.is_list(kind) else kind
        if pa.types.is_struct(inner) and not before:
            yield from flat(inner, f"{name}.")


def in_words(kind: Any) -> str:
    if pa.types.is_list(kind):
        return f"list of {in_words(kind.value_type)}"
    return "struct" if pa.types.is_struct(kind) else str(kind)


def test_what_is_measured_has_its_place_on_both_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    sizing = import_module("sizing")
    run = {
        "workers": 2, "articles_per_second": 100, "articles_per_core_second": 50, "engine_share": 0.25,
        "worker_mib": 256, "other_mib": 512,
    }  # fmt: skip
    size = {"characters": 1000, "records": 40, "parquet_bytes": {"zstd": 2000, "snappy": 3000}}
    report = {
        "machine": {"system": "Linux", "python": "3.11", "cores": 2}, "articles": 10, "runs": {"spark": [run]},
        "sizes": {"written": size, "reports": size},
    }  # fmt: skip
    for name in PAGES:
        (tmp_path / name).write_text(page(name), "utf-8")
    sizing.put(report, tmp_path)
    sizing.put(report, tmp_path)
    for name in PAGES:
        text = (tmp_path / name).read_text("utf-8")
        assert text.count("| spark | 2 | 100 | 50 | 25% | 256 | 512 |") == 1
        # 100 million at 50 a second of a core, on 64 cores with a quarter of a GiB each, 2,000 bytes an article.
        assert text.count("| spark | 556 | 8.7 | 16 | 200 |") == 1
        assert len(text.splitlines()) > len(text[: text.index("<!-- measured -->")].splitlines()) + 15
