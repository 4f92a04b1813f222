"""A pattern that is known to accept all that another does is wider; of all others nothing is known."""

from __future__ import annotations

import pytest

from tests.diff.describe import TEXT, api, body, rows, thing
from tracking.patterns import accepts_all_of


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        ("^[a-z0-9]+$", "^[a-z]+$"),
        ("^[a-z]{1,10}$", "^[a-z]{1,5}$"),
        ("^[a-z]{2,}$", "^[a-z]{3}$"),
        ("^[a-z]*$", "^[a-z]+$"),
        (r"^\w+$", "^[A-Z_]+$"),
        (r"^[^\s]+$", r"^\d+$"),
        ("^(a|b|c)$", "^(a|b)$"),
        ("^a|^b", "^b"),
        ("^a", "^a$"),
        ("a", "^a$"),
        ("^.*$", "^[a-z]+x?$"),
        (".*", "^(?=a)b$"),
        ("", "^a$"),
    ],
)
def test_wider(wide: str, narrow: str) -> None:
    assert accepts_all_of(wide, narrow)
    assert not accepts_all_of(narrow, wide)


@pytest.mark.parametrize(
    ("one", "other"),
    [("^a$", "^b$"), ("^[a-m]+$", "^[h-z]+$"), ("^(a(b))+$", "^(a(b)|c)+$"), (r"^\p{L}$", "^a$"), ("^a+?$", "^a$")],
)
def test_neither_is_known_to_be_wider(one: str, other: str) -> None:
    assert not accepts_all_of(one, other)
    assert not accepts_all_of(other, one)


def test_a_wider_pattern_refuses_nothing_that_was_sent() -> None:
    letters, more = (api(("POST /a", body(thing({**TEXT, "pattern": f"^[{of}]+$"})))) for of in ("a-z", "a-z0-9"))

    assert rows(letters, more) == [("request /x", "limit-loosened", "compatible")]
    assert rows(more, letters) == [("request /x", "limit-tightened", "breaking")]
