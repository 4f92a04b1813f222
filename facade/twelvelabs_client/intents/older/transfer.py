from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import field, frozen

from twelvelabs_client.core import checks
from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.intents.values import TASK_LANGUAGES, one_known

if TYPE_CHECKING:
    from twelvelabs_client.models.index import Index


def _id(index: str | Index) -> str:
    return checks.identifier(index, "index")


@frozen
class TransferObject:
    """A video in an S3 bucket that is to be indexed.

    Attributes:
        index: The index it goes to: its id, or the index, which becomes its id.
        object: Its address, such as `s3://bucket/01.mp4`.
        transcription: The address of its transcript, an SRT or VTT file, likewise.
        language: What is spoken in it; the API knows `en` alone.

    Raises:
        InvalidInputError: An address is none of S3, or the language is not known.
    """

    index: str = field(converter=_id)
    object: str
    transcription: str | None = None
    language: str = "en"

    def __attrs_post_init__(self) -> None:
        _check_address(self.object, "object")
        if self.transcription is not None:
            _check_address(self.transcription, "transcription")
        one_known(self.language, "language", TASK_LANGUAGES)


def _check_address(address: str, noun: str) -> None:
    bucket, _, key = checks.text(address, noun).removeprefix("s3://").partition("/")
    if not address.startswith("s3://") or not bucket or not key:
        raise InvalidInputError(f"{noun}: {address!r} is no address of an object in S3; it looks like s3://bucket/key")
