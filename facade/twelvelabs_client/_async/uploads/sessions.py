"""Upload sessions as the API knows them."""

from __future__ import annotations

from attrs import evolve

from twelvelabs_client._async.transport.sending import AsyncTransport
from twelvelabs_client.core import checks
from twelvelabs_client.core.errors import PaginationError
from twelvelabs_client.core.paging import next_number
from twelvelabs_client.models.upload import Upload, UploadChunk
from twelvelabs_client.versions.newer import uploads_of

# Object stores take 10,000 chunks of a file.
MOST_CHUNKS = 100_000


async def read_session(transport: AsyncTransport, upload_id: str, timeout: float | None = None) -> Upload:
    """Read a session with the state of all its chunks, in as many calls as they take.

    Args:
        transport: What sends.
        upload_id: The session's id.
        timeout: Each call in seconds.

    Raises:
        PaginationError: The pages repeat chunks or have none, and more are said to follow: there would be no end.
    """
    version = uploads_of(transport.api_version)
    chunks: dict[int, UploadChunk] = {}
    number = 1
    while True:
        call = version.get_upload(upload_id, page=number, page_limit=checks.LARGEST_PAGE)
        found, page = await transport.send(call, timeout)
        before = len(chunks)
        chunks.update((chunk.index, chunk) for chunk in page.items)
        following = next_number(page, number)
        if following is None:
            return evolve(found, chunks=list(chunks.values()))
        if len(chunks) == before or len(chunks) > MOST_CHUNKS:
            what = f"page {number} of its chunks has no new one" if len(chunks) == before else "its chunks have no end"
            raise PaginationError(f"upload {upload_id}: {what}, and the API says that more follow; upload again")
        number = following
