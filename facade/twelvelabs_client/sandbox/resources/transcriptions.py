"""Transcriptions of assets, from the texts the sandbox was given."""

from __future__ import annotations

from typing import Any

from twelvelabs_client.sandbox import transcripts
from twelvelabs_client.sandbox.errors import ApiError
from twelvelabs_client.sandbox.library import ASSETS, PROCESSING, spoken_in
from twelvelabs_client.sandbox.phases import phase_at
from twelvelabs_client.sandbox.routing import Call, Reply
from twelvelabs_client.sandbox.transcripts import Cue

PHASES = (*PROCESSING, ("processing", 2.0))
LISTS = {"words": transcripts.words, "sentences": transcripts.sentences, "utterances": transcripts.utterances}


async def retrieve(call: Call) -> Reply:
    """Read what is said in an asset."""
    asset = call.platform.find(ASSETS, call.path["asset_id"])
    cues = spoken_in(call.platform, asset["filename"], asset["id"])
    if not cues or asset["kind"] not in ("video", "audio"):
        raise ApiError(404, "resource_not_exist", f"Asset {asset['id']} has no transcription.")
    status = phase_at(PHASES, "ready", call.platform.elapsed(asset["created_at"]))
    if status != "ready":
        return Reply(body={"status": status})
    asked = call.query.get("include", ["words"])
    return Reply(body={"status": status, **{name: [_view(cue) for cue in LISTS[name](cues)] for name in asked}})


def _view(cue: Cue) -> dict[str, Any]:
    view = {"start": cue.start, "end": cue.end, "value": cue.text}
    return {**view, "speaker": cue.speaker} if cue.speaker else view
