"""Write docs/api.md: every facade method, the operations it calls, and the file it is written in.

python scripts/api_docs.py            write it
python scripts/api_docs.py --check    exit 1 when it is not what this would write, or an operation has no method

An operation that only a published description has needs no method yet: docs/versions.md lists it as not wrapped.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from pipeline.operations import operations_of
from pipeline.specification import nameless
from tracking.facade_methods import DEFAULT, FacadeMethod, documented_methods

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "api.md"
FACADE = ROOT / "facade" / "twelvelabs_client"
GENERATED = ROOT / "generated" / "twelvelabs_generated"
PACKAGE = DEFAULT.replace(".", "_")


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    parser = argparse.ArgumentParser(description="Write docs/api.md from the facade's docstrings.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail when the page is out of date")
    options = parser.parse_args(arguments)
    methods = documented_methods(FACADE)
    table = operations_of(GENERATED / PACKAGE)
    page = render(methods, table)
    if not options.check:
        PAGE.write_text(page, encoding="utf-8")
    stale = options.check and (not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != page)
    if stale:
        print("docs/api.md is not what the docstrings say: run make docs")
    missing = unreached(methods, described(table))
    for place in missing:
        print(f"no facade method calls {place}")
    if not stale and not missing:
        print(f"docs/api.md: {len(described(table))} operations, each reached by a facade method")
    return 1 if stale or missing else 0


def described(table: dict[str, Any]) -> dict[str, Any]:
    """The operations of a table that our own description has."""
    return {name: row for name, row in table.items() if row.get("described", True)}


def unreached(methods: list[FacadeMethod], table: dict[str, Any]) -> list[str]:
    """The operations that no facade method says it calls; the way past the facade does not count."""
    called = {nameless(operation) for method in methods for operation in method.operations}
    places = (f"{row['method'].upper()} {row['path']}" for row in table.values())
    return sorted(place for place in places if nameless(place) not in called)


def render(methods: list[FacadeMethod], table: dict[str, Any]) -> str:
    """The page as Markdown.

    Args:
        methods: The methods to tell of.
        table: The operations of the page's API version.
    """
    modules = _modules(table)
    for name in {name for method in methods for name in method.operations}:
        if nameless(name) not in modules:
            raise SystemExit(f"the docstrings name {name}, which the description has not")
    return "\n".join(_lines(methods, modules)) + "\n"


def _lines(methods: list[FacadeMethod], modules: dict[str, str]) -> Iterator[str]:
    yield "<!-- Written by `make docs` from the docstrings of the facade; do not edit. -->"
    yield "# Methods and the operations they call"
    yield ""
    yield "Each method exists in both colours: `TwelveLabs` and `AsyncTwelveLabs`. The file is the asynchronous one;"
    yield f"the synchronous one is derived from it, and its `aclose` is `close`. What {DEFAULT} has stands here; older"
    yield "versions are told in [versions.md](versions.md)."
    for resource, group in groupby(sorted(methods, key=place_of), key=resource_of):
        yield from ("", f"## {resource}", "", "| method | what it does | operations |", "|---|---|---|")
        for method in group:
            file = f"../facade/twelvelabs_client/{method.file}"
            yield f"| [`{method.name}`]({file}) | {method.summary} | {_called(method, modules)} |"


def _modules(table: dict[str, Any]) -> dict[str, str]:
    return {nameless(f"{row['method'].upper()} {row['path']}"): row["module"] for row in table.values()}


def place_of(method: FacadeMethod) -> tuple[bool, str, str]:
    """Where a method stands on a page: the client's own first."""
    return "." in method.name, resource_of(method), method.name


def resource_of(method: FacadeMethod) -> str:
    """The heading that a method stands under."""
    return method.name.rpartition(".")[0] or "The client"


def _called(method: FacadeMethod, modules: dict[str, str]) -> str:
    return "<br>".join(_linked(name, modules) for name in method.operations) or "none"


def _linked(operation: str, modules: dict[str, str]) -> str:
    file = modules[nameless(operation)].replace(".", "/")
    return f"[`{operation}`](../generated/twelvelabs_generated/{PACKAGE}/api/{file}.py)"


if __name__ == "__main__":
    sys.exit(main())
