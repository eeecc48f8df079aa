"""Slotted dataclasses that nothing changes, made as cheaply as any other.

A frozen dataclass sets each of its fields through `object.__setattr__`, which makes one of five fields four times as dear as a
plain one, and the chain makes hundreds an article. Here the type checker alone forbids to change one; hash and equality are
those of a frozen dataclass. It is for what the chain makes at every turn; elsewhere `dataclasses.dataclass` is as good.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    import dataclasses

    def dataclass(*, slots: bool, frozen: bool):
        """What the type checker takes for `dataclasses.dataclass`."""
        return dataclasses.dataclass(slots=slots, unsafe_hash=frozen)


__all__ = ["dataclass"]
