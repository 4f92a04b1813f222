"""A page or a comment that lists versions, without one of them.

`v1.1 and v1.2` becomes `v1.2`; a row of a table whose last cell is the version goes.
"""

from __future__ import annotations

import re

VERSION = r"`?/?v\d+\.\d+`?(?: \(default\))?"
LIST = re.compile(rf"{VERSION}(?:(?:,| and| or)\s+{VERSION})+")


def unlisted(text: str, version: str) -> str:
    """A text in which a version is taken out of every list of versions; what else is said of it stays."""
    rows = re.compile(rf"^\|.*\| {re.escape(version)} \|\n", re.MULTILINE)
    return rows.sub("", LIST.sub(lambda found: _without(found[0], version), text))


def _without(said: str, version: str) -> str:
    versions = re.findall(VERSION, said)
    left = [each for each in versions if re.sub(r"[`/]| \(default\)", "", each) != version]
    if len(left) == len(versions) or not left:
        return said
    joint = re.findall(r" (and|or)\s", said)
    last = f" {joint[-1]} " if joint else ", "
    return last.join(filter(None, [", ".join(left[:-1]), left[-1]]))
