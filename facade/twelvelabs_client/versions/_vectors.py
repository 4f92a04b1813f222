"""Vectors, in whose place nothing else is read: an embedding without one is an error."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from twelvelabs_client.core.call import Undecodable
from twelvelabs_generated.types import Unset

T = TypeVar("T")
NUMBERS = frozenset({float, int})
READY = "ready"


def vector_of(numbers: list[float] | Unset | None) -> list[float]:
    """A vector: the decoded list itself.

    Raises:
        Undecodable: There is none, or it holds something else than numbers.
    """
    if not numbers:
        raise Undecodable("an embedding has no vector")
    if not NUMBERS.issuperset(map(type, numbers)):
        raise Undecodable("the vector of an embedding must hold numbers alone")
    return numbers


def some(segments: Sequence[T]) -> Sequence[T]:
    """The embeddings of something that has been embedded.

    Raises:
        Undecodable: There is none.
    """
    if not segments:
        raise Undecodable("it has no embedding")
    return segments
