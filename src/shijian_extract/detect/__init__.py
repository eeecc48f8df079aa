"""The detection room: clean text in, mentions of set phrases out (kinds `flow`, `slogan`, `brand`).

Three families of rules read the text side by side: order flows (…单), slogans, and named projects. Quotations are found
once and shown to both of the latter; a quotation that is a slogan is no brand. The room knows nothing of numbers that
count, nor of places. It refuses nothing: any text gives mentions or none.
"""

from .periods import find_periods
from .phrases import find_mentions
from .places import find_places

__all__ = ["find_mentions", "find_periods", "find_places"]
