"""What is published of a further version: compared with the one before, and laid over our description."""

from __future__ import annotations

import copy
import shutil
from pathlib import Path

import yaml
from conformance import newest

from pipeline.canonical import read_specification
from pipeline.document import EXTENDS, SpecError, load
from pipeline.generator import OPENAPI
from pipeline.spec_lock import LOCK, PUBLISHED, lock_text, published_file
from tracking.change import Change
from tracking.changes import compare
from tracking.explanations import is_explained, read_reasons
from tracking.facade_methods import facade_methods, version_of
from tracking.fetching import Published
from versioning.description import difference, overlay_text
from versioning.layout import CLIENT
from versioning.removals import without_removed

BESIDE = Path("..", "shared", "vendor-specs")


def changes_between(root: Path, version: str, base: str, spec: Path) -> list[Change]:
    """What a published description changes, seen from what is published of another version, else from ours.

    Args:
        root: The checkout.
        version: The further version.
        base: The other version.
        spec: What is published of the further one.

    Raises:
        SpecError: It cannot be read, or says that it is of another version.
    """
    folder, new = root / OPENAPI / base, read_specification(spec, whole=True)
    if (said := version_of(new)) not in (version, None):
        raise SpecError(f"{spec.name}: describes {said}, not {version}: use VERSION={said}")
    before = published_file(root, base) or newest(root / BESIDE, base)
    old = read_specification(before or folder, ours=before is None, whole=True)
    rows = read_reasons(folder) if before is None else []
    found = compare(old, new, facade_methods(root / CLIENT, base))
    # The address of a further version always is another one.
    others = (change for change in found if change.kind != "server-changed")
    return [change.printable() for change in others if not is_explained(change, rows, from_ours=True)]


def lay_over(root: Path, version: str, base: str, changes: list[Change]) -> list[Change]:
    """Take out of the overlay what is gone; the upgrade that follows adds what is new.

    Returns:
        The changes that it makes.
    """
    file = root / OPENAPI / version / "api.yaml"
    before = load(root / OPENAPI / base)
    said = yaml.safe_load(file.read_text("utf-8"))
    said.pop(EXTENDS)
    changed = copy.deepcopy(before)
    made = list(without_removed(changed, changes))
    file.write_text(overlay_text(version, base, {**said, **difference(before, changed)}), encoding="utf-8")
    return made


def keep(root: Path, version: str, spec: Published) -> None:
    """Put a published description where the checkout keeps it, as an upgrade does, to be made into the package."""
    (root / PUBLISHED).mkdir(parents=True, exist_ok=True)
    suffix = ".json" if spec.file.suffix == ".json" else ".yaml"
    shutil.copyfile(spec.file, root / PUBLISHED / f"{version}{suffix}")
    entry = {"published": {"source": spec.source, "date": spec.date}}
    (root / LOCK).write_text(lock_text(root, version, entry), encoding="utf-8")
