"""Which models are imported late: a chain of modules that import each other must end before Python's own limit does.

Models import the models that they name at the end of their modules, so that importing one may import hundreds, each
from within the last. Where such a chain is long, it is cut into pieces: what leads from one into another is imported
where it is used.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

Graph = Mapping[str, list[str]]

# Python stops at 1,000 frames, of which an import takes six.
LONGEST = 80
# So many models are tried as the one that is imported first.
MOST_TRIED = 200


def late_imports(graph: Graph) -> dict[str, list[str]]:
    """What each model imports late; nothing where no chain is long.

    Args:
        graph: The models that each model names.
    """
    step = max(1, len(graph) // MOST_TRIED)
    if all(_depth(graph, name) <= LONGEST for name in list(graph)[::step]):
        return {}
    order = [name for name, _ in _imported(graph, list(graph))]
    pieces = {name: index // LONGEST for index, name in enumerate(order)}
    late = {name: [other for other in graph[name] if pieces[other] != pieces[name]] for name in graph}
    return {name: others for name, others in late.items() if others}


def _depth(graph: Graph, first: str) -> int:
    return max(depth for _, depth in _imported(graph, [first]))


def _imported(graph: Graph, first: list[str]) -> Iterator[tuple[str, int]]:
    """Models in the order in which they are imported, with how many imports are under way then."""
    seen: set[str] = set()
    for start in first:
        stack = [(start, 1)]
        while stack:
            name, depth = stack.pop()
            if name not in seen:
                seen.add(name)
                yield name, depth
                stack += [(other, depth + 1) for other in reversed(graph[name])]
