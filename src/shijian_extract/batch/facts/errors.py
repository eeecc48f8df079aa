"""What is raised over a file of facts."""

from ...core import ReadError


class FactsError(ReadError):
    """A file of facts, or a line of it, that cannot be read."""
