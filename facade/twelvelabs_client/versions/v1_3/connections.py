"""Connections and redirect URIs as v1.3 puts them."""

from __future__ import annotations

from twelvelabs_client.core.call import Call
from twelvelabs_client.core.paging import Page
from twelvelabs_client.models.connection import (
    Connection,
    ConnectionAccount,
    ConnectionAuthorization,
    PickerToken,
    RedirectUri,
)
from twelvelabs_client.versions._pages import page_of
from twelvelabs_client.versions._prepare import given, optional, prepare, prepare_empty
from twelvelabs_generated.types import Unset
from twelvelabs_generated.v1_3.models.connection import Connection as ConnectionReply
from twelvelabs_generated.v1_3.models.connection_authorization import ConnectionAuthorization as AuthorizationReply
from twelvelabs_generated.v1_3.models.connection_list import ConnectionList
from twelvelabs_generated.v1_3.models.picker_token import PickerToken as PickerTokenReply
from twelvelabs_generated.v1_3.models.redirect_uri import RedirectUri as RedirectUriReply
from twelvelabs_generated.v1_3.models.redirect_uri_list import RedirectUriList


def authorize_connection(provider: str, redirect_uri: str, custom_id: str | None) -> Call[ConnectionAuthorization]:
    """Ask where a user consents."""
    from twelvelabs_generated.v1_3.api.connections import authorize_connection as operation
    from twelvelabs_generated.v1_3.models.authorize_connection_request import AuthorizeConnectionRequest

    def read(reply: AuthorizationReply) -> ConnectionAuthorization:
        return ConnectionAuthorization(given(reply.authorize_url) or "", given(reply.state), reply.raw_)

    body = AuthorizeConnectionRequest(provider=provider, redirect_uri=redirect_uri, custom_id=optional(custom_id))
    return prepare(operation, read, body=body)


def list_connections(*, page: int, page_limit: int | None) -> Call[Page[Connection]]:
    """One page of connections."""
    from twelvelabs_generated.v1_3.api.connections import list_connections as operation

    def read(reply: ConnectionList) -> Page[Connection]:
        return page_of(reply.data, read_connection, reply.page_info, reply.raw_)

    return prepare(operation, read, page=page, page_limit=optional(page_limit))


def get_connection(connection_id: str) -> Call[Connection]:
    """One connection."""
    from twelvelabs_generated.v1_3.api.connections import retrieve_connection as operation

    return prepare(operation, read_connection, connection_id)


def delete_connection(connection_id: str) -> Call[None]:
    """Give up a connection."""
    from twelvelabs_generated.v1_3.api.connections import delete_connection as operation

    return prepare_empty(operation, connection_id)


def create_picker_token(connection_id: str) -> Call[PickerToken]:
    """A token for the provider's file picker."""
    from twelvelabs_generated.v1_3.api.connections import create_picker_token as operation

    def read(reply: PickerTokenReply) -> PickerToken:
        return PickerToken(
            access_token=given(reply.access_token) or "",
            expires_in=given(reply.expires_in),
            scope=given(reply.scope),
            app_id=given(reply.app_id),
            developer_key=given(reply.developer_key),
            raw=reply.raw_,
        )

    return prepare(operation, read, connection_id)


def create_redirect_uri(redirect_uri: str) -> Call[RedirectUri]:
    """Register a redirect URI."""
    from twelvelabs_generated.v1_3.api.connections import create_redirect_uri as operation
    from twelvelabs_generated.v1_3.models.create_redirect_uri_request import CreateRedirectUriRequest

    return prepare(operation, read_redirect_uri, body=CreateRedirectUriRequest(redirect_uri=redirect_uri))


def list_redirect_uris(*, page: int, page_limit: int | None) -> Call[Page[RedirectUri]]:
    """One page of redirect URIs."""
    from twelvelabs_generated.v1_3.api.connections import list_redirect_uris as operation

    def read(reply: RedirectUriList) -> Page[RedirectUri]:
        return page_of(reply.data, read_redirect_uri, reply.page_info, reply.raw_)

    return prepare(operation, read, page=page, page_limit=optional(page_limit))


def delete_redirect_uri(redirect_uri_id: str) -> Call[None]:
    """Remove a redirect URI."""
    from twelvelabs_generated.v1_3.api.connections import delete_redirect_uri as operation

    return prepare_empty(operation, redirect_uri_id)


def read_connection(reply: ConnectionReply) -> Connection:
    """The facade's connection."""
    account = reply.account
    return Connection(
        id=given(reply.id) or "",
        provider=given(reply.provider),
        status=given(reply.status),
        custom_id=given(reply.custom_id),
        account=None
        if isinstance(account, Unset)
        else ConnectionAccount(given(account.external_id), given(account.display_name), account.raw_),
        scopes=given(reply.scopes) or (),
        connected_at=given(reply.connected_at),
        last_used_at=given(reply.last_used_at),
        raw=reply.raw_,
    )


def read_redirect_uri(reply: RedirectUriReply) -> RedirectUri:
    """The facade's redirect URI."""
    return RedirectUri(
        id=given(reply.id) or "",
        redirect_uri=given(reply.redirect_uri),
        created_at=given(reply.created_at),
        raw=reply.raw_,
    )
