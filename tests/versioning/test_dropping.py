"""What spoke a version by default is in order once it speaks another one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from versioning.dropping import drop

from tests.versioning.further import ROOT

# Versions that nothing else speaks, one with a longer name than the other.
SHORT, LONG = "v9.3", "v9.10"
FILES = {
    ".importlinter": "",
    "facade/derived.toml": "",
    "facade/twelvelabs_client/core/settings.py": "",
    "facade/twelvelabs_client/_async/client.py": "",
    "openapi/spec.lock": "{}",
}
REST = "x" * 95
FULL = f'assert speaks("{SHORT}", "{REST}")\n'
WRAPPED = f'assert speaks(\n    "{LONG}", "{REST}"\n)\n'


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """As little of a checkout as a version can be dropped from, with the settings of this one."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    (tmp_path / "tests").mkdir()
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("version", "heir", "before", "after"),
    [(SHORT, LONG, FULL, WRAPPED), (LONG, SHORT, WRAPPED, FULL)],
    ids=["a longer name", "a shorter name"],
)
def test_lines_are_wrapped_for_the_name_that_they_have(
    version: str, heir: str, before: str, after: str, checkout: Path
) -> None:
    test = checkout / "tests" / "test_things.py"
    test.write_text(before)

    drop(checkout, version, heir)

    assert test.read_text() == after


def test_public_names_are_sorted_by_the_name_that_they_have(checkout: Path) -> None:
    module = checkout / "tests" / "things.py"
    module.write_text('__all__ = ["OfV9_3", "OfV9_9"]\n')

    drop(checkout, SHORT, LONG)

    assert module.read_text() == '__all__ = ["OfV9_9", "OfV9_10"]\n'


def test_a_file_named_after_it_is_named_after_the_other(checkout: Path) -> None:
    (checkout / "tests" / "test_v9_3.py").write_text(FULL)

    drop(checkout, SHORT, LONG)

    assert {file.name: file.read_text() for file in (checkout / "tests").iterdir()} == {"test_v9_10.py": WRAPPED}
