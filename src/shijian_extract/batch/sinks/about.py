"""What is known of a run when its sink is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from ...core import ShijianError
from ..settings import Settings


@dataclass(slots=True, frozen=True)
class Run:
    """When it began, of what sources, how, what all of it counts and what it did itself, and the seconds that took."""

    begun: datetime
    sources: tuple[str, ...]
    settings: Settings
    counts: Counter[str]
    new: Counter[str]
    seconds: float


class SinkError(ShijianError):
    """The name of a sink says no format, or what stands there is something else."""
