"""In which role people are counted: as volunteers, staff, served, taking part, honoured or dwelling.

The noun says it where it can (`志愿者`); of a neutral noun (`群众`, `学生`) or none the verbs beside the number do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ..core import Mention, Segments, any_of
from ..lexicon import entries
from .labels import Label

_LEAD, _NEAR_LEAD, _TAIL = 16, 12, 14
_ADVERBS = re.compile(r"^(?:先后|分别|相继|共同|都|均|陆续|一起)+")
_JOINED = re.compile(r"[、和与及]")
_BODIES = frozenset({"team", "unit", "station", "institute", "project", "activity", "goods"})
_WORKERS = frozenset({"volunteer", "staff"})


@dataclass(slots=True, frozen=True)
class _Beside:
    """The words before the number in its clause, those behind it and its noun, and the noun."""

    lead: str
    tail: str
    label: Label

    def led_by(self, role: str) -> bool:
        """Whether a verb of the role stands before the number (`惠及`, `表彰`)."""
        return bool(_verbs("before", role).search(self.lead))

    def nearly_led_by(self, role: str) -> bool:
        """The same close by, or in a noun that stands before the number."""
        named = self.label.text if self.label.side == "before" else ""
        return bool(_verbs("before", role).search(named + self.lead[-_NEAR_LEAD:]))

    def followed_by(self, role: str) -> bool:
        """Whether a verb of the role follows at once (`参加`, `受到表彰`)."""
        return bool(_verbs("after", role).match(self.tail))


@cache
def _verbs(side: str, role: str) -> re.Pattern[str]:
    return re.compile(any_of(entries("context")[side][role]))


def role_of(text: str, segments: Segments, mention: Mention, label: Label) -> str:
    """The indicator of a number of people with the label found for it."""
    beside = _beside(text, segments, mention, label)
    head = label.head
    if mention.value.unit == "户次":
        return "service"
    if mention.value.unit == "户" and head in (None, "resident", "beneficiary"):
        return "beneficiary" if head != "resident" and beside.led_by("beneficiary") else "resident"
    if head == "staff" and "志愿者" in label.text:
        head = "volunteer"
    if _take_part(beside, head):
        return "participant"
    if head in _BODIES and head is not None:
        return head
    return _by_verbs(beside, head)


def _beside(text: str, segments: Segments, mention: Mention, label: Label) -> _Beside:
    clause_start, clause_end = segments.clause(mention.start)
    tail_start = max(mention.end, label.end if label.side == "after" else mention.end)
    tail = _ADVERBS.sub("", text[tail_start : min(clause_end, tail_start + _TAIL)])
    # 志愿服务队 serves nobody here: the noun is no verb of serving.
    lead = text[max(clause_start, mention.start - _LEAD) : mention.start].replace("志愿服务", "")
    return _Beside(lead, tail, label)


def _take_part(beside: _Beside, head: str | None) -> bool:
    """Deputies, and workers together with others, who take part are counted as participants."""
    mixed = beside.label.text.endswith("代表") or (head in _WORKERS and _JOINED.search(beside.label.text))
    if head in _WORKERS and _ALONGSIDE.match(beside.tail):
        return True
    return bool(mixed) and beside.followed_by("participant")


# `志愿者|、社区工作人员和群众参加了培训`: workers beside others.
_ALONGSIDE = re.compile(r"[、和与及][一-龥、和]{2,10}?(?:参加|参与|到场|观看|聆听)")


def _by_verbs(beside: _Beside, head: str | None) -> str:
    if head != "volunteer":
        for role in ("participant", "honoree"):
            if beside.followed_by(role):
                return role
    if head not in _WORKERS and beside.led_by("honoree"):
        return "honoree"
    if head in ("volunteer", "staff", "honoree", "resident") and head is not None:
        return head
    if head == "participant":
        return head
    for role in ("beneficiary", "participant"):
        if beside.nearly_led_by(role):
            return role
    return head or "participant"
