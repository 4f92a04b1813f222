"""Media within a JSON request: told by an asset's id, by an address, or as base64."""

from __future__ import annotations

from attrs import field, frozen


@frozen
class MediaSource:
    """Where media come from; one of the three is set.

    Attributes:
        asset_id: A stored asset.
        url: An http or https address of the file itself.
        base64_string: The bytes themselves.
    """

    asset_id: str | None = None
    url: str | None = None
    base64_string: str | None = field(default=None, repr=False)
