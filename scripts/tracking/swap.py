"""Put new files and folders in place of old ones, so that an interruption leaves the old tree or the new one.

1. Each new file or folder is copied beside its place, as `.<name>.new`: on the same file system, wherever it was made.
2. The journal says "moving". From here on an interrupted swap is finished, before it is undone.
3. Each `.new` is renamed to its place; a folder there is first renamed to `.<name>.old`. What cannot be renamed is
   copied, and `.new` stays whole: a copy that was interrupted is made again.
4. The journal says "cleaning", what is left beside the places is removed, and last the journal.

The journal is safe against a power failure; the copies are left to the operating system, since flushing each takes
seconds. What a power failure damages, `make check` finds.
"""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from tracking import files
from tracking.lock import FOLDER, CheckoutError, checkout_lock

JOURNAL = Path(FOLDER) / "journal.json"
FINISHED = "an interrupted upgrade was finished"
UNDONE = "an interrupted upgrade was undone"


@contextmanager
def locked(root: Path) -> Iterator[str | None]:
    """Lock a checkout for as long as a command may change it, and settle an interrupted swap first.

    Yields:
        `FINISHED` or `UNDONE`, or None if no swap was interrupted.

    Raises:
        CheckoutError: Another process holds the lock, or the interrupted swap cannot be finished.
    """
    with checkout_lock(root):
        yield _settle(root)


def finish_interrupted(root: Path) -> str | None:
    """Finish or undo an interrupted swap, for commands that only read a checkout; not to be called in `locked`.

    Returns:
        `FINISHED` or `UNDONE`, or None if no swap was interrupted.

    Raises:
        CheckoutError: A swap is under way in another process, or cannot be finished.
    """
    if not (root / JOURNAL).exists():
        return None
    with locked(root) as settled:
        return settled


def swap(root: Path, new: Mapping[str, Path | None]) -> None:
    """Replace files and folders of a checkout, all or none; to be called in `locked`.

    Args:
        root: The checkout.
        new: By the path in the checkout: the file or folder to copy there, from anywhere, or None to remove the path.

    Raises:
        CheckoutError: A path leads out of the checkout or a file operation failed; the text says what to do.
    """
    _settle(root)
    contents = {final: source for final, source in new.items() if source is not None}
    plan = _Plan("staging", list(contents), [final for final in new if final not in contents])
    plan.check(root)
    with _in_one_line(f"{root}: nothing was changed"):
        try:
            _record(root, plan)
            for final, source in contents.items():
                _stage(root / final, source)
            plan = plan.now(root, "moving")
        except OSError:
            _undo(root, plan)
            raise
    _complete(root, plan)


Phase = Literal["staging", "moving", "cleaning"]


@dataclass(frozen=True, slots=True)
class _Plan:
    """What the journal holds: how far the swap is, and the paths to put in place and to remove."""

    phase: Phase
    put: list[str]
    remove: list[str]

    def now(self, root: Path, phase: Phase) -> _Plan:
        """Record the next phase."""
        plan = dataclasses.replace(self, phase=phase)
        _record(root, plan)
        return plan

    def check(self, root: Path) -> None:
        """Refuse paths that are not inside the checkout, or are links out of it."""
        inside = root.resolve()
        for final in (*self.put, *self.remove):
            place = root / final
            if not all(path.resolve().is_relative_to(inside) for path in (place, place.parent)):
                raise CheckoutError(f"{place}: leads out of the checkout; put a file or folder in place of the symlink")


def _record(root: Path, plan: _Plan) -> None:
    """Write the journal in one step: a journal is whole or is not there."""
    files.operations.make_folder(root / FOLDER)
    files.operations.write_file(_new(root / JOURNAL), json.dumps(asdict(plan), indent=1) + "\n")
    files.operations.rename(_new(root / JOURNAL), root / JOURNAL)


def _read(root: Path) -> _Plan:
    journal = root / JOURNAL
    try:
        content = json.loads(journal.read_text(encoding="utf-8"))
        plan = _Plan(content["phase"], *([str(path) for path in content[name]] for name in ("put", "remove")))
        if plan.phase not in ("staging", "moving", "cleaning"):
            raise ValueError(f"{plan.phase!r} is not a phase")
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise CheckoutError(
            f"{journal}: the journal of an interrupted upgrade is damaged ({error}); "
            "restore generated/, openapi/ and docs/ by git, then remove this file"
        ) from error
    plan.check(root)
    return plan


def _settle(root: Path) -> str | None:
    if not (root / JOURNAL).exists():
        # The process may have ended while it wrote its first journal, before it touched anything else.
        files.remove(_new(root / JOURNAL))
        return None
    plan = _read(root)
    if plan.phase != "staging":
        _complete(root, plan)
        return FINISHED
    with _in_one_line(f"{root}: an interrupted upgrade cannot be undone, run the command again once this is mended"):
        _undo(root, plan)
    return UNDONE


def _stage(final: Path, source: Path) -> None:
    files.remove(_new(final))
    files.operations.make_folder(final.parent)
    files.copy(source, _new(final))


def _undo(root: Path, plan: _Plan) -> None:
    for final in plan.put:
        files.remove(_new(root / final))
        _remove_empty_parents(root, final)
    _remove_journal(root)


def _complete(root: Path, plan: _Plan) -> None:
    with _in_one_line(f"{root}: an upgrade is not finished, run the command again once this is mended"):
        if plan.phase == "moving":
            for final in plan.put:
                _put(root / final)
            for final in plan.remove:
                files.remove(root / final)
                _remove_empty_parents(root, final)
            plan = plan.now(root, "cleaning")
        for final in plan.put:
            files.remove(_new(root / final))
            files.remove(_old(root / final))
        _remove_journal(root)


def _put(final: Path) -> None:
    """Move `.new` to its place. It can be done again from wherever it was interrupted."""
    new, old = _new(final), _old(final)
    if not os.path.lexists(new):
        return
    if not files.is_folder(new) and not files.is_folder(final):
        if not files.renamed(new, final):
            files.copy(new, final)
        return
    if os.path.lexists(final) and not os.path.lexists(old):
        files.renamed(final, old)
    # What is still there could not be renamed, or is a copy that was interrupted.
    files.remove(final)
    if not files.renamed(new, final):
        files.copy(new, final)


def _remove_empty_parents(root: Path, final: str) -> None:
    """Remove folders that hold nothing any more, as git does."""
    for parent in Path(final).parents[:-1]:
        folder = root / parent
        if not files.is_folder(folder) or any(folder.iterdir()):
            return
        files.remove_empty(folder)


def _remove_journal(root: Path) -> None:
    files.remove(_new(root / JOURNAL))
    files.remove(root / JOURNAL)


def _new(path: Path) -> Path:
    return path.with_name(f".{path.name}.new")


def _old(path: Path) -> Path:
    return path.with_name(f".{path.name}.old")


@contextmanager
def _in_one_line(what: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CheckoutError(f"{what}: {error}") from error
