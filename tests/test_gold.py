"""The whole chain against annotations: no score falls below its floor.

The floors are those that the project promises of the reports beside it (`../shared`, where that folder is); its own corpus
has floors of its own, pinned in `gold/floors.json`. They are floors, not aims: `make evaluate` prints what is reached.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shijian_extract.chain import Extractor
from shijian_extract.evaluate import ArticleRecords, Scores, read_articles, score
from shijian_extract.read import read_report

ROOT = Path(__file__).resolve().parents[1]
SETS = {"shared": ROOT.parent / "shared"}
F1 = {
    "figure": 0.95,
    "network": 0.95,
    "order_flow": 0.95,
    "slogan": 0.80,
    "brand": 0.85,
    "document": 0.90,
    "person": 0.90,
    "award": 0.75,
    "event": 0.70,
}
STRICT_FIGURES = 0.85
PLACE, PERIOD = 0.90, 0.85


@pytest.fixture(scope="module", params=sorted(SETS))
def scores(request: pytest.FixtureRequest) -> Scores:
    folder = SETS[request.param]
    if not (folder / "gold").is_dir():
        pytest.skip(f"no {folder.name}/gold beside the project")
    extractor = Extractor()
    gold = [article for article in read_articles(folder / "gold") if not article.text.endswith("-page")]
    assert gold
    predicted = []
    for article in gold:
        found = extractor.run(read_report(folder / "corpus" / f"{article.text}.txt"))
        predicted.append(ArticleRecords(article.id, json.loads(found.model_dump_json())["records"]))
    return score(gold, predicted)


@pytest.mark.parametrize("kind", sorted(F1))
def test_f1_stands_above_its_floor(scores: Scores, kind: str) -> None:
    f1 = scores.types[kind].f1
    assert f1 is not None
    assert f1 >= F1[kind]


def test_figures_are_right_in_their_fields(scores: Scores) -> None:
    figures = scores.types["figure"]
    assert figures.strict_f1 is not None
    assert figures.strict_f1 >= STRICT_FIGURES
    assert (figures.attributes["place"].accuracy or 0) >= PLACE
    assert (figures.attributes["period"].accuracy or 0) >= PERIOD
