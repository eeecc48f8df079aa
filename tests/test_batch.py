"""Batches: every kind of source, every sink, the ledger, the limits, and what is left when a run is killed."""

from __future__ import annotations

import contextlib
import csv
import gzip
import io
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tarfile
import threading
import time
import zipfile
from collections.abc import Iterator
from inspect import signature
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from shijian_extract import Extractor, extract
from shijian_extract.batch import (
    SINKS,
    TABLES,
    LedgerError,
    NothingFoundError,
    OutOfRoomError,
    Reading,
    Settings,
    SinkError,
    Summary,
    found,
    own_files,
    run,
    sink_for,
)
from shijian_extract.batch.items import Item, chunked
from shijian_extract.batch.ledger import Ledger, folder_of
from shijian_extract.batch.parts import SUFFIX, part_lines, write_part
from shijian_extract.batch.pool import Pool
from shijian_extract.batch.shape import record_columns, record_types
from shijian_extract.batch.sinks.tables import comments, record_table
from shijian_extract.batch.sources import items_of
from shijian_extract.batch.sources.settings import LONGEST, published
from shijian_extract.batch.work import Task
from shijian_extract.cli.batch import batch as batch_command
from shijian_extract.core import ReadError, Report
from shijian_extract.show.progress import run_display
from shijian_extract.synthetic import generate, write_lines

ROOT = Path(__file__).parents[1]
TEXT = "泾源县建成新时代文明实践所7个、实践站108个，注册志愿者1.3万余人。"
OTHER = "截至去年底，当涂县共有志愿服务队214支。"


def items(*sources: object, **reading: Any) -> list[Item]:
    return list(items_of(found([str(source) for source in sources]), Reading(**reading)))


def texts(found_items: list[Item]) -> list[str | None]:
    return [item.report.text if item.report else None for item in found_items]


def batch(sink: Path, *sources: object, workers: int = 1, **settings: Any) -> Summary:
    how = {name: settings.pop(name) for name in ("retry", "keep") if name in settings}
    inputs = found([str(source) for source in sources], [sink, folder_of(sink)])
    return run(inputs, sink, Settings(workers=workers, **settings), **how)


