"""The responses of v1.1 and v1.2 that the table of what a success must hold is tried with."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from tests.generated.legacy_bodies import MADE_UP
from tests.versions.holding import Reply
from tests.versions.older import (
    test_replies_older_indexes,
    test_replies_older_nouns,
    test_replies_older_search,
    test_replies_older_tasks,
)

VERSIONS = {"v1_1": "v1.1", "v1_2": "v1.2"}
CALLS = {
    **test_replies_older_indexes.CALLS,
    **test_replies_older_nouns.CALLS,
    **test_replies_older_tasks.CALLS,
}
SEARCHES = ("clips", "videos", "further clips", "further videos", "combined", "further combined")
# Reached by no method: the second search of v1.2 says all that the first one does.
UNREACHED = {("v1.2", "search"), ("v1.2", "retrieve_search_page")}


def replies() -> Iterator[Reply]:
    """The whole responses of each operation that the facade calls."""
    for package, operation, _, body in MADE_UP:
        version = VERSIONS[package]
        if operation in CALLS and isinstance(body, dict):
            yield Reply(version, operation, partial(CALLS[operation], version), body)  # type: ignore[arg-type]
    for version in VERSIONS.values():
        for kind in SEARCHES:
            call = partial(test_replies_older_search.call_of, version, kind)
            body = test_replies_older_search.GROUPED if "videos" in kind else test_replies_older_search.FLAT
            yield Reply(version, call().operation, call, body)
