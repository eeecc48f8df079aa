"""Where the articles of a run come from, read as a stream: files, folders, globs, tables, archives, standard input.

`items_of` gives an `Item` for each input, in an order that does not change; what cannot be read is an item too, which
says why. `found` refuses with `ReadError` a source that is not there at all, before anything has run.
"""

from .finding import Found, found
from .reading import Reading, items_of

__all__ = ["Found", "Reading", "found", "items_of"]