def lines_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def rows(path: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(path, read_only=True) as db:
        return db.execute(query).fetchall()


def tables(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every table as it stands, row for row; `runs` tells of time and is left out."""
    return {
        name: rows(path, f"SELECT * FROM {name}")
        for name in ("articles", *TABLES.values(), "evidence", "failures")
    }


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixty generated articles in one file, an article said twice and a line that is no JSON among them."""
    path = tmp_path_factory.mktemp("archive") / "reports.jsonl"
    entries = [
        json.dumps({"id": one.id, "text": one.text, "published": one.published}, ensure_ascii=False)
        for one in generate(60, seed=3, characters=700)
    ]
    twice = json.dumps({**json.loads(entries[4]), "id": "again"}, ensure_ascii=False)
    path.write_text("\n".join([*entries[:30], "no JSON", twice, *entries[30:]]) + "\n", "utf-8")
    return path


# --- sources ----------------------------------------------------------------------------------------------------------


def test_a_folder_gives_its_files_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "deep/z.txt", "note.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"{name}：{TEXT}", "utf-8")
    (tmp_path / "index.jsonl").write_text('{"id": "a", "published": "2023-04"}\n', "utf-8")
    found_items = items(tmp_path)
    assert [Path(item.where).name for item in found_items] == ["a.txt", "b.txt", "z.txt"]
    assert [item.report and item.report.published for item in found_items] == ["2023-04", None, None]
    assert [item.size for item in found_items] == [
        (tmp_path / name).stat().st_size for name in ("a.txt", "b.txt", "deep/z.txt")
    ]


def test_a_pattern_goes_through_folders_and_a_missing_source_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x" / "y").mkdir(parents=True)
    (tmp_path / "x" / "y" / "a.txt").write_text(TEXT, "utf-8")
    assert texts(items(f"{tmp_path}/**/*.txt")) == [TEXT]
    with pytest.raises(ReadError, match=r"none.*no such file, folder or match"):
        found([f"{tmp_path}/none/*.txt"])


def test_what_a_run_writes_is_no_source_of_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    for _ in range(2):
        assert batch(tmp_path / "facts.jsonl", tmp_path).counts["inputs"] == 1


def table_bytes(kind: str) -> bytes:
    table = [("n1", TEXT, "2023/1/5"), ("n2", OTHER, "2024年")]
    if kind == "jsonl":
        return "\n".join(
            json.dumps({"id": name, "text": text, "published": date}, ensure_ascii=False)
            for name, text, date in table
        ).encode()
    out = io.StringIO()
    csv.writer(out, delimiter="\t" if kind == "tsv" else ",").writerows([("id", "text", "published"), *table])
    return out.getvalue().encode("utf-8-sig")


@pytest.mark.parametrize("kind", ["jsonl", "csv", "tsv", "parquet", "jsonl.gz", "csv.gz"])
def test_tables_give_an_article_a_row(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"reports.{kind}"
    if kind == "parquet":
        columns = {"id": ["n1", "n2"], "text": [TEXT, OTHER], "published": ["2023/1/5", "2024年"]}
        pq.write_table(pa.table(columns), path)
    elif kind.endswith(".gz"):
        path.write_bytes(gzip.compress(table_bytes(kind.removesuffix(".gz"))))
    else:
        path.write_bytes(table_bytes(kind))
    found_items = items(path)
    assert [item.where for item in found_items] == [f"{path.as_posix()}:{n}" for n in (1, 2)]
    assert [item.report for item in found_items] == [
        Report(TEXT, id="n1", published="2023-01-05"),
        Report(OTHER, id="n2", published="2024"),
    ]


def test_columns_have_the_names_that_are_said(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"正文,编号,日期,place\n{TEXT},7,2021.3.9,泾源县\n", "utf-8")
    (item,) = items(path, text="正文", id="编号", date="日期")
    assert item.report == Report(TEXT, id="7", published="2021-03-09", place="泾源县")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"{", "no JSON"),
        (b"[1]", "no JSON object"),
        (b'{"body": "x"}', "no text in the column 'text'"),
        (b'{"text": " \\n"}', "the text is empty"),
        (b'{"text": "a\\u0000b"}', "NUL"),
        (b'{"text": "a\\ud800b"}', "no text in the encoding of the file (character 1)"),
        (b'{"text": "a", "published": "\xe6\x98\xa8\xe5\xa4\xa9"}', "is no date"),
        (b'{"text": "a", "published": "2023-02-30"}', "is no date"),
        (b"\xff\xfe", "no UTF-8 text (byte 0)"),
        (b"[" * 100_000, "no JSON"),
    ],
)
def test_a_bad_line_is_told_of_and_the_next_one_read(tmp_path: Path, line: bytes, why: str) -> None:
    path = tmp_path / "t.jsonl"
    path.write_bytes(line + b"\n" + table_bytes("jsonl"))
    bad, *good = items(path)
    assert bad.report is None
    assert why in (bad.failure or "")
    assert texts(good) == [TEXT, OTHER]


def test_a_byte_that_is_no_text_spoils_its_own_row(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("text\n甲\n".encode() + b"\xff\n" + "乙\n".encode())
    assert texts(items(path)) == ["甲", None, "乙"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2023-01-05T08:30:00+08:00", "2023-01-05"),
        ("2023年1月5日 08:30", "2023-01-05"),
        (2021, "2021"),
        (None, None),
    ],
)
def test_dates_of_tables(written: Any, read: str | None) -> None:
    assert published(written) == read


def zipped(path: Path, members: dict[str, bytes], flag: bool = True) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            # Tools of Chinese Windows write names in GB 18030 and don't say so.
            archive.writestr(name if flag else name.encode("gb18030").decode("cp437"), data)
    return path


