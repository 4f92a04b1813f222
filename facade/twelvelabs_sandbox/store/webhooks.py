"""Webhooks: signed events about tasks that came to an end, delivered to addresses on this machine.

States are worked out when they are read, so nobody notices an end by itself: it is announced beforehand, for the moment
when it is due. A server delivers by a thread of its own, once there is a webhook; an app without a server delivers when
`Outbox.deliver_due` is called.
"""

from __future__ import annotations

import hashlib
import hmac
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from heapq import heappop, heappush
from itertools import count
from typing import Any, Protocol

import orjson

from twelvelabs_sandbox.fetching import Unreachable, is_loopback, is_url, post

SECRET = "whs_SANDBOX"
PAUSES = (5.0, 25.0)  # simulated seconds before each further attempt
SHORTEST_LOOK = 0.01


@dataclass(frozen=True, slots=True)
class Event:
    """What is told: its type, and its data, of which ``id`` names the task."""

    type: str
    data: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """How far one event got on its way to one webhook.

    Attributes:
        event_id: id of the event, the same in every attempt.
        type: such as ``index.task.ready``.
        task_id: the task it is about.
        url: where it goes.
        body: what is sent.
        attempts: how often it was sent.
        delivered: whether it was taken.
        error: why the last attempt failed.
    """

    event_id: str
    type: str
    task_id: str
    url: str
    body: bytes
    attempts: int = 0
    delivered: bool = False
    error: str | None = None


def sign(body: bytes, secret: str, at: float) -> str:
    """The signature header of a body sent at that time."""
    moment = str(int(at))
    digest = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={moment},v1={digest}"


class Clock(Protocol):
    """The time of a sandbox, and the ids of its events."""

    def now(self) -> float: ...
    def now_as_text(self) -> str: ...
    def instant(self, since: float, simulated: float = 0.0) -> float: ...
    def new_event_id(self) -> str: ...


class Outbox:
    """The webhooks of a sandbox, and what is to be told to them when."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._secrets: dict[str, str] = {}
        self._deliveries: dict[tuple[str, str], Delivery] = {}
        self._due: list[tuple[float, int, Callable[[], None]]] = []
        self._numbers = count()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._stopped = False

    def add(self, url: str, secret: str) -> None:
        """Tell an address of what ends from now on.

        Raises:
            ValueError: it is not on this machine, or the secret is empty.
        """
        if not is_url(url) or not is_loopback(url):
            raise ValueError(f"url must be an http address on this machine, got {url!r}: the sandbox never leaves it")
        if not secret:
            raise ValueError("secret must not be empty: whoever knows it can sign")
        with self._changed:
            self._forget_what_is_over()
            self._secrets[url] = secret

    @property
    def deliveries(self) -> tuple[Delivery, ...]:
        """Every event that was due, for every webhook, oldest first."""
        with self._changed:
            return tuple(self._deliveries.values())

    def states_of(self, task_id: str) -> list[dict[str, Any]]:
        """How far the events of a task got, as a task tells it."""
        found = [delivery for delivery in self.deliveries if delivery.task_id == task_id]
        views = [{"url": each.url, "delivered": each.delivered, "attempts": each.attempts} for each in found]
        errors = [{} if each.error is None else {"last_error": each.error} for each in found]
        return [view | error for view, error in zip(views, errors, strict=True)]

    def announce(self, due: float, make: Callable[[], Event | None]) -> None:
        """Tell the webhooks of something when it is due.

        Args:
            due: the instant, on the sandbox's clock.
            make: the event, asked for at that instant; None if it did not come about.
        """
        with self._changed:
            if not self._secrets:
                self._forget_what_is_over()
            self._push(due, partial(self._tell, make))

    def deliver_due(self) -> None:
        """Send what is due by now, and return when it is sent."""
        while (job := self._take()) is not None:
            job()

    def start(self) -> None:
        """Deliver by a thread from now on. Safe to repeat."""
        if self._thread is None and self._secrets:
            self._stopped = False
            self._thread = threading.Thread(target=self._run, name="twelvelabs-sandbox-webhooks", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Stop delivering, after the attempt that is under way. Safe to repeat."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _run(self) -> None:
        while self._wait():
            self.deliver_due()

    def _wait(self) -> bool:
        """Wait until something is due; False once it is over."""
        with self._changed:
            while not self._stopped and (pause := self._pause()) != 0:
                self._changed.wait(pause)
            return not self._stopped

    def _pause(self) -> float | None:
        if not self._due:
            return None
        left = self._due[0][0] - self._clock.now()
        return max(left, SHORTEST_LOOK) if left > 0 else 0

    def _take(self) -> Callable[[], None] | None:
        with self._changed:
            return heappop(self._due)[2] if self._pause() == 0 and not self._stopped else None

    def _push(self, due: float, job: Callable[[], None]) -> None:
        heappush(self._due, (due, next(self._numbers), job))
        self._changed.notify_all()

    def _forget_what_is_over(self) -> None:
        while self._pause() == 0:
            heappop(self._due)

    def _tell(self, make: Callable[[], Event | None]) -> None:
        event = make()
        if event is None:
            return
        event_id = self._clock.new_event_id()
        created_at = self._clock.now_as_text()
        body = orjson.dumps({"id": event_id, "created_at": created_at, "type": event.type, "data": event.data})
        for url in tuple(self._secrets):
            known = Delivery(event_id=event_id, type=event.type, task_id=event.data["id"], url=url, body=body)
            self._attempt(known)

    def _attempt(self, delivery: Delivery) -> None:
        error = self._send(delivery)
        delivery = replace(delivery, attempts=delivery.attempts + 1, delivered=error is None, error=error)
        with self._changed:
            self._deliveries[delivery.event_id, delivery.url] = delivery
            if error is not None and delivery.attempts <= len(PAUSES):
                pause = PAUSES[delivery.attempts - 1]
                self._push(self._clock.instant(self._clock.now(), pause), partial(self._attempt, delivery))

    def _send(self, delivery: Delivery) -> str | None:
        """Send it once; why it was not taken, or None."""
        now = self._clock.now()
        headers = {
            "Content-Type": "application/json",
            "TL-Signature": sign(delivery.body, self._secrets[delivery.url], now),
        }
        try:
            status = post(delivery.url, delivery.body, headers)
        except Unreachable as error:
            return str(error)
        return None if 200 <= status < 300 else f"The endpoint answered {status}."
