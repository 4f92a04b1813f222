"""An upgrade that was tried, as far as its report reads it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.differences import Side
from pipeline.graft import Disagreement
from tracking.upgrade import Upgrade


def disputed(
    place: str, ours: str = "string", theirs: str = "integer", *, compatible: bool = False, used: Side = "theirs"
) -> Disagreement:
    """A place where two descriptions disagree."""
    return Disagreement(place, ours, theirs, compatible, used)


@dataclass
class Tried(Upgrade):
    """An upgrade that holds, with nothing to report; a test sets what it is about."""

    version: str = "v1.3"
    source: str = "https://example.com/spec.json"
    said: str = "v1.3: holds"

    @property
    def holds(self) -> bool:
        return not self.failures

    def verdict(self) -> str:
        return self.said
