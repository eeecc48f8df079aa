"""One-to-one matching: the most pairs, and among those the greatest merit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from shijian_extract.core.errors import ShijianError

Edge = tuple[int, int]
Merit = tuple[int, ...]


def best_matching(merits: Mapping[Edge, Merit]) -> list[Edge]:
    """The matching of most edges and, among those, of the greatest merit, as sorted edges.

    `merits` gives for each possible pair (left, right) its merit: counts, none negative, of one length for
    all, the weightier first. Merits of a matching add up by place and compare from the first. Raises
    `ShijianError` where the choice needs networkx and it is not installed.

    >>> best_matching({(0, 0): (5,), (0, 1): (1,), (1, 0): (1,)})
    [(0, 1), (1, 0)]
    """
    matching: list[Edge] = []
    for edges in _components(merits):
        matching += _match_component({edge: merits[edge] for edge in edges})
    return sorted(matching)


def _components(edges: Iterable[Edge]) -> Iterator[list[Edge]]:
    """The edges, sorted and grouped by what they hang together with."""
    by_left: dict[int, list[Edge]] = defaultdict(list)
    by_right: dict[int, list[Edge]] = defaultdict(list)
    for edge in sorted(edges):
        by_left[edge[0]].append(edge)
        by_right[edge[1]].append(edge)
    seen: set[Edge] = set()
    for first in sorted(edges):
        if first not in seen:
            reached = _reach(first, by_left, by_right)
            seen |= reached
            yield sorted(reached)


def _reach(first: Edge, by_left: Mapping[int, list[Edge]], by_right: Mapping[int, list[Edge]]) -> set[Edge]:
    reached = {first}
    waiting = [first]
    while waiting:
        left, right = waiting.pop()
        for edge in (*by_left[left], *by_right[right]):
            if edge not in reached:
                reached.add(edge)
                waiting.append(edge)
    return reached


def _match_component(merits: Mapping[Edge, Merit]) -> list[Edge]:
    lefts, rights = ({edge[side] for edge in merits} for side in (0, 1))
    if min(len(lefts), len(rights)) == 1:
        # One pair is all there can be: no search.
        return [max(merits, key=lambda edge: merits[edge])]
    return _search(_weights(merits))


def _weights(merits: Mapping[Edge, Merit]) -> dict[Edge, int]:
    """Each merit as one whole number, its places so wide apart that no sum over a matching carries over."""
    base = 1 + len(merits) * max((part for merit in merits.values() for part in merit), default=0)
    weights = {}
    for edge, merit in merits.items():
        weight = 0
        for part in merit:
            weight = weight * base + part
        weights[edge] = weight
    return weights


def _search(weights: Mapping[Edge, int]) -> list[Edge]:
    try:
        import networkx
    except ImportError as error:
        raise ShijianError(
            "pairing these records needs networkx; pip install 'shijian-extract[evaluate]' brings it"
        ) from error
    graph: networkx.Graph[int] = networkx.Graph()
    # Left nodes are told from right ones by their sign: 0 is -1, 1 is -2 …
    for (left, right), weight in weights.items():
        graph.add_edge(~left, right, weight=weight)
    matched = networkx.max_weight_matching(graph, maxcardinality=True)
    return [(~min(pair), max(pair)) for pair in matched]
