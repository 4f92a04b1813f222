"""The list of a transfer, which v1.1 and v1.2 read alike."""

from __future__ import annotations

from collections.abc import Iterable

import orjson

from twelvelabs_client.intents.older.transfer import TransferObject


def transfer_list(objects: Iterable[TransferObject]) -> bytes:
    """The JSON file that names objects of a bucket."""
    return orjson.dumps([_row(each) for each in objects])


def _row(each: TransferObject) -> dict[str, str]:
    row = {"index_id": each.index, "language": each.language, "object": each.object}
    return row if each.transcription is None else {**row, "transcription": each.transcription}
