"""What `show` makes of facts and reports: on terminals of any width, into pipes, narrowed down."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from shijian_extract.cli import app
from shijian_extract.records import article_from
from shijian_extract.views.cells import NUMBERED
from shijian_extract.views.lines import visible

JIA = (
    "桃源县现有新时代文明实践站36个，累计开展志愿服务活动800余场次。\n"
    "县里推行“点单派单”，群众点单、中心派单、志愿者接单。\n"
)
YI = "沅江市组建“柳芽儿”志愿服务队，现有志愿\n者214名。\n"
BAD = "[bold]红\x1b]0;名\x07\x1b[31m线\x9b2J[/bold] \u202e倒"
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]")


def run(*words: object) -> Any:
    return CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "jia.txt").write_text(JIA, "utf-8")
    (folder / "yi.txt").write_text(YI, "utf-8")
    return folder


@pytest.fixture
def facts(texts: Path, tmp_path: Path) -> Path:
    path = tmp_path / "facts.jsonl"
    assert run("extract", texts, "-o", path, "--published", "2023-12").exit_code == 0
    return path


@pytest.fixture
def database(texts: Path, tmp_path: Path) -> Path:
    pytest.importorskip("duckdb")
    path = tmp_path / "facts.duckdb"
    assert run("batch", texts, "--to", path, "--published", "2023-12", "--drop").exit_code == 0
    return path


def on_terminal(*words: object, columns: int = 120) -> str:
    """What a command writes to a terminal of that many columns."""
    import struct

    pty, fcntl, termios = map(pytest.importorskip, ("pty", "fcntl", "termios"))
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    env = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES", "NO_COLOR")}
    with subprocess.Popen(
        [sys.executable, "-m", "shijian_extract", *map(str, words)],
        stdin=theirs, stdout=theirs, stderr=subprocess.PIPE, env=env | {"TERM": "xterm-256color"},
    ) as process:  # fmt: skip
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
        assert process.stderr
        assert (process.wait(60), process.stderr.read()) == (0, b"")
    os.close(ours)
    return said.decode().replace("\r\n", "\n")


def plain(said: str) -> str:
    """Without the colours; whatever else would steer a terminal is a failure."""
    left = re.sub(r"\x1b\[[0-9;]*m", "", said)
    assert not STEERING.search(left.replace("\n", ""))
    return left


def sections(said: str) -> list[tuple[str, str, list[list[str]]]]:
    """Head, marked text and rows of each article of piped output."""
    found = []
    header = "\t".join(NUMBERED)
    for part in re.split(r"\n\n(?=id: )", said):
        before, _, table = part.partition(f"{header}\n")
        head, _, text = before.partition("\n")
        found.append((head, text.strip("\n"), [line.split("\t") for line in table.splitlines() if line]))
    return found


def unmarked(text: str) -> str:
    return re.sub(r"\[[\d,]+\|(.*?)\]", r"\1", text, flags=re.DOTALL)


# --- piped


@pytest.mark.parametrize("kind", ["database", "lines"])
def test_piped_text_with_brackets_and_a_table_of_tabs(
    facts: Path, texts: Path, kind: str, request: pytest.FixtureRequest
) -> None:
    words = [facts, "--texts", texts] if kind == "lines" else [request.getfixturevalue("database")]
    done = run("show", *words)
    assert (done.exit_code, done.stderr) == (0, "")
    found = sections(done.stdout)
    expected = [json.loads(line) for line in facts.read_text("utf-8").splitlines()]
    for (head, text, rows), article, source in zip(found, expected, (JIA, YI), strict=True):
        assert head.startswith(f"id: {article['article']['id']}")
        assert unmarked(text) == source.strip()
        assert [row[:2] for row in rows] == [
            [str(n), one["type"]] for n, one in enumerate(article["records"], 1)
        ]
        assert all(len(row) == len(NUMBERED) for row in rows)
        assert [row[5] for row in rows] == [one["rule"] for one in article["records"]]
    assert "|36个]" in found[0][1]


def test_without_texts_one_table(facts: Path, database: Path, texts: Path) -> None:
    table = run("show", facts).stdout
    assert table.splitlines()[0] == "article\ttype\tvalue\tplace\tperiod\tevidence"
    assert all(line.split("\t")[0] in ("article", "jia", "yi") for line in table.splitlines())
    assert run("show", database, "--no-text").stdout == table
    assert run("show", facts, "--texts", texts, "--no-text").stdout == table


def test_a_report_is_extracted_on_the_spot(texts: Path, facts: Path) -> None:
    done = run("show", texts / "jia.txt", "--published", "2023-12")
    assert done.exit_code == 0
    (section,) = sections(done.stdout)
    assert section == sections(run("show", facts, "--texts", texts, "--article", "jia").stdout)[0]
    assert "published: 2023-12" in section[0]


def test_of_a_page_each_article_shows_its_part(tmp_path: Path) -> None:
    texts = (
        "桃源日报  2023年12月6日  星期三\n\n"
        "志愿红映青山\n\n本报讯（记者 何青）桃源县建成新时代文明实践站84个，共有志愿者1.2万余人。"
        "县里推行“点单派单”，群众点单、中心派单，已为老人办实事300余件。\n\n"
        "乡风润柳河\n\n本报讯（通讯员 林柳）柳河镇组建“柳芽儿”志愿服务队12支，开展文明实践活动60场次，"
        "惠及群众3000余人次，镇里的广场天天热闹。\n"
    )
    page = tmp_path / "page.txt"
    page.write_text(texts, "utf-8")
    first, second = sections(run("show", page).stdout)
    assert (first[0][:10], second[0][:10]) == ("id: page#1", "id: page#2")
    assert "柳芽儿" not in first[1]
    assert "84个" not in second[1]
    facts = tmp_path / "facts.jsonl"
    run("extract", page, "-o", facts)
    assert sections(run("show", facts, "--texts", tmp_path).stdout) == [first, second]


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        (["--type", "brand"], {"brand"}),
        (["--type", "brand", "--type", "order_flow"], {"brand", "order_flow"}),
        (["--rule", "figure."], {"figure"}),
        (["--rule", "flow.", "--rule", "brand"], {"brand", "order_flow"}),
        (["--rule", "flow.", "--type", "figure"], set()),
    ],
)
def test_types_and_rules_narrow_marks_and_table(
    facts: Path, texts: Path, words: list[str], kinds: set[str]
) -> None:
    whole = {head: rows for head, _, rows in sections(run("show", facts, "--texts", texts).stdout)}
    said = run("show", facts, "--texts", texts, *words).stdout
    found = sections(said) if said else []
    assert {row[1] for _, _, rows in found for row in rows} == kinds
    for head, text, rows in found:
        # Numbers stay those of the article, and no article is shown for nothing.
        assert rows
        assert all(row in whole[head] for row in rows)
        marks = {n for numbers in re.findall(r"\[([\d,]+)\|", text) for n in numbers.split(",")}
        assert marks == {row[0] for row in rows}
    table = run("show", facts, *words).stdout.splitlines()[1:]
    assert {line.split("\t")[1] for line in table} == kinds


def test_articles_by_id(facts: Path, texts: Path) -> None:
    (only,) = sections(run("show", facts, "--texts", texts, "--article", "yi").stdout)
    assert only[0].startswith("id: yi")
    both = run("show", facts, "--article", "yi", "--article", "jia")
    assert both.stdout == run("show", facts).stdout
    done = run("show", facts, "--article", "yi", "--article", "bing")
    assert done.exit_code == 1
    assert done.stdout.count("yi\t") > 0
    assert "'bing'; there are jia, yi" in done.stderr


def test_a_rule_that_no_record_has_is_told_of(facts: Path) -> None:
    done = run("show", facts, "--rule", "figure.", "--rule", "nope")
    assert done.exit_code == 1
    assert "jia\tfigure" in done.stdout
    assert "no record has the rule 'nope'; there are " in done.stderr
    assert "figure.'" not in done.stderr
    assert "figure." in done.stderr
    assert run("show", facts, "--rule", "figure.").exit_code == 0


def test_a_type_goes_by_its_chinese_name_too(facts: Path) -> None:
    assert run("show", facts, "--type", "数字").stdout == run("show", facts, "--type", "figure").stdout
    wrong = run("show", facts, "--type", "数目")
    assert wrong.exit_code == 2
    assert "figure (数字)" in re.sub(r"[\s│]+", " ", wrong.stderr)


def test_gold_is_shown_too(facts: Path, tmp_path: Path) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    for line in facts.read_text("utf-8").splitlines():
        (gold / f"{json.loads(line)['article']['id']}.json").write_text(line, "utf-8")
    assert run("show", gold).stdout == run("show", facts).stdout


@pytest.mark.parametrize(
    "words",
    [
        ["facts.jsonl", "--published", "2023"],
        ["texts/jia.txt", "--texts", "texts"],
        ["facts.jsonl", "--type", "figures"],
        ["texts/jia.txt", "--published", "soon"],
    ],
)
def test_wrong_use_ends_with_2(facts: Path, words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(facts.parent)
    assert run("show", *words).exit_code == 2


# --- on a terminal


def test_a_terminal_has_colour_text_and_table(facts: Path, texts: Path, database: Path) -> None:
    said = on_terminal("show", facts, "--texts", texts)
    assert "\x1b[" in said
    shown = plain(said)
    assert "|36个]" not in shown
    assert re.search(r"36个\[[\d,]+\]", shown)
    assert "┏" in shown
    assert "者[" in shown
    assert f"articles: 2, records: {len(run('show', facts).stdout.splitlines()) - 1}" in shown
    assert plain(on_terminal("show", database)) == shown
    assert "累计开展" not in plain(on_terminal("show", database, "--no-text"))


@pytest.mark.parametrize("columns", [30, 60, 99])
def test_a_narrow_terminal_stays_readable(facts: Path, texts: Path, columns: int) -> None:
    shown = plain(on_terminal("show", facts, "--texts", texts, columns=columns))
    assert "┏" not in shown
    assert "1 figure 新时代文明实践站:" in shown.replace("\n", " ")
    assert "  「36个 … 新时代文明实践站」" in shown
    # Only what is no table may leave the breaking of lines to the terminal.
    wide = plain(on_terminal("show", facts, "--no-text", columns=100))
    assert max(sum(2 if ord(char) > 0x2E7F else 1 for char in line) for line in wide.splitlines()) <= 100


def test_what_would_steer_a_terminal_is_seen(tmp_path: Path) -> None:
    start, end = BAD.index("0;"), BAD.index("[31m")
    span = {"start": start, "end": end, "text": BAD[start:end]}
    named = {"name": BAD, "adcode": None}
    records = [
        {"type": "brand", "name": BAD, "category": "team", "head": BAD, "evidence": [span], "place": named, "rule": BAD},
        {"type": "figure", "label": BAD, "indicator": "team", "evidence": [span], "period": {"text": BAD, "kind": "during"},
         "quantity": {"value": 1, "low": 1, "high": 1, "approximation": "exact", "unit": BAD}},
    ]  # fmt: skip
    about = {"id": "bad", "title": BAD, "authors": [BAD], "source": BAD, "place": named}
    article = article_from({"article": about, "records": records})
    facts = tmp_path / "facts.jsonl"
    facts.write_text(article.model_dump_json() + "\n", "utf-8")
    (tmp_path / "bad.txt").write_text(BAD, "utf-8")
    words = ("show", facts, "--texts", tmp_path)
    for columns in (60, 140):
        shown = plain(on_terminal(*words, columns=columns))
        assert "[bold]红␛" in shown
        assert "�2J[/bold]" in shown
    piped = run(*words)
    assert piped.exit_code == 0
    assert not STEERING.search(piped.stdout.replace("\n", "").replace("\t", ""))
    ((_, text, rows),) = sections(piped.stdout)
    assert unmarked(text) == visible(BAD)
    assert [len(row) for row in rows] == [len(NUMBERED)] * 2


def test_articles_come_as_they_are_read(facts: Path, tmp_path: Path) -> None:
    """The first is shown while the file is still being written."""
    pty = pytest.importorskip("pty")
    pipe = tmp_path / "pipe.jsonl"
    first, second = facts.read_bytes().splitlines(keepends=True)
    os.mkfifo(pipe)
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "shijian_extract", "show", str(pipe)], stdout=theirs, stderr=subprocess.PIPE
    ) as process:
        os.close(theirs)
        # Open both ways, so that it waits for no reader.
        with os.fdopen(os.open(pipe, os.O_RDWR), "wb", buffering=0) as file:
            file.write(first)
            said, until = b"", time.monotonic() + 60
            while "36个".encode() not in said and time.monotonic() < until:
                said += os.read(ours, 65536)
            assert b"214" not in said
            file.write(second)
        while b"articles: 2" not in said and time.monotonic() < until:
            said += os.read(ours, 65536)
        assert process.wait(60) == 0
    os.close(ours)
    assert b"214" in said
