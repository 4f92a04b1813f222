"""The versions of the API that the sandbox speaks. Every decision on one is made here, or by a `Surface`."""

from __future__ import annotations

from typing import Literal, TypeAlias, TypeVar, assert_never, get_args

Version: TypeAlias = Literal["1.1", "1.2", "1.3"]
# As which an index is shown that is gone.
FIRST: Version = get_args(Version)[0]
T = TypeVar("T")


def of_version(version: Version, *, v1_1: T, v1_2: T, later: T) -> T:
    """What holds in a version."""
    match version:
        case "1.1":
            return v1_1
        case "1.2":
            return v1_2
        case "1.3":
            return later
        case _:
            assert_never(version)


# The versions that share the handlers in `newer`.
LATER: tuple[Version, ...] = tuple(
    version for version in get_args(Version) if of_version(version, v1_1=False, v1_2=False, later=True)
)
