"""Conversations: what was asked and answered before, until a conversation is forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from twelvelabs_sandbox.errors import invalid
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.platform import Platform

KIND = "response-sessions"
LIFETIME = 24 * 3600.0  # simulated seconds since the last turn


def conversation_of(platform: Platform, body: Mapping[str, Any]) -> Document:
    """The conversation that a request goes on with, or a new one.

    Raises:
        ApiError: 400, nobody knows the conversation any more, or it is about another knowledge store.
    """
    store = body["knowledge_store_id"]
    identifier = body.get("session_id")
    if identifier is None:
        return {"id": f"sess_{platform.new_uuid()}", "store": store, "turns": [], "selections": [], "items": 0}
    known = platform.store.get(KIND, identifier)
    if known is None or platform.elapsed(known["at"]) >= LIFETIME:
        raise invalid("session_id", "There is no such session, or it has expired. Leave it out to begin a new one.")
    if known["store"] != store:
        raise invalid("knowledge_store_id", f"The session is about {known['store']}. Begin a new one.")
    return known


def said_in(conversation: Document) -> list[str]:
    """Every question and every answer so far."""
    return [said for turn in conversation["turns"] for said in (turn["question"], turn["answer"])]


def keep(platform: Platform, conversation: Document, question: str, answer: str, items: int) -> None:
    """Remember one more turn, with the number of items in its output."""
    turns = [*conversation["turns"], {"question": question, "answer": answer}]
    grown = {**conversation, "turns": turns, "items": conversation["items"] + items, "at": platform.now()}
    platform.store.put(KIND, conversation["id"], grown)
