"""The one write door: a row and its change are written together, or neither."""

import functools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa

from desktop.models import settings, tables
from desktop.models.dialects import insert, plain
from desktop.models.edits import Edit, encode, search_key
from desktop.models.newer import alike, carried
from desktop.models.records import Kind, kind_named

# A record that was never deleted has no such field.
_EMPTY = {"deleted": False}

_LAMPORTS = {"site": "lamport", "local_site": "local_lamport"}


class LoggedChange(NamedTuple):
    """One change as it is logged, in the order of the columns; the last two stay on this machine."""

    site: bytes
    seq: int
    lamport: int
    kind: str
    record: bytes
    unit: str
    at: str
    based_on: str
    fields: str
    by: str | None = None
    because: str | None = None

    def as_sent(self) -> "LoggedChange":
        """The change without what stays on this machine, as another machine would log it."""
        return self._replace(by=None, because=None)


class Row(NamedTuple):
    """A record's row as the fold of its changes.

    ``values`` are JSON-native and may leave fields out, which are then empty.
    """

    id: bytes
    unit: str
    heads: str
    conflicts: str | None
    deleted: bool
    values: Mapping[str, Any]


class Writer:
    """Writes inside one transaction; made by `Store.write` only.

    Args:
        connection: A connection inside ``BEGIN IMMEDIATE``.
        at: The time written beside the changes. It informs and never orders anything.
    """

    def __init__(self, connection: sa.Connection, at: str) -> None:
        self.connection = connection
        self._at = at

    def put(self, edits: Sequence[Edit]) -> list[str | None]:
        """Write local edits; gives the id of each record, None where the edit changed nothing."""
        own = settings.read(self.connection, "unit")
        post = settings.read(self.connection, "post")
        sites = {name: bytes.fromhex(settings.read(self.connection, name)) for name in ("site", "local_site")}
        seqs = {name: self._last_seq(site) for name, site in sites.items()}
        # Counted apart, as the numbers are: gaps in what leaves must not tell how busy the case work is.
        lamports = {log: int(settings.read(self.connection, name, 0)) for log, name in _LAMPORTS.items()}
        changes: list[LoggedChange] = []
        rows: dict[str, list[Row]] = {}
        ids: list[str | None] = []
        for edit in edits:
            kind = kind_named(edit.kind)
            log = "site" if kind.leaves else "local_site"
            before = self._row(kind, bytes.fromhex(edit.id)) if edit.id else None
            fresh = _fresh(kind, edit, before)
            if before is not None and not fresh:
                ids.append(None)
                continue
            seqs[log] += 1
            lamports[log] += 1
            change = LoggedChange(
                site=sites[log],
                seq=seqs[log],
                lamport=lamports[log],
                kind=kind.name,
                record=bytes.fromhex(edit.id) if edit.id else sites[log] + seqs[log].to_bytes(8, "big"),
                unit=before.unit if before else own,
                at=self._at,
                based_on=before.heads if before else "",
                fields=encode(fresh).decode(),
                by=post,
                because=edit.because,
            )
            changes.append(change)
            rows.setdefault(kind.name, []).append(_overlaid(before, change, fresh, self._undecided(before)))
            ids.append(change.record.hex())
        self.append(changes, rows)
        settings.write(self.connection, {name: lamports[log] for log, name in _LAMPORTS.items()})
        return ids

    def append(self, changes: Iterable[LoggedChange], rows: Mapping[str, Sequence[Row]]) -> None:
        """Log *changes* and write *rows*, the fold of all that is then in the log.

        A change that is already logged must not be among them.
        """
        logged = list(changes)
        if logged:
            self.connection.exec_driver_sql(_log_sql(self.connection.dialect.name), logged)
        for name, of_kind in rows.items():
            if of_kind:
                self._upsert(kind_named(name), of_kind)

    def set_apart(self, record: str, others: Iterable[str]) -> None:
        """Remember that a person said *record* is none of *others*; it is told on this machine only."""
        pairs = [sorted((bytes.fromhex(record), bytes.fromhex(other))) for other in others if other != record]
        statement = insert(self.connection.dialect, tables.not_the_same).on_conflict_do_nothing()
        for one, other in pairs:
            self.connection.execute(statement.values(one=one, other=other))

    def insert(self, table: sa.Table, **values: object) -> None:
        """Add one row to a table of the house (package, machine, invitation)."""
        self.connection.execute(table.insert().values(**values))

    def _row(self, kind: Kind, record: bytes) -> Row | None:
        table = tables.table_of(kind)
        found = self.connection.execute(table.select().where(table.c.id == record)).mappings().first()
        return None if found is None else row_of(kind, found)

    def _undecided(self, before: Row | None) -> dict[str, Any]:
        """What is contested in the row and stays so after a change that knew all of it.

        An edit that did not know of a deletion disputes it only until somebody who knows of both goes on.
        """
        contested = _contested(before)
        disputed = [entry for entry in contested.pop("deleted", ()) if self._sets_deleted(entry["change"])]
        if any(entry["value"] is False for entry in disputed):
            contested["deleted"] = disputed
        return contested

    def _sets_deleted(self, head: str) -> bool:
        site, _, seq = head.partition(":")
        change = tables.change.c
        fields = sa.select(change.fields).where(change.site == bytes.fromhex(site), change.seq == int(seq))
        return "deleted" in msgspec.json.decode(self.connection.scalar(fields) or "{}")

    def _last_seq(self, site: bytes) -> int:
        seq = tables.change.c.seq
        return self.connection.scalar(sa.select(sa.func.max(seq)).where(tables.change.c.site == site)) or 0

    def _upsert(self, kind: Kind, rows: Sequence[Row]) -> None:
        names = [f.name for f in kind.fields]
        lists = [len(tables.ENVELOPE) + n for n, f in enumerate(kind.fields) if f.many]
        statement = _upsert_sql(self.connection.dialect.name, kind.name)
        self.connection.exec_driver_sql(statement, [_cells(kind, names, lists, row) for row in rows])


