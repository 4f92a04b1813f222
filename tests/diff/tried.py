"""An upgrade that was tried, as far as its report reads it."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.generator import Generated
from tracking.change import Change


@dataclass(frozen=True)
class Disputed:
    """A place where two descriptions disagree."""

    place: str
    ours: str = "string"
    theirs: str = "integer"
    compatible: bool = False
    used: str = "theirs"


@dataclass
class Tried:
    """An upgrade that holds, with nothing to report; a test sets what it is about."""

    version: str = "v1.3"
    source: str = "https://example.com/spec.json"
    checks: str = "all"
    holds: bool = True
    generated: Generated | None = None
    changes: list[Change] = field(default_factory=list)
    explained: list[Change] = field(default_factory=list)
    conflicts: list[Disputed] = field(default_factory=list)
    disagreements: list[Disputed] = field(default_factory=list)
    decided: list[Disputed] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unwrapped: list[str] = field(default_factory=list)
    only_ours: list[str] = field(default_factory=list)
    repaired: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    steps: list[tuple[str, float]] = field(default_factory=list)
    said: str = "v1.3: holds"

    def verdict(self) -> str:
        return self.said
