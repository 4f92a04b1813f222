"""The git repository of a checkout: commits are added to it without touching the files of the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.printable import printable
from tracking.lock import CheckoutError

# The user's hooks could change or refuse the commit, and what was checked is to be committed byte for byte.
GIT = ("git", "-c", f"core.hooksPath={os.devnull}", "-c", "core.autocrlf=false")
FALLBACK_IDENTITY = ("-c", "user.name=specification tracking", "-c", "user.email=tracking@localhost")
# A git hook sets these for its own repository, and passes them on to what it starts.
OF_ANOTHER = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE")


class Repository:
    """The repository whose work tree a checkout is.

    Attributes:
        root: The checkout.
    """

    def __init__(self, root: Path) -> None:
        """Look at a checkout.

        Raises:
            CheckoutError: It is not the work tree of a git repository.
        """
        self.root = root
        if Path(self.git("rev-parse", "--show-toplevel")).resolve() != root.resolve():
            raise CheckoutError(f"{root}: is a folder of another git repository; use a clone of its own")

    def refuse_changes(self) -> None:
        """Refuse a checkout with anything that is not committed: a branch would not have it.

        Raises:
            CheckoutError: Something is not committed; the text names the first file.
        """
        changed = self.git("status", "--porcelain").splitlines()
        if changed:
            more = f" and {len(changed) - 1} more" if changed[1:] else ""
            first = printable(changed[0].split(maxsplit=1)[1])
            raise CheckoutError(f"{self.root}: {first}{more} not committed; commit or stash your changes first")

    def head(self) -> str:
        """The commit that the checkout is on."""
        return self.git("rev-parse", "HEAD")

    def branch(self, pattern: str, remote: str | None = None) -> str | None:
        """A branch that matches a pattern and is not merged yet, here, on a remote as last fetched, or on one now."""
        places = [f"refs/heads/{pattern}", f"refs/remotes/*/{pattern}"]
        found = self.git("for-each-ref", "--no-merged=HEAD", "--format=%(refname)", *places).splitlines()
        names = [name.removeprefix("refs/heads/") for name in found if name.startswith("refs/heads/")]
        names += [name.split("/", 3)[3] for name in found if name.startswith("refs/remotes/")]
        if remote is not None:
            names += self.branches_of(remote, pattern)
        return next(iter(names), None)

    def branches_of(self, remote: str, pattern: str) -> list[str]:
        """The branches of a remote that match a pattern."""
        rows = self.git("ls-remote", "--heads", "--", remote, f"refs/heads/{pattern}").splitlines()
        return [row.split("\t")[1].removeprefix("refs/heads/") for row in rows]

    @contextmanager
    def work_tree(self, folder: Path) -> Iterator[Path]:
        """Another work tree, on the commit that the checkout is on; removed in the end, commits made in it stay."""
        self._remove(folder)  # that of a run which was killed
        self.git("worktree", "add", "--quiet", "--detach", str(folder), "HEAD")
        try:
            yield folder
        finally:
            self._remove(folder)

    def _remove(self, folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        self.git("worktree", "prune")

    def commit(self, tree: Path, paths: Iterable[str], message: str) -> str:
        """Commit these paths of a work tree, also those that git ignores; returns the commit."""
        self.git("add", "--all", "--force", "--", *paths, folder=tree)
        named = self._run(tree, "config", "user.email").returncode == 0
        self.git("commit", "--quiet", "--message", message, folder=tree, options=() if named else FALLBACK_IDENTITY)
        return self.git("rev-parse", "HEAD", folder=tree)

    def create_branch(self, name: str, commit: str, bundle: Path) -> None:
        """Create a branch, and write it to a file that another clone of this commit can fetch from."""
        self.git("branch", "--no-track", name, commit)
        self.git("bundle", "create", "--quiet", str(bundle), f"refs/heads/{name}", "^HEAD")

    def push(self, remote: str, branch: str) -> None:
        """Push a branch, never by force."""
        self.git("push", "--quiet", "--", remote, f"refs/heads/{branch}:refs/heads/{branch}")

    def git(self, command: str, *arguments: str, folder: Path | None = None, options: Iterable[str] = ()) -> str:
        """Run a command of git and return what it prints.

        Raises:
            CheckoutError: It fails; the text holds the last line that it printed.
        """
        result = self._run(folder or self.root, *options, command, *arguments)
        if result.returncode != 0:
            said = (result.stderr + result.stdout).strip().splitlines() or [f"exit status {result.returncode}"]
            raise CheckoutError(printable(f"{self.root}: git {command} failed: {said[-1]}"))
        return result.stdout.strip()

    def _run(self, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {name: value for name, value in os.environ.items() if name not in OF_ANOTHER}
        environment |= {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
        command = [*GIT, *arguments]
        return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
