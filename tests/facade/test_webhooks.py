"""Webhooks as a server uses them: without a client, with its secret hidden, and never reading before checking."""

from __future__ import annotations

import copy
import inspect
import json
import logging
import pickle
import re
import traceback
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from tests.colours import in_both_colours
from tests.facade.recording import MEDIA
from tests.facade.test_public_surface import KEY, parameters_of, public_methods, python, section
from tests.sandbox.receiver import Receiver, receiving
from twelvelabs_client import (
    AsyncTwelveLabs,
    InvalidInputError,
    TwelveLabsError,
    WebhookPayloadError,
    Webhooks,
    WebhookSignatureError,
)
from twelvelabs_client.models import AnalyzeTaskEvent, IndexTaskEvent, WebhookEvent
from twelvelabs_sandbox import Sandbox

SECRET = "whs_MADEUPSECRET0123456789"
NOW = 1_790_848_800.5
BODY = b'{"id":"whe_1","type":"analyze.task.canceled","data":{"id":"t1","status":"canceled","custom_id":null}}'


@pytest.fixture
def stopped_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("twelvelabs_client.webhooks.time", SimpleNamespace(time=lambda: NOW))


@pytest.fixture
def webhooks(stopped_clock: None) -> Webhooks:
    return Webhooks(SECRET)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as running:
        yield running


def test_what_is_signed_here_is_parsed_here(webhooks: Webhooks) -> None:
    event = webhooks.parse(BODY, webhooks.sign(BODY))

    assert isinstance(event, AnalyzeTaskEvent)
    assert (event.id, event.type, event.task_id, event.raw) == (
        "whe_1",
        "analyze.task.canceled",
        "t1",
        json.loads(BODY),
    )


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_a_body_is_given_as_any_kind_of_bytes(webhooks: Webhooks, kind: Callable[[bytes], Any]) -> None:
    webhooks.verify(kind(BODY), webhooks.sign(kind(BODY)))
    assert webhooks.parse(kind(BODY), webhooks.sign(kind(BODY))).id == "whe_1"


@pytest.mark.parametrize("method", ["verify", "parse"])
@pytest.mark.parametrize("body", [BODY.decode(), json.loads(BODY)], ids=["decoded", "parsed"])
def test_a_body_that_is_no_longer_as_it_came_is_refused(webhooks: Webhooks, method: str, body: Any) -> None:
    with pytest.raises(InvalidInputError, match="verify before decoding or parsing"):
        getattr(webhooks, method)(body, webhooks.sign(BODY))


@pytest.mark.parametrize("method", ["verify", "parse"])
@pytest.mark.parametrize("age", [-301, 301])
def test_an_event_of_another_time_is_refused_unless_that_is_tolerated(
    webhooks: Webhooks, method: str, age: int
) -> None:
    header = webhooks.sign(BODY, at=NOW - age)

    with pytest.raises(WebhookSignatureError, match="the signature was made"):
        getattr(webhooks, method)(BODY, header)
    getattr(webhooks, method)(BODY, header, tolerance=400)


@pytest.mark.parametrize("header", [None, "", "t=1", f"t={int(NOW)},v1={'0' * 64}"])
@pytest.mark.parametrize("body", [BODY, b"no JSON", b"", b"[" * 100_000], ids=["event", "text", "empty", "deep"])
def test_nothing_is_read_before_it_is_checked(webhooks: Webhooks, body: bytes, header: str | None) -> None:
    with pytest.raises(WebhookSignatureError):
        webhooks.parse(body, header)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "is no JSON"),
        (b"no JSON", "is no JSON"),
        (b'{"id": NaN}', "is no JSON"),
        (b'{"id": "\xff"}', "is no JSON"),
        (b"[" * 100_000, "is no JSON"),
        (b"[]", "holds a list instead of an event"),
        (b"null", "holds a NoneType instead of an event"),
        (b'"index.task.ready"', "holds a str instead of an event"),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_what_is_signed_but_holds_no_event_is_told_apart(webhooks: Webhooks, body: bytes, says: str) -> None:
    header = webhooks.sign(body)
    webhooks.verify(body, header)

    with pytest.raises(WebhookPayloadError, match=says) as refusal:
        webhooks.parse(body, header)

    assert isinstance(refusal.value, TwelveLabsError)
    assert not isinstance(refusal.value, WebhookSignatureError)


