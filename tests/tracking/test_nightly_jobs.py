"""The nightly jobs are valid, run what was made of a document from outside without rights, and merge nothing."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
GITHUB = ROOT / "docs" / "ci" / "github-track.yml"
GITLAB = ROOT / "docs" / "ci" / "gitlab-track.yml"
PINNED = re.compile(r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")


def jobs(file: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return dict(content["jobs"]) if "jobs" in content else content


@pytest.mark.parametrize(("schema", "file"), [("vendor.github-workflows", GITHUB), ("vendor.gitlab-ci", GITLAB)])
def test_the_file_is_what_the_service_reads(schema: str, file: Path) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(file)]

    result = subprocess.run(command, capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stdout


def test_actions_are_pinned_by_their_commit() -> None:
    used = re.findall(r"uses: (.+)", GITHUB.read_text(encoding="utf-8"))

    assert len(used) == 5
    assert [action for action in used if not PINNED.fullmatch(action)] == []


def test_the_job_that_runs_what_was_made_has_no_right_and_no_secret() -> None:
    tried, text = jobs(GITHUB)["try"], yaml.safe_dump([jobs(GITHUB)["try"], jobs(GITLAB)["track:try"]])

    assert tried["permissions"] == {"contents": "read"}
    assert tried["steps"][0]["with"]["persist-credentials"] is False
    assert not re.search(r"secrets\.|github\.token|GH_TOKEN|TRACK_TOKEN|environment:", text)


@pytest.mark.parametrize(("file", "job"), [(GITHUB, "request"), (GITLAB, "track:request")])
def test_the_job_that_may_write_runs_nothing_of_the_checkout_and_merges_nothing(file: Path, job: str) -> None:
    text = yaml.safe_dump(jobs(file)[job], width=1_000)

    assert not re.search(r"\bmake\b|scripts/|\.venv|pip install|--force|--auto|pr merge|merge_when", text)
    assert "^(generated/|openapi/(published/|spec\\.lock$)|docs/)" in text.replace("\\\\", "\\")
