from __future__ import annotations

import pytest

from tracking.prose import announces_an_end, changed_numbers, numbers_in


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Up to 200MB or 4 GB.", ["200 MB", "4 GB"]),
        ("4,096 tokens, 1.5 seconds, a 2,000-token prompt", ["1.5 s", "2000 tokens", "4096 tokens"]),
        ("From 2-10, 360p, 1080x1920", ["10", "1080", "1920", "2", "360"]),
        ("pegasus1.5 in v1.3 is int64, see RFC 3339 and `sha256`", []),
        ("[here](/v1.3/limits/7), <a href='/9'>there</a>, https://example.com/8", []),
        ("1. Do this.\n2. Do that.", []),
        ("Such as 2024-10-01T10:00:00Z", []),
        ("50% of 7 days, at most 3 times", ["3 times", "50 %", "7 d"]),
    ],
)
def test_numbers(text: str, numbers: list[str]) -> None:
    assert numbers_in(text) == numbers


def test_changed_numbers() -> None:
    assert changed_numbers("Up to 5 MB, 10 files.", "10 files of up to 32MB.") == "5 MB -> 32 MB"
    assert changed_numbers("Many.", "At most 5.") == "none -> 5"
    assert changed_numbers("5 or 6", "6 or 5, or 6") == ""


@pytest.mark.parametrize(
    "text", ["**Deprecated.** Use b.", "This endpoint will be removed.", "It is no longer supported"]
)
def test_an_end_is_announced(text: str) -> None:
    assert announces_an_end(text)


def test_no_end() -> None:
    assert not announces_an_end("Removes a thing. The file will be stored.")
