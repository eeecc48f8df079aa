"""The annotators' room: gold checked, begun, and carried to the tools of others and back.

`check_gold` holds gold files, texts and catalogue to the guide and says of each fault the file, the line and the way out;
`draft_of` begins an annotation with what the chain finds, `compile_draft` makes one of quotes without offsets; the modules
`label_studio`, `brat` and `docbin` write gold in the forms of those tools, and `label_studio` reads it back.

It refuses with `GoldError` what cannot be read or written at all. What is wrong inside a file is no error here but a
`Complaint`, so that all of it is told at once.
"""

from .beginning import draft_of
from .checking import Check, check_gold, read_sound
from .complaints import Complaint
from .drafts import compile_draft
from .files import GoldFile, gold_text, read_gold

__all__ = [
    "Check",
    "Complaint",
    "GoldFile",
    "check_gold",
    "compile_draft",
    "draft_of",
    "gold_text",
    "read_gold",
    "read_sound",
]
