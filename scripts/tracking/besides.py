"""Compare what two descriptions say of the API as a whole, and the components that nothing reaches."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.besides import OF_A_CREDENTIAL, USED
from pipeline.specification import Schema, Specification
from tracking.change import Change
from tracking.rules import Finding, finding
from tracking.words import Meaning, compare_words, same

# Stands where the method of an operation does: what is said of no operation in particular.
DOCUMENT = "DOCUMENT"
_Meanings = tuple[Meaning, Meaning]


def compare_besides(old: Specification, new: Specification, meanings: _Meanings) -> Iterator[Change]:
    """A row for each word that differs, and one for each component that nothing reaches and that differs."""
    for key in dict.fromkeys([*old.unread, *new.unread]):
        what, _, name = key.partition(" ")
        if what == USED:
            continue
        before, after = old.unread.get(key), new.unread.get(key)
        if what == "component":
            found = _component(name, (before, after), (old, new), meanings)
        elif what == "security":
            found = _scheme(name, before, after, (old, new))
        elif before is None or after is None:
            found = _only_one(what, name, (before, after), (old, new))
        else:
            found = (one for one in compare_words(before, after, "request") if not _is_of_servers(one, before, after))
        yield from (Change(f"{DOCUMENT} {key}", "description", one.kind, one.level, one.text) for one in found)


def _is_of_servers(change: Finding, before: Schema, after: Schema) -> bool:
    """Which servers there are is judged at the operations; here their order alone counts."""
    listed = [sorted(said.get("servers") or ()) for said in (before, after)]
    return change.text.startswith("servers ") and listed[0] != listed[1]


def _component(
    name: str,
    said: tuple[Schema | None, Schema | None],
    sides: tuple[Specification, Specification],
    meanings: _Meanings,
) -> Iterator[Finding]:
    """One that came into use, or went out of it, is compared with what it was."""
    before, after = (one if one is not None else side.schemas.get(name) for one, side in zip(said, sides, strict=True))
    if before is None or after is None:
        turn = "new" if before is None else "gone"
        yield finding("component-changed", "request", f"is {turn}, and nothing uses it")
    elif meanings[0](before) != meanings[1](after):
        yield finding("component-changed", "request", "differs, and nothing uses it")


def _scheme(
    name: str, before: Schema | None, after: Schema | None, sides: tuple[Specification, Specification]
) -> Iterator[Finding]:
    """A scheme in use is judged at the operations that ask for it, but for what no credential shows."""
    if before is not None and after is not None:
        unused = not any(name in side.unread[USED] for side in sides)
        yield from compare_words(_shown(before, whole=unused), _shown(after, whole=unused), "request")
        return
    only, side, others = (before, *sides) if before is not None else (after, *sides[::-1])
    twins = (scheme for key, scheme in others.unread.items() if key.startswith("security "))
    if name not in side.unread[USED] and not any(same(only, twin) for twin in twins):
        turn = "new" if before is None else "gone"
        yield finding("component-changed", "request", f"is {turn}, and nothing uses it")


def _shown(scheme: Schema, *, whole: bool) -> Schema:
    return scheme if whole else {word: value for word, value in scheme.items() if word not in OF_A_CREDENTIAL}


def _only_one(
    what: str,
    name: str,
    said: tuple[Schema | None, Schema | None],
    sides: tuple[Specification, Specification],
) -> Iterator[Finding]:
    """A server that some operation has is judged there."""
    side = sides[0] if said[1] is None else sides[1]
    if what == "server" and any(name in operation.servers for operation in side.operations.values()):
        return
    yield finding("name-changed", "request", f"{what} is {'gone' if said[1] is None else 'new'}")


def compare_hidden_prose(old: Specification, new: Specification, shown: set[str]) -> Iterator[Change]:
    """What components say of themselves where every use says something else."""
    for name in sorted(old.schemas.keys() & new.schemas.keys() - shown):
        key = f"component {name}"
        texts = [str(side.schemas[name].get("description") or "").split() for side in (old, new)]
        if texts[0] != texts[1] and key not in old.unread and key not in new.unread:
            one = finding("prose-changed", "request", "worded otherwise, which no use shows")
            yield Change(f"{DOCUMENT} {key}", "description", one.kind, one.level, one.text)
