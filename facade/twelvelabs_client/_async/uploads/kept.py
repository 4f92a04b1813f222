"""A file on its way into an index: stored once, also if an earlier run ended before it was indexed."""

from __future__ import annotations

import logging
from collections.abc import Callable

from twelvelabs_client._async.transport.sending import AsyncTransport
from twelvelabs_client._async.uploads.storing import Source, store, wait_until_ready
from twelvelabs_client._runtime import files
from twelvelabs_client._runtime.journals import JournalFile, hold
from twelvelabs_client.core.errors import BadRequestError, NotFoundError, PermissionDeniedError
from twelvelabs_client.models.asset import Asset
from twelvelabs_client.uploads.cancellation import CancellationToken
from twelvelabs_client.uploads.choices import Choices
from twelvelabs_client.uploads.progress import ProgressReporter
from twelvelabs_client.uploads.resuming import asset_key

log = logging.getLogger("twelvelabs_client")


def journal_of(transport: AsyncTransport, source: Source, choices: Choices) -> JournalFile:
    """Where the asset of a file is noted until it is indexed; nowhere unless the file was given by its path."""
    identity = files.identity_of(source)
    if identity is None:
        return JournalFile()
    request = {"filename": choices.filename, **choices.fields}
    return hold(transport.options.state_dir, asset_key(identity, transport.account, transport.base_url, request))


async def kept_asset(
    transport: AsyncTransport, journal: JournalFile, choices: Choices, on_status: Callable[[Asset], None]
) -> Asset | None:
    """The asset of an earlier run, once it is ready; None if there is none any more.

    Raises:
        TaskFailedError: The API could not process it.
        WaitTimeoutError: `max_wait` passed.
    """
    asset_id = journal.read_asset()
    if asset_id is None:
        return None
    try:
        return await wait_until_ready(
            transport, asset_id, choices.max_wait, choices.poll_interval, on_status, CancellationToken()
        )
    except (BadRequestError, NotFoundError, PermissionDeniedError):
        log.info("upload: asset %s is not there any more, so the file is sent from its beginning", asset_id)
        journal.forget()
        return None


async def stored_asset(
    transport: AsyncTransport,
    source: Source,
    journal: JournalFile,
    choices: Choices,
    reporter: ProgressReporter,
    on_status: Callable[[Asset], None],
) -> Asset:
    """Store a file and note its asset; the asset, once it is ready."""
    identity = files.identity_of(source)

    def note(asset: Asset) -> None:
        # What is noted is the file that was there when its journal was named.
        if identity == files.identity_of(source):
            journal.write_asset(asset.id)

    return await store(transport, source, choices, reporter, on_status, CancellationToken(), note)
