"""Gold carried to Label Studio, brat and spaCy, and back from what an annotator made of it."""

from __future__ import annotations

import copy
import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import DocBin
from typer.testing import CliRunner

from shijian_extract.cli import app
from shijian_extract.core import GoldError
from shijian_extract.gold import GoldFile, read_sound
from shijian_extract.gold.brat import config as brat_config
from shijian_extract.gold.brat import fragments, standoff
from shijian_extract.gold.docbin import KEY, docbin
from shijian_extract.gold.label_studio import config, gold_of, task
from shijian_extract.gold.lines import line_numbers
from shijian_extract.gold.shapes import field_names, record_models

ROOT = Path(__file__).parents[1]
HOMES = [home for home in (ROOT, ROOT.parent / "shared") if (home / "gold").is_dir()]
TEXT = "𬭎城有站36个，志愿\r\n者800余名。𠮷桥村“𬬻火”项目启动。"


def run(*words: object) -> Any:
    return CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)


def gold_file(data: dict[str, Any], name: str = "hongcheng") -> GoldFile:
    return GoldFile(Path(f"{name}.json"), data, line_numbers(json.dumps(data)))


def quoted(text: str, quote: str) -> dict[str, Any]:
    start = text.index(quote)
    return {"start": start, "end": start + len(quote), "text": quote}


def brand(text: str, *quotes: str, name: str = "𬬻火") -> dict[str, Any]:
    return {
        "type": "brand",
        "evidence": [quoted(text, quote) for quote in quotes],
        "place": {"name": "𠮷桥村", "adcode": None},
        "name": name,
        "category": "project|other",
        "head": "项目",
        "owner": None,
    }


def one_article(text: str, *records: dict[str, Any]) -> dict[str, Any]:
    info = {
        "id": "hongcheng", "title": "𬭎城", "subtitle": None, "authors": ["甲"], "source": None,
        "published": "2024", "place": {"name": "𠮷桥村", "adcode": None},
    }  # fmt: skip
    return {"article": info, "records": list(records)}


def exported(data: dict[str, Any], text: str = TEXT) -> dict[str, Any]:
    """A task as it went through JSON and Label Studio untouched."""
    made: dict[str, Any] = json.loads(json.dumps(task(gold_file(data), text), ensure_ascii=False))
    return made


