"""When to look again, and when to stop looking."""

from __future__ import annotations

import pytest
from attrs import frozen

from twelvelabs_client.core import errors
from twelvelabs_client.core.errors import TaskFailedError, TwelveLabsError, error_from_reply
from twelvelabs_client.core.waiting import check_final, next_interval, passes, timed_out, wished

READY = frozenset({"ready"})
FAILED = frozenset({"failed"})


@frozen
class Thing:
    status: str | None
    error: str | None = None
    id: str = "a1"


def refusal(status: int, **headers: str) -> TwelveLabsError:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return error_from_reply("retrieve_asset", status, named, None, now=0.0)


@pytest.mark.parametrize(
    ("status", "final"),
    [("ready", True), ("READY", True), ("processing", False), ("a state of tomorrow", False), (None, False)],
)
def test_only_the_wanted_state_ends_a_wait_well(status: str | None, final: bool) -> None:
    assert check_final("asset", Thing(status), READY, FAILED) is final


@pytest.mark.parametrize(
    ("reason", "text"), [("broken file", "asset a1 is failed: broken file"), (None, "asset a1 is failed")]
)
def test_a_failed_thing_raises_with_its_reason_and_itself(reason: str | None, text: str) -> None:
    thing = Thing("Failed", reason)
    with pytest.raises(TaskFailedError) as caught:
        check_final("asset", thing, READY, FAILED)
    assert (str(caught.value), caught.value.reason, caught.value.status) == (text, reason, "Failed")
    assert caught.value.result is thing


def test_looks_become_slowly_rarer_up_to_a_ceiling() -> None:
    intervals = [next_interval(None, None)]
    while len(intervals) < 12:
        intervals.append(next_interval(intervals[-1], None))
    assert intervals[:3] == pytest.approx([1.0, 1.3, 1.69])
    assert intervals[-1] == 10.0
    assert intervals == sorted(intervals)


@pytest.mark.parametrize("previous", [None, 1.0, 99.0])
def test_an_interval_that_was_asked_for_stays(previous: float | None) -> None:
    assert next_interval(previous, 0.2) == 0.2


@pytest.mark.parametrize(
    ("error", "passing"),
    [
        (errors.APIConnectionError("no reply"), True),
        (errors.APITimeoutError("no reply in time"), True),
        (refusal(429), True),
        (refusal(500), True),
        (refusal(520), True),
        (refusal(400), False),
        (refusal(401), False),
        (refusal(404), False),
        (refusal(409), False),
        (errors.InvalidInputError("the client is closed"), False),
        (errors.DecodeError("no JSON", operation="retrieve_asset", status=200), False),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_look_that_failed_in_passing_is_no_reason_to_stop(error: TwelveLabsError, passing: bool) -> None:
    assert passes(error) is passing


@pytest.mark.parametrize(
    ("error", "seconds"),
    [
        (refusal(429, retry_after="7"), 7.0),
        (refusal(429), 0.0),
        (errors.APIConnectionError("no reply"), 0.0),
        (None, 0.0),
    ],
)
def test_the_api_is_left_alone_as_long_as_it_wishes(error: TwelveLabsError | None, seconds: float) -> None:
    assert wished(error) == seconds


@pytest.mark.parametrize(
    ("thing", "text"),
    [
        (Thing("indexing"), "asset a1 is still indexing after 30 s; it goes on at the API: wait again"),
        (None, "asset a1 is still unknown after 30 s; it goes on at the API: wait again"),
    ],
)
def test_a_wait_in_vain_tells_the_last_state_and_that_work_goes_on(thing: Thing | None, text: str) -> None:
    error = timed_out("asset", "a1", thing, 30.0)
    assert str(error) == text
    assert error.result is thing
    assert error.status == (thing.status if thing else None)
