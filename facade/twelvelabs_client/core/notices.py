"""Warnings that point at the line of the user's program."""

from __future__ import annotations

import sys
import warnings

_OURS = "twelvelabs_client."


def notice(message: str, category: type[Warning]) -> None:
    """Warn at the first line outside this package.

    Args:
        message: What to say.
        category: The class of the warning.
    """
    frame, level = sys._getframe(1), 2
    while frame.f_back is not None and frame.f_globals.get("__name__", "").startswith(_OURS):
        frame, level = frame.f_back, level + 1
    warnings.warn(message, category, stacklevel=level)
