"""Queries that are joined by and, or, not and then: what each finds, put together by where it is found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from twelvelabs_sandbox.errors import invalid, not_provided
from twelvelabs_sandbox.older.matching import Hit, Wanted, check_exactness, hits_in, is_exact
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.platform import Platform

LEAF, AND, OR, NOT = "text", "$and", "$or", "$not"
# The second is what the first revision probably called it.
THEN = ("$then", "$sequent")
OPERATORS = (LEAF, AND, OR, NOT, *THEN)
TOUCH = 0.001
COMBINATION = "search_option_combination_not_supported"

Node = Mapping[str, Any]
Defaults = Mapping[str, Any]


def wanted_in(node: Node, defaults: Defaults) -> list[Wanted]:
    """Everything that is looked for in a joined query, checked.

    Args:
        node: the query.
        defaults: ``search_options`` and ``conversation_option`` of the request, for queries that name none.

    Raises:
        ApiError: 400, the query makes no sense.
    """
    kind = _kind(node)
    if kind == LEAF:
        return [_leaf(node, defaults)]
    return [each for child in _children(node, kind) for each in wanted_in(child, defaults)]


def combined_hits(platform: Platform, video: Document, node: Node, defaults: Defaults) -> list[Hit]:
    """What a joined query finds in a video, the same place once; slow, so call it off the event loop."""
    best: dict[tuple[float, float], Hit] = {}
    for hit in _hits(platform, video, node, defaults):
        place = (hit.start, hit.end)
        if place not in best or best[place].score < hit.score:
            best[place] = replace(hit, scores={}, texts={})
    return [best[place] for place in sorted(best)]


def _hits(platform: Platform, video: Document, node: Node, defaults: Defaults) -> list[Hit]:
    kind = _kind(node)
    if kind == LEAF:
        return hits_in(platform, video, _leaf(node, defaults))
    found = [combined_hits(platform, video, child, defaults) for child in _children(node, kind)]
    if kind == OR:
        return [hit for hits in found for hit in hits]
    if kind == NOT:
        origin, sub = found
        return [hit for hit in origin if not any(_meet(hit, other, 0.0) for other in sub)]
    near = float(node.get("proximity", node.get("adjacency_threshold", 0.0)))
    return list(_together(found, near) if kind == AND else _in_turn(found, near))


def _together(found: Sequence[Sequence[Hit]], near: float) -> Iterator[Hit]:
    """Hits of all queries that meet, once each is widened on both sides."""
    groups: list[tuple[Hit, ...]] = [(hit,) for hit in found[0]]
    for hits in found[1:]:
        groups = [(*group, hit) for group in groups for hit in hits if all(_meet(hit, other, near) for other in group)]
    yield from map(_joined, groups)


def _in_turn(found: Sequence[Sequence[Hit]], near: float) -> Iterator[Hit]:
    """Hits that follow each other, with no more between them than widening closes."""
    chains: list[tuple[Hit, ...]] = [(hit,) for hit in found[0]]
    for hits in found[1:]:
        chains = [
            (*chain, hit) for chain in chains for hit in hits if -TOUCH <= hit.start - chain[-1].end <= 2 * near + TOUCH
        ]
    yield from map(_joined, chains)


def _meet(one: Hit, other: Hit, near: float) -> bool:
    return one.start - near < other.end + near and other.start - near < one.end + near


def _joined(hits: Sequence[Hit]) -> Hit:
    score = round(sum(hit.score for hit in hits) / len(hits), 2)
    return Hit(min(hit.start for hit in hits), max(hit.end for hit in hits), score, {}, {})


def _kind(node: Node) -> str:
    given = [operator for operator in OPERATORS if operator in node]
    if len(given) != 1:
        raise invalid("query", f"Every part of it needs exactly one of {', '.join(OPERATORS)}.")
    return given[0]


def _children(node: Node, kind: str) -> list[Node]:
    if kind == NOT:
        return [node[NOT]["origin"], node[NOT]["sub"]]
    return list(node[kind])


def _leaf(node: Node, defaults: Defaults) -> Wanted:
    options = node.get("search_options") or defaults.get("search_options")
    if not options:
        raise not_provided("search_options")
    if not node["text"].strip():
        raise invalid("query", "Its texts must not be empty.")
    how = node.get("conversation_option") or defaults.get("conversation_option", "semantic")
    check_exactness(options, how, COMBINATION)
    return Wanted(text=node["text"], options=tuple(options), exact=is_exact(how))
