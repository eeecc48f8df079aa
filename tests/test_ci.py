"""The workflow is YAML, asks for little, and runs what is there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.main import get_command
from typer.testing import CliRunner

from shijian_extract.cli import app

ROOT = Path(__file__).parents[1]
FILE = ROOT / ".github" / "workflows" / "ci.yml"


@pytest.fixture(scope="module")
def workflow() -> Any:
    return yaml.safe_load(FILE.read_text("utf-8"))


def _steps(workflow: Any) -> list[dict[str, Any]]:
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def _lines(workflow: Any) -> list[list[str]]:
    runs = [step["run"] for step in _steps(workflow) if "run" in step]
    return [shlex.split(line) for run in runs for line in run.splitlines()]


def test_it_asks_for_little(workflow: Any) -> None:
    assert workflow["permissions"] == {"contents": "read"}
    assert all("permissions" not in job for job in workflow["jobs"].values())
    # PyYAML reads the key `on` as true.
    assert "pull_request_target" not in workflow[True]


def test_actions_are_pinned_to_a_major_version(workflow: Any) -> None:
    uses = [step["uses"] for step in _steps(workflow) if "uses" in step]
    assert uses
    assert [name for name in uses if not re.fullmatch(r"actions/[\w-]+@v\d+", name)] == []


def test_nothing_of_an_event_is_put_into_a_command(workflow: Any) -> None:
    assert [step["run"] for step in _steps(workflow) if "${{" in step.get("run", "")] == []


def test_the_versions_are_those_that_the_project_names(workflow: Any) -> None:
    named = re.findall(r'Python :: (3\.\d+)"', (ROOT / "pyproject.toml").read_text("utf-8"))
    assert workflow["jobs"]["test"]["strategy"]["matrix"]["python"] == named


def test_its_commands_are_there(workflow: Any) -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    lines = _lines(workflow)
    made = [words[1] for words in lines if words[0] == "make"]
    assert {"test", "env"} <= set(made) <= targets
    (gate,) = [words for words in lines if words[0].endswith("shijian-extract")]
    command = get_command(app).get_command(None, gate[1])  # type: ignore[attr-defined]
    options = {name for parameter in command.params for name in parameter.opts}
    assert {word for word in gate if word.startswith("--")} <= options
    assert {"--floors", "--junit", "--markdown", "--html"} <= set(gate)


def test_what_is_kept_is_what_is_written(workflow: Any) -> None:
    (kept,) = [step for step in _steps(workflow) if "upload-artifact" in step.get("uses", "")]
    (gate,) = [words for words in _lines(workflow) if words[0].endswith("shijian-extract")]
    assert set(kept["with"]["path"].split()) <= set(gate)
    assert kept["if"] == "always()"
    assert any("GITHUB_STEP_SUMMARY" in step.get("run", "") for step in _steps(workflow))


def test_the_project_stands_on_its_floors() -> None:
    words = ["--gold", ROOT / "gold", "--corpus", ROOT / "corpus", "--floors", ROOT / "gold" / "floors.json"]
    done = CliRunner().invoke(app, ["evaluate", "--resamples", "0", *map(str, words)])
    assert done.exit_code == 0, done.stdout[done.stdout.index("floors that hold") :] + done.stderr
