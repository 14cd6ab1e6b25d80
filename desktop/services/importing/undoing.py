"""Taking a whole import back: new records are deleted, changed ones get their values again."""

import dataclasses

from desktop.models import queries
from desktop.models.edits import Edit
from desktop.models.records import kind_named
from desktop.services.desk import Desk
from desktop.services.importing.running import Outcome

_BECAUSE = "mistake"
"""A code of the list ``deletion_reason``."""


@dataclasses.dataclass(frozen=True)
class Undone:
    """What came of taking an import back.

    Attributes:
        deleted: New records that are deleted again.
        restored: Changed records that have their values again.
        kept: Records left as they are, because somebody changed them since or other records point to them.
    """

    deleted: int
    restored: int
    kept: int


def undo(desk: Desk, outcome: Outcome) -> Undone:
    """Take an import back, in one transaction; what was touched since stays."""
    kind = kind_named(outcome.preview.kind)
    log, first, last = outcome.written
    edits: list[Edit] = []
    deleted = kept = 0
    with desk.store.write() as writer:
        ids = [bytes.fromhex(record) for record in (*outcome.new, *outcome.before)]
        rows = queries.rows_by_id(writer.connection, kind, ids)
        for record in ids:
            row = rows.get(record)
            name = record.hex()
            site, _, number = (row.heads if row is not None else "").partition(":")
            if row is None or row.deleted or site != log or not first <= int(number or 0) <= last:
                kept += 1
            elif name in outcome.before:
                held = outcome.before[name]
                values = {f.name: held.get(f.name, [] if f.many else None) for f in kind.fields}
                edits.append(Edit(kind.name, values, name))
            elif queries.pointing_to(writer.connection, kind.name, name):
                kept += 1
            else:
                deleted += 1
                edits.append(Edit(kind.name, {"deleted": True}, name, because=_BECAUSE))
        writer.put(edits)
    return Undone(deleted, len(edits) - deleted, kept)
