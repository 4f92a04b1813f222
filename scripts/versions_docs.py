"""Write docs/versions.md: which facade method an API version has, by which operation, and what replaced what.

python scripts/versions_docs.py            write it
python scripts/versions_docs.py --check    exit 1 when it is not what this would write, or when an operation that our
                                           description has has neither a method nor a reason to have none
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

from api_docs import FACADE, GENERATED, ROOT, described, place_of, resource_of, unreached
from attrs import frozen

from pipeline.operations import operations_of
from pipeline.specification import nameless
from tracking.facade_methods import DEFAULT, FacadeMethod, documented_methods
from tracking.markdown import code
from twelvelabs_client.core.replacements import REPLACEMENTS
from twelvelabs_client.core.settings import VERSIONS

PAGE = ROOT / "docs" / "versions.md"

_OLDER_SEARCH = "the same search by text as `POST /search-v2`, which also takes images and is what `search.query` calls"
# What no method reaches on purpose, and why. It is called with `raw`.
WITHOUT_METHOD = {
    ("v1.2", "GET /search/{page-token}"): _OLDER_SEARCH,
    ("v1.2", "POST /search"): _OLDER_SEARCH,
}


@frozen
class Version:
    """What an API version has.

    Attributes:
        name: Such as `v1.2`.
        methods: Those of its client, by name.
        operations: All of its operations, without the names of parameters.
        unreached: The operations of our description that no method calls.
        not_wrapped: The operations that only a published description has, which no method calls yet.
    """

    name: str
    methods: Mapping[str, FacadeMethod]
    operations: frozenset[str]
    unreached: tuple[str, ...]
    not_wrapped: tuple[str, ...] = ()

    def has(self, place: str) -> bool:
        """Whether its client has a noun or a method, such as `videos` or `videos.logos`."""
        return any(name == place or name.startswith(f"{place}.") for name in self.methods)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    parser = argparse.ArgumentParser(description="Write docs/versions.md from the facade's docstrings.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail when the page is out of date")
    options = parser.parse_args(arguments)
    versions = [read_version(name) for name in VERSIONS]
    page = render(versions)
    if not options.check:
        PAGE.write_text(page, encoding="utf-8")
    stale = options.check and (not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != page)
    found = [
        *problems(versions),
        *(["docs/versions.md is not what the docstrings say: run make docs"] if stale else []),
    ]
    for problem in found:
        print(problem)
    if not found:
        print(f"docs/versions.md: {', '.join(f'{each.name} has {len(each.methods)} methods' for each in versions)}")
    return 1 if found else 0


def read_version(name: str, facade: Path = FACADE) -> Version:
    """What a version has, from the facade's docstrings and its table of operations."""
    table = operations_of(GENERATED / name.replace(".", "_"))
    methods = documented_methods(facade, name)
    operations = frozenset(nameless(f"{row['method'].upper()} {row['path']}") for row in table.values())
    ours, missing = unreached(methods, described(table)), unreached(methods, table)
    new = tuple(place for place in missing if place not in ours)
    return Version(name, {method.name: method for method in methods}, operations, tuple(ours), new)


def problems(versions: list[Version], without_method: Mapping[tuple[str, str], str] = WITHOUT_METHOD) -> Iterator[str]:
    """What does not fit: operations that a version lacks, has without a method, or has a needless excuse for."""
    for version in versions:
        for method in version.methods.values():
            strange = [name for name in method.operations if nameless(name) not in version.operations]
            yield from (f"{method.name} names {name}, which {version.name} has not" for name in strange)
        excused = {place for spoken, place in without_method if spoken == version.name}
        yield from (f"no method of {version.name} calls {place}" for place in version.unreached if place not in excused)
        for place in sorted(excused - set(version.unreached)):
            yield f"WITHOUT_METHOD has a reason for {place}, which a method of {version.name} calls"


def render(versions: list[Version]) -> str:
    """The page as Markdown."""
    parts = (_introduction(), _nouns(versions), _methods(versions), _replacements(versions), _past_the_facade(versions))
    return "\n".join(line for part in parts for line in part) + "\n"


def _introduction() -> Iterator[str]:
    yield "<!-- Written by `make docs` from the docstrings of the facade; do not edit. -->"
    yield "# Methods and API versions"
    yield ""
    yield f"`TwelveLabs()` speaks {DEFAULT}, `TwelveLabs(api_version=...)` any of {', '.join(VERSIONS)}."
    yield "`-` means that the client of that version lacks it: using it raises `UnsupportedInVersionError`, which says"
    yield "[what to use instead](#what-to-use-instead). How to move on: [migrating.md](migrating.md)."


def _nouns(versions: list[Version]) -> Iterator[str]:
    yield from ("", "## Nouns", "")
    yield "How many methods each has in a version. Those of a noun that is older than the newest version follow below;"
    yield "the others, and where the methods of the newest version are written, are in [api.md](api.md)."
    yield from _head("noun", versions)
    for resource, names in _resources(versions):
        counts = [sum(name in version.methods for name in names) for version in versions]
        page = "" if any(counts[:-1]) else "api.md"
        link = f"[{resource}]({page}#{resource.lower().replace('.', '').replace(' ', '-')})"
        yield f"| {link} | {' | '.join(str(count or '-') for count in counts)} |"


def _methods(versions: list[Version]) -> Iterator[str]:
    for resource, names in _resources(versions):
        if not any(name in version.methods for version in versions[:-1] for name in names):
            continue
        yield from ("", f"## {resource}")
        yield from _head("method", versions)
        for name in names:
            yield f"| `{name}` | {' | '.join(_cell(name, version) for version in versions)} |"


def _resources(versions: list[Version]) -> Iterator[tuple[str, list[str]]]:
    """Every noun of any version with the names of its methods."""
    every = {name: method for version in versions for name, method in version.methods.items()}
    for resource, group in groupby(sorted(every.values(), key=place_of), key=resource_of):
        yield resource, [method.name for method in group]


def _head(first: str, versions: list[Version]) -> Iterator[str]:
    yield from ("", f"| {first} | {' | '.join(each.name for each in versions)} |", "|---|" + "---|" * len(versions))


def _cell(name: str, version: Version) -> str:
    method = version.methods.get(name)
    if method is None:
        return "-"
    here = [f"`{operation}`" for operation in method.operations if nameless(operation) in version.operations]
    return "<br>".join(here) or "yes"


def _replacements(versions: list[Version]) -> Iterator[str]:
    yield from ("", "## What to use instead", "")
    yield from ("| noun or method | missing in | instead |", "|---|---|---|")
    for place, instead in sorted(REPLACEMENTS.items()):
        lacking = [version.name for version in versions if not version.has(place)]
        yield f"| `{place}` | {', '.join(lacking)} | {instead} |"


def _past_the_facade(versions: list[Version]) -> Iterator[str]:
    yield from ("", "## Operations without a method", "")
    yield "`low_level.call` reaches every operation of a version. These have no method of their own."
    yield from ("", "| version | operation | why |", "|---|---|---|")
    for (version, place), why in sorted(WITHOUT_METHOD.items()):
        yield f"| {version} | `{place}` | {why} |"
    for each in versions:
        yield from (
            f"| {each.name} | {code(place)} | new in the published description, not wrapped yet |"
            for place in each.not_wrapped
        )


if __name__ == "__main__":
    sys.exit(main())
