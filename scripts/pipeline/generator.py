"""Run openapi-python-client on a prepared description; an operation that it cannot generate is set aside by name."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Collection, Container, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.canonical import read_specification
from pipeline.differences import Side, decision, read_differences
from pipeline.graft import Disagreement, Grafted, empty_like, graft
from pipeline.ledger import read_ledger
from pipeline.making import GenerationError, made
from pipeline.openapi import to_openapi
from pipeline.operations import operations_table
from pipeline.prepare import prepare, read_only_names
from pipeline.printable import printable
from pipeline.specification import Schema, SetAside, Specification, kind_of
from pipeline.unsupported import omissions, refusals, without

OPENAPI = Path("openapi")
FORMAT_RULES = "F401,F811,I,UP"
LINE_LENGTH = "120"
MOST_NAMED = 3
NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Generated:
    """A finished tree in a scratch folder, and what is known of it."""

    tree: Path
    operations: int
    kept: int
    models: int
    disagreements: list[Disagreement]
    repairs: list[str]
    # What a package does not say of what it has, and the operations that it does not have.
    warnings: list[str]
    aside: list[SetAside]
    document: Schema
    # Those of the latter whose modules did not hold, with the reasons.
    failed: Mapping[str, str] = field(default_factory=dict)

    def summary(self, version: str) -> str:
        """The line a run ends with."""
        named = f" ({', '.join(f'{one.method} {one.path}' for one in self.aside[:MOST_NAMED])}" if self.aside else ""
        more = f" and {len(self.aside) - MOST_NAMED} more" if len(self.aside) > MOST_NAMED else ""
        aside = f", {len(self.aside)} set aside{named}{more})" if self.aside else ""
        return printable(
            f"{version}: {self.operations} operations, {self.kept} kept{aside}, {self.models} models, "
            f"{len(self.warnings)} warnings"
        )


def merged(
    root: Path,
    version: str,
    published: Path | None,
    *,
    forced: Container[str] = (),
    reserved: Collection[str] = (),
) -> tuple[Grafted, Specification]:
    """Our description of a version with a published one merged onto it, and the one whose operations count.

    Args:
        root: The checkout.
        version: `v1.3`.
        published: A published description, or None for ours alone.
        forced: Disagreements, as text, in which ours is used although no row of differences.yaml says so.
        reserved: Names that nothing of the published description may get.
    """
    folder = root / OPENAPI / version
    ours = read_specification(folder, ours=True) if folder.is_dir() else None
    if ours is not None and (refused := next(refusals(ours), None)):
        raise GenerationError(f"{folder}: {refused}")
    theirs = read_specification(published) if published is not None else ours
    if theirs is None:
        raise GenerationError(f"{folder} does not exist: give SPEC=<published description> for a new version")
    theirs = without(theirs, refusals(theirs))
    rows = read_differences(folder)

    def decide(place: str, our_kind: str, their_kind: str) -> Side | None:
        disagreement = Disagreement(place, our_kind, their_kind, compatible=False, used="ours")
        return "ours" if str(disagreement) in forced else decision(rows, place, our_kind, their_kind)

    ours = ours or empty_like(theirs)
    made = prepare(ours)["components"]["schemas"]
    grafted = graft(ours, theirs, decide, [*made, *reserved])
    return replace(grafted, read_only=read_only_names(ours)), theirs


def generate(
    root: Path,
    version: str,
    published: Path | None,
    scratch: Path,
    *,
    kept: Path | None = None,
    forced: Container[str] = (),
    aside: Mapping[str, str] = NOTHING,
) -> Generated:
    """Make the package of one API version in a scratch folder.

    Args:
        root: The checkout.
        version: `v1.3`; its description of ours is in `openapi/<version>/`.
        published: A published description to merge onto ours, or None for ours alone.
        scratch: An empty folder; the package is made in `<scratch>/<v1_3>`.
        kept: The ledger of operations that are gone from the published description and kept all the same.
        forced: Disagreements, as text, in which ours is used although no row of differences.yaml says so.
        aside: Operations, such as `GET /assets/{}`, that the package is not to have, with the reasons.

    Raises:
        GenerationError: No operation is left, or ours is one that cannot be generated.
        SpecError: A description cannot be read.
    """
    ledger, own = (None, []) if kept is None else read_ledger(kept)
    grafted, theirs = merged(root, version, published, forced=forced, reserved=own)
    specification = grafted.specification
    if ledger is not None:
        specification = graft(specification, ledger).specification
    specification = without(specification, (*refusals(specification), *_named(specification, aside)))
    tree = scratch / package_name(version)
    codegen = root / OPENAPI / "codegen"
    specification, document = made(specification, grafted.read_only, codegen, tree, scratch)
    _finish(tree, specification, grafted, version)
    _format(tree)
    models = _classes(document)
    _count_models(tree, models)
    return Generated(
        tree=tree,
        operations=len(theirs.operations.keys() & specification.operations.keys()),
        kept=len(specification.operations.keys() - theirs.operations.keys()),
        models=models,
        disagreements=grafted.disagreements,
        repairs=theirs.repairs,
        warnings=[*theirs.warnings, *omissions(specification), *_published_otherwise(theirs, specification)],
        aside=list(specification.aside.values()),
        document=document,
    )


def _named(specification: Specification, aside: Mapping[str, str]) -> Iterator[SetAside]:
    for place, reason in aside.items():
        if (operation := specification.operations.get(place)) is not None:
            yield SetAside(operation.method, operation.path, reason)


def _published_otherwise(theirs: Specification, specification: Specification) -> Iterator[str]:
    """What is published of an operation and not read, where ours describes it as well."""
    return (f"{one}; ours is used" for place, one in theirs.aside.items() if place in specification.operations)


def _classes(document: Schema) -> int:
    """How many schemas become a class or a value set; the others are aliases of plain types."""
    schemas = document["components"]["schemas"].values()
    return sum(1 for schema in schemas if "enum" in schema or kind_of(schema) in ("object", "map"))


def package_name(version: str) -> str:
    """`v1.3` as `v1_3`."""
    if not re.fullmatch(r"v\d+\.\d+(\.\d+)?", version):
        raise GenerationError(f"{version!r} is not a version: write it as v1.3")
    return version.replace(".", "_")


def _finish(tree: Path, specification: Specification, grafted: Grafted, version: str) -> None:
    for name in ("client.py", "errors.py"):
        (tree / name).unlink()
    unpublished = set(specification.operations) - grafted.published
    _write_json(tree / "OPERATIONS.json", operations_table(specification, grafted))
    _write_json(tree / "openapi.json", to_openapi(specification, unpublished))
    header = f"# Generated by `make regenerate VERSION={version}`; replaced whole, never edited.\n"
    for module in tree.rglob("*.py"):
        module.write_text(header + module.read_text(encoding="utf-8"), encoding="utf-8")


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _format(tree: Path) -> None:
    """Format with the pinned ruff alone, whatever configuration stands above the folder."""
    ruff = [sys.executable, "-m", "ruff"]
    alone = ["--isolated", "--no-cache", "--line-length", LINE_LENGTH, "--target-version", "py311", str(tree)]
    for command in (["check", "--fix-only", "--select", FORMAT_RULES, *alone], ["format", *alone]):
        result = subprocess.run([*ruff, *command], capture_output=True, text=True, check=False)
        if result.returncode != 0:
            raise GenerationError(f"ruff {command[0]}: {(result.stdout + result.stderr).strip()}")


def _count_models(tree: Path, models: int) -> None:
    """Every model must have become a file."""
    made = sum(1 for _ in (tree / "models").glob("*.py")) - 1
    if made < models:
        raise GenerationError(f"{models - made} of {models} models are missing")
