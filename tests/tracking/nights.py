"""A copy of this checkout that tracks what a server on this machine publishes, one run a night."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from upgrades import Walk

from tests.tracking.publisher import Publisher


class Nights:
    """Runs the command in a copy of the checkout, as a job would, and merges what it makes.

    Attributes:
        walk: The copy.
        remote: A bare repository, to which branches are pushed.
        branch: What was merged last.
    """

    def __init__(self, walk: Walk, remote: Path, publisher: Publisher) -> None:
        self.walk, self.remote, self.publisher, self.branch = walk, remote, publisher, ""
        walk.git("init", "--quiet", "--bare", str(remote))
        walk.git("remote", "add", "origin", str(remote))

    def run(self, body: bytes, *, checks: str = "merge") -> dict[str, Any]:
        """Publish a description and run the command; returns what it says."""
        self.publisher.publish(body)
        command = ["scripts/track.py", "v1.3", "--url", self.publisher.url, "--checks", checks, "--push", "origin"]
        result = self.walk.python(*command, "--json")
        said: dict[str, Any] = json.loads(result.stdout) if result.stdout else {"text": result.stderr}
        if said.get("status") != result.returncode:
            print(result.stderr, file=sys.stderr)
            raise AssertionError(f"exit status {result.returncode}, but it says {said}")
        return said

    def merge(self, branch: str) -> None:
        """Merge what was pushed, as a team does."""
        self.branch = branch
        self.walk.git("fetch", "--quiet", "origin")
        self.walk.git("merge", "--quiet", "--ff-only", f"origin/{branch}")

    def written(self, name: str) -> str:
        """A file that the last run wrote."""
        return (self.walk.root / "build" / "track" / name).read_text(encoding="utf-8")
