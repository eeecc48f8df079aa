"""Facts read back: from the JSON Lines and the databases that are written here, article by article.

`read_facts` refuses with `FactsError` (which file and line, what is wrong, the way out) what is neither.
"""

from .errors import FactsError
from .reading import read_facts

__all__ = ["FactsError", "read_facts"]
