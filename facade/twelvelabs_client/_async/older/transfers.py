"""Transfers: many videos at once, from buckets of S3."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from os import PathLike
from typing import BinaryIO

from twelvelabs_client._async.transport.sending import AsyncTransport
from twelvelabs_client._runtime import files
from twelvelabs_client.core import checks
from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.core.replacements import NamesReplacements
from twelvelabs_client.intents.metadata import MetadataValue, check_metadata
from twelvelabs_client.intents.older.transfer import TransferObject
from twelvelabs_client.models.index import Index
from twelvelabs_client.models.older.integration_import import (
    IntegrationImport,
    IntegrationImportLog,
    IntegrationImportStatus,
)
from twelvelabs_client.versions.older import dispatch
from twelvelabs_client.versions.older.shared.transfers import transfer_list
from twelvelabs_client.versions.unsupported import check_supported


class AsyncOlderTransfers(NamesReplacements):
    """Many videos at once, from a bucket of S3 that is integrated on the API's website."""

    _place = "transfers."

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport
        self._version = dispatch.transfers_of(dispatch.older(transport.api_version))
        self.api_version = transport.api_version

    async def create(
        self,
        objects: Sequence[TransferObject] | str | PathLike[str] | BinaryIO,
        *,
        timeout: float | None = None,
    ) -> None:
        """Index the videos that a list names. Each gets a task; those that an index has already are passed over.

        Args:
            objects: Which videos, and where each goes; or the list as a JSON file: a path, or a file opened with mode
                `rb`.
            timeout: The whole call in seconds.

        Raises:
            InvalidInputError: The list is empty, or the file cannot be read.
            NotFoundError: There is no such index; then nothing of the list is taken.
            BadRequestError: The list makes no sense to the API, likewise.

        Operation: `POST /tasks/transfers`
        """
        source, name = _list_of(objects)
        with files.opened(source, name=name) as part:
            await self._transport.send(self._version.create_transfer(part), timeout)


class AsyncTransfersV1_2(AsyncOlderTransfers):
    """Many videos at once, from a bucket of S3 that is integrated on the API's website."""

    async def import_videos(
        self,
        integration: str,
        index: str | Index,
        *,
        incremental_import: bool | None = None,
        retry_failed: bool | None = None,
        user_metadata: Mapping[str, MetadataValue] | None = None,
        timeout: float | None = None,
    ) -> IntegrationImport:
        """Index the videos of a bucket.

        Args:
            integration: The id of the bucket's integration.
            index: Where they go: its id, or the index.
            incremental_import: Pass over what was imported before (the API's default: yes).
            retry_failed: Try again what failed before (the API's default: no).
            user_metadata: Data to keep with every one of them.
            timeout: The whole call in seconds.

        Returns:
            The files that are being imported, and those that cannot be.

        Raises:
            NotFoundError: There is no such integration or index.
            UnsupportedInVersionError: The version cannot keep one of the metadata.

        Operation: `POST /tasks/transfers/import/{integration-id}`
        """
        from twelvelabs_client.versions.older.v1_2 import transfers as v1_2

        metadata = check_metadata(user_metadata)
        check_supported(self.api_version, "transfers.import_videos", {"user_metadata": metadata})
        call = v1_2.import_videos(
            checks.identifier(integration, "integration"),
            checks.identifier(index, "index"),
            incremental_import=incremental_import,
            retry_failed=retry_failed,
            user_metadata=metadata,
        )
        return await self._transport.send(call, timeout)

    async def import_status(
        self, integration: str, index: str | Index, *, timeout: float | None = None
    ) -> IntegrationImportStatus:
        """Read what has become of the files of a bucket in an index.

        Args:
            integration: The id of the bucket's integration.
            index: The index's id, or the index.
            timeout: The whole call in seconds.

        Returns:
            The files by state.

        Raises:
            NotFoundError: There is no such integration or index.

        Operation: `GET /tasks/transfers/import/{integration-id}/status`
        """
        from twelvelabs_client.versions.older.v1_2 import transfers as v1_2

        call = v1_2.get_import_status(checks.identifier(integration, "integration"), checks.identifier(index, "index"))
        return await self._transport.send(call, timeout)

    async def import_logs(self, integration: str, *, timeout: float | None = None) -> list[IntegrationImportLog]:
        """Read about every import from a bucket, the oldest first.

        Args:
            integration: The id of the bucket's integration.
            timeout: The whole call in seconds.

        Raises:
            NotFoundError: There is no such integration.

        Operation: `GET /tasks/transfers/import/{integration-id}/logs`
        """
        from twelvelabs_client.versions.older.v1_2 import transfers as v1_2

        call = v1_2.list_import_logs(checks.identifier(integration, "integration"))
        return await self._transport.send(call, timeout)


def _list_of(
    objects: Sequence[TransferObject] | str | PathLike[str] | BinaryIO,
) -> tuple[files.Source, str | None]:
    """The list as a file, and the name it goes by where it has none of its own."""
    if not isinstance(objects, Sequence | Set) or isinstance(objects, str):
        return objects, None
    if not objects:
        raise InvalidInputError("objects: the list is empty; give one at least")
    return transfer_list(checks.all_are(TransferObject, objects, "objects")), "transfer.json"
