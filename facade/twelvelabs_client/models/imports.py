from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from attrs import field, frozen

from twelvelabs_client.core.json import JsonObject

FINAL = ("ready", "failed")


@frozen
class ImportItem:
    """What became of one file of an import: it has an asset, or else an error.

    Attributes:
        source_id: The file's id at the provider.
        action: `created` a new asset, `skipped` because an earlier import has it, `retried` because its fetch had
            failed before, or `rejected`; None in old imports.
        asset_id: Its asset; the earlier one if it was skipped or retried.
        status: The asset's state: `processing`, `ready` or `failed`; the last two are final.
        error_code: Why it was rejected, for programs, such as `source_unavailable`.
        error: Why it was rejected. Not to be parsed.
        raw: The JSON object as received.
    """

    source_id: str
    action: str | None = None
    asset_id: str | None = None
    status: str | None = None
    error_code: str | None = None
    error: str | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)

    @property
    def under_way(self) -> bool:
        """Whether its asset is still to be fetched or processed."""
        return self.asset_id is not None and self.status not in FINAL


@frozen
class Import:
    """Files of a connected account that become assets.

    Attributes:
        id: The import's id.
        connection_id: The connection it went through.
        provider: Where the files came from, such as `google_drive`.
        custom_id: The connection's label at that time.
        item_count: How many files were asked for.
        has_failures: Whether any file was rejected; only told when the import is made.
        items: The files; None in a list of imports. Those whose asset was deleted since are missing.
        created_at: When it was made.
        raw: The JSON object as received.
    """

    id: str
    connection_id: str | None = None
    provider: str | None = None
    custom_id: str | None = None
    item_count: int | None = None
    has_failures: bool | None = None
    items: Sequence[ImportItem] | None = None
    created_at: datetime | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)

    @property
    def status(self) -> str | None:
        """`processing` while a file is under way, then `done`; None in a list. The API tells none: it is worked out."""
        if self.items is None:
            return None
        return "processing" if any(item.under_way for item in self.items) else "done"

    @property
    def error(self) -> str | None:
        """Always None: an import does not fail as a whole, its files do."""
        return None
