"""The scorer: two lists of records in, counts out; it never runs the chain.

Receives articles with their records in the public JSON form, gold and predicted alike: `read_articles` takes
them from a folder of gold files, from JSON Lines or from one JSON file, and `ArticleRecords` carries records
already at hand. Gold may mark a record `"optional": true` and write alternatives (`network|honoree`) as an
indicator or a category.

Gives counts that add up: `score` for ordinary articles, `score_pages` for pages that carry several, kept
apart since a page's articles may also stand alone; and `misses`, what was missed, made up or wrong, in text
order. Predicted and gold records are paired one to one, and no result depends on the order in which either
are listed.

Refuses with `GoldError`, naming the file and line: files that are not of the form, records of an unknown
type, one id given twice. Pairings that leave a real choice need networkx: `pip install
'shijian-extract[evaluate]'`.
"""

from shijian_extract.core.errors import GoldError
from shijian_extract.evaluate.articles import ArticleRecords
from shijian_extract.evaluate.counts import AttributeScore, PageScores, PairCounts, Scores, TypeScore
from shijian_extract.evaluate.reading import read_articles
from shijian_extract.evaluate.scoring import Miss, misses, score, score_pages

__all__ = [
    "ArticleRecords",
    "AttributeScore",
    "GoldError",
    "Miss",
    "PageScores",
    "PairCounts",
    "Scores",
    "TypeScore",
    "misses",
    "read_articles",
    "score",
    "score_pages",
]
