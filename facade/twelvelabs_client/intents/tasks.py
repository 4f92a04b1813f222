"""A new task, and what its rules are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import evolve, fields, frozen

from twelvelabs_client.uploads.files import FilePart


@frozen(kw_only=True)
class NewTask:
    """A video to be uploaded and indexed in one.

    Attributes:
        index_id: Where it goes.
        file: The video, or None where it is at a URL.
        url: The URL of the video.
        enable_video_stream: Whether it is kept for streaming.
        user_metadata: Data to keep with it.
        transcript: A transcript to use, before v1.3.
        transcript_url: The URL of one.
        language: What is spoken, before v1.3.
    """

    index_id: str
    file: FilePart | None = None
    url: str | None = None
    enable_video_stream: bool | None = None
    user_metadata: Mapping[str, Any] | None = None
    transcript: FilePart | None = None
    transcript_url: str | None = None
    language: str | None = None

    def of(self, *, file: FilePart | None = None, url: str | None = None) -> NewTask:
        """The same task with its video."""
        return evolve(self, file=file, url=url)

    def given(self, filename: str | None) -> dict[str, object]:
        """What is asked for, and `filename` where the video is not a file."""
        own = {each.name: getattr(self, each.name) for each in fields(NewTask)}
        return {**own, "filename of a task whose video is at an address": self.url is not None and filename is not None}
