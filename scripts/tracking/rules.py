"""What a change means to a client: each kind of change with its level on the request and on the reply side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Level = Literal["breaking", "risky", "compatible"]
# What is "unused" is described and never sent on this way, such as a field in a request that is read only.
Side = Literal["request", "response", "error", "unused"]

# Kinds that are about how a description is written; no client meets them.
WORDING = frozenset({"prose-changed", "name-changed", "component-changed"})

LEVELS: tuple[Level, ...] = get_args(Level)

# Kind, and where it matters which way: level in a request, level in a reply.
_LEVELS: dict[str, tuple[Level, Level]] = {
    "operation-added": ("compatible", "compatible"),
    "operation-removed": ("breaking", "breaking"),
    "operation-set-aside": ("breaking", "breaking"),
    "operation-set-aside still": ("risky", "risky"),
    "parameter-added": ("compatible", "compatible"),
    "parameter-added required": ("breaking", "compatible"),
    "parameter-removed": ("breaking", "breaking"),
    "field-added": ("compatible", "compatible"),
    "field-added required": ("breaking", "compatible"),
    "field-removed": ("breaking", "breaking"),
    "became-required": ("breaking", "compatible"),
    "became-optional": ("compatible", "risky"),
    "enum-value-added": ("compatible", "risky"),
    "enum-value-removed": ("breaking", "compatible"),
    "variant-added": ("compatible", "risky"),
    "variant-removed": ("breaking", "compatible"),
    "media-type-added": ("compatible", "risky"),
    "media-type-added first": ("compatible", "compatible"),
    "media-type-added required": ("breaking", "compatible"),
    "media-type-removed": ("breaking", "breaking"),
    "status-added": ("compatible", "compatible"),
    "status-added success": ("risky", "risky"),
    "status-removed": ("compatible", "compatible"),
    "status-added answer": ("compatible", "compatible"),
    "status-removed answer": ("risky", "risky"),
    "status-removed replaced": ("risky", "risky"),
    "status-removed last": ("breaking", "breaking"),
    "type-changed": ("breaking", "breaking"),
    "type-changed wider": ("compatible", "breaking"),
    "type-changed narrower": ("breaking", "compatible"),
    "format-changed": ("breaking", "breaking"),
    "format-changed wider": ("compatible", "breaking"),
    "format-changed narrower": ("breaking", "compatible"),
    "format-changed alike": ("compatible", "compatible"),
    "format-changed encoding": ("risky", "risky"),
    "limit-tightened": ("breaking", "compatible"),
    "limit-loosened": ("compatible", "risky"),
    "nullable-changed gained": ("compatible", "risky"),
    "nullable-changed lost": ("breaking", "compatible"),
    "default-changed": ("risky", "compatible"),
    "discriminator-changed": ("breaking", "breaking"),
    "discriminator-changed lost": ("risky", "risky"),
    "discriminator-changed alike": ("compatible", "compatible"),
    "security-changed": ("breaking", "breaking"),
    "security-changed extended": ("compatible", "compatible"),
    "server-changed": ("breaking", "breaking"),
    "server-changed extended": ("compatible", "compatible"),
    "server-changed alike": ("compatible", "compatible"),
    "deprecated": ("risky", "risky"),
    "deprecated no more": ("compatible", "compatible"),
    "deprecated alike": ("compatible", "compatible"),
    "read-only-changed gained": ("risky", "compatible"),
    "read-only-changed lost": ("compatible", "compatible"),
    "write-only-changed gained": ("compatible", "risky"),
    "write-only-changed lost": ("compatible", "compatible"),
    "callback-added": ("compatible", "compatible"),
    "callback-removed": ("breaking", "breaking"),
    "keyword-changed": ("risky", "risky"),
    "keyword-changed added": ("risky", "compatible"),
    "keyword-changed removed": ("compatible", "risky"),
    "keyword-changed alike": ("compatible", "compatible"),
    "extension-changed": ("compatible", "compatible"),
    "extension-changed end": ("risky", "risky"),
    "component-changed": ("compatible", "compatible"),
    "name-changed": ("compatible", "compatible"),
    "prose-changed": ("compatible", "compatible"),
    "text-changed": ("risky", "risky"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One change, judged, without its place."""

    kind: str
    level: Level
    text: str


def finding(kind: str, side: Side, text: str, how: str = "") -> Finding:
    """A judged change. An error reply never breaks a client: it is read by status and code, the rest is for people."""
    request, reply = _LEVELS[f"{kind} {how}".strip()]
    if side == "unused":
        return Finding(kind, "compatible", text)
    level = request if side == "request" else reply
    return Finding(kind, "risky" if side == "error" and level == "breaking" else level, text)


def worst(levels: list[Level]) -> Level:
    """The gravest of several levels."""
    return min(levels, key=LEVELS.index)


def kinds() -> set[str]:
    """Every kind of change there is."""
    return {key.split()[0] for key in _LEVELS}
