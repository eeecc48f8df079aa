"""What `shijian-extract check` finds in reports written by hand: contradictions as clerks meet them, and what only looks so.

    python benchmarks/cases.py                 # the part `test`: rules are not written with it in view
    python benchmarks/cases.py dev --misses    # the part `dev`, with what is missed and what is found amiss

Each line of `cases/*.jsonl` is a case: one to three reports and the contradictions planted in them, each with its kind and the
words of its sides. Who wrote them had not read the rules, and no template made them. A plant is found where a finding of its
kind touches all its sides; any other finding is a false alarm.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from shijian_extract import extract
from shijian_extract.records import Article
from shijian_extract.study import KINDS, Finding, find_contradictions

CASES = Path(__file__).parent / "cases"
# A number that cannot stand beside another may rightly be named by what it is over time, or within one day.
ALSO = {
    "approximate": {"fall", "two-values"},
    "two-values": {"approximate", "jump"},
    "jump": {"two-values"},
}
Place = tuple[int, int, int]


def read_cases(part: str) -> list[dict[str, Any]]:
    """The cases of a part, `dev` or `test`."""
    return [json.loads(line) for line in (CASES / f"{part}.jsonl").read_text("utf-8").splitlines()]


def places(case: Mapping[str, Any], plant: Mapping[str, Any]) -> list[Place]:
    """Where the sides of a plant stand: the article's position, start and end."""
    found = []
    for side in plant["sides"]:
        at = next(at for at, one in enumerate(case["articles"]) if one["id"] == side["id"])
        start = -1
        for _ in range(side.get("nth", 0) + 1):
            start = case["articles"][at]["text"].index(side["quote"], start + 1)
        found.append((at, start, start + len(side["quote"])))
    return found


def finds(finding: Finding, kind: str, sides: Sequence[Place]) -> bool:
    """Whether a finding is of a plant: of its kind, and its sides touch all of the plant's."""
    if finding.kind != kind and finding.kind not in ALSO.get(kind, ()):
        return False
    return all(
        any(
            side.article == at and any(span.start < end and start < span.end for span in side.evidence)
            for side in finding.sides
        )
        for at, start, end in sides
    )


def judged(case: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """What came of a case: `found`, `missed` or `false`, the kind, and words on it."""
    articles: list[Article] = [
        extract(one["text"], id=one["id"], published=one["published"]) for one in case["articles"]
    ]
    left = find_contradictions(articles)
    for plant in case["planted"]:
        sides = places(case, plant)
        right = [one for one in left if finds(one, plant["kind"], sides)]
        left = [one for one in left if one not in right]
        yield ("found" if right else "missed"), plant["kind"], f"{case['case']}: {plant['why']}"
    for one in left:
        yield "false", one.kind, f"{case['case']}: {one.zh}"


def main(arguments: Sequence[str]) -> int:
    """Print what was found, by kind; 0 where all went well."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("part", nargs="?", default="test", choices=("dev", "test"))
    parser.add_argument("--misses", action="store_true", help="list what is missed and what is found amiss")
    options = parser.parse_args(arguments)
    cases = read_cases(options.part)
    results = [result for case in cases for result in judged(case)]
    counts = Counter((what, kind) for what, kind, _ in results)
    print(f"{len(cases)} cases, {sum(not case['planted'] for case in cases)} of them with nothing to find")
    print(f"{'kind':14}{'planted':>8}{'found':>7}{'false':>7}")
    for kind in KINDS:
        found, missed, false = (counts[what, kind] for what in ("found", "missed", "false"))
        print(f"{kind:14}{found + missed:>8}{found:>7}{false:>7}")
    found, missed, false = (
        sum(what == one for one, _, _ in results) for what in ("found", "missed", "false")
    )
    print(f"recall {found / max(found + missed, 1):.3f}, precision {found / max(found + false, 1):.3f}")
    if options.misses:
        for what, kind, words in results:
            if what != "found":
                print(f"{what:7}{kind:14}{words}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
