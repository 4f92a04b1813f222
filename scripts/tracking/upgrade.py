"""Everything that must hold before a checkout moves to a published description, tried in a scratch folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.canonical import read_specification
from pipeline.document import SpecError, load
from pipeline.generator import OPENAPI, Generated, GenerationError, generate, package_name
from pipeline.graft import Conflict
from pipeline.openapi import to_openapi
from pipeline.places import Walk
from pipeline.reach import restricted
from pipeline.specification import Specification
from pipeline.tree import LOCK, PACKAGE, lay_out, lock_entry, lock_text, verify
from tracking.change import Change
from tracking.changes import compare
from tracking.explanations import Explanation, explained, read_explanations
from tracking.facade_methods import facade_methods

SUITES = ("tests/core", "tests/transport", "tests/versions", "tests/facade")


@dataclass(slots=True)
class Upgrade:
    """What a published description would bring, and whether it holds.

    `failures` says why it does not; `held_back` are operations that are gone from the published description and kept in
    the generated package until their removal is accepted.
    """

    version: str
    source: str
    changes: list[Change] = field(default_factory=list)
    generated: Generated | None = None
    explained: list[Conflict] = field(default_factory=list)
    undecided: list[Conflict] = field(default_factory=list)
    held_back: list[str] = field(default_factory=list)
    released: list[str] = field(default_factory=list)
    unwrapped: list[str] = field(default_factory=list)
    only_ours: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    steps: list[tuple[str, float]] = field(default_factory=list)
    held_back_file: Path | None = None

    @property
    def repaired(self) -> list[str]:
        """What was repaired in the published description when it was read."""
        return [] if self.generated is None else self.generated.repairs

    @property
    def holds(self) -> bool:
        return not self.failures and self.generated is not None

    def verdict(self) -> str:
        """Whether it holds, in a line."""
        if self.holds and self.generated is not None:
            return f"holds: {self.generated.summary(self.version)}"
        return f"{self.version}: does not hold: {'; '.join(failure.splitlines()[0] for failure in self.failures)}"


def prepare_upgrade(
    root: Path,
    version: str,
    published: Path,
    scratch: Path,
    *,
    accept_removals: bool,
    tell: Callable[[str, float], None],
) -> Upgrade:
    """Try an upgrade in a scratch folder; the checkout is not touched.

    Raises:
        SpecError: A description cannot be read.
    """
    upgrade = Upgrade(version, published.name)
    step = _timed(upgrade, tell)
    with step("read the description and compare it with the one in use"):
        new, old = read_specification(published), _in_use(root, version)
        _compare(root, upgrade, old, new)
        _hold_back(upgrade, old, new, scratch, accept_removals)
    with step("regenerate"):
        package = _regenerate(root, upgrade, published, scratch)
    if package is None:
        return upgrade
    with step("type-check the facade on it"):
        _type_check(root, upgrade, package.parent, scratch)
    with step("run the facade's tests on it"):
        _test(root, upgrade, package.parent, scratch)
    return upgrade


def _in_use(root: Path, version: str) -> Specification:
    published, ours = _published(root, version), root / OPENAPI / version
    if not ours.is_dir():
        raise SpecError(f"{ours} does not exist: a new version of the API begins with a description of ours there")
    return read_specification(published if published.is_file() else ours)


def _published(root: Path, version: str) -> Path:
    return root / OPENAPI / "published" / f"{version}.json"


def _explanations(root: Path, version: str) -> list[Explanation]:
    table = root / OPENAPI / version / "differences.yaml"
    return read_explanations(table) if table.is_file() else []


def _compare(root: Path, upgrade: Upgrade, old: Specification, new: Specification) -> None:
    methods = facade_methods(root / "facade" / "twelvelabs_client", upgrade.version)
    changes = compare(old, new, methods)
    if not _published(root, upgrade.version).is_file():
        # Seen from our own description, what differs for a known reason is no news.
        rows = _explanations(root, upgrade.version)
        changes = [change for change in changes if not explained(f"{change.place} {change.where}", rows)]
    upgrade.changes = changes
    upgrade.unwrapped = sorted(place for place in new.operations if place not in methods)
    ours = read_specification(root / OPENAPI / upgrade.version)
    upgrade.only_ours = [
        step.place
        for step in Walk(ours, new, once=True).steps()
        if (step.kind == "operation" and step.theirs_operation is None)
        or (step.kind in ("parameter", "property", "variant") and step.theirs is None and _matters(step.where))
    ]


def _matters(where: str) -> bool:
    return not where.startswith(("response 4", "response 5"))


def _hold_back(upgrade: Upgrade, old: Specification, new: Specification, scratch: Path, accept: bool) -> None:
    gone = [place for place in old.operations if place not in new.operations]
    upgrade.held_back, upgrade.released = ([], gone) if accept else (gone, [])
    upgrade.held_back_file = scratch / "held-back.json"
    document = to_openapi(restricted(old, upgrade.held_back))
    upgrade.held_back_file.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


def _regenerate(root: Path, upgrade: Upgrade, published: Path, scratch: Path) -> Path | None:
    rows = _explanations(root, upgrade.version)
    try:
        made = scratch / "made"
        made.mkdir()
        generated = generate(root, upgrade.version, published, made, upgrade.held_back_file)
        package = lay_out(root, generated, scratch / "generated")
        verify(package, upgrade.version)
    except GenerationError as error:
        upgrade.failures.append(f"not regenerated: {error}")
        return None
    upgrade.generated = generated
    for conflict in generated.conflicts:
        (upgrade.explained if explained(conflict.place, rows) else upgrade.undecided).append(conflict)
    if upgrade.undecided:
        where = OPENAPI / upgrade.version / "differences.yaml"
        upgrade.failures.append(
            f"{len(upgrade.undecided)} conflicts to decide: give each a row in {where}, or change ours"
        )
    return package


def _type_check(root: Path, upgrade: Upgrade, source: Path, scratch: Path) -> None:
    command = [sys.executable, "-m", "mypy", "--cache-dir", str(scratch / "mypy"), "facade/twelvelabs_client"]
    output = _run(command, root, {"MYPYPATH": str(source)})
    if output is not None:
        upgrade.failures.append(f"the facade does not type-check on it:\n{output}")


def _test(root: Path, upgrade: Upgrade, source: Path, scratch: Path) -> None:
    suites = [suite for suite in SUITES if (root / suite).is_dir()]
    if not suites:
        return
    command = [sys.executable, "-m", "pytest", "-n", "2", "-p", "no:cacheprovider", "--tb=line", *suites]
    environment = {"PYTHONPATH": str(source), "HYPOTHESIS_STORAGE_DIRECTORY": str(scratch / "hypothesis")}
    output = _run(command, root, environment)
    if output is not None:
        upgrade.failures.append(f"the facade's tests fail on it:\n{output}")


def _run(command: list[str], root: Path, environment: dict[str, str]) -> str | None:
    """The output of a command that failed, or None."""
    settings = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **environment}
    result = subprocess.run(command, cwd=root, env=settings, capture_output=True, text=True, check=False)
    if result.returncode == 0:
        return None
    return "\n".join((result.stdout + result.stderr).strip().splitlines()[-60:])


def stage(root: Path, upgrade: Upgrade, published: Path, scratch: Path) -> dict[str, Path | None]:
    """Write the new files in a scratch folder; returns which goes where, for `swap`."""
    assert upgrade.generated is not None
    assert upgrade.held_back_file is not None
    kept = scratch / f"{upgrade.version}.json"
    kept.write_text(json.dumps(load(published), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    entry = lock_entry(root, upgrade.generated, upgrade.version, kept, upgrade.held_back_file)
    lock = scratch / "spec.lock"
    lock.write_text(lock_text(root, upgrade.version, entry), encoding="utf-8")
    below = OPENAPI / "published"
    return {
        f"generated/{PACKAGE}/{package_name(upgrade.version)}": upgrade.generated.tree,
        LOCK.as_posix(): lock,
        (below / f"{upgrade.version}.json").as_posix(): kept,
        (below / f"{upgrade.version}.held-back.json").as_posix(): upgrade.held_back_file,
    }


def _timed(upgrade: Upgrade, tell: Callable[[str, float], None]) -> Callable[[str], AbstractContextManager[None]]:
    @contextmanager
    def step(title: str) -> Iterator[None]:
        started = time.perf_counter()
        yield
        seconds = time.perf_counter() - started
        upgrade.steps.append((title, seconds))
        tell(title, seconds)

    return step
