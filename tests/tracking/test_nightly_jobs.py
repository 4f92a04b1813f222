"""The nightly jobs are valid, run what was made of a document from outside without rights, and merge nothing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.tracking.published import with_a_new_field, with_a_read_field_retyped
from tests.tracking.publisher import Publisher
from tests.tracking.team import FOLDER, Run, Team

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


class Job:
    """The second job of a service in a clone of its own; `gh` and `curl` note how they are called.

    Attributes:
        calls: Where they do.
    """

    def __init__(self, team: Team, service: str) -> None:
        self.team, self.service = team, service
        self.clone, self.calls = team.root.parent / "clone", team.root.parent / "calls.txt"
        team.git("clone", "--quiet", "--branch", "main", str(team.remote), str(self.clone))
        tools = team.root.parent / "tools"
        tools.mkdir()
        for name, answer in (("gh", "0"), ("curl", "[]")):
            (tools / name).write_text(f'#!/bin/sh\necho "{name} $*" >> "$CALLS"\necho "{answer}"\n')
            (tools / name).chmod(0o755)
        self.path = f"{tools}{os.pathsep}{os.environ['PATH']}"

    def run(self, outcome: str) -> int:
        """Run the job on what the first one left; returns its exit status."""
        shutil.copytree(self.team.root / FOLDER, self.clone / FOLDER, dirs_exist_ok=True)
        folder, script = self._github(outcome) if self.service == "github" else self._gitlab()
        remote = f"url.{self.team.remote}.insteadOf"
        settings = {
            "PATH": self.path, "CALLS": str(self.calls), "HOME": str(self.clone.parent), "BASE": "main",
            "GITHUB_REPOSITORY": "team/client", "GITHUB_SHA": self.team.git("rev-parse", "main"),
            "CI_COMMIT_SHA": self.team.git("rev-parse", "main"), "CI_DEFAULT_BRANCH": "main", "TRACK_TOKEN": "made-up",
            "CI_API_V4_URL": "https://git.example.com/api/v4", "CI_PROJECT_ID": "7",
            "CI_SERVER_HOST": "git.example.com", "CI_PROJECT_PATH": "team/client",
            "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": remote,
            "GIT_CONFIG_VALUE_0": "https://track:made-up@git.example.com/team/client.git",
        }  # fmt: skip
        if self.service == "github":
            settings["GIT_DIR"] = str(self.clone / ".git")
        command = ["bash", "-e", "-o", "pipefail", "-c", script]
        return subprocess.run(command, cwd=folder, env=settings, check=False).returncode

    def _github(self, outcome: str) -> tuple[Path, str]:
        steps = {step.get("name", ""): step for step in jobs(GITHUB)["request"]["steps"]}
        begin = "Open an issue" if outcome == "does not hold" else "Push the branch"
        return self.clone / FOLDER, next(step["run"] for name, step in steps.items() if name.startswith(begin))

    def _gitlab(self) -> tuple[Path, str]:
        job = jobs(GITLAB)["track:request"]
        return self.clone, "\n".join([*job["before_script"], *job["script"]])


@pytest.fixture(params=["github", "gitlab"])
def job(request: pytest.FixtureRequest, team: Team) -> Job:
    return Job(team, request.param)


def try_it(run: Run, team: Team, capsys: pytest.CaptureFixture[str], checks: str = "merge") -> None:
    """The first job, which keeps what the command says."""
    run("--json", checks=checks)
    (team.root / FOLDER / "result.json").write_text(capsys.readouterr().out)


def test_the_second_job_pushes_the_branch_and_opens_a_request(
    job: Job, team: Team, publisher: Publisher, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    publisher.publish(with_a_new_field())
    try_it(run, team, capsys)

    status = job.run("holds")

    assert status == 0
    assert team.branches(team.remote) == team.branches()
    (call,) = job.calls.read_text().splitlines()
    assert "pr create" in call or "/merge_requests" in call
    assert team.branches()[0] in call
    assert team.read("title.txt").strip() in call


def test_the_second_job_opens_an_issue_once(
    job: Job, team: Team, publisher: Publisher, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    publisher.publish(with_a_read_field_retyped())
    try_it(run, team, capsys, checks="types")

    status = job.run("does not hold")

    assert status == 0
    assert team.branches(team.remote) == []
    looked, opened = job.calls.read_text().splitlines()
    assert "search" in looked
    assert "issue create" in opened or "/issues " in opened
    assert team.read("title.txt").strip() in opened


def test_the_second_job_refuses_a_branch_with_anything_else(
    job: Job, team: Team, publisher: Publisher, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    publisher.publish(with_a_new_field())
    try_it(run, team, capsys)
    (branch,) = team.branches()
    team.git("checkout", "--quiet", branch)
    team.commit("facade/twelvelabs_client/added.py", "ADDED = 1\n")
    bundle = str(team.root / FOLDER / "branch.bundle")
    team.git("bundle", "create", "--quiet", bundle, f"refs/heads/{branch}", "^main")

    status = job.run("holds")

    assert status != 0
    assert team.branches(team.remote) == []
    assert not job.calls.exists()
