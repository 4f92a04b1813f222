"""Embeddings before v1.3."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from twelvelabs_client._async.transport.sending import AsyncTransport
from twelvelabs_client.core.replacements import NamesReplacements

if TYPE_CHECKING:
    from twelvelabs_client._async.resources.embed_v1 import AsyncEmbedV1


class AsyncOlderEmbed(NamesReplacements):
    """Vectors of texts, images, sounds and videos: `v1` alone, which v1.3 has too."""

    _place = "embed."

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport
        self.api_version = transport.api_version

    @cached_property
    def v1(self) -> AsyncEmbedV1:
        """The embeddings of this version."""
        from twelvelabs_client._async.resources.embed_v1 import AsyncEmbedV1

        return AsyncEmbedV1(self._transport)
