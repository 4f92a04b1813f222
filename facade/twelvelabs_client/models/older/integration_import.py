from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from attrs import field, frozen

from twelvelabs_client.core.json import JsonObject
from twelvelabs_client.models.task import TaskCounts


@frozen
class IntegrationFile:
    """A file of a bucket.

    Attributes:
        filename: Its name.
        video_id: The video that it became, which is also the id of its task; None where there is none.
        created_at: When its import began, where told.
        error: Why it was not imported, if it was not.
        raw: The JSON object as received.
    """

    filename: str | None = None
    video_id: str | None = None
    created_at: datetime | None = None
    error: str | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class IntegrationImport:
    """An import from a bucket that has begun.

    Attributes:
        videos: The files that are being imported.
        failed_files: Those that cannot be, each with its `error`.
        raw: The JSON object as received.
    """

    videos: Sequence[IntegrationFile] = ()
    failed_files: Sequence[IntegrationFile] = ()
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class IntegrationImportStatus:
    """The files of a bucket, by what has become of them in an index.

    Attributes:
        validating: Being checked.
        pending: Waiting for a place.
        queued: About to be indexed.
        indexing: Being indexed.
        ready: Indexed.
        failed: Ended in failure, each with its `error`.
        not_imported: The names of files that no import has taken.
        raw: The JSON object as received.
    """

    validating: Sequence[IntegrationFile] = ()
    pending: Sequence[IntegrationFile] = ()
    queued: Sequence[IntegrationFile] = ()
    indexing: Sequence[IntegrationFile] = ()
    ready: Sequence[IntegrationFile] = ()
    failed: Sequence[IntegrationFile] = ()
    not_imported: Sequence[str] = ()
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class IntegrationImportLog:
    """One import from a bucket.

    Attributes:
        index_id: The index it went to.
        index_name: Its name.
        created_at: When it began.
        ended_at: When it was over; None while it is not.
        counts: How many of its videos are in which state.
        failed_files: Files that were not imported, each with its `error`.
        raw: The JSON object as received.
    """

    index_id: str | None = None
    index_name: str | None = None
    created_at: datetime | None = None
    ended_at: datetime | None = None
    counts: TaskCounts = field(factory=TaskCounts)
    failed_files: Sequence[IntegrationFile] = ()
    raw: JsonObject = field(factory=dict, repr=False, eq=False)
