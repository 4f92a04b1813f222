"""Compare the facade's public surface with the committed one, so that nothing breaks in silence.

    python scripts/api_check.py            exit 1 on a break that the CHANGELOG does not announce
    python scripts/api_check.py --update   write docs/api-baseline.json anew

A break is announced by a line of the CHANGELOG's "Unreleased" part that begins with `- **Breaking:**` and names what is
affected in backticks, such as `TwelveLabs.indexes.list`.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path

from tracking.surface import Surface, breaks, public_surface

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("twelvelabs_client", "twelvelabs_sandbox")
BASELINE = ROOT / "docs" / "api-baseline.json"
CHANGELOG = ROOT / "CHANGELOG.md"


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    parser = argparse.ArgumentParser(description="Compare the facade's public surface with the committed one.")
    parser.add_argument("--update", action="store_true", help="write the baseline anew")
    options = parser.parse_args(arguments)
    surface = public_surface(ROOT / "facade", *PACKAGES)
    if options.update:
        BASELINE.parent.mkdir(exist_ok=True)
        entries = ",\n".join(f" {json.dumps(name)}: {json.dumps(entry)}" for name, entry in surface.items())
        BASELINE.write_text(f"{{\n{entries}\n}}\n", encoding="utf-8")
        print(f"docs/api-baseline.json: {len(surface)} public names")
        return 0
    return compare(json.loads(BASELINE.read_text(encoding="utf-8")), surface)


def compare(baseline: Surface, surface: Surface) -> int:
    """Print the breaks; those that are not announced make the exit status 1."""
    announced = announced_names(CHANGELOG.read_text(encoding="utf-8"))
    unannounced = 0
    for name, what in breaks(baseline, surface):
        known = any(name == word or name.startswith(f"{word}.") for word in announced)
        unannounced += not known
        print(f"{'announced' if known else 'BREAK'}: {name}: {what}")
    added = sorted(set(surface) - set(baseline))
    changed = baseline != surface
    print(f"{len(surface)} public names, {len(added)} new, {unannounced} breaks that the CHANGELOG does not announce")
    if changed and not unannounced:
        print("the surface has changed: run python scripts/api_check.py --update and commit docs/api-baseline.json")
    return 1 if unannounced else 0


def announced_names(changelog: str) -> set[str]:
    """What the unreleased part of the changelog says is broken."""
    unreleased = re.split(r"^## ", changelog, flags=re.M)[1:2]
    lines = re.findall(r"^- \*\*Breaking:\*\*.*(?:\n  .*)*", "".join(unreleased), flags=re.M)
    return {name for line in lines for name in re.findall(r"`([^`]+)`", line)}


if __name__ == "__main__":
    sys.exit(main())
