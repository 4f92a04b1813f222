"""What a version of the API cannot be asked, and what to use instead: one table, checked in one place.

A row is found by the facade method and by what is asked: an argument that is given (`model_family`), one of its values
(`status: 'uploading'`), several of them (`status: more than one`), a kind of period or range
(`created_at: a whole day`), a key of a mapping (`user_metadata: size`), or a combination that the intent names itself
(`images beside a text`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from twelvelabs_client.core.errors import UnsupportedInVersionError
from twelvelabs_client.core.settings import ApiVersion
from twelvelabs_client.intents.periods import Period
from twelvelabs_client.intents.ranges import Range
from twelvelabs_client.intents.values import OLDER_OPTIONS

Rows = Mapping[str, Mapping[str, str]]

_OWN_KEYS = (
    "filename", "duration", "fps", "width", "height", "size", "video_title", "engine_id", "engine_ids",
    "vispresso_index_id",
)  # fmt: skip
_PARAMETERS = ("_id", "page", "page_limit", "sort_by", "sort_option", "created_at", "updated_at", "indexed_at")
_RANGES = ("duration", "fps", "width", "height", "size")
_LIST, _NONE, _BRACKET = "a list", "None, which removes a key", "a key with ["
_FACT = "the API has a fact of its own by that name: use another key"
_PARAMETER = "the API has a parameter of that name: filter by another key"
_OWN = {f"user_metadata: {key}": _FACT for key in _OWN_KEYS}
_METADATA = {**_OWN, f"user_metadata: {_LIST}": "join its items into one text"}
_METADATA_CHANGES = {**_METADATA, f"user_metadata: {_NONE}": "set it to an empty text"}


def _filter_keys(*parameters: str) -> dict[str, str]:
    """Metadata to filter by stand in the query under their bare keys, beside the API's own parameters."""
    return {**{f"user_metadata: {key}": _PARAMETER for key in parameters}, f"user_metadata: {_BRACKET}": _PARAMETER}


_METADATA_FILTER = {**_OWN, **_filter_keys(*_PARAMETERS)}
_NEWER_FILTER = _filter_keys(
    "page", "page_limit", "sort_by", "sort_option", "created_at", "updated_at", "filename", *_RANGES
)
_BY_URL = {"filename of a task whose video is at an address": "send the file itself"}
_OLDER_SEARCH = {
    "text: a mention of an entity": "entities came with v1.3; describe it",
    "transcription_options: more than one": "say 'lexical' or 'semantic'",
    "transcription_options: 'lexical' beside other options": "look at options=['transcription'] alone",
    "filter: filename beside title": "before v1.3 they are one; give one of them",
    "filter: a title that is not a string": "give the exact title",
}
_OLDER_TASKS = {
    "user_metadata": "use upload(path, index=..., user_metadata=...), or videos.update after it",
    **_BY_URL,
}
_BELOW_THRESHOLD = "leave the threshold out, and use min_video_score"
_ONE_WAY = {"transcription_options: more than one": "say 'lexical' or 'semantic'"}


# In v1.3 a time stands for itself and everything after it.
_SINCE_ONLY = {
    f"{parameter}: {kind}": f"give its first instant, and compare {parameter} of what comes back"
    for parameter in ("created_at", "updated_at")
    for kind in ("a whole day", "an upper bound")
}


def _renamed(parameter: str) -> dict[str, str]:
    return {f"{parameter}: {old!r}": f"use {new!r}" for old, new in OLDER_OPTIONS.items()}


