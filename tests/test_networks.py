"""Station networks: what of an article's figures makes one, how parts add up, and what is told again."""

from __future__ import annotations

import pytest

from shijian_extract.chain import Extractor
from shijian_extract.records import Figure, Network

LEVELS = ("centers", "institutes", "stations", "points", "bases")


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def networks(extractor: Extractor, text: str) -> list[Network]:
    return [record for record in extractor(text).records if isinstance(record, Network)]


def counts(network: Network) -> str:
    """The levels that are counted: `centers=1 stations=42`, an open count with a plus."""
    told = [(level, getattr(network, level)) for level in LEVELS]
    return " ".join(
        f"{level}={q.value}{'+' * (q.approximation == 'over')}" for level, q in told if q is not None
    )


# fmt: off
# Made up.
ONE: list[tuple[str, str]] = [
    ("centers=1 institutes=17 stations=339", "绥德县现有1个新时代文明实践中心、17个新时代文明实践所、339个新时代文明实践站。"),
    ("centers=1 institutes=14 stations=188", "依托1个新时代文明实践中心、14个所、188个站，服务送到家。"),
    ("institutes=11 stations=97", "云和县有新时代文明实践所11个、新时代文明实践站97个。"),
    ("centers=1 institutes=19 stations=256", "县级中心1个、乡镇所19个、村级站256个，一张网越织越密。"),
    ("institutes=7 stations=61 points=120", "东山县建成7个新时代文明实践所、61个新时代文明实践站，在渔排、码头另设120个新时代文明实践点。"),
    ("stations=58 bases=9", "漠河市有新时代文明实践站58个，依托林场建起9个实践基地。"),
    ("institutes=12 stations=200+", "目前，全县有12个新时代文明实践所、200余个新时代文明实践站。"),
    ("centers=1 institutes=8 stations=76 points=31 bases=5",
     "全市有新时代文明实践中心1个、实践所8个、实践站76个。此外还有实践点31个、实践基地5个。"),
]
# Parts of one level are added up.
ADDED: list[tuple[str, str]] = [
    ("institutes=15 stations=88", "部门牵头的9个新时代文明实践所、乡镇的6个新时代文明实践所和88个新时代文明实践站都已挂牌。"),
    ("institutes=15 stations=88", "县直部门设立9个新时代文明实践所，各乡镇设立6个新时代文明实践所，配套88个新时代文明实践站都已挂牌。"),
    ("institutes=13 stations=150", "全县建有13个新时代文明实践所、110个村级新时代文明实践站、40个社区新时代文明实践站。"),
    ("institutes=5 stations=130+", "建有5个新时代文明实践所、90个村级新时代文明实践站、40余个社区新时代文明实践站。"),
    # Parts of equal number are parts all the same; what the whole holds is not added to it.
    ("institutes=18 stations=88", "县直部门设立9个新时代文明实践所，各乡镇设立9个新时代文明实践所，配套88个新时代文明实践站。"),
    ("institutes=12 stations=150",
     "全县建有150个新时代文明实践站，其中村级新时代文明实践站110个、社区新时代文明实践站40个，新时代文明实践所12个。"),
]
# Each place has its own network.
TWO: list[tuple[list[str], str]] = [
    (["绥德县 institutes=16 stations=339", "米脂县 institutes=9 stations=206"],
     "绥德县有16个新时代文明实践所、339个新时代文明实践站；邻近的米脂县有9个新时代文明实践所、206个新时代文明实践站。"),
    (["柳河镇 stations=12 points=30", "云和县 institutes=10 stations=95"],
     "云和县有10个新时代文明实践所、95个新时代文明实践站。其中，柳河镇有12个新时代文明实践站、30个新时代文明实践点。"),
    # Places in a row and a number for each; nouns in a row and a number for each; the same number said twice on end.
    (["绥德县 institutes=19 stations=394", "米脂县 institutes=9 stations=128"],
     "绥德、米脂两县的实践站分别为394个、128个，实践所分别为19个、9个。"),
    (["None institutes=148 stations=1976"], "全市实践所、实践站分别为148个和1976个。"),
    (["None institutes=19 stations=206"], "一个中心管着十九个所，十九个所又牵起206个站。"),
    # A research farm is no base of the network.
    (["None institutes=3 stations=42"], "镇里有实践所3个、实践站42个，还有3处家具研学基地。"),
    # A head of one letter counts before a verb too.
    (["None institutes=7 stations=61"], "全县7个所、61个站处处见笑脸。"),
    # What is planned, gone, set up only then, some of the others, or counted before it grew is no part.
    (["None institutes=9 stations=120"], "现有所9个、站120个（其中村级站96个），计划明年再建站15个。"),
    (["None institutes=9 points=80"], "有实践所9个，实践点由62个增加到80个。"),
    (["None institutes=9 stations=120"], "有实践所9个、实践站120个，年内新建示范站6个。"),
    # 建成县 is no 成县.
    (["None centers=1 institutes=19 stations=256"], "全县建成县级中心1个、乡镇所19个、村级站256个。"),
]
# The same numbers in another sentence are the same stations.
RETOLD: list[tuple[str, int, str]] = [
    ("institutes=16 stations=339", 2,
     "绥德县有16个新时代文明实践所、339个新时代文明实践站。如今，16个新时代文明实践所、339个新时代文明实践站天天有人气。"),
    ("institutes=7 stations=61", 3,
     "建成7个新时代文明实践所、61个新时代文明实践站。7个所、61个站，各有特色。盘点这7个所、61个站，处处见笑脸。"),
    # What the first telling dates with 近年来 alone is the same.
    ("institutes=14 stations=127", 2, "近年来，全县14个新时代文明实践所、127个新时代文明实践站建成。目前，全县有14个新时代文明实践所、127个新时代文明实践站。"),
]
COVERAGE: list[tuple[bool, str]] = [
    (True, "建成12个新时代文明实践所、86个新时代文明实践站，实现县乡村三级全覆盖。"),
    (True, "建成12个新时代文明实践所、86个新时代文明实践站，阵地建设全覆盖。"),
    (True, "12个新时代文明实践所、86个新时代文明实践站实现全覆盖。"),
    (False, "建成12个新时代文明实践所、86个新时代文明实践站。"),
    (False, "建成12个新时代文明实践所、86个新时代文明实践站。全县义诊全覆盖。"),
]
# One level, none, or counts of something else.
NONE: list[str] = [
    "全县建成新时代文明实践站212个。", "1个新时代文明实践中心牵头抓总。", "组建志愿服务队12支，开展活动300场。",
    "全州建成新时代文明实践中心（所、站）226个。", "党的十九大以来，二十个站点换了模样。", "有驿站12个、书屋8间、广场5个。",
]
PLACES: list[tuple[str, str, str]] = [
    ("绥德县", "610826", "绥德县现有16个新时代文明实践所、339个新时代文明实践站。"),
    ("云和县", "331125", "浙江省云和县推进文明实践。云和县有10个新时代文明实践所、95个新时代文明实践站。"),
    ("漠河市", "232701", "漠河市北极镇换了新颜。全市有7个新时代文明实践所、31个新时代文明实践站。"),
]
# fmt: on


