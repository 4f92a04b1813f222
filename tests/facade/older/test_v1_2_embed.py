"""Embeddings of v1.2, as recorded: those that v1.3 calls the older ones, without a word of warning."""

from __future__ import annotations

import pytest

from tests.colours import in_both_colours
from tests.facade.recording import MEDIA
from tests.vectors import likeness
from twelvelabs_client import AsyncTwelveLabsV1_2, NotFoundError

pytestmark = [pytest.mark.vcr, pytest.mark.parametrize("api_version", ["v1.2"]), pytest.mark.filterwarnings("error")]

MODEL = "Marengo-retrieval-2.6"


@in_both_colours
async def test_several_kinds_are_asked_for_in_one_call(tl: AsyncTwelveLabsV1_2) -> None:
    found = await tl.embed.v1.create("a green meadow", text_truncate="none", image=MEDIA / "meadow.jpg")

    assert found.model == MODEL
    assert found.text is not None
    assert found.image is not None
    (text,), (image,) = found.text.segments, found.image.segments
    assert len(text.vector) == 1024
    assert likeness(text.vector, image.vector) > 0.5
    assert found.image.metadata is not None
    assert found.image.metadata.input_filename == "meadow.jpg"


@in_both_colours
async def test_a_task_is_waited_for_by_its_state_and_then_fetched(tl: AsyncTwelveLabsV1_2, pace: float) -> None:
    task = await tl.embed.v1.tasks.create(MEDIA / "harbor.mp4", clip_length=4, scopes=["clip", "video"])
    ready = await tl.embed.v1.tasks.wait(task, poll_interval=pace)

    assert (task.model, ready.id, ready.status, ready.model) == (MODEL, task.id, "ready", MODEL)
    assert [(each.scope, each.start, each.end) for each in ready.segments] == [
        ("clip", 0, 4),
        ("clip", 4, 6),
        ("video", 0, 6),
    ]
    assert ready.metadata is not None
    assert (ready.metadata.duration, ready.metadata.clip_length) == (6, 4)


@in_both_colours
async def test_tasks_are_listed_and_looked_at(tl: AsyncTwelveLabsV1_2, pace: float) -> None:
    made = await tl.embed.v1.tasks.create(MEDIA / "harbor.mp4", wait=True, poll_interval=pace)

    state = await tl.embed.v1.tasks.status(made)
    fetched = await tl.embed.v1.tasks.get(made.id)
    [listed] = await tl.embed.v1.tasks.list(status="ready").to_list()

    assert (state.id, listed.id, fetched.id) == (made.id, made.id, made.id)
    assert (state.status, state.segments, listed.segments) == ("ready", (), ())
    assert fetched.segments == made.segments
    assert listed.created_at is not None


@in_both_colours
async def test_a_task_that_there_is_not_is_refused(tl: AsyncTwelveLabsV1_2) -> None:
    with pytest.raises(NotFoundError):
        await tl.embed.v1.tasks.status("0123456789abcdef01234567")
