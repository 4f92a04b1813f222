"""Upload sessions as the API knows them."""

from __future__ import annotations

from attrs import evolve

from twelvelabs_client._async.transport.sending import AsyncTransport
from twelvelabs_client.core import checks
from twelvelabs_client.core.paging import next_number
from twelvelabs_client.models.upload import Upload, UploadChunk
from twelvelabs_client.versions.v1_3 import uploads as v1_3


async def read_session(transport: AsyncTransport, upload_id: str, timeout: float | None = None) -> Upload:
    """Read a session with the state of all its chunks, in as many calls as they take.

    Args:
        transport: What sends.
        upload_id: The session's id.
        timeout: Each call in seconds.
    """
    chunks: list[UploadChunk] = []
    number = 1
    while True:
        call = v1_3.get_upload(upload_id, page=number, page_limit=checks.LARGEST_PAGE)
        found, page = await transport.send(call, timeout)
        chunks.extend(page.items)
        following = next_number(page, number)
        if following is None:
            return evolve(found, chunks=chunks)
        number = following
