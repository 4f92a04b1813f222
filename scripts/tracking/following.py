"""One run of tracking: from what is published today to a branch, to an issue, or to nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from pipeline.printable import printable
from pipeline.spec_lock import read_entry
from tracking.attempt import Attempt
from tracking.fetching import SECONDS, Published, fetch
from tracking.markdown import code
from tracking.received import read_received, remember
from tracking.rendering import folded
from tracking.report import markdown, write_reports
from tracking.repository import Repository
from tracking.swap import locked, swap
from tracking.upgrade import Checks, Upgrade

FOLDER = Path("build") / "track"
TREE = FOLDER / "checkout"
DIGITS = 12

Outcome = Literal["unchanged", "known", "holds", "breaks", "does not hold"]
STATUS: dict[Outcome, int] = {"unchanged": 0, "known": 0, "holds": 0, "breaks": 3, "does not hold": 4}


@dataclass(frozen=True, slots=True)
class Tracked:
    """How a run ended.

    Attributes:
        outcome: `unchanged`: the checkout is on what is published; `known`: an earlier run dealt with it; `holds`,
            `breaks` (it holds, and breaks something for a program), or `does not hold`.
        text: The same in a line.
        sha256: Of what is published.
        branch: The branch that has it, if there is one.
        commit: The commit that was made.
        pushed: Whether the branch was pushed by this run.
    """

    outcome: Outcome
    text: str
    version: str
    source: str
    sha256: str
    branch: str | None = None
    commit: str | None = None
    pushed: bool = False

    @property
    def status(self) -> int:
        """The exit status of a command."""
        return STATUS[self.outcome]

    def as_json(self) -> dict[str, Any]:
        """Everything, for programs."""
        return {**asdict(self), "status": self.status}


class Tracker:
    """Follows one published description in one checkout, which is only read: commits are made beside it."""

    def __init__(
        self,
        root: Path,
        version: str,
        source: str,
        *,
        checks: Checks = "all",
        remote: str | None = None,
        seconds: float = SECONDS,
        report: Callable[[str, float], None] = lambda title, seconds: None,
    ) -> None:
        """Prepare a run.

        Args:
            root: The checkout.
            version: The API version, such as `v1.3`.
            source: Where it is published: a URL, or a file.
            checks: How much must hold; see `Attempt`.
            remote: Where the branch is pushed to; nowhere by default.
            seconds: The time limit of the download.
            report: Called with the title and the seconds of each step.
        """
        self.root, self.version, self.source = root, version, source
        self.checks, self.remote, self.seconds, self.report = checks, remote, seconds, report
        self.folder = root / FOLDER

    def run(self) -> Tracked:
        """Look at what is published, and deal with it if it is new.

        Raises:
            CheckoutError: The checkout cannot be used, or git failed.
            SpecError: The description cannot be fetched or read.
            GenerationError: The checkout's own files are damaged.
        """
        repository = Repository(self.root)
        repository.refuse_changes()
        self.folder.mkdir(parents=True, exist_ok=True)
        received = read_received(self.folder)
        with tempfile.TemporaryDirectory(prefix="track-") as scratch:
            published = fetch(self.source, Path(scratch), seconds=self.seconds, known=received.published)
            tried = (self.version, published.sha256, repository.head(), self.checks)
            tracked = self._known(repository, published, is_failed=tried == received.failed)
            failed = received.failed
            if tracked is None:
                tracked = self._try(repository, published, Path(scratch))
                failed = tried if tracked.outcome == "does not hold" else ()
            remember(self.folder, published, failed)
        return tracked

    def _known(self, repository: Repository, published: Published, *, is_failed: bool) -> Tracked | None:
        """What an earlier run made of it, or the team."""
        version, digest = self.version, published.sha256[:DIGITS]
        in_use = read_entry(self.root, version).get("published") or {}
        if in_use.get("sha256") == published.sha256:
            return self._tracked(published, "unchanged", f"{version}: unchanged: {published.source} is {digest}")
        branch = repository.branch(f"spec/{version}-*-{digest}", self.remote)
        if branch is not None:
            pushed = self._push(repository, branch)
            text = f"{version}: known: branch {branch} has {digest} of {published.source}"
            return self._tracked(published, "known", text, branch=branch, pushed=pushed)
        if is_failed:
            text = (
                f"{version}: known: {digest} of {published.source} does not hold on this commit, see {FOLDER}/body.md"
            )
            return self._tracked(published, "known", text)
        return None

    def _try(self, repository: Repository, published: Published, scratch: Path) -> Tracked:
        """Upgrade in a work tree of its own; a branch begins to exist only once its commit is whole."""
        head, bundle = repository.head(), self.folder / "branch.bundle"
        bundle.unlink(missing_ok=True)
        with repository.work_tree(self.root / TREE) as tree:
            self._share_type_cache(tree)
            attempt = Attempt(tree, self.version, published, checks=self.checks, report=self.report)
            upgrade = attempt.run(scratch / "attempt")
            write_reports(self.root, upgrade)
            self._write_request(upgrade, published, head)
            if not upgrade.holds:
                return self._tracked(published, "does not hold", upgrade.verdict())
            with locked(tree):
                swap(tree, upgrade.new_paths)
            message = f"{title(upgrade, published)}\n\n{printable(upgrade.verdict())}\n\n{_provenance(published)}\n"
            commit = repository.commit(tree, upgrade.new_paths, message)
        branch = f"spec/{self.version}-{published.date}-{published.sha256[:DIGITS]}"
        repository.create_branch(branch, commit, bundle)
        pushed = self._push(repository, branch)
        outcome: Outcome = "breaks" if breaking(upgrade) else "holds"
        text = f"{upgrade.verdict()}; branch {branch}"
        return self._tracked(published, outcome, text, branch=branch, commit=commit, pushed=pushed)

    def _share_type_cache(self, tree: Path) -> None:
        cache = self.root / "build" / "mypy"
        cache.mkdir(exist_ok=True)
        (tree / "build").mkdir()
        (tree / "build" / "mypy").symlink_to(cache.resolve())

    def _write_request(self, upgrade: Upgrade, published: Published, head: str) -> None:
        """The title and the body of a pull request, or of an issue if it does not hold."""
        notes = [f"Tried on commit {code(head)}. {_provenance(published, quoted=True)}"]
        if not upgrade.holds:
            command = code(f"make upgrade VERSION={self.version} SPEC={published.source}")
            notes.append(
                f"{command} tries it in a checkout. The first run on a commit on which it holds makes the branch."
            )
        (self.folder / "title.txt").write_text(f"{title(upgrade, published)}\n", encoding="utf-8")
        (self.folder / "body.md").write_text(markdown(upgrade, notes), encoding="utf-8")

    def _push(self, repository: Repository, branch: str) -> bool:
        if self.remote is None or branch in repository.branches_of(self.remote, branch):
            return False
        repository.push(self.remote, branch)
        return True

    def _tracked(self, published: Published, outcome: Outcome, text: str, **more: Any) -> Tracked:
        return Tracked(outcome, printable(text), self.version, published.source, published.sha256, **more)


def title(upgrade: Upgrade, published: Published) -> str:
    """What a branch brings, in a line; its hash distinguishes descriptions of one day."""
    named = f"{upgrade.version} of {published.date} ({published.sha256[:DIGITS]})"
    if not upgrade.holds:
        return f"The published {named} does not hold"
    count = breaking(upgrade)
    return f"Follow {named}" + (f": breaks {count}" if count else "")


def breaking(upgrade: Upgrade) -> int:
    """Count what breaks something: breaking changes, and low-level names that are gone."""
    return sum(fold.first.level == "breaking" for fold in folded(upgrade.changes)) + len(upgrade.names_gone)


def _provenance(published: Published, *, quoted: bool = False) -> str:
    source, digest = printable(published.source), published.sha256
    return f"Read from {code(source) if quoted else source}, SHA-256 {code(digest) if quoted else digest}."