def tarred(path: Path, members: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_archives_give_their_texts_and_tables(tmp_path: Path, pack: Any) -> None:
    members = {
        "二月/甲.txt": TEXT.encode(),
        "二月/photo.jpg": b"\xff\xd8",
        "reports.jsonl": table_bytes("jsonl"),
        # Behind the text that it tells of.
        "二月/index.jsonl": '{"id": "甲", "published": "2022-02"}'.encode(),
        "bad.txt": b"\xff\xff",
    }
    path = pack(tmp_path / ("a.zip" if pack is zipped else "a.tar.gz"), members)
    found_items = items(path)
    assert [item.where.removeprefix(f"{path.as_posix()}/") for item in found_items] == [
        "二月/甲.txt",
        "reports.jsonl:1",
        "reports.jsonl:2",
        "bad.txt",
    ]
    assert found_items[0].report == Report(TEXT, id="甲", published="2022-02")
    assert "no UTF-8 text" in (found_items[3].failure or "")


def test_names_in_archives_of_windows(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("placeholder.txt", TEXT)
    data = path.read_bytes()
    name = "实践站简报1.txt".encode("gb18030")
    assert len(name) == len(b"placeholder.txt")
    path.write_bytes(data.replace(b"placeholder.txt", name))
    (item,) = items(path)
    assert item.report
    assert item.report.id == "实践站简报1"


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz", "a.jsonl.gz", "a.parquet"])
def test_a_broken_archive_is_told_of(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"\x1f\x8b\x08\x00broken")
    (tmp_path / "b.txt").write_text(TEXT, "utf-8")
    bad, good = items(tmp_path)
    assert (bad.report, bad.where) == (None, (tmp_path / name).as_posix())
    assert bad.failure
    assert good.report


def test_a_member_that_unpacks_to_more_than_an_article_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "bomb.zip", {"a.txt": b"a" * (LONGEST + 1), "b.txt": TEXT.encode()})
    assert path.stat().st_size < LONGEST // 100
    bad, good = items(path)
    assert bad.failure == "longer than 64 MiB; split it"
    assert good.report


def test_names_that_are_no_text_are_shown_by_their_bytes(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/bad\xff.txt"
    Path(os.fsdecode(name)).write_text(TEXT, "utf-8")
    info = tarfile.TarInfo("in\udcfe.txt")
    info.size = len(TEXT.encode())
    with tarfile.open(tmp_path / "z.tar", "w") as archive:
        archive.addfile(info, io.BytesIO(TEXT.encode()))
    summary = batch(tmp_path / "facts.jsonl", tmp_path)
    assert summary.counts["failures"] == 1
    assert lines_of(tmp_path / "facts.failures.jsonl")[0]["source"].endswith("bad\\xff.txt")
    assert [line["article"]["id"] for line in lines_of(tmp_path / "facts.jsonl")] == ["in\\xfe"]


def test_encodings(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT.encode("gb18030"))
    (tmp_path / "b.csv").write_bytes(f"text\n{OTHER}\n".encode("gb18030"))
    assert texts(items(tmp_path, encoding="gb18030")) == [TEXT, OTHER]
    assert texts(items(tmp_path)) == [None, None]


# --- parts ------------------------------------------------------------------------------------------------------------


def test_chunks_stay_what_they_are_where_inputs_are_added() -> None:
    every = [Item(f"{n}.txt", Report(f"{TEXT}{n}")) for n in range(1000)]
    before = [tuple(chunk) for chunk in chunked(iter(every), 32, 10**6)]
    after = [tuple(chunk) for chunk in chunked(iter([every[0], Item("new", None), *every[1:]]), 32, 10**6)]
    assert max(map(len, before)) <= 32
    assert len(set(after) - set(before)) <= 3
    assert [item for chunk in before for item in chunk] == every


def test_a_part_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(fd: int) -> None:
        raise OSError(28, "No space left on device")

    part = write_part(str(tmp_path / "ab" / "ab12"), {"articles": 1}, ["{}"])
    assert list(part_lines(part)) == [b"{}\n"]
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_part(str(tmp_path / "ab" / "ab13"), {"articles": 1}, ["{}"])
    assert [path.name for path in (tmp_path / "ab").iterdir()] == [f"ab12{SUFFIX}"]


def spoil(path: Path, how: str) -> None:
    data = path.read_bytes()
    if how == "a bit":
        path.write_bytes(data[:-20] + bytes([data[-20] ^ 1]) + data[-19:])
    elif how == "a line":
        path.write_bytes(gzip.compress(gzip.decompress(data).rpartition(b"\n{")[0] + b"\n"))
    else:
        path.write_bytes({"cut": data[: len(data) // 2], "empty": b"", "another": b"[]"}[how])


@pytest.mark.parametrize("how", ["a bit", "a line", "cut", "empty", "another"])
def test_a_part_that_a_disk_has_spoiled_is_done_anew(archive: Path, tmp_path: Path, how: str) -> None:
    sink = tmp_path / "facts.jsonl"
    batch(sink, archive)
    whole = sink.read_bytes()
    part = next(folder_of(sink).glob("*/*.gz"))
    spoil(part, how)
    again = batch(sink, archive)
    assert sink.read_bytes() == whole
    assert 0 < again.new["inputs"] <= 62


def test_one_run_at_a_time(tmp_path: Path) -> None:
    sink = tmp_path / "facts.jsonl"
    with Ledger(sink), pytest.raises(LedgerError, match="another run is at work"), Ledger(sink):
        pass
    with Ledger(sink):
        pass


def test_a_half_written_table_of_what_was_seen_is_made_anew(tmp_path: Path) -> None:
    sink = tmp_path / "facts.jsonl"
    with Ledger(sink) as ledger:
        path = ledger.folder / "seen.sqlite"
    path.write_bytes(b"SQLite format 3\0" + os.urandom(8000))
    with Ledger(sink) as ledger:
        assert [item.where for item in ledger.linked([Item("a", None), Item("a", None)])] == ["a"]
    with contextlib.closing(sqlite3.connect(path)) as db:
        assert db.execute("select count(*) from place").fetchone() == (1,)


def test_a_source_is_never_written_over(archive: Path, tmp_path: Path) -> None:
    source = tmp_path / "articles.jsonl"
    source.write_bytes(archive.read_bytes())
    with pytest.raises(ReadError, match="would write over this source"):
        found([str(source)], own_files(source))
    inputs = found([f"{tmp_path}/*.jsonl"], own_files(tmp_path / "facts.jsonl"))
    (tmp_path / "facts.jsonl").write_text("{}\n", "utf-8")
    assert list(inputs.paths()) == [source]


def test_ledgers_and_what_is_no_file_are_no_sources(tmp_path: Path) -> None:
    (tmp_path / "other.duckdb.ledger").mkdir()
    (tmp_path / "other.duckdb.ledger" / "a.jsonl").write_text("{}\n", "utf-8")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    deep = tmp_path
    for _ in range(300):
        deep = deep / "d"
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text(TEXT, "utf-8")
    assert texts(items(tmp_path)) == [TEXT]


def test_sources_without_any_input_empty_nothing(tmp_path: Path) -> None:
    sink, folder = tmp_path / "facts.jsonl", tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, "utf-8")
    batch(sink, folder)
    whole = sink.read_bytes()
    (folder / "a.txt").unlink()
    with pytest.raises(NothingFoundError):
        batch(sink, folder)
    assert sink.read_bytes() == whole
    assert list(folder_of(sink).glob("*/*.gz"))


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_two_members_of_one_name_and_packed_ones(tmp_path: Path, pack: Any) -> None:
    path = pack(
        tmp_path / ("a.zip" if pack is zipped else "a.tar.gz"), {"a.txt": TEXT.encode(), "b.zip": b"PK"}
    )
    if pack is zipped:
        with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.txt", OTHER)
    else:
        path = tmp_path / "two.tar"
        with tarfile.open(path, "w") as archive:
            for text in (TEXT, OTHER):
                info = tarfile.TarInfo("a.txt")
                info.size = len(text.encode())
                archive.addfile(info, io.BytesIO(text.encode()))
            archive.addfile(tarfile.TarInfo("b.zip"))
    summary = batch(tmp_path / "facts.jsonl", path)
    assert (summary.counts["articles"], summary.counts["failures"]) == (2, 1)
    assert "unpack the archive" in lines_of(tmp_path / "facts.failures.jsonl")[0]["why"]


def test_a_quote_that_is_not_closed_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f'text\n{TEXT}\n"{OTHER}\n{TEXT}\n', "utf-8")
    good, bad = items(path)
    assert good.report
    assert "no CSV from here on" in (bad.failure or "")


def test_faults_of_a_format_are_told_of_their_file(tmp_path: Path) -> None:
    column = pa.array([b"\xff\xfe"], pa.binary()).cast(pa.string(), safe=False)
    pq.write_table(pa.table({"text": column}), tmp_path / "a.parquet")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "t.txt").write_text(TEXT, "utf-8")
    (tmp_path / "b" / "index.jsonl").write_text('{"id": "t", "title": "\\ud800"}\n', "utf-8")
    (tmp_path / "c.txt").write_text(TEXT, "utf-8")
    found_items = items(tmp_path)
    assert texts(found_items) == [None, None, TEXT]
    assert all(item.failure for item in found_items[:2])


# --- sinks ------------------------------------------------------------------------------------------------------------


def test_json_lines_are_what_extract_prints(archive: Path, tmp_path: Path) -> None:
    sink = tmp_path / "facts.jsonl"
    summary = batch(sink, archive)
    entries = [json.loads(line) for line in archive.read_text("utf-8").split("\n") if line.startswith("{")]
    wanted = [
        extract(entry["text"], id=entry["id"], published=entry["published"]).model_dump_json()
        for entry in entries
        if entry["id"] != "again"
    ]
    assert sink.read_text("utf-8") == "\n".join(wanted) + "\n"
    assert lines_of(tmp_path / "facts.failures.jsonl")[0]["source"] == f"{archive.as_posix()}:31"
    (twice,) = lines_of(tmp_path / "facts.duplicates.jsonl")
    assert (twice["input"], twice["duplicate_of"]) == ("again", f"{archive.as_posix()}:5")
    assert (summary.counts["articles"], summary.counts["failures"], summary.counts["duplicates"]) == (
        60,
        1,
        1,
    )


def test_the_tables_say_what_the_lines_say(archive: Path, tmp_path: Path) -> None:
    batch(tmp_path / "facts.jsonl", archive)
    batch(tmp_path / "facts.duckdb", archive)
    articles = lines_of(tmp_path / "facts.jsonl")
    database = tmp_path / "facts.duckdb"
    for kind, table in TABLES.items():
        count = sum(record["type"] == kind for article in articles for record in article["records"])
        assert count, f"the archive has no {kind}"
        assert rows(database, f"SELECT count(*) FROM {table}") == [(count,)]
    figures = [
        (
            article["article"]["id"],
            record["label"],
            record["quantity"]["value"],
            record["evidence"][0]["start"],
        )
        for article in articles
        for record in article["records"]
        if record["type"] == "figure"
    ]
    query = "SELECT id, label, value, evidence_start FROM figures JOIN articles USING (article) ORDER BY article, record"
    assert rows(database, query) == figures
    assert rows(database, "SELECT id, duplicate_of FROM articles WHERE duplicate_of IS NOT NULL") == [
        ("again", 5)
    ]
    assert rows(database, "SELECT source, kind FROM failures") == [(f"{archive.as_posix()}:31", "read")]
    spans = "SELECT count(*) FROM evidence AS e JOIN articles AS a USING (article) WHERE "
    assert rows(database, f'{spans} a.text[e.start + 1 : e."end"] = e.text') == rows(
        database, "SELECT count(*) FROM evidence"
    )


def test_rows_stand_in_the_order_of_the_articles(archive: Path, tmp_path: Path) -> None:
    batch(tmp_path / "facts.duckdb", archive, workers=2)
    for table in TABLES.values():
        keys = rows(tmp_path / "facts.duckdb", f"SELECT article, record FROM {table}")
        assert keys == sorted(keys)
        assert len(set(keys)) == len(keys)


def test_every_column_has_its_word(archive: Path, tmp_path: Path) -> None:
    sink = tmp_path / "facts.duckdb"
    batch(sink, archive)
    silent = "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND comment IS NULL"
    views = {name for (name,) in rows(sink, "SELECT view_name FROM duckdb_views() WHERE NOT internal")}
    assert rows(sink, silent) == []
    assert views | {name for (name,) in rows(sink, "SELECT table_name FROM duckdb_tables()")} == set(
        comments()["tables"]
    )
    assert rows(sink, "SELECT comment FROM duckdb_tables() WHERE comment IS NULL") == []


@pytest.mark.parametrize("page", ["tables.md", "tables.zh-CN.md"])
def test_the_reference_has_every_table_and_column(archive: Path, tmp_path: Path, page: str) -> None:
    sink = tmp_path / "facts.duckdb"
    batch(sink, archive)
    sections = (ROOT / "docs" / page).read_text("utf-8").split("\n## ")[1:]
    told = {
        section.split("`")[1]: [line.split("`")[1] for line in section.splitlines() if line.startswith("| `")]
        for section in sections
    }
    names = "SELECT table_name, list(column_name ORDER BY column_index) FROM duckdb_columns() WHERE NOT internal GROUP BY 1"
    assert told == dict(rows(sink, names))


def test_every_field_of_a_record_has_its_column() -> None:
    assert list(TABLES) == list(record_types())
    for kind, model in record_types().items():
        sources = {column.source for column in record_table(kind)}
        for name in model.model_fields:
            assert name == "type" or any(f".{name}" in s or f'."{name}"' in s for s in sources), (kind, name)
    assert {name for model in record_types().values() for name in model.model_fields} == {
        column.name for column in record_columns()
    }


def test_flat_files_defuse_what_a_spreadsheet_would_run(tmp_path: Path) -> None:
    source = tmp_path / "t.jsonl"
    hostile = '=HYPERLINK("http://x","y")'
    source.write_text(json.dumps({"id": hostile, "text": TEXT, "source": "@SUM(1)"}) + "\n", "utf-8")
    batch(tmp_path / "facts.csv", source)
    batch(tmp_path / "facts.xlsx", source)
    with (tmp_path / "facts.articles.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["input"], row["outlet"]) == (f"'{hostile}", "'@SUM(1)")
    with (tmp_path / "facts.figures.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [(row["value"], row["low"], row["unit"]) for row in csv.DictReader(file)][-1] == (
            "13000",
            "13000",
            "人",
        )
    book = openpyxl.load_workbook(tmp_path / "facts.xlsx")
    assert book.sheetnames == ["articles", *TABLES.values(), "evidence", "failures"]
    cell = book["articles"]["C2"]
    assert (cell.value, cell.data_type) == (hostile, "s")


def test_parquet_files(archive: Path, tmp_path: Path) -> None:
    batch(tmp_path / "facts.parquet", archive)
    flows = pq.read_table(tmp_path / "facts.order_flows.parquet").to_pylist()
    assert flows
    assert all(set(step) == {"actor", "action"} for flow in flows for step in flow["steps"])


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".xlsx", ".parquet"])
def test_the_same_input_gives_the_same_bytes(archive: Path, tmp_path: Path, suffix: str) -> None:
    for name, workers in (("one", 1), ("two", 2)):
        (tmp_path / name).mkdir()
        batch(tmp_path / name / f"facts{suffix}", archive, workers=workers)
    one, two = (sorted((tmp_path / name).glob("*.*")) for name in ("one", "two"))
    files = [(a, b) for a, b in zip(one, two, strict=True) if a.is_file()]
    assert files
    assert [a.name for a, b in files if a.read_bytes() != b.read_bytes()] == []


def test_the_same_input_gives_the_same_tables(archive: Path, tmp_path: Path) -> None:
    for workers in (1, 2):
        batch(tmp_path / f"{workers}.duckdb", archive, workers=workers)
    assert tables(tmp_path / "1.duckdb") == tables(tmp_path / "2.duckdb")


def test_duplicates_of_what_failed_have_failed(with_a_giant: Path, tmp_path: Path) -> None:
    giant = with_a_giant.read_text("utf-8").split("\n")[1]
    with with_a_giant.open("a", encoding="utf-8") as lines:
        lines.write(f"{giant}\n")
    sink = tmp_path / "facts.duckdb"
    batch(sink, with_a_giant, seconds=0.3)
    assert [(where[-2:], kind) for where, kind in rows(sink, "SELECT source, kind FROM failures")] == [
        (":2", "time"),
        (":4", "time"),
    ]
    assert rows(sink, "SELECT count(*) FROM articles") == [(2,)]


def test_a_folder_named_as_a_column_and_an_old_journal_change_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "text=abc"
    folder.mkdir()
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    sink = folder / "facts.duckdb"
    sink.with_name("facts.duckdb.wal").write_bytes(b"of another database")
    batch(sink, tmp_path / "a.txt")
    assert rows(sink, "SELECT text FROM articles") == [(TEXT,)]


def test_numbers_that_no_sheet_can_hold_are_written_as_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"全县现有志愿者{'9' * 400}人。", "utf-8")
    batch(tmp_path / "facts.xlsx", tmp_path / "a.txt")
    assert openpyxl.load_workbook(tmp_path / "facts.xlsx")["figures"]["E2"].value == "inf"


