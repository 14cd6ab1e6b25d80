"""A record like another one: all that describes the work, without what happened on that day."""

from collections.abc import Mapping
from typing import Any

import msgspec

from desktop.models import ledger, queries
from desktop.models.edits import to_values
from desktop.models.entry import Entry
from desktop.models.records import Field, FieldType, Kind, kind_named
from desktop.services.desk import Desk

# When it was and how many they were is new each time; a number of a document names one of them and no other.
_NEW_EACH_TIME = frozenset(
    {FieldType.DATE, FieldType.MONTH, FieldType.YEAR, FieldType.COUNT, FieldType.MONEY}
)
_SHORTEST_COPIED = 61  # characters


def similar(kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    """What a record like the one with *values* begins with: no days, no figures, no number, no note, no outcome.

    Rows keep their codes, so that only the figures are left to type.
    """
    return {
        field.name: _again(field, values[field.name])
        for field in kind.fields
        if _copied(field)
        and field.section not in kind.ending
        and values.get(field.name) not in (None, (), [])
    }


def last_recorded(desk: Desk, kind: str) -> Entry | None:
    """The record of *kind* that was made last at this machine and is still there; None when there is none."""
    sites = [bytes.fromhex(site) for site in (desk.settings.site, desk.settings.local_site)]
    with desk.store.read() as connection:
        for record in ledger.made_last(connection, sites, kind):
            entry = queries.entry(connection, kind, record.hex())
            if entry is not None and not entry.deleted:
                return entry
    return None


def values_like(desk: Desk, kind: str, record: str | None) -> dict[str, Any]:
    """What a record like *record* begins with, or like the one made last; empty when there is none."""
    described = kind_named(kind)
    if record is None:
        entry = last_recorded(desk, kind)
    else:
        with desk.store.read() as connection:
            entry = queries.entry(connection, kind, record)
    return {} if entry is None else similar(described, to_values(described, entry.record))


def _copied(field: Field) -> bool:
    if field.type in _NEW_EACH_TIME or field.made or field.section == "note":
        return False
    return field.type is not FieldType.TEXT or (field.max_length or 0) >= _SHORTEST_COPIED


def _again(field: Field, value: Any) -> Any:
    if field.type is not FieldType.ROWS:
        return value
    rows = [row if isinstance(row, Mapping) else msgspec.to_builtins(row) for row in value]
    return tuple({cell.name: row.get(cell.name) for cell in field.rows if _copied(cell)} for row in rows)