@pytest.mark.parametrize(("expected", "text"), ONE + ADDED)
def test_one_network(extractor: Extractor, expected: str, text: str) -> None:
    (network,) = networks(extractor, text)
    assert counts(network) == expected
    assert network.rule == "network.added-up"


@pytest.mark.parametrize(("expected", "text"), TWO)
def test_each_place_has_its_network(extractor: Extractor, expected: list[str], text: str) -> None:
    found = networks(extractor, text)
    assert sorted(f"{n.place.name if n.place else None} {counts(n)}" for n in found) == sorted(expected)


@pytest.mark.parametrize(("expected", "spans", "text"), RETOLD)
def test_stations_told_again_are_one_network(
    extractor: Extractor, expected: str, spans: int, text: str
) -> None:
    (network,) = networks(extractor, text)
    assert counts(network) == expected
    figures = [record for record in extractor(text).records if isinstance(record, Figure)]
    assert [len({span.start for span in figure.evidence}) for figure in figures] == [spans] * len(figures)
    assert len(figures) == len(expected.split(" "))


@pytest.mark.parametrize(("covered", "text"), COVERAGE)
def test_full_coverage(extractor: Extractor, covered: bool, text: str) -> None:
    (network,) = networks(extractor, text)
    assert network.full_coverage is covered


def test_full_coverage_is_of_the_place_that_it_is_said_of(extractor: Extractor) -> None:
    text = (
        "绥德县有16个新时代文明实践所、339个新时代文明实践站，实现县乡村三级全覆盖。"
        "米脂县有9个新时代文明实践所、206个新时代文明实践站。"
    )
    found = {n.place.name: n.full_coverage for n in networks(extractor, text) if n.place}
    assert found == {"绥德县": True, "米脂县": False}


@pytest.mark.parametrize("text", NONE)
def test_too_few_levels_make_no_network(extractor: Extractor, text: str) -> None:
    assert networks(extractor, text) == []


@pytest.mark.parametrize(("name", "adcode", "text"), PLACES)
def test_place_of_a_network(extractor: Extractor, name: str, adcode: str, text: str) -> None:
    (network,) = networks(extractor, text)
    assert network.place is not None
    assert (network.place.name, network.place.adcode) == (name, adcode)
