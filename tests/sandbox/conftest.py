"""Sandboxes and a tiny video for the tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.descriptions import our_description
from tests.sandbox.harness import Api, Clock
from twelvelabs_sandbox.http.description import Description, load_description
from twelvelabs_sandbox.media.sample_video import SCENES, Scene, make_sample_transcript, make_sample_video
from twelvelabs_sandbox.settings import Settings

TINY_SCENES = tuple(
    Scene(scene.background, scene.shape, scene.colour, scene.moving, 2.0, scene.words) for scene in SCENES[:3]
)


@cache
def _keeping_to_ours(path: Path | None = None, package: str = "v1_3") -> Description:
    return load_description(path) if path else Description(our_description(package.replace("_", ".")))


@pytest.fixture(autouse=True, scope="session")
def descriptions_are_ours() -> Iterator[None]:
    """What the sandbox refuses is tested on our descriptions, whatever the packages were upgraded to."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("twelvelabs_sandbox.surfaces.load_description", _keeping_to_ours)
        yield


@pytest.fixture(scope="session")
def video(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six seconds in three scenes: red and moving, green and still, blue and moving."""
    return make_sample_video(tmp_path_factory.mktemp("media") / "tiny.mp4", TINY_SCENES, size=(64, 36), fps=5)


@pytest.fixture(scope="session")
def sidecars(video: Path) -> Path:
    make_sample_transcript(video.with_suffix(".vtt"), TINY_SCENES)
    return video.parent


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def start(clock: Clock) -> Iterator[Callable[..., Api]]:
    """Makes sandboxes in this process; at speed 1 the clock's seconds are the simulated ones."""
    started: list[Api] = []

    def make(**settings: Any) -> Api:
        started.append(Api(Settings(**{"clock": clock, "speed": 1.0, "seed": 7, **settings})))
        return started[-1]

    yield make
    for api in started:
        api.close()


@pytest.fixture
def api(start: Callable[..., Api], sidecars: Path) -> Api:
    return start(sidecars=sidecars)


@pytest.fixture
def asset(api: Api, clock: Clock, video: Path) -> str:
    """The tiny video, ready."""
    identifier = api.upload(video)
    clock.advance(4)
    return identifier


@pytest.fixture
def index(api: Api) -> str:
    return api.create_index(addons=["thumbnail"])


@pytest.fixture
def indexed(api: Api, clock: Clock, index: str, asset: str) -> str:
    """The tiny video, ready in the index."""
    body = {"asset_id": asset, "user_metadata": {"series": "harbor", "episode": 3}}
    reply = api.post(f"/indexes/{index}/indexed-assets", json=body)
    clock.advance(11)
    return str(reply.json()["_id"])


@pytest.fixture(params=["1.1", "1.2"])
def older(request: pytest.FixtureRequest, api: Api) -> Api:
    """The sandbox, asked in each older version."""
    return api.speaking(request.param)


@pytest.fixture
def v1_1(api: Api) -> Api:
    return api.speaking("1.1")


@pytest.fixture
def v1_2(api: Api) -> Api:
    return api.speaking("1.2")
