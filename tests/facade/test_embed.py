"""Embeddings as recorded: at once and by tasks, of every kind of input, in one space."""

from __future__ import annotations

import pytest

from tests.colours import in_both_colours
from tests.facade.conftest import StoreHarbor
from tests.facade.recording import MEDIA
from tests.vectors import likeness
from twelvelabs_client import AsyncTwelveLabsV1_3, BadRequestError, NotFoundError, TaskFailedError
from twelvelabs_client.intents import (
    DocumentInput,
    DynamicSegmentation,
    FixedSegmentation,
    ImageInput,
    InputSource,
    MultiInput,
    SentenceSegmentation,
    TextImageInput,
    VideoInput,
)

pytestmark = pytest.mark.vcr

VIDEO, IMAGE = MEDIA / "harbor.mp4", MEDIA / "meadow.jpg"
POEM = b"The ferry leaves at nine. Farmers plant apple trees. A diver swims past the reef."


@in_both_colours
async def test_a_text_that_names_a_colour_is_near_to_a_picture_of_it(tl: AsyncTwelveLabsV1_3) -> None:
    picture = await tl.embed.create(ImageInput(IMAGE), model="marengo3.0")
    green = await tl.embed.create("a green meadow", model="marengo3.0")
    purple = await tl.embed.create("a purple night", model="marengo3.0")

    (seen,), (fits,), (fits_not,) = picture.segments, green.segments, purple.segments
    assert likeness(seen.vector, fits.vector) > 0.5 > likeness(seen.vector, fits_not.vector)
    assert (len(seen.vector), seen.option, seen.scope, seen.start) == (512, None, None, None)
    assert picture.metadata is not None
    assert (picture.metadata.input_type, green.metadata, green.usage) == ("image", None, None)


@in_both_colours
async def test_a_text_and_an_image_share_one_vector(tl: AsyncTwelveLabsV1_3) -> None:
    both = await tl.embed.create(TextImageInput("moored at the pier", IMAGE), model="marengo3.0")
    image = await tl.embed.create(ImageInput(IMAGE), model="marengo3.0")

    assert [len(segment.vector) for segment in both.segments] == [512]
    assert 0.5 < likeness(both.segments[0].vector, image.segments[0].vector) < 0.95


@in_both_colours
async def test_a_stored_video_is_divided_where_its_scenes_change(
    tl: AsyncTwelveLabsV1_3, store_harbor: StoreHarbor
) -> None:
    asset = await store_harbor()
    video = VideoInput(asset, start=2.0, options=["visual", "transcription"], segmentation=DynamicSegmentation(2))

    found = await tl.embed.create(video, model="marengo3.0")

    told = [(each.scope, each.option, each.start, each.end) for each in found.segments]
    assert told == [
        (scope, option, start, end)
        for scope, start, end in (("clip", 2, 4), ("clip", 4, 6), ("asset", 2, 6))
        for option in ("visual", "transcription")
    ]
    assert found.metadata is not None
    assert (found.metadata.input_filename, found.metadata.duration) == ("harbor.mp4", 6)
    assert (found.metadata.options, found.metadata.start, found.metadata.end) == (["visual", "transcription"], 2, 6)


@in_both_colours
async def test_the_newer_model_takes_texts_and_media_together_and_tells_the_cost(tl: AsyncTwelveLabsV1_3) -> None:
    sources = [InputSource("image", IMAGE, name="meadow"), InputSource("video", VIDEO)]

    together = await tl.embed.create(
        MultiInput("like <@meadow>", sources), model="marengo3.5", dimension=24, auto_truncate=True
    )
    alone = await tl.embed.create("a green meadow", model="marengo3.5", dimension=24, uncertainty=True)

    assert [len(segment.vector) for segment in together.segments] == [24]
    assert together.usage is not None
    assert set(together.usage.input_tokens) == {"text", "image", "video"}
    assert together.usage.truncated is False
    assert together.metadata is not None
    assert (together.metadata.input_type, together.metadata.dimension) == ("multi_input", 24)
    assert len(alone.segments[0].uncertainty or ()) == 24


