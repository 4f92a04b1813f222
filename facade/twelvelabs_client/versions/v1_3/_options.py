"""What of a video can be looked at in v1.3."""

from __future__ import annotations

from collections.abc import Sequence

from twelvelabs_client.core.errors import UnsupportedInVersion
from twelvelabs_client.intents.modalities import OLDER_OPTIONS


def check_options(options: Sequence[str] | None, noun: str) -> None:
    """Refuse the names that were given up.

    Raises:
        UnsupportedInVersion: One is of an older version; the text names its successor.
    """
    for option in options or ():
        if option in OLDER_OPTIONS:
            raise UnsupportedInVersion("v1.3", f"{noun}: {option!r}", f"use {OLDER_OPTIONS[option]!r}")
