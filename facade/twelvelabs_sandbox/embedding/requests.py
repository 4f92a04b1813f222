"""Requests for embeddings read: which model takes what, and what the API chooses where nothing is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

from twelvelabs_sandbox.embedding.media import Medium
from twelvelabs_sandbox.embedding.vectors import DIMENSION, Asked
from twelvelabs_sandbox.errors import ApiError, invalid, not_provided
from twelvelabs_sandbox.media.transcripts import Cue
from twelvelabs_sandbox.settings import MEGABYTE

OLDER, NEWER = "marengo3.0", "marengo3.5"
LARGEST_DIMENSION = 4096
LONGEST_AT_ONCE, LONGEST_SOURCE, LONGEST_TASK = 600.0, 30.0, 4 * 3600.0
LARGEST_SOURCE = 32 * MEGABYTE
OLDER_TOKENS, NEWER_TOKENS = 500, 2000
OLDER_MOST_IMAGES = 10
OPTIONS = {"audio": ("audio", "transcription"), "video": ("visual", "audio", "transcription")}


class TooLarge(ApiError):
    """413: a source has too many bytes. Its body is nested, unlike all others."""

    def __init__(self, size: int) -> None:
        message = f"The source has {size} bytes, the maximum is {LARGEST_SOURCE // MEGABYTE} MB. Use an embedding task."
        super().__init__(413, "media_filesize_too_large", message)

    def body(self) -> dict[str, Any]:
        """The JSON object of the reply."""
        return {"error": super().body()}


def input_of(body: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    """The kind of the input, and the input."""
    kind = body["input_type"]
    if kind not in body:
        raise not_provided(kind)
    return kind, body[kind]


def dimension_of(body: Mapping[str, Any]) -> int:
    """Numbers per vector."""
    if "embedding_dimension" not in body:
        return DIMENSION
    if body["model_name"] == OLDER:
        raise invalid("embedding_dimension", f"It is not supported by {OLDER}.")
    if body["embedding_dimension"] > LARGEST_DIMENSION:
        raise invalid("embedding_dimension", f"It must be at most {LARGEST_DIMENSION}.")
    return int(body["embedding_dimension"])


def checked_text(body: Mapping[str, Any], name: str, text: str) -> tuple[str, bool]:
    """A text, and whether it had to be cut."""
    if not text.strip():
        raise invalid(name, "It must not be empty.")
    limit = OLDER_TOKENS if body["model_name"] == OLDER else NEWER_TOKENS
    words = text.split()
    if len(words) <= limit:
        return text, False
    if body["model_name"] == OLDER or not body.get("auto_truncate", False):
        raise invalid(name, f"It must not be longer than {limit} tokens.")
    return " ".join(words[:limit]), True


def check_several(body: Mapping[str, Any], several: Mapping[str, Any]) -> None:
    """What may stand together in a `multi_input`."""
    sources: Sequence[Mapping[str, Any]] = several.get("media_sources", [])
    kinds = {source["media_type"] for source in sources}
    if not sources and (body["model_name"] == OLDER or "input_text" not in several):
        raise not_provided("multi_input.media_sources")
    if body["model_name"] == OLDER:
        if kinds != {"image"}:
            raise invalid("multi_input.media_sources", f"{OLDER} takes images only.")
        if len(sources) > OLDER_MOST_IMAGES:
            raise invalid("multi_input.media_sources", f"It takes up to {OLDER_MOST_IMAGES} images.")
    names = [source["name"] for source in sources if "name" in source]
    if len(set(names)) < len(names):
        raise invalid("multi_input.media_sources", "Every name must be used once.")
    if len(kinds) > 1 and "document" not in kinds and "input_text" not in several:
        raise invalid("multi_input.input_text", "Sources of different kinds need a text beside them.")
    if body.get("embedding_uncertainty") and ("document" in kinds or (sources and "input_text" in several)):
        raise invalid("embedding_uncertainty", "It is told for a text alone or for media alone, not for documents.")


def asked_of(body: Mapping[str, Any], kind: str, given: Mapping[str, Any], medium: Medium, longest: float) -> Asked:
    """What is asked for of a sound or a video."""
    newer = body["model_name"] == NEWER
    if medium.duration > longest:
        message = f"The {kind} lasts {medium.duration} s, the maximum is {longest:g} s."
        raise ApiError(400, "video_duration_too_long" if kind == "video" else "parameter_invalid", message)
    start, end = given.get("start_sec", 0.0), min(given.get("end_sec", medium.duration), medium.duration)
    if end <= start:
        raise invalid(f"{kind}.end_sec", "It must be after start_sec.")
    fixed, shortest = _division(kind, given.get("segmentation"), newer)
    return Asked(
        start=start,
        end=end,
        fixed=fixed,
        shortest=shortest,
        options=given.get("embedding_option") or [each for each in OPTIONS[kind] if _known(each, newer)],
        scopes=given.get("embedding_scope") or ("clip", "asset"),
        types=given.get("embedding_type") or ("separate_embedding",),
        notes=[Cue(note["start"], note["end"], note["text"]) for note in given.get("time_based_metadata", [])],
        dimension=dimension_of(body),
        uncertain=bool(body.get("embedding_uncertainty")),
    )


def check_timed(body: Mapping[str, Any], kind: str, given: Mapping[str, Any]) -> None:
    """What the model takes of a sound or a video."""
    newer = body["model_name"] == NEWER
    fused = "fused_embedding" in given.get("embedding_type", [])
    options = given.get("embedding_option")
    if newer and "transcription" in (options or []):
        raise invalid(f"{kind}.embedding_option", f"transcription is not supported by {NEWER}.")
    if newer and fused != ("time_based_metadata" in given):
        raise invalid(f"{kind}.embedding_type", "fused_embedding and time_based_metadata need each other.")
    if not newer and "time_based_metadata" in given:
        raise invalid(f"{kind}.time_based_metadata", f"It is not supported by {OLDER}.")
    if not newer and fused and options is not None and len(set(options)) < 2:
        raise invalid(f"{kind}.embedding_type", "fused_embedding needs two options or more.")
    if "segmentation" in given and ("temporal" in given["segmentation"]) != newer:
        raise invalid(f"{kind}.segmentation", f"This form is not supported by {body['model_name']}.")
    if body.get("embedding_uncertainty") and "asset" in given.get("embedding_scope", ["clip", "asset"]):
        raise invalid("embedding_uncertainty", "It goes with scopes without asset only.")


def document_asked(body: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """What is asked for of a text file."""
    scopes = given.get("embedding_scope") or ["asset"]
    pairs = set(product(given.get("embedding_option") or ["text"], scopes))
    if not pairs <= {("text", "asset"), ("text", "local")}:
        raise invalid("document.embedding_option", "A text file takes text with asset or local.")
    if "fused_embedding" in given.get("embedding_type", []):
        raise invalid("document.embedding_type", "fused_embedding is not supported for documents.")
    division = given.get("segmentation", {})
    sequential = division.get("sequential")
    if "spatial" in division or (sequential is not None) != ("local" in scopes):
        raise invalid("document.segmentation", "sequential goes with the scope local of a text file, and only with it.")
    if sequential and sequential.get("overlap_sentences", 0) >= sequential["max_sentences"]:
        raise invalid("document.segmentation.sequential.overlap_sentences", "It must be below max_sentences.")
    if body.get("embedding_uncertainty") and list(scopes) != ["local"]:
        raise invalid("embedding_uncertainty", "Of a text file it goes with the scope local only.")
    return {"scopes": scopes, "sequential": sequential}


def refuse_pdf(medium: Medium, name: str) -> None:
    """Pages are out of this sandbox's reach."""
    if medium.probe.mime_type == "application/pdf":
        raise invalid(name, "This sandbox cannot read the pages of a PDF. Use a text file.")


def _known(option: str, newer: bool) -> bool:
    return not (newer and option == "transcription")


def _division(kind: str, given: Mapping[str, Any] | None, newer: bool) -> tuple[float | None, float]:
    """Length of fixed pieces or None, and the shortest length of pieces that follow the cuts."""
    if given is None:
        return (6.0, 0.0) if kind == "audio" and not newer else (None, 2.0 if newer else 4.0)
    division = given.get("temporal", given)
    if division["strategy"] == "fixed":
        return float(division["fixed"]["duration_sec"]), 0.0
    return None, float(division["dynamic"]["min_duration_sec"])
