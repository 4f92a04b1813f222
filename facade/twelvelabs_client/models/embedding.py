from __future__ import annotations

import struct
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from attrs import field, frozen

from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.core.json import JsonObject

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray


def _length(numbers: Sequence[float] | None) -> str:
    return "None" if numbers is None else f"<{len(numbers)} numbers>"


@frozen
class EmbeddingSegment:
    """The vector of one piece of an input, or of all of it.

    Attributes:
        vector: The numbers, as decoded: the list itself, not a copy.
        start: Where the piece begins, in seconds.
        end: Where it ends, in seconds.
        option: What it was made of: `visual`, `audio`, `transcription`, `text`, or `fused` for several together; stored
            vectors of older models also say `visual-text`. None for texts and images that were answered at once.
        scope: What it covers: `clip`, `asset`, `page`, `chunk` (the older API also says `video`).
        start_page: The first page of a PDF that it covers, from 1.
        end_page: The last page that it covers.
        quadrant: The quarter of the page: `top_left`, `top_right`, `bottom_left`, `bottom_right`; None for all of it.
        chunk_index: The number of the chunk of a text file, from 0. The order of segments means nothing.
        uncertainty: How uncertain each number of the vector is, if asked for.
        raw: The JSON object as received.
    """

    vector: Sequence[float] = field(repr=_length)
    start: float | None = None
    end: float | None = None
    option: str | None = None
    scope: str | None = None
    start_page: int | None = None
    end_page: int | None = None
    quadrant: str | None = None
    chunk_index: int | None = None
    uncertainty: Sequence[float] | None = field(default=None, repr=_length)
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class EmbeddingMetadata:
    """What embeddings were made from, and how.

    Attributes:
        input_type: `image`, `text_image`, `audio`, `video`, `multi_input` or `document`.
        input_url: The address it came from, if it came from one.
        input_filename: The file's name, if it came as a file.
        options: What vectors were made of.
        scopes: What was to be covered, as asked for.
        duration: The whole file's length in seconds.
        start: Where the part that was looked at begins, in seconds.
        end: Where it ends, in seconds.
        clip_length: Seconds per piece, where all are equally long.
        dimension: Numbers per vector, where told.
        raw: The JSON object as received.
    """

    input_type: str | None = None
    input_url: str | None = None
    input_filename: str | None = None
    options: Sequence[str] = ()
    scopes: Sequence[str] = ()
    duration: float | None = None
    start: float | None = None
    end: float | None = None
    clip_length: float | None = None
    dimension: int | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class EmbeddingUsage:
    """What embeddings cost; told by `marengo3.5`.

    Attributes:
        input_tokens: Tokens by kind of content: `video`, `audio`, `image`, `document`, `text`, those that were used.
        truncated: Whether the input was cut.
        truncation_reason: Why it was cut, such as `model_context_window`.
        raw: The JSON object as received.
    """

    input_tokens: Mapping[str, int] = field(factory=dict)
    truncated: bool | None = None
    truncation_reason: str | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


class _Segmented:
    """What has segments."""

    __slots__ = ()
    segments: Sequence[EmbeddingSegment]

    def to_numpy(self) -> NDArray[numpy.float32]:
        """All vectors in one array, a row for each segment; needs the extra `numpy`.

        Returns:
            An array of float32 of the shape (segments, dimension), in the order of `segments`.

        Raises:
            ImportError: numpy is not installed.
            InvalidInputError: The vectors have different dimensions, or do not hold numbers alone.
        """
        return _to_numpy(self.segments)


@frozen
class Embeddings(_Segmented):
    """The vectors of one input.

    Attributes:
        segments: One vector for each piece, option and scope.
        metadata: About the input; None for a text.
        usage: What it cost, where told.
        error: Why there are none, where the older API tells it within a success.
        raw: The JSON object as received.
    """

    segments: Sequence[EmbeddingSegment] = ()
    metadata: EmbeddingMetadata | None = None
    usage: EmbeddingUsage | None = None
    error: str | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class EmbeddingsByKind:
    """What the older API makes of a text, an image and a sound in one call.

    Attributes:
        text: The vectors of the text, if there was one; `error` tells why there are none.
        image: The vectors of the image.
        audio: The vectors of the sound, speech included.
        model: The model that made them.
        raw: The JSON object as received.
    """

    text: Embeddings | None = None
    image: Embeddings | None = None
    audio: Embeddings | None = None
    model: str | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class EmbeddingTask(_Segmented):
    """Embeddings that are made while you do something else. They are kept for 7 days.

    Attributes:
        id: The task's id.
        status: `processing`, `ready` or `failed`; the last two are final.
        segments: One vector for each piece, option and scope; empty until it is ready, and in lists.
        model: The model, where told.
        metadata: About the input, where told.
        usage: What it cost, where told.
        error: Why it failed, if it did. Not to be parsed.
        created_at: When it was made.
        updated_at: When it last changed.
        raw: The JSON object as received.
    """

    id: str
    status: str | None = None
    segments: Sequence[EmbeddingSegment] = ()
    model: str | None = None
    metadata: EmbeddingMetadata | None = None
    usage: EmbeddingUsage | None = None
    error: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


def _to_numpy(segments: Sequence[EmbeddingSegment]) -> NDArray[numpy.float32]:
    try:
        import numpy
    except ImportError as error:
        raise ImportError("to_numpy needs numpy: pip install 'twelvelabs-client[numpy]'") from error
    dimensions = sorted({len(segment.vector) for segment in segments})
    if len(dimensions) > 1:
        told = " and ".join(map(str, dimensions))
        raise InvalidInputError(f"to_numpy: the vectors have {told} numbers; one array takes vectors of one dimension")
    dimension = dimensions[0] if dimensions else 0
    array = numpy.empty((len(segments), dimension), numpy.float32)
    pack = struct.Struct(f"{dimension}d").pack
    for row, segment in enumerate(segments):
        try:
            array[row] = _packed(segment.vector, pack)
        except (TypeError, ValueError, OverflowError) as error:
            raise InvalidInputError(f"to_numpy: the vector of segment {row} does not hold numbers alone") from error
    return array


def _packed(vector: Sequence[float], pack: Callable[..., bytes]) -> NDArray[numpy.float64] | Sequence[float]:
    """The numbers as an array, which numpy needs twice as long to make of a list; the list if it holds other things."""
    import numpy

    try:
        return numpy.frombuffer(pack(*vector))
    except struct.error:
        return vector
