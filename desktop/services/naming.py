"""What records are called in a link."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from desktop.models import queries
from desktop.models.entry import Entry
from desktop.models.records import FieldType, Kind, kind_named
from desktop.services import own_codes
from desktop.services.own_codes import NONE, OwnCodes
from desktop.services.words import Words


def caption(kind: Kind, values: Mapping[str, Any], own: OwnCodes = NONE) -> str:
    """What a record is called in a link, in Vietnamese: its caption fields, joined."""
    return " · ".join(
        _said(kind, name, values[name], own) for name in kind.caption if values.get(name) is not None
    )


def captions(connection: Any, kind: Kind, entries: Iterable[Entry]) -> dict[str, str]:
    """What *entries* of *kind* need besides their values: names of what they link to by id, own labels by code."""
    wanted: dict[str, set[str]] = {}
    for entry in entries:
        for field in kind.links:
            value = getattr(entry.record, field.name)
            wanted.setdefault(str(field.target), set()).update(
                [value] if isinstance(value, str) else value or ()
            )
    return named(connection, wanted)


def named(connection: Any, wanted: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """What the records *wanted*, by kind, are called, by id; and every own entry of a code list, by code."""
    own = own_codes.read(connection)
    found: dict[str, str] = {**own.labels}
    for target, ids in wanted.items():
        described = kind_named(target)
        for record, values in queries.captions(connection, described, sorted(ids)).items():
            found[record] = caption(described, dict(zip(described.caption, values, strict=True)), own)
    return found


def called(connection: Any, kind: Kind, values: Mapping[str, Any]) -> str:
    """What a record of *kind* with *values* is called, records it links to by their own captions."""
    named, own = dict(values), own_codes.read(connection)
    for name in kind.caption:
        field = kind.field(name)
        if field.type is FieldType.LINK and values.get(name):
            target = kind_named(str(field.target))
            found = queries.captions(connection, target, [str(values[name])]).get(str(values[name]), ())
            named[name] = caption(target, dict(zip(target.caption, found, strict=False)), own) or None
    return caption(kind, named, own)


def _said(kind: Kind, name: str, value: Any, own: OwnCodes) -> str:
    field = kind.field(name)
    if field.type is FieldType.CODE:
        return own.label(Words(), str(field.code_list), value)
    if field.type in (FieldType.DATE, FieldType.MONTH):
        day = value if isinstance(value, date) else date.fromisoformat(value)
        return f"{day:%d/%m/%Y}" if field.type is FieldType.DATE else f"{day:%m/%Y}"
    return str(value)
