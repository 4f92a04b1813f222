"""Vectors as one array: the numbers of `vector`, in 32 bits, a row for each segment."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import repeatable
from twelvelabs_client import InvalidInputError
from twelvelabs_client.models import Embeddings, EmbeddingSegment, EmbeddingTask


def task_of(segments: Any) -> EmbeddingTask:
    return EmbeddingTask("t1", segments=segments)


HOLDERS: list[Callable[[Any], Embeddings | EmbeddingTask]] = [Embeddings, task_of]
narrow = st.floats(width=32, allow_nan=False)
matrices = st.integers(1, 5).flatmap(lambda size: st.lists(st.lists(narrow, min_size=size, max_size=size), max_size=6))


@pytest.mark.parametrize("holder", HOLDERS)
@repeatable
@given(
    st.integers(1, 5).flatmap(lambda length: st.lists(st.lists(narrow, min_size=length, max_size=length), max_size=6))
)
def test_the_array_holds_the_numbers_of_all_vectors(holder: Any, vectors: list[list[float]]) -> None:
    array = holder([EmbeddingSegment(vector) for vector in vectors]).to_numpy()

    assert array.dtype == numpy.float32
    assert array.shape == (len(vectors), len(vectors[0]) if vectors else 0)
    assert array.tolist() == vectors


def test_whole_numbers_and_wide_ones_become_narrow() -> None:
    array = Embeddings([EmbeddingSegment([1, 0.1])]).to_numpy()

    assert array.tolist() == [[1.0, float(numpy.float32(0.1))]]


@pytest.mark.parametrize("holder", HOLDERS)
def test_vectors_of_different_dimensions_are_no_array(holder: Any) -> None:
    segments = [EmbeddingSegment([0.1] * length) for length in (512, 256, 512)]

    with pytest.raises(InvalidInputError, match=r"^to_numpy: the vectors have 256 and 512 numbers; one array takes"):
        holder(segments).to_numpy()


@pytest.mark.parametrize("odd", ["x", [1.0], {}, 10**400], ids=["text", "list", "object", "huge"])
def test_what_is_no_number_is_named_by_its_row(odd: Any) -> None:
    segments = [EmbeddingSegment([0.5, 0.5]), EmbeddingSegment([0.5, odd])]

    with pytest.raises(InvalidInputError, match=r"^to_numpy: the vector of segment 1 does not hold numbers alone"):
        Embeddings(segments).to_numpy()


def test_a_missing_number_is_not_a_number() -> None:
    missing: Any = None

    assert numpy.isnan(Embeddings([EmbeddingSegment([0.5, missing])]).to_numpy()).tolist() == [[False, True]]


@pytest.mark.parametrize("holder", HOLDERS)
def test_without_numpy_the_error_says_how_to_get_it(holder: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "numpy", None)

    with pytest.raises(ImportError, match=r"pip install 'twelvelabs-client\[numpy\]'$"):
        holder([]).to_numpy()
