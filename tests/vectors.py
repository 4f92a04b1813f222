"""How near two vectors are."""

from __future__ import annotations

import math
from collections.abc import Sequence


def likeness(one: Sequence[float], other: Sequence[float]) -> float:
    """The cosine of the angle between them."""
    product = sum(a * b for a, b in zip(one, other, strict=True))
    return product / math.sqrt(sum(a * a for a in one) * sum(b * b for b in other))
