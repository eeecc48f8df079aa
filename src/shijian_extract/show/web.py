"""Gold and output side by side on the text, as one web page that needs nothing else: no network, no other file.

The template, the style and the script are files in `templates/`. What comes from texts and annotations goes in as data:
as JSON in a script element, with `<`, `>` and `&` written as escapes, and from there into the page as text alone. The
page's own policy (Content-Security-Policy, by the hashes of its style and script) lets nothing else run.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any

from shijian_extract.core.errors import ShijianError

from .changes import gate_lines, said
from .scores import interval_text, ratio_text


def page(scores: Mapping[str, Any], sides: Iterable[Mapping[str, Any]], texts: Mapping[str, str]) -> str:
    """The page's HTML.

    `scores` is what `evaluate --json` writes; `sides` is what `side_by_side` gives; `texts` are the source texts by
    id, and an article whose text is not among them is shown without. Raises `ShijianError` where Jinja is not
    installed.
    """
    templates = environment()
    style, script = template_file("scores.css"), template_file("scores.js")
    gate = scores.get("gate")
    return str(
        templates.get_template("scores.html").render(
            style=style,
            script=script,
            style_hash=script_hash(style),
            script_hash=script_hash(script),
            parts=scores["parts"],
            checks=_checks(gate),
            gate=gate,
            gate_lines=list(gate_lines(gate)) if gate else [],
            data={"articles": [_article(side, texts) for side in sides]},
        )
    )


def environment() -> Any:
    """Templates of this room, everything in them escaped; raises `ShijianError` where Jinja is not installed."""
    try:
        from jinja2 import Environment, FunctionLoader, StrictUndefined
    except ImportError as error:
        raise ShijianError(
            "the web page needs Jinja; pip install 'shijian-extract[evaluate]' or 'shijian-extract[report]' brings it"
        ) from error
    environment = Environment(
        loader=FunctionLoader(template_file),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # Chinese as it is: a third of the size of escapes. `tojson` escapes <, >, & and ' all the same.
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    environment.filters |= {"ratio": ratio_text, "interval": interval_text}
    return environment


def template_file(name: str) -> str:
    """A file of the templates."""
    return (files(__package__) / "templates" / name).read_text("utf-8")


def script_hash(text: str) -> str:
    """What a policy of a page calls a script by."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _checks(gate: Mapping[str, Any] | None) -> dict[str, Mapping[str, Any]]:
    """The checks of F1 by part, scope and type, so that the table can tell which stand."""
    if gate is None:
        return {}
    return {f"{one['part']} {one['scope']} {one['type']} {one['measure']}": one for one in gate["checks"]}


def _article(side: Mapping[str, Any], texts: Mapping[str, str]) -> dict[str, Any]:
    records = [
        {
            **record,
            "name": said(record["name"]),
            "fields": [
                {**field, "gold": said(field["gold"]), "predicted": said(field["predicted"])}
                for field in record["fields"]
            ],
        }
        for record in side["records"]
    ]
    return {**side, "records": records, "text": texts.get(side["id"])}
