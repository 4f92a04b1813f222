"""Connections, redirect URIs and imports, as recorded."""

from __future__ import annotations

import uuid

import pytest
from starlette.applications import Starlette
from vcr.cassette import Cassette

from tests.colours import in_both_colours
from tests.facade import recording
from tests.facade.connecting import Drive, connected_drive
from twelvelabs_client import AsyncTwelveLabsV1_3, ConflictError, NotFoundError

pytestmark = pytest.mark.vcr


@pytest.fixture
def drive(vcr: Cassette, recorded_app: Starlette | None) -> Drive:
    return connected_drive(vcr, recorded_app)


@pytest.fixture
def return_uri(vcr: Cassette) -> str:
    """An address that is registered nowhere yet; the cassette remembers it."""
    path = uuid.uuid4().hex[:8] if recording.is_live() else "done"
    return str(vcr.get_metadata("return_uri", f"https://app.example.com/{path}"))


@in_both_colours
async def test_a_consent_begins_at_an_address_of_its_own(tl: AsyncTwelveLabsV1_3, return_uri: str) -> None:
    begun = await tl.connections.authorize(return_uri, custom_id="team-7")
    again = await tl.connections.authorize(return_uri, provider="google_drive")

    assert begun.authorize_url.startswith("https://")
    assert begun.state
    assert begun.state in begun.authorize_url
    assert begun.state != again.state


@in_both_colours
async def test_a_connection_is_listed_and_read(tl: AsyncTwelveLabsV1_3, drive: Drive) -> None:
    listed = await tl.connections.list(page_limit=50).to_list()
    connection = await tl.connections.get(drive.connection_id)

    assert connection in listed
    assert (connection.id, connection.provider, connection.status) == (drive.connection_id, "google_drive", "active")
    assert connection.custom_id == "team-7"
    assert connection.scopes
    assert connection.account is not None
    assert None not in (connection.connected_at, connection.last_used_at)


@in_both_colours
async def test_a_picker_gets_a_token_that_is_not_shown(tl: AsyncTwelveLabsV1_3, drive: Drive) -> None:
    connection = await tl.connections.get(drive.connection_id)

    token = await tl.connections.picker_token(connection)

    assert token.access_token
    assert token.access_token not in repr(token)
    assert (token.expires_in or 0) > 0
    assert token.scope


@in_both_colours
async def test_a_file_is_imported_once(tl: AsyncTwelveLabsV1_3, drive: Drive, pace: float) -> None:
    states: list[str | None] = []

    first = await tl.connections.imports.create(
        drive.connection_id, [drive.source_id, "1NoSuchFile"], wait=True, poll_interval=pace
    )
    again = await tl.connections.imports.create(drive.connection_id, drive.source_id)
    done = await tl.connections.imports.wait(
        drive.connection_id, again, poll_interval=pace, on_status=lambda seen: states.append(seen.status)
    )

    taken, refused = first.items or ()
    assert (taken.action, taken.status, taken.error) == ("created", "ready", None)
    assert (refused.action, refused.asset_id, refused.error_code) == ("rejected", None, "source_unavailable")
    assert (first.has_failures, first.item_count, first.status) == (True, 2, "done")
    asset = await tl.assets.get(taken.asset_id or "")
    assert (asset.method, asset.filename, asset.status) == ("connector", "harbor.mp4", "ready")
    assert asset.source is not None
    assert asset.source.source_id == drive.source_id
    assert again.has_failures is False
    assert [(item.action, item.asset_id) for item in done.items or ()] == [("skipped", asset.id)]
    assert states[-1] == "done"


@in_both_colours
async def test_imports_are_listed_without_and_read_with_their_files(tl: AsyncTwelveLabsV1_3, drive: Drive) -> None:
    connection = await tl.connections.get(drive.connection_id)
    created = await tl.connections.imports.create(connection, [drive.source_id])

    newest = (await tl.connections.imports.list(connection, page_limit=1).first(1))[0]
    read = await tl.connections.imports.get(connection, created)

    assert (newest.id, newest.connection_id, newest.items, newest.status) == (created.id, connection.id, None, None)
    assert (newest.item_count, newest.custom_id, newest.provider) == (1, "team-7", "google_drive")
    assert (read.id, read.created_at) == (created.id, newest.created_at)
    assert [item.source_id for item in read.items or ()] == [drive.source_id]


@in_both_colours
async def test_a_deleted_connection_is_gone(tl: AsyncTwelveLabsV1_3, drive: Drive) -> None:
    await tl.connections.delete(drive.connection_id)

    with pytest.raises(NotFoundError):
        await tl.connections.get(drive.connection_id)
    with pytest.raises(NotFoundError):
        await tl.connections.imports.list(drive.connection_id).to_list()


@in_both_colours
async def test_a_redirect_uri_is_registered_once_until_it_is_deleted(tl: AsyncTwelveLabsV1_3, return_uri: str) -> None:
    registered = await tl.connections.redirect_uris.create(return_uri)
    with pytest.raises(ConflictError) as refusal:
        await tl.connections.redirect_uris.create(return_uri)
    listed = await tl.connections.redirect_uris.list(page_limit=50).to_list()

    assert refusal.value.docs_url
    assert registered.redirect_uri == return_uri
    assert registered.created_at is not None
    assert registered in listed

    await tl.connections.redirect_uris.delete(registered)
    assert registered not in await tl.connections.redirect_uris.list(page_limit=50).to_list()
