"""Which changes have a reason in differences.yaml: the one reading of its rows for conformance, upgrade and diff."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.differences import TABLE, Difference, matches, read_differences
from pipeline.document import SpecError
from tracking.change import Change
from tracking.rules import kinds

# Rows explain changes from theirs to ours; seen from ours to theirs, what was added is removed.
_OPPOSITES = (
    ("added", "removed"),
    ("became-required", "became-optional"),
    ("limit-tightened", "limit-loosened"),
)


def read_reasons(folder: Path) -> list[Difference]:
    """The rows of a version's differences.yaml, each with kinds of change that there are.

    Raises:
        SpecError: The file is unreadable, or a row is not valid.
    """
    rows = read_differences(folder)
    known = kinds()
    for row in rows:
        for kind in row.kinds:
            if not any(matches(kind, one) for one in known):
                raise SpecError(
                    f"{folder / TABLE}: {row.places[0]}: kind {kind!r} must be one of {', '.join(sorted(known))}"
                )
    return rows


def mirrored(kind: str) -> str:
    """The kind of the same change seen from the other side: `field-added` for `field-removed`."""
    for one, two in (*_OPPOSITES, *(pair[::-1] for pair in _OPPOSITES)):
        if kind.endswith(one):
            return kind.removesuffix(one) + two
    return kind


def is_explained(change: Change, rows: Iterable[Difference], *, from_ours: bool = False) -> bool:
    """Whether some row gives the reason of a change.

    Args:
        change: A change from theirs to ours, or the other way round.
        rows: Those of differences.yaml.
        from_ours: The change is from ours to theirs.
    """
    kind = mirrored(change.kind) if from_ours else change.kind
    place = f"{change.place} {change.where}"
    return any(row.explains(place, kind) for row in rows)


def idle(changes: list[Change], rows: list[Difference]) -> Iterator[str]:
    """The places of rows that explain nothing: the difference is gone, or was never there."""
    for row in rows:
        for place in row.places:
            alone = Difference((place,), row.kinds)
            if not any(is_explained(change, [alone]) for change in changes):
                yield f"{place} ({', '.join(row.kinds)})"
