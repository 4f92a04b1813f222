"""A program is killed while it uploads, wherever that may be, and run again: the file arrives whole, as one asset."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.colours import COLOURS, Colour
from tests.faults.killing import CHUNKS, CONTENT, Asked, Death, KillingSandbox, When, journals_in


def chunk(number: int) -> Callable[[Asked], bool]:
    return lambda asked: asked.chunk == number


def is_report(asked: Asked) -> bool:
    return asked.reports


# (what is under way, which request that is, when it kills, the how-manieth of its kind)
AFTER_THE_JOURNAL: dict[str, tuple[Callable[[Asked], bool], When, int]] = {
    "the first chunk is about to be sent": (lambda asked: asked.chunk is not None, "arrives", 1),
    "half of a chunk is there": (chunk(7), "is half there", 1),
    "a chunk is stored and its reply lost": (chunk(8), "is done", 1),
    "addresses are asked for": (lambda asked: asked.asks_for_addresses, "arrives", 1),
    "addresses are given and their reply lost": (lambda asked: asked.asks_for_addresses, "is done", 1),
    "chunks are stored and not yet reported": (is_report, "arrives", 1),
    "chunks are reported and the reply lost": (is_report, "is done", 2),
    "chunks after a report are under way": (chunk(16), "arrives", 1),
    "the last chunks are stored and not yet reported": (is_report, "arrives", 3),
    "all is reported and the reply lost": (is_report, "is done", 3),
    "the session is complete and nobody has looked": (lambda asked: asked.looks, "arrives", 1),
    "the asset is there and nobody has read it": (lambda asked: asked.reads_the_asset, "is done", 1),
}


@pytest.mark.parametrize("colour", COLOURS)
@pytest.mark.parametrize("moment", AFTER_THE_JOURNAL)
def test_only_what_is_missing_is_sent_and_the_same_asset_results(
    sandbox: KillingSandbox, clip: Path, state: Path, colour: Colour, moment: str
) -> None:
    matches, when, number = AFTER_THE_JOURNAL[moment]

    assert sandbox.run(clip, state, Death(matches, when, number), colour=colour, max_concurrency=3) is None
    before = sandbox.uploads[-1]
    (journal,) = journals_in(state)
    assert journal is not None
    already = len(sandbox.asked)
    asset = sandbox.upload(clip, state, colour, max_concurrency=3)

    assert asset == before.asset_id == sandbox.uploads[-1].asset_id
    assert sandbox.stored_hash(asset) == hashlib.sha256(CONTENT).hexdigest()
    sent_again = [asked.chunk for asked in sandbox.asked[already:] if asked.chunk is not None]
    assert sorted(sent_again) == sorted(set(range(1, CHUNKS + 1)) - before.completed - set(journal.sent))
    assert list(state.glob("uploads/*")) == []


# (the how-manieth rewriting of the journal, whether there is one from before)
REWRITINGS = {"the first time": (1, False), "before a report": (2, True), "after a report": (3, True)}


@pytest.mark.parametrize("colour", COLOURS)
@pytest.mark.parametrize("rewriting", REWRITINGS)
def test_a_journal_that_was_being_written_is_the_old_one_or_none(
    sandbox: KillingSandbox, clip: Path, state: Path, colour: Colour, rewriting: str
) -> None:
    number, resumed = REWRITINGS[rewriting]

    assert sandbox.run(clip, state, colour=colour, max_concurrency=1, dies_writing=number) is None
    before, already = sandbox.uploads[-1], len(sandbox.chunks)
    assert [journal is not None for journal in journals_in(state)] == [True] * resumed
    asset = sandbox.upload(clip, state, colour, max_concurrency=1)

    assert (asset == before.asset_id) is resumed
    assert sandbox.stored_hash(asset) == hashlib.sha256(CONTENT).hexdigest()
    assert not before.completed & set(sandbox.chunks[already:] if resumed else ())
    assert list(state.glob("uploads/*")) == []


@pytest.mark.parametrize("when", ["arrives", "is done"])
def test_before_anything_is_noted_the_upload_begins_anew(
    sandbox: KillingSandbox, clip: Path, state: Path, when: Any
) -> None:
    opening = Death(lambda asked: asked.opens, when)

    assert sandbox.run(clip, state, opening, colour="async") is None
    asset = sandbox.upload(clip, state, "async")

    assert sandbox.stored_hash(asset) == hashlib.sha256(CONTENT).hexdigest()


def test_killed_again_and_again_the_file_arrives_all_the_same(sandbox: KillingSandbox, clip: Path, state: Path) -> None:
    sessions = len(sandbox.uploads)
    for number in (4, 11, 15, 21, 25):
        assert sandbox.run(clip, state, Death(chunk(number), "is done"), colour="sync", max_concurrency=2) is None

    asset = sandbox.run(clip, state, colour="async")

    assert len(sandbox.uploads) == sessions + 1
    assert asset == sandbox.uploads[-1].asset_id
    assert sandbox.stored_hash(asset) == hashlib.sha256(CONTENT).hexdigest()