def results(made: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [one for one in made["annotations"][0]["result"] if one["type"] == kind]


# --- there and back


@pytest.mark.parametrize("home", HOMES, ids=lambda home: home.name)
def test_gold_comes_back_from_label_studio_as_it_was(home: Path, tmp_path: Path) -> None:
    words = (
        "gold",
        "export",
        "label-studio",
        home / "gold",
        "--corpus",
        home / "corpus",
        "-o",
        tmp_path / "out",
    )
    assert run(*words).exit_code == 0
    done = run("gold", "import", "label-studio", tmp_path / "out" / "tasks.json", "-o", tmp_path / "back")
    assert (done.exit_code, done.stderr) == (0, "")
    sound = read_sound([home / "gold"], home / "corpus")
    assert len(sound) > 4
    for gold, _ in sound:
        back = json.loads((tmp_path / "back" / f"{gold.id}.json").read_text("utf-8"))
        assert back == json.loads(gold.path.read_text("utf-8"))


words_of = st.text(alphabet="站志愿者36个𬭎𠮷😀 \n\r\t\u2028\u0085“”<>&\\n", min_size=1)


@st.composite
def annotated(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """A text with astral characters and records on it, in text order, their values of any kind."""
    text = draw(words_of.filter(lambda text: len(text) > 3))
    records = []
    for kind in draw(st.lists(st.sampled_from(list(record_models())), max_size=6)):
        spans = draw(
            st.lists(st.tuples(st.integers(0, len(text) - 1), st.integers(1, 6)), min_size=1, max_size=3)
        )
        evidence = [
            {"start": at, "end": min(at + width, len(text)), "text": text[at : at + width]}
            for at, width in spans
        ]
        values = (
            st.none()
            | st.booleans()
            | st.integers()
            | st.floats(allow_nan=False)
            | words_of
            | st.lists(words_of)
        )
        own = {name: draw(values) for name in field_names(kind)[2:]}
        optional = {"optional": True} if draw(st.booleans()) else {}
        records.append({"type": kind, "evidence": evidence, **own, **optional})
    records.sort(key=lambda record: record["evidence"][0]["start"])
    return text, one_article(text, *records)


@settings(deadline=None, max_examples=50)
@given(annotated())
def test_any_gold_comes_back_from_label_studio(case: tuple[str, dict[str, Any]]) -> None:
    text, data = case
    assert gold_of(exported(data, text)) == ("hongcheng", data)


@settings(deadline=None, max_examples=50)
@given(annotated())
def test_old_exports_count_utf16(case: tuple[str, dict[str, Any]]) -> None:
    """What Label Studio gave before 2021: every offset in code units, line breaks written in letters."""
    text, data = case
    made = exported(data, text)
    for result in made["annotations"][0]["result"]:
        for end in ("start", "end"):
            if end in result.get("value", {}):
                result["value"][end] = len(text[: result["value"][end]].encode("utf-16-le")) // 2
    back = gold_of(made)[1]
    # A region with nothing but white space tells nothing of its unit, nor does one that stands there by both.
    for ours, theirs in zip(data["records"], back["records"], strict=True) if _one_reading(made) else ():
        assert ours["evidence"] == theirs["evidence"]


def _one_reading(made: dict[str, Any]) -> bool:
    """Whether no region's text stands in code points where its code units point."""
    text = made["data"]["text"]
    squeezed = [re.sub(r"\s|\\n", "", one["value"]["text"]) for one in results(made, "labels")]
    there = [
        re.sub(r"\s|\\n", "", text[one["value"]["start"] : one["value"]["end"]])
        for one in results(made, "labels")
    ]
    return all(own and own != other for own, other in zip(squeezed, there, strict=True))


def test_a_region_is_read_in_the_unit_in_which_its_text_stands_there() -> None:
    data = one_article(TEXT, brand(TEXT, "“𬬻火”"))
    start, end = (data["records"][0]["evidence"][0][name] for name in ("start", "end"))
    for shift, widen in ((0, 0), (2, 1)):  # two astral characters before it, one within
        made = exported(data)
        results(made, "labels")[0]["value"].update(start=start + shift, end=end + shift + widen)
        assert gold_of(made)[1] == data


# --- what an annotator changes


def test_a_moved_region() -> None:
    data = one_article(TEXT, brand(TEXT, "“𬬻火”"))
    made = exported(data)
    wider = quoted(TEXT, "“𬬻火”项目")
    for result in made["annotations"][0]["result"]:
        result["value"].update(start=wider["start"], end=wider["end"])
    (record,) = gold_of(made)[1]["records"]
    assert record == {**data["records"][0], "evidence": [wider]}


def test_an_edited_field_and_a_changed_label() -> None:
    made = exported(one_article(TEXT, brand(TEXT, "“𬬻火”")))
    results(made, "labels")[0]["value"]["labels"] = ["slogan"]
    results(made, "textarea")[0]["value"]["text"] = [
        '{"place": null, "text": "𬬻火"}',
        '{"kind": "motto", "parts": []}',
    ]
    (record,) = gold_of(made)[1]["records"]
    evidence = [quoted(TEXT, "“𬬻火”")]
    assert record == {
        "type": "slogan", "evidence": evidence, "place": None, "text": "𬬻火", "kind": "motto", "parts": [],
    }  # fmt: skip


def region(name: str, label: str, span: dict[str, Any]) -> dict[str, Any]:
    """A region as Label Studio makes it by hand: a name of its own, no `meta`, line breaks in letters."""
    value = {**span, "text": span["text"].replace("\r\n", "\\n\\n"), "labels": [label]}
    return {
        "id": name,
        "from_name": "type",
        "to_name": "text",
        "type": "labels",
        "origin": "manual",
        "value": value,
    }


def test_an_added_record_of_two_regions_stands_in_text_order() -> None:
    data = one_article(TEXT, brand(TEXT, "“𬬻火”"))
    made = exported(data)
    number, label = quoted(TEXT, "800余名"), quoted(TEXT, "志愿\r\n者")
    fields = {"label": "志愿者", "indicator": "volunteer"}
    made["annotations"][0]["result"] += [
        region("x2", "figure", label),
        region("x1", "figure", number),
        {"id": "x1", "from_name": "fields", "to_name": "text", "type": "textarea",
         "value": {"start": number["start"], "end": number["end"], "text": [json.dumps(fields)]}},
        {"type": "relation", "from_id": "x1", "to_id": "x2", "direction": "right", "labels": ["evidence"]},
    ]  # fmt: skip
    added, kept = gold_of(made)[1]["records"]
    assert kept == data["records"][0]
    assert added == {
        "type": "figure", "evidence": [number, label], "place": {"name": "𠮷桥村", "adcode": None},
        "quantity": None, "label": "志愿者", "indicator": "volunteer", "period": None,
    }  # fmt: skip


def test_a_region_added_to_a_record() -> None:
    data = one_article(TEXT, brand(TEXT, "“𬬻火”"))
    made = exported(data)
    more = quoted(TEXT, "项目")
    first = results(made, "labels")[0]["id"]
    made["annotations"][0]["result"] += [
        region("x1", "brand", more),
        {"type": "relation", "from_id": first, "to_id": "x1", "direction": "right"},
    ]
    (record,) = gold_of(made)[1]["records"]
    assert record == {**data["records"][0], "evidence": [*data["records"][0]["evidence"], more]}


@pytest.mark.parametrize("gone", [0, 1])
def test_a_deleted_region_takes_its_evidence_alone(gone: int) -> None:
    data = one_article(TEXT, brand(TEXT, "“𬬻火”", "项目"))
    made = exported(data)
    name = results(made, "labels")[gone]["id"]
    kept = [
        one
        for one in made["annotations"][0]["result"]
        if name not in (one.get("id"), one.get("from_id"), one.get("to_id"))
    ]
    made["annotations"][0]["result"] = kept
    (record,) = gold_of(made)[1]["records"]
    assert record == {**data["records"][0], "evidence": [data["records"][0]["evidence"][1 - gone]]}


def test_deleted_records_are_gone() -> None:
    made = exported(one_article(TEXT, brand(TEXT, "“𬬻火”"), brand(TEXT, "项目", name="项目")))
    made["annotations"][0]["result"] = [
        one for one in made["annotations"][0]["result"] if one["meta"]["record"] == 1
    ]
    (record,) = gold_of(made)[1]["records"]
    assert record["name"] == "项目"
    made["annotations"][0]["result"] = []
    assert gold_of(made)[1] == one_article(TEXT)


def test_circles_of_relations_end() -> None:
    made = exported(one_article(TEXT))
    spans = [quoted(TEXT, "项目"), quoted(TEXT, "启动")]
    made["annotations"][0]["result"] = [
        *(region(f"x{number}", "brand", span) for number, span in enumerate(spans)),
        {"type": "relation", "from_id": "x0", "to_id": "x1", "direction": "right"},
        {"type": "relation", "from_id": "x1", "to_id": "x0", "direction": "right"},
    ]
    assert [one["type"] for one in gold_of(made)[1]["records"]] in (["brand"], ["brand", "brand"])


def test_the_last_annotation_that_was_not_skipped_counts() -> None:
    data = one_article(TEXT, brand(TEXT, "“𬬻火”"))
    made = exported(data)
    made["annotations"].insert(0, {"result": []})
    made["annotations"].append({"result": [], "was_cancelled": True})
    assert gold_of(made)[1] == data


def test_a_page_keeps_its_articles(tmp_path: Path) -> None:
    first, second = (
        one_article(TEXT, brand(TEXT, "𬭎城", name="𬭎城")),
        one_article(TEXT, brand(TEXT, "“𬬻火”")),
    )
    second["article"]["id"] = "hongcheng-page#2"
    middle = TEXT.index("𠮷")
    spans = ({"start": 0, "end": middle}, {"start": middle, "end": len(TEXT)})
    data = {"articles": [{**one, "span": span} for one, span in zip((first, second), spans, strict=True)]}
    made = exported(data)
    assert gold_of(made)[1] == data
    made["annotations"][0]["result"].append(region("x1", "brand", quoted(TEXT, "项目")))
    assert [len(one["records"]) for one in gold_of(made)[1]["articles"]] == [1, 2]


def broken(change: Any) -> dict[str, Any]:
    made = exported(one_article(TEXT, brand(TEXT, "“𬬻火”")))
    change(made)
    return made


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda made: made.update(data={"text": TEXT}), "import tasks that gold export wrote"),
        (lambda made: made["data"].update(id="../taoyuan"), "import tasks that gold export wrote"),
        (lambda made: made.update(annotations=[]), "no annotation"),
        (lambda made: results(made, "labels")[0]["value"].update(labels=["poem"]), "label it, or delete it"),
        (lambda made: results(made, "labels")[0]["value"].update(end=9000), "outside the text"),
        (lambda made: results(made, "textarea")[0]["value"].update(text=["{"]), "its fields are no JSON"),
        (lambda made: results(made, "textarea")[0]["value"].update(text=["[]"]), "its fields are no object"),
    ],
)
def test_what_cannot_be_read_back_is_told(change: Any, says: str, tmp_path: Path) -> None:
    made = broken(change)
    with pytest.raises(GoldError, match=re.escape(says)):
        gold_of(made)
    (tmp_path / "tasks.json").write_text(json.dumps([made]), "utf-8")
    done = run("gold", "import", "label-studio", tmp_path / "tasks.json", "-o", tmp_path / "back")
    assert (done.exit_code, says in done.stderr) == (1, True)
    assert not (tmp_path / "back").exists()


