"""Say that the API wants something else to be used."""

from __future__ import annotations

import warnings


def warn_deprecated(method: str, instead: str) -> None:
    """Warn at the line that called the method."""
    warnings.warn(f"{method} is deprecated by the API: use {instead}", DeprecationWarning, stacklevel=3)
