"""Decisions between versions 1.1 and 1.2."""

from __future__ import annotations

from typing import TypeVar, assert_never

from twelvelabs_sandbox.versions import Version

T = TypeVar("T")


def of_older(version: Version, *, v1_1: T, v1_2: T) -> T:
    """What holds in an older version."""
    match version:
        case "1.1":
            return v1_1
        case "1.2":
            return v1_2
        case "1.3":
            raise AssertionError(f"no handler of an older version serves version {version}")
        case _:
            assert_never(version)
