"""How a run works: by how many, within which limits."""

from __future__ import annotations

from dataclasses import dataclass, field

from .sources import Reading

# An ordinary article takes some milliseconds and a newspaper page some tens of them: a minute is for what has gone wrong.
SECONDS = 60.0
# A text of two million characters takes 0.9 GiB on top of what the library itself takes.
MEMORY_MIB = 2048
# A part is what one worker does at a time and what is lost when it is killed: about a second of work.
ITEMS = 128
CHARACTERS = 200_000


@dataclass(slots=True, frozen=True)
class Settings:
    """`workers` processes; an input that takes more than `seconds`, or more than `memory` MiB on top of the library, is a
    failure; `words` and `split` as `Extractor` and `extract` have them; `reading` says how the sources are read."""

    workers: int = 1
    seconds: float = SECONDS
    memory: int = MEMORY_MIB
    words: str = "rjieba"
    split: bool = True
    reading: Reading = field(default_factory=Reading)

    def that_matter(self) -> str:
        """Those that change what is found: what was done with others is not done."""
        return f"{self.words} {self.split}"
