"""The detection room: clean text in, mentions out.

Order flows (…单), slogans and named projects are read together (`find_mentions`): quotations are found once and shown to
both of the latter, and a quotation that is a slogan is no brand. Places, periods, papers, persons, honours and happenings
have a function each. The room knows nothing of numbers that count. It refuses nothing: any text gives mentions or none.
"""

from .awards import find_awards
from .brands import find_winners
from .happenings import find_happenings
from .papers import find_papers
from .people import find_people
from .periods import find_periods
from .phrases import find_mentions
from .places import find_places

__all__ = [
    "find_awards",
    "find_happenings",
    "find_mentions",
    "find_papers",
    "find_people",
    "find_periods",
    "find_places",
    "find_winners",
]
