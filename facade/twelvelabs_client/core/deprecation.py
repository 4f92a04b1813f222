"""Say that the API wants something else to be used."""

from __future__ import annotations

import warnings


def warn_deprecated(method: str, instead: str, version: str = "v1.3") -> None:
    """Warn at the line that called the method. What v1.3 means to remove is in older versions as it should be."""
    if version == "v1.3":
        warnings.warn(f"{method} is deprecated by the API: use {instead}", DeprecationWarning, stacklevel=3)
