"""The ground: text with its way back, mentions and their values, errors. Imports nothing of ours."""

from .anchored import Anchored, first_letters, first_pairs
from .errors import ArgumentError, GoldError, LexiconError, ReadError, ShijianError
from .heading import Heading
from .lengths import lengths_by
from .mention import Mention, Mentions
from .names import tidy_name
from .overlap import overlap_test
from .palette import PALETTE
from .report import PageReport, Report
from .segments import Segments
from .text import CleanText
from .trie import any_of
from .values import Amount, Flow, Happening, Honour, Named, Number, Paper, Phrase, Someone, Spot, Step, When

__all__ = [
    "PALETTE",
    "Amount",
    "Anchored",
    "ArgumentError",
    "CleanText",
    "Flow",
    "GoldError",
    "Happening",
    "Heading",
    "Honour",
    "LexiconError",
    "Mention",
    "Mentions",
    "Named",
    "Number",
    "PageReport",
    "Paper",
    "Phrase",
    "ReadError",
    "Report",
    "Segments",
    "ShijianError",
    "Someone",
    "Spot",
    "Step",
    "When",
    "any_of",
    "first_letters",
    "first_pairs",
    "lengths_by",
    "overlap_test",
    "tidy_name",
]
