"""What stands in for nouns and methods that an API version lacks.

The facts are those of the API's migration guides. Which version has what, the classes of the clients say themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from twelvelabs_client.core.errors import MissingInVersionError
from twelvelabs_client.core.resource import Resource
from twelvelabs_client.core.settings import ApiVersion

_ANALYZE = "use analyze of v1.3"
_UPLOAD = "use upload(path, index=...), which stores and indexes in one"
_NEWER = "it came with v1.3"
# What every other version has.
_LACKING_IN_V1_1 = {
    "embed": "it came with v1.2",
    "transfers.import_logs": "it came with v1.2; look at tasks.list",
    "transfers.import_status": "it came with v1.2; use tasks.counts",
    "transfers.import_videos": "it came with v1.2; use transfers.create",
}

REPLACEMENTS: Mapping[str, str] = {
    **_LACKING_IN_V1_1,
    "analyze": "use generate, summarize or gist of v1.2",
    "assets": _UPLOAD,
    "classify": _ANALYZE,
    "connections": "use transfers",
    "embed.create": "use embed.v1",
    "embed.tasks": "use embed.v1.tasks",
    "engines": "an index names its models, see indexes.create",
    "entities": _NEWER,
    "entity_collections": _NEWER,
    "generate": _ANALYZE,
    "gist": _ANALYZE,
    "indexed_assets": "use videos, and upload(path, index=...)",
    "knowledge_stores": _NEWER,
    "responses": _NEWER,
    "search.combined": "say it in one text of search.query",
    "search.combined_page": "use search.page",
    "summarize": _ANALYZE,
    "tasks.counts": "count with tasks.list(index=..., status=...)",
    "tasks.create_external": "download the video and upload the file",
    "transfers": "use connections of v1.3",
    "uploads": _UPLOAD,
    "videos.logos": "search for them with search.query",
    "videos.text_in_video": "search for it with search.query",
    "videos.thumbnail": "use hls.thumbnail_urls of a video, or the thumbnail_url of search results",
    "videos.transcription": "use indexed_assets.get(..., transcription=True)",
}


class NamesReplacements(Resource):
    """A client or noun that tells what to use instead of what its API version lacks.

    Type checkers do not see this: to them what is missing is missing.
    """

    api_version: ApiVersion
    _place = ""

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            instead = REPLACEMENTS.get(f"{self._place}{name}")
            if instead is None:
                return super().__getattr__(name)
            raise MissingInVersionError(self.api_version, f"{self._place}{name}", instead)
