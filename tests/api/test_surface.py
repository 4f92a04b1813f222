"""The facade's public surface does not break in silence."""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import Any

import api_check
import pytest
from api_check import PACKAGES

from tracking.surface import Surface, breaks, members, public_surface
from twelvelabs_client import intents

ROOT = Path(__file__).resolve().parents[2]


def parameter(name: str, **changes: Any) -> dict[str, Any]:
    return {"name": name, "kind": "positional or keyword", "type": "str", "required": False, **changes}


def function(*parameters: dict[str, Any], returns: str = "Index") -> Surface:
    return {"Indexes.get": {"kind": "function", "parameters": list(parameters), "returns": returns}}


OLD = function(parameter("index", required=True), parameter("timeout", kind="keyword-only"))


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ({}, "is gone"),
        ({"Indexes.get": {"kind": "attribute", "type": "str"}}, "was a function, is a attribute"),
        (function(parameter("index", required=True)), "parameter timeout is gone"),
        (
            function(parameter("index", required=True), parameter("timeout", kind="keyword-only", required=True)),
            "parameter timeout became required",
        ),
        (
            function(parameter("index", required=True, kind="keyword-only"), parameter("timeout", kind="keyword-only")),
            "parameter index can no longer be given by position",
        ),
        (
            function(parameter("index", required=True, type="int"), parameter("timeout", kind="keyword-only")),
            "parameter index was str, is int",
        ),
        (function(*OLD["Indexes.get"]["parameters"], parameter("more", required=True)), "parameter more is new"),
        (function(*OLD["Indexes.get"]["parameters"], returns="Index | None"), "returns was Index, is Index | None"),
    ],
)
def test_what_a_program_can_no_longer_do_is_a_break(new: Surface, said: str) -> None:
    assert said in " ".join(what for _, what in breaks(OLD, new))


@pytest.mark.parametrize(
    "new",
    [
        OLD,
        {**OLD, "Indexes.new": {"kind": "attribute", "type": "str"}},
        function(*OLD["Indexes.get"]["parameters"], parameter("more", kind="keyword-only")),
        function(parameter("index", required=True, type="str | Index"), parameter("timeout", kind="keyword-only")),
        function(parameter("index"), parameter("timeout", kind="keyword-only")),
    ],
    ids=["nothing", "a new name", "a new option", "a wider argument", "an argument that may be left out"],
)
def test_what_only_grows_is_no_break(new: Surface) -> None:
    assert list(breaks(OLD, new)) == []


def test_a_union_is_read_at_its_top_only() -> None:
    assert members("str | Sequence[str | None] | None") == {"str", "Sequence[str | None]", "None"}


def test_the_surface_holds_what_a_program_can_hold() -> None:
    surface = public_surface(ROOT / "facade", *PACKAGES)

    assert {"TwelveLabs", "TwelveLabs.indexes.create", "Paginator.first", "Asset.raw", "NotFoundError"} <= set(surface)
    assert not [name for name in surface if "._" in name or name.startswith("Async")]


def test_the_surface_holds_what_a_class_has_from_one_without_a_public_name() -> None:
    surface = public_surface(ROOT / "facade", *PACKAGES)

    assert {"AnalysisStream.close", "Embeddings.to_numpy", "TwelveLabsV1_2.api_version"} <= set(surface)
    assert "TwelveLabsV1_2.indexes" not in surface


def test_the_surface_holds_the_settings_of_the_client() -> None:
    surface = public_surface(ROOT / "facade", *PACKAGES)

    assert {"api_key", "api_version", "timeout"} <= {each["name"] for each in surface["TwelveLabs"]["parameters"]}


def test_the_surface_holds_what_an_input_is_made_of() -> None:
    surface = public_surface(ROOT / "facade", *PACKAGES)
    made = {name: kind for name in intents.__all__ if inspect.isclass(kind := getattr(intents, name))}

    for name, kind in made.items():
        real = inspect.signature(kind).parameters.values()
        told = surface[name].get("parameters", [])
        assert [(each["name"], each["kind"]) for each in told] == [(each.name, each.kind.description) for each in real]
        needed = [each.name for each in real if each.default is each.empty and "VAR" not in each.kind.name]
        assert [each["name"] for each in told if each["required"]] == needed


def test_the_committed_baseline_is_what_the_facade_offers() -> None:
    committed = json.loads((ROOT / "docs" / "api-baseline.json").read_text(encoding="utf-8"))

    assert committed == public_surface(ROOT / "facade", *PACKAGES)


def test_a_break_is_announced_by_name_in_the_unreleased_part() -> None:
    changelog = (
        "# Changelog\n\n## Unreleased\n\n- **Breaking:** `TwelveLabs.indexes.list` takes\n  `sort_order`.\n"
        "- **Note:** `Other`\n\n## 0.1.0\n\n- **Breaking:** `Old`\n"
    )

    assert api_check.announced_names(changelog) == {"TwelveLabs.indexes.list", "sort_order"}


def test_an_announced_break_passes_and_another_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    changelog = tmp_path / "CHANGELOG.md"
    monkeypatch.setattr(api_check, "CHANGELOG", changelog)

    results = []
    for text in ("## Unreleased\n", "## Unreleased\n\n- **Breaking:** `Indexes.get` is gone.\n"):
        changelog.write_text(text)
        results.append(api_check.compare(OLD, {}))

    assert results == [1, 0]
    assert "BREAK: Indexes.get: is gone" in capsys.readouterr().out
