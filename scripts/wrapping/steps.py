"""The steps of wrapping an operation: describe it if ours does not, decide, write, finish."""

from __future__ import annotations

import json
from collections.abc import Sequence
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
        methods: The facade methods, by the operations that they call.
        to_think_about: Files with something to decide, each with what that is.
        others: The other files that are new or changed, by folder where they are generated.
        notes: What else to know.
    """

    methods: dict[str, str]
    to_think_about: dict[Path, str]
    others: list[str]
    notes: list[str]


def wrap(root: Path, version: str, operations: Sequence[str], chosen: MethodName | None = None) -> Wrapped:
    """Wrap operations in a checkout where everything is committed: all of them, or none.

    Args:
        root: The checkout.
        version: Such as `v1.3`.
        operations: Method and path of each.
        chosen: The method's name, for one operation; without one it follows from the path.

    Raises:
        WrapError: One cannot be wrapped; the checkout is as it was.
    """
    _check_version(root, version)
    if chosen and len(operations) != 1:
        raise WrapError("METHOD names the method of one operation: wrap the others by themselves")
    try:
        return _all_wrapped(root, version, operations, chosen)
    except BaseException:
        finishing.take_back(root)
        raise


def _all_wrapped(root: Path, version: str, operations: Sequence[str], chosen: MethodName | None) -> Wrapped:
    finishing.regenerate(root, version)
    methods: dict[str, str] = {}
    decided: dict[Path, str] = {}
    tests: list[tuple[Path, str]] = []
    notes: list[str] = []
    for operation in operations:
        described = _described_by_us(root, version, operation, decided)
        folder = _package(root, version)
        plan = make_plan(Checkout(root, version), Package(folder), described, _module(folder, described), chosen)
        written = files.write(Checkout(root, version), plan)
        finishing.put(root, written.texts)
        methods[described.place] = str(plan.name)
        decided |= written.to_think_about
        tests.append(written.test)
        if not plan.generated.holds and plan.answer != "empty":
            notes.append(f"nothing says what a success of {described.place} must hold: give its schema x-holds")
    finishing.finish(root, tests)
    explained = [place for place in methods if reasons.explain(root, version, place)]
    if explained:
        notes.append(f"openapi/{version}/differences.yaml has rows for what is published otherwise: say why")
    others = sorted({_shown(name) for name in finishing.new_and_changed(root)} - {str(place) for place in decided})
    return Wrapped(methods, decided, others, notes)


def _described_by_us(root: Path, version: str, operation: str, decided: dict[Path, str]) -> Described:
    """An operation of our description, which gets an entry where only a published one has it."""
    folder = _package(root, version)
    described = _described(folder, operation)
    _refuse_wrapped(root, version, described)
    if _row(folder, described).get("described") is False:
        decided[_describe(root, version, described)] = "our description: the words, limits, what may be retried"
        finishing.regenerate(root, version)
    return _described(folder, operation)


def _check_version(root: Path, version: str) -> None:
    if version not in versions_of(root):
        raise WrapError(f"VERSION={version} is none of {', '.join(versions_of(root))}")
    if is_older(root, version):
        raise WrapError(f"VERSION={version}: its code is in the older/ folders, which get no new operations: by hand")
    origin = origins_of(root).get(version)
    if origin is not None:
        raise WrapError(f"VERSION={version}: its code is derived from {origin.base}: wrap it there, or by hand")


def _package(root: Path, version: str) -> Path:
    return root / "generated" / PACKAGE / package_name(version)


def _module(folder: Path, described: Described) -> str:
    return str(_row(folder, described)["module"])


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