def test_a_database_of_something_else_is_left_alone(tmp_path: Path) -> None:
    sink = tmp_path / "own.duckdb"
    with duckdb.connect(sink) as db:
        db.execute("CREATE TABLE accounts (a INTEGER)")
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    with pytest.raises(SinkError, match="holds no facts of an earlier run"):
        batch(sink, tmp_path / "a.txt")
    assert rows(sink, "SELECT count(*) FROM accounts") == [(0,)]


def test_runs_are_kept_and_count_what_they_did(tmp_path: Path) -> None:
    sink = tmp_path / "facts.duckdb"
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    batch(sink, tmp_path)
    (tmp_path / "b.txt").write_text(OTHER, "utf-8")
    batch(sink, tmp_path)
    batch(sink, tmp_path)
    counted = rows(sink, "SELECT run, articles, records, new_articles FROM runs ORDER BY run")
    assert [row[:2] for row in counted] == [(1, 1), (2, 2), (3, 2)]
    assert counted[2][3] == 0
    assert all(records > 0 for _, _, records, _ in counted)


def test_an_unknown_sink_says_which_there_are() -> None:
    with pytest.raises(Exception, match=r"\.jsonl, \.duckdb, \.csv, \.xlsx, \.parquet"):
        sink_for(Path("facts.xml"))
    assert set(SINKS) == {".jsonl", ".duckdb", ".csv", ".xlsx", ".parquet"}


