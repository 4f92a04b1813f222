"""What is looked at in a video, under the names of the facade."""

from __future__ import annotations

from collections.abc import Sequence

_NEWER = {"conversation": "audio"}


def newer_options(options: Sequence[str]) -> tuple[str, ...]:
    """Options as the facade calls them, each once; `conversation` became part of `audio`."""
    return tuple(dict.fromkeys(_NEWER.get(option, option) for option in options))