def _fresh(kind: Kind, edit: Edit, before: Row | None) -> dict[str, Any]:
    """The fields *edit* really sets: those that differ, and those in conflict, which it then decides."""
    if edit.restated:
        return dict(edit.values)
    if before is None:
        return {name: value for name, value in edit.values.items() if value not in (None, [])}
    contested = _contested(before)
    return {
        name: value
        for name, value in carried(kind, edit.values, before.values).items()
        if name in contested
        or not alike(before.values.get(name, _EMPTY.get(name)), None if value == [] else value)
    }


def _contested(row: Row | None) -> dict[str, Any]:
    conflicts: dict[str, Any] = msgspec.json.decode(row.conflicts) if row and row.conflicts else {}
    return conflicts


def _overlaid(
    before: Row | None, change: LoggedChange, fresh: Mapping[str, Any], undecided: Mapping[str, Any]
) -> Row:
    """The row after one change based on all that was known of the record."""
    open_still = {name: values for name, values in undecided.items() if name not in fresh}
    values = {**(before.values if before else {}), **fresh}
    return Row(
        id=change.record,
        unit=change.unit,
        heads=f"{change.site.hex()}:{change.seq}",
        conflicts=encode(open_still).decode() if open_still else None,
        deleted=bool(values.get("deleted", False)),
        values=values,
    )


# Compiled once and given tuples by the driver: half the time of dictionaries at 30,000 rows.
@functools.cache
def _log_sql(dialect: str) -> str:
    return str(tables.change.insert().compile(dialect=plain(dialect), column_keys=tables.change.c.keys()))


@functools.cache
def _upsert_sql(dialect: str, kind: str) -> str:
    """A new row of *kind*, or every column of the one that is there."""
    table = tables.table_of(kind)
    statement = insert(plain(dialect), table)
    fresh = {c.name: statement.excluded[c.name] for c in table.columns if not c.primary_key}
    statement = statement.on_conflict_do_update(index_elements=["id"], set_=fresh)
    return str(statement.compile(dialect=plain(dialect), column_keys=table.c.keys()))


def _cells(kind: Kind, names: list[str], lists: list[int], row: Row) -> tuple[Any, ...]:
    values = row.values
    cells = [row.id, row.unit, row.heads, row.conflicts, row.deleted, search_key(kind, values)]
    cells += map(values.get, names)
    for place in lists:
        cells[place] = encode(cells[place]).decode() if cells[place] else None
    return tuple(cells)


def row_of(kind: Kind, found: sa.RowMapping) -> Row:
    """A stored row with its JSON-native values; empty fields are left out, ``deleted`` is among the values."""
    lists = tables.json_fields(kind.name)
    values: dict[str, Any] = {"deleted": True} if found["deleted"] else {}
    for field in kind.fields:
        cell = found[field.name]
        if cell is not None:
            values[field.name] = msgspec.json.decode(cell) if field.name in lists else cell
    return Row(
        bytes(found["id"]), found["unit"], found["heads"], found["conflicts"], bool(found["deleted"]), values
    )