# --- limits -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def with_a_giant(tmp_path: Path) -> Path:
    """An ordinary article before and after one that takes seconds and tens of megabytes."""
    giant = "".join(f"{n}村建成新时代文明实践站{n}个，注册志愿者{n}名。" for n in range(12_000))
    path = tmp_path / "giant.jsonl"
    entries = [TEXT, giant, OTHER]
    path.write_text("\n".join(json.dumps({"text": text}) for text in entries) + "\n", "utf-8")
    return path


def test_an_article_that_takes_too_long_becomes_a_failure(with_a_giant: Path, tmp_path: Path) -> None:
    sink = tmp_path / "facts.jsonl"
    summary = batch(sink, with_a_giant, seconds=0.3)
    (failure,) = lines_of(tmp_path / "facts.failures.jsonl")
    assert (failure["source"][-2:], failure["kind"]) == (":2", "time")
    assert "took longer than 0.3 seconds" in failure["why"]
    assert (summary.counts["articles"], summary.counts["faults"]) == (2, 1)
    assert batch(sink, with_a_giant, seconds=0.3).new["inputs"] == 0
    assert batch(sink, with_a_giant, seconds=60, retry=True).counts["failures"] == 0
    assert not (tmp_path / "facts.failures.jsonl").exists()


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is bounded on Linux alone")
def test_an_article_that_takes_too_much_memory_becomes_a_failure(with_a_giant: Path, tmp_path: Path) -> None:
    summary = batch(tmp_path / "facts.jsonl", with_a_giant, memory=16)
    (failure,) = lines_of(tmp_path / "facts.failures.jsonl")
    assert failure["source"][-2:] == ":2"
    assert failure["kind"] in ("memory", "fault")
    assert summary.counts["articles"] == 2