def test_an_event_of_tomorrow_is_told_as_it_came(webhooks: Webhooks) -> None:
    body = b'{"id":"whe_2","type":"entity.ready","data":[1]}'

    event = webhooks.parse(body, webhooks.sign(body))

    assert type(event) is WebhookEvent
    assert (event.type, event.raw["data"]) == ("entity.ready", [1])


@pytest.mark.parametrize("at", [-1, 10**12, float("nan"), float("inf"), "now", True], ids=repr)
def test_a_time_to_sign_at_is_in_seconds(webhooks: Webhooks, at: Any) -> None:
    with pytest.raises(InvalidInputError, match=r"^at: .* is not a number of seconds since 1970"):
        webhooks.sign(BODY, at=at)


def test_the_secret_is_that_of_the_environment_when_none_is_given(
    webhooks: Webhooks, monkeypatch: pytest.MonkeyPatch
) -> None:
    from_environment = Webhooks()
    header = webhooks.sign(BODY)

    monkeypatch.delenv("TWELVELABS_WEBHOOK_SECRET", raising=False)
    with pytest.raises(InvalidInputError, match="set TWELVELABS_WEBHOOK_SECRET"):
        from_environment.verify(BODY, header)
    monkeypatch.setenv("TWELVELABS_WEBHOOK_SECRET", "")
    with pytest.raises(InvalidInputError, match="the webhook's secret is empty"):
        from_environment.verify(BODY, header)
    monkeypatch.setenv("TWELVELABS_WEBHOOK_SECRET", SECRET)
    from_environment.verify(BODY, header)


def test_a_secret_may_be_looked_up_anew_each_time(stopped_clock: None) -> None:
    secrets = iter([SECRET, "whs_next"])
    webhooks = Webhooks(lambda: next(secrets))

    assert webhooks.sign(BODY) == Webhooks(SECRET).sign(BODY)
    assert webhooks.sign(BODY) == Webhooks("whs_next").sign(BODY)


@pytest.mark.parametrize("secret", ["", "  ", b"whs_bytes", 7], ids=repr)
def test_a_secret_that_is_none_is_refused_at_once(secret: Any) -> None:
    with pytest.raises(InvalidInputError, match="secret: the webhook's secret is empty or no text"):
        Webhooks(secret)


ASKS: list[Callable[[Webhooks], Any]] = [
    lambda webhooks: webhooks.verify(BODY, None),
    lambda webhooks: webhooks.verify(BODY, f"t={int(NOW)},v1={'0' * 64}"),
    lambda webhooks: webhooks.parse(b"[]", webhooks.sign(b"[]")),
    lambda webhooks: webhooks.verify(BODY, webhooks.sign(BODY), tolerance=-1),
    lambda webhooks: webhooks.verify(BODY, webhooks.sign(BODY, at=0)),
    lambda webhooks: webhooks.sign("text"),  # type: ignore[arg-type]
    lambda webhooks: pickle.dumps(webhooks),
    lambda webhooks: copy.deepcopy(webhooks),
]