@in_both_colours
async def test_a_task_is_followed_until_its_vectors_are_there(tl: AsyncTwelveLabsV1_3, pace: float) -> None:
    states: list[str | None] = []
    video = VideoInput(VIDEO, scopes=["clip"], options=["visual"], segmentation=FixedSegmentation(4))

    task = await tl.embed.tasks.create(video, model="marengo3.5", dimension=8)
    ready = await tl.embed.tasks.wait(task, poll_interval=pace, on_status=lambda seen: states.append(seen.status))

    assert (task.status, task.segments, task.model) == ("processing", [], "marengo3.5")
    assert task.metadata is not None
    assert (task.metadata.dimension, ready.id) == (8, task.id)
    assert "processing" in states[:-1]
    assert states[-1] == ready.status == "ready"
    assert [(each.start, each.end, each.scope) for each in ready.segments] == [(0, 4, "clip"), (4, 6, "clip")]
    assert ready.metadata is not None
    assert (ready.metadata.clip_length, ready.metadata.scopes) == (4, ["clip"])
    assert ready.created_at is not None
    again = await tl.embed.tasks.get(ready.id)
    assert again == ready


@in_both_colours
async def test_a_text_file_becomes_chunks_of_sentences(tl: AsyncTwelveLabsV1_3, pace: float) -> None:
    document = DocumentInput(
        POEM, options=["text"], scopes=["local"], segmentation=SentenceSegmentation(2, overlap_sentences=1)
    )

    task = await tl.embed.tasks.create(
        document, model="marengo3.5", dimension=8, uncertainty=True, wait=True, poll_interval=pace
    )

    assert [(each.chunk_index, each.option, each.scope) for each in task.segments] == [
        (0, "text", "chunk"),
        (1, "text", "chunk"),
    ]
    assert task.usage is not None
    assert set(task.usage.input_tokens) == {"document"}


@in_both_colours
async def test_a_task_that_fails_says_why(tl: AsyncTwelveLabsV1_3, pace: float) -> None:
    task = await tl.embed.tasks.create(VideoInput(b"no video at all"), model="marengo3.0")

    with pytest.raises(TaskFailedError, match=f"^embedding task {task.id} is failed: The file could not be decoded"):
        await tl.embed.tasks.wait(task, poll_interval=pace)


@in_both_colours
async def test_tasks_are_listed_newest_first_by_state(tl: AsyncTwelveLabsV1_3, pace: float) -> None:
    image = ImageInput(IMAGE)
    broken = await tl.embed.tasks.create(VideoInput(b"no video at all"), model="marengo3.0")
    older = await tl.embed.tasks.create(image, model="marengo3.5", dimension=8, wait=True, poll_interval=pace)
    newer = await tl.embed.tasks.create(image, model="marengo3.5", dimension=8, wait=True, poll_interval=pace)

    ready = await tl.embed.tasks.list(status="ready", page_limit=1).to_list()
    failed = await tl.embed.tasks.list(status="failed", started_at=older.created_at).to_list()
    since = await tl.embed.tasks.list(started_at=newer.created_at, ended_at=newer.updated_at).to_list()

    assert [task.id for task in ready] == [newer.id, older.id]
    assert failed == []
    assert [task.id for task in since] == [newer.id]
    (listed,) = since
    assert (listed.model, listed.segments, listed.error) == ("marengo3.5", (), None)
    assert listed.metadata is not None
    assert (listed.metadata.input_type, listed.metadata.options) == ("image", ["visual"])
    assert broken.id not in [task.id for task in since]


@in_both_colours
async def test_what_the_api_refuses_is_told(tl: AsyncTwelveLabsV1_3) -> None:
    with pytest.raises(BadRequestError, match=r"create_embeddings: 400 parameter_invalid: .*could not be decoded"):
        await tl.embed.create(ImageInput(b"no image at all"), model="marengo3.0")
    with pytest.raises(NotFoundError, match="create_embeddings: 404 resource_not_exist"):
        await tl.embed.create(ImageInput("0123456789abcdef01234567"), model="marengo3.0")
    with pytest.raises(NotFoundError, match="retrieve_embedding_task: 404 resource_not_exist"):
        await tl.embed.tasks.get("0123456789abcdef01234567")