@pytest.mark.parametrize("kills", [1, 2])
def test_an_article_that_ends_its_worker_is_tried_once_more(tmp_path: Path, kills: int) -> None:
    every = [Item(str(n), Report(TEXT * 4000)) for n in range(3)]
    (tmp_path / "aa").mkdir()
    killed: list[int] = []

    def kill(pool: Pool) -> None:
        dead = None
        while len(killed) < kills:
            worker = pool._workers[0] if pool._workers else None
            # The second time it is the same article's turn once more.
            if (
                worker
                and worker is not dead
                and worker.at[1]
                and worker.at[0] == (killed or [worker.at[0]])[0]
            ):
                killed.append(int(worker.at[0]))
                dead = worker
                worker.process.kill()
            time.sleep(0.005)

    with Pool(Settings()) as pool:
        killer = threading.Thread(target=kill, args=(pool,))
        killer.start()
        ((_, part),) = pool.run(iter([Task(str(tmp_path / "aa" / "aa"), every)]))
        killer.join()
    failed = [json.loads(line)["source"] for line in part_lines(part) if b'"failure"' in line]
    assert failed == ([str(killed[0])] if kills == 2 else [])
    assert part.counts["articles"] == 3 - len(failed)


def test_a_fault_of_the_chain_is_told_of_its_text() -> None:
    from shijian_extract.batch.work import lines_of as lines_of_task

    class Faulty(Extractor):
        def run_page(self, report: Report) -> Any:
            raise ZeroDivisionError("seven")

    counts, lines = lines_of_task(Task("", [Item("a", Report(TEXT))]), Faulty(), True, lambda index: None)
    assert counts["faults"] == 1
    assert json.loads(lines[0])["failure"] == {"kind": "fault", "why": "ZeroDivisionError: seven"}


