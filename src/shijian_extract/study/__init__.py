"""The study: articles with their facts in; what does not add up between them, and what they say side by side, out.

It reads records and, where an article carries it, the text around them; it runs no chain and changes no record.
"""

from .checks import KINDS, Checker, Finding, Settings, Side, find_contradictions, kind_names

__all__ = ["KINDS", "Checker", "Finding", "Settings", "Side", "find_contradictions", "kind_names"]
