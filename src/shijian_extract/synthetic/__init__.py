"""A seeded grammar of the genre: articles with their exact records, of any number and size, with noise by kind.

`generate` gives `Synthetic` articles, article k of a seed always the same: the text, and every record that it says in the
public JSON form of gold. `NOISE` has the kinds of noise (columns, stray spaces, page furniture …), each of which moves
the evidence along. `write_folder` and `write_lines` write them for the command line's `evaluate` and for batches.

Refuses with `GrammarError` kinds of noise that there are not, and files of the grammar that are not what they have to
be. Needs no other room than the lexicon: what it plants is never what the chain happens to find.
"""

from .articles import Planted, Synthetic, generate
from .grammar import GrammarError
from .noise import NOISE
from .output import write_folder, write_lines

__all__ = ["NOISE", "GrammarError", "Planted", "Synthetic", "generate", "write_folder", "write_lines"]
