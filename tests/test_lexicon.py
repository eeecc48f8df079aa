"""The lexicon is data for people to edit: every file is what it has to be, and one that is not is refused with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from shijian_extract import lexicon
from shijian_extract.core import LexiconError
from shijian_extract.lexicon import (
    codes_by_name,
    entries,
    gazetteer,
    groups,
    load,
    lookup,
    names_by_code,
    words,
)

DATA = Path(str(files(lexicon))) / "data"
FILES = sorted(path.stem for path in DATA.glob("*.toml"))
# Files whose lists are read as one table from word to list.
LOOKED_UP = ["heads", "units"]


def lists(table: Any, name: str = "") -> dict[str, list[Any]]:
    """Every list of a file by its dotted key, however deep."""
    found: dict[str, list[Any]] = {}
    for key, value in table.items():
        dotted = f"{name}.{key}".lstrip(".")
        if isinstance(value, dict):
            found |= lists(value, dotted)
        elif isinstance(value, list):
            found[dotted] = value
    return found


def test_there_are_lexicon_files() -> None:
    assert {
        "brands",
        "context",
        "domain",
        "flows",
        "grammar",
        "heads",
        "lookalikes",
        "marks",
        "slogans",
        "units",
    } <= set(FILES)


@pytest.mark.parametrize("name", FILES)
def test_every_file_loads_and_says_something(name: str) -> None:
    assert lists(entries(name)) or entries(name)
    assert all(groups(name).values()), "an empty list"


@pytest.mark.parametrize("name", FILES)
def test_no_word_is_listed_twice_or_padded(name: str) -> None:
    for key, listed in lists(entries(name)).items():
        assert [word for word, times in Counter(listed).items() if times > 1] == [], key
        said = [word for word in listed if not isinstance(word, int)]
        assert [
            word for word in said if not isinstance(word, str) or not word or word != word.strip()
        ] == [], key


@pytest.mark.parametrize("name", LOOKED_UP)
def test_no_word_stands_in_two_lists_of_a_table(name: str) -> None:
    table = lookup(name)
    assert len(table) == sum(len(listed) for listed in groups(name).values())
    assert set(table.values()) == set(groups(name))


def test_marks_of_one_place_say_one_thing() -> None:
    for place in ("before", "inside", "after"):
        listed = [mark for marks in entries("marks")[place].values() for mark in marks]
        assert sorted(listed) == sorted(set(listed))


def test_guards_and_agreement_speak_of_known_words() -> None:
    units = set(lookup("units"))
    assert [unit for unit in entries("units")["not_before"] if unit not in units] == []
    heads = {
        word for key, listed in groups("brands").items() for word in listed if key not in ("vague", "stops")
    }
    assert [noun for noun in entries("brands")["not_before"] if noun not in heads] == []
    indicators = set(groups("heads"))
    assert {kind for kinds in groups("agreement").values() for kind in kinds} <= indicators


def test_tables_are_frozen() -> None:
    with pytest.raises(TypeError):
        entries("flows")["actions"] = []  # type: ignore[index]
    with pytest.raises(TypeError):
        lookup("heads")["新词"] = "other"  # type: ignore[index]
    assert isinstance(groups("heads")["wish"], tuple)


@pytest.fixture
def files_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder that stands for the package's own data."""
    (tmp_path / "data").mkdir()
    for module in (load, gazetteer):
        monkeypatch.setattr(module, "files", lambda _: tmp_path)
    caches = (entries, groups, lookup, codes_by_name, names_by_code)
    for cached in caches:
        cached.cache_clear()
    yield tmp_path / "data"
    for cached in caches:
        cached.cache_clear()


BAD: list[tuple[str, str]] = [
    ("'志愿者' is empty, no text, or listed twice", 'volunteer = ["志愿者", "义工", "志愿者"]'),
    ("'' is empty, no text, or listed twice", 'volunteer = ["志愿者", ""]'),
    ("12 is empty, no text, or listed twice", "volunteer = [12]"),
    ("list 'team'", 'volunteer = ["志愿者"]\nteam = ["队", "队"]'),
    ("lexicon bad.toml: ", 'volunteer = ["志愿者"'),
    ("lexicon bad.toml: ", 'volunteer = ["志愿者"]\nvolunteer = ["义工"]'),
]


@pytest.mark.parametrize(("message", "content"), BAD)
def test_a_bad_file_is_refused(files_elsewhere: Path, message: str, content: str) -> None:
    (files_elsewhere / "bad.toml").write_text(content, "utf-8")
    with pytest.raises(LexiconError) as refusal:
        entries("bad")
    assert "bad.toml" in str(refusal.value)
    assert message in str(refusal.value)


def test_a_word_in_two_lists_of_a_table_is_refused(files_elsewhere: Path) -> None:
    (files_elsewhere / "bad.toml").write_text('volunteer = ["队员"]\nteam = ["队", "队员"]', "utf-8")
    assert entries("bad")
    with pytest.raises(LexiconError, match=r"bad\.toml: '队员' stands in both 'volunteer' and 'team'"):
        lookup("bad")


def test_what_is_not_there_is_named(files_elsewhere: Path) -> None:
    with pytest.raises(LexiconError, match=r"no lexicon nowhere\.toml"):
        entries("nowhere")
    (files_elsewhere / "small.toml").write_text('team = ["队"]', "utf-8")
    with pytest.raises(LexiconError, match=r"small\.toml has no list 'squad'; it has team"):
        words("small", "squad")


PLACE_ROWS = [
    line for line in (DATA / "places.tsv").read_text("utf-8").splitlines() if not line.startswith("#")
]


def test_places_are_well_formed() -> None:
    """Code and name; a place that is no more has the year of its end, and its code may live on under another name."""
    rows = [tuple(line.split("\t")) for line in PLACE_ROWS]
    assert len(rows) > 3000
    assert [row for row in rows if len(row) not in (2, 3) or len(row[0]) != 6 or not row[0].isdecimal()] == []
    assert [row for row in rows if not row[1] or not all("一" <= char <= "龥" for char in row[1])] == []
    assert [row for row in rows if len(row) == 3 and not 1949 < int(row[2]) < 2100] == []
    living = Counter(row[0] for row in rows if len(row) == 2)
    assert [code for code, times in living.items() if times > 1] == []
    assert [row for row, times in Counter(row[:2] for row in rows).items() if times > 1] == []


def test_every_place_has_the_ones_above_it() -> None:
    codes = {line.split("\t")[0] for line in PLACE_ROWS}
    assert {code[:2] + "0000" for code in codes} <= codes


def test_places_by_name_and_by_code() -> None:
    assert codes_by_name()["云和县"] == ("331125",)
    assert names_by_code()["610826"] == "绥德县"
    # One name, several places: which of them is meant is for the text to say.
    assert len(codes_by_name()["鼓楼区"]) > 1


@pytest.mark.parametrize(
    "row", ["33112\t云和县", "331125 云和县", "33112x\t云和县", "331125\t云和县\n331125\t云和县"]
)
def test_a_bad_place_is_refused(files_elsewhere: Path, row: str) -> None:
    (files_elsewhere / "places.tsv").write_text(f"# head\n{row}\n", "utf-8")
    with pytest.raises(LexiconError, match=r"places\.tsv, line [23]"):
        codes_by_name()
