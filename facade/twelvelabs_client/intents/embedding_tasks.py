"""Rules of embedding tasks, checked before anything is sent."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from twelvelabs_client.core import checks
from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.intents.values import EMBEDDING_SCOPES, some_known
from twelvelabs_client.uploads.files import FilePart

# Minutes of media travel in the request and are looked at before the first byte of the reply.
EMBEDDING_TIMEOUT = 600.0


@frozen(kw_only=True)
class Part:
    """What an older task looks at of its video, and how."""

    start: float | None = None
    end: float | None = None
    clip_length: float | None = None
    scopes: Sequence[str] | None = None

    def given(self) -> dict[str, object]:
        """What is asked for."""
        return {"clip_length: a fraction of a second": self.clip_length is not None and self.clip_length % 1 != 0}


def check_offsets(start: float | None, end: float | None) -> None:
    """The part of a video that an older task looks at: both bounds or none.

    Raises:
        InvalidInputError: One is missing, or they are turned around.
    """
    if start is None and end is None:
        return
    if start is None or end is None:
        raise InvalidInputError("start, end: give both or neither")
    for noun, bound in (("start", start), ("end", end)):
        if not checks.is_number(bound) or bound < 0:
            raise InvalidInputError(f"{noun}: {bound!r} is not a number of seconds from 0")
    if end <= start:
        raise InvalidInputError(f"end: {end!r} is not after the start, {start!r}")


def check_scopes(scopes: Sequence[str] | None) -> list[str] | None:
    """What a vector of an older task covers: always the pieces, and the whole video if wanted.

    Raises:
        InvalidInputError: The pieces are missing.
    """
    words = some_known(scopes, "scopes", EMBEDDING_SCOPES)
    if words is not None and "clip" not in words:
        raise InvalidInputError("scopes: give ['clip'] or ['clip', 'video']; there is no 'video' alone")
    return words


@frozen(kw_only=True)
class EmbeddingsOfForms:
    """A text, an image and a sound, the vectors of which are asked for at once; media are files or URLs."""

    model: str | None = None
    text: str | None = None
    text_truncate: str | None = None
    image: FilePart | str | None = None
    audio: FilePart | str | None = None
    audio_start: float | None = None
