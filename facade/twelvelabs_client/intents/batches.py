"""Analyses of a batch, with the rules within one and between all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from attrs import field, frozen

from twelvelabs_client.core import checks
from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.intents.analysis import check_custom_id, check_max_tokens, check_schema, check_window
from twelvelabs_client.intents.media import MediaLike, media_of
from twelvelabs_client.intents.prompts import Prompt
from twelvelabs_client.intents.questions import check_segments
from twelvelabs_client.intents.segments import Segments, check_durations, check_names
from twelvelabs_client.models.asset import Asset
from twelvelabs_client.models.indexed_asset import IndexedAsset

MOST_REQUESTS = 1000
Asked: TypeAlias = str | Prompt | Segments


def _asset_id(value: str | Asset | IndexedAsset) -> str:
    media = media_of(value, "asset") if isinstance(value, str | Asset | IndexedAsset) else None
    if media is None or media.asset_id is None:
        raise InvalidInputError(f"asset: a batch takes stored videos only, got {value!r}; give an asset or its id")
    return media.asset_id


@frozen
class BatchRequest:
    """One analysis of a batch. What it does not say is as the batch says for all.

    Attributes:
        asset: The stored video: its id, the asset, or its place in an index.
        prompt: A text, a text with images, or segments to be found.
        custom_id: Your label, 1 to 64 letters, digits, `-` and `_`; unique in the batch.
        response_schema: A JSON Schema that the answer shall fit.
        temperature: How freely words are picked, 0 to 1.
        max_tokens: The longest answer, 512 (for segments 2,048) to 98,304.
        start_time: Where the part to look at begins, in seconds from the video's beginning.
        end_time: Where it ends, in seconds; the part lasts 1 s to 2 hours.
    """

    asset: str = field(converter=_asset_id)
    prompt: Asked | None = None
    custom_id: str | None = field(default=None, kw_only=True)
    response_schema: Mapping[str, Any] | None = field(default=None, kw_only=True)
    temperature: float | None = field(default=None, kw_only=True)
    max_tokens: int | None = field(default=None, kw_only=True)
    start_time: float | None = field(default=None, kw_only=True)
    end_time: float | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_custom_id(self.custom_id)
        _check_settings(self)


@frozen(kw_only=True)
class BatchDefaults:
    """What holds for the requests of a batch that do not say otherwise; see `BatchRequest`."""

    prompt: Asked | None = None
    response_schema: Mapping[str, Any] | None = None
    temperature: float | None = None
    max_tokens: int | None = None
    start_time: float | None = None
    end_time: float | None = None

    def __attrs_post_init__(self) -> None:
        _check_settings(self)


def _check_settings(settings: BatchRequest | BatchDefaults) -> None:
    """What one of them says. How many tokens segments need is known only with the other."""
    prompt = settings.prompt
    if prompt is not None and not isinstance(prompt, Prompt | Segments):
        checks.text(prompt, "prompt")
    check_schema(settings.response_schema)
    checks.within(settings.temperature, "temperature", 0, 1)
    check_max_tokens(settings.max_tokens)
    check_window(settings.start_time, settings.end_time)
    if isinstance(prompt, Segments):
        check_segments(prompt, settings.response_schema, settings.start_time, settings.end_time)
        if prompt.have_time_arrays:
            raise InvalidInputError("segments: batches know no time_array; use analyze.tasks")


def batch_requests(
    requests: Sequence[MediaLike | BatchRequest], defaults: BatchDefaults
) -> tuple[list[BatchRequest], bool]:
    """The requests of a batch, and whether they ask for segments.

    Args:
        requests: Stored videos, or requests that say more.
        defaults: What holds for those that do not say otherwise.

    Raises:
        InvalidInputError: There are too many or none, or they do not go together.
    """
    if isinstance(requests, str | bytes | Mapping) or not isinstance(requests, Sequence):
        raise InvalidInputError(f"requests: expected a list of assets or requests, got {type(requests).__name__}")
    if not 1 <= len(requests) <= MOST_REQUESTS:
        raise InvalidInputError(f"requests: {len(requests)} given; a batch takes 1 to {MOST_REQUESTS}")
    made = [_request_of(each, number) for number, each in enumerate(requests, start=1)]
    check_names([each.custom_id for each in made if each.custom_id is not None], "requests: custom_id")
    kinds = {_check_together(number, each, defaults) for number, each in enumerate(made, start=1)}
    if len(kinds) > 1:
        raise InvalidInputError("requests: a batch asks for texts or for segments, not for both")
    return made, kinds.pop()


def _request_of(given: MediaLike | BatchRequest, number: int) -> BatchRequest:
    try:
        return given if isinstance(given, BatchRequest) else BatchRequest(given)  # type: ignore[arg-type]
    except InvalidInputError as error:
        raise InvalidInputError(f"requests: number {number}: {error}") from None


def _check_together(number: int, request: BatchRequest, defaults: BatchDefaults) -> bool:
    """One request with what it takes over from the batch; whether it asks for segments."""
    prompt = request.prompt or defaults.prompt
    if prompt is None:
        raise InvalidInputError(f"requests: number {number} has no prompt, and the batch has none for all")
    whole = {
        name: getattr(defaults, name) if getattr(request, name) is None else getattr(request, name)
        for name in ("response_schema", "max_tokens", "start_time", "end_time")
    }
    segments = isinstance(prompt, Segments)
    try:
        check_max_tokens(whole["max_tokens"], segments=segments)
        check_window(whole["start_time"], whole["end_time"])
        if isinstance(prompt, Segments):
            check_segments(prompt, whole["response_schema"], whole["start_time"], whole["end_time"])
            _check_durations(prompt, defaults.prompt)
    except InvalidInputError as error:
        raise InvalidInputError(f"requests: number {number} with what holds for all: {error}") from None
    return segments


def _check_durations(segments: Segments, of_all: Asked | None) -> None:
    """Durations are taken over one by one, also where the definitions are not."""
    if not isinstance(of_all, Segments) or of_all is segments:
        return
    shortest = of_all.min_duration if segments.min_duration is None else segments.min_duration
    longest = of_all.max_duration if segments.max_duration is None else segments.max_duration
    check_durations(shortest, longest, segments)
