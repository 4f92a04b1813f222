"""A version that is made from the one that clients speak by default, and that no client speaks yet."""

from __future__ import annotations

from pathlib import Path

from versioning.layout import default_of, versions_of

from pipeline.generator import package_name

ROOT = Path(__file__).resolve().parents[2]
BASE = default_of(ROOT)
# It is computed, so that no row of a test names it: what names a version goes when that is dropped.
MADE = f"v{max(int(version[1:].partition('.')[0]) for version in versions_of(ROOT)) + 10}.0"
PACKAGE, BASE_PACKAGE = package_name(MADE), package_name(BASE)
CLASS = f"TwelveLabs{PACKAGE.upper()}"
