"""Have a description generated, without the operations that the generator fails on: they are found by halving."""

from __future__ import annotations

import re
import shutil
from collections.abc import Collection
from pathlib import Path

from pipeline.canonical import MISREAD
from pipeline.chunks import GeneratorFailed, run_generator
from pipeline.prepare import prepare
from pipeline.printable import printable
from pipeline.reach import restricted
from pipeline.specification import Operation, Schema, SetAside, Specification
from pipeline.unsupported import without

# What costs a second each; more failures than this are one of the generator itself.
MOST_TRIES = 60
MOST_ROUNDS = 5


class GenerationError(Exception):
    """The generated tree is not what the description says; the text, one printable line, names what is wrong."""

    def __init__(self, text: str) -> None:
        super().__init__(printable(text))


def made(
    specification: Specification, read_only: Collection[str], codegen: Path, tree: Path, scratch: Path
) -> tuple[Specification, Schema]:
    """Make a tree of a description.

    Args:
        specification: The merged description.
        read_only: As `prepare` takes it.
        codegen: The folder with the generator's settings and templates.
        tree: Where the package goes.
        scratch: A folder for what is needed meanwhile.

    Returns:
        The description without what is set aside, and its form for the generator.

    Raises:
        GenerationError: The generator fails whatever it is given.
    """
    maker = _Maker(read_only, codegen, scratch)
    for _ in range(MOST_ROUNDS):
        if (why := maker.failure(specification, tree)) is None:
            break
        culprits = maker.culprits(specification, list(specification.operations), why)
        if not culprits:
            raise GenerationError(why)
        specification = without(specification, culprits)
    else:
        raise GenerationError(why or "")
    return specification, maker.document


def _is_named(operation: Operation, why: str) -> bool:
    """Whether the generator says that it is this operation that it fails on."""
    return re.search(rf"parsing {operation.method} {re.escape(operation.path)} within", why) is not None


class _Maker:
    def __init__(self, read_only: Collection[str], codegen: Path, scratch: Path) -> None:
        self._read_only = read_only
        self._codegen = codegen
        self._scratch = scratch
        self._tries = 0
        self.document: Schema = {}

    def failure(self, specification: Specification, tree: Path) -> str | None:
        """Why a tree cannot be made; None where it has been."""
        self._tries += 1
        if self._tries > MOST_TRIES:
            raise GenerationError(f"more than {MOST_TRIES} tries did not find what cannot be generated")
        shutil.rmtree(tree, ignore_errors=True)
        try:
            self.document = prepare(specification, self._read_only)
            run_generator(self.document, self._codegen, tree, self._scratch)
        except GeneratorFailed as failure:
            return f"openapi-python-client: {failure}"
        except MISREAD as error:
            return f"it cannot be prepared: {type(error).__name__}: {error}"
        operations = specification.operations.values()
        missing = [each for each in operations if not (tree / "api" / each.tag / f"{each.operation_id}.py").is_file()]
        return f"{missing[0].method} {missing[0].path} is missing from what was generated" if missing else None

    def culprits(self, specification: Specification, places: list[str], why: str) -> list[SetAside]:
        """The operations among these, at least one of which fails, that fail by themselves."""
        if len(places) == 1:
            operation = specification.operations[places[0]]
            return [SetAside(operation.method, operation.path, why)]
        if named := [place for place in places if _is_named(specification.operations[place], why)]:
            operations = [specification.operations[place] for place in named]
            return [SetAside(operation.method, operation.path, why) for operation in operations]
        half = len(places) // 2
        found: list[SetAside] = []
        for part in (places[:half], places[half:]):
            if (own := self.failure(restricted(specification, part), self._scratch / "tried")) is not None:
                found += self.culprits(specification, part, own)
        return found
