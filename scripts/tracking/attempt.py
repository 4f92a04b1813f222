"""Try an upgrade in a copy of the checkout: merge, generate, check."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from pipeline import names
from pipeline.canonical import read_specification
from pipeline.document import SpecError
from pipeline.generator import OPENAPI, Generated, generate, package_name
from pipeline.graft import ERRORS, Disagreement
from pipeline.ledger import ledger_text
from pipeline.making import GenerationError
from pipeline.places import Step, Walk
from pipeline.spec_lock import LOCK, PUBLISHED, decided_for_ours, ledger_file, lock_entry, lock_text, published_file
from pipeline.specification import Specification
from pipeline.tree import PACKAGE, replace
from pipeline.verifying import verified
from tracking.changes import compare
from tracking.explanations import is_explained, read_reasons
from tracking.facade_methods import facade_methods, version_of
from tracking.fetching import Published, naming
from tracking.rehearsal import Rehearsal
from tracking.upgrade import Checks, Upgrade

DERIVED = {"docs/api.md": "scripts/api_docs.py", "docs/versions.md": "scripts/versions_docs.py"}
Report = Callable[[str, float], None]


class Attempt:
    """One try of an upgrade; the checkout is only read."""

    def __init__(
        self,
        root: Path,
        version: str,
        published: Published,
        *,
        checks: Checks = "all",
        accept_removals: bool = False,
        decide_ours: bool = False,
        report: Report = lambda title, seconds: None,
    ) -> None:
        """Prepare a try.

        Args:
            root: The checkout.
            version: The API version, such as `v1.3`.
            published: The description to move to.
            checks: `merge` generates and imports, `types` also type-checks, `all` also runs the facade's tests.
            accept_removals: Let go of operations that neither the published description nor ours has any more.
            decide_ours: Use ours wherever a conflict would have to be decided, and record it in spec.lock.
            report: Called with the title and the seconds of each step.
        """
        self.root = root
        self.published = published
        self.accept_removals = accept_removals
        self.decide_ours = decide_ours
        self.report = report
        self.upgrade = Upgrade(version, published.source, checks)
        self._unexplained: set[str] = set()

    def run(self, scratch: Path) -> Upgrade:
        """Make the upgrade in a copy of the checkout.

        Args:
            scratch: An empty folder, in which the new paths of the result stand.

        Raises:
            SpecError: A description cannot be read, or is of another version.
        """
        upgrade = self.upgrade
        with self._step("read the descriptions and compare them"):
            ours, old, new = self._read()
            self._compare(ours, old, new)
        with self._step("merge and generate"):
            rehearsal = Rehearsal(self.root, scratch / "checkout")
            self._keep(rehearsal, ours, new)
            self._generate(rehearsal, scratch / "generated", decided_for_ours(self.root, upgrade.version))
        if not upgrade.failures and upgrade.checks != "merge":
            with self._step("check the types"):
                self._check_types(rehearsal, scratch / "decided")
        if not upgrade.failures and upgrade.checks == "all":
            with self._step("check what is derived and generated"):
                self._check_drift(rehearsal)
        if not upgrade.failures and upgrade.checks == "all":
            with self._step("run the facade's tests"):
                self._test(rehearsal)
        self._collect(rehearsal)
        return upgrade

    @contextmanager
    def _step(self, title: str) -> Iterator[None]:
        started = time.perf_counter()
        yield
        seconds = time.perf_counter() - started
        self.upgrade.steps.append((title, seconds))
        self.report(title, seconds)

    def _read(self) -> tuple[Specification, Specification, Specification]:
        """Our description, the one in use, and the one to move to."""
        version = self.upgrade.version
        folder = self.root / OPENAPI / version
        if not folder.is_dir():
            raise SpecError(
                f"{folder} does not exist: a new version of the API begins with a description of ours there"
            )
        ours = read_specification(folder, ours=True, whole=True)
        in_use = published_file(self.root, version)
        old = ours if in_use is None else read_specification(in_use, whole=True)
        with naming(self.published):
            new = read_specification(self.published.file, whole=True)
        said = version_of(new)
        if said not in (version, None):
            raise SpecError(f"{self.published.source}: describes {said}, not {version}: use VERSION={said}")
        return ours, old, new

    def _compare(self, ours: Specification, old: Specification, new: Specification) -> None:
        """Seen from our own description, what differs for a known reason is no news."""
        upgrade = self.upgrade
        methods = facade_methods(self.root / "facade" / "twelvelabs_client", upgrade.version)
        rows = read_reasons(self.root / OPENAPI / upgrade.version)
        for change in compare(old, new, methods):
            known = old is ours and is_explained(change, rows, from_ours=True)
            (upgrade.explained if known else upgrade.changes).append(change)
        upgrade.unwrapped = sorted(place for place in new.operations if place not in methods)
        upgrade.only_ours = [step.place for step in Walk(ours, new, once=True).steps() if _is_only_ours(step)]
        self._unexplained = {
            f"{change.place} {change.where}" for change in compare(new, ours) if not is_explained(change, rows)
        }

    def _keep(self, rehearsal: Rehearsal, ours: Specification, new: Specification) -> None:
        """Put the published description in place, and the ledger of operations to keep.

        What the package has and neither the published description nor ours has any more is kept, under its names.
        """
        upgrade, root = self.upgrade, rehearsal.root
        folder = self.root / OPENAPI / upgrade.version
        package = root / "generated" / PACKAGE / package_name(upgrade.version) / "openapi.json"
        made = read_specification(package) if package.is_file() else read_specification(folder, ours=True)
        gone = [place for place in made.operations if place not in new.operations and place not in ours.operations]
        upgrade.kept, upgrade.removed = ([], gone) if self.accept_removals else (gone, [])
        for earlier in (published_file(root, upgrade.version), ledger_file(root, upgrade.version)):
            if earlier is not None:
                earlier.unlink(missing_ok=True)
        (root / PUBLISHED).mkdir(parents=True, exist_ok=True)
        suffix = ".json" if self.published.file.suffix == ".json" else ".yaml"
        shutil.copyfile(self.published.file, root / PUBLISHED / f"{upgrade.version}{suffix}")
        if upgrade.kept:
            ledger_file(root, upgrade.version).write_text(ledger_text(made, upgrade.kept), encoding="utf-8")

    def _generate(self, rehearsal: Rehearsal, scratch: Path, forced: frozenset[str]) -> None:
        upgrade, root = self.upgrade, rehearsal.root
        scratch.mkdir(parents=True)
        published, kept = published_file(root, upgrade.version), ledger_file(root, upgrade.version)

        def make(aside: Mapping[str, str]) -> Generated:
            ledger = kept if upgrade.kept else None
            return generate(root, upgrade.version, published, scratch, kept=ledger, forced=forced, aside=aside)

        try:
            generated = verified(make, scratch / "verified", types=False)
            replace(root / "generated" / PACKAGE, generated.tree)
        except GenerationError as error:
            upgrade.failures.append(f"not generated: {error}")
            return
        upgrade.generated, upgrade.repaired = generated, generated.repairs
        upgrade.warned, upgrade.aside = generated.warnings, [str(one) for one in generated.aside]
        in_use = self.root / "generated" / PACKAGE / package_name(upgrade.version)
        upgrade.names_gone = sorted(public_names(in_use) - public_names(generated.tree))
        self._sort_disagreements(generated.disagreements)
        decided = sorted(forced & set(map(str, generated.disagreements)))
        provenance = {"source": self.published.source, "date": self.published.date}
        entry = lock_entry(root, generated, upgrade.version, provenance, decided)
        (root / LOCK).write_text(lock_text(root, upgrade.version, entry), encoding="utf-8")
        for script in DERIVED.values():
            if (root / script).is_file() and (output := rehearsal.python(script)):
                upgrade.failures.append(f"{script} fails on it: {output}")

    def _sort_disagreements(self, found: list[Disagreement]) -> None:
        """Those that a decision settled, and those that ours or theirs settles by rule without a known reason."""
        news = self._unexplained
        self.upgrade.decided = [one for one in found if one.decided]
        left = [one for one in found if not one.decided]
        self.upgrade.disagreements = [one for one in left if one.used == "theirs" or _is_among(one.place, news)]

    def _check_types(self, rehearsal: Rehearsal, scratch: Path) -> None:
        """What theirs was taken for and the facade does not fit is a conflict, unless ours is chosen in a hurry."""
        upgrade = self.upgrade
        errors = rehearsal.type_errors()
        taken = [one for one in upgrade.disagreements if one.used == "theirs"] if errors else []
        reported = upgrade.disagreements, upgrade.decided
        conflicts = named_in(errors, taken, rehearsal.root) or taken
        if conflicts:
            left = self._errors_with_ours(rehearsal, scratch / "named", conflicts)
            if left and conflicts != taken:
                conflicts = taken
                left = self._errors_with_ours(rehearsal, scratch / "taken", conflicts)
            errors = left
        if conflicts and not self.decide_ours:
            upgrade.disagreements, upgrade.decided = [one for one in reported[0] if one not in conflicts], reported[1]
            upgrade.conflicts = conflicts
            where = OPENAPI / upgrade.version / "differences.yaml"
            upgrade.failures.append(f"{len(conflicts)} to decide by a row in {where}: {'; '.join(map(str, conflicts))}")
        if errors:
            listed = "\n".join(errors)
            chosen = [str(one) for one in upgrade.decided if one.used == "theirs"]
            why = f" (decided for theirs: {'; '.join(chosen)})" if chosen else ""
            upgrade.failures.append(f"it does not type-check{why}: {errors[0]}\n{listed}")

    def _errors_with_ours(self, rehearsal: Rehearsal, scratch: Path, places: list[Disagreement]) -> list[str]:
        """The type errors that are left once ours is used at these places: those that have another cause."""
        forced = decided_for_ours(self.root, self.upgrade.version) | set(map(str, places))
        self._generate(rehearsal, scratch, forced)
        return rehearsal.type_errors()

    def _check_drift(self, rehearsal: Rehearsal) -> None:
        for command in (
            ["scripts/unasync.py", "--check"],
            ["scripts/regenerate.py", self.upgrade.version, "--check"],
            *([script, "--check"] for script in DERIVED.values()),
            ["scripts/api_check.py"],
        ):
            if (rehearsal.root / command[0]).is_file() and (output := rehearsal.python(*command)):
                self.upgrade.failures.append(f"{' '.join(command)} fails on it: {output}")

    def _test(self, rehearsal: Rehearsal) -> None:
        if output := rehearsal.failing_tests():
            self.upgrade.failures.append(f"the facade's tests fail on it: {output}")

    def _collect(self, rehearsal: Rehearsal) -> None:
        """Name every path that the checkout gets or loses."""
        version, package = self.upgrade.version, f"generated/{PACKAGE}"
        shared = [f"{package}/{file.name}" for file in (rehearsal.root / package).iterdir() if file.is_file()]
        published = [f"{PUBLISHED.as_posix()}/{version}{end}" for end in (".json", ".yaml", ".kept.json")]
        for path in (f"{package}/{package_name(version)}", *shared, LOCK.as_posix(), *published, *DERIVED):
            made = rehearsal.root / path
            if made.exists() or (self.root / path).exists():
                self.upgrade.new_paths[path] = made if made.exists() else None


def public_names(package: Path) -> set[str]:
    """The modules of a low-level package that programs import: `api.assets.retrieve_asset`, `models.asset`."""
    modules = (file.relative_to(package).with_suffix("") for file in package.rglob("*.py") if file.stem != "__init__")
    return {".".join(module.parts) for module in modules}


def named_in(errors: list[str], places: list[Disagreement], root: Path) -> list[Disagreement]:
    """The places whose last name stands in one of mypy's errors, or in the line of code that it is about."""
    words = {word for error in errors for word in re.findall(r"\w+", f"{error} {_code_of(error, root)}")}
    return [one for one in places if names.snake(re.split(r"[^\w-]+", one.place.rstrip("[]{}>"))[-1]) in words]


def _code_of(error: str, root: Path) -> str:
    found = re.match(r"(.+?):(\d+): ", error)
    if found is None or not (root / found[1]).is_file():
        return ""
    return (root / found[1]).read_text(encoding="utf-8").splitlines()[int(found[2]) - 1]


def _is_only_ours(step: Step) -> bool:
    if step.kind == "operation":
        return step.theirs_operation is None
    return (
        step.kind in ("parameter", "property", "variant") and step.theirs is None and not step.where.startswith(ERRORS)
    )


def _is_among(place: str, places: set[str]) -> bool:
    """Whether a place, or a member of a union there, is one of these."""
    return place in places or any(other.startswith(f"{place}<") and other.endswith(">") for other in places)
