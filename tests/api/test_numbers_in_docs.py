"""The numbers in the docs are those of the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from twelvelabs_client.core import checks, retry
from twelvelabs_client.intents.embedding_rules import LARGEST_DOCUMENT
from twelvelabs_client.uploads import files, plan

ROOT = Path(__file__).resolve().parents[2]
MEGABYTE = 1024 * 1024
# The page, a sentence with a group for each number, and the numbers of the code.
SAID: list[tuple[str, str, list[int]]] = [
    (
        "docs/reliability.md",
        r"Passing are (\d+), (\d+), (\d+), (\d+), (\d+) and (\d+)\.",
        sorted(retry.PASSING_STATUSES),
    ),
    (
        "docs/migrating.md",
        r"repeated, whatever the call \| (\d+), (\d+), (\d+), (\d+), (\d+), (\d+) and broken",
        sorted(retry.PASSING_STATUSES),
    ),
    ("docs/reliability.md", r"no more than (\d+) MiB are in memory", [plan.MOST_HELD // MEGABYTE]),
    ("docs/reliability.md", r"in blocks of (\d+) MiB at most", [plan.LARGEST_BLOCK // MEGABYTE]),
    ("docs/reliability.md", r"an analysis or an embedding, at most (\d+) MB", [LARGEST_DOCUMENT // MEGABYTE]),
    ("README.md", r"above (\d+) MB in chunks", [files.LARGEST_DIRECT_UPLOAD // MEGABYTE]),
]


@pytest.mark.parametrize(("page", "sentence", "numbers"), SAID, ids=[sentence for _, sentence, _ in SAID])
def test_a_number_in_the_docs_is_that_of_the_code(page: str, sentence: str, numbers: list[int]) -> None:
    found = re.search(sentence, (ROOT / page).read_text(encoding="utf-8"))

    assert found is not None
    assert list(map(int, found.groups())) == numbers


@pytest.mark.parametrize(
    ("path", "sentence", "number"),
    [
        ("resources/assets.py", r"in chunks above (\d+) MB", files.LARGEST_DIRECT_UPLOAD // MEGABYTE),
        ("resources/assets.py", r"chunks are under way at once, 1 to (\d+)", plan.MOST_WORKERS),
        ("resources/indexes.py", r"Items a page, 1 to (\d+)", checks.LARGEST_PAGE),
    ],
)
def test_a_number_in_a_docstring_is_that_of_the_code(path: str, sentence: str, number: int) -> None:
    text = (ROOT / "facade/twelvelabs_client/_async" / path).read_text(encoding="utf-8")

    assert set(map(int, re.findall(sentence, text))) == {number}
