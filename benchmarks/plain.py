"""The yardstick for receiving: plain ``sqlite3`` that decodes the same packages and upserts the same records.

No change log, no encryption at rest, no checks, no folding: a table per kind with child rows, written when newer.
"""

import json
import sqlite3
from pathlib import Path
from typing import Any

import zstandard

from desktop.models.records import FieldType, all_kinds
from sync.identity import ReceiverKey
from sync.package import read_header


def make(file: Path) -> sqlite3.Connection:
    """An empty plain store: WAL, synchronous NORMAL."""
    store = sqlite3.connect(file)
    store.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;")
    for kind in all_kinds():
        names = ", ".join(f'"{f.name}"' for f in kind.fields)
        store.execute(
            f'CREATE TABLE "{kind.name}" (id BLOB PRIMARY KEY, unit TEXT, lamport INTEGER, {names})'
        )
        for field in kind.fields:
            if field.type is FieldType.ROWS:
                cells = ", ".join(f'"{c.name}"' for c in field.rows)
                table = f"{kind.name}_{field.name}"
                store.execute(f'CREATE TABLE "{table}" (parent BLOB, position INTEGER, {cells}, '
                              "PRIMARY KEY (parent, position)) WITHOUT ROWID")  # fmt: skip
    return store


def receive(store: sqlite3.Connection, package: Path, key: ReceiverKey) -> None:
    """Decode one package and write what is newer than what the store holds."""
    body = key.decrypt(read_header(package).body) or b""
    lines = zstandard.ZstdDecompressor().decompress(body).splitlines()
    unit = json.loads(lines[0])["unit"]
    by_kind: dict[str, list[dict[str, Any]]] = {}
    for line in lines[1:]:
        change = json.loads(line)
        by_kind.setdefault(change["kind"], []).append(change)
    with store:
        for kind in all_kinds():
            _upsert(store, kind, by_kind.get(kind.name, []), unit)


def _upsert(store: sqlite3.Connection, kind: Any, changes: list[dict[str, Any]], unit: str) -> None:
    known = {}
    ids = [bytes.fromhex(c["record"]) for c in changes]
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        marks = ",".join("?" * len(part))
        known.update(store.execute(f'SELECT id, lamport FROM "{kind.name}" WHERE id IN ({marks})', part))
    newer = [(i, c) for i, c in zip(ids, changes, strict=True) if c["lamport"] > known.get(i, 0)]
    cells = [
        (i, unit, c["lamport"], *(json.dumps(v) if isinstance(v := c["set"].get(f.name), list) else v
                                  for f in kind.fields))
        for i, c in newer
    ]  # fmt: skip
    marks = ",".join("?" * (len(kind.fields) + 3))
    store.executemany(f'INSERT OR REPLACE INTO "{kind.name}" VALUES ({marks})', cells)
    for field in kind.fields:
        if field.type is FieldType.ROWS:
            table = f"{kind.name}_{field.name}"
            store.executemany(f'DELETE FROM "{table}" WHERE parent = ?', [(i,) for i, _ in newer])
            marks = ",".join("?" * (len(field.rows) + 2))
            rows = [
                (i, n, *(row.get(cell.name) for cell in field.rows))
                for i, c in newer
                for n, row in enumerate(c["set"].get(field.name) or ())
            ]
            store.executemany(f'INSERT INTO "{table}" VALUES ({marks})', rows)
