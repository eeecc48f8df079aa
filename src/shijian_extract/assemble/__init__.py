"""The assembling room: mentions in, records out.

It binds each amount to the noun it counts and to an indicator, adds station figures up to networks, tells one record from
a repeated one, and turns clean offsets into source offsets at the very end. It receives plain mentions and gives
dictionaries of the public form, in which places and periods are records already, one for all that is told of it; what
counts nothing is dropped here.
"""

from .article import article_info, on_page
from .assemble import assemble

__all__ = ["article_info", "assemble", "on_page"]
