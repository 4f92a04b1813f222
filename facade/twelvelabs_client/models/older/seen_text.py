from __future__ import annotations

from attrs import field, frozen

from twelvelabs_client.core.json import JsonObject


@frozen
class SeenText:
    """Words that are to be read in a video, or the brand of a logo that is to be seen.

    Attributes:
        start: Where it comes into sight, in seconds.
        end: Where it goes out of sight, in seconds.
        text: The words, or the brand's name.
        score: How sure the API is, 0 to 1; told of logos at times.
        raw: The JSON object as received.
    """

    start: float | None
    end: float | None
    text: str
    score: float | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)
