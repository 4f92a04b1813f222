"""What an upgrade brings, and whether a team can commit it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pipeline.generator import Generated
from pipeline.graft import Disagreement
from tracking.change import Change
from tracking.rendering import folded

Checks = Literal["merge", "types", "all"]


@dataclass(slots=True)
class Upgrade:
    """What a published description brings, and whether it holds.

    Attributes:
        version: The API version, such as `v1.3`.
        source: Where the description comes from: a URL or a file's name.
        checks: How much was checked.
        changes: What differs from the description in use.
        explained: Differences with a reason in differences.yaml, seen from our own description.
        disagreements: Places where ours and theirs are different kinds of value and nothing has to be decided.
        decided: Such places that a row of differences.yaml or `DECIDE=ours` settled.
        conflicts: Places to decide: theirs was taken, and the facade does not type-check on it.
        kept: Operations that are gone from the published description and kept until their removal is accepted.
        removed: Operations that are gone, with their removal accepted.
        unwrapped: Operations without a facade method; they can be called through the low-level half.
        names_gone: Modules of the low-level half that the package in use has and the new one has not.
        only_ours: Places that our description has and the published one has not.
        repaired: What was repaired in the published description when it was read.
        warned: What the package does not say of the published description, as nothing of ours reads it.
        aside: Operations that the package does not have, with the reasons.
        failures: Why it does not hold; the first line of each says it.
        new_paths: What the checkout gets once it holds: the new file or folder, or None, by path in the checkout.
    """

    version: str
    source: str
    checks: Checks = "all"
    generated: Generated | None = None
    changes: list[Change] = field(default_factory=list)
    explained: list[Change] = field(default_factory=list)
    disagreements: list[Disagreement] = field(default_factory=list)
    decided: list[Disagreement] = field(default_factory=list)
    conflicts: list[Disagreement] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unwrapped: list[str] = field(default_factory=list)
    names_gone: list[str] = field(default_factory=list)
    only_ours: list[str] = field(default_factory=list)
    repaired: list[str] = field(default_factory=list)
    warned: list[str] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    steps: list[tuple[str, float]] = field(default_factory=list)
    new_paths: dict[str, Path | None] = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        """Whether a team can commit it."""
        return not self.failures and self.generated is not None

    def verdict(self) -> str:
        """Whether it holds, in a line."""
        if not self.holds or self.generated is None:
            return f"{self.version}: does not hold: {'; '.join(failure.splitlines()[0] for failure in self.failures)}"
        folds = folded(self.changes)
        breaking, risky = (sum(fold.first.level == level for fold in folds) for level in ("breaking", "risky"))
        counts = f"{breaking} breaking, {risky + len(self.disagreements)} risky, {len(self.unwrapped)} not wrapped yet"
        counts += f", {len(self.names_gone)} low-level names gone" if self.names_gone else ""
        proof = "" if self.checks == "all" else f" as far as CHECKS={self.checks} proves"
        return f"holds{proof}: {self.generated.summary(self.version)}; {counts}"
