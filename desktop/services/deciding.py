"""Deciding conflicts, one or many at once: each decision is one more change, and both values stay in the history."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from desktop.models import queries, rules, settings
from desktop.models.edits import Edit, clean, to_record, to_values
from desktop.models.errors import Refusal
from desktop.models.records import Kind, kind_named
from desktop.models.writer import Row, Writer
from desktop.services.checking import Checking
from desktop.services.conflicts import DELETED, REOPENED, Decision, reopened, same
from desktop.services.desk import Desk

LAST = "conflicts.last"
"""A setting: what the last decision was about, so that it can be taken back."""


@dataclasses.dataclass(frozen=True)
class Decided:
    """What deciding came to.

    Attributes:
        fields: Fields decided.
        records: Records they are of.
        gone: Fields left alone, because nothing was in conflict there any more.
        kinds: Record kinds that changed.
    """

    fields: int
    records: int
    gone: int = 0
    kinds: frozenset[str] = frozenset()


class _Preview(Exception):
    """Raised at the end of a preview."""


def decide(desk: Desk, decisions: Iterable[Decision], *, dry_run: bool = False) -> Decided:
    """Decide conflicts, all in one transaction; what somebody has decided meanwhile is left as it is.

    Args:
        desk: A commune's desk or a receiving one.
        decisions: The value for each field; one that no machine had set is checked like any entry.
        dry_run: Give the same answer and change nothing.

    Raises:
        Refusal: ``not_valid`` with ``problems`` for a value of one's own that cannot be; ``no_record``.
    """
    of_record: dict[tuple[str, str], dict[str, Any]] = {}
    for one in decisions:
        of_record.setdefault((one.kind, one.record), {})[one.field] = one.value
    decided = Decided(0, 0)
    try:
        with desk.store.write() as writer:
            decided = _decide(desk, writer, of_record)
            if dry_run:
                raise _Preview
    except _Preview:
        pass
    return decided


def take_back(desk: Desk) -> Decided:
    """Take the last decision back: the values are again what they were before it, and it waits to be decided anew.

    Nothing is taken out of the log. Records that were changed since keep what they have.

    Raises:
        Refusal: ``nothing_to_take_back``.
    """
    with desk.store.write() as writer:
        last = settings.read(writer.connection, LAST, [])
        if not last:
            raise Refusal("nothing_to_take_back")
        settings.remove(writer.connection, LAST)
        waiting = settings.read(writer.connection, REOPENED, [])
        fields, kinds, records = 0, set(), set()
        for kind, record, heads, before in last:
            row = _row(writer, kind_named(kind), record)
            if row.heads != heads:
                continue
            writer.put([Edit(kind, {name: value for name, (value, _) in before.items()}, record)])
            now = _row(writer, kind_named(kind), record).heads
            waiting += [[kind, record, name, now, offers] for name, (_, offers) in before.items()]
            fields += len(before)
            kinds.add(kind)
            records.add(record)
        settings.write(writer.connection, {REOPENED: waiting})
    return Decided(fields, len(records), kinds=frozenset(kinds))


def _decide(desk: Desk, writer: Writer, of_record: Mapping[tuple[str, str], Mapping[str, Any]]) -> Decided:
    taken_back = reopened(writer.connection)
    gone, edits, before = 0, [], []
    for (name, record), values in of_record.items():
        kind = kind_named(name)
        row = _row(writer, kind, record)
        offers: dict[str, Sequence[Mapping[str, Any]]] = msgspec.json.decode(row.conflicts or "{}")
        for field, heads, entries in taken_back.get(name, {}).get(row.id, ()):
            if heads == row.heads:
                offers.setdefault(field, entries)
        wanted = {field: value for field, value in values.items() if field in offers}
        gone += len(values) - len(wanted)
        if not wanted:
            continue
        own = {
            field: value
            for field, value in wanted.items()
            if not any(same(value, one["value"]) for one in offers[field])
        }
        wanted.update(_checked(desk, writer, kind, row, own))
        edits.append(Edit(name, wanted, record))
        was = {
            field: (row.values.get(field, False if field == DELETED else None), offers[field])
            for field in wanted
        }
        before.append((name, record, was))
    writer.put(edits)
    last = [(name, record, _row(writer, kind_named(name), record).heads, was) for name, record, was in before]
    settings.write(writer.connection, {LAST: last, REOPENED: _left(writer, {one.id for one in edits})})
    return Decided(
        sum(len(edit.values) for edit in edits), len(edits), gone, frozenset(edit.kind for edit in edits)
    )


def _left(writer: Writer, decided: set[str | None]) -> list[Any]:
    """What was taken back and still waits; what happened to the record since has settled it."""
    held = settings.read(writer.connection, REOPENED, [])
    return [one for one in held if one[1] not in decided]


def _checked(desk: Desk, writer: Writer, kind: Kind, row: Row, own: Mapping[str, Any]) -> dict[str, Any]:
    """Values that no machine had set, as they are stored."""
    if not own:
        return {}
    cleaned = dict(clean(kind, own))
    values = {**row.values, **cleaned}
    try:
        whole = {**to_values(kind, to_record(kind, row.values)), **cleaned}
        to_record(kind, values)
        problems = rules.check(kind, whole, Checking(desk, writer.connection, row.id.hex()))
    except msgspec.ValidationError as fault:
        raise Refusal("bad_value", field=next(iter(own))) from fault
    wrong = [one for one in problems if one.severity == "error" and one.field.partition(".")[0] in own]
    if wrong:
        raise Refusal("not_valid", problems=wrong, kind=kind.name)
    return cleaned


def _row(writer: Writer, kind: Kind, record: str) -> Row:
    wanted = bytes.fromhex(record) if queries.is_id(record) else b""
    row = queries.rows_by_id(writer.connection, kind, [wanted]).get(wanted)
    if row is None:
        raise Refusal("no_record", id=record)
    return row
