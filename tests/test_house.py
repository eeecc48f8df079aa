"""The house keeps its shape: imports go down the staircase, rooms hold their own, the wheel is whole."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from importlinter.application.use_cases import lint_imports
from importlinter.configuration import configure

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "shijian_extract"
SOURCES = sorted(PACKAGE.rglob("*.py"))
READMES = ["README.md", "README.zh-CN.md"]

LONGEST_FUNCTION = 60
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "common"}
# What is heavy at import, or wanted by one command or one option alone.
HEAVY = (
    "typer",
    "rich",
    "networkx",
    "jinja2",
    "jieba",
    "cn2an",
    "rjieba",
    "spacy",
    "pandas",
    "polars",
    "pyarrow",
    "pyspark",
    "ray",
)


def test_there_are_sources_to_hold_to_the_rules() -> None:
    assert len(SOURCES) > 10


def test_imports_go_down_the_staircase(capsys: pytest.CaptureFixture[str]) -> None:
    configure()
    kept = lint_imports(config_filename=str(ROOT / "pyproject.toml"), cache_dir=None)
    assert kept, capsys.readouterr().out


def test_lexicon_data_holds_no_python() -> None:
    data = PACKAGE / "lexicon" / "data"
    files = [path for path in data.rglob("*") if path.is_file()]
    assert files
    assert [path.name for path in files if path.suffix in {".py", ".pyi", ".pyc"}] == []


@pytest.mark.parametrize("readme", READMES)
def test_front_door_exports_what_is_documented(readme: str) -> None:
    text = (ROOT / readme).read_text("utf-8")
    section = re.search(r"<!-- front door -->(.*?)<!-- /front door -->", text, re.DOTALL)
    assert section, f"{readme} has no list between <!-- front door --> and <!-- /front door -->"
    # The first cell of a row names what is exported; the second one tells of it.
    cells = [line.split("|")[1] for line in section[1].splitlines() if line.startswith("| `")]
    documented = [name for cell in cells for name in re.findall(r"`(\w+)`", cell)]
    exported = importlib.import_module("shijian_extract").__all__
    assert sorted(documented) == sorted(exported)
    assert len(set(exported)) == len(exported)


def test_everything_exported_is_there() -> None:
    door = importlib.import_module("shijian_extract")
    assert [name for name in door.__all__ if not hasattr(door, name)] == []


def test_import_is_light() -> None:
    code = "import sys, shijian_extract; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert "shijian_extract" in loaded
    assert [name for name in HEAVY if name in loaded] == []


def test_no_module_is_named_for_nothing() -> None:
    paths = [
        path.relative_to(ROOT)
        for folder in (PACKAGE, ROOT / "tests", ROOT / "benchmarks")
        for path in folder.rglob("*.py")
    ]
    named_so = [
        str(path)
        for path in paths
        if any(FORBIDDEN_NAMES & set(Path(part).stem.strip("_").split("_")) for part in path.parts)
    ]
    assert named_so == []


def _functions(path: Path) -> list[tuple[str, int]]:
    tree = ast.parse(path.read_text("utf-8"), filename=str(path))
    return [
        (f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", (node.end_lineno or 0) - node.lineno + 1)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def test_no_function_runs_past_a_screen() -> None:
    functions = [function for path in SOURCES for function in _functions(path)]
    assert functions
    assert {name: lines for name, lines in functions if lines > LONGEST_FUNCTION} == {}


def test_wheel_carries_every_file_of_the_package(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if name.startswith("shijian_extract/")}
    expected = {
        path.relative_to(PACKAGE.parent).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert packed == expected
