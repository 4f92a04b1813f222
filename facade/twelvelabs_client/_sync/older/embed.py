# Derived from _async/older/embed.py by `make unasync`; never edited.
"""Embeddings before v1.3."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from twelvelabs_client._sync.transport.sending import Transport
from twelvelabs_client.core.replacements import NamesReplacements

if TYPE_CHECKING:
    from twelvelabs_client._sync.resources.embed_v1 import EmbedV1


class OlderEmbed(NamesReplacements):
    """Vectors of texts, images, sounds and videos: `v1` alone, which v1.3 has too."""

    _place = "embed."

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self.api_version = transport.api_version

    @cached_property
    def v1(self) -> EmbedV1:
        """The embeddings of this version."""
        from twelvelabs_client._sync.resources.embed_v1 import EmbedV1

        return EmbedV1(self._transport)
