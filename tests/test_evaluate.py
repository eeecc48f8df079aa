"""The scorer: what pairs with what, what counts as right, and that no count depends on the order of a list."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.table import Table

from shijian_extract.core.errors import GoldError, ShijianError
from shijian_extract.evaluate import (
    ArticleRecords,
    AttributeScore,
    PairCounts,
    Scores,
    TypeScore,
    misses,
    read_articles,
    score,
    score_pages,
)
from shijian_extract.evaluate.compare import about_equal, name_key, names_equal, units_equal
from shijian_extract.evaluate.matching import best_matching
from shijian_extract.evaluate.rules import RULES
from shijian_extract.evaluate.shapes import record_problem
from shijian_extract.show.scores import attribute_table, miss_lines, score_table

ROOT = Path(__file__).parents[1]
GOLD_FOLDERS = [folder for folder in (ROOT / "gold", ROOT.parent / "shared" / "gold") if folder.is_dir()]

Json = dict[str, Any]


def quantity(
    value: float | None, low: float | None, high: float | None, approximation: str = "exact", unit: str = "个"
) -> Json:
    return {"value": value, "low": low, "high": high, "approximation": approximation, "unit": unit}


def place(name: str, adcode: str | None = None) -> Json:
    return {"name": name, "adcode": adcode}


def period(text: str, start: str | None, end: str | None = None, kind: str = "during") -> Json:
    return {"text": text, "kind": kind, "start": start, "end": end}


def steps(*pairs: tuple[str | None, str]) -> list[Json]:
    return [{"actor": actor, "action": action} for actor, action in pairs]


TEN = quantity(10, 10, 10)
YEAR = period("2023年", "2023-01-01", "2023-12-31")
BASE: dict[str, Json] = {
    "figure": {"quantity": TEN, "label": "志愿服务活动", "indicator": "activity", "period": YEAR},
    "network": {
        "period": None, "centers": quantity(1, 1, 1), "institutes": TEN, "stations": quantity(42, 42, 42),
        "points": None, "bases": None, "full_coverage": False,
    },
    "order_flow": {"name": None, "steps": steps(("群众", "点单"), ("中心", "派单"), (None, "评单"))},
    "slogan": {"text": "五有标准", "kind": "numbered", "parts": ["有场所", "有队伍"]},
    "brand": {"name": "520暖心屋", "category": "venue", "head": "暖心屋", "owner": None},
    "award": {
        "name": "志愿服务项目大赛", "recipient": "康复之家", "rank": "金奖", "level": "province", "period": None,
    },
    "document": {"title": "志愿者管理办法", "kind": "办法", "trial": False},
    "person": {"name": "何敏", "role": "宣传部部长", "organization": "湄潭县文联"},
    "event": {"name": "快闪活动", "period": YEAR, "venue": None, "organizers": []},
}  # fmt: skip


def record(kind: str, /, at: tuple[int, int] = (0, 10), **fields: Any) -> Json:
    start, end = at
    evidence = [{"start": start, "end": end, "text": "文" * (end - start)}]
    return {"type": kind, "evidence": evidence, "place": place("昌吉市"), **BASE[kind], **fields}


def article(*records: Mapping[str, Any], name: str = "a", **about: Any) -> ArticleRecords:
    return ArticleRecords(name, records, **about)


def score_records(kind: str, gold: list[Json], predicted: list[Json]) -> TypeScore:
    return score([article(*gold)], [article(*predicted)]).types[kind]


def score_pair(kind: str, gold: Json, predicted: Json) -> TypeScore:
    return score_records(kind, [record(kind, **gold)], [record(kind, **predicted)])


# What is changed in the gold record, what in the predicted one.
Change = tuple[str, Json, Json]
FAR: Json = {"at": (50, 60)}

PAIRS: list[Change] = [
    ("figure", {}, {}),
    ("figure", {}, {"at": (9, 12)}),
    ("figure", {}, {"quantity": quantity(10.0, 10, 10, "about", "所")}),
    ("figure", {"quantity": quantity(15.9, 15.9, None)}, {"quantity": quantity(15.90, 15.9, None)}),
    ("figure", {}, {"label": "x", "indicator": "other", "period": None, "place": None}),
    ("network", {}, FAR),
    ("network", {"place": place("昌吉市", "652301")}, {"place": place("昌 吉市"), "stations": None}),
    ("network", {"place": None}, {"place": None}),
    ("order_flow", {}, {"steps": [], "at": (9, 20)}),
    ("slogan", {}, {"text": "“五有” 标准", **FAR}),
    ("slogan", {}, {"text": "“五有标准”要求"}),
    ("brand", {}, {"name": "“５２０” 暖心屋", "category": "other", **FAR}),
    ("award", {}, {"name": "全州志愿服务项目大赛", **FAR}),
    ("award", {}, {"recipient": "“长堤”康复之家", **FAR}),
    ("award", {}, {"recipient": None}),
    ("award", {"recipient": None}, {"recipient": None, **FAR}),
    ("document", {}, {"title": "《志愿者管理办法》", "kind": "other", **FAR}),
    ("person", {}, {"name": "何 敏", "role": None, **FAR}),
    ("event", {}, {"name": "另一活动", "at": (0, 1)}),
]
STRANGERS: list[Change] = [
    ("figure", {}, {"at": (10, 12)}),
    ("figure", {}, {"quantity": quantity(11, 11, 11)}),
    ("figure", {}, {"quantity": quantity(10, 10, None, "over")}),
    ("figure", {}, {"quantity": quantity(10, None, 10, "nearly")}),
    ("figure", {"quantity": quantity(None, 0, 9)}, {"quantity": quantity(0, 0, 9)}),
    ("network", {}, {"place": place("昌吉州")}),
    ("network", {}, {"place": None}),
    ("order_flow", {}, FAR),
    ("slogan", {}, {"text": "“五有标准”要求", **FAR}),
    ("slogan", {}, {"text": "六有标准"}),
    ("brand", {}, {"name": "暖心屋"}),
    ("award", {}, {"recipient": None, **FAR}),
    ("award", {}, {"name": "道德模范"}),
    ("document", {}, {"title": "管理办法"}),
    ("person", {}, {"name": "陈"}),
    ("event", {}, {"at": (10, 20)}),
    ("event", {"at": (10, 20)}, {"at": (0, 10)}),
]


@pytest.mark.parametrize(("kind", "gold", "predicted"), PAIRS)
def test_records_that_pair(kind: str, gold: Json, predicted: Json) -> None:
    found = score_pair(kind, gold, predicted)
    assert (found.gold, found.predicted, found.paired) == (1, 1, 1)


@pytest.mark.parametrize(("kind", "gold", "predicted"), STRANGERS)
def test_records_that_do_not_pair(kind: str, gold: Json, predicted: Json) -> None:
    found = score_pair(kind, gold, predicted)
    assert (found.gold, found.predicted, found.paired) == (1, 1, 0)


def test_every_type_has_examples_of_both() -> None:
    assert {kind for kind, _, _ in PAIRS} == {kind for kind, _, _ in STRANGERS} == set(RULES) == set(BASE)


def test_any_span_of_the_evidence_may_overlap() -> None:
    spans = [{"start": 30, "end": 32, "text": "活动"}, {"start": 9, "end": 10, "text": "场"}]
    assert score_pair("event", {}, {"evidence": spans}).paired == 1


# The attribute that the change makes wrong, and whether the pair is still strictly right.
WRONG: list[tuple[str, str, bool, Json, Json]] = [
    ("figure", "approximation", False, {}, {"quantity": quantity(10, 10, 10, "about")}),
    ("figure", "unit", False, {}, {"quantity": quantity(10, 10, 10, unit="所")}),
    ("figure", "indicator", False, {}, {"indicator": "lecture"}),
    ("figure", "indicator", False, {"indicator": "network|honoree"}, {"indicator": "team"}),
    ("figure", "indicator", False, {"indicator": "honoree"}, {"indicator": "network|honoree"}),
    ("figure", "label", False, {}, {"label": "文艺演出"}),
    ("figure", "label", False, {}, {"label": ""}),
    ("figure", "place", True, {}, {"place": place("昌吉州")}),
    ("figure", "place", True, {}, {"place": None}),
    ("figure", "period", True, {}, {"period": None}),
    ("figure", "period", True, {}, {"period": {**YEAR, "end": None}}),
    ("figure", "period", True, {}, {"period": {**YEAR, "kind": "since"}}),
    ("network", "centers", False, {}, {"centers": None}),
    ("network", "institutes", False, {}, {"institutes": quantity(10, 10, None, "over")}),
    ("network", "stations", False, {}, {"stations": quantity(43, 43, 43)}),
    ("network", "points", False, {}, {"points": TEN}),
    ("network", "bases", False, {}, {"bases": TEN}),
    ("order_flow", "actors", False, {}, {"steps": steps((None, "点单"), ("中心", "派单"), (None, "评单"))}),
    (
        "order_flow",
        "actions",
        False,
        {},
        {"steps": steps(("群众", "点单"), ("中心", "评单"), (None, "派单"))},
    ),
    ("slogan", "kind", False, {}, {"kind": "motto"}),
    ("slogan", "parts", True, {}, {"parts": ["有队伍", "有场所"]}),
    ("slogan", "parts", True, {}, {"parts": []}),
    ("brand", "category", False, {}, {"category": "team"}),
    ("brand", "head", True, {}, {"head": None}),
    ("brand", "place", True, {}, {"place": place("太原市")}),
    ("award", "rank", False, {}, {"rank": "银奖"}),
    ("award", "rank", False, {}, {"rank": "特等金奖"}),
    ("award", "level", False, {}, {"level": None}),
    ("document", "kind", False, {}, {"kind": "制度"}),
    ("document", "trial", False, {}, {"trial": True}),
    ("person", "role", False, {}, {"role": None}),
    ("person", "organization", True, {}, {"organization": "文联"}),
    ("event", "period", True, {}, {"period": None}),
]


@pytest.mark.parametrize(("kind", "attribute", "strict", "gold", "predicted"), WRONG)
def test_wrong_attribute(kind: str, attribute: str, strict: bool, gold: Json, predicted: Json) -> None:
    found = score_pair(kind, gold, predicted)
    assert found.paired == 1
    assert found.strict == int(strict)
    assert [name for name, counts in found.attributes.items() if counts.right == 0] == [attribute]


def test_every_attribute_has_an_example() -> None:
    reported = {(kind, attribute.name) for kind, rule in RULES.items() for attribute in rule.attributes}
    assert {(kind, attribute) for kind, attribute, *_ in WRONG} == reported


NO_MATTER: list[Change] = [
    ("figure", {"indicator": "network|honoree"}, {"indicator": "honoree"}),
    ("figure", {"indicator": "network|honoree"}, {"indicator": "network|honoree"}),
    ("figure", {}, {"label": "新时代文明实践志愿服务活动"}),
    ("figure", {"quantity": quantity(10, 10, 10, unit="场（次）")}, {"quantity": quantity(10, 10, 10, unit="场 (次)")}),
    ("figure", {"period": None}, {"period": None}),
    ("figure", {}, {"period": {**YEAR, "text": "去年"}}),
    ("figure", {"place": place("昌吉市", "652301")}, {"place": place("昌吉市")}),
    ("network", {}, {"stations": quantity(42, 42, 42, "about", "座"), "full_coverage": True}),
    ("order_flow", {}, {"name": "点单派单式"}),
    ("brand", {"category": "venue|project"}, {"category": "project"}),
    ("brand", {}, {"head": "屋", "owner": "社区"}),
    ("person", {}, {"role": "县委常委、宣传部部长"}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "gold", "predicted"), NO_MATTER)
def test_differences_that_do_not_count(kind: str, gold: Json, predicted: Json) -> None:
    found = score_pair(kind, gold, predicted)
    assert found.strict == 1
    assert {name: counts.accuracy for name, counts in found.attributes.items()} == dict.fromkeys(
        found.attributes, 1
    )


def test_names_are_compared_without_space_punctuation_and_width() -> None:
    assert name_key(" “互联网＋”·\u3000Ａpp１号\u200b\n") == "互联网+App1号"
    assert not names_equal("8+N", "8N")
    assert not names_equal("！", "？")
    assert not names_equal(None, "")


def test_about_equal_is_containment() -> None:
    assert about_equal("志愿者", "注册志愿者")
    assert about_equal("注册志愿者", "“志愿 者”")
    assert about_equal(None, None)
    assert not about_equal("志愿队", "志愿服务队")
    assert not about_equal("", "志愿者")
    assert not about_equal(None, "志愿者")


def test_a_unit_may_be_punctuation() -> None:
    assert units_equal("%", "％")
    assert not units_equal("%", "‰")
    assert not units_equal(None, "%")


def test_most_pairs_come_before_agreement() -> None:
    # The first prediction fits both figures and agrees with the first in all; the second fits the first alone.
    gold = [record("figure", (0, 10)), record("figure", (10, 20), label="演出", indicator="lecture")]
    predicted = [record("figure", (9, 11)), record("figure", (0, 2), label="演出")]
    assert score_records("figure", gold, predicted).paired == 2


def test_agreement_decides_between_as_many_pairs() -> None:
    gold = [record("figure", label="志愿者"), record("figure", label="演出")]
    predicted = [record("figure", label="演出"), record("figure", label="志愿者")]
    found = score_records("figure", gold, predicted)
    assert (found.paired, found.strict) == (2, 2)


def test_agreement_comes_before_strictness() -> None:
    # One prediction has the category right alone, the other all but the category.
    predicted = [record("brand", head=None, place=None), record("brand", category="team")]
    found = score_records("brand", [record("brand")], predicted)
    assert (found.strict, found.attributes["head"].right, found.attributes["place"].right) == (0, 1, 1)


def test_a_thing_predicted_twice_is_right_once() -> None:
    found = score_records("brand", [record("brand")], [record("brand"), record("brand", **FAR)])
    assert (found.gold, found.predicted, found.paired) == (1, 2, 1)


def test_optional_gold_counts_neither_way() -> None:
    optional = record("brand", optional=True)
    found = score_records("brand", [optional], [record("brand")])
    missed = score_records("brand", [optional], [])
    assert (
        found
        == missed
        == TypeScore(attributes=dict.fromkeys(("category", "head", "place"), AttributeScore()))
    )


def test_gold_that_counts_comes_before_optional_gold() -> None:
    # The optional reading agrees in more fields, and still the prediction goes to the one that counts.
    gold = [record("event", optional=True), record("event", period=None)]
    found = score_records("event", gold, [record("event")])
    assert (found.gold, found.predicted, found.paired) == (1, 1, 1)


def test_optional_gold_takes_the_prediction_that_is_left() -> None:
    gold = [record("event", optional=True), record("event", period=None)]
    found = score_records("event", gold, [record("event"), record("event")])
    assert (found.gold, found.predicted, found.paired) == (1, 1, 1)


EDGES = st.dictionaries(
    st.tuples(st.integers(0, 3), st.integers(0, 3)),
    st.tuples(st.integers(0, 3), st.integers(0, 2)),
    max_size=9,
)


@given(EDGES)
def test_matching_is_the_best_of_all(merits: dict[tuple[int, int], tuple[int, int]]) -> None:
    def worth(edges: Any) -> tuple[int, ...]:
        return (len(edges), *(sum(merits[edge][part] for edge in edges) for part in (0, 1)))

    def one_to_one(edges: Any) -> bool:
        return all(len({edge[side] for edge in edges}) == len(edges) for side in (0, 1))

    found = best_matching(merits)
    every = [edges for size in range(5) for edges in combinations(merits, size) if one_to_one(edges)]
    assert one_to_one(found)
    assert worth(found) == max(map(worth, every))


def test_matching_says_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "networkx", None)
    assert best_matching({(0, 0): (1,), (0, 1): (2,), (0, 2): (1,), (3, 3): (0,)}) == [(0, 1), (3, 3)]
    with pytest.raises(ShijianError, match=r"pip install 'shijian-extract\[evaluate\]'"):
        best_matching({(0, 0): (1,), (0, 1): (2,), (1, 0): (0,)})


SPANS = st.tuples(st.integers(0, 12), st.integers(1, 6)).map(lambda at: (at[0], at[0] + at[1]))
# Values so few that records of a text fit one another in many ways.
VALUES: dict[str, dict[str, list[Any]]] = {
    "figure": {
        "quantity": [TEN, quantity(10, 10, 10, "about"), quantity(9, 9, 9)],
        "label": ["志愿者", "注册志愿者", "活动"],
        "indicator": ["volunteer", "team"],
    },
    "network": {"stations": [None, TEN], "place": [None, place("昌吉市")]},
    "order_flow": {"steps": [[], steps(("群众", "点单")), steps((None, "点单"))]},
    "slogan": {"text": ["五有", "五有标准", "六有标准"], "kind": ["code", "motto"], "parts": [[], ["有人"]]},
    "brand": {"name": ["暖心屋", "书屋"], "category": ["team", "venue"], "head": [None, "屋", "书屋"]},
    "award": {"name": ["大赛", "项目大赛"], "recipient": [None, "之家"], "rank": [None, "金奖"]},
    "document": {"title": ["方案", "办法"], "trial": [True, False]},
    "person": {"name": ["何敏", "周明"], "role": [None, "主任"], "organization": [None, "文联"]},
    "event": {"name": ["快闪", "演出"], "period": [None, YEAR]},
}


def records_of(kind: str) -> st.SearchStrategy[Json]:
    fields = {name: st.sampled_from(values) for name, values in VALUES[kind].items()}
    return st.builds(record, st.just(kind), SPANS, **fields)


PREDICTED = st.lists(st.sampled_from(sorted(VALUES)).flatmap(records_of), max_size=8)
OF_ONE_TYPE = st.sampled_from(sorted(VALUES)).flatmap(lambda kind: st.lists(records_of(kind), max_size=7))
RECORDS = st.one_of(PREDICTED, OF_ONE_TYPE)


def mark_some(records: list[Json], flags: list[bool]) -> list[Json]:
    return [{**one, "optional": True} if flag else one for one, flag in zip(records, flags, strict=False)]


GOLD = st.builds(mark_some, RECORDS, st.lists(st.sampled_from([False, False, True]), min_size=8, max_size=8))
# The same type on both sides, or there is little to pair.
BOTH = st.one_of(
    st.tuples(GOLD, RECORDS),
    st.sampled_from(sorted(VALUES)).flatmap(
        lambda kind: st.tuples(
            st.builds(
                mark_some,
                st.lists(records_of(kind), max_size=6),
                st.lists(st.sampled_from([False, False, True]), min_size=6, max_size=6),
            ),
            st.lists(records_of(kind), max_size=6),
        )
    ),
)


@given(BOTH, BOTH, st.randoms(use_true_random=False))
def test_order_does_not_matter(
    first: tuple[list[Json], list[Json]], second: tuple[list[Json], list[Json]], random: Any
) -> None:
    def sides(mixed: bool) -> tuple[list[ArticleRecords], ...]:
        given_so = [
            [article(*texts[side], name=name) for name, texts in (("a", first), ("b", second))]
            for side in (0, 1)
        ]
        return tuple([shuffled(one) for one in shuffled_list(side)] if mixed else side for side in given_so)

    def shuffled_list(items: Any) -> list[Any]:
        mixed: list[Any] = random.sample(list(items), len(items))
        return mixed

    def shuffled(one: ArticleRecords) -> ArticleRecords:
        return article(*shuffled_list(one.records), name=one.id)

    in_order, mixed = sides(False), sides(True)
    assert score(*mixed) == score(*in_order)
    assert misses(*mixed) == misses(*in_order)


@given(GOLD)
def test_gold_against_itself_is_all_right(gold: list[Json]) -> None:
    texts = [article(*gold)]
    present = {one["type"] for one in gold if not one.get("optional")}
    types = score(texts, texts).types
    assert {kind for kind, found in types.items() if found.f1 == found.strict_f1 == 1} == present
    assert {kind for kind, found in types.items() if found.f1 is None} == set(types) - present
    assert misses(texts, texts) == []


@given(BOTH)
def test_twice_the_articles_are_twice_the_counts(both: tuple[list[Json], list[Json]]) -> None:
    gold, predicted = both
    once = score([article(*gold)], [article(*predicted)])
    names = ("a", "b")
    twice = score([article(*gold, name=n) for n in names], [article(*predicted, name=n) for n in names])
    assert twice == once + once
    assert twice.types["figure"].gold == 2 * once.types["figure"].gold
    assert [found.f1 for found in twice.types.values()] == [found.f1 for found in once.types.values()]


@given(BOTH, st.integers(0, 7))
def test_fewer_predictions_never_pair_more(both: tuple[list[Json], list[Json]], index: int) -> None:
    gold, predicted = both
    fewer = predicted[:index] + predicted[index + 1 :]
    before, after = (score([article(*gold)], [article(*records)]) for records in (predicted, fewer))
    assert all(after.types[kind].paired <= before.types[kind].paired for kind in RULES)


@given(BOTH)
def test_misses_and_counts_tell_the_same(both: tuple[list[Json], list[Json]]) -> None:
    texts = [article(*both[0])], [article(*both[1])]
    types = score(*texts).types
    listed = [(miss.kind, miss.type) for miss in misses(*texts)]
    for kind, found in types.items():
        wrong = sum(counts.total - counts.right for counts in found.attributes.values())
        assert listed.count(("miss", kind)) == found.gold - found.paired
        assert listed.count(("extra", kind)) == found.predicted - found.paired
        assert listed.count(("wrong", kind)) == wrong


@pytest.mark.skipif(not GOLD_FOLDERS, reason="no gold beside the project")
def test_gold_files_against_themselves() -> None:
    for folder in GOLD_FOLDERS:
        gold = read_articles(folder)
        found, pages = score(gold, gold), score_pages(gold, gold)
        assert found.articles > 0
        assert found.types["figure"].gold > 0
        for counts in (*found.types.values(), *pages.records.types.values()):
            assert counts.paired == counts.strict == counts.gold == counts.predicted
            assert counts.strict_f1 in (1, None)
        assert pages.articles.paired == pages.articles.gold == pages.articles.predicted
        assert misses(gold, gold) == misses(gold, gold, pages=True) == []


def test_ratios_with_nothing_under_them_are_absent() -> None:
    empty = TypeScore()
    assert (empty.precision, empty.recall, empty.f1, empty.strict_f1) == (None, None, None, None)
    assert AttributeScore().accuracy is None
    only_gold = PairCounts(gold=2)
    assert (only_gold.precision, only_gold.recall, only_gold.f1) == (None, 0, 0)
    half = TypeScore(gold=4, predicted=2, paired=2, strict=1)
    assert (half.precision, half.recall, half.f1, half.strict_f1) == (1, 0.5, 2 / 3, 1 / 3)


def test_scores_as_json() -> None:
    found = score(
        [article(record("person"), record("person", name="周明"))], [article(record("person", role=None))]
    )
    data = json.loads(json.dumps(found.to_dict()))
    assert list(data["types"]) == list(RULES)
    assert data["types"]["person"] == {
        "gold": 2, "predicted": 1, "paired": 1, "precision": 1, "recall": 0.5, "f1": 2 / 3,
        "strict": 0, "strict_f1": 0,
        "attributes": {
            "role": {"right": 0, "total": 1, "accuracy": 0},
            "organization": {"right": 1, "total": 1, "accuracy": 1},
        },
    }  # fmt: skip
    assert data["types"]["event"]["f1"] is None


def test_articles_without_a_partner_are_named() -> None:
    gold = [article(record("brand"), name="b"), article(record("brand"), name="a")]
    found = score(gold, [article(record("brand"), name="c"), article(record("brand"), name="b")])
    assert (found.articles, found.missing, found.unjudged) == (2, ("a",), ("c",))
    brands = found.types["brand"]
    assert (brands.gold, brands.predicted, brands.paired) == (2, 1, 1)


def test_a_text_taken_apart_is_scored_as_one() -> None:
    gold = [article(record("brand"), record("person", **FAR))]
    parts = [article(record("brand"), name="a#1"), article(record("person", **FAR), name="a#2")]
    found = score(gold, parts)
    assert (found.types["brand"].paired, found.types["person"].paired, found.unjudged) == (1, 1, ())


def test_an_id_with_a_number_of_its_own_stays_an_article() -> None:
    gold = [article(name="a"), article(record("brand"), name="a#1")]
    found = score(gold, [article(record("brand"), name="a#1")])
    assert (found.types["brand"].paired, found.missing) == (1, ("a",))


@pytest.mark.parametrize(
    ("gold", "predicted", "says"),
    [
        ([article(), article()], [], "2 gold articles are called 'a'"),
        ([article()], [article(), article()], "2 predicted articles are called 'a'"),
        ([article({"type": "brnad"})], [], "no record type is called 'brnad'; the types are figure, "),
        ([article()], [article({})], "no record type is called None"),
        (
            [article(name="x", page="a", span=(0, 1)), article()],
            [],
            "'a' both as an article and as a page; rename one",
        ),
    ],
)
def test_what_cannot_be_scored(
    gold: list[ArticleRecords], predicted: list[ArticleRecords], says: str
) -> None:
    with pytest.raises(GoldError, match=says):
        score(gold, predicted)


PAGE = [
    article(record("brand", (110, 120)), name="x", page="p-page", span=(100, 200)),
    article(record("person", (310, 320)), name="y", page="p-page", span=(300, 400)),
]


def test_pages_and_articles_are_kept_apart() -> None:
    gold = [article(record("event")), *PAGE]
    predicted = [article(record("event")), article(record("brand"), name="p-page#1", span=(100, 200))]
    plain, pages = score(gold, predicted), score_pages(gold, predicted)
    assert (plain.articles, plain.types["event"].paired, plain.types["brand"].gold) == (1, 1, 0)
    assert plain.unjudged == ()
    assert (pages.records.articles, pages.records.types["event"].gold) == (1, 0)
    assert pages.records.types["brand"].paired == pages.records.types["person"].gold == 1
    assert pages.articles == PairCounts(gold=2, predicted=1, paired=1)
    assert [miss.type for miss in misses(gold, predicted, pages=True)] == ["person"]
    assert misses(gold, predicted) == []


SPLITS: list[tuple[int, list[tuple[int, int] | None]]] = [
    (2, [(100, 200), (300, 400)]),
    (2, [(300, 400), (100, 200)]),
    (2, [(110, 200), (300, 390)]),
    (2, [(110, 210), (300, 400)]),
    (1, [(111, 200), (300, 400)]),
    (2, [(100, 200), (305, 396), (0, 50)]),
    (2, [(100, 211), (300, 400)]),
    (1, [(100, 212), (300, 400)]),
    (1, [(300, 400), (300, 400)]),
    (0, [(100, 400)]),
    (0, [None, None]),
    (0, []),
]


@pytest.mark.parametrize(("right", "spans"), SPLITS)
def test_articles_of_a_page_by_span(right: int, spans: list[tuple[int, int] | None]) -> None:
    predicted = [article(name=f"p-page#{n}", span=span) for n, span in enumerate(spans, start=1)]
    found = score_pages(PAGE, predicted)
    assert found.articles == PairCounts(gold=2, predicted=len(spans), paired=right)
    assert found.articles.recall == right / 2
    assert (found + found).to_dict()["articles"]["paired"] == 2 * right


def test_a_page_left_whole_is_one_article() -> None:
    whole = article(*(one for part in PAGE for one in part.records), name="p-page")
    found = score_pages(PAGE, [whole])
    assert found.articles == PairCounts(gold=2, predicted=1, paired=0)
    assert found.records.types["brand"].paired == found.records.types["person"].paired == 1


def test_a_gold_page_needs_spans() -> None:
    with pytest.raises(GoldError, match="'x' of page 'p-page' needs a span"):
        score_pages([article(name="x", page="p-page")], [article(name="p-page#1", span=(0, 1))])


def test_misses_are_listed_in_text_order() -> None:
    gold = [article(record("brand", (40, 50)), record("person", (20, 30), role="馆长"))]
    predicted = [article(record("person", (20, 30), role="书记"), record("figure", (5, 9)))]
    extra, wrong, miss = misses(gold, predicted)
    assert (extra.kind, extra.type, extra.field, extra.start) == ("extra", "figure", None, 5)
    assert (extra.gold, extra.predicted) == (None, TEN)
    assert (wrong.kind, wrong.field, wrong.gold, wrong.predicted) == ("wrong", "role", "馆长", "书记")
    assert (miss.kind, miss.gold, miss.predicted, miss.text, miss.article) == (
        "miss",
        "520暖心屋",
        None,
        "文" * 10,
        "a",
    )


def write(path: Path, data: Any) -> Path:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def as_file(name: str, *records: Json, **more: Any) -> Json:
    return {"article": {"id": name}, "records": list(records), **more}


def test_a_folder_of_gold(tmp_path: Path) -> None:
    write(tmp_path / "b.json", as_file("b", record("brand")))
    write(tmp_path / "a-page.json", {"articles": [as_file("b", span={"start": 3, "end": 9})]})
    (tmp_path / "notes.txt").write_text("not gold", encoding="utf-8")
    page, single = read_articles(tmp_path)
    assert page == ArticleRecords("b", (), (3, 9), "a-page")
    assert single == ArticleRecords("b", (record("brand"),))


def test_json_lines(tmp_path: Path) -> None:
    # U+2028 ends a line for str.splitlines and not for JSON.
    lines = [as_file("a", record("brand", name="一\u2028二")), as_file("p#1", span={"start": 0, "end": 5})]
    path = tmp_path / "out.jsonl"
    path.write_text(
        "".join(json.dumps(line, ensure_ascii=False) + "\n\n" for line in lines), encoding="utf-8"
    )
    first, second = read_articles(path)
    assert first.records[0]["name"] == "一\u2028二"
    assert (second.id, second.span, second.page) == ("p#1", (0, 5), None)


def test_one_json_file(tmp_path: Path) -> None:
    assert [one.id for one in read_articles(write(tmp_path / "a.json", as_file("a")))] == ["a"]


A_LINE = json.dumps(as_file("a"))
BROKEN: list[tuple[str, str, str]] = [
    ("x.json", "{\n  oops", r"x\.json, line 2: not JSON at column 3 .*; correct it there, or name"),
    ("x.json", f"{A_LINE}\n{A_LINE}", r"x\.json, line 2: not JSON .* one object on each line \*\.jsonl"),
    ("x.jsonl", f"{A_LINE}\n{{", r"x\.jsonl, line 2: not JSON at column 2 .*; put one JSON object on each line"),
    ("x.jsonl", "[]", r"x\.jsonl, line 1: an article must be an object"),
    ("x.jsonl", '{"records": []}', r'line 1: an article needs an id, {"article": {"id": "…"}}'),
    ("x.jsonl", '{"article": {"id": null}, "records": []}', r"line 1: an article needs an id"),
    ("x.jsonl", '{"article": {"id": "a"}}', r"line 1: article 'a' needs a list \"records\""),
    ("x.jsonl", '{"articles": []}', r"line 1: a page of several articles takes a file of its own"),
    ("x.json", '{"articles": {}}', r"x\.json: the \"articles\" of a page must be a list"),
    ("x.json", '{"articles": [3]}', r"x\.json: an article needs an id"),
    ("x.json", json.dumps({"articles": [as_file("a")]}), r"x\.json: article 'a' needs a \"span\""),
    ("x.jsonl", json.dumps(as_file("a", span={"start": 5, "end": 5})), r"line 1: article 'a' needs a \"span\""),
    ("x.jsonl", f"{A_LINE}\n\n{A_LINE}", r"line 3: 'a' is the id of an article in .*x\.jsonl, line 1 too; rename"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "says"), BROKEN)
def test_files_that_cannot_be_read(name: str, text: str, says: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(GoldError, match=says):
        read_articles(tmp_path / name)


def test_paths_that_lead_nowhere(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"no \*\.json in this folder; name the folder"):
        read_articles(tmp_path)
    with pytest.raises(GoldError, match=r"none\.json: no such file or folder; check the path"):
        read_articles(tmp_path / "none.json")
    (tmp_path / "gbk.jsonl").write_bytes(b"{}\n" + "北塔区".encode("gbk"))
    with pytest.raises(GoldError, match=r"gbk\.jsonl, line 2: not UTF-8; save the file as UTF-8"):
        read_articles(tmp_path / "gbk.jsonl")


def test_ids_are_given_once_in_a_folder(tmp_path: Path) -> None:
    write(tmp_path / "a.json", as_file("a"))
    write(tmp_path / "b.json", as_file("a"))
    with pytest.raises(GoldError, match=r"b\.json: 'a' is the id of an article in .*a\.json too; rename one"):
        read_articles(tmp_path)


def test_a_wrong_record_is_found_by_its_line(tmp_path: Path) -> None:
    tricky = record("slogan", text='说 "records": [ 的话')
    texts = [as_file(name, tricky, record("brand"), span={"start": 0, "end": 9}) for name in "xy"]
    texts[1]["records"][1]["name"] = None
    path = write(tmp_path / "p-page.json", {"articles": texts})
    lines = path.read_text(encoding="utf-8").split("\n")
    line = max(number for number, text in enumerate(lines) if '"type": "brand"' in text)
    with pytest.raises(GoldError, match=r"record 2 of article 'y': brand\.name must be a text") as caught:
        read_articles(path)
    # Its opening bracket stands on the line before.
    assert f"p-page.json, line {line}: " in str(caught.value)


PROBLEMS: list[tuple[Any, str]] = [
    (3, "a record must be an object"),
    ({"type": ["brand"]}, "no record type is called ['brand']"),
    (record("figure", quantity=None), "figure.quantity must be an object {value, low, high"),
    (record("figure", quantity={**TEN, "value": "10"}), "figure.quantity must be"),
    (record("figure", quantity={**TEN, "low": True}), "figure.quantity must be"),
    (record("network", points=3), "network.points must be"),
    (record("order_flow", steps=[{"actor": "群众"}]), "order_flow.steps must be a list of {actor, action}"),
    (record("slogan", parts="有人"), 'slogan.parts must be a list of texts or null, not "有人"'),
    (record("document", trial="试行"), "document.trial must be true or false or null"),
    (record("event", period="2023"), "event.period must be"),
    (record("person", place={"adcode": "652301"}), "person.place must be an object {name, adcode}"),
    (record("brand", evidence=[]), "brand.evidence must be a list of one span or more"),
    (record("brand", (4, 4)), "brand.evidence must be"),
    (record("brand", optional="yes"), 'brand.optional must be true or false or null, not "yes"'),
]  # fmt: skip


@pytest.mark.parametrize(("wrong", "says"), PROBLEMS)
def test_records_that_are_not_of_the_form(wrong: Any, says: str) -> None:
    problem = record_problem(wrong)
    assert problem is not None
    assert problem.startswith(says)


@pytest.mark.parametrize("kind", list(BASE))
def test_records_of_the_form(kind: str) -> None:
    assert record_problem(record(kind)) is None
    assert record_problem(record(kind, optional=True, rule="x.y")) is None


def cells(table: Table) -> list[list[str]]:
    return [list(row) for row in zip(*(column.cells for column in table.columns), strict=True)]


def test_score_tables() -> None:
    scores = score(
        [article(record("person"), record("event"))], [article(record("person", role=None))]
    ).to_dict()
    rows = {row[0]: row[1:] for row in cells(score_table({"all": scores}, title="articles"))}
    assert list(rows) == list(RULES)
    assert rows["person"] == ["1", "1", "1.000", "1.000", "1.000", "0.000"]
    assert rows["event"] == ["1", "0", "–", "0.000", "0.000", "0.000"]
    assert rows["brand"] == ["0", "0", "–", "–", "–", "–"]
    attributes = cells(attribute_table({"all": scores}))
    assert ["person", "role", "0", "1", "0.000"] in attributes
    assert ["event", "period", "0", "0", "–"] in attributes


def test_score_table_prints() -> None:
    console = Console(width=100)
    with console.capture() as captured:
        console.print(score_table({"all": Scores().to_dict()}))
    assert "strict F1" in captured.get()


def test_miss_lines() -> None:
    gold = [article(record("person", (20, 22), role="馆长"), record("brand", (30, 32)))]
    gold[0].records[1]["evidence"][0]["text"] = "520\n暖心屋"
    lines = miss_lines(
        miss.to_dict() for miss in misses(gold, [article(record("person", (20, 22), role=None))])
    )
    assert lines == [
        "a:20  wrong  person.role  馆长 → –  「文文」",
        "a:30  miss   brand  520暖心屋 → –  「520暖心屋」",
    ]
