"""What indexes and their modalities are called in each version.

An index is kept under the names of version 1.3, with the options that an older version gave it beside them, since
several of those are one here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from twelvelabs_sandbox.older.versions import of_older
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.versions import Version

VISUAL, CONVERSATION, TEXT, LOGO = "visual", "conversation", "text_in_video", "logo"
OPTIONS = (VISUAL, CONVERSATION, TEXT, LOGO)
NEWER = {VISUAL: "visual", CONVERSATION: "audio", TEXT: "visual", LOGO: "visual"}
OLDER = {"visual": VISUAL, "audio": CONVERSATION}
SEARCHING, WRITING = "marengo", "pegasus"


def kept_names(engines: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The fields of an index for engines with their options: as models, and as they were given."""
    given = {engine["engine_name"]: list(dict.fromkeys(engine["engine_options"])) for engine in engines}
    models = [
        {"model_name": name, "model_options": list(dict.fromkeys(NEWER[option] for option in options))}
        for name, options in given.items()
    ]
    return {"models": models, "engine_options": given}


def engines_of(index: Document) -> list[dict[str, Any]]:
    """The models of an index under the names of version 1.2."""
    return [
        {"engine_name": model["model_name"], "engine_options": _options_of(index, model)} for model in index["models"]
    ]


def searching_engine(index: Document) -> dict[str, Any] | None:
    """The engine that can search an index, if there is one."""
    return next((each for each in engines_of(index) if each["engine_name"].startswith(SEARCHING)), None)


def writing_engine(index: Document) -> dict[str, Any] | None:
    """The engine that can write about the videos of an index, if there is one."""
    return next((each for each in engines_of(index) if each["engine_name"].startswith(WRITING)), None)


def only_engine(index: Document) -> dict[str, Any]:
    """The one engine that version 1.1 knows: the one that searches, if there are several."""
    return searching_engine(index) or engines_of(index)[0]


def options_of(index: Document) -> list[str]:
    """The modalities in which an index can be searched, by their older names."""
    engine = searching_engine(index)
    return engine["engine_options"] if engine else []


def telling(version: Version, index: Document) -> dict[str, Any]:
    """What an event of a webhook tells of an index, in the words of a version."""
    return of_older(version, v1_1=_telling_v1_1, v1_2=_telling_v1_2)(index)


def _telling_v1_1(index: Document) -> dict[str, Any]:
    engine = only_engine(index)
    return {"engine": engine["engine_name"], "index_options": engine["engine_options"]}


def _telling_v1_2(index: Document) -> dict[str, Any]:
    engines = engines_of(index)
    return {"engines": [{"name": each["engine_name"], "options": each["engine_options"]} for each in engines]}


def _options_of(index: Document, model: Mapping[str, Any]) -> Sequence[str]:
    given: Mapping[str, Sequence[str]] = index.get("engine_options", {})
    # What text_in_video and logo became cannot be told apart: it was, and is, what is seen.
    return given.get(model["model_name"]) or [OLDER[option] for option in model["model_options"] if option in OLDER]
