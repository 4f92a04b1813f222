# Derived from _async/uploads/storing.py by `make unasync`; never edited.
"""Files on their way to be assets: one or many, in one call or in chunks."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from os import PathLike
from typing import Any, BinaryIO

from twelvelabs_client._runtime import files
from twelvelabs_client._runtime.ending import NeedsThreads
from twelvelabs_client._runtime.threads import bounded_map
from twelvelabs_client._sync.transport.sending import Transport
from twelvelabs_client._sync.waiting import check_patience, wait_until_final
from twelvelabs_client.core import checks
from twelvelabs_client.core.callbacks import called
from twelvelabs_client.core.file_source import FileSource
from twelvelabs_client.models.asset import Asset
from twelvelabs_client.models.upload import UploadOutcome
from twelvelabs_client.uploads.cancellation import CancellationToken
from twelvelabs_client.uploads.choices import Choices
from twelvelabs_client.uploads.files import FilePart, check_direct_size
from twelvelabs_client.uploads.plan import in_chunks
from twelvelabs_client.uploads.progress import ProgressReporter
from twelvelabs_client.uploads.resuming import journal_key
from twelvelabs_client.versions.newer import assets_of

Source = str | PathLike[str] | BinaryIO | FileSource


def store(
    transport: Transport,
    source: Source,
    choices: Choices,
    reporter: ProgressReporter,
    on_status: Callable[[Asset], None] | None,
    cancellation: CancellationToken,
    on_stored: Callable[[Asset], None] = lambda asset: None,
) -> Asset:
    """Store one file, and wait for it if that is asked for: only then is there nothing left to be resumed.

    `on_stored` gets the asset as soon as there is one.
    """
    told = reporter.wanted

    def tell(sent: int, size: int | None) -> None:
        cancellation.check()
        if told:
            reporter.sent(sent, size)

    with ExitStack() as held, NeedsThreads():
        if isinstance(source, str) and checks.looks_like_url(source):
            choices.check_address()
            asset = create_from_url(transport, source, choices.filename, choices.fields, choices.timeout)
        else:
            with files.opened(source, name=choices.filename, progress=tell, size=choices.size) as part:
                if in_chunks(part, choices.in_chunks):
                    asset = _store_in_chunks(transport, part, choices, reporter, cancellation, held)
                else:
                    asset = create_from_file(transport, part, choices.fields, choices.timeout)
        on_stored(asset)
        if not choices.wait:
            return asset
        return wait_until_ready(transport, asset.id, choices.max_wait, choices.poll_interval, on_status, cancellation)


def store_many(
    transport: Transport,
    sources: Iterable[Source],
    choices: Choices,
    at_once: int,
    on_result: Callable[[UploadOutcome], None] | None,
) -> Sequence[UploadOutcome]:
    """Store many files, a few at a time; each has its outcome, whatever becomes of the others."""
    cancellation = CancellationToken()

    def outcome_of(numbered: tuple[int, Source]) -> tuple[int, UploadOutcome]:
        number, source = numbered
        try:
            asset = store(transport, source, choices, ProgressReporter(None, time.monotonic), None, cancellation)
            return number, UploadOutcome(source, asset)
        except Exception as error:
            return number, UploadOutcome(source, None, error)

    outcomes: dict[int, UploadOutcome] = {}
    storing = bounded_map(outcome_of, enumerate(sources), at_once, on_end=cancellation.cancel)
    try:
        for number, outcome in storing:
            outcomes[number] = outcome
            if on_result is not None:
                called(on_result, "on_result", outcome)
    finally:
        storing.close()
    return [outcomes[number] for number in sorted(outcomes)]


def create_from_url(
    transport: Transport, url: str, filename: str | None, fields: Mapping[str, Any], timeout: float | None
) -> Asset:
    """Let the API fetch a file from its address."""
    return transport.send(
        assets_of(transport.api_version).create_asset_from_url(checks.media_url(url), filename, **fields), timeout
    )


def create_from_file(transport: Transport, part: FilePart, fields: Mapping[str, Any], timeout: float | None) -> Asset:
    """Send a file in one call."""
    check_direct_size(part.size, part.name)
    return transport.send(assets_of(transport.api_version).create_asset_from_file(part, **fields), timeout)


def wait_until_ready(
    transport: Transport,
    asset_id: str,
    max_wait: float,
    poll_interval: float | None,
    on_status: Callable[[Asset], None] | None,
    cancellation: CancellationToken,
) -> Asset:
    """Wait for an asset, unless it is to stop."""

    def look() -> Asset:
        cancellation.check()
        return transport.send(assets_of(transport.api_version).get_asset(asset_id))

    return wait_until_final(
        "asset", asset_id, look, max_wait=max_wait, poll_interval=poll_interval, on_status=on_status
    )


def _store_in_chunks(
    transport: Transport,
    part: FilePart,
    choices: Choices,
    reporter: ProgressReporter,
    cancellation: CancellationToken,
    held: ExitStack,
) -> Asset:
    from twelvelabs_client._runtime import journals
    from twelvelabs_client._sync.uploads.uploading import FileUpload

    check_patience(choices.max_wait, choices.poll_interval)
    journal = journals.JournalFile()
    if choices.resume and part.identity is not None:
        request = {"filename": part.name, **choices.fields}
        key = journal_key(part.identity, transport.account, transport.base_url, request)
        journal = journals.hold(transport.options.state_dir, key)
    held.enter_context(journal)
    return FileUpload(transport, part, choices, journal, reporter, cancellation).run()
