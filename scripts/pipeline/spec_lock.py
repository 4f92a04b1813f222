"""openapi/spec.lock: what each generated package was made from, and where a published description is kept."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.differences import TABLE
from pipeline.document import extended
from pipeline.generator import OPENAPI, Generated
from pipeline.making import GenerationError

LOCK = OPENAPI / "spec.lock"
PUBLISHED = OPENAPI / "published"
TOOLS = ("openapi-python-client", "ruff")


def published_file(root: Path, version: str) -> Path | None:
    """The published description that a checkout was upgraded to, or None if it has ours alone."""
    files = (root / PUBLISHED / f"{version}{suffix}" for suffix in (".json", ".yaml"))
    return next((file for file in files if file.is_file()), None)


def ledger_file(root: Path, version: str) -> Path:
    """Where the operations are described that are gone from the published description and kept all the same."""
    return root / PUBLISHED / f"{version}.kept.json"


def lock_entry(
    root: Path, generated: Generated, version: str, provenance: Mapping[str, str] | None, decided: Sequence[str]
) -> dict[str, object]:
    """What reproduces a version's package: sources by hash, tools by version, and the counts.

    Args:
        root: The checkout, with the published description and the ledger in place.
        generated: The package.
        version: `v1.3`.
        provenance: `source` and `date` of the published description; its hash is that of the file, as received.
        decided: The disagreements, as text, in which ours is used because a person in a hurry said so.
    """
    published, ledger = published_file(root, version), ledger_file(root, version)
    return {
        "description": _described_by(root / OPENAPI / version),
        "published": None if published is None else {**(provenance or {}), "sha256": digest(published)},
        "kept_operations": digest(ledger) if ledger.is_file() else None,
        "decided": list(decided),
        "codegen": digest(root / OPENAPI / "codegen"),
        "tools": {tool: importlib.metadata.version(tool) for tool in TOOLS},
        "operations": generated.operations,
        "kept": generated.kept,
        "models": generated.models,
        **({"aside": dict(generated.failed)} if generated.failed else {}),
    }


def _described_by(folder: Path) -> str | dict[str, str]:
    """The hash of our description; of an overlay, that of each folder it is laid over, too."""
    digests = {each.name: digest(each) for each in extended(folder)} if folder.is_dir() else {}
    return digests if digests.keys() - {folder.name} else digest(folder)


def digest(path: Path) -> str:
    """The SHA-256 of a file, or of a folder's files with their names."""
    if path.is_file():
        return hashlib.sha256(path.read_bytes()).hexdigest()
    total = hashlib.sha256()
    for file in sorted(file for file in path.rglob("*") if file.is_file() and file.name != TABLE):
        total.update(f"{file.relative_to(path).as_posix()} {digest(file)}\n".encode())
    return total.hexdigest()


def read_entry(root: Path, version: str) -> dict[str, Any]:
    """One version's entry of `spec.lock`; empty if it has none."""
    entry: dict[str, Any] = _read(root).get(version, {})
    return entry


def provenance_of(root: Path, version: str) -> dict[str, str]:
    """Where the published description that a checkout was upgraded to came from, and when."""
    published = read_entry(root, version).get("published") or {}
    return {key: published[key] for key in ("source", "date") if key in published}


def decided_for_ours(root: Path, version: str) -> frozenset[str]:
    """The disagreements, as text, in which ours is used because a person in a hurry said so."""
    return frozenset(read_entry(root, version).get("decided") or ())


def aside_of(root: Path, version: str) -> dict[str, str]:
    """The operations whose modules did not hold when the package was made, with the reasons."""
    return dict(read_entry(root, version).get("aside") or {})


def lock_text(root: Path, version: str, entry: Mapping[str, object]) -> str:
    """The text of `spec.lock` with one version's entry replaced."""
    content = dict(sorted({**_read(root), version: entry}.items()))
    return json.dumps(content, indent=2) + "\n"


def _read(root: Path) -> dict[str, Any]:
    file = root / LOCK
    if not file.is_file():
        return {}
    try:
        content: Any = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise GenerationError(f"{file}: not well-formed: {error}; restore it from git") from error
    if not isinstance(content, dict) or not all(map(_is_entry, content.values())):
        raise GenerationError(f"{file}: is not what an upgrade writes; restore it from git")
    return content


def _is_entry(entry: Any) -> bool:
    """Whether what is read of an entry, its published description and decided places, can be read."""
    if not isinstance(entry, dict) or not isinstance(entry.get("published") or {}, dict):
        return False
    decided = entry.get("decided") or []
    return isinstance(decided, list) and all(isinstance(place, str) for place in decided)
