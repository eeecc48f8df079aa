"""The reading page: articles, their records marked in the text, charts and checks, in one file that needs no network.

Texts and records go in as data alone: the index as JSON in a script element, with `<`, `>` and `&` written as escapes, the
rest packed. The page's own policy (Content-Security-Policy, by the hashes of its scripts) lets nothing else run, and
nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any, TextIO

from shijian_extract.records import Article

from .packing import Packer
from .web import environment, script_hash, template_file
from .words import words

# In the order in which the page runs them.
_SCRIPTS = (
    "vendor/d3.min",
    "vendor/plot.min",
    *(f"report/{name}" for name in ("base", "data", "tables", "list", "marks", "record", "article")),
    *(f"report/{name}" for name in ("charts", "studies", "checks", "main")),
)


def write_report(
    out: TextIO,
    articles: Iterable[Article],
    *,
    chosen: Container[tuple[int, int]] = frozenset(),
    findings: Sequence[Mapping[str, Any]] = (),
    kinds: Mapping[str, Any] | None = None,
    language: str = "zh",
) -> int:
    """Write the page of the articles, and give their number.

    `chosen` has the figures, as (position of the article, of the record), that speak for their place and year; `findings`
    are those of the checks in their JSON form, `kinds` their names by language; `language` is the one that the page
    begins in, `zh` or `en`. Raises `ShijianError` where Jinja is not installed.
    """
    template = environment().get_template("report/report.html")
    packer = Packer(chosen, [dict(finding) for finding in findings])
    for article in articles:
        packer.add(article)
    packer.close()
    scripts = [template_file(f"{name}.js") for name in _SCRIPTS]
    known = packer.known() | {"words": words(), "kinds": dict(kinds or {}), "language": language}
    parts = template.generate(
        language=language,
        words={key: said[language] for key, said in words().items()},
        style=template_file("report/report.css"),
        scripts=scripts,
        hashes=[script_hash(script) for script in scripts],
        known=known,
        studied=packer.studied(),
        packs=packer.packs,
    )
    out.writelines(parts)
    return len(packer.index["id"])
