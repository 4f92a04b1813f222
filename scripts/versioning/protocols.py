"""Write `versions/newer.py`: what each version says of the resources that came after the older ones, and the way to it.

The Protocols are those of the translators of the version that a client speaks by default: what returns a call.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.generator import package_name
from versioning.layout import CLIENT, VersionError, default_of, is_older, versions_of

MODULE = "versions/newer.py"
HEADER = '''# Derived from versions/{package}/ by `make derive`; never edited.
"""What a version says of the resources that no older version has, and the way to the version in use.

A translator that drifts from what its resource needs is a type error where it is returned here. Only the translators
of the version in use are imported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, assert_never

if TYPE_CHECKING:
    from twelvelabs_client.core.settings import ApiVersion
'''


def newer_module(root: Path) -> str:
    """The text of the module, not formatted yet."""
    package, versions = package_name(default_of(root)), versions_of(root)
    folder = root / CLIENT / "versions" / package
    shared = _functions((root / CLIENT / "versions" / "shared.py").read_text("utf-8"))
    imports: dict[str, str] = {}
    parts: list[str] = []
    for file in sorted(folder.glob("[a-z]*.py")):
        if f"{file.stem}_of" not in shared:
            tree = ast.parse(file.read_text("utf-8"))
            calls = [node for node in tree.body if _is_call(node)]
            for name, line in _imported(tree, calls):
                if imports.setdefault(name, line) != line:
                    raise VersionError(
                        f"{file.name}: {name} is something else in another translator: rename one of them"
                    )
            parts += [_protocol(file.stem, calls), _way(root, file.stem, versions)]
    lines = "".join(f"    {line}\n" for line in sorted(set(imports.values())))
    return HEADER.format(package=package) + lines + "\n\n" + "\n\n".join(parts)


def _functions(text: str) -> set[str]:
    return {node.name for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)}


def _is_call(node: ast.stmt) -> bool:
    if not isinstance(node, ast.FunctionDef) or node.name.startswith("_") or node.returns is None:
        return False
    return ast.unparse(node.returns).startswith("Call[")


def _imported(tree: ast.Module, calls: Sequence[ast.stmt]) -> Iterator[tuple[str, str]]:
    """What the signatures of calls name, with the line that imports it."""
    signatures = [part for call in calls if isinstance(call, ast.FunctionDef) for part in (call.args, call.returns)]
    used = {each.id for part in signatures if part for each in ast.walk(part) if isinstance(each, ast.Name)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module != "__future__":
            for alias in node.names:
                if (name := alias.asname or alias.name) in used:
                    yield name, f"from {node.module} import {ast.unparse(alias)}"


def _protocol(module: str, calls: Sequence[ast.stmt]) -> str:
    title = module.replace("_", " ").capitalize()
    lines = [f"class {module.title().replace('_', '')}(Protocol):", f'    """{title}."""', ""]
    for call in calls:
        assert isinstance(call, ast.FunctionDef)
        call.args.posonlyargs[:0] = [ast.arg("self")] if call.args.posonlyargs else []
        call.args.args[:0] = [] if call.args.posonlyargs else [ast.arg("self")]
        lines.append(f"    def {call.name}({ast.unparse(call.args)}) -> {ast.unparse(call.returns or call)}: ...")
    return "\n".join(lines) + "\n"


def _way(root: Path, module: str, versions: Sequence[str]) -> str:
    lacking, lines = [], []
    for version in versions:
        package = package_name(version)
        if is_older(root, version) or not (root / CLIENT / "versions" / package / f"{module}.py").is_file():
            lacking.append(f'"{version}"')
            continue
        lines += [
            f'        case "{version}":',
            f"            from twelvelabs_client.versions.{package} import {module} as {package}",
            "",
            f"            return {package}",
        ]
    if lacking:
        said = f'f"a client of {{version}} has no {module.replace("_", " ")}"'
        lines += [f"        case {' | '.join(lacking)}:", f"            raise AssertionError({said})"]
    return "\n".join(
        [
            f"def {module}_of(version: ApiVersion) -> {module.title().replace('_', '')}:",
            f'    """How a version puts {module.replace("_", " ")}."""',
            "    match version:",
            *lines,
            "        case _:",
            "            assert_never(version)",
            "",
        ]
    )
