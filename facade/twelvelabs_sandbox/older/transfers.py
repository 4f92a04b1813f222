"""Indexing many videos at once from a bucket, and one from a video site."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any
from urllib.parse import parse_qs, urlsplit

import orjson
from starlette.datastructures import UploadFile

from twelvelabs_sandbox.errors import ApiError, invalid, not_provided, not_readable
from twelvelabs_sandbox.fetching import is_url
from twelvelabs_sandbox.http.routing import Call, Reply
from twelvelabs_sandbox.older.bucket import (
    LOGS,
    described_source,
    keep_transcript,
    logged,
    moment,
    named,
    refusal_of,
    take,
    taken_into,
)
from twelvelabs_sandbox.older.tasks import status_in
from twelvelabs_sandbox.older.versions import of_older
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.library import INDEXES
from twelvelabs_sandbox.store.platform import Platform, timestamp
from twelvelabs_sandbox.store.task_records import TASKS, task_now

STATES = ("validating", "pending", "queued", "indexing", "ready")
FIELDS = {"index_id", "language", "object", "transcription"}
SITES = ("youtube.com", "youtu.be")


async def create(call: Call) -> Reply:
    """Index the videos of a bucket that a list names; each gets a task, and one that is not there fails it."""
    platform, rows = call.platform, await _rows(call)
    indexes = {row["index_id"]: platform.find(INDEXES, row["index_id"]) for row in rows}
    tasks: dict[str, list[Document]] = defaultdict(list)
    for row in rows:
        index, source = indexes[row["index_id"]], named(platform, row["object"])
        # Bytes that an index already holds are passed over.
        if source in taken_into(platform, index["id"]):
            continue
        task = await take(call, index, source, row["object"].rpartition("/")[2])
        tasks[index["id"]].append(task)
        if "transcription" in row:
            keep_transcript(platform, task["id"], row["transcription"])
    for index_id, made in tasks.items():
        logged(call, None, indexes[index_id], made, None)
    return Reply(status=of_older(call.version, v1_1=200, v1_2=204))


async def create_import(call: Call) -> Reply:
    """Index the videos of a bucket, which are the files on offer."""
    platform, body = call.platform, call.body
    integration = _integration(call)
    index = platform.find(INDEXES, body["index_id"])
    metadata = body.get("user_metadata") or {}
    before = taken_into(platform, index["id"])
    made, failed = [], []
    for source, file in platform.remote_files.items():
        if not _is_new(before.get(source), body):
            continue
        reason = refusal_of(file)
        if reason is not None:
            failed.append({"filename": file.name, "error_message": reason})
            continue
        made.append(await take(call, index, source, file.name, metadata, same_id=True))
    logged(call, integration, index, made, failed)
    videos = [{"video_id": task["video_id"], "filename": task["system_metadata"]["filename"]} for task in made]
    return Reply(body={"videos": videos, "failed_files": failed or None})


async def retrieve_status(call: Call) -> Reply:
    """Tell the state of every video of a bucket in an index."""
    platform = call.platform
    _integration(call)
    index = platform.find(INDEXES, call.query["index_id"])
    taken = taken_into(platform, index["id"])
    states: dict[str, list[Any]] = {state: [] for state in STATES} | {"failed": []}
    for task in taken.values():
        row = {"filename": task["system_metadata"]["filename"], "created_at": moment(task)}
        if task["failed"] and task["status"] == "failed":
            states["failed"].append({**row, "error_message": task["reason"]})
        else:
            states[status_in(task["status"], call.version)].append({**row, "video_id": task["video_id"]})
    waiting = [file.name for source, file in platform.remote_files.items() if source not in taken]
    return Reply(body={state: rows for state, rows in states.items() if rows} | {"not_imported": waiting})


async def list_logs(call: Call) -> Reply:
    """List the imports from a bucket, and what transfers took; oldest first."""
    integration = _integration(call)
    logs = [log for log in call.platform.store.all(LOGS) if log["integration_id"] in (integration, None)]
    return Reply(body={"data": [_log(call.platform, log) for log in logs]})


async def create_external(call: Call) -> Reply:
    """Index a video of a video site, which is the file on offer that has its id."""
    platform, body = call.platform, call.body
    index = platform.find(INDEXES, body["index_id"])
    identifier = _video_on_site(body["url"])
    file = platform.remote_files.get(identifier)
    if file is None or refusal_of(file) is not None:
        raise ApiError(400, "external_video_unavailable", f"The video {identifier} is not available.")
    task = await take(call, index, identifier, file.name)
    source = {"type": "youtube", "name": file.name, "url": body["url"]}
    described_source(platform, task["video_id"], source)
    return Reply(status=201, body={"_id": task["id"]})


async def _rows(call: Call) -> list[dict[str, Any]]:
    """The list in the file of a transfer, checked.

    Raises:
        ApiError: 400, it is missing, no JSON list, or a row lacks something.
    """
    file = call.body["file"]
    if not isinstance(file, UploadFile):
        raise not_provided("file")
    try:
        rows = orjson.loads(await file.read())
    except orjson.JSONDecodeError as error:
        raise invalid("file", f"It is not JSON: {error}.") from error
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise invalid("file", "It must be a JSON array of objects.")
    for row in rows:
        _check_row(row)
    return rows


def _check_row(row: dict[str, Any]) -> None:
    for name in ("index_id", "language", "object"):
        if not isinstance(row.get(name), str):
            raise not_provided(f"file.{name}")
    if row["language"] != "en":
        raise invalid("file.language", "It must be one of: en.")
    for name in ("object", "transcription"):
        if not str(row.get(name, "s3://")).startswith("s3://"):
            raise invalid(f"file.{name}", "It must be an s3:// address.")
    if unknown := row.keys() - FIELDS:
        raise invalid("file", f"Its objects do not take {', '.join(sorted(unknown))}.")


def _is_new(task: Document | None, body: Any) -> bool:
    """Whether an import takes a file: one it did not take before, or any one if it is told to."""
    if task is None or not body.get("incremental_import", True):
        return True
    return task["status"] == "failed" and bool(body.get("retry_failed", False))


def _integration(call: Call) -> str:
    """The id of an integration; those of other accounts are refused."""
    identifier = call.path["integration_id"]
    if identifier in call.platform.foreign:
        raise not_readable(identifier)
    return identifier


def _log(platform: Platform, log: Document) -> dict[str, Any]:
    kept = [platform.store.get(TASKS, identifier) for identifier in log["tasks"]]
    tasks = [task_now(platform, task) for task in kept if task is not None]
    counts = Counter(status_in(task["status"], "1.2") for task in tasks)
    over = all(task["status"] in ("ready", "failed") for task in tasks)
    ended = max((task["updated_at"] for task in tasks), default=log["created_at"])
    late = [
        {"filename": task["system_metadata"]["filename"], "error_message": task["reason"]}
        for task in tasks
        if task["status"] == "failed"
    ]
    failed = [*(log["failed_files"] or []), *late]
    return {
        "index_id": log["index_id"],
        "index_name": log["index_name"],
        "created_at": timestamp(log["created_at"]),
        "ended_at": timestamp(ended) if over else None,
        "video_status": {state: counts[state] for state in (*STATES, "failed")},
        "failed_files": failed or None,
    }


def _video_on_site(url: str) -> str:
    """The id of the video that an address of the site shows.

    Raises:
        ApiError: 400, it is another site's, or shows no video.
    """
    if not is_url(url):
        raise invalid("url", "It must be an http or https URL.")
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    if host not in SITES:
        raise ApiError(400, "external_video_domain_unsupported", "Only videos of YouTube can be indexed so.")
    if parts.path.startswith("/live/"):
        raise ApiError(400, "external_video_live_unsupported", "Live videos cannot be indexed.")
    identifier = parts.path.strip("/") if host == "youtu.be" else parse_qs(parts.query).get("v", [""])[0]
    if not identifier:
        raise ApiError(400, "external_video_invalid", "The address shows no video. Give that of a single one.")
    return identifier
