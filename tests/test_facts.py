"""Facts read back: what was written comes back record by record, with its text; what is wrong is told of and passed over."""

from __future__ import annotations

import gzip
import os
import threading
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from shijian_extract import extract
from shijian_extract.batch import Settings, found, run
from shijian_extract.batch.facts import FactsError, read_facts
from shijian_extract.cli import app
from shijian_extract.core import ReadError
from shijian_extract.records import Article
from shijian_extract.synthetic import generate, write_lines

CORPUS = Path(__file__).parents[1] / "corpus"


def articles(path: Path, texts: Path | None = None) -> list[Article]:
    return list(read_facts(path, texts))


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reports of the corpus and some generated ones, in both forms."""
    folder = tmp_path_factory.mktemp("facts")
    write_lines(generate(30, seed=3), folder / "made.jsonl")
    for sink in ("facts.duckdb", "facts.jsonl"):
        run(found([str(CORPUS), str(folder / "made.jsonl")]), folder / sink, Settings())
    return folder


def test_a_database_gives_back_what_the_lines_hold(written: Path) -> None:
    lines, rows = articles(written / "facts.jsonl"), articles(written / "facts.duckdb")
    assert len(rows) > 100
    assert rows == lines
    assert [row.model_dump_json() for row in rows] == [line.model_dump_json() for line in lines]


def test_a_database_holds_the_texts(written: Path) -> None:
    for article in articles(written / "facts.duckdb"):
        assert article.text
        assert all(
            article.text[span.start : span.end] == span.text
            for record in article.records
            for span in record.evidence
        )


def test_texts_of_lines_are_found_by_name(written: Path) -> None:
    told: list[ReadError] = []
    by_id = {one.article.id: one.text for one in read_facts(written / "facts.jsonl", CORPUS, told.append)}
    known = {name: text for name, text in by_id.items() if text}
    assert len(known) >= 82
    assert any(name and "#" in name for name in known), "articles of a page have the page's text"
    assert all("no text" in str(error) for error in told), "the generated ones are not in the folder"


def test_a_text_that_was_changed_since_is_none(tmp_path: Path) -> None:
    article = extract("全县建成新时代文明实践站212个。", id="a")
    (tmp_path / "facts.jsonl").write_text(article.model_dump_json() + "\n", "utf-8")
    (tmp_path / "a.txt").write_text("目前全县建成新时代文明实践站212个。", "utf-8")
    with pytest.raises(FactsError, match=r"a\.txt: not the text of a: .*'212个' doesn't stand at 12"):
        articles(tmp_path / "facts.jsonl", tmp_path)


def test_an_id_leads_out_of_no_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("全县建成新时代文明实践站212个。", "utf-8")
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "b.txt").write_text("b", "utf-8")
    line = extract("全县建成新时代文明实践站212个。", id="../secret").model_dump_json()
    (tmp_path / "facts.jsonl").write_text(line, "utf-8")
    told: list[ReadError] = []
    (read,) = read_facts(tmp_path / "facts.jsonl", folder, told.append)
    assert read.text is None
    assert len(told) == 1


def test_bad_lines_are_told_of_and_the_others_read(tmp_path: Path) -> None:
    good = extract("全县建成新时代文明实践站212个。", id="a").model_dump_json()
    lines = ["\ufeff" + good, "", "{", '{"records": []}', '{"article": {"id": 3}, "records": []}', good]
    path = tmp_path / "facts.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    told: list[ReadError] = []
    assert len(list(read_facts(path, complain=told.append))) == 2
    assert [str(error).partition(": ")[0] for error in told] == [f"{path}, line {n}" for n in (3, 4, 5)]
    assert "article.id" in str(told[2])
    with pytest.raises(FactsError, match="line 3: no JSON"):
        articles(path)


def test_packed_lines(tmp_path: Path) -> None:
    line = extract("全县建成新时代文明实践站212个。", id="a").model_dump_json().encode()
    path = tmp_path / "facts.jsonl.gz"
    path.write_bytes(gzip.compress(line * 1 + b"\n" + line))
    assert len(articles(path)) == 2
    path.write_bytes(path.read_bytes()[:-12])
    told: list[ReadError] = []
    list(read_facts(path, complain=told.append))
    assert "cannot be read" in str(told[0])


def test_a_file_of_another_kind_is_told_of_once(tmp_path: Path) -> None:
    path = tmp_path / "gold.json"
    path.write_text("[\n" + "{},\n" * 1000 + "]", "utf-8")
    told: list[ReadError] = []
    with pytest.raises(FactsError, match=r"JSON of another form .*name JSON Lines"):
        list(read_facts(path, complain=told.append))
    assert told == []


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("x.txt", "全县有志愿者3万人。\n\n人人参与。\n".encode(), "a text"),
        ("x.txt", b"one line", "a text"),
        ("x.csv", "id,text\n1,全县有志愿者3万人。\n".encode(), "a table"),
        ("x.xlsx", b"PK\x03\x04\n\n\n\x00\x01\n", "a spreadsheet"),
        ("x.xls", b"\xd0\xcf\x11\xe0\n\x00", "an old Excel"),
        ("x.parquet", b"PAR1\n\n\x00", "a Parquet file"),
        ("x.png", b"\x89PNG\n\x00\n", "no text"),
        ("x.jsonl", '{"text": "全县有志愿者3万人。"}\n'.encode() * 3, "JSON of another form"),
        ("x.jsonl.gz", gzip.compress("全县有志愿者3万人。\n".encode()), "a text"),
    ],
)
def test_what_another_file_looks_like_is_said_once(
    tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    for words, code in (
        (["check"], 2),
        (["report", "-o", tmp_path / "page.html"], 1),
        (["compare", "--indicator", "volunteer"], 1),
        *([] if name.endswith(".txt") else [(["show"], 1)]),
    ):
        done = CliRunner().invoke(app, [*map(str, words), str(path)], catch_exceptions=False)
        (line,) = done.stderr.splitlines()
        assert (done.exit_code, done.stdout) == (code, ""), words
        assert f"it looks like {says}" in line
        assert "shijian-extract batch" in line


def test_a_folder_is_refused_alike(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("全县有志愿者3万人。", "utf-8")
    said = set()
    for words, code in (("check", 2), ("report", 1), ("compare --indicator volunteer", 1), ("show", 1)):
        done = CliRunner().invoke(app, [*words.split(), str(tmp_path)], catch_exceptions=False)
        assert (done.exit_code, done.stdout) == (code, "")
        said.add(done.stderr)
    (line,) = said
    assert "a folder; " in line
    assert "shijian-extract batch" in line


def test_nothing_read_is_no_all_clear(tmp_path: Path) -> None:
    (tmp_path / "facts.jsonl").write_text("\n", "utf-8")
    done = CliRunner().invoke(app, ["check", str(tmp_path / "facts.jsonl")], catch_exceptions=False)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "no article in it" in done.stderr
    assert "未发现" not in done.stderr


@pytest.mark.parametrize("value", ["1e5000", "1e999999999", "-1e301", "1e-999999999"])
def test_a_number_that_nothing_can_hold_costs_its_line_alone(tmp_path: Path, value: str) -> None:
    good = extract("全县建成新时代文明实践站3.5个。", id="a").model_dump_json()
    assert good.count("3.5,") >= 1
    path = tmp_path / "facts.jsonl"
    path.write_text(good.replace("3.5,", f'"{value}",', 1) + "\n" + good, "utf-8")
    told: list[ReadError] = []
    assert len(list(read_facts(path, complain=told.append))) == 1
    assert "line 1: a number of more than" in str(told[0])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with names")
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_facts_come_through_a_pipe(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    line = extract("全县建成新时代文明实践站212个。", id="a").model_dump_json().encode() + b"\n"
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_bytes, args=(pack(line * 2),))
    writer.start()
    assert len(articles(path)) == 2
    writer.join()


def test_a_pack_that_is_damaged_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl.gz"
    path.write_bytes(gzip.compress(b"")[:10] + b"\xff" * 40)
    with pytest.raises(FactsError, match="cannot be read"):
        articles(path)


def test_what_holds_no_facts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FactsError, match="a folder"):
        articles(tmp_path)
    with pytest.raises(FactsError, match="No such file"):
        articles(tmp_path / "none.jsonl")
    with duckdb.connect(tmp_path / "other.duckdb") as db:
        db.execute("CREATE TABLE articles (name VARCHAR)")
    with pytest.raises(FactsError, match="no database of facts"):
        articles(tmp_path / "other.duckdb")
    (tmp_path / "broken.duckdb").write_bytes(b"12345678DUCK" + b"\0" * 5000)
    with pytest.raises(FactsError, match="no database of facts"):
        articles(tmp_path / "broken.duckdb")
