"""Sentences and clauses, and the two word engines held to one another."""

from __future__ import annotations

from pathlib import Path

import pytest

from shijian_extract.clean import clean
from shijian_extract.core import ShijianError
from shijian_extract.lexicon import groups
from shijian_extract.segment import engine, segment

CORPUS = sorted((Path(__file__).parents[1] / "corpus").glob("*.txt"))
AGREEMENT = 0.995

# fmt: off
# The text, cut where a sentence ends.
SENTENCES: list[list[str]] = [
    ["茶热了。", "人齐了。"],
    ["来不来？", "来！", "这就来……", "到了。"],
    ["没有句号的标题\n", "正文从这里起。"],
    ["“坐着讲。”", "她说。"],
    ["“今天讲什么？”", "老人问。"],
    ["她说：“先讲政策，再教手艺。”", "大家笑了。"],
    ["（云和县供稿。）", "下一条。"],
    ["读《你好。明天》的孩子笑了。", "掌声响起。"],
    ["满意率达98.6%。", "人人叫好"],
    ["渔排上\n", "灯亮了\n", "人来了。"],
    ["没有任何标点"],
]
# The text, cut where a clause ends.
CLAUSES: list[list[str]] = [
    ["春茶刚下树，", "课堂就搬进了茶园。"],
    ["坚持“月月有主题，周周有活动”，", "热热闹闹。"],
    ["读《山，海，人》，", "有滋味。"],
    ["镇街（含开发区，不含林场）共12个，", "都挂了牌。"],
    ["讲政策；", "教手艺：", "送温暖。"],
    ["阵地建起来——", "人气聚起来。"],
    ["书屋19间、广场7个，", "全部开放。"],
]
# fmt: on


def parts(text: str, ends: list[int]) -> list[str]:
    return [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]


@pytest.mark.parametrize("sentences", SENTENCES)
def test_sentences(sentences: list[str]) -> None:
    assert segment("".join(sentences)).sentences() == sentences


@pytest.mark.parametrize("clauses", CLAUSES)
def test_clauses(clauses: list[str]) -> None:
    segments = segment("".join(clauses))
    assert parts(segments.text, segments.clause_ends) == clauses


def test_every_offset_has_its_sentence_and_clause() -> None:
    text = "“茶热了。”她说，快来。海岛新风\n书屋开了"
    segments = segment(text)
    for offset in range(len(text)):
        for start, end in (segments.sentence(offset), segments.clause(offset)):
            assert start <= offset < end
        assert segments.sentence(offset)[0] <= segments.clause(offset)[0]
        assert segments.clause(offset)[1] <= segments.sentence(offset)[1]


def test_an_empty_text_has_no_sentences() -> None:
    assert segment("").sentences() == []


def boundaries(words: list[str]) -> list[int]:
    ends, end = [], 0
    for word in words:
        end += len(word)
        ends.append(end)
    return ends[:-1]


def context(text: str, offset: int) -> str:
    return f"{text[max(0, offset - 6) : offset]}|{text[offset : offset + 6]}".replace("\n", "⏎")


def test_word_engines_agree_on_the_corpus() -> None:
    assert CORPUS
    shared = fast_only = reference_only = 0
    differences: list[str] = []
    for path in CORPUS:
        text = clean(path.read_text("utf-8")).text
        fast, reference = (set(boundaries(engine(name).cut(text))) for name in ("rjieba", "jieba"))
        shared += len(fast & reference)
        fast_only += len(fast - reference)
        reference_only += len(reference - fast)
        differences += [f"{path.stem}: only rjieba {context(text, at)}" for at in sorted(fast - reference)]
        differences += [f"{path.stem}: only jieba {context(text, at)}" for at in sorted(reference - fast)]
    f1 = 2 * shared / (2 * shared + fast_only + reference_only)
    assert f1 >= AGREEMENT, f"boundary F1 {f1:.4f}\n" + "\n".join(differences)


@pytest.mark.parametrize("name", ["rjieba", "jieba"])
def test_words_joined_give_the_text(name: str) -> None:
    for text in ["", "茶热了，来不来？\nApp 3.5万 “渔歌”", clean(CORPUS[0].read_text("utf-8")).text]:
        assert "".join(engine(name).cut(text)) == text
        assert "".join(word for word, _ in engine(name).tag(text)) == text


DOMAIN = [(word, tag) for tag, listed in groups("domain").items() for word in listed]


@pytest.mark.parametrize("name", ["rjieba", "jieba"])
@pytest.mark.parametrize("word", [word for word, _ in DOMAIN])
def test_domain_words_are_kept_whole(name: str, word: str) -> None:
    assert engine(name).cut(f"，{word}，") == ["，", word, "，"]


@pytest.mark.parametrize(("word", "tag"), DOMAIN)
def test_domain_words_have_the_part_of_speech_of_the_lexicon(word: str, tag: str) -> None:
    for name in ("rjieba", "jieba"):
        assert (word, tag) in engine(name).tag(f"，{word}，")


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(ShijianError, match="no word engine 'thulac'; there are rjieba, jieba"):
        engine("thulac")


def test_an_engine_is_made_once() -> None:
    assert engine("rjieba") is engine("rjieba")
