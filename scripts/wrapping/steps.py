"""The steps of wrapping an operation: describe it if ours does not, decide, write, finish."""

from __future__ import annotations

import json
from pathlib import Path

from attrs import frozen
from versioning.layout import is_older, origins_of, versions_of

from pipeline.generator import OPENAPI, package_name
from pipeline.specification import nameless
from pipeline.tree import PACKAGE
from tracking.facade_methods import facade_methods
from wrapping import entry, files, finishing, reasons
from wrapping.checkout import Checkout
from wrapping.described import Described, find
from wrapping.generated import Package
from wrapping.naming import MethodName, WrapError
from wrapping.plan import make_plan


@frozen
class Wrapped:
    """What was done.

    Attributes:
        operation: Method and path.
        method: The facade method.
        to_think_about: Files with something to decide, each with what that is.
        others: The other files that are new or changed, by folder where they are generated.
        notes: What else to know.
    """

    operation: str
    method: str
    to_think_about: dict[Path, str]
    others: list[str]
    notes: list[str]


def wrap(root: Path, version: str, operation: str, chosen: MethodName | None) -> Wrapped:
    """Wrap an operation in a checkout where everything is committed.

    Args:
        root: The checkout.
        version: Such as `v1.3`.
        operation: Method and path.
        chosen: The method's name; without one it follows from the path.

    Raises:
        WrapError: It cannot be wrapped; the checkout is as it was.
    """
    _check_version(root, version)
    try:
        return _wrapped(root, version, operation, chosen)
    except BaseException:
        finishing.take_back(root)
        raise


def _wrapped(root: Path, version: str, operation: str, chosen: MethodName | None) -> Wrapped:
    folder = root / "generated" / PACKAGE / package_name(version)
    finishing.regenerate(root, version)
    described = _described(folder, operation)
    _refuse_wrapped(root, version, described)
    decided: dict[Path, str] = {}
    if _row(folder, described).get("described") is False:
        decided[_describe(root, version, described)] = "our description: the words, limits, what may be retried"
        finishing.regenerate(root, version)
        described = _described(folder, operation)
    checkout, row = Checkout(root, version), _row(folder, described)
    plan = make_plan(checkout, Package(folder), described, str(row["module"]), chosen)
    written = files.write(checkout, plan)
    finishing.put(root, written.texts)
    finishing.finish(root, written.test)
    decided |= written.to_think_about
    explained = reasons.explain(root, version, described.place)
    others = sorted({_shown(name) for name in finishing.new_and_changed(root)} - {str(place) for place in decided})
    notes = [] if plan.generated.holds or plan.answer == "empty" else [_no_holds(described)]
    if explained:
        notes.append(f"openapi/{version}/differences.yaml has rows for what is published otherwise: say why")
    return Wrapped(described.place, str(plan.name), decided, others, notes)


def _check_version(root: Path, version: str) -> None:
    if version not in versions_of(root):
        raise WrapError(f"VERSION={version} is none of {', '.join(versions_of(root))}")
    if is_older(root, version):
        raise WrapError(f"VERSION={version}: its code is in the older/ folders, which get no new operations: by hand")
    origin = origins_of(root).get(version)
    if origin is not None:
        raise WrapError(f"VERSION={version}: its code is derived from {origin.base}: wrap it there, or by hand")


def _described(folder: Path, operation: str) -> Described:
    return find(json.loads((folder / "openapi.json").read_bytes()), operation)


def _row(folder: Path, described: Described) -> dict[str, object]:
    table = json.loads((folder / "OPERATIONS.json").read_bytes())
    place = nameless(described.place)
    rows: list[dict[str, object]] = [
        row for row in table.values() if nameless(f"{row['method'].upper()} {row['path']}") == place
    ]
    if not rows:
        raise WrapError(f"{described.place}: nothing is generated for it: wrap it by hand")
    return rows[0]


def _refuse_wrapped(root: Path, version: str, described: Described) -> None:
    found = facade_methods(Checkout(root, version).client, version).get(nameless(described.place))
    if found:
        raise WrapError(f"{described.place} is wrapped already, by {' and '.join(found)}")


def _describe(root: Path, version: str, described: Described) -> Path:
    """Write the entry in our description; returns the file."""
    folder = root / OPENAPI / version
    operation, schemas = entry.entry_of(described, entry.our_schemas(folder))
    file, api = entry.file_of(folder, described), folder / "api.yaml"
    text = entry.written(file, described, operation, schemas)
    file.write_text(text, encoding="utf-8")
    api.write_text(entry.with_tag(api.read_text("utf-8"), described), encoding="utf-8")
    return file.relative_to(root)


def _shown(name: str) -> str:
    """What is generated or derived as a whole is one line."""
    for folder in ("generated/", "facade/twelvelabs_client/_sync/"):
        if name.startswith(folder):
            return folder
    return name


def _no_holds(described: Described) -> str:
    return f"nothing says what a success of {described.place} must hold: give its schema x-holds in our description"
