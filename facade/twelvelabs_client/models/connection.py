from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from attrs import field, frozen

from twelvelabs_client.core.json import JsonObject


@frozen
class ConnectionAuthorization:
    """The beginning of a user's consent; there is no connection yet.

    Attributes:
        authorize_url: Where to send the user's browser.
        state: A guard against forged answers, which the API checks itself.
        raw: The JSON object as received.
    """

    authorize_url: str
    state: str | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class ConnectionAccount:
    """Whose files a connection reads.

    Attributes:
        external_id: The account's id at the provider.
        display_name: How to show it, such as an e-mail address.
        raw: The JSON object as received.
    """

    external_id: str | None = None
    display_name: str | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class Connection:
    """An account at a file store outside that may be read from.

    Attributes:
        id: The connection's id.
        provider: Such as `google_drive`.
        status: `active`, `expired` or `revoked`; only an active one can be used.
        custom_id: Your own label for it.
        account: Whose files they are.
        scopes: What the user has consented to, in the provider's words.
        connected_at: When the user consented.
        last_used_at: When it last served for something.
        raw: The JSON object as received.
    """

    id: str
    provider: str | None = None
    status: str | None = None
    custom_id: str | None = None
    account: ConnectionAccount | None = None
    scopes: Sequence[str] = ()
    connected_at: datetime | None = None
    last_used_at: datetime | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class PickerToken:
    """What the provider's file picker needs. The token opens the account's files for reading, so it is not shown.

    Attributes:
        access_token: The token itself.
        expires_in: Seconds that were left to it when it was made.
        scope: What it is good for, in the provider's words, with blanks between.
        app_id: The number of the application at the provider, where the picker wants one.
        developer_key: A key for the picker in a browser, where it wants one.
        raw: The JSON object as received.
    """

    access_token: str = field(repr=False)
    expires_in: int | None = None
    scope: str | None = None
    app_id: str | None = None
    developer_key: str | None = field(default=None, repr=False)
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class RedirectUri:
    """An address to which browsers may be sent back after a consent.

    Attributes:
        id: The entry's id.
        redirect_uri: The address.
        created_at: When it was registered.
        raw: The JSON object as received.
    """

    id: str
    redirect_uri: str | None = None
    created_at: datetime | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)
