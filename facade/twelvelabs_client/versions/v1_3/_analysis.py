"""What all kinds of analysis have in common in v1.3: sources, prompts, forms of an answer, and the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from twelvelabs_client.intents.media import Media, Read
from twelvelabs_client.intents.prompts import Images, Prompt
from twelvelabs_client.intents.segments import SegmentDefinition, SegmentField, Segments
from twelvelabs_client.models.analysis import Analysis, TokenUsage
from twelvelabs_client.uploads.files import MEGABYTE
from twelvelabs_client.versions._prepare import given, optional
from twelvelabs_client.versions.v1_3._media import base64_of, place_of
from twelvelabs_generated.types import Unset
from twelvelabs_generated.v1_3.models.analyze_result import AnalyzeResult
from twelvelabs_generated.v1_3.models.token_usage import TokenUsage as TokenUsageReply

if TYPE_CHECKING:
    from twelvelabs_generated.v1_3.models.analyze_image_input import AnalyzeImageInput
    from twelvelabs_generated.v1_3.models.analyze_json_schema import AnalyzeJsonSchema
    from twelvelabs_generated.v1_3.models.async_response_format import AsyncResponseFormat
    from twelvelabs_generated.v1_3.models.prompt_v2 import PromptV2
    from twelvelabs_generated.v1_3.models.reference_image import ReferenceImage
    from twelvelabs_generated.v1_3.models.segment_definition import SegmentDefinition as SegmentDefinitionBody
    from twelvelabs_generated.v1_3.models.segment_field import SegmentField as SegmentFieldBody
    from twelvelabs_generated.v1_3.models.video_context_asset import VideoContextAsset
    from twelvelabs_generated.v1_3.models.video_context_base_64 import VideoContextBase64
    from twelvelabs_generated.v1_3.models.video_context_url import VideoContextUrl

LARGEST_VIDEO = 30 * MEGABYTE
LARGEST_IMAGE = 20 * MEGABYTE
LARGEST_REFERENCE = 32 * MEGABYTE


def video_body(video: Media, read: Read) -> VideoContextUrl | VideoContextAsset | VideoContextBase64:
    """A video in whichever of the three forms it was given."""
    from twelvelabs_generated.v1_3.models.video_context_asset import VideoContextAsset
    from twelvelabs_generated.v1_3.models.video_context_base_64 import VideoContextBase64
    from twelvelabs_generated.v1_3.models.video_context_url import VideoContextUrl

    if video.url is not None:
        return VideoContextUrl(url=video.url)
    content = base64_of(video, read, LARGEST_VIDEO)
    return (
        VideoContextAsset(asset_id=video.asset_id or "")
        if content is None
        else VideoContextBase64(base64_string=content)
    )


def images_body(images: Images, read: Read) -> list[AnalyzeImageInput]:
    """Images to analyze."""
    from twelvelabs_generated.v1_3.models.analyze_image_input import AnalyzeImageInput

    return [
        AnalyzeImageInput(name=name, **place_of(media, read, LARGEST_IMAGE)) for name, media in images.named.items()
    ]


def prompt_body(prompt: str | Prompt, read: Read) -> PromptV2:
    """A prompt in the form that can hold images."""
    from twelvelabs_generated.v1_3.models.prompt_v2 import PromptV2

    if isinstance(prompt, str):
        return PromptV2(input_text=prompt)
    return PromptV2(input_text=prompt.text, media_sources=_references(prompt.images, read))


def schema_body(schema: Mapping[str, Any]) -> AnalyzeJsonSchema:
    """A JSON Schema."""
    from twelvelabs_generated.v1_3.models.analyze_json_schema import AnalyzeJsonSchema

    return AnalyzeJsonSchema(additional_properties=dict(schema))


def format_body(prompt: object, schema: Mapping[str, Any] | None, read: Read) -> AsyncResponseFormat | None:
    """The form of an answer in the background; None for plain text."""
    from twelvelabs_generated.v1_3.models.async_response_format import AsyncResponseFormat

    if isinstance(prompt, Segments):
        return AsyncResponseFormat(
            type_="segment_definitions",
            segment_definitions=[_definition(each, read) for each in prompt.definitions],
            segment_time_format=optional(prompt.time_format),
        )
    return None if schema is None else AsyncResponseFormat(type_="json_schema", json_schema=schema_body(schema))


def mode_of(segments: bool) -> str:
    """The word for texts or segments."""
    return "time_based_metadata" if segments else "general"


def read_result(reply: AnalyzeResult | Unset, warning: str | None = None) -> Analysis | None:
    """The answer of a task or of an item."""
    if isinstance(reply, Unset):
        return None
    return Analysis(
        id=given(reply.generation_id) or "",
        text=given(reply.data) or "",
        finish_reason=given(reply.finish_reason),
        usage=read_usage(reply.usage),
        warning=warning,
        raw=reply.raw_,
    )


def read_usage(usage: TokenUsageReply | Unset) -> TokenUsage | None:
    """What an answer cost."""
    if isinstance(usage, Unset):
        return None
    return TokenUsage(given(usage.output_tokens), given(usage.input_tokens), raw=usage.raw_)


def _references(images: Mapping[str, Media], read: Read) -> list[ReferenceImage]:
    from twelvelabs_generated.v1_3.models.reference_image import ReferenceImage

    return [
        ReferenceImage(name=name, media_type="image", **place_of(media, read, LARGEST_REFERENCE))
        for name, media in images.items()
    ]


def _definition(definition: SegmentDefinition, read: Read) -> SegmentDefinitionBody:
    from twelvelabs_generated.v1_3.models.analyze_time_range import AnalyzeTimeRange
    from twelvelabs_generated.v1_3.models.segment_definition import SegmentDefinition as SegmentDefinitionBody

    ranges = [AnalyzeTimeRange(start_time=start, end_time=end) for start, end in definition.time_ranges]
    return SegmentDefinitionBody(
        id=definition.id,
        description=definition.description,
        fields=optional([_field(each) for each in definition.fields] or None),
        media_sources=optional(_references(definition.images, read) or None),
        time_ranges=optional(ranges or None),
    )


def _field(field: SegmentField) -> SegmentFieldBody:
    from twelvelabs_generated.v1_3.models.segment_field import SegmentField as SegmentFieldBody
    from twelvelabs_generated.v1_3.models.segment_field_items import SegmentFieldItems

    items = None
    if field.fields:
        items = SegmentFieldItems(type_="object", fields=_entry_fields(field.fields))
    elif field.items is not None:
        items = SegmentFieldItems(type_=field.items)
    return SegmentFieldBody(
        name=field.name,
        type_=field.type,
        description=field.description,
        format_=optional(field.format),
        enum=optional(list(field.enum) or None),
        items=optional(items),
    )


def _entry_fields(fields: Sequence[SegmentField]) -> list[Any]:
    from twelvelabs_generated.v1_3.models.time_array_item_field import TimeArrayItemField
    from twelvelabs_generated.v1_3.models.time_array_item_field_items import TimeArrayItemFieldItems

    return [
        TimeArrayItemField(
            name=each.name,
            type_=each.type,
            description=each.description,
            enum=optional(list(each.enum) or None),
            items=optional(None if each.items is None else TimeArrayItemFieldItems(type_=each.items)),
        )
        for each in fields
    ]
