"""What a checkout is once a version has gone: in order, with nothing left to write.

`make prove` runs `make check test` on the same.
"""

from __future__ import annotations

import pytest
from upgrades import Walk
from versioning.layout import versions_of

from tests.versioning.further import BASE, MADE, ROOT

OLDEST = versions_of(ROOT)[0]
# By what happens, the commands in their order.
GONE = {
    "without the oldest version": [("scripts/drop_version.py", OLDEST)],
    "a further version in place of the one it was made from": [
        ("scripts/new_version.py", MADE, "--from", BASE),
        ("scripts/drop_version.py", BASE),
    ],
}
IN_ORDER = [
    ("-m", "ruff", "check", "."),
    ("-m", "ruff", "format", "--check", "."),
    ("-m", "mypy"),
    ("scripts/derive.py", "--check"),
    ("scripts/unasync.py", "--check"),
    ("scripts/api_docs.py", "--check"),
    ("scripts/versions_docs.py", "--check"),
    ("-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports('.importlinter'))"),
]
SUITES = (
    "tests/core/test_settings.py",
    "tests/generated/test_package.py",
    "tests/api",
    "tests/facade/test_versions.py",
)


@pytest.mark.timeout(900)
@pytest.mark.parametrize("steps", GONE.values(), ids=GONE)
def test_it_is_in_order_and_its_tests_pass(
    steps: list[tuple[str, ...]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    walk = Walk(ROOT, tmp_path_factory.mktemp("left") / "checkout")
    for step in steps:
        done = walk.python(*step)
        assert done.returncode == 0, done.stderr
        walk.commit(" ".join(step))

    cache = ("--cache-dir", str(ROOT / "build" / "mypy"), "facade", "scripts", "tests")
    tests = ("-m", "pytest", "-p", "no:xdist", "-p", "no:cacheprovider", *SUITES)
    checks = [(*check, *cache) if "mypy" in check else check for check in IN_ORDER]
    results = [(check, walk.python(*check)) for check in (*checks, tests)]
    assert {" ".join(check): done.stdout + done.stderr for check, done in results if done.returncode} == {}
