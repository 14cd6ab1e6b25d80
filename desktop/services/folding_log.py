"""Where the change log of the store meets the merge rules of `sync`."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from desktop.models.edits import encode
from desktop.models.writer import LoggedChange, Row
from sync.changes import Change
from sync.merge import fold


def to_change(logged: LoggedChange, fields: Mapping[str, Any] | None = None) -> Change:
    """A logged change as it travels; *fields* replaces what it sets (what may leave)."""
    return Change(
        site=logged.site.hex(),
        seq=logged.seq,
        lamport=logged.lamport,
        kind=logged.kind,
        record=logged.record.hex(),
        at=logged.at,
        based_on=tuple(logged.based_on.split()),
        set=dict(fields) if fields is not None else msgspec.json.decode(logged.fields),
    )


def to_logged(change: Change, unit: str) -> LoggedChange:
    """A change that arrived, as it is logged; fields this program does not know are kept."""
    return LoggedChange(
        site=bytes.fromhex(change.site),
        seq=change.seq,
        lamport=change.lamport,
        kind=change.kind,
        record=bytes.fromhex(change.record),
        unit=unit,
        at=change.at,
        based_on=" ".join(change.based_on),
        fields=encode(change.set).decode(),
    )


def row_from(changes: Sequence[LoggedChange]) -> Row:
    """The row that the changes of one record amount to, in whatever order they are given."""
    if len(changes) == 1:
        return _first_row(changes[0])
    folded = fold([to_change(c) for c in changes])
    # All machines of a record belong to one unit; the earliest change says which, in every order of arrival.
    first = min(changes, key=lambda c: (c.lamport, c.site, c.seq))
    return Row(
        id=bytes(first.record),
        unit=first.unit,
        heads=" ".join(folded.heads),
        conflicts=encode(folded.conflicts).decode() if folded.conflicts else None,
        deleted=folded.deleted,
        values=folded.fields,
    )


def _first_row(change: LoggedChange) -> Row:
    values = msgspec.json.decode(change.fields)
    head = f"{change.site.hex()}:{change.seq}"
    return Row(bytes(change.record), change.unit, head, None, values.get("deleted") is True, values)
