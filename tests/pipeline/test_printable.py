"""What a description says reaches a terminal as one line that shows what is there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import SpecError
from pipeline.making import GenerationError
from pipeline.printable import printable, printable_lines


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain, café, 検索", "plain, café, 検索"),
        ("\x1b[2J\x1b]0;owned\x07", "\\x1b[2J\\x1b]0;owned\\x07"),
        ("a\nb\tc\rd", "a b c d"),
        ("\u202eabc\u2066", "\\u202eabc\\u2066"),
        ("a\u2028b\x85c", "a\\u2028b\\x85c"),
        ("\x9b31m", "\\x9b31m"),
        ("\ud800", "\\ud800"),
    ],
)
def test_what_is_not_printable_is_shown_as_an_escape(text: str, shown: str) -> None:
    assert printable(text) == shown


@given(st.text())
def test_any_text_becomes_one_printable_line(text: str) -> None:
    assert printable(text).isprintable()


def test_text_of_several_lines_keeps_them() -> None:
    assert printable_lines("a\n  b\x1b\n") == "a\n  b\\x1b\n"


@pytest.mark.parametrize("error", [SpecError, GenerationError])
def test_errors_are_one_printable_line(error: type[Exception]) -> None:
    assert str(error("file: \x1b[2J\nforged")) == "file: \\x1b[2J forged"
