"""The room for spaCy: the chain as a pipe, its segmenter as a tokenizer. Needs the extra `spacy`.

`spacy.blank("zh").add_pipe("shijian_extract")` finds the pipe by its entry point, without an import of ours. It reads
`doc.text`, whatever tokens the document has, and gives

- `doc._.records`, the records as models, and `doc._.article`, the whole `Article`, both with exact offsets into `doc.text`;
- `doc.spans["figure"]`, …, a group for each type of record, empty where there are none. A span is labelled with its type,
  widened to whole tokens, never dropped; `span._.record` is the record that it is evidence of.

Settings of the pipe are `published`, `place` (as `extract` has them) and `words` (the word engine). What is known of one
document is set on it beforehand, `doc._.published` and `doc._.place`, and goes before the pipe's.

The tokenizer `shijian_extract.tokenizer.v1` cuts words of clean text: a word that a column breaks is one token, its line
break inside, and `doc.text` is the text to the last character.

It refuses with `ShijianError` a date that is none and an engine that is not there, when the pipe is made.
"""

from .component import RecordPipe, make_pipe
from .layout import KEY, colours, displacy_options, lay_on, register
from .tokenizer import TOKENIZER, WordTokenizer, make_tokenizer

register()

__all__ = [
    "KEY",
    "TOKENIZER",
    "RecordPipe",
    "WordTokenizer",
    "colours",
    "displacy_options",
    "lay_on",
    "make_pipe",
    "make_tokenizer",
]
