"""Every method checks the ids that it is given before anything is sent; signatures say which methods take ids."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from typing import Any

import attrs
import httpx
import pytest

from tests.facade.refusals import ID, is_one_clear_line, send_nothing
from tests.facade.test_public_surface import methods_of
from twelvelabs_client import InvalidInputError, TwelveLabs, models
from twelvelabs_client.core.settings import VERSIONS, ApiVersion
from twelvelabs_client.intents import NewEntity, TransferObject
from twelvelabs_client.models import SentChunk

pytestmark = pytest.mark.filterwarnings("ignore:.+ is deprecated by the API:DeprecationWarning")

Method = Callable[..., Any]
WITH_IDS = {
    name
    for name in models.__all__
    if attrs.has(getattr(models, name)) and any(field.name == "id" for field in attrs.fields(getattr(models, name)))
}
# Ids of things that no method returns as a model, and tokens that stand in paths.
BARE_IDS = {"integration", "token"}
# What the other arguments of the methods are, by their names.
OTHERS: dict[str, Any] = {
    "name": "harbor", "text": "harbor", "query": "harbor", "prompt": "What is it?", "input": "What is it?",
    "source": "nowhere.mp4", "user_metadata": {"a": 1}, "metadata": {"a": 1}, "chunks": [SentChunk(1, "made-up", 5)],
    "start": 1, "count": 1, "entities": [NewEntity("Ada", ID)], "classes": {"Harbors": "boats"},
    "objects": [TransferObject(index=ID, object="s3://films/1.mp4")], "provider": "google_drive",
    "files": ["f1"], "custom_id": "u1", "source_ids": ["f1"], "url": "https://media.example/clip.mp4",
    "engine": "marengo2.5", "model": "marengo3.0", "redirect_uri": "https://app.example/back",
    "filename": "clip.mp4", "total_size": 9, "items": [ID],
}  # fmt: skip
# Optional arguments without which a method has nothing to do.
NEEDED: dict[str, dict[str, Any]] = {
    "search.query": {"text": "harbor"},
    "videos.update": {"user_metadata": {"a": 1}},
    "knowledge_stores.update": {"name": "harbor"},
    "knowledge_stores.item_collections.update": {"name": "harbor"},
}


def id_parameters(method: Method) -> Iterator[inspect.Parameter]:
    for parameter in inspect.signature(method).parameters.values():
        annotation = str(parameter.annotation)
        if parameter.name in BARE_IDS:
            yield parameter
        if re.search(r"\bstr\b", annotation) and WITH_IDS & {*re.findall(r"\w+", annotation)}:
            yield parameter


CASES = [
    pytest.param(version, name, parameter.name, id=f"{version}-{name}-{parameter.name}")
    for version in VERSIONS
    for name, method in methods_of(TwelveLabs, version).items()
    for parameter in id_parameters(method)
]


def given(parameter: inspect.Parameter, identifier: str) -> Any:
    several = "Sequence[" in str(parameter.annotation) or "Iterable[" in str(parameter.annotation)
    return [identifier] if several else identifier


def called(version: ApiVersion, name: str, wrong: str, identifier: str) -> Any:
    found: Any = TwelveLabs(api_key="made-up", api_version=version, transport=httpx.MockTransport(send_nothing))
    for part in name.removeprefix("client.").split("."):
        found = getattr(found, part)
    ids = {parameter.name: parameter for parameter in id_parameters(found)}
    arguments = {**NEEDED.get(name, {}), wrong: given(ids[wrong], identifier)}
    for parameter in inspect.signature(found).parameters.values():
        if parameter.name in arguments or parameter.default is not inspect.Parameter.empty:
            continue
        if parameter.kind in (inspect.Parameter.VAR_KEYWORD, inspect.Parameter.VAR_POSITIONAL):
            continue
        arguments[parameter.name] = given(parameter, ID) if parameter.name in ids else OTHERS[parameter.name]
    positional = [
        arguments.pop(parameter.name)
        for parameter in inspect.signature(found).parameters.values()
        if parameter.kind is not inspect.Parameter.KEYWORD_ONLY and parameter.name in arguments
    ]
    return found(*positional, **arguments)


def test_the_methods_that_take_ids_are_found() -> None:
    found = {case.values[1] for case in CASES}

    assert found >= {"client.upload", "indexes.get", "search.query", "entities.add_assets", "transfers.import_videos"}
    assert len(CASES) > 130


@pytest.mark.parametrize("identifier", ["", "../indexes"])
@pytest.mark.parametrize(("version", "name", "parameter"), CASES)
def test_every_method_checks_its_ids(version: ApiVersion, name: str, parameter: str, identifier: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        called(version, name, parameter, identifier)

    assert re.match(r"[\w\[\]. ]+: ", str(refusal.value))
    assert is_one_clear_line(refusal.value)
    assert "the id is empty" in str(refusal.value) or "../indexes" in str(refusal.value)
