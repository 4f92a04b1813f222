"""Say that the API wants something else to be used."""

from __future__ import annotations

from typing import assert_never

from twelvelabs_client.core.notices import notice
from twelvelabs_client.core.settings import ApiVersion


def warn_deprecated(method: str, instead: str, version: ApiVersion) -> None:
    """Warn at the line that called the method. What v1.3 means to remove is in older versions as it should be."""
    match version:
        case "v1.3":
            notice(f"{method} is deprecated by the API: use {instead}", DeprecationWarning)
        case "v1.1" | "v1.2":
            return
        case _:
            assert_never(version)
