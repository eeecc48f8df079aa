"""What is said where an engine is not installed."""

from __future__ import annotations

from ..core import ShijianError


class MissingExtraError(ShijianError, ImportError):
    """A package is not installed that an extra would install."""

    def __init__(self, error: ModuleNotFoundError, extra: str) -> None:
        package = (error.name or "a package").partition(".")[0]
        super().__init__(
            f"{package} is not installed, which the extra {extra!r} brings: pip install 'shijian-extract[{extra}]'"
        )
