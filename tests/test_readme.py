"""What the two READMEs tell a newcomer to type is the same in both, and works."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from shijian_extract.records import record_types
from shijian_extract.show.words import names_of
from shijian_extract.study import INDICATORS

ROOT = Path(__file__).parents[1]
READMES = ["README.md", "README.zh-CN.md"]
FENCE = re.compile(r"^```(?P<language>\w*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Example:
    """A block of Python and, where the block after it shows one, the output it promises."""

    code: str
    output_language: str | None
    output: str


def _blocks(readme: str) -> list[tuple[str, str]]:
    text = (ROOT / readme).read_text("utf-8")
    return [(found["language"], found["body"]) for found in FENCE.finditer(text)]


def _commands(readme: str) -> list[list[str]]:
    """The shell commands of a README in order, split as a shell would, comments left out."""
    lines = [line for language, body in _blocks(readme) if language == "sh" for line in body.splitlines()]
    return [words for line in lines if (words := shlex.split(line, comments=True))]


def _examples(readme: str) -> Iterator[Example]:
    blocks = _blocks(readme)
    for (language, body), (next_language, next_body) in zip(blocks, [*blocks[1:], ("", "")], strict=True):
        if language == "python":
            shows = next_language in {"json", "text"}
            yield Example(body, next_language if shows else None, next_body if shows else "")


def _run(words: list[str], cwd: Path) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([sysconfig.get_path("scripts"), os.environ["PATH"]])
    env = {**os.environ, "PATH": path, "PYTHONIOENCODING": "utf-8"}
    executable = shutil.which(words[0], path=path)
    assert executable, f"{words[0]} is not to be found in the environment that runs the tests"
    return subprocess.run(
        [executable, *words[1:]], cwd=cwd, env=env, stdin=subprocess.DEVNULL, capture_output=True,
        encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of what a reader of the README stands in, so that examples may write files."""
    for folder in ("corpus", "gold"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


def test_both_tell_the_same_commands() -> None:
    english, chinese = map(_commands, READMES)
    assert english
    assert english == chinese


@pytest.mark.parametrize("page", ["indicators.md", "indicators.zh-CN.md"])
def test_the_page_of_indicators_has_all_of_them_by_their_names(page: str) -> None:
    text = (ROOT / "docs" / page).read_text("utf-8")
    told = re.findall(r"^\| `(\w+)` \| ([^|]+) \| [^|]+ \|$", text, re.MULTILINE)
    assert told == [*names_of("indicator").items(), *names_of("type").items()]
    assert [key for key, _ in told] == [*INDICATORS, *record_types()]
    names = [name for _, name in told]
    assert len(set(names)) == len(names)


def test_both_run_the_same_number_of_examples() -> None:
    english, chinese = (list(_examples(readme)) for readme in READMES)
    assert english
    assert len(english) == len(chinese)


def test_every_kind_of_command_is_checked() -> None:
    assert {words[0] for words in _commands("README.md")} <= {"make", "pip", "shijian-extract"}


def test_make_verbs_are_real_targets() -> None:
    verbs = [words for words in _commands("README.md") if words[0] == "make"]
    assert ["make", "demo"] in verbs
    assert ["make", "test"] in verbs
    # A dry run runs nothing, and fails where the target is unknown.
    dry = {" ".join(words): _run([*words, "--dry-run"], ROOT).returncode for words in verbs}
    assert {verb: code for verb, code in dry.items() if code} == {}


def test_pip_installs_what_the_project_offers() -> None:
    installs = [words for words in _commands("README.md") if words[0] == "pip"]
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    assert installs
    for words in installs:
        found = re.fullmatch(r"\.(?:\[([\w,]+)\])?", words[-1])
        assert words[1] == "install"
        assert found, f"not this project: {words[-1]}"
        assert set(filter(None, (found[1] or "").split(","))) <= set(extras)


def test_command_lines_run(project: Path) -> None:
    commands = [words for words in _commands("README.md") if words[0] == "shijian-extract"]
    assert {words[1] for words in commands} >= {"extract", "explain", "show", "evaluate", "schema"}
    # In order and in one folder: a later command may read what an earlier one wrote.
    done = [(shlex.join(words), _run(words, project)) for words in commands]
    assert {command: run.stdout + run.stderr for command, run in done if run.returncode} == {}


@pytest.mark.parametrize("readme", READMES)
def test_python_examples_give_what_they_show(readme: str, project: Path) -> None:
    for example in _examples(readme):
        done = _run([sys.executable, "-c", example.code], project)
        assert done.returncode == 0, done.stderr
        if example.output_language == "json":
            assert json.loads(done.stdout) == json.loads(example.output)
        elif example.output_language == "text":
            assert done.stdout.strip() == example.output.strip()
