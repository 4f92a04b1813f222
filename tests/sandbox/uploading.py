"""One file on its way to a sandbox in chunks, step by step."""

from __future__ import annotations

from typing import Any

import httpx

from tests.sandbox.harness import Api

UPLOADS = "/assets/multipart-uploads"


class Upload:
    """An open session, and the bytes that belong to it."""

    def __init__(self, api: Api, content: bytes, **fields: Any) -> None:
        self._api = api
        body = {"filename": "harbor.mp4", "type": "video", "total_size": len(content), **fields}
        self.reply = api.post(UPLOADS, json=body)
        self.opened = self.reply.json()
        self.urls = {each["chunk_index"]: each["url"] for each in self.opened["upload_urls"]}
        self.headers = self.opened["upload_headers"]
        size = self.opened["chunk_size"]
        self.chunks = {index // size + 1: content[index : index + size] for index in range(0, len(content), size)}

    @property
    def path(self) -> str:
        return f"{UPLOADS}/{self.opened['upload_id']}"

    def status(self, query: str = "") -> dict[str, Any]:
        found: dict[str, Any] = self._api.get(f"{self.path}?{query}").json()
        return found

    def more_urls(self, start: int, count: int = 1) -> httpx.Response:
        reply = self._api.post(f"{self.path}/presigned-urls", json={"start": start, "count": count})
        if reply.status_code == 200:
            self.urls |= {each["chunk_index"]: each["url"] for each in reply.json()["upload_urls"]}
        return reply

    def put(self, index: int, content: bytes | None = None, **headers: str) -> httpx.Response:
        """Send a chunk by its URL; the headers are the asked-for ones and these."""
        content = self.chunks[index] if content is None else content
        return self._api.put(self.urls[index], content, **{**self.headers, **headers})

    def proof(self, index: int, **changed: Any) -> dict[str, Any]:
        """Send a chunk by a fresh URL; what is to be reported of it, but for the changes."""
        self.more_urls(index)
        etag = self.put(index).headers["etag"]
        size = len(self.chunks[index])
        return {"chunk_index": index, "proof": etag, "proof_type": "etag", "chunk_size": size, **changed}

    def report(self, *proofs: dict[str, Any]) -> httpx.Response:
        return self._api.post(self.path, json={"completed_chunks": proofs})

    def finish(self) -> dict[str, Any]:
        """Send and report everything."""
        done: dict[str, Any] = self.report(*map(self.proof, self.chunks)).json()
        return done
