"""Documents in SQLite: one table of kind, id and JSON."""

from __future__ import annotations

import sqlite3
import weakref
from collections.abc import Iterator
from typing import Any

import orjson

Document = dict[str, Any]


class Store:
    """Keeps JSON documents by kind and id, in the order they were first put."""

    def __init__(self) -> None:
        # The server's thread uses what the user's thread made; SQLite itself serialises the calls.
        self._connection = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        self._connection.execute(
            "CREATE TABLE documents (position INTEGER PRIMARY KEY, kind TEXT, id TEXT, json BLOB, UNIQUE (kind, id))"
        )
        self.close = weakref.finalize(self, self._connection.close)

    def put(self, kind: str, identifier: str, document: Document) -> None:
        """Insert a document, or replace the one of the same kind and id."""
        self._connection.execute(
            "INSERT INTO documents (kind, id, json) VALUES (?, ?, ?) "
            "ON CONFLICT (kind, id) DO UPDATE SET json = excluded.json",
            (kind, identifier, orjson.dumps(document)),
        )

    def get(self, kind: str, identifier: str) -> Document | None:
        """The document, or None."""
        query = "SELECT json FROM documents WHERE kind = ? AND id = ?"
        row = self._connection.execute(query, (kind, identifier)).fetchone()
        return None if row is None else orjson.loads(row[0])

    def all(self, kind: str) -> Iterator[Document]:
        """Every document of a kind, oldest first."""
        rows = self._connection.execute("SELECT json FROM documents WHERE kind = ? ORDER BY position", (kind,))
        return (orjson.loads(row[0]) for row in rows.fetchall())

    def delete(self, kind: str, identifier: str) -> None:
        """Forget a document; an unknown one is forgotten already."""
        self._connection.execute("DELETE FROM documents WHERE kind = ? AND id = ?", (kind, identifier))