UNSUPPORTED: Mapping[ApiVersion, Rows] = {
    "v1.1": {
        "indexes.create": {"models: more than one": "make an index for each"},
        "indexes.list": {"model_family": "its engines are all of the marengo family"},
        "tasks.create": _OLDER_TASKS,
        "tasks.list": {
            "status: more than one": "list the tasks of each state",
            "status: 'uploading'": "a task begins with validating",
        },
        "videos.get": {
            "embedding_options": "embeddings came with v1.2",
            "transcription": "use videos.transcription",
        },
        "videos.list": _METADATA_FILTER,
        "videos.update": _METADATA_CHANGES,
        "search.query": {
            **_OLDER_SEARCH,
            "include_user_metadata": "read them with videos.get",
            "images": "search by a text; images came with v1.2",
            "adjust_confidence_level": "use threshold; it came with v1.2",
        },
        "search.combined": {**_OLDER_SEARCH, "adjust_confidence_level": "use threshold; it came with v1.2"},
        "search.page": {"include_user_metadata": "read them with videos.get"},
        "classify": {
            **_ONE_WAY,
            "threshold with several videos": "ask for each, or use min_video_score",
            "page_limit with a threshold": "one video has one page",
            "min_video_score with a threshold": _BELOW_THRESHOLD,
            "min_clip_score with a threshold": _BELOW_THRESHOLD,
            "min_duration_ratio with a threshold": _BELOW_THRESHOLD,
            "show_detailed_score with a threshold": _BELOW_THRESHOLD,
            "classes with options of their own with a threshold": _BELOW_THRESHOLD,
        },
    },
    "v1.2": {
        "tasks.create": _OLDER_TASKS,
        "tasks.list": {"status": "look at the status of each task, or count with tasks.counts"},
        "videos.get": {
            "embedding_options": "use embed=True, which gives all that there are",
            "transcription": "use videos.transcription",
        },
        "videos.list": _METADATA_FILTER,
        "videos.update": _METADATA_CHANGES,
        "search.query": {
            **_OLDER_SEARCH,
            "include_user_metadata": "read them with videos.get",
            "images: more than one": "search for each of them",
            "images beside a text": "search by the one or by the other",
        },
        "search.combined": _OLDER_SEARCH,
        "search.page": {"include_user_metadata": "read them with videos.get"},
        "classify": {**_ONE_WAY, "threshold": "use min_video_score, which is a number"},
        "transfers.import_videos": _METADATA,
        "embed.v1.tasks.create": {"clip_length: a fraction of a second": "give a whole number of seconds"},
        "embed.v1.tasks.get": {"embedding_options": "its vectors are not told apart by what they are of"},
    },
    "v1.3": {
        "indexes.create": _renamed("options"),
        "indexes.list": {**_renamed("model_options"), **_SINCE_ONLY, "index": "use indexes.get"},
        "indexed_assets.list": {**_NEWER_FILTER, **_filter_keys("status")},
        "tasks.create": _BY_URL,
        "tasks.list": {
            **_SINCE_ONLY,
            "task": "use tasks.get",
            "duration: a range": "give one length, or use indexed_assets.list",
            "estimated_time": "v1.3 makes no estimates; use created_at",
        },
        "videos.list": {
            **_SINCE_ONLY,
            **_NEWER_FILTER,
            "video": "use videos.get",
            "indexed_at": "use created_at, and compare indexed_at of what comes back",
        },
        "search.query": {**_renamed("options"), "options: 'conversation'": "use 'transcription'"},
        "embed.v1.create": {"text_truncate": "cut the text, or use auto_truncate of embed.create"},
    },
}


def check_supported(version: ApiVersion, method: str, given: Mapping[str, object]) -> None:
    """Refuse what a version cannot be asked.

    Args:
        version: The API version in use.
        method: The facade method, such as `indexes.list`.
        given: Its arguments by their names, and combinations of them; None, False and what is empty are not given.

    Raises:
        UnsupportedInVersionError: A row says so; the text says what to use instead.
    """
    rows = UNSUPPORTED[version].get(method, {})
    for name, value in given.items():
        for asked, shown in _asked(name, value) if rows else ():
            if asked in rows:
                raise UnsupportedInVersionError(version, shown, rows[asked])


def _asked(name: str, value: object) -> Iterator[tuple[str, str]]:
    """What an argument asks for, as rows name it and as an error shows it."""
    # What a version cannot be asked, it need not be told to leave out.
    if value is None or value is False or (isinstance(value, Sequence | Mapping | Period | Range) and not value):
        return
    yield name, name
    if isinstance(value, str):
        yield f"{name}: {value!r}", f"{name}: {value!r}"
    elif isinstance(value, Mapping):
        for key, kept in value.items():
            yield f"{name}: {key}", f"{name}: {key}"
            if "[" in str(key):
                yield f"{name}: {_BRACKET}", f"{name}: {key}"
            if kept is None:
                yield f"{name}: {_NONE}", f"{name}: {key}: {_NONE}"
            if isinstance(kept, list):
                yield f"{name}: {_LIST}", f"{name}: {key}: {_LIST}"
    elif isinstance(value, Period | Range):
        yield from ((f"{name}: {kind}", f"{name}: {kind}") for kind in value.kinds)
    elif isinstance(value, Sequence):
        if len(value) > 1:
            yield f"{name}: more than one", f"{name}: more than one"
        yield from ((f"{name}: {each!r}", f"{name}: {each!r}") for each in value)
