"""The number room: clean text in, amounts out as mentions of kind `amount`.

An amount is a numeral with its approximation marks and its measure word, valued and bounded. What only looks like one
(dates, clock times, ordinals, codes, titles, telephone numbers, idioms) is claimed first and gives nothing.
The room knows nothing of what is counted; it refuses nothing: any text gives amounts or none.
"""

from .amounts import find_amounts
from .numerals import parse_numeral

__all__ = ["find_amounts", "parse_numeral"]
