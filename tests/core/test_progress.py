"""How far an upload is, and how fast it goes."""

from __future__ import annotations

from typing import Any

import pytest

from twelvelabs_client.uploads.progress import WINDOW_SECONDS, Speedometer, Teller, UploadProgress


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_the_rate_is_that_of_the_last_half_minute() -> None:
    meter = Speedometer()
    rates = [meter.rate(sent, now) for sent, now in ((0, 0.0), (100, 10.0), (300, 20.0), (300, 40.0), (300, 60.0))]

    assert rates == [None, 10.0, 15.0, 200 / 30, 0.0]
    assert WINDOW_SECONDS == 30.0


def test_a_rate_begins_anew_with_what_is_sent_anew() -> None:
    meter = Speedometer()
    for sent, now in ((0, 0.0), (500, 1.0), (10, 2.0)):
        meter.rate(sent, now)

    assert meter.rate(30, 4.0) == 10.0


def told(*arguments: Any) -> tuple[list[tuple[int, int | None]], list[UploadProgress], Clock, Teller]:
    short: list[tuple[int, int | None]] = []
    whole: list[UploadProgress] = []
    clock = Clock()
    return short, whole, clock, Teller(lambda sent, total: short.append((sent, total)), whole.append, clock)


def test_a_file_in_one_call_is_one_part() -> None:
    short, whole, clock, teller = told()
    for sent in (25, 100):
        clock.now += 1
        teller.sent(sent, 100)

    assert short == [(25, 100), (100, 100)]
    assert whole == [UploadProgress(25, 100, 0, 1, 25.0, 3.0), UploadProgress(100, 100, 1, 1, 50.0, 0.0)]


def test_where_the_size_is_not_known_neither_is_the_end() -> None:
    _, whole, clock, teller = told()
    clock.now += 2
    teller.sent(50, None)

    assert whole == [UploadProgress(50, None, 0, 1, 25.0, None)]


def test_parts_are_told_as_they_are_stored() -> None:
    short, whole, clock, teller = told()
    teller.begin(10, 3)
    for part, size in ((2, 4), (1, 4), (3, 2)):
        clock.now += 1
        teller.stored(part, size)

    assert short == [(4, 10), (8, 10), (10, 10)]
    assert whole[0] == UploadProgress(4, 10, 1, 3, 4.0, 1.5)
    assert whole[-1] == UploadProgress(10, 10, 3, 3, 10 / 3, 0.0)


def test_what_an_earlier_run_sent_is_told_first_and_is_no_speed_of_this_one() -> None:
    short, whole, clock, teller = told()
    teller.begin(10, 3, [(1, 4), (2, 4)])
    clock.now += 4
    teller.stored(3, 2)

    assert short == [(8, 10), (10, 10)]
    assert whole == [UploadProgress(8, 10, 2, 3, None, None), UploadProgress(10, 10, 3, 3, 0.5, 0.0)]


def test_a_part_that_is_stored_again_is_told_once() -> None:
    short, _, _, teller = told()
    teller.begin(10, 3)
    for part in (1, 1):
        teller.stored(part, 4)

    assert short == [(4, 10)]


def test_bytes_that_are_read_of_a_file_in_parts_are_not_told_twice() -> None:
    short, _, _, teller = told()
    teller.begin(10, 3)
    teller.sent(4, 10)
    teller.stored(1, 4)

    assert short == [(4, 10)]


@pytest.mark.parametrize("asked", [(False, False), (True, False), (False, True)])
def test_nobody_has_to_listen(asked: tuple[bool, bool]) -> None:
    heard: list[object] = []
    short = (lambda sent, total: heard.append(sent)) if asked[0] else None
    whole = heard.append if asked[1] else None
    Teller(short, whole, Clock()).sent(1, 2)

    assert len(heard) == sum(asked)
