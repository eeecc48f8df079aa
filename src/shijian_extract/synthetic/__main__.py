"""Synthetic articles from the command line: `python -m shijian_extract.synthetic --count 100 -o FOLDER`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from . import NOISE, GrammarError, generate, write_folder, write_lines

_LINES = ".jsonl"


def _kinds(text: str) -> tuple[str, ...]:
    return tuple(NOISE) if text == "all" else tuple(filter(None, text.split(",")))


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m shijian_extract.synthetic",
        description="Write articles of the genre with their exact records; a seed gives the same ones every time.",
    )
    parser.add_argument("--count", type=int, default=100, metavar="N", help="how many articles (default 100)")
    parser.add_argument(
        "--seed", type=int, default=0, metavar="S", help="another number, other articles (default 0)"
    )
    parser.add_argument(
        "--characters", type=int, metavar="N", help="length aimed at; else as long as each kind is"
    )
    parser.add_argument(
        "--noise", type=_kinds, default=(), metavar="KINDS", help=f"all, or some of these: {','.join(NOISE)}"
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        required=True,
        metavar="PATH",
        help="a folder for texts and gold, or FILE.jsonl for lines of id, text and date of publication",
    )
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> int:
    """Write the articles asked for; 1, with one line that says why, where that cannot be."""
    options = _options(arguments)
    try:
        articles = generate(
            options.count, seed=options.seed, characters=options.characters, noise=options.noise
        )
        write = write_lines if options.output.suffix == _LINES else write_folder
        write(articles, options.output)
    except GrammarError as error:
        sys.stderr.write(f"shijian_extract.synthetic: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
