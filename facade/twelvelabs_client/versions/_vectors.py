"""Vectors, in whose place nothing else is read: an embedding without one is an error."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from twelvelabs_client.core.call import Undecodable
from twelvelabs_generated.types import Unset

T = TypeVar("T")
READY = "ready"


def vector_of(numbers: list[float] | Unset | None) -> list[float]:
    """A vector: the decoded list itself.

    Raises:
        Undecodable: There is none, or it holds something else than numbers.
    """
    if not numbers:
        raise Undecodable("an embedding has no vector")
    try:
        # Vectors are long: nothing else that looks at each number costs as little as adding them up.
        sum(numbers)
    except (TypeError, OverflowError) as error:
        raise Undecodable("the vector of an embedding must hold numbers alone") from error
    return numbers


def some(segments: Sequence[T]) -> Sequence[T]:
    """The embeddings of something that has been embedded.

    Raises:
        Undecodable: There is none.
    """
    if not segments:
        raise Undecodable("it has no embedding")
    return segments
