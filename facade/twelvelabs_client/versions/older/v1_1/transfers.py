"""Transfers as v1.1 puts them."""

from __future__ import annotations

from attrs import evolve

from twelvelabs_client.core.call import Call
from twelvelabs_client.uploads.files import FilePart
from twelvelabs_client.versions._prepare import prepare_empty
from twelvelabs_generated.types import File


def create_transfer(file: FilePart) -> Call[None]:
    """Index the videos of a bucket that a list names."""
    from twelvelabs_generated.v1_1.api.transfers import create_transfer as operation
    from twelvelabs_generated.v1_1.models.create_transfer_request import CreateTransferRequest

    body = CreateTransferRequest(file=File(file.payload, file.name, file.media_type))
    return evolve(prepare_empty(operation, body=body), replayable=file.replayable)
