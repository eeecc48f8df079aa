"""The ground: text with its way back, mentions and their values, errors. Imports nothing of ours."""

from .errors import GoldError, LexiconError, ReadError, ShijianError
from .mention import Mention
from .names import tidy_name
from .overlap import overlap_test
from .report import Report
from .segments import Segments
from .text import CleanText
from .trie import any_of
from .values import Amount, Flow, Named, Number, Phrase, Step

__all__ = [
    "Amount",
    "CleanText",
    "Flow",
    "GoldError",
    "LexiconError",
    "Mention",
    "Named",
    "Number",
    "Phrase",
    "ReadError",
    "Report",
    "Segments",
    "ShijianError",
    "Step",
    "any_of",
    "overlap_test",
    "tidy_name",
]
