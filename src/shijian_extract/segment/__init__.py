"""The segmentation room: clean text in, sentences and clauses out; words only when asked.

`segment(text)` gives `Segments`, which answers where the sentence or clause of an offset begins and ends. A comma
inside a quotation, a title or a bracket parts no clause. `engine(name)` gives a word engine behind the protocol
`WordEngine`: `rjieba` (default) or `jieba` (the reference), both with the domain words of the lexicon. It refuses
unknown engine names.
"""

from .segments import segment
from .words import WordEngine, engine

__all__ = ["WordEngine", "engine", "segment"]
