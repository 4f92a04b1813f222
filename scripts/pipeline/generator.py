"""Run openapi-python-client on a prepared description, and refuse what it leaves out."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Collection, Container
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.canonical import MISREAD, read_specification
from pipeline.chunks import GeneratorFailed, run_generator
from pipeline.differences import Side, decision, read_differences
from pipeline.graft import Disagreement, Grafted, empty_like, graft
from pipeline.ledger import read_ledger
from pipeline.openapi import to_openapi
from pipeline.operations import operations_table
from pipeline.prepare import prepare, read_only_names
from pipeline.printable import printable
from pipeline.specification import Operation, Schema, Specification, kind_of
from pipeline.unsupported import omissions, refusals

OPENAPI = Path("openapi")
FORMAT_RULES = "F401,F811,I,UP"
LINE_LENGTH = "120"


class GenerationError(Exception):
    """The generated tree is not what the description says; the text, one printable line, names what is wrong."""

    def __init__(self, text: str) -> None:
        super().__init__(printable(text))


@dataclass(frozen=True, slots=True)
class Generated:
    """A finished tree in a scratch folder, and what is known of it."""

    tree: Path
    operations: int
    kept: int
    models: int
    warnings: int
    disagreements: list[Disagreement]
    repairs: list[str]

    def summary(self, version: str) -> str:
        """The line a run ends with."""
        return (
            f"{version}: {self.operations} operations, {self.kept} kept, {self.models} models, {self.warnings} warnings"
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
    theirs = read_specification(published) if published is not None else ours
    if theirs is None:
        raise GenerationError(f"{folder} does not exist: give SPEC=<published description> for a new version")
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
) -> Generated:
    """Make the package of one API version in a scratch folder.

    Args:
        root: The checkout.
        version: `v1.3`; its description of ours is in `openapi/<version>/`.
        published: A published description to merge onto ours, or None for ours alone.
        scratch: An empty folder; the package is made in `<scratch>/<v1_3>`.
        kept: The ledger of operations that are gone from the published description and kept all the same.
        forced: Disagreements, as text, in which ours is used although no row of differences.yaml says so.

    Raises:
        GenerationError: The generator warned, or an operation or model is missing from its output.
        SpecError: A description cannot be read.
    """
    ledger, own = (None, []) if kept is None else read_ledger(kept)
    grafted, theirs = merged(root, version, published, forced=forced, reserved=own)
    specification = grafted.specification
    if ledger is not None:
        specification = graft(specification, ledger).specification
    document = _prepared(specification, grafted.read_only)
    tree = scratch / package_name(version)
    try:
        run_generator(document, root / OPENAPI / "codegen", tree, scratch)
    except GeneratorFailed as failure:
        raise GenerationError(f"openapi-python-client: {failure}") from failure
    _finish(tree, specification, grafted, version)
    _format(tree)
    models = _classes(document)
    _count_models(tree, models)
    return Generated(
        tree=tree,
        operations=len(theirs.operations),
        kept=len(specification.operations.keys() - theirs.operations.keys()),
        models=models,
        warnings=0,
        disagreements=grafted.disagreements,
        repairs=[*theirs.repairs, *omissions(specification), *_unread_webhooks(specification, theirs)],
    )


def _prepared(specification: Specification, read_only: Collection[str]) -> Schema:
    if refused := list(refusals(specification)):
        more = f" (and {len(refused) - 1} more)" if refused[1:] else ""
        raise GenerationError(f"{refused[0]}{more}")
    try:
        return prepare(specification, read_only)
    except (*MISREAD, RecursionError) as error:
        raise GenerationError(f"the merged description cannot be prepared: {type(error).__name__}: {error}") from error


def _unread_webhooks(specification: Specification, theirs: Specification) -> list[str]:
    return [
        f"webhooks {name}: not read, only our description adds webhooks"
        for name in theirs.webhooks
        if name not in specification.webhooks
    ]


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
    for operation in specification.operations.values():
        _refuse_missing(tree / "api" / operation.tag / f"{operation.operation_id}.py", operation)
    header = f"# Generated by `make regenerate VERSION={version}`; replaced whole, never edited.\n"
    for module in tree.rglob("*.py"):
        module.write_text(header + module.read_text(encoding="utf-8"), encoding="utf-8")


def _refuse_missing(module: Path, operation: Operation) -> None:
    if not module.is_file():
        raise GenerationError(f"{operation.method} {operation.path} is missing: {module.name}")


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
