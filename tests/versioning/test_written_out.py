"""A description that is laid over another one is written out whole, before the other goes."""

from __future__ import annotations

from pathlib import Path

from versioning.description import written_out

from pipeline.document import load

API = "openapi: 3.1.0\ninfo: {title: Things, version: '1.3'}\n"
THINGS = "# Things.\npaths: {/things: {get: {operationId: list}}}\n"
GOODS = "paths: {/goods: {get: {operationId: list_goods}, post: {operationId: make}}}\n"
OVERLAY = "extends: v1.3\ninfo: {version: '9.9'}\npaths: {/goods: {post: null}, /lenses: {get: {operationId: look}}}\n"


def test_what_is_written_out_says_the_same(tmp_path: Path) -> None:
    base, overlay, whole = (tmp_path / name for name in ("v1.3", "v9.9", "whole"))
    for folder in (base, overlay, whole):
        folder.mkdir()
    for name, text in (("api.yaml", API), ("things.yaml", THINGS), ("goods.yaml", GOODS)):
        (base / name).write_text(text)
    (base / "differences.yaml").write_text("- {place: a}\n")
    (overlay / "differences.yaml").write_text("- {place: b}\n")
    (overlay / "api.yaml").write_text(OVERLAY)

    texts = written_out(base, overlay)
    for name, text in texts.items():
        (whole / name).write_text(text)

    assert load(whole) == load(overlay)
    assert texts["things.yaml"] == THINGS
    assert texts["differences.yaml"] == "- {place: a}\n\n- {place: b}\n"
