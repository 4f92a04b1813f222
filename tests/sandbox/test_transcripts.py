"""Transcripts: WebVTT and SubRip, tidy or not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import repeatable
from twelvelabs_sandbox.media.transcripts import Cue, between, parse, sentences, text_of, utterances, words

WEBVTT = """WEBVTT - harbor

STYLE
::cue { color: white }

NOTE the ferry
comes later

1
00:00.000 --> 00:02.500 align:start
<v Ann>Good <i>morning</i>, harbor.

00:00:03.000 --> 00:00:04.000
<v Ben>Ready &amp; waiting.
"""
SUBRIP = """1
00:00:00,000 --> 00:00:02,500
Good morning,
harbor.

2
00:00:03,000 --> 00:00:04,000
Ready.
""".replace("\n", "\r\n")


def test_webvtt_is_read_without_its_furniture() -> None:
    assert parse(WEBVTT) == [
        Cue(0.0, 2.5, "Good morning, harbor.", "Ann"),
        Cue(3.0, 4.0, "Ready & waiting.", "Ben"),
    ]


def test_subrip_is_read_alike() -> None:
    assert parse(SUBRIP) == [Cue(0.0, 2.5, "Good morning, harbor."), Cue(3.0, 4.0, "Ready.")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("WEBVTT", []),
        ("no cue at all", []),
        ("00:01.000 --> 00:02.000\n\n", []),
        ("00:02.000 --> 00:01.000\nbackwards", []),
        ("\ufeffWEBVTT\n\n00:01.000 --> 00:02.000\nhello", ["hello"]),
        ("00:03.000 --> 00:04.000\nlater\n\n00:01.000 --> 00:02.000\nsooner", ["sooner", "later"]),
        ("1\n00:01,000 --> 00:02,000\none\n2\n00:03,000 --> 00:04,000\ntwo", ["one", "two"]),
        ("100:00:01.5 --> 100:00:02.5\nlong film", ["long film"]),
    ],
)
def test_untidy_texts_are_read_as_far_as_they_go(text: str, found: list[str]) -> None:
    assert [cue.text for cue in parse(text)] == found


WORDS = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)
TEXTS = st.lists(WORDS, min_size=1, max_size=5).map(" ".join).filter(lambda text: not text.isdigit())
CUES = st.builds(
    lambda start, length, text: Cue(start / 1000, (start + length) / 1000, text),
    st.integers(0, 90_000_000),
    st.integers(0, 60_000),
    TEXTS,
)


@repeatable
@given(st.lists(CUES, max_size=6), st.sampled_from([".", ","]), st.sampled_from(["\n", "\r\n"]))
def test_what_is_written_is_read_back(cues: list[Cue], point: str, newline: str) -> None:
    blocks = [f"{clock(cue.start, point)} --> {clock(cue.end, point)}\n{cue.text}" for cue in cues]

    found = parse("\n\n".join(blocks).replace("\n", newline))

    assert found == sorted(cues, key=lambda cue: (cue.start, cue.end))


@repeatable
@given(st.text(st.sampled_from("0123456789:.,-> \n<v>&;a"), max_size=200))
def test_any_text_gives_cues_in_order(text: str) -> None:
    found = parse(text)

    assert all(cue.text and cue.start <= cue.end for cue in found)
    assert [cue.start for cue in found] == sorted(cue.start for cue in found)


@repeatable
@given(st.lists(CUES, max_size=6))
def test_words_stay_within_their_cue_and_lose_nothing(cues: list[Cue]) -> None:
    for cue in cues:
        found = words([cue])

        assert text_of(found) == cue.text
        assert found[0].start == cue.start
        assert found[-1].end == pytest.approx(cue.end)
        assert all(one.end <= after.start for one, after in pairwise(found))


def test_sentences_run_over_cues() -> None:
    cues = [Cue(0, 2, "One two"), Cue(2, 4, 'three. "Four!" five')]

    assert [cue.text for cue in sentences(cues)] == ["One two three.", '"Four!"', "five"]


def test_utterances_end_with_a_pause_or_another_speaker() -> None:
    cues = [Cue(0, 1, "a", "Ann"), Cue(1.5, 2, "b", "Ann"), Cue(3.5, 4, "c", "Ann"), Cue(4, 5, "d", "Ben")]

    assert [(cue.text, cue.speaker) for cue in utterances(cues)] == [("a b", "Ann"), ("c", "Ann"), ("d", "Ben")]


def test_a_span_holds_what_is_heard_within_it() -> None:
    cues = [Cue(0, 2, "a"), Cue(2, 4, "b"), Cue(5, 6, "c")]

    assert text_of(between(cues, 1, 5)) == "a b"


def clock(seconds: float, point: str) -> str:
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}{point}{rest % 1000:03}"
