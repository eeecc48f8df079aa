"""The scorer: two lists of records in, counts out; it never runs the chain.

Receives articles with their records in the public JSON form, gold and predicted alike: `read_articles` takes
them from a folder of gold files, from JSON Lines or from one JSON file, and `ArticleRecords` carries records
already at hand. Gold may mark a record `"optional": true` and write alternatives (`network|honoree`) as an
indicator or a category. `read_catalogue` tells the parts of a gold folder.

Gives counts that add up: `evaluate` judges every text once and has the scores of each part, with intervals, and
the list of what is amiss; `score`, `score_pages` and `misses` give each alone, without parts. Pages are kept apart
since a page's articles may also stand alone. Predicted and gold records are paired one to one, and no result
depends on the order in which either are listed. `pin` and `check_floors` hold a run to the scores of an earlier
one, `compare_runs` lays two runs side by side, `side_by_side` gold and output.

Refuses with `GoldError`, naming the file and line: files that are not of the form, records of an unknown
type, one id given twice, gold and catalogue that do not fit each other. Pairings that leave a real choice need
networkx: `pip install 'shijian-extract[evaluate]'`.
"""

from shijian_extract.core.errors import GoldError
from shijian_extract.evaluate.articles import ArticleRecords
from shijian_extract.evaluate.changes import Change, compare_runs, score_differences
from shijian_extract.evaluate.counts import AttributeScore, PageScores, PairCounts, Scores, TypeScore
from shijian_extract.evaluate.digests import file_digests
from shijian_extract.evaluate.evaluation import Evaluation, evaluate, select_part
from shijian_extract.evaluate.floors import TOLERANCE, Floors, pin, read_floors
from shijian_extract.evaluate.gate import Check, Gate, GateError, check_floors, refuse_to_sink
from shijian_extract.evaluate.intervals import RESAMPLES
from shijian_extract.evaluate.parts import PARTS, Catalogue, read_catalogue
from shijian_extract.evaluate.reading import read_articles
from shijian_extract.evaluate.scoring import Miss, misses, score, score_pages
from shijian_extract.evaluate.sides import side_by_side

__all__ = [
    "PARTS",
    "RESAMPLES",
    "TOLERANCE",
    "ArticleRecords",
    "AttributeScore",
    "Catalogue",
    "Change",
    "Check",
    "Evaluation",
    "Floors",
    "Gate",
    "GateError",
    "GoldError",
    "Miss",
    "PageScores",
    "PairCounts",
    "Scores",
    "TypeScore",
    "check_floors",
    "compare_runs",
    "evaluate",
    "file_digests",
    "misses",
    "pin",
    "read_articles",
    "read_catalogue",
    "read_floors",
    "refuse_to_sink",
    "score",
    "score_differences",
    "score_pages",
    "select_part",
    "side_by_side",
]
