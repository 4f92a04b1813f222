"""How far an upload is, and how fast it goes."""

from __future__ import annotations

import pytest

from twelvelabs_client.uploads.progress import WINDOW_SECONDS, ProgressReporter, Speedometer, UploadProgress, sent_to


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


@pytest.fixture
def reports() -> list[UploadProgress]:
    return []


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def reporter(reports: list[UploadProgress], clock: Clock) -> ProgressReporter:
    return ProgressReporter(reports.append, clock)


def sizes(reports: list[UploadProgress]) -> list[tuple[int, int | None]]:
    return [(report.sent, report.total) for report in reports]


def test_a_file_in_one_request_is_one_chunk(
    reports: list[UploadProgress], clock: Clock, reporter: ProgressReporter
) -> None:
    for sent in (25, 100):
        clock.now += 1
        reporter.sent(sent, 100)

    assert reports == [UploadProgress(25, 100, 0, 1, 25.0, 3.0), UploadProgress(100, 100, 1, 1, 50.0, 0.0)]


def test_without_a_size_no_remaining_time_is_reported(
    reports: list[UploadProgress], clock: Clock, reporter: ProgressReporter
) -> None:
    clock.now += 2
    reporter.sent(50, None)

    assert reports == [UploadProgress(50, None, 0, 1, 25.0, None)]


def test_chunks_are_reported_as_they_are_stored(
    reports: list[UploadProgress], clock: Clock, reporter: ProgressReporter
) -> None:
    reporter.begin(10, 3)
    for chunk, size in ((2, 4), (1, 4), (3, 2)):
        clock.now += 1
        reporter.stored(chunk, size)

    assert sizes(reports) == [(4, 10), (8, 10), (10, 10)]
    assert reports[0] == UploadProgress(4, 10, 1, 3, 4.0, 1.5)
    assert reports[-1] == UploadProgress(10, 10, 3, 3, 10 / 3, 0.0)


def test_what_an_earlier_run_sent_is_reported_first_and_does_not_count_for_the_rate(
    reports: list[UploadProgress], clock: Clock, reporter: ProgressReporter
) -> None:
    reporter.begin(10, 3, [(1, 4), (2, 4)])
    clock.now += 4
    reporter.stored(3, 2)

    assert reports == [UploadProgress(8, 10, 2, 3, None, None), UploadProgress(10, 10, 3, 3, 0.5, 0.0)]


def test_a_chunk_that_is_stored_again_is_reported_once(
    reports: list[UploadProgress], reporter: ProgressReporter
) -> None:
    reporter.begin(10, 3)
    for chunk in (1, 1):
        reporter.stored(chunk, 4)

    assert sizes(reports) == [(4, 10)]


def test_bytes_read_of_a_file_in_chunks_are_not_reported_twice(
    reports: list[UploadProgress], reporter: ProgressReporter
) -> None:
    reporter.begin(10, 3)
    reporter.sent(4, 10)
    reporter.stored(1, 4)

    assert sizes(reports) == [(4, 10)]


def test_without_a_callback_nothing_is_reported() -> None:
    ProgressReporter(None, Clock()).sent(1, 2)

    assert sent_to(None, Clock()) is None
