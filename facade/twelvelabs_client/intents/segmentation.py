"""How media and documents are divided."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from twelvelabs_client.core import checks
from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.intents.values import SEGMENTATION_STRATEGIES, one_known


@frozen
class FixedSegmentation:
    """Pieces of one length; the last may be shorter.

    Attributes:
        duration: Seconds per piece, 2 to 10.
    """

    duration: int

    def __attrs_post_init__(self) -> None:
        checks.whole_number(self.duration, "duration", 2, 10)


@frozen
class DynamicSegmentation:
    """Pieces that begin where the scene changes.

    Attributes:
        min_duration: Seconds that each lasts at least, 2 to 5.
    """

    min_duration: int

    def __attrs_post_init__(self) -> None:
        checks.whole_number(self.min_duration, "min_duration", 2, 5)


@frozen
class PageSegmentation:
    """The pages of a PDF, for option `visual` with scope `local`.

    Attributes:
        strategy: `standard`: one vector a page; `quadrants`: also one for each quarter, and the page counts five times.
    """

    strategy: Literal["standard", "quadrants"]

    def __attrs_post_init__(self) -> None:
        one_known(self.strategy, "strategy", SEGMENTATION_STRATEGIES)


@frozen
class SentenceSegmentation:
    """Chunks of sentences of a text file, for option `text` with scope `local`.

    Attributes:
        max_sentences: Sentences per chunk at most, from 1.
        overlap_sentences: Sentences that a chunk repeats of the one before; fewer than `max_sentences`.
    """

    max_sentences: int
    overlap_sentences: int | None = None

    def __attrs_post_init__(self) -> None:
        checks.whole_number(self.max_sentences, "max_sentences", 1, 2**31 - 1)
        if self.overlap_sentences is not None:
            checks.whole_number(self.overlap_sentences, "overlap_sentences", 0, self.max_sentences - 1)


def check_division(segmentation: object, *kinds: type) -> None:
    """One of the ways to divide that fit, or none.

    Raises:
        InvalidInputError: It is something else.
    """
    if segmentation is not None and not isinstance(segmentation, kinds):
        known = " or ".join(kind.__name__ for kind in kinds)
        raise InvalidInputError(f"segmentation: expected {known}, got {type(segmentation).__name__}")
