"""What is looked at in a video, under the names that v1.1 and v1.2 have for it.

The migration to v1.3 made `conversation` part of `audio`; `text_in_video` and `logo`, now part of `visual`, are said
and told as they are.
"""

from __future__ import annotations

from collections.abc import Sequence

_OLDER = {"audio": "conversation", "transcription": "conversation"}
_MATCHING = {"lexical": "exact_match", "semantic": "semantic"}


def older_options(options: Sequence[str]) -> list[str]:
    """Options as v1.1 and v1.2 call them, each once."""
    return list(dict.fromkeys(_OLDER.get(option, option) for option in options))


def conversation_option(transcription_options: Sequence[str] | None) -> str | None:
    """How spoken words match, in the one word that v1.1 and v1.2 have for it."""
    matching = transcription_options[0] if transcription_options else None
    return None if matching is None else _MATCHING.get(matching, matching)