@pytest.mark.parametrize(
    ("content", "says"), [("{", "not JSON"), ("{}", "no list of tasks"), ("[1]", "no list of tasks")]
)
def test_other_files_are_refused(content: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "tasks.json").write_text(content, "utf-8")
    done = run("gold", "import", "label-studio", tmp_path / "tasks.json", "-o", tmp_path)
    assert (done.exit_code, says in done.stderr) == (1, True)


def test_import_replaces_nothing_unasked(tmp_path: Path) -> None:
    (tmp_path / "tasks.json").write_text(json.dumps([exported(one_article(TEXT))]), "utf-8")
    (tmp_path / "hongcheng.json").write_text("mine", "utf-8")
    words = ("gold", "import", "label-studio", tmp_path / "tasks.json", "-o", tmp_path)
    assert (run(*words).exit_code, (tmp_path / "hongcheng.json").read_text("utf-8")) == (1, "mine")
    assert run(*words, "--force").exit_code == 0
    assert json.loads((tmp_path / "hongcheng.json").read_text("utf-8")) == one_article(TEXT)


def test_the_labelling_configuration_names_what_the_tasks_use() -> None:
    view = ElementTree.fromstring(config())
    made = exported(one_article(TEXT, brand(TEXT, "“𬬻火”", "项目")))
    names = {tag.get("name") for tag in view.iter()} - {None}
    assert {one["from_name"] for one in made["annotations"][0]["result"] if "from_name" in one} <= names
    assert [tag.get("value") for tag in view.iter("Label")] == list(record_models())
    assert {one["labels"][0] for one in results(made, "relation")} == {
        tag.get("value") for tag in view.iter("Relation")
    }
    (shown,) = view.iter("Text")
    assert str(shown.get("value")).removeprefix("$") in made["data"]


