"""Assets as v1.3 puts them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from attrs import evolve

from twelvelabs_client.core.call import Call
from twelvelabs_client.core.paging import Page
from twelvelabs_client.models.asset import Asset, AssetHls, AssetSource, AssetThumbnail
from twelvelabs_client.models.transcription import SpokenText, Transcription
from twelvelabs_client.uploads.files import UPLOAD_TIMEOUT, FilePart
from twelvelabs_client.versions._pages import page_of
from twelvelabs_client.versions._prepare import (
    given,
    json_of,
    message_of,
    metadata_values,
    optional,
    prepare,
    prepare_empty,
)
from twelvelabs_generated.types import File, Unset
from twelvelabs_generated.v1_3.models.asset import Asset as AssetReply
from twelvelabs_generated.v1_3.models.asset_detail import AssetDetail
from twelvelabs_generated.v1_3.models.asset_list import AssetList
from twelvelabs_generated.v1_3.models.asset_source import AssetSource as AssetSourceReply
from twelvelabs_generated.v1_3.models.asset_transcription import AssetTranscription

if TYPE_CHECKING:
    from twelvelabs_client.intents.filters import AssetFilter


def create_asset_from_file(
    file: FilePart,
    *,
    enable_hls: bool | None,
    enable_thumbnail: bool | None,
    user_metadata: Mapping[str, Any] | None,
) -> Call[Asset]:
    """Store a file's bytes; metadata travel as JSON text."""
    from twelvelabs_generated.v1_3.api.assets import create_asset as operation
    from twelvelabs_generated.v1_3.models.create_asset_request import CreateAssetRequest

    body = CreateAssetRequest(
        method="direct",
        file=File(file.payload, file.name, file.media_type),
        filename=file.name,
        enable_hls=optional(enable_hls),
        enable_thumbnail=optional(enable_thumbnail),
        user_metadata=optional(_metadata_text(user_metadata)),
    )
    return evolve(prepare(operation, _read_created, body=body), replayable=file.replayable, timeout=UPLOAD_TIMEOUT)


def create_asset_from_url(
    url: str,
    filename: str | None,
    *,
    enable_hls: bool | None,
    enable_thumbnail: bool | None,
    user_metadata: Mapping[str, Any] | None,
) -> Call[Asset]:
    """Have the API fetch a file."""
    from twelvelabs_generated.v1_3.api.assets import create_asset as operation
    from twelvelabs_generated.v1_3.models.create_asset_request import CreateAssetRequest

    body = CreateAssetRequest(
        method="url",
        url=url,
        filename=optional(filename),
        enable_hls=optional(enable_hls),
        enable_thumbnail=optional(enable_thumbnail),
        user_metadata=optional(_metadata_text(user_metadata)),
    )
    return prepare(operation, _read_created, body=body)


def list_assets(asked: AssetFilter, page: int) -> Call[Page[Asset]]:
    """One page of assets."""
    from twelvelabs_generated.v1_3.api.assets import list_assets as operation

    def read(reply: AssetList) -> Page[Asset]:
        return page_of(reply.data, read_asset, reply.page_info, reply.raw_)

    return prepare(
        operation,
        read,
        page=page,
        page_limit=optional(asked.page_limit),
        asset_ids=optional(asked.asset_ids),
        asset_types=optional(asked.asset_types),
        filename=optional(asked.filename),
    )


def get_asset(asset_id: str) -> Call[Asset]:
    """One asset."""
    from twelvelabs_generated.v1_3.api.assets import retrieve_asset as operation

    return prepare(operation, read_asset, asset_id)


def delete_asset(asset_id: str, force: bool) -> Call[None]:
    """Remove an asset; `force` also where it is indexed."""
    from twelvelabs_generated.v1_3.api.assets import delete_asset as operation

    return prepare_empty(operation, asset_id, force=optional(force or None))


def get_transcription(asset_id: str, include: Sequence[str] | None) -> Call[Transcription]:
    """What is said in an asset."""
    from twelvelabs_generated.v1_3.api.assets import retrieve_asset_transcription as operation

    return prepare(operation, _read_transcription, asset_id, include=optional(include))


