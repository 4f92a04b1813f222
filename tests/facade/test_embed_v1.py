"""The older embeddings, as recorded: each call works as before, and says what to use instead."""

from __future__ import annotations

import pytest

from tests.colours import in_both_colours
from tests.facade.deprecations import warned
from tests.facade.recording import MEDIA
from tests.vectors import likeness
from twelvelabs_client import AsyncTwelveLabsV1_3, NotFoundError, TaskFailedError

pytestmark = pytest.mark.vcr

VIDEO, IMAGE = MEDIA / "harbor.mp4", MEDIA / "meadow.jpg"


@in_both_colours
async def test_several_kinds_are_asked_for_in_one_call(tl: AsyncTwelveLabsV1_3) -> None:
    with warned("embed.v1.create", "embed.create"):
        found = await tl.embed.v1.create("a green meadow", image=IMAGE, audio=b"no sound at all", model="marengo3.0")

    assert found.text is not None
    assert found.image is not None
    assert found.audio is not None
    (text,), (image,) = found.text.segments, found.image.segments
    assert likeness(text.vector, image.vector) > 0.5
    assert found.model == "marengo3.0"
    assert found.image.metadata is not None
    assert found.image.metadata.input_filename == "meadow.jpg"
    assert (found.audio.segments, found.text.error) == ([], None)
    assert found.audio.error is not None
    assert found.audio.error.startswith("The file could not be decoded")


@in_both_colours
async def test_a_task_is_waited_for_by_its_state_and_then_fetched(tl: AsyncTwelveLabsV1_3, pace: float) -> None:
    states: list[str | None] = []

    with warned("embed.v1.tasks.create", "embed.tasks.create"):
        task = await tl.embed.v1.tasks.create(VIDEO, model="marengo3.0", clip_length=4, scopes=["clip", "video"])
    with warned("embed.v1.tasks.wait", "embed.tasks.wait"):
        ready = await tl.embed.v1.tasks.wait(
            task,
            embedding_options=["visual"],
            poll_interval=pace,
            on_status=lambda seen: states.append(seen.status),
        )

    assert (task.status, task.segments, ready.id) == (None, (), task.id)
    assert "processing" in states[:-1]
    assert states[-1] == ready.status == "ready"
    assert [(each.scope, each.start, each.end) for each in ready.segments] == [
        ("clip", 0, 4),
        ("clip", 4, 6),
        ("video", 0, 6),
    ]
    assert ready.metadata is not None
    assert (ready.metadata.input_filename, ready.metadata.clip_length) == ("harbor.mp4", 4)


@in_both_colours
async def test_state_and_vectors_are_read_apart(tl: AsyncTwelveLabsV1_3, pace: float) -> None:
    with VIDEO.open("rb") as file, warned("embed.v1.tasks.create", "embed.tasks.create"):
        created = await tl.embed.v1.tasks.create(
            file, model="marengo3.0", start=0.0, end=4.0, filename="evening.mp4", wait=True, poll_interval=pace
        )

    with warned("embed.v1.tasks.status", "embed.tasks.get"):
        state = await tl.embed.v1.tasks.status(created)
    with warned("embed.v1.tasks.get", "embed.tasks.get"):
        task = await tl.embed.v1.tasks.get(created.id, embedding_options=["transcription", "visual"])

    assert (state.status, state.segments, state.model) == ("ready", (), "marengo3.0")
    assert state.metadata is not None
    assert (state.metadata.input_filename, state.metadata.scopes) == ("evening.mp4", ["clip"])
    assert [(each.option, each.start, each.end) for each in task.segments] == [("visual", 0, 4)]


@in_both_colours
async def test_older_tasks_are_listed_by_state(tl: AsyncTwelveLabsV1_3, pace: float) -> None:
    with warned("embed.v1.tasks.create", "embed.tasks.create"):
        task = await tl.embed.v1.tasks.create(VIDEO, model="marengo3.0", wait=True, poll_interval=pace)
    with warned("embed.v1.tasks.create", "embed.tasks.create"):
        broken = await tl.embed.v1.tasks.create(b"no video at all", model="marengo3.0")

    failed = pytest.raises(TaskFailedError, match=f"^embedding task {broken.id} is failed$")
    with warned("embed.v1.tasks.wait", "embed.tasks.wait"), failed:
        await tl.embed.v1.tasks.wait(broken, poll_interval=pace)
    with warned("embed.v1.tasks.list", "embed.tasks.list"):
        ready = tl.embed.v1.tasks.list(status="ready", started_at=task.created_at, ended_at=task.updated_at)
    with warned("embed.v1.tasks.list", "embed.tasks.list"):
        everything = tl.embed.v1.tasks.list(page_limit=1)

    assert [each.id for each in await ready.to_list()] == [task.id]
    assert [(each.id, each.status) for each in await everything.to_list()] == [
        (broken.id, "failed"),
        (task.id, "ready"),
    ]


@in_both_colours
async def test_an_unknown_older_task_is_not_found(tl: AsyncTwelveLabsV1_3) -> None:
    with warned("embed.v1.tasks.status", "embed.tasks.get"), pytest.raises(NotFoundError):
        await tl.embed.v1.tasks.status("0123456789abcdef01234567")
