"""Lists filtered by ids, times and lengths, on every version, against a sandbox: what is asked for is what comes."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.facade.recording import MEDIA
from twelvelabs_client import TwelveLabs, UnsupportedInVersionError
from twelvelabs_client.core.settings import VERSIONS
from twelvelabs_sandbox import Sandbox
from twelvelabs_sandbox.media.sample_video import Scene, make_sample_video

pytestmark = pytest.mark.filterwarnings("ignore:.*deprecated by the API")
OLDER = ("v1.1", "v1.2")
MIDNIGHT = datetime.datetime(2026, 7, 21, tzinfo=datetime.UTC)
IN_SEOUL = MIDNIGHT.astimezone(datetime.timezone(datetime.timedelta(hours=9)))
MOMENT = datetime.timedelta(milliseconds=500)
BEFORE, AFTER = datetime.date(2026, 7, 20), datetime.date(2026, 7, 21)
TIMES = {
    "indexes": ("created_at", "updated_at"),
    "tasks": ("created_at", "updated_at", "estimated_time"),
    "videos": ("created_at", "updated_at", "indexed_at"),
}


class Filled:
    """A sandbox with an index, a task and a video from each side of midnight: "early" of 6 s, "late" of 6.4 s."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.ids: dict[str, dict[str, str]] = {"indexes": {}, "tasks": {}, "videos": {}}

    def client(self, version: str) -> TwelveLabs:
        return TwelveLabs(base_url=self.sandbox.url, api_key=self.sandbox.api_key, api_version=version)

    def found(self, version: str, of: str, **given: Any) -> set[str]:
        """The names of what is listed."""
        place = (self.ids["indexes"]["early"],) if of == "videos" else ()
        names = {identifier: name for name, identifier in self.ids[of].items()}
        with self.client(version) as tl:
            return {names[item.id] for item in getattr(tl, of).list(*place, **given).to_list()}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    folder, now = tmp_path_factory.mktemp("media"), [0.0]
    shutil.copyfile(MEDIA / "harbor.mp4", folder / "early.mp4")
    scene = Scene("red", "circle", "white", moving=True, seconds=6.4, words="")
    make_sample_video(folder / "late.mp4", (scene,), size=(64, 36), fps=5, audio=False)
    with Sandbox(speed=1000, seed=1, clock=lambda: now[0]) as sandbox:
        filled = Filled(sandbox)
        with filled.client(OLDER[0]) as tl:
            for name, when in (("early", MIDNIGHT - MOMENT), ("late", MIDNIGHT + MOMENT)):
                now[0] = when.timestamp()
                _fill(tl, filled.ids, name, folder)
                now[0] += 0.4
                filled.ids["videos"][name] = tl.tasks.get(filled.ids["tasks"][name]).video_id or ""
        yield filled


def _fill(tl: Any, ids: dict[str, dict[str, str]], name: str, folder: Path) -> None:
    ids["indexes"][name] = tl.indexes.create(name).id
    ids["tasks"][name] = tl.tasks.create(ids["indexes"]["early"], folder / f"{name}.mp4").id


@pytest.mark.parametrize("version", OLDER)
@pytest.mark.parametrize(("of", "time"), [(of, time) for of, times in TIMES.items() for time in times])
@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (BEFORE, {"early"}),
        (AFTER, {"late"}),
        ((BEFORE, BEFORE), {"early"}),
        ((BEFORE, AFTER), {"early", "late"}),
        ((None, BEFORE), {"early"}),
        ((AFTER, None), {"late"}),
        (MIDNIGHT, {"late"}),
        (IN_SEOUL, {"late"}),
        ((None, MIDNIGHT), {"early"}),
        ((MIDNIGHT - 2 * MOMENT, IN_SEOUL), {"early"}),
        (MIDNIGHT + 2 * MOMENT, set()),
    ],
    ids=lambda value: None if isinstance(value, set) else str(value),
)
def test_a_list_before_v1_3_is_of_an_instant_a_day_or_a_period(
    filled: Filled, version: str, of: str, time: str, asked: Any, expected: set[str]
) -> None:
    assert filled.found(version, of, **{time: asked}) == expected


@pytest.mark.parametrize("of", ["indexes", "tasks", "videos"])
@pytest.mark.parametrize("time", ["created_at", "updated_at"])
@pytest.mark.parametrize("asked", [MIDNIGHT, IN_SEOUL, (MIDNIGHT, None), (AFTER, None)], ids=str)
def test_a_list_of_v1_3_is_from_an_instant_on(filled: Filled, of: str, time: str, asked: Any) -> None:
    assert filled.found("v1.3", of, **{time: asked}) == {"late"}


@pytest.mark.parametrize("asked", [AFTER, (None, MIDNIGHT)], ids=["a whole day", "an upper bound"])
def test_v1_3_says_what_it_cannot_list_by(filled: Filled, asked: Any) -> None:
    with pytest.raises(UnsupportedInVersionError, match=r"^created_at: .+ first instant"):
        filled.found("v1.3", "indexes", created_at=asked)


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("of", ["tasks", "videos"])
@pytest.mark.parametrize(
    ("asked", "older", "newer"),
    [
        (6, {"early", "late"}, {"early"}),
        (6.4, {"late"}, {"late"}),
        (7, set(), set()),
        ((6, 6), {"early"}, {"early"}),
        ((6.1, 7), {"late"}, {"late"}),
        ((None, 6.4), {"early", "late"}, {"early", "late"}),
    ],
    ids=lambda value: None if isinstance(value, set) else str(value),
)
def test_a_length_is_rounded_down_before_v1_3_where_it_is_a_whole_number(
    filled: Filled, version: str, of: str, asked: Any, older: set[str], newer: set[str]
) -> None:
    if version not in OLDER and of == "tasks" and isinstance(asked, tuple) and asked[0] != asked[1]:
        with pytest.raises(UnsupportedInVersionError, match=r"^duration: .+ indexed_assets\.list"):
            filled.found(version, of, duration=asked)
    else:
        assert filled.found(version, of, duration=asked) == (older if version in OLDER else newer)


@pytest.mark.parametrize("version", OLDER)
@pytest.mark.parametrize(("of", "one"), [("indexes", "index"), ("tasks", "task"), ("videos", "video")])
def test_a_list_before_v1_3_can_be_of_one_id(filled: Filled, version: str, of: str, one: str) -> None:
    assert filled.found(version, of, **{one: filled.ids[of]["late"]}) == {"late"}
    assert filled.found(version, of, **{one: "0" * 24}) == set()
