"""How much of a video is read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import field, frozen

from twelvelabs_client.intents.values import STORED_EMBEDDING_OPTIONS, some_known


def _options(given: Iterable[str] | None) -> list[str] | None:
    return some_known(given, "embedding_options", STORED_EMBEDDING_OPTIONS)


@frozen(kw_only=True)
class VideoView:
    """What is read of a video beside its facts.

    Attributes:
        embedding_options: The vectors to read, in v1.3.
        transcription: Whether what is said is read, in v1.3.
        embed: Whether all vectors are read, in v1.2.
    """

    embedding_options: Sequence[str] | None = field(default=None, converter=_options)
    transcription: bool = False
    embed: bool = False

    def given(self) -> dict[str, object]:
        """What is asked for."""
        return {"embedding_options": self.embedding_options, "transcription": self.transcription}
