"""The command line: what each command gives, what it says of bad input, how it ends."""

from __future__ import annotations

import ast
import errno
import io
import json
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import shijian_extract
from shijian_extract import Article, Extractor
from shijian_extract.cli import app
from shijian_extract.show.marks import explanation, marked
from shijian_extract.show.progress import MANY_IN_LOG, MANY_ON_TERMINAL, watched
from shijian_extract.show.records import COLUMNS, record_lines
from shijian_extract.show.scores import miss_lines, note_lines
from shijian_extract.views.cells import TYPES, quantity_text
from shijian_extract.views.lines import one_line, visible

PACKAGE = Path(shijian_extract.__file__).parent
FIRST = "全县建成新时代文明实践站36个，累计开展志愿服务活动800余场次。\n"
SECOND = "街道组建“柳芽儿”志愿服务队，现有志愿者\n214名。\n"


def run(*words: object) -> Any:
    """A command in this process: `exit_code`, `stdout`, `stderr`."""
    return CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)


def command(*words: object) -> list[str]:
    return [sys.executable, "-m", "shijian_extract", *map(str, words)]


def surroundings(**more: str) -> dict[str, str]:
    """The environment of a command; its standard output is held back until it's flushed, as it usually is."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"} | more


def run_apart(*words: object, **env: str) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own."""
    return subprocess.run(
        command(*words),
        env=surroundings(**env),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def write(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def objects(lines: str) -> list[dict[str, Any]]:
    # Not str.splitlines, which also breaks at U+2028 and its kin.
    return [json.loads(line) for line in lines.split("\n") if line]


def ids(lines: str) -> list[str]:
    return [article["article"]["id"] for article in objects(lines)]


def values(article: dict[str, Any]) -> list[Any]:
    return [record["quantity"]["value"] for record in article["records"] if record["type"] == "figure"]


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder with two reports, one of them in a folder of its own."""
    write(tmp_path / "texts" / "jia.txt", FIRST)
    write(tmp_path / "texts" / "within" / "yi.txt", SECOND)
    write(tmp_path / "texts" / "notes.md", "36个")
    return tmp_path / "texts"


@pytest.fixture
def records(texts: Path, tmp_path: Path) -> Path:
    """What `extract` writes of these reports."""
    output = tmp_path / "records.jsonl"
    assert run("extract", texts, "-o", output).exit_code == 0
    return output


# --- the whole


def test_help_lists_the_commands() -> None:
    done = run("--help")
    assert done.exit_code == 0
    for name in ("extract", "show", "explain", "evaluate", "schema"):
        assert f"  {name} " in done.stdout
        assert run(name, "--help").exit_code == 0


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom shijian_extract.cli import app\n"
        "try: app(['--help'])\nexcept SystemExit: print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    loaded = {name.partition(".")[0] for name in done.stderr.split()}
    assert "typer" in loaded
    assert loaded & {"rich", "networkx", "rjieba", "jieba"} == set()


def test_version_is_one_line() -> None:
    done = run("--version")
    assert done.exit_code == 0
    assert done.stdout.startswith("shijian-extract ")
    assert done.stdout.count("\n") == 1


@pytest.mark.parametrize(
    "words",
    [[], ["extract"], ["nothing"], ["extract", "--nothing", "a.txt"], ["show"], ["explain"], ["evaluate"]],
)
def test_wrong_use_ends_with_2(words: list[str]) -> None:
    done = run(*words)
    assert done.exit_code == 2
    assert "Usage" in done.stdout + done.stderr


def test_schema_is_what_a_line_of_output_follows(texts: Path) -> None:
    done = run("schema")
    assert done.exit_code == 0
    schema = json.loads(done.stdout)
    assert set(schema["required"]) <= {"article", "records"}
    (article,) = objects(run("extract", texts / "jia.txt").stdout)
    # Only the articles of a page have a span.
    assert set(article) == set(schema["properties"]) - {"span"}
    kinds = schema["properties"]["records"]["items"]["discriminator"]["mapping"]
    assert sorted(kinds) == sorted(TYPES)


def test_show_knows_neither_chain_nor_scorer() -> None:
    imported = set()
    for path in (PACKAGE / "show").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom):
                imported |= {*(node.module or "").split("."), *(alias.name for alias in node.names)}
            elif isinstance(node, ast.Import):
                imported |= {part for alias in node.names for part in alias.name.split(".")}
    assert "rich" in imported
    assert imported & {"chain", "evaluate", "extract", "Extractor"} == set()


# --- extract


def test_extract_writes_an_article_a_line(texts: Path) -> None:
    done = run("extract", texts)
    assert (done.exit_code, done.stderr) == (0, "")
    first, second = objects(done.stdout)
    assert (first["article"]["id"], second["article"]["id"]) == ("jia", "yi")
    assert values(first) == [36, 800]
    assert values(second) == [214]
    for article, text in ((first, FIRST), (second, SECOND)):
        for span in (span for record in article["records"] for span in record["evidence"]):
            assert text[span["start"] : span["end"]] == span["text"]


def test_extract_takes_each_file_once(texts: Path) -> None:
    again = texts / "within" / ".." / "jia.txt"
    assert ids(run("extract", texts / "jia.txt", texts, again).stdout) == ["jia", "yi"]


def test_extract_reads_any_file_that_is_named(tmp_path: Path) -> None:
    report = write(tmp_path / "bing.report", FIRST)
    assert ids(run("extract", report).stdout) == ["bing"]


def test_published_goes_before_the_index(texts: Path) -> None:
    write(texts / "index.jsonl", '{"id": "jia", "published": "2023-11", "source": "柳溪报"}\n')

    def published(*options: str) -> list[Any]:
        return [
            article["article"]["published"] for article in objects(run("extract", texts, *options).stdout)
        ]

    assert published() == ["2023-11", None]
    assert published("--published", "2024-02-29") == ["2024-02-29"] * 2


def test_index_is_read_whatever_its_line_ends_and_marks(texts: Path) -> None:
    index = '\ufeff{"id": "jia", "title": "甲\u2028乙", "published": 2023}\r\n\r\n{"id": "x", "place": {"name": "柳县"}}\r\n'
    write(texts / "index.jsonl", index)
    about = objects(run("extract", texts / "jia.txt").stdout)[0]["article"]
    assert (about["title"], about["published"]) == ("甲\u2028乙", "2023")


@pytest.mark.parametrize("date", ["2023", "2023-12", "2023-12-31"])
def test_published_may_be_partial(texts: Path, date: str) -> None:
    done = run("extract", texts / "jia.txt", "--published", date)
    assert done.exit_code == 0
    assert objects(done.stdout)[0]["article"]["published"] == date


@pytest.mark.parametrize(
    "date",
    ["2023年", "2023-13", "2023-02-29", "2023-1-5", "23", "0000", "2023-12-31T08", "２０２３", "去年", ""],
)
@pytest.mark.parametrize("name", ["extract", "explain"])
def test_published_that_is_no_date_is_wrong_use(texts: Path, name: str, date: str) -> None:
    done = run(name, texts / "jia.txt", "--published", date)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert "--published" in done.stderr
    assert "2023-12-05" in done.stderr


BAD = {
    "empty": (b"", "empty"),
    "blank": (" \n\u3000\n".encode(), "empty"),
    "mark": (b"\xef\xbb\xbf\n", "empty"),
    "binary": (b"PK\x03\x04\x00\x00", "NUL"),
    "wide": (FIRST.encode("utf-16"), "NUL"),
    "legacy": (FIRST.encode("gb18030"), "UTF-8"),
}


@pytest.mark.parametrize("bad", BAD)
def test_a_bad_file_gets_one_line_and_the_others_go_on(texts: Path, bad: str) -> None:
    data, why = BAD[bad]
    path = write(texts / "a-bad.txt", data)
    done = run("extract", texts)
    assert done.exit_code == 1
    assert ids(done.stdout) == ["jia", "yi"]
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"shijian-extract: {path}: ")
    assert why in line
    assert ("--encoding gb18030" in line) == (bad == "legacy")


def test_each_bad_path_gets_its_own_line(texts: Path, tmp_path: Path) -> None:
    (tmp_path / "bare").mkdir()
    too_long = tmp_path / ("长" * 300)
    done = run("extract", tmp_path / "gone.txt", tmp_path / "bare", too_long, texts / "jia.txt" / "x", texts)
    assert done.exit_code == 1
    assert ids(done.stdout) == ["jia", "yi"]
    lines = done.stderr.splitlines()
    whys = ["no such file", "no .txt file in this folder", "cannot be read", "no such file"]
    assert len(lines) == len(whys)
    for line, why in zip(lines, whys, strict=True):
        assert why in line


def test_unreadable_file_gets_one_line(texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_bytes = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "jia.txt":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    done = run("extract", texts)
    assert done.exit_code == 1
    assert ids(done.stdout) == ["yi"]
    (line,) = done.stderr.splitlines()
    assert "jia.txt: cannot be read (Permission denied)" in line


def test_folder_that_cannot_be_opened_is_not_passed_over(
    texts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scandir = os.scandir

    def refuse(path: Any) -> Any:
        if Path(path).name == "within":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    done = run("extract", texts)
    assert done.exit_code == 1
    assert ids(done.stdout) == ["jia"]
    (line,) = done.stderr.splitlines()
    assert f"{texts / 'within'}: " in line


def test_a_folder_called_like_a_text_is_no_text(texts: Path) -> None:
    write(texts / "folder.txt" / "bing.txt", FIRST)
    done = run("extract", texts)
    assert (done.exit_code, ids(done.stdout)) == (0, ["bing", "jia", "yi"])


def test_link_that_leads_nowhere_gets_one_line(texts: Path) -> None:
    (texts / "loop.txt").symlink_to("loop.txt")
    done = run("extract", texts)
    assert (done.exit_code, ids(done.stdout)) == (1, ["jia", "yi"])
    assert len(done.stderr.splitlines()) == 1
    assert run("extract", texts / "loop.txt").exit_code == 1


def test_file_name_of_odd_bytes_gets_one_line(texts: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(texts) + b"/\xff\n\x1b[2J.txt")).write_text(FIRST, "utf-8")
    except OSError:
        pytest.skip("this file system takes no such name")
    done = run_apart("extract", texts)
    assert (done.returncode, ids(done.stdout)) == (1, ["jia", "yi"])
    (line,) = done.stderr.splitlines()
    assert "rename the file" in line
    assert "\x1b" not in line


@pytest.mark.parametrize(
    ("index", "why"),
    [
        ('{"id": "jia"}\n{"id": ', "line 2: no JSON"),
        ('["jia"]', "line 1: no object with an id"),
        ('{"id": "jia", "published": "2023年12月"}', "line 1: published '2023年12月' is no ISO date"),
        ('{"id": "jia", "place": {"adcode": "1"}}', "line 1: place has to be a text"),
        ('{"id": "柳"}'.encode("gb18030"), "no UTF-8"),
    ],
)
def test_broken_index_is_one_line_and_the_other_folders_go_on(
    texts: Path, index: str | bytes, why: str
) -> None:
    write(texts / "bing.txt", FIRST)
    path = write(texts / "index.jsonl", index)
    done = run("extract", texts)
    assert done.exit_code == 1
    assert ids(done.stdout) == ["yi"]
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"shijian-extract: {path}")
    assert why in line


# --- extract -o


def test_output_holds_what_standard_output_would(texts: Path, records: Path) -> None:
    assert records.read_text("utf-8") == run("extract", texts).stdout
    assert all(Article.model_validate_json(line) for line in records.read_text("utf-8").splitlines())


def test_output_is_left_as_it_is_until_all_is_written(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = write(tmp_path / "out" / "records.jsonl", "earlier\n")
    seen = []
    extract = Extractor.run

    def look(self: Extractor, report: Any) -> Article:
        seen.append(output.read_text("utf-8"))
        return extract(self, report)

    monkeypatch.setattr(Extractor, "run", look)
    assert run("extract", texts, "-o", output).exit_code == 0
    assert seen == ["earlier\n"] * 2
    assert ids(output.read_text("utf-8")) == ["jia", "yi"]
    assert [path.name for path in output.parent.iterdir()] == ["records.jsonl"]


@pytest.mark.parametrize("earlier", ["earlier\n", None])
def test_a_run_broken_off_leaves_nothing_half_written(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, earlier: str | None
) -> None:
    output = tmp_path / "out" / "records.jsonl"
    output.parent.mkdir()
    if earlier:
        write(output, earlier)
    extract = Extractor.run

    def break_off(self: Extractor, report: Any) -> Article:
        if report.id == "yi":
            raise KeyboardInterrupt
        return extract(self, report)

    monkeypatch.setattr(Extractor, "run", break_off)
    assert run("extract", texts, "-o", output).exit_code != 0
    assert {path.name: path.read_text("utf-8") for path in output.parent.iterdir()} == (
        {"records.jsonl": earlier} if earlier else {}
    )


def test_output_holds_the_others_where_one_input_fails(texts: Path, tmp_path: Path) -> None:
    write(texts / "bad.txt", b"\xff")
    done = run("extract", texts, "-o", tmp_path / "records.jsonl")
    assert (done.exit_code, done.stdout) == (1, "")
    assert ids((tmp_path / "records.jsonl").read_text("utf-8")) == ["jia", "yi"]


def test_output_keeps_its_mode_and_a_link_its_place(texts: Path, tmp_path: Path) -> None:
    kept = write(tmp_path / "kept.jsonl", "")
    kept.chmod(0o640)
    link = tmp_path / "link.jsonl"
    link.symlink_to(kept)
    assert run("extract", texts, "-o", link).exit_code == 0
    assert link.is_symlink()
    assert len(ids(kept.read_text("utf-8"))) == 2
    assert stat.S_IMODE(kept.stat().st_mode) == 0o640


def test_new_output_is_as_readable_as_any_new_file(records: Path) -> None:
    usual = write(records.parent / "usual", "")
    assert stat.S_IMODE(records.stat().st_mode) == stat.S_IMODE(usual.stat().st_mode)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_as_output_is_written_to_and_not_replaced(texts: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[str] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_text("utf-8")), daemon=True)
    reader.start()
    assert run("extract", texts, "-o", pipe).exit_code == 0
    reader.join(10)
    assert ids(got[0]) == ["jia", "yi"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_output_that_cannot_be_is_wrong_use(texts: Path, tmp_path: Path) -> None:
    in_no_folder = run("extract", texts, "-o", tmp_path / "none" / "records.jsonl")
    a_folder = run("extract", texts, "-o", tmp_path)
    a_text = run("extract", texts, "-o", texts / "jia.txt")
    assert [done.exit_code for done in (in_no_folder, a_folder, a_text)] == [2, 2, 2]
    assert "make it first" in in_no_folder.stderr
    assert "name another file" in a_text.stderr
    assert (texts / "jia.txt").read_text("utf-8") == FIRST


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
@pytest.mark.parametrize("name", ["extract", "schema"])
def test_a_full_disk_gets_one_line(texts: Path, name: str) -> None:
    words = [texts / "jia.txt"] if name == "extract" else []
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command(name, *words),
            stdout=full,
            stderr=subprocess.PIPE,
            env=surroundings(),
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "standard output: cannot be written" in line


# --- pipes, locales, progress


@pytest.mark.parametrize("name", ["extract", "show", "explain", "evaluate", "schema"])
def test_a_reader_that_leaves_is_no_error(texts: Path, records: Path, gold: Path, name: str) -> None:
    words: dict[str, list[object]] = {
        "extract": [texts],
        "show": [records],
        "explain": [texts / "jia.txt"],
        "evaluate": [records, "--gold", gold, "--misses"],
        "schema": [],
    }
    said, code = _unread(command(name, *words[name]))
    assert (said, code) == ("", 0)


def test_a_reader_that_leaves_hides_no_failure(texts: Path) -> None:
    said, code = _unread(command("extract", texts / "gone.txt", texts))
    (line,) = said.splitlines()
    assert code == 1
    assert "gone.txt" in line


def _unread(words: list[str]) -> tuple[str, int]:
    """What a command says, and how it ends, when nobody reads its output."""
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=surroundings()
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        said = process.stderr.read()
        return said, process.wait(60)


def test_output_is_utf8_whatever_the_locale(texts: Path, records: Path) -> None:
    for words in (["extract", texts], ["show", records], ["explain", texts / "jia.txt"]):
        assert "新时代文明实践站" in run_apart(*words, PYTHONIOENCODING="ascii", LC_ALL="C").stdout


def _many(folder: Path, count: int) -> list[Path]:
    return [write(folder / f"{number:03}.txt", f"全县有志愿者{number + 2}名。") for number in range(count)]


def test_few_files_show_no_progress() -> None:
    stream = io.StringIO()
    few = range(MANY_IN_LOG - 1)
    assert list(watched(few, stream)) == list(few)
    assert stream.getvalue() == ""


@pytest.mark.parametrize("count", [MANY_IN_LOG, 1234])
def test_many_files_show_ten_plain_lines(count: int) -> None:
    stream = io.StringIO()
    assert list(watched(range(count), stream)) == list(range(count))
    lines = stream.getvalue().splitlines()
    assert len(lines) == 10
    assert lines[0] == f"{count // 10} of {count} files"
    assert lines[-1] == f"{count} of {count} files"


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals here")
@pytest.mark.parametrize(("count", "shown"), [(MANY_ON_TERMINAL, True), (MANY_ON_TERMINAL - 1, False)])
def test_progress_moves_on_a_terminal(tmp_path: Path, count: int, shown: bool) -> None:
    write(tmp_path / "texts" / "bad.txt", b"\xff")
    _many(tmp_path / "texts", count - 1)
    words = command("extract", tmp_path / "texts")
    said, out = _with_terminal_for_errors(words)
    assert len(ids(out)) == count - 1
    assert (f"{count}/{count}" in said) == shown
    # The bar leaves the complaint whole.
    assert said.count("no UTF-8 text") == 1


def _with_terminal_for_errors(words: Sequence[str]) -> tuple[str, str]:
    """What a command says on a terminal, and what it gives on standard output."""
    import pty

    ours, theirs = pty.openpty()
    env = surroundings(TERM="xterm", COLUMNS="400")
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=theirs, text=True, encoding="utf-8", env=env
    ) as process:
        os.close(theirs)
        said = b""
        while True:
            try:
                chunk = os.read(ours, 65536)
            except OSError:  # how Linux says that the other side has closed
                break
            if not chunk:
                break
            said += chunk
        assert process.stdout
        out = process.stdout.read()
    os.close(ours)
    return said.decode(), out


# --- show


def _table(lines: str) -> list[dict[str, str]]:
    header, *rows = [line.split("\t") for line in lines.splitlines()]
    assert tuple(header) == COLUMNS
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_show_gives_columns_where_it_is_piped(records: Path) -> None:
    done = run("show", records)
    assert done.exit_code == 0
    rows = _table(done.stdout)
    expected = [
        (one["article"]["id"], record["type"])
        for one in objects(records.read_text("utf-8"))
        for record in one["records"]
    ]
    assert [(row["article"], row["type"]) for row in rows] == expected
    stations = rows[0]
    assert stations["value"].startswith("新时代文明实践站: 36个")
    assert "36个" in stations["evidence"]
    brand = next(row for row in rows if row["type"] == "brand")
    assert brand["value"].startswith("柳芽儿 (team")


def test_show_gives_a_table_on_a_terminal(records: Path) -> None:
    done = run_apart("show", records, FORCE_COLOR="1", COLUMNS="160")
    assert done.returncode == 0
    assert "┏" in done.stdout
    assert "新时代文明实践站: 36个" in done.stdout
    count = sum(len(one["records"]) for one in objects(records.read_text("utf-8")))
    assert f"records: {count}" in done.stdout


def test_show_of_one_type(records: Path) -> None:
    rows = _table(run("show", records, "--type", "figure").stdout)
    assert [row["type"] for row in rows] == ["figure"] * 3
    assert _table(run("show", records, "--type", "award").stdout) == []
    wrong = run("show", records, "--type", "figures")
    assert wrong.exit_code == 2
    assert "order_flow" in wrong.stderr


@pytest.mark.parametrize(
    "bad",
    [
        "no json",
        '{"article": {"id": "a"}}}',
        '{"article": {}, "records": [{"type": "figure", "evidence": []}]}',
        b"\xff",
    ],
)
def test_show_says_where_a_file_is_broken_and_shows_the_rest(
    records: Path, tmp_path: Path, bad: str | bytes
) -> None:
    whole = run("show", records).stdout
    first, second = records.read_bytes().splitlines(keepends=True)
    bad = bad if isinstance(bad, bytes) else bad.encode()
    path = write(tmp_path / "broken.jsonl", first + bad + b"\n" + second)
    done = run("show", path)
    assert (done.exit_code, done.stdout) == (1, whole)
    (line,) = done.stderr.splitlines()
    assert f"{path}, line 2" in line


def test_show_of_what_is_not_there_or_empty(tmp_path: Path) -> None:
    gone = run("show", tmp_path / "gone.jsonl")
    assert gone.exit_code == 1
    assert len(gone.stderr.splitlines()) == 1
    empty = run("show", write(tmp_path / "empty.jsonl", ""))
    assert (empty.exit_code, _table(empty.stdout)) == (0, [])


SPAN = {"start": 0, "end": 4, "text": "[甲]\n乙"}


@pytest.mark.parametrize(
    ("value", "record"),
    [
        ("读书会: 3–5场 (activity)", {"type": "figure", "label": "读书会", "indicator": "activity", "quantity": {"value": None, "low": 3, "high": 5, "approximation": "range", "unit": "场"}}),
        ("stations ≈12个 (full coverage)", {"type": "network", "stations": {"value": 12, "low": None, "high": None, "approximation": "about", "unit": "个"}, "full_coverage": True}),
        ("两单: 居民点单 → 送单", {"type": "order_flow", "name": "两单", "steps": [{"actor": "居民", "action": "点单"}, {"actor": None, "action": "送单"}]}),
        ("两心三园 (numbered): 初心、匠心", {"type": "slogan", "text": "两心三园", "kind": "numbered", "parts": ["初心", "匠心"]}),
        ("柳芽儿 (team, 志愿服务队)", {"type": "brand", "name": "柳芽儿", "category": "team", "head": "志愿服务队", "owner": None}),
        ("最美柳溪人 (金奖, city, 何青)", {"type": "award", "name": "最美柳溪人", "rank": "金奖", "level": "city", "recipient": "何青"}),
        ("柳溪办法 (办法, trial)", {"type": "document", "title": "柳溪办法", "kind": "办法", "trial": True}),
        ("何青 (主任)", {"type": "person", "name": "何青", "role": "主任", "organization": None}),
        ("柳溪读书节 (广场, 县文明办、县图书馆)", {"type": "event", "name": "柳溪读书节", "venue": "广场", "organizers": ["县文明办", "县图书馆"]}),
    ],
)  # fmt: skip
def test_a_record_of_any_type_is_one_row(value: str, record: dict[str, Any]) -> None:
    (row,) = _table("\n".join(record_lines([("甲", {**record, "evidence": [SPAN, SPAN]})])))
    assert row["value"] == value
    assert row["evidence"] == "[甲]乙 … [甲]乙"
    assert row["place"] == row["period"] == "–"


def test_every_type_has_its_row() -> None:
    assert set(TYPES) == {
        "figure", "network", "order_flow", "slogan", "brand", "award", "document", "person", "event",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("shown", "approximation", "value"),
    [
        ("7人", "exact", 7), ("≈7人", "about", 7), ("<7人", "nearly", 7), (">7人", "over", 7),
        ("≥7人", "at_least", 7), ("≤7人", "at_most", 7), (">7.5人", "over", 7.5),
    ],
)  # fmt: skip
def test_approximation_is_a_sign(shown: str, approximation: str, value: float) -> None:
    quantity = {"value": value, "low": None, "high": None, "approximation": approximation, "unit": "人"}
    assert quantity_text(quantity) == shown


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("注册志愿者", "注册志愿\n\n　者"),
        ("情系 柳湾", " 情系　柳湾\n"),
        ("App Store", "App\nStore"),
        ("红␛[31m", "红\x1b[31m"),
    ],
)
def test_evidence_is_squeezed_to_one_line(line: str, text: str) -> None:
    assert one_line(text) == line


def test_control_characters_are_seen_and_keep_their_length() -> None:
    text = "".join(map(chr, range(0x80)))
    assert len(visible(text)) == len(text)
    assert [char for char in visible(text) if ord(char) < 0x20] == ["\t", "\n", "\r"]


# --- explain


def test_explain_marks_the_text_and_tells_of_each_record(texts: Path) -> None:
    done = run("explain", texts / "jia.txt", "--published", "2023-12")
    assert (done.exit_code, done.stderr) == (0, "")
    (article,) = objects(run("extract", texts / "jia.txt", "--published", "2023-12").stdout)
    assert "|36个]" in done.stdout.splitlines()[0]
    assert "published: 2023-12" in done.stdout
    for number, record in enumerate(article["records"], 1):
        assert f"\n{number}  {record['type']}  {record['rule']}\n" in done.stdout
        for span in record["evidence"]:
            assert f"{span['start']}–{span['end']}「{span['text']}」" in done.stdout
    assert "\n   label        新时代文明实践站\n" in done.stdout


def test_explain_colours_on_a_terminal(texts: Path) -> None:
    done = run_apart("explain", texts / "jia.txt", FORCE_COLOR="1", TERM="xterm")
    assert "\x1b[" in done.stdout
    assert "|36个]" not in done.stdout


def _evidence(*spans: tuple[int, int]) -> dict[str, Any]:
    return {"type": "figure", "evidence": [{"start": start, "end": end, "text": ""} for start, end in spans]}


@pytest.mark.parametrize(
    ("shown", "records"),
    [
        ("零一二三四五", []),
        ("零[1|一二]三四五", [_evidence((1, 3))]),
        ("[2|零][1,2|一二][2|三四]五", [_evidence((1, 3)), _evidence((0, 5))]),
        ("[1|零一][1,2|二][2|三四五]", [_evidence((0, 3)), _evidence((2, 6))]),
        ("[1|零][2|一]二[1|三]四五", [_evidence((0, 1), (3, 4)), _evidence((1, 2))]),
        ("零[1|一][1|二][1|三]四五", [_evidence((1, 3), (2, 4))]),
    ],
)
def test_marks_tell_whose_evidence_a_stretch_is(shown: str, records: list[dict[str, Any]]) -> None:
    assert marked("零一二三四五", dict(enumerate(records, 1)), colour=False).plain == shown


def test_a_text_is_never_read_as_markup() -> None:
    source = "[bold]甲[/bold] [/] :smile: \x1b[31m"
    article = {"article": {"id": "[/]"}, "records": []}
    text = explanation(source, article, [], colour=False).plain
    assert text.startswith("[bold]甲[/bold] [/] :smile: ␛[31m\n")
    assert "id: [/]" in text


@pytest.mark.parametrize("bad", ["gone.txt", "folder", "legacy.txt"])
def test_explain_of_what_is_no_text_gets_one_line(tmp_path: Path, bad: str) -> None:
    (tmp_path / "folder").mkdir()
    write(tmp_path / "legacy.txt", FIRST.encode("gb18030"))
    done = run("explain", tmp_path / bad)
    assert (done.exit_code, done.stdout) == (1, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"shijian-extract: {tmp_path / bad}: ")


# --- evaluate


@pytest.fixture
def gold(texts: Path, tmp_path: Path) -> Path:
    """Gold for one of the texts: a figure that is found, with another label, one that is not, and one left out."""
    (article,) = objects(run("extract", texts / "jia.txt").stdout)
    stations, activities = (record for record in article["records"] if record["type"] == "figure")
    start = FIRST.index("累计")
    missed = {
        **activities,
        "quantity": {**activities["quantity"], "value": 5, "low": 5},
        "evidence": [{"start": start, "end": start + 2, "text": "累计"}],
    }
    article["records"] = [{**stations, "label": "农家书屋"}, missed]
    write(tmp_path / "gold" / "jia.json", json.dumps(article, ensure_ascii=False))
    return tmp_path / "gold"


def _scores(*words: object) -> tuple[Any, dict[str, Any]]:
    """A run of `evaluate`, and the scores that it writes as JSON."""
    file = Path(str(words[1])).parent / "scores.json"
    done = run("evaluate", *words, "--json", file)
    return done, json.loads(file.read_text("utf-8"))


def test_evaluate_scores_a_corpus(texts: Path, gold: Path) -> None:
    done, scores = _scores("--gold", gold, "--corpus", texts)
    assert (done.exit_code, done.stderr) == (0, "")
    figure = scores["texts"]["types"]["figure"]
    assert (figure["gold"], figure["predicted"], figure["paired"], figure["strict"]) == (2, 2, 1, 0)
    row = next(line for line in done.stdout.splitlines() if "figure" in line)
    assert [cell.strip() for cell in row.strip("│").split("│")] == [
        "figure",
        "2",
        "2",
        "0.500",
        "0.500",
        "0.500",
        "0.000",
    ]
    assert "texts scored: 1" in done.stdout
    assert "pages" not in done.stdout
    assert "misses" not in scores
    # The other text has no gold, so that it isn't run.
    assert scores["texts"]["unjudged"] == []


def test_evaluate_scores_an_output_file_alike(texts: Path, gold: Path, records: Path) -> None:
    _, of_corpus = _scores("--gold", gold, "--corpus", texts)
    done, of_file = _scores("--gold", gold, records)
    assert of_file["texts"]["types"] == of_corpus["texts"]["types"]
    assert of_file["texts"]["unjudged"] == ["yi"]
    assert "no gold for: yi" in done.stdout


def test_misses_lists_each_miss_extra_and_wrong_field(texts: Path, gold: Path) -> None:
    done, scores = _scores("--gold", gold, "--corpus", texts, "--misses")
    lines = [line for line in done.stdout.splitlines() if line.startswith("jia:")]
    assert [" ".join(line.split()[1:3]) for line in lines] == [
        "wrong figure.label",
        "miss figure",
        "extra figure",
    ]
    assert "农家书屋 → 新时代文明实践站" in lines[0]
    assert [(miss["kind"], miss["field"]) for miss in scores["misses"]] == [
        ("wrong", "label"), ("miss", None), ("extra", None),
    ]  # fmt: skip


def test_pages_are_scored_apart(texts: Path, gold: Path) -> None:
    article = json.loads((gold / "jia.json").read_text("utf-8"))
    (gold / "jia.json").unlink()
    page = {"articles": [{**article, "span": {"start": 0, "end": len(FIRST)}}]}
    write(gold / "jia.json", json.dumps(page, ensure_ascii=False))
    done, scores = _scores("--gold", gold, "--corpus", texts, "--misses")
    assert scores["texts"]["articles"] == 0
    assert scores["pages"]["records"]["types"]["figure"]["paired"] == 1
    assert "articles of pages: gold 1, predicted 1" in done.stdout
    assert done.stdout.count("strict F1") == 1
    assert sum(line.startswith("jia:") for line in done.stdout.splitlines()) == 3


@pytest.mark.parametrize("both", [True, False])
def test_evaluate_takes_a_corpus_or_a_file(texts: Path, gold: Path, records: Path, both: bool) -> None:
    done = run("evaluate", "--gold", gold, *([records, "--corpus", texts] if both else []))
    assert (done.exit_code, done.stdout) == (2, "")
    assert "--corpus" in done.stderr


def test_evaluate_goes_on_where_a_text_cannot_be_read(texts: Path, gold: Path) -> None:
    (gold / "yi.json").write_text('{"article": {"id": "yi"}, "records": []}', "utf-8")
    write(texts / "within" / "yi.txt", b"\xff")
    done, scores = _scores("--gold", gold, "--corpus", texts)
    assert done.exit_code == 1
    assert len(done.stderr.splitlines()) == 1
    assert scores["texts"]["missing"] == ["yi"]
    assert "nothing predicted for: yi" in done.stdout


def test_evaluate_says_what_it_cannot_take(texts: Path, gold: Path, tmp_path: Path) -> None:
    (tmp_path / "bare").mkdir()
    other = write(tmp_path / "other" / "ding.txt", FIRST).parent
    broken = write(tmp_path / "broken" / "jia.json", "{").parent
    calls = [
        ("--gold", tmp_path / "gone", "--corpus", texts),
        ("--gold", tmp_path / "bare", "--corpus", texts),
        ("--gold", broken, "--corpus", texts),
        ("--gold", gold, "--corpus", tmp_path / "gone"),
        ("--gold", gold, "--corpus", other),
        ("--gold", gold, tmp_path / "gone.jsonl"),
    ]
    for words in calls:
        done = run("evaluate", *words)
        assert done.exit_code == 1
        assert len(done.stderr.splitlines()) == 1, done.stderr


def test_without_networkx_the_way_out_is_told(
    texts: Path, gold: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = json.loads((gold / "jia.json").read_text("utf-8"))
    (article_found,) = objects(run("extract", texts / "jia.txt").stdout)
    # Each of two may pair with each of two: a real choice.
    twice = {**article_found, "records": [article_found["records"][0]] * 2}
    write(gold / "jia.json", json.dumps({**article, "records": twice["records"]}, ensure_ascii=False))
    output = write(gold.parent / "twice.jsonl", json.dumps(twice, ensure_ascii=False) + "\n")
    assert run("evaluate", "--gold", gold, output).exit_code == 0
    monkeypatch.setitem(sys.modules, "networkx", None)
    done = run("evaluate", "--gold", gold, output)
    assert (done.exit_code, done.stdout) == (1, "")
    (line,) = done.stderr.splitlines()
    assert "pip install 'shijian-extract[evaluate]'" in line


def test_notes_and_misses_are_a_line_each() -> None:
    notes = note_lines({"articles": 2, "missing": ["甲", "乙"], "unjudged": []})
    assert notes == ["texts scored: 2", "nothing predicted for: 甲, 乙"]
    miss = {
        "article": "甲",
        "kind": "miss",
        "type": "person",
        "field": None,
        "gold": "何\n青",
        "predicted": None,
        "text": "何\n青",
        "start": 3,
    }
    assert miss_lines([miss]) == ["甲:3  miss   person  何青 → –  「何青」"]
