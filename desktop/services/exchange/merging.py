"""Merging: the changes of one package into log and rows, so that rows stay the fold of the log."""

import dataclasses
import functools
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from desktop.models import ledger
from desktop.models.edits import to_record
from desktop.models.newer import understood
from desktop.models.records import Kind, kind_named, known
from desktop.models.writer import LoggedChange, Row, Writer
from desktop.services import made_once
from desktop.services.exchange.leaving import leaving
from desktop.services.folding_log import row_from, to_logged
from sync.changes import Change
from sync.errors import PackageRefused


@dataclasses.dataclass(frozen=True)
class Merged:
    """What merging did, counted in records that people typed, tallies apart; see `PackageReport`."""

    new: int = 0
    updated: int = 0
    duplicate: int = 0
    conflict: int = 0
    waiting: int = 0
    kinds: Mapping[str, int] = dataclasses.field(default_factory=dict)

    def __add__(self, other: "Merged") -> "Merged":
        """What both did together."""
        names = sorted({*self.kinds, *other.kinds})
        return Merged(
            self.new + other.new,
            self.updated + other.updated,
            self.duplicate + other.duplicate,
            self.conflict + other.conflict,
            self.waiting + other.waiting,
            {name: self.kinds.get(name, 0) + other.kinds.get(name, 0) for name in names},
        )


def merge(writer: Writer, changes: Sequence[Change], unit: str) -> Merged:
    """Log the changes of one machine that are new and bring the rows they touch up to date.

    Args:
        writer: The open transaction.
        changes: All of one site, in order of seq, without a gap.
        unit: The organisation unit they report for.

    Raises:
        PackageRefused: ``forked`` when the machine gave a number to two different changes; ``bad_content`` when a
            value does not have the type its kind says, a record changes its kind, a row lacks what its kind
            requires, or a kind or field that stays in its commune has left it.
    """
    if not changes:
        return Merged()
    site = bytes.fromhex(changes[0].site)
    newest = ledger.last_seq(writer.connection, site)
    fresh, repeated = _fresh(writer, site, newest, [to_logged(change, unit) for change in changes])
    decoded = {c.seq: c for c in changes}
    grouped: dict[str, dict[bytes, list[LoggedChange]]] = {}
    waiting: set[bytes] = set()
    for logged in fresh:
        if known(logged.kind):
            grouped.setdefault(logged.kind, {}).setdefault(logged.record, []).append(logged)
        else:
            waiting.add(logged.record)
    elsewhere = ledger.changed_elsewhere(writer.connection, site)
    rows: dict[str, list[Row]] = {}
    new = 0
    for name, by_record in grouped.items():
        kind = kind_named(name)
        for logged in (c for of_record in by_record.values() for c in of_record):
            _check_leaving(kind, decoded[logged.seq].set)
            _check_rows(kind, decoded[logged.seq].set)
            if not understood(name, decoded[logged.seq].set):
                waiting.add(logged.record)
        held = _held(writer, kind, by_record, site, newest, elsewhere)
        rows[name] = [
            _row(kind, [*held.get(record, ()), *of_record], decoded)
            for record, of_record in by_record.items()
        ]
        if kind.named_by:
            _check_names(kind, rows[name], unit)
        if not kind.derived:
            new += sum(record not in held for record in by_record)
    writer.append(fresh, rows)
    touched = {c.record for c in fresh if is_typed(c.kind)}
    return Merged(
        new=new,
        updated=len(touched) - new,
        duplicate=len(repeated - touched),
        conflict=sum(row.conflicts is not None for of_kind in rows.values() for row in of_kind),
        waiting=len(waiting),
        kinds={name: len(by_record) for name, by_record in grouped.items() if is_typed(name)},
    )


def _fresh(
    writer: Writer, site: bytes, newest: int, changes: list[LoggedChange]
) -> tuple[list[LoggedChange], set[bytes]]:
    """The changes not in the log yet, and the records of those that are."""
    if changes[0].seq > newest:
        return changes, set()
    logged = {
        c.seq: c for c in ledger.changes_between(writer.connection, site, changes[0].seq, changes[-1].seq)
    }
    for change in changes:
        if change.seq in logged and not _is_same(logged[change.seq], change):
            raise PackageRefused("forked", site=site.hex(), sequence=change.seq)
    fresh = [change for change in changes if change.seq not in logged]
    return fresh, {c.record for c in changes if c.seq in logged and is_typed(c.kind)}


def _is_same(held: LoggedChange, change: LoggedChange) -> bool:
    """Whether *change* is the one that is here, of which it may be only what may leave the commune."""
    return held.as_sent() == change or to_logged(leaving(held), held.unit) == change


def is_typed(kind: str) -> bool:
    """Whether people type records of *kind*; tallies are made by the program and not counted in reports."""
    return known(kind) and not kind_named(kind).derived


def _held(
    writer: Writer,
    kind: Kind,
    by_record: dict[bytes, list[LoggedChange]],
    site: bytes,
    newest: int,
    elsewhere: set[bytes],
) -> dict[bytes, list[LoggedChange]]:
    """What the log holds already of these records.

    A record named after its first change cannot be here before it, unless later changes of the site are, or
    changes of another machine that knew it (a restored one) arrived first.
    """
    asked = [
        record
        for record, of_record in by_record.items()
        if of_record[0].seq < newest
        or record != site + of_record[0].seq.to_bytes(8, "big")
        or record in elsewhere
    ]
    held = ledger.changes_of(writer.connection, asked) if asked else {}
    if any(change.kind != kind.name for of_record in held.values() for change in of_record):
        raise PackageRefused("bad_content", problem="kind")
    return held


def _row(kind: Kind, changes: list[LoggedChange], decoded: dict[int, Change]) -> Row:
    if len(changes) == 1:
        # The usual case at 30,000 changes a day: a new record, decoded once already.
        only = changes[0]
        change = decoded[only.seq]
        values: dict[str, Any] = change.set
        head = f"{change.site}:{change.seq}"
        row = Row(only.record, only.unit, head, None, values.get("deleted") is True, values)
    else:
        row = row_from(changes)
    try:
        to_record(kind, row.values)
    except msgspec.ValidationError as fault:
        raise PackageRefused("bad_content", problem=str(fault)) from fault
    return row


def _check_leaving(kind: Kind, fields: dict[str, Any]) -> None:
    if not kind.leaves or not _staying(kind.name).isdisjoint(fields):
        raise PackageRefused("bad_content", problem="stays")


def _check_rows(kind: Kind, fields: dict[str, Any]) -> None:
    # A record may arrive in parts, a later package first; a row of a list inside it is always whole.
    for name, cells in _required_cells(kind.name):
        rows = fields.get(name)
        for row in rows if isinstance(rows, list) else ():
            if not isinstance(row, dict) or None in map(row.get, cells):
                raise PackageRefused("bad_content", problem=name)


@functools.cache
def _required_cells(kind: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(
        (f.name, tuple(cell.name for cell in f.rows if cell.required))
        for f in kind_named(kind).fields
        if f.rows
    )


def _check_names(kind: Kind, rows: Sequence[Row], unit: str) -> None:
    # The id says whose and which it is, so that no commune can take the place of another's tally or lock. Of one
    # whose making has not arrived yet the fields it is named by are missing.
    for row in rows:
        if any(row.values.get(name) is None for name in kind.named_by):
            continue
        if made_once.record_id(unit, kind, row.values) != row.id.hex():
            raise PackageRefused("bad_content", problem="name")


@functools.cache
def _staying(kind: str) -> frozenset[str]:
    return frozenset(f.name for f in kind_named(kind).fields if not f.leaves)