def update_metadata(asset_id: str, metadata: Mapping[str, Any]) -> Call[None]:
    """Merge keys into an asset's user metadata; a key with None is removed."""
    from twelvelabs_generated.v1_3.api.assets import update_asset_user_metadata as operation
    from twelvelabs_generated.v1_3.models.update_asset_user_metadata_request import UpdateAssetUserMetadataRequest
    from twelvelabs_generated.v1_3.models.user_metadata import UserMetadata

    values = UserMetadata(additional_properties=metadata_values(metadata))
    return prepare_empty(operation, asset_id, body=UpdateAssetUserMetadataRequest(user_metadata=values))


def replace_metadata(asset_id: str, metadata: Mapping[str, Any]) -> Call[None]:
    """Set an asset's user metadata anew."""
    from twelvelabs_generated.v1_3.api.assets import replace_asset_user_metadata as operation
    from twelvelabs_generated.v1_3.models.replace_asset_user_metadata_request import ReplaceAssetUserMetadataRequest
    from twelvelabs_generated.v1_3.models.user_metadata import UserMetadata

    values = UserMetadata(additional_properties=metadata_values(metadata))
    return prepare_empty(operation, asset_id, body=ReplaceAssetUserMetadataRequest(user_metadata=values))


def clear_metadata(asset_id: str) -> Call[None]:
    """Remove an asset's user metadata."""
    from twelvelabs_generated.v1_3.api.assets import delete_asset_user_metadata as operation

    return prepare_empty(operation, asset_id)


def read_asset(reply: AssetDetail) -> Asset:
    """The facade's asset, from the full record."""
    hls, thumbnail = reply.hls, reply.thumbnail
    return Asset(
        given(reply.id) or "",
        given(reply.status),
        given(reply.filename),
        given(reply.method),
        given(reply.file_type),
        given(reply.size),
        given(reply.duration),
        given(reply.created_at),
        json_of(reply.user_metadata),
        message_of(reply.error),
        None if isinstance(hls, Unset) else AssetHls(given(hls.status), given(hls.manifest_url), hls.raw_),
        None
        if isinstance(thumbnail, Unset)
        else AssetThumbnail(given(thumbnail.status), given(thumbnail.representative_url), thumbnail.raw_),
        _read_source(reply.source),
        json_of(reply.technical_metadata),
        reply.raw_,
    )


def _read_created(reply: AssetReply) -> Asset:
    """The facade's asset, from the short record that creating answers."""
    return Asset(
        id=given(reply.id) or "",
        status=given(reply.status),
        filename=given(reply.filename),
        method=given(reply.method),
        file_type=given(reply.file_type),
        created_at=given(reply.created_at),
        user_metadata=json_of(reply.user_metadata),
        source=_read_source(reply.source),
        raw=reply.raw_,
    )


def _read_source(source: AssetSourceReply | Unset) -> AssetSource | None:
    if isinstance(source, Unset) or isinstance(source.details, Unset):
        return None
    details = source.details
    return AssetSource(
        provider=given(details.provider),
        source_id=given(details.source_id),
        original_filename=given(details.original_filename),
        link=given(details.source_link),
        raw=source.raw_,
    )


def _read_transcription(reply: AssetTranscription) -> Transcription:
    return Transcription(
        status=given(reply.status),
        words=[
            SpokenText(given(w.start), given(w.end), given(w.value) or "", raw=w.raw_) for w in given(reply.words) or ()
        ],
        sentences=[
            SpokenText(given(s.start), given(s.end), given(s.value) or "", raw=s.raw_)
            for s in given(reply.sentences) or ()
        ],
        utterances=[
            SpokenText(given(u.start), given(u.end), given(u.value) or "", given(u.speaker), u.raw_)
            for u in given(reply.utterances) or ()
        ],
        error=message_of(reply.error),
        raw=reply.raw_,
    )


def _metadata_text(metadata: Mapping[str, Any] | None) -> str | None:
    return None if metadata is None else json.dumps(metadata_values(metadata), separators=(",", ":"))
