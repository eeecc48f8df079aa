"""The pipe and the tokenizer in spaCy: nothing lost, nothing moved, wherever the documents go."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from shijian_extract import Article, extract
from shijian_extract.core import ShijianError
from shijian_extract.pipeline import KEY, TOKENIZER, displacy_options, lay_on
from shijian_extract.pipeline.layout import TYPES
from shijian_extract.views.cells import TYPES as SHOWN_TYPES

CORPUS = sorted((Path(__file__).parents[1] / "corpus").glob("*.txt"))
TEXT = "目前，桃源县共有志愿\n者4.6万余人、志愿服务队伍320支。\r\n\r\n　　去年，“𬬻火”项目 服务群众  99999999999999999999人次。\n"

# What cuts the words, as it is named in the configuration of spaCy.
TOKENIZERS: dict[str, dict[str, Any]] = {
    "char": {"@tokenizers": "spacy.zh.ChineseTokenizer", "segmenter": "char"},
    "jieba": {"@tokenizers": "spacy.zh.ChineseTokenizer", "segmenter": "jieba"},
    "ours": {"@tokenizers": TOKENIZER},
    "ours-jieba": {"@tokenizers": TOKENIZER, "words": "jieba"},
}


def pipeline(tokenizer: str = "ours", **config: Any) -> Language:
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": TOKENIZERS[tokenizer]}})
    nlp.add_pipe("shijian_extract", config=config)
    return nlp


@pytest.fixture(scope="module", params=sorted(TOKENIZERS))
def nlp(request: pytest.FixtureRequest) -> Language:
    return pipeline(request.param, published="2023-12")


def same(one: Doc, other: Doc) -> bool:
    """Whether two documents say the same: text, records, spans."""

    def spans(doc: Doc) -> list[Any]:
        return [
            (kind, span.start_char, span.end_char, span.label_, span.id_)
            for kind in TYPES
            for span in doc.spans[kind]
        ]

    return (one.text, one._.article, spans(one)) == (other.text, other._.article, spans(other))


def test_the_pipe_is_found_without_an_import_of_ours() -> None:
    code = (
        "import spacy; nlp = spacy.blank('zh'); nlp.add_pipe('shijian_extract')\n"
        "print(*(r.label for r in nlp('现有志愿者36名。')._.records))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.split() == ["志愿者"]


def test_records_are_those_of_extract(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert doc.text == TEXT
    assert doc._.article == extract(TEXT, published="2023-12")
    assert len(doc._.records) >= 4
    assert all(
        doc.text[span.start : span.end] == span.text for record in doc._.records for span in record.evidence
    )


def test_spans_stand_under_their_type_and_know_their_record(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert set(doc.spans) == set(TYPES) == set(SHOWN_TYPES)
    for kind in TYPES:
        wanted = [(record, one) for record in doc._.records if record.type == kind for one in record.evidence]
        assert len(doc.spans[kind]) == len(wanted)
        for span, (record, one) in zip(doc.spans[kind], wanted, strict=True):
            assert span.label_ == kind
            assert span._.record == record
            assert span.start_char <= one.start < one.end <= span.end_char
    assert doc[0:1]._.record is None


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_reports_keep_their_text_and_their_spans(path: Path) -> None:
    text = path.read_text("utf-8")
    doc = pipeline()(text)
    assert doc.text == text
    exact = sum(
        span.start_char == one.start and span.end_char == one.end
        for kind in TYPES
        for span, one in zip(
            doc.spans[kind],
            [one for record in doc._.records if record.type == kind for one in record.evidence],
            strict=True,
        )
    )
    # Few spans have to be widened: the tokenizer cuts numbers from their units and names from their marks.
    assert exact >= 0.7 * sum(len(doc.spans[kind]) for kind in TYPES)


# --- what is known of the reports


def test_a_document_s_own_date_and_place_go_before_the_pipe_s() -> None:
    nlp = pipeline(published="2019", place="桃源县")
    text = "去年建站12个。"

    def told(doc: Doc) -> tuple[str, str]:
        (figure,) = nlp(doc)._.records
        return figure.period.start, figure.place.name

    assert told(nlp.make_doc(text)) == ("2018-01-01", "桃源县")
    own = nlp.make_doc(text)
    own._.published, own._.place = "2024-03", "正定县"
    assert told(own) == ("2023-01-01", "正定县")


def test_a_document_s_own_date_travels_to_other_processes() -> None:
    nlp = pipeline(published="2019")
    docs = [nlp.make_doc("去年建站12个。") for _ in range(3)]
    docs[1]._.published = "2024"
    starts = [doc._.records[0].period.start for doc in nlp.pipe(docs, n_process=2, batch_size=1)]
    assert starts == ["2018-01-01", "2023-01-01", "2018-01-01"]


def test_what_is_no_date_or_engine_is_refused() -> None:
    with pytest.raises(ShijianError, match="no ISO date"):
        pipeline(published="2023年")
    with pytest.raises(ShijianError, match="no word engine"):
        pipeline(words="pkuseg")
    with pytest.raises(ShijianError, match="no word engine"):
        spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER, "words": "pkuseg"}}})
    nlp = pipeline()
    doc = nlp.make_doc("建站12个。")
    doc._.published = "去年"
    with pytest.raises(ShijianError, match="no ISO date"):
        nlp(doc)


# --- where documents and pipelines go


def test_many_processes_give_the_same(nlp: Language) -> None:
    texts = [TEXT, "现有志愿者36名。", "", TEXT[:20]]
    alone = [nlp(text) for text in texts]
    together = list(nlp.pipe(texts, n_process=2, batch_size=1))
    assert all(same(one, other) for one, other in zip(alone, together, strict=True))


def test_documents_survive_being_kept(nlp: Language) -> None:
    doc = nlp(TEXT)
    packed = DocBin(docs=[doc], store_user_data=True).to_bytes()
    (unpacked,) = DocBin().from_bytes(packed).get_docs(spacy.blank("zh").vocab)
    assert same(doc, unpacked)
    assert same(doc, pickle.loads(pickle.dumps(doc)))
    assert same(doc, Doc(nlp.vocab).from_bytes(doc.to_bytes()))
    assert json.loads(doc.user_data[KEY]) == doc._.article.model_dump(mode="json")


def test_pipelines_survive_being_kept(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    loaded = spacy.load(tmp_path)
    assert type(loaded.tokenizer) is type(nlp.tokenizer)
    again = spacy.blank("zh", config={"nlp": {"tokenizer": nlp.config["nlp"]["tokenizer"]}})
    again.add_pipe("shijian_extract")
    again.from_bytes(nlp.to_bytes())
    pickled = pickle.loads(pickle.dumps(nlp.get_pipe("shijian_extract")))
    doc = nlp(TEXT)
    assert same(doc, loaded(TEXT))
    assert same(doc, again(TEXT))
    assert same(doc, pickled(nlp.make_doc(TEXT)))


def test_displacy_shows_the_records_of_a_type(nlp: Language) -> None:
    doc = nlp(TEXT)
    html = displacy.render(doc, style="span", options=displacy_options("figure"), jupyter=False)
    assert displacy_options("figure")["colors"]["figure"] in html
    assert html.count(f"{displacy_options('figure')['colors']['figure']}") >= len(doc.spans["figure"])
    # The colour is found by its entry point too; of a type without records displaCy only warns.
    assert displacy_options("figure")["colors"]["figure"] in displacy.render(
        doc, style="span", options={"spans_key": "figure"}, jupyter=False
    )
    with pytest.warns(UserWarning, match="W117"):
        displacy.render(doc, style="span", options=displacy_options("award"), jupyter=False)
    with pytest.raises(ShijianError, match="no type of record"):
        displacy_options("figures")


# --- any text


TOKENIZE = spacy.blank("zh", config={"nlp": {"tokenizer": TOKENIZERS["ours"]}}).make_doc
CHARACTERS = spacy.blank("zh").make_doc

any_text = st.text(
    st.sampled_from("志愿者服务队桃源县36支余万年月“”《》，。 \n\r\t　\u200b\x85𠮷😀aA1.%")
    | st.characters(exclude_categories=["Cs"]),
    max_size=60,
)


@settings(deadline=None)
@given(any_text)
def test_the_tokenizer_keeps_any_text(text: str) -> None:
    doc = TOKENIZE(text)
    assert doc.text == text
    assert all(token.text for token in doc)


@settings(deadline=None, max_examples=60)
@given(any_text, st.data())
def test_any_span_is_laid_on_whole_tokens(text: str, data: st.DataObject) -> None:
    """Whatever a span holds, white space alone too, it is widened and never dropped."""
    text = text or "站"
    for tokenizer in (TOKENIZE, CHARACTERS):
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        doc = tokenizer(text)
        record = {
            "type": "slogan", "text": "站", "kind": "motto", "evidence": [{"start": start, "end": end, "text": text[start:end]}],
        }  # fmt: skip
        lay_on(doc, {"article": {}, "records": [record]})
        (span,) = doc.spans["slogan"]
        assert span.text
        assert span[0].idx <= start
        last = span[-1]
        assert end <= last.idx + len(last.text_with_ws)
        # No wider than it has to be.
        assert span[0].idx + len(span[0].text_with_ws) > start
        assert last.idx < end
        assert isinstance(doc._.article, Article)


def test_words_broken_by_columns_are_one_token() -> None:
    doc = pipeline()("全县建成新时代文明实\n践站36个，服务 群众。")
    broken = next(token for token in doc if "\n" in token.text)
    assert (broken.text, broken.norm_) == ("新时代文明实\n践站", "新时代文明实践站")
    assert [token.text for token in doc if token.is_space] == []


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("服务 群众", [("服务", " "), ("群众", "")]),
        ("服务  群众", [("服务", " "), (" ", ""), ("群众", "")]),
        ("服务\n\n群众。", [("服务", ""), ("\n\n", ""), ("群众", ""), ("。", "")]),
        (" \n服务 ", [(" \n", ""), ("服务", " ")]),
        (" ", [(" ", "")]),
        ("", []),
    ],
)
def test_white_space_is_kept_as_spacy_keeps_it(text: str, tokens: list[tuple[str, str]]) -> None:
    assert [(token.text, token.whitespace_) for token in TOKENIZE(text)] == tokens
