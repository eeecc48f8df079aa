"""What the extra brings, imported where it is needed."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from ..core import ShijianError


class NeedsExtraError(ShijianError):
    """A format wants a package that is not installed."""


def needed(module: str, what: str) -> Any:
    """The module; raises `NeedsExtraError` with the way to install it where it is not there."""
    try:
        return import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        raise NeedsExtraError(
            f"{what} need the package {package}; install it with: pip install 'shijian-extract[batch]'"
        ) from error