def test_a_full_disk_ends_the_run_with_what_is_done_kept(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(fd: int) -> None:
        raise OSError(28, "No space left on device")

    sink = tmp_path / "facts.jsonl"
    with monkeypatch.context() as patch:
        patch.setattr(
            os, "fsync", full
        )  # the workers' own disk is not full: it is the sink that cannot be written
        with pytest.raises(OutOfRoomError, match=r"No space left.*goes on from here"):
            batch(sink, archive)
    assert not sink.exists()
    assert batch(sink, archive).new["inputs"] == 0
    assert len(lines_of(sink)) == 60


def test_what_a_killed_run_left_of_a_database_is_in_nobodys_way(archive: Path, tmp_path: Path) -> None:
    sink = tmp_path / "facts.duckdb"
    folder = folder_of(sink)
    folder.mkdir()
    for name in ("new.duckdb", "new.duckdb.wal", "slice0.duckdb", "slice0.duckdb.wal"):
        (folder / name).write_bytes(b"half of something")
    batch(sink, archive, workers=2)
    assert rows(sink, "SELECT count(*) FROM articles WHERE duplicate_of IS NULL") == [(60,)]


# --- the command line, killed and interrupted -------------------------------------------------------------------------


def command(*words: object) -> list[str]:
    return [sys.executable, "-m", "shijian_extract", "batch", *map(str, words)]


def test_the_command_sums_up_and_its_exit_code_says_how_it_went(archive: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        command(archive, "--to", tmp_path / "facts.duckdb", "--workers", 2),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "60 articles of 62 inputs" in done.stderr
    assert "failures: 1; duplicates: 1; done before: 0" in done.stderr
    assert "figures" in done.stderr
    for words, said in (
        ([archive, "--to", tmp_path / "facts.xml"], "no format that is known"),
        ([tmp_path / "none"], "no such file"),
        ([archive, "--encoding", "klingon"], "is no encoding"),
    ):
        done = subprocess.run(command(*words), capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 2
        assert said in " ".join(done.stderr.replace("│", " ").split())


def test_the_command_works_within_the_limits_that_the_library_does() -> None:
    defaults = {name: option.default for name, option in signature(batch_command).parameters.items()}
    settings = Settings()
    assert (defaults["workers"], defaults["seconds"], defaults["memory"], defaults["split"]) == (
        settings.workers,
        settings.seconds,
        settings.memory,
        settings.split,
    )


def test_standard_input(tmp_path: Path) -> None:
    done = subprocess.run(
        command("-", "--to", tmp_path / "facts.jsonl"),
        input=table_bytes("jsonl"),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert [article["article"]["id"] for article in lines_of(tmp_path / "facts.jsonl")] == ["n1", "n2"]


@pytest.mark.parametrize("form", ["text", "rows"])
def test_standard_input_of_other_forms(tmp_path: Path, form: str) -> None:
    given = TEXT.encode() if form == "text" else f"text\n{TEXT}\n".encode()
    done = subprocess.run(
        command("-", "--form", form, "--to", tmp_path / "facts.jsonl"),
        input=given,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (article,) = lines_of(tmp_path / "facts.jsonl")
    assert len(article["records"]) >= 3


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_a_bar_and_a_log_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    with run_display(1000, terminal) as display:
        display(500, 1234, 77_000)
    assert "1,234 inputs" in terminal.getvalue()
    assert "characters/s" in terminal.getvalue()
    log = io.StringIO()
    clock = iter([0.0, 10.0, 40.0, 50.0])
    monkeypatch.setattr("shijian_extract.show.progress.time.monotonic", lambda: next(clock))
    with run_display(1000, log) as display:
        for inputs in (100, 400, 500):
            display(inputs, inputs, inputs * 1000)
    assert log.getvalue() == "400 inputs, 10,000 characters/s, 40 %, about 1 min left\n"


@contextlib.contextmanager
def started(*words: object) -> Iterator[subprocess.Popen[bytes]]:
    # Where the tests themselves run in the background, Ctrl-C is ignored, and what they start would ignore it too.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        process = subprocess.Popen(command(*words), stderr=subprocess.PIPE, start_new_session=True)
    finally:
        signal.signal(signal.SIGINT, before)
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if process.stderr:
            process.stderr.close()


def test_ctrl_c_stops_cleanly_and_says_how_to_go_on(tmp_path: Path) -> None:
    # Long enough that it isn't at its end when the first part is there.
    long = tmp_path / "reports.jsonl"
    write_lines(generate(400, seed=3, characters=700), long)
    sink = tmp_path / "facts.jsonl"
    with started(long, "--to", sink) as process:
        while not list(folder_of(sink).glob("*/*")):
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate()
    assert process.returncode == 130
    assert said.decode().strip().endswith("the same command goes on from there")
    assert not list(folder_of(sink).glob("*/*.tmp"))
    assert not sink.exists()


@pytest.mark.parametrize("suffix", [".jsonl", ".duckdb"])
def test_a_run_that_is_killed_again_and_again_ends_as_if_it_had_not_been(
    archive: Path, tmp_path: Path, suffix: str
) -> None:
    undisturbed, killed = tmp_path / f"whole{suffix}", tmp_path / f"killed{suffix}"
    begun = time.monotonic()
    assert (
        subprocess.run(
            command(archive, "--to", undisturbed), check=False, stderr=subprocess.DEVNULL
        ).returncode
        == 1
    )
    longest = time.monotonic() - begun
    chance = random.Random(7)
    for kill in range(10):
        with started(archive, "--to", killed, "--workers", 1 + kill % 2) as process:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(chance.uniform(0, longest))
            with contextlib.suppress(ProcessLookupError):
                # The parent alone, or its workers with it.
                (os.kill if kill % 3 else os.killpg)(process.pid, signal.SIGKILL)
    assert (
        subprocess.run(command(archive, "--to", killed), check=False, stderr=subprocess.DEVNULL).returncode
        == 1
    )
    if suffix == ".duckdb":
        assert tables(killed) == tables(undisturbed)
    else:
        assert killed.read_bytes() == undisturbed.read_bytes()
