"""Transcriptions of assets, from the texts the sandbox was given."""

from __future__ import annotations

from typing import Any

from twelvelabs_sandbox.errors import ApiError
from twelvelabs_sandbox.http.routing import Call, Reply
from twelvelabs_sandbox.media import transcripts
from twelvelabs_sandbox.media.transcripts import Cue
from twelvelabs_sandbox.store.library import ASSETS, PROCESSING, spoken_in
from twelvelabs_sandbox.store.phases import phase_at

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
