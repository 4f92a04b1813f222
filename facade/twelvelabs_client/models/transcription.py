from __future__ import annotations

from collections.abc import Sequence

from attrs import field, frozen

from twelvelabs_client.core.json import JsonObject


@frozen
class SpokenText:
    """Something that is said.

    Attributes:
        start: Where it begins, in seconds.
        end: Where it ends, in seconds.
        text: What is said.
        speaker: Who says it, where the API tells speakers apart.
        raw: The JSON object as received.
    """

    start: float | None
    end: float | None
    text: str
    speaker: str | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class Transcription:
    """What is said in an asset.

    Attributes:
        status: `pending`, `processing`, `ready` or `failed`; the last two are final.
        words: Word by word, if asked for and there.
        sentences: Sentence by sentence, if asked for and there.
        utterances: Speaker by speaker, if asked for and there.
        error: Why it failed, if it did.
        raw: The JSON object as received.
    """

    status: str | None = None
    words: Sequence[SpokenText] = ()
    sentences: Sequence[SpokenText] = ()
    utterances: Sequence[SpokenText] = ()
    error: str | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)
