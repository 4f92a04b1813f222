"""A team's checkout with a small API of its own, in git, with a bare repository beside it as its remote."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.upgrade.small import VERSION

# A team may ignore what it is given, and tracking must commit it all the same.
IGNORED = "build/\n.upgrade/\n.*.new\n.*.old\n__pycache__/\nopenapi/published/\n"
FOLDER = "build/track"
Run = Callable[..., int]


@dataclass(frozen=True)
class Team:
    """A checkout and its remote."""

    root: Path
    remote: Path

    def git(self, *arguments: str, folder: Path | None = None) -> str:
        """Run git as a member of the team, without settings of this machine."""
        environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        identity = ("-c", "user.name=member", "-c", "user.email=member@localhost", "-c", "init.defaultBranch=main")
        command = ["git", *identity, *arguments]
        result = subprocess.run(
            command, cwd=folder or self.root, env=environment, capture_output=True, text=True, check=True
        )
        return result.stdout.strip()

    def commit(self, file: str, text: str) -> None:
        """Write a file and commit it."""
        (self.root / file).parent.mkdir(parents=True, exist_ok=True)
        (self.root / file).write_text(text, encoding="utf-8")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", f"Write {file}")

    def branches(self, folder: Path | None = None) -> list[str]:
        """The branches that tracking made, here or in another repository."""
        named = self.git("for-each-ref", "--format=%(refname:lstrip=2)", "refs/heads/spec/", folder=folder)
        return named.splitlines()

    def state(self) -> str:
        """All that a run may change only by intent: the work tree, what is checked out, refs and work trees."""
        reading = (["status", "--porcelain"], ["symbolic-ref", "HEAD"], ["show-ref"], ["worktree", "list"])
        return "\n".join(self.git(*command) for command in reading)

    def read(self, name: str) -> str:
        """A file that tracking wrote."""
        return (self.root / FOLDER / name).read_text(encoding="utf-8")


def make_team(original: Path, folder: Path) -> Team:
    """Copy a checkout and make a repository of it."""
    team = Team(folder / "checkout", folder / "remote.git")
    shutil.copytree(original, team.root)
    team.git("init", "--quiet")
    team.commit(".gitignore", IGNORED)
    team.git("init", "--quiet", "--bare", str(team.remote))
    team.git("remote", "add", "origin", str(team.remote))
    team.git("push", "--quiet", "origin", "main")
    return team


def published_in(team: Team, branch: str) -> str:
    """The published description on a branch."""
    return team.git("show", f"{branch}:openapi/published/{VERSION}.json")
