"""What is published becomes a branch that a team can merge, or an issue; a run that finds nothing new does nothing."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
import track
import yaml

from pipeline.spec_lock import LOCK
from tests.tracking.published import with_a_new_field, with_a_read_field_retyped, without_a_field
from tests.tracking.publisher import Mood, Publisher
from tests.tracking.team import FOLDER, Run, Team, published_in
from tests.upgrade.small import VERSION, described
from tracking.attempt import Attempt
from tracking.markdown import MOST_CHARACTERS

BRANCH = re.compile(rf"spec/{re.escape(VERSION)}-\d{{4}}-\d\d-\d\d-[0-9a-f]{{12}}")


def test_what_is_new_becomes_a_branch_of_one_commit(team: Team, publisher: Publisher, run: Run) -> None:
    publisher.publish(with_a_new_field())

    status = run()

    assert status == 0
    (branch,) = team.branches()
    assert BRANCH.fullmatch(branch)
    assert branch.endswith(hashlib.sha256(publisher.body).hexdigest()[:12])
    assert team.git("rev-parse", f"{branch}^") == team.git("rev-parse", "main")
    assert published_in(team, branch) == publisher.body.decode()
    assert "colour" in team.git("show", f"{branch}:generated/twelvelabs_generated/v9_9/models/thing.py")


def test_a_branch_holds_what_an_upgrade_replaces_and_nothing_else(team: Team, publisher: Publisher, run: Run) -> None:
    publisher.publish(with_a_new_field())
    run()

    changed = team.git("diff", "--name-only", "main", *team.branches()).splitlines()

    assert str(LOCK) in changed
    assert f"openapi/published/{VERSION}.json" in changed
    assert all(name.startswith(("generated/", "openapi/published/", str(LOCK))) for name in changed)


def test_the_checkout_stays_as_it_is(team: Team, publisher: Publisher, run: Run) -> None:
    head = team.git("rev-parse", "HEAD")
    publisher.publish(with_a_new_field())
    run()

    assert (team.git("status", "--porcelain"), team.git("rev-parse", "HEAD")) == ("", head)
    assert team.git("symbolic-ref", "HEAD") == "refs/heads/main"
    assert len(team.git("worktree", "list").splitlines()) == 1


def test_title_and_body_are_those_of_a_pull_request(team: Team, publisher: Publisher, run: Run) -> None:
    publisher.publish(with_a_new_field())
    run()

    title, body = team.read("title.txt"), team.read("body.md")
    assert re.fullmatch(r"Follow v9\.9 of \d{4}-\d\d-\d\d \([0-9a-f]{12}\)\n", title)
    assert len(body) <= MOST_CHARACTERS
    assert "**holds as far as CHECKS=merge proves: v9.9: 3 operations" in body
    assert f"Read from `{publisher.url}`, SHA-256 `{hashlib.sha256(publisher.body).hexdigest()}`." in body
    assert "## Not wrapped yet (1)" in body


def test_a_second_run_downloads_nothing_and_does_nothing(
    team: Team, publisher: Publisher, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    publisher.publish(with_a_new_field())
    run()
    before = team.state()
    capsys.readouterr()

    status = run()

    assert status == 0
    assert publisher.statuses == [200, 304]
    assert team.state() == before
    assert capsys.readouterr().out.startswith(f"{VERSION}: known: branch {team.branches()[0]} has ")


def test_what_is_merged_is_unchanged(
    team: Team, publisher: Publisher, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    publisher.publish(with_a_new_field())
    run()
    team.git("merge", "--quiet", *team.branches())
    before = team.state()
    capsys.readouterr()

    status = run()

    assert status == 0
    assert capsys.readouterr().out.startswith(f"{VERSION}: unchanged: {publisher.url} is ")
    assert team.state() == before


@pytest.mark.parametrize("file", ["received.json", "description.json"])
def test_what_is_damaged_is_downloaded_again(team: Team, publisher: Publisher, run: Run, file: str) -> None:
    publisher.publish(with_a_new_field())
    run()
    (team.root / FOLDER / file).write_text("{")

    assert run() == 0
    assert publisher.statuses == [200, 200]


def test_what_breaks_something_exits_3(team: Team, publisher: Publisher, run: Run) -> None:
    publisher.publish(without_a_field())

    status = run()

    assert status == 3
    assert len(team.branches()) == 1
    assert team.read("title.txt").endswith(": breaks 1\n")
    assert "- `things.list`: breaking" in team.read("body.md")


def test_what_does_not_hold_exits_4_and_leaves_no_branch(team: Team, publisher: Publisher, run: Run) -> None:
    before = team.state()
    publisher.publish(with_a_read_field_retyped())

    status = run(checks="types")

    assert status == 4
    assert team.state() == before
    assert team.read("title.txt").endswith(") does not hold\n")
    assert "decision: ours   # or theirs" in team.read("body.md")
    assert not (team.root / FOLDER / "branch.bundle").exists()


def test_what_does_not_hold_is_tried_again_once_the_team_has_committed(
    team: Team, publisher: Publisher, run: Run
) -> None:
    publisher.publish(with_a_read_field_retyped())
    statuses = [run(checks="types"), run(checks="types")]
    row = {
        "place": "GET /things response 200 /[]/name", "kind": "type-changed", "ours": "string", "theirs": "integer",
        "decision": "ours", "why": "observed", "source": "observed", "date": "2026-11-01",
    }  # fmt: skip
    places = re.findall(r'^- place: "(.+)"$', team.read("body.md"), re.MULTILINE)
    team.commit(f"openapi/{VERSION}/differences.yaml", yaml.safe_dump([{**row, "place": place} for place in places]))
    team.commit("facade/twelvelabs_client/ours.py", "OURS = 1\n")

    statuses.append(run(checks="types"))

    assert statuses == [4, 0, 3]
    (branch,) = team.branches()
    assert team.git("show", f"{branch}:facade/twelvelabs_client/ours.py") == "OURS = 1"
    assert "decision: ours" in team.git("show", f"{branch}:openapi/{VERSION}/differences.yaml")


@pytest.mark.parametrize(
    ("mood", "expected"),
    [
        ("down", "cannot be downloaded: "),
        ("unavailable", "the server answered 503"),
        ("html", "holds no object at the top"),
        ("half", "cannot be downloaded: "),
        ("half of the text", "not well-formed"),
        ("slow", "not downloaded within 0.5 s"),
        ("large", "is larger than 33554432 bytes"),
    ],
)
def test_a_source_that_fails_changes_nothing(
    team: Team, publisher: Publisher, run: Run, capsys: pytest.CaptureFixture[str], mood: Mood, expected: str
) -> None:
    before = team.state()
    publisher.mood = mood

    status = run(seconds=0.5 if mood == "slow" else 30)

    printed = capsys.readouterr().err
    assert status == 2
    assert team.state() == before
    (line,) = [line for line in printed.splitlines() if publisher.url in line]
    assert expected in line
    assert str(team.root) not in line


def test_a_source_that_recovers_is_followed(team: Team, publisher: Publisher, run: Run) -> None:
    publisher.publish(with_a_new_field())
    publisher.mood = "html"
    statuses = [run()]
    publisher.mood = "up"

    statuses.append(run())

    assert statuses == [2, 0]
    assert len(team.branches()) == 1


def test_a_description_of_another_version_is_refused(
    publisher: Publisher, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    publisher.publish({**described(), "servers": [{"url": "https://api.example.com/v9.8"}]})

    assert run() == 2
    assert "describes v9.8, not v9.9" in capsys.readouterr().err


def test_a_version_without_a_description_of_ours_is_refused(
    team: Team, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    team.git("mv", f"openapi/{VERSION}", "openapi/v9.8")
    team.git("commit", "--quiet", "--message", "Rename")

    assert run() == 2
    assert f"{team.root}/openapi/{VERSION} does not exist" in capsys.readouterr().err


@pytest.mark.parametrize("file", ["openapi/spec.lock", "notes.txt"])
def test_a_checkout_with_changes_is_refused_in_a_line(
    team: Team, publisher: Publisher, run: Run, capsys: pytest.CaptureFixture[str], file: str
) -> None:
    (team.root / file).write_text("{}")

    status = run()

    assert status == 2
    assert capsys.readouterr().err == f"{team.root}: {file} not committed; commit or stash your changes first\n"
    assert publisher.statuses == []
    assert team.branches() == []


def test_a_folder_of_another_repository_is_refused(
    team: Team, run: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(track, "ROOT", team.root / "facade")

    assert run() == 2
    assert "is a folder of another git repository" in capsys.readouterr().err


def test_it_pushes_only_when_told_to(team: Team, publisher: Publisher, run: Run) -> None:
    publisher.publish(with_a_new_field())
    run()
    before = team.branches(team.remote)

    status = run("--push", "origin")

    assert (before, status) == ([], 0)
    assert team.branches(team.remote) == team.branches()
    assert team.git("rev-parse", team.branches()[0]) == team.git("rev-parse", team.branches()[0], folder=team.remote)


def test_a_branch_on_the_remote_is_known_in_another_clone(team: Team, publisher: Publisher, run: Run) -> None:
    publisher.publish(with_a_new_field())
    run("--push", "origin")
    (branch,) = team.branches()
    team.git("branch", "--quiet", "-D", branch)
    team.git("update-ref", "-d", f"refs/remotes/origin/{branch}")

    status = run("--push", "origin")

    assert status == 0
    assert team.branches() == []


def test_a_remote_that_refuses_is_an_error_and_the_next_run_pushes(
    team: Team, publisher: Publisher, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    publisher.publish(with_a_new_field())
    refusing = team.remote / "hooks" / "pre-receive"
    refusing.write_text("#!/bin/sh\nexit 1\n")
    refusing.chmod(0o755)
    statuses = [run("--push", "origin")]
    printed = capsys.readouterr().err.splitlines()[-1]
    refusing.unlink()

    statuses.append(run("--push", "origin"))

    assert statuses == [2, 0]
    assert "git push failed: " in printed
    assert team.branches(team.remote) == team.branches()


def test_the_bundle_brings_the_branch_into_another_clone(team: Team, publisher: Publisher, run: Run) -> None:
    publisher.publish(with_a_new_field())
    run()
    (branch,) = team.branches()
    clone = team.root.parent / "clone"
    team.git("clone", "--quiet", "--branch", "main", str(team.remote), str(clone))

    team.git(
        "fetch", str(team.root / FOLDER / "branch.bundle"), f"refs/heads/{branch}:refs/heads/{branch}", folder=clone
    )

    assert team.git("rev-parse", branch, folder=clone) == team.git("rev-parse", branch)


def test_json_is_one_object(team: Team, publisher: Publisher, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    publisher.publish(with_a_new_field())

    run("--json", "--push", "origin")

    said: dict[str, Any] = json.loads(capsys.readouterr().out)
    (branch,) = team.branches()
    assert {**said, "text": ""} == {
        "outcome": "holds", "status": 0, "text": "", "version": VERSION, "source": publisher.url,
        "sha256": hashlib.sha256(publisher.body).hexdigest(), "branch": branch,
        "commit": team.git("rev-parse", branch), "pushed": True,
    }  # fmt: skip


def test_a_failure_is_one_object_too(publisher: Publisher, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    publisher.mood = "unavailable"

    assert run("--json") == 2

    said = json.loads(capsys.readouterr().out)
    assert (said["outcome"], said["status"]) == ("failed", 2)
    assert "the server answered 503" in said["text"]


def test_a_run_that_was_interrupted_leaves_no_branch_and_the_next_one_makes_it(
    team: Team, publisher: Publisher, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    publisher.publish(with_a_new_field())
    left = team.root / FOLDER / "checkout"
    team.git("worktree", "add", "--quiet", "--detach", str(left), "HEAD")  # as a killed run leaves it
    with monkeypatch.context() as patch:
        patch.setattr(Attempt, "run", _interrupt)
        with pytest.raises(KeyboardInterrupt):
            run()
    interrupted = team.branches()

    status = run()

    assert (interrupted, status, len(team.branches())) == ([], 0, 1)
    assert not left.exists()


def _interrupt(attempt: Attempt, scratch: Path) -> None:
    raise KeyboardInterrupt


def test_hooks_of_the_team_are_not_run(team: Team, publisher: Publisher, run: Run) -> None:
    hook = team.root / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    publisher.publish(with_a_new_field())

    assert run() == 0
    assert len(team.branches()) == 1
