"""Texts about one video, which v1.2 has alone, as recorded."""

from __future__ import annotations

import pytest

from tests.colours import in_both_colours
from tests.facade.recording import MEDIA
from twelvelabs_client import AsyncTwelveLabsV1_2, BadRequestError, NotFoundError
from twelvelabs_client.models import AnalysisEnded, AnalysisStarted, IndexedAsset, IndexModel

pytestmark = [pytest.mark.vcr, pytest.mark.parametrize("api_version", ["v1.2"])]

QUESTION = "What is seen?"


async def written_about(tl: AsyncTwelveLabsV1_2, index_name: str, pace: float) -> IndexedAsset:
    """The test video, in an index that a Pegasus engine can write about."""
    index = await tl.indexes.create(index_name, models=[IndexModel("pegasus1.1")])
    return await tl.upload(MEDIA / "harbor.mp4", index=index, poll_interval=pace)


@in_both_colours
async def test_a_gist_tells_what_was_asked_for(tl: AsyncTwelveLabsV1_2, index_name: str, pace: float) -> None:
    video = await written_about(tl, index_name, pace)

    everything = await tl.gist(video)
    title = await tl.gist(video.id, ["title"])

    assert everything.title == title.title == "Red and white scene"
    assert "green" in everything.hashtags
    assert "Green scenes" in everything.topics
    assert (title.topics, title.hashtags) == ((), ())
    assert everything.id != title.id


@in_both_colours
async def test_a_video_is_summed_up_in_the_form_asked_for(
    tl: AsyncTwelveLabsV1_2, index_name: str, pace: float
) -> None:
    video = await written_about(tl, index_name, pace)

    text = await tl.summarize(video)
    chapters = await tl.summarize(video, "chapter", prompt="For sailors.", temperature=0)
    highlights = await tl.summarize(video, "highlight")

    assert text.text is not None
    assert "green" in text.text
    assert [(each.number, each.start, each.end) for each in chapters.chapters] == [(0, 0, 2), (1, 2, 4), (2, 4, 6)]
    assert chapters.chapters[1].title == "Green and yellow scene"
    assert [(each.start, each.title) for each in highlights.highlights] == [
        (0, "Red and white scene"),
        (4, "Blue and orange scene"),
    ]
    assert (text.chapters, chapters.text, chapters.highlights) == ([], None, [])


@in_both_colours
async def test_a_prompt_is_answered_at_once(tl: AsyncTwelveLabsV1_2, index_name: str, pace: float) -> None:
    video = await written_about(tl, index_name, pace)

    answer = await tl.generate.run(video, QUESTION, temperature=0.2)

    assert answer.id
    assert "green" in answer.text
    assert (answer.finish_reason, answer.usage) == (None, None)


@in_both_colours
async def test_an_answer_is_read_while_it_is_written(tl: AsyncTwelveLabsV1_2, index_name: str, pace: float) -> None:
    video = await written_about(tl, index_name, pace)
    stream = tl.generate.stream(video, QUESTION)

    events = [event async for event in stream]

    assert isinstance(events[0], AnalysisStarted)
    assert isinstance(events[-1], AnalysisEnded)
    assert len(events) > 3
    assert stream.text == "".join(event.text for event in events)
    assert "green" in stream.analysis.text
    assert stream.id == events[0].id == events[-1].id


@in_both_colours
async def test_what_cannot_be_written_about_is_refused(tl: AsyncTwelveLabsV1_2, index_name: str, pace: float) -> None:
    index = await tl.indexes.create(index_name)
    video = await tl.upload(MEDIA / "harbor.mp4", index=index, poll_interval=pace)

    with pytest.raises(BadRequestError) as refusal:
        await tl.gist(video)
    with pytest.raises(NotFoundError):
        await tl.summarize("0123456789abcdef01234567")
    with pytest.raises(BadRequestError):
        await anext(tl.generate.stream(video, QUESTION).texts())

    assert refusal.value.code == "index_not_supported_for_generate"