# --- brat


def test_brat_parts_are_apart_in_order_and_on_one_line() -> None:
    record = brand(TEXT, "“𬬻火”", "志愿\r\n者", "者800")
    assert [TEXT[start:end] for start, end in fragments(record, TEXT)] == ["志愿", "者800", "“𬬻火”"]


def test_brat_standoff_is_read_as_brat_reads_it() -> None:
    data = one_article(TEXT, brand(TEXT, "志愿\r\n者"), brand(TEXT, "“𬬻火”", "𠮷桥村", name="火\u2028\t"))
    # brat parts lines where Python does.
    lines = standoff(gold_file(data), TEXT).splitlines()
    assert [line.split("\t")[:2] for line in lines] == [
        ["T1", "brand 8 10;12 13"],
        ["#1", "AnnotatorNotes T1"],
        ["T2", "brand 19 26"],
        ["#2", "AnnotatorNotes T2"],
    ]
    assert [line.split("\t")[2] for line in lines[::2]] == ["志愿 者", "𠮷桥村“𬬻火”"]
    assert [json.loads(line.split("\t")[2]) for line in lines[1::2]] == data["records"]


@settings(deadline=None, max_examples=50)
@given(annotated())
def test_brat_takes_any_gold(case: tuple[str, dict[str, Any]]) -> None:
    text, data = case
    lines = standoff(gold_file(data), text).splitlines()
    assert len(lines) == 2 * len(data["records"])
    for line in lines[::2]:
        _, where, words = line.split("\t")
        parts = [tuple(map(int, part.split())) for part in where.partition(" ")[2].split(";") if part]
        assert all(before[1] < behind[0] for before, behind in pairwise(parts))
        assert " ".join(text[start:end] for start, end in parts) == words


