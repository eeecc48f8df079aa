"""All set phrases of a text, in the order in which the families claim their spans."""

from __future__ import annotations

from ..core import CleanText, Mention
from .brands import find_brands
from .flows import find_flows
from .heads import head_after
from .quotes import find_quotes
from .slogans import find_slogans


def find_mentions(text: CleanText) -> list[Mention]:
    """Mentions of the kinds `flow`, `slogan` and `brand` in clean text, in text order.

    A flow takes its span before slogans, a slogan before brands. A name may stand inside a flow, as an actor.
    """
    quotes = find_quotes(text.text)
    flows = find_flows(text.text)
    chains = {quote.chain: head_after(text.text, quote.end) for quote in quotes}
    slogans = find_slogans(text, quotes, chains, flows)
    brands = find_brands(text, quotes, chains, slogans, {flow.value.name for flow in flows})
    return sorted([*flows, *slogans, *brands], key=lambda mention: (mention.start, mention.end))
