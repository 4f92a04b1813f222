"""Chains of models that import each other are cut before Python's own limit."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.import_depth import LONGEST, Graph, late_imports
from tests.pipeline.execution import generated

LONG = 3 * LONGEST


def ring(size: int) -> Graph:
    """Models each of which names the next one, and the last one the first."""
    return {f"M{index}": [f"M{(index + 1) % size}"] for index in range(size)}


@pytest.mark.parametrize("graph", [{}, {"A": ["A"]}, ring(LONGEST), {"A": [f"B{index}" for index in range(500)]}])
def test_where_no_chain_is_long_nothing_is_imported_late(graph: Graph) -> None:
    assert late_imports({**{name: [] for others in graph.values() for name in others}, **graph}) == {}


def test_a_long_chain_is_cut_into_pieces() -> None:
    late = late_imports(ring(LONG))

    assert late == {"M79": ["M80"], "M159": ["M160"], "M239": ["M0"]}


def test_each_model_of_a_long_chain_can_be_imported_first(tmp_path: Path) -> None:
    models = "".join(
        f"""
    M{index}: {{type: object, properties: {{next: {{$ref: '#/components/schemas/M{(index + 1) % LONG}'}}}}}}"""
        for index in range(LONG)
    )
    tree = generated(DESCRIPTION + models, tmp_path)
    program = f"from {tree.name}.models.m{LONGEST - 1} import M{LONGEST - 1} as M; print(M.from_json({{'next': {{}}}}))"

    result = subprocess.run(
        [sys.executable, "-c", program], cwd=tree.parent, capture_output=True, text=True, check=False
    )

    assert (result.stderr, result.stdout) == ("", f"M{LONGEST - 1}(next_=M{LONGEST}(next_=UNSET))\n")


DESCRIPTION = """
openapi: 3.1.0
info: {title: Shed, version: '1'}
paths:
  /tool:
    get:
      responses:
        '200': {description: Found., content: {application/json: {schema: {$ref: '#/components/schemas/M0'}}}}
components:
  schemas:"""
