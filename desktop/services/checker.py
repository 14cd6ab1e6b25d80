"""The checker: rebuilds every row from the change log and compares, and names the store's content by a hash."""

import dataclasses
import hashlib
import itertools
from collections.abc import Iterator
from typing import Any

import msgspec

from desktop.models import ledger, migrating, queries, settings
from desktop.models.edits import encode
from desktop.models.newer import understood
from desktop.models.records import FieldType, Kind, all_kinds
from desktop.models.writer import LoggedChange, Row
from desktop.services.desk import Desk
from desktop.services.folding_log import row_from


@dataclasses.dataclass(frozen=True)
class Verified:
    """What the checker found.

    Attributes:
        ok: Whether file, log and rows agree.
        records: Rows compared, deleted ones too.
        changes: Changes folded.
        differing: Rows that are not the fold of their changes, as ``kind:id``.
        file: What SQLite says is wrong with the file.
        waiting: Records of which something is newer than this program; the log keeps it for an update.
        state_hash: SHA-256 over all rows; equal for two stores with the same content.
    """

    ok: bool
    records: int
    changes: int
    differing: tuple[str, ...]
    file: tuple[str, ...]
    state_hash: str
    waiting: int = 0


def verify(desk: Desk) -> Verified:
    """Check the file, rebuild all rows from the changes in memory, and compare."""
    file = tuple(desk.store.check())
    differing: list[str] = []
    records = changes = 0
    state = hashlib.sha256()
    with desk.store.read() as connection:
        waiting = ledger.records_of_other_kinds(connection, [kind.name for kind in all_kinds()])
        for kind in sorted(all_kinds(), key=lambda k: k.name):
            rebuilt, folded = _folded(connection, kind)
            changes += folded
            waiting += sum(not understood(kind.name, row.values) for row in rebuilt.values())
            for row in queries.all_rows(connection, kind):
                records += 1
                state.update(_content(kind, row))
                expected = rebuilt.pop(row.id, None)
                if expected is None or _line(kind, expected) != _line(kind, row):
                    differing.append(f"{kind.name}:{row.id.hex()}")
            differing += [f"{kind.name}:{record.hex()}" for record in rebuilt]
    ok = not file and not differing
    return Verified(ok, records, changes, tuple(differing), file, state.hexdigest(), waiting)


def fold_again(desk: Desk) -> bool:
    """Write every row again that is not the fold of its changes, once after an update; whether it was due.

    What a newer program sent, a kind or a field this one did not know, waited in the log; now there is a place
    for it. Rows without any change behind them are left for `verify` to name.
    """
    newest = migrating.newest()
    with desk.store.read() as connection:
        if settings.read(connection, migrating.FOLDED_BY, migrating.FIRST) == newest:
            return False
    with desk.store.write() as writer:
        for kind in all_kinds():
            rebuilt, _ = _folded(writer.connection, kind)
            # Text inside rows was not searched by the first program.
            searched_inside = any(cell.type is FieldType.TEXT for field in kind.fields for cell in field.rows)
            for row in queries.all_rows(writer.connection, kind):
                same = row.id in rebuilt and _line(kind, rebuilt[row.id]) == _line(kind, row)
                if same and not searched_inside:
                    del rebuilt[row.id]
            writer.append([], {kind.name: list(rebuilt.values())})
        settings.write(writer.connection, {migrating.FOLDED_BY: newest})
    return True


def _folded(connection: Any, kind: Kind) -> tuple[dict[bytes, Row], int]:
    """Every row of *kind* as the log has it, and of how many changes."""
    rebuilt: dict[bytes, Row] = {}
    changes = 0
    for record, of_record in _by_record(ledger.all_changes(connection, kind)):
        changes += len(of_record)
        rebuilt[record] = row_from(of_record)
    return rebuilt, changes


def state_hash(desk: Desk) -> str:
    """The hash of the store's content alone."""
    with desk.store.read() as connection:
        return state_of(connection)


def state_of(connection: Any) -> str:
    """The hash of the content that *connection* sees."""
    state = hashlib.sha256()
    for kind in sorted(all_kinds(), key=lambda k: k.name):
        for row in queries.all_rows(connection, kind):
            state.update(_content(kind, row))
    return state.hexdigest()


def _by_record(changes: Iterator[LoggedChange]) -> Iterator[tuple[bytes, list[LoggedChange]]]:
    for record, group in itertools.groupby(changes, key=lambda c: c.record):
        yield bytes(record), list(group)


def _line(kind: Kind, row: Row) -> bytes:
    return encode(row.heads.split()) + _content(kind, row)


def _content(kind: Kind, row: Row) -> bytes:
    # Without the heads: a restored store states some values again under a new site, and holds the same content.
    values = {f.name: v for f in kind.fields if (v := row.values.get(f.name)) not in (None, [])}
    conflicts = msgspec.json.decode(row.conflicts) if row.conflicts else {}
    return encode([kind.name, row.id.hex(), row.unit, conflicts, row.deleted, values]) + b"\n"