def test_export_to_brat(tmp_path: Path) -> None:
    corpus, gold = tmp_path / "corpus", tmp_path / "gold"
    corpus.mkdir()
    gold.mkdir()
    (corpus / "hongcheng.txt").write_bytes(TEXT.encode())
    (gold / "hongcheng.json").write_text(json.dumps(one_article(TEXT, brand(TEXT, "“𬬻火”"))), "utf-8")
    assert run("gold", "export", "brat", gold, "--corpus", corpus, "-o", tmp_path / "out").exit_code == 0
    out = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert set(out) == {"annotation.conf", "hongcheng.txt", "hongcheng.ann"}
    assert out["hongcheng.txt"] == TEXT.encode()
    assert out["annotation.conf"].decode() == brat_config()
    assert set(record_models()) < set(brat_config().split())


def test_gold_that_does_not_fit_its_text_is_not_exported(tmp_path: Path) -> None:
    data = one_article(TEXT, brand(TEXT, "“𬬻火”"))
    data["records"][0]["evidence"][0]["start"] += 1
    (tmp_path / "hongcheng.txt").write_bytes(TEXT.encode())
    (tmp_path / "hongcheng.json").write_text(json.dumps(data, indent=1), "utf-8")
    words = (
        "gold",
        "export",
        "brat",
        tmp_path / "hongcheng.json",
        "--corpus",
        tmp_path,
        "-o",
        tmp_path / "out",
    )
    done = run(*words)
    assert (done.exit_code, "--fix" in done.stderr) == (1, True)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("words", [("export", "conll", "gold"), ("import", "brat", "x.json")])
def test_unknown_formats_are_wrong_use(words: tuple[str, ...], tmp_path: Path) -> None:
    assert run("gold", *words, "-o", tmp_path).exit_code == 2


# --- DocBin


@settings(deadline=None, max_examples=25)
@given(annotated())
def test_a_docbin_holds_all_spans_and_records(case: tuple[str, dict[str, Any]]) -> None:
    text, data = case
    (doc,) = DocBin().from_bytes(docbin([(gold_file(data), text)])).get_docs(spacy.blank("zh").vocab)
    assert doc.text == text
    assert json.loads(doc.user_data[KEY]) == data
    for kind in record_models():
        wanted = [one for record in data["records"] if record["type"] == kind for one in record["evidence"]]
        # spaCy counts a space behind a token to the token, and the one behind a span not to the span.
        laid = [
            (span.start_char, span.start_char + len(span.text_with_ws), span.label_)
            for span in doc.spans[kind]
        ]
        assert len(laid) == len(wanted)
        assert all(
            start <= one["start"] and one["end"] <= end and label == kind
            for (start, end, label), one in zip(laid, wanted, strict=True)
        )


def test_export_to_docbin(tmp_path: Path) -> None:
    words = ("gold", "export", "docbin", ROOT / "gold", "--corpus", ROOT / "corpus", "-o", tmp_path)
    assert run(*words).exit_code == 0
    docs = list(DocBin().from_disk(tmp_path / "gold.spacy").get_docs(spacy.blank("zh").vocab))
    sound = read_sound([ROOT / "gold"], ROOT / "corpus")
    assert [doc.text for doc in docs] == [text for _, text in sound]
    assert [json.loads(doc.user_data[KEY])["article"]["id"] for doc in docs] == [gold.id for gold, _ in sound]


def test_exporting_changes_nothing() -> None:
    data = one_article(TEXT, brand(TEXT, "“𬬻火”"))
    before = copy.deepcopy(data)
    task(gold_file(data), TEXT)
    standoff(gold_file(data), TEXT)
    docbin([(gold_file(data), TEXT)])
    assert data == before