@pytest.mark.parametrize("ask", ASKS, ids=range(len(ASKS)))
def test_no_error_traceback_or_log_shows_the_secret(
    webhooks: Webhooks, ask: Callable[[Webhooks], Any], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    with pytest.raises((TwelveLabsError, TypeError)) as failure:
        ask(webhooks)

    shown = "".join(traceback.TracebackException.from_exception(failure.value, capture_locals=True).format())
    assert SECRET not in shown + repr(vars(failure.value)) + caplog.text


def test_what_is_printed_does_not_show_the_secret(webhooks: Webhooks) -> None:
    assert repr(webhooks) == f"{webhooks}" == "<Webhooks>"
    assert SECRET not in repr(vars(webhooks))


def test_a_bad_secret_is_not_shown_by_the_frames_that_refuse_it() -> None:
    with pytest.raises(InvalidInputError) as refusal:
        Webhooks(SECRET.encode())  # type: ignore[arg-type]

    text = traceback.TracebackException.from_exception(refusal.value, capture_locals=True)
    assert SECRET not in "".join(f"{frame.locals}" for frame in text.stack if "tests" not in frame.filename)


def test_a_server_needs_no_http_library_and_no_key() -> None:
    loaded = python(
        """
        import json, sys
        from twelvelabs_client import Webhooks
        webhooks = Webhooks("whs_made_up")
        webhooks.parse(b"{}", webhooks.sign(b"{}"))
        print(json.dumps(sorted(sys.modules)))
        """
    )

    assert {"httpx", "twelvelabs_client._sync.client", "twelvelabs_client._async.client"} & set(loaded) == set()


@in_both_colours
async def test_a_client_has_them_too(stopped_clock: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWELVELABS_WEBHOOK_SECRET", SECRET)

    async with AsyncTwelveLabs(api_key=KEY) as tl:
        event = tl.webhooks.parse(BODY, Webhooks(SECRET).sign(BODY))

    assert event.id == "whe_1"


@pytest.mark.filterwarnings("ignore:.+ is deprecated by the API:DeprecationWarning")
@in_both_colours
async def test_an_event_delivered_over_a_socket_is_verified_and_leads_to_its_task(receiver: Receiver) -> None:
    webhooks = Webhooks(SECRET)
    with Sandbox(speed=500) as sandbox:
        sandbox.add_webhook(receiver.url, SECRET)
        async with AsyncTwelveLabs(api_key=sandbox.api_key, base_url=sandbox.url) as tl:
            index = await tl.indexes.create("harbor")
            task = await tl.tasks.create(index, MEDIA / "harbor.mp4")
            notice = receiver.next()
            event = webhooks.parse(notice.body, notice.signature)
            assert isinstance(event, IndexTaskEvent)
            read = await tl.tasks.get(event.task_id or "")

    assert (event.type, event.status, event.task_id, event.duration) == ("index.task.ready", "ready", task.id, 6.0)
    assert [(model.name, model.options) for model in event.models] == [("marengo3.0", ("visual", "audio"))]
    assert read.status == "ready"
    with pytest.raises(WebhookSignatureError):
        webhooks.parse(notice.body + b" ", notice.signature)
    with pytest.raises(WebhookSignatureError):
        Webhooks("whs_other").parse(notice.body, notice.signature)


@in_both_colours
async def test_the_end_of_an_analysis_is_told_and_the_task_tells_of_its_delivery(receiver: Receiver) -> None:
    webhooks = Webhooks(SECRET)
    with Sandbox(speed=500) as sandbox:
        sandbox.add_webhook(receiver.url, SECRET)
        async with AsyncTwelveLabs(api_key=sandbox.api_key, base_url=sandbox.url) as tl:
            asset = await tl.assets.upload(MEDIA / "harbor.mp4", wait=True, poll_interval=0.01)
            task = await tl.analyze.tasks.create(asset, "What is seen?", custom_id="shot-1")
            notice = receiver.next()
            event = webhooks.parse(notice.body, notice.signature)
            assert isinstance(event, AnalyzeTaskEvent)
            read = await tl.analyze.tasks.get(event.task_id or "")

    assert (event.type, event.status, event.task_id) == ("analyze.task.ready", "ready", task.id)
    assert (event.custom_id, event.error, event.task_created_at) == ("shot-1", None, read.created_at)
    assert event.video_source is not None
    assert (event.video_source.asset_id, event.video_source.duration) == (asset.id, 6.0)
    assert read.status == "ready"


@pytest.mark.parametrize("name", public_methods(Webhooks))
def test_every_parameter_is_explained(name: str) -> None:
    method = public_methods(Webhooks)[name]

    explained = re.findall(r"^    \**(\w+): \S", section(method, "Args"), re.MULTILINE)

    assert explained == [parameter.name for parameter in parameters_of(method)]
    assert (inspect.getdoc(method) or "").partition("\n\n")[0].endswith(".")
