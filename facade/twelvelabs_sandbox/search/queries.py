"""Search requests read as queries: what goes together, and what does not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from twelvelabs_sandbox.errors import ApiError, invalid, not_provided
from twelvelabs_sandbox.fetching import Unreachable, fetch_bytes, is_url
from twelvelabs_sandbox.media.colours import Shares
from twelvelabs_sandbox.media.samples import shares_of_image
from twelvelabs_sandbox.search.mentions import read_mentions, without_mentions
from twelvelabs_sandbox.search.ranking import Query
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.platform import Platform

LONGEST_TEXT = 500
MOST_IMAGES = 10
OLDER_MODELS = ("marengo2", "pegasus")


async def read_query(platform: Platform, body: Mapping[str, Any], index: Document) -> Query:
    """The query of a search request.

    Raises:
        ApiError: 400, parts are missing or do not go together; 404 and 403, it names an entity that is not there.
    """
    _check_combination(body, index)
    text = body.get("query_text", "")
    people = await read_mentions(platform, text)
    images = await images_of(body)
    return Query(
        text=without_mentions(text),
        images=tuple(images),
        people=tuple(people),
        options=tuple(body["search_options"]),
        transcription_options=tuple(body.get("transcription_options", ("lexical", "semantic"))),
        operator=body.get("operator", "or"),
    )


def _check_combination(body: Mapping[str, Any], index: Document) -> None:
    options, media = body["search_options"], _media(body)
    if not options:
        raise not_provided("search_options")
    if not media and "query_text" not in body:
        raise not_provided("query_text")
    _check_text(body)
    if media and "query_media_type" not in body:
        raise not_provided("query_media_type")
    if "query_media_type" in body and not media:
        raise not_provided("query_media_url")
    if len(media) > MOST_IMAGES:
        raise invalid("query_media_url", f"A query takes up to {MOST_IMAGES} images.")
    if media and "visual" not in options:
        raise _bad_combination(options, "query_media_type: images need visual")
    if "transcription_options" in body and "transcription" not in options:
        raise _bad_combination(options, "transcription_options: they need transcription")
    _check_supported(options, index)


def _check_text(body: Mapping[str, Any]) -> None:
    text = body.get("query_text", "")
    if "query_text" in body and not text.strip():
        raise invalid("query_text", "It must not be empty.")
    if len(text.split()) > LONGEST_TEXT:
        raise invalid("query_text", f"It must not be longer than {LONGEST_TEXT} tokens.")


def _check_supported(options: Sequence[str], index: Document) -> None:
    supported = {option for model in index["models"] for option in _searched_by(model)}
    for option in options:
        if option not in supported:
            message = f"The search option {option} is not supported by index {index['id']}; it has "
            listed = ", ".join(sorted(supported))
            raise ApiError(400, "search_option_not_supported", f"{message}{listed}. Choose one of these.")


def _searched_by(model: Mapping[str, Any]) -> Sequence[str]:
    """Spoken words are part of the sound, for models from marengo3.0 on."""
    options: Sequence[str] = model["model_options"]
    spoken = "audio" in options and not model["model_name"].startswith(OLDER_MODELS)
    return [*options, "transcription"] if spoken else options


def _media(body: Mapping[str, Any]) -> list[Any]:
    return [*_listed(body.get("query_media_url", [])), *_listed(body.get("query_media_file", []))]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


async def images_of(body: Mapping[str, Any]) -> list[Shares]:
    """The colour shares of the images of a request.

    Raises:
        ApiError: 400, one cannot be read.
    """
    return [await _image(source) for source in _media(body)]


async def _image(source: UploadFile | str) -> Shares:
    name = "query_media_file" if isinstance(source, UploadFile) else "query_media_url"
    try:
        content = await source.read() if isinstance(source, UploadFile) else await _download(source)
        return await run_in_threadpool(shares_of_image, content)
    except (Unreachable, ValueError) as error:
        raise invalid(name, "It must be a readable JPEG or PNG image.") from error


async def _download(url: str) -> bytes:
    if not is_url(url):
        raise ValueError("not a URL")
    return await run_in_threadpool(fetch_bytes, url)


def _bad_combination(options: Sequence[str], other: str) -> ApiError:
    message = f"The search options {', '.join(options)} cannot be combined with {other}."
    return ApiError(400, "search_option_combination_not_supported", message)
