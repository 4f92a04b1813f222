"""Search in a knowledge store as v1.3 puts it: every page is the same call, with the token of the page before."""

from __future__ import annotations

from collections.abc import Sequence

from twelvelabs_client.core.call import Call
from twelvelabs_client.intents.knowledge_stores import StoreQuery
from twelvelabs_client.models.knowledge_store import ItemClip, ItemMatch, ItemSystemMetadata
from twelvelabs_client.models.search import SearchPage
from twelvelabs_client.versions._prepare import given, json_of, optional, prepare
from twelvelabs_generated.types import Unset, read_list
from twelvelabs_generated.v1_3.models.knowledge_store_search_options_reply import KnowledgeStoreSearchOptionsReply
from twelvelabs_generated.v1_3.models.knowledge_store_search_results import KnowledgeStoreSearchResults
from twelvelabs_generated.v1_3.models.knowledge_store_video_hit import KnowledgeStoreVideoHit
from twelvelabs_generated.v1_3.models.knowledge_store_video_hit_metadata import KnowledgeStoreVideoHitMetadata


def results_page(query: StoreQuery, token: str | None) -> Call[SearchPage[ItemMatch]]:
    """One page; without a token the first one."""
    from twelvelabs_generated.v1_3.api.knowledge_stores import search_knowledge_store as operation
    from twelvelabs_generated.v1_3.models.asset_type_filter import AssetTypeFilter
    from twelvelabs_generated.v1_3.models.item_id_filter import ItemIdFilter
    from twelvelabs_generated.v1_3.models.knowledge_store_filter import KnowledgeStoreFilter
    from twelvelabs_generated.v1_3.models.knowledge_store_query import KnowledgeStoreQuery
    from twelvelabs_generated.v1_3.models.knowledge_store_search_options import KnowledgeStoreSearchOptions
    from twelvelabs_generated.v1_3.models.knowledge_store_search_request import KnowledgeStoreSearchRequest
    from twelvelabs_generated.v1_3.models.knowledge_store_video_options import KnowledgeStoreVideoOptions

    conditions = KnowledgeStoreFilter(
        asset_type=optional(None if query.asset_types is None else AssetTypeFilter(in_=query.asset_types)),
        item_id=optional(None if query.item_ids is None else ItemIdFilter(in_=query.item_ids)),
    )
    options = None
    if query.modalities is not None:
        options = KnowledgeStoreSearchOptions(video=KnowledgeStoreVideoOptions(modalities=query.modalities))
    filtered = query.asset_types is not None or query.item_ids is not None
    body = KnowledgeStoreSearchRequest(
        query=KnowledgeStoreQuery(text=query.text),
        filter_=optional(conditions if filtered else None),
        search_options=optional(options),
        group_by=optional(query.group_by),
        page_size=optional(query.page_limit),
        page_token=optional(token),
        include_metadata=optional(query.include_metadata),
    )
    return prepare(operation, _read_page, query.store_id, body=body)


def _read_page(reply: KnowledgeStoreSearchResults) -> SearchPage[ItemMatch]:
    # A video tells all that other kinds of media do: read so, a kind of tomorrow is not passed over.
    found = read_list(reply.raw_.get("data"), KnowledgeStoreVideoHit.from_json)
    return SearchPage(
        [_read_match(match) for match in given(found) or ()],
        next_page_token=given(reply.next_page_token) or None,
        modalities=_read_modalities(reply.effective_search_options),
        raw=reply.raw_,
    )


def _read_match(match: KnowledgeStoreVideoHit) -> ItemMatch:
    metadata = match.metadata
    return ItemMatch(
        item_id=given(match.item_id) or "",
        asset_type=given(match.asset_type),
        rank=given(match.rank),
        clips=[
            ItemClip(
                given(clip.start_sec),
                given(clip.end_sec),
                given(clip.modalities) or (),
                given(clip.transcription),
                clip.raw_,
            )
            for clip in given(match.matches) or ()
        ],
        system_metadata=_read_system_metadata(metadata),
        metadata=None if isinstance(metadata, Unset) else json_of(metadata.user),
        raw=match.raw_,
    )


def _read_system_metadata(metadata: KnowledgeStoreVideoHitMetadata | Unset) -> ItemSystemMetadata | None:
    if isinstance(metadata, Unset) or isinstance(metadata.system, Unset):
        return None
    facts = metadata.system
    return ItemSystemMetadata(
        duration=given(facts.duration),
        width=given(facts.width),
        height=given(facts.height),
        size=given(facts.size),
        raw=facts.raw_,
    )


def _read_modalities(options: KnowledgeStoreSearchOptionsReply | Unset) -> Sequence[str] | None:
    if isinstance(options, Unset):
        return None
    return () if isinstance(options.video, Unset) else given(options.video.modalities) or ()
