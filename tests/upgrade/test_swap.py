"""New files and folders replace old ones all or none, whatever interrupts it and whatever cannot be renamed."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.upgrade.disk import FINAL, NEW, OLD, PATHS, Disk, Killed, Refusal, checkout, state, swap_all, using, write
from tracking.lock import CheckoutError
from tracking.swap import FINISHED, JOURNAL, UNDONE, finish_interrupted, locked, swap

ROOT = Path(__file__).resolve().parents[2]


def old_folders(operation: str, path: Path, target: Path) -> bool:
    return operation == "rename" and path.is_dir() and not path.name.startswith(".")


def folders(operation: str, path: Path, target: Path) -> bool:
    return operation == "rename" and path.is_dir()


def mount_points(operation: str, path: Path, target: Path) -> bool:
    places = [
        name for name in map(Path, (*PATHS, "generated/v1_2")) if path.match(str(name)) or target.match(str(name))
    ]
    return operation in ("rename", "remove_folder") and bool(places) and target.exists()


def whole_trees(operation: str, path: Path, target: Path) -> bool:
    return operation == "rename" and JOURNAL.name not in path.name


REFUSALS: dict[str, Refusal | None] = {
    "everything can be renamed": None,
    "old folders cannot be renamed, as on overlayfs": old_folders,
    "no folder can be renamed": folders,
    "the places are mount points": mount_points,
    "nothing can be renamed": whole_trees,
}


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.fsync", lambda descriptor: None)


@pytest.fixture(params=REFUSALS)
def refuses(request: pytest.FixtureRequest) -> Refusal | None:
    return REFUSALS[request.param]


def settle(root: Path, disk: Disk) -> str | None:
    with using(disk), locked(root) as settled:
        return settled


def interrupted(folder: Path, refuses: Refusal | None, *, halfway: bool) -> Iterator[tuple[Path, str]]:
    """Checkouts whose swap was killed, one for each of its operations, with the name of that operation."""
    for number in itertools.count():
        root = checkout(folder / str(number))
        disk = Disk(refuses, dies_at=number, halfway=halfway)
        try:
            with using(disk):
                swap_all(root)
        except Killed:
            yield root, f"killed at {number}: {disk.operations[-1]}"
        else:
            return


def without_mount_points(found: dict[str, str]) -> dict[str, str]:
    """The state, without what cannot be removed: a mount point stays as an empty folder."""
    return {path: text for path, text in found.items() if text != "an empty folder" or path != "generated/v1_2"}


def test_new_contents_are_in_place_and_nothing_is_left_over(tmp_path: Path, refuses: Refusal | None) -> None:
    root = checkout(tmp_path)

    with using(Disk(refuses)):
        assert swap_all(root) is None

    assert without_mount_points(state(root)) == NEW


def test_a_killed_swap_is_finished_or_undone_by_the_next_command(tmp_path: Path, refuses: Refusal | None) -> None:
    seen = set()

    for root, where in interrupted(tmp_path, refuses, halfway=False):
        settled = settle(root, Disk(refuses))
        seen.add(settled)
        assert without_mount_points(state(root)) == (NEW if settled == FINISHED else OLD), where
        assert settle(root, Disk(refuses)) is None, where

    assert seen == {None, UNDONE, FINISHED}


def test_finishing_and_undoing_can_be_killed_too_again_and_again(tmp_path: Path, refuses: Refusal | None) -> None:
    for root, where in interrupted(tmp_path, refuses, halfway=True):
        for number in itertools.count():
            disk = Disk(refuses, dies_at=number, halfway=True)
            try:
                settled = settle(root, disk)
                break
            except Killed:
                where += f", then at {number}: {disk.operations[-1]}"
        assert without_mount_points(state(root)) == (NEW if settled == FINISHED else OLD), where
        assert settle(root, Disk(refuses)) is None, where


def test_an_operation_that_fails_changes_nothing_or_is_finished_by_the_next_command(tmp_path: Path) -> None:
    messages = set()
    for number in itertools.count():
        root = checkout(tmp_path / str(number))
        disk = Disk(fails_at=number)
        try:
            with using(disk):
                swap_all(root)
        except CheckoutError as error:
            message = str(error).removeprefix(f"{root}: ").partition(": ")[0]
            messages.add(message)
            if message == "nothing was changed":
                assert state(root) == OLD, disk.operations[number]
            else:
                assert settle(root, Disk()) == FINISHED
                assert state(root) == NEW, disk.operations[number]
        if len(disk.operations) <= number:
            break

    assert messages == {"nothing was changed", "an upgrade is not finished, run the command again once this is mended"}


@pytest.mark.parametrize("name", ["everything can be renamed", "nothing can be renamed"])
def test_files_keep_their_modes(tmp_path: Path, name: str) -> None:
    root = checkout(tmp_path)
    for path in ("generated/v1_3/module.py", "openapi/spec.lock"):
        (tmp_path / "made" / path).chmod(0o755)

    with using(Disk(REFUSALS[name])):
        swap_all(root)

    modes = {path: (root / path).stat().st_mode & 0o777 for path in ("generated/v1_3/module.py", "openapi/spec.lock")}
    assert set(modes.values()) == {0o755}


def test_leftovers_without_a_journal_are_replaced(tmp_path: Path) -> None:
    root = checkout(tmp_path)
    write(root, {"generated/.v1_3.old/a.py": "stray", "generated/.v1_3.new/a.py": "stray"})

    swap_all(root)

    assert state(root) == NEW


def test_a_file_takes_the_place_of_a_folder_and_a_folder_that_of_a_file(
    tmp_path: Path, refuses: Refusal | None
) -> None:
    if refuses is mount_points:
        refuses = None  # A mount point keeps its kind.
    root = checkout(tmp_path)

    with using(Disk(refuses)), locked(root):
        swap(root, {FINAL: root / "openapi/spec.lock", "docs/gone.md": root / "generated/v1_2"})

    assert (root / FINAL).read_text() == "old"
    assert (root / "docs/gone.md/module.py").read_text() == "old"


def test_a_symlink_inside_the_checkout_is_replaced_and_its_target_stays(tmp_path: Path) -> None:
    root = checkout(tmp_path)
    (root / FINAL).rename(root / "generated/elsewhere")
    (root / FINAL).symlink_to("elsewhere")

    swap_all(root)

    assert not (root / FINAL).is_symlink()
    assert (root / FINAL / "module.py").read_text() == "new"
    assert (root / "generated/elsewhere/module.py").read_text() == "old"


@pytest.mark.parametrize("final", ["link/file", "link", "../outside/file", "/outside/file", "."])
@pytest.mark.parametrize("removes", [False, True])
def test_a_path_that_leads_out_of_the_checkout_is_refused(tmp_path: Path, final: str, *, removes: bool) -> None:
    root = checkout(tmp_path)
    write(tmp_path, {"outside/file": "theirs"})
    (root / "link").symlink_to(tmp_path / "outside")

    with pytest.raises(CheckoutError, match="leads out of the checkout"), locked(root):
        swap(root, {FINAL: tmp_path / "made" / FINAL, final: None if removes else tmp_path / "made" / FINAL})

    assert state(root) == OLD
    assert state(tmp_path / "outside") == {"file": "theirs"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        '{"phase": "mov',
        "[]",
        '{"phase": "moving"}',
        '{"phase": "moving", "put": [], "remove": 1}',
        '{"phase": "flying", "put": [], "remove": []}',
        '{"phase": "cleaning", "put": ["../outside"], "remove": []}',
        "\0\xff",
    ],
)
def test_a_damaged_journal_is_one_clear_line(tmp_path: Path, text: str) -> None:
    root = checkout(tmp_path)
    write(root, {JOURNAL.as_posix(): text})

    with pytest.raises(CheckoutError) as caught:
        finish_interrupted(root)

    assert str(caught.value).startswith(str(root / JOURNAL)) or "leads out" in str(caught.value)
    assert str(caught.value).isprintable()
    (root / JOURNAL).unlink()
    assert finish_interrupted(root) is None
    assert state(root) == OLD


def test_a_reading_command_writes_nothing_where_no_swap_was_interrupted(tmp_path: Path) -> None:
    root = checkout(tmp_path)

    assert finish_interrupted(root) is None

    assert not (root / ".upgrade").exists()


def test_git_ignores_the_lock_the_journal_and_what_an_interruption_leaves() -> None:
    ignored = (ROOT / ".gitignore").read_text().splitlines()

    assert {".upgrade/", ".*.new", ".*.old"} <= set(ignored)
