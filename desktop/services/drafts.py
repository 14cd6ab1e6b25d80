"""What is typed and not yet saved, kept inside the encrypted store so that a power cut does not take it.

A draft is no record: it enters no log, no list and no package, and is forgotten once it is saved or dropped.
"""

import dataclasses
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from desktop.models import queries, settings
from desktop.models.edits import clean, to_record, to_values, typed
from desktop.models.entry import Draft
from desktop.models.records import Kind, kind_named, known
from desktop.services import naming
from desktop.services.desk import Desk

_NAME = "draft/"


@dataclasses.dataclass(frozen=True)
class KeptDraft:
    """A draft that was kept, and when by this machine's clock."""

    draft: Draft
    kept_at: datetime


@dataclasses.dataclass(frozen=True)
class LeftOver:
    """A draft that waits to be taken up again.

    Attributes:
        kind: Record kind.
        record: Id of the record it changes; None for a new one.
        kept_at: When it was kept last, by this machine's clock.
        caption: What the record is called, as far as it can be said already; may be empty.
    """

    kind: str
    record: str | None
    kept_at: datetime
    caption: str


def keep(desk: Desk, draft: Draft) -> datetime:
    """Keep *draft* instead of the one kept before for the same record; gives when."""
    values = clean(kind_named(draft.kind), draft.values)
    now = desk.store.clock()
    kept = {
        "values": values,
        "based_on": list(draft.based_on),
        "distinct_from": list(draft.distinct_from),
        "at": now.isoformat(timespec="seconds"),
    }
    with desk.store.write() as writer:
        settings.write(writer.connection, {_name(draft.kind, draft.id): kept})
    return now


def kept(desk: Desk, kind: str, record: str | None = None) -> KeptDraft | None:
    """The draft kept for *record*, or for a new record of *kind*; None when there is none."""
    with desk.store.read() as connection:
        found = settings.read(connection, _name(kind, record))
    if found is None:
        return None
    described = kind_named(kind)
    values = found["values"]
    shown = {f.name: typed(described, f, values[f.name]) for f in described.fields if f.name in values}
    draft = Draft(kind, shown, record, tuple(found["based_on"]), tuple(found.get("distinct_from", ())))
    return KeptDraft(draft, datetime.fromisoformat(found["at"]))


def all_kept(desk: Desk) -> tuple[LeftOver, ...]:
    """Every draft that waits, the latest first."""
    with desk.store.read() as connection:
        found = [
            _left_over(connection, name, kept) for name, kept in settings.named(connection, _NAME).items()
        ]
    return tuple(sorted((one for one in found if one is not None), key=_kept_at, reverse=True))


def forget(desk: Desk, kind: str, record: str | None = None) -> None:
    """Forget the draft kept for *record*, or for a new record of *kind*."""
    name = _name(kind, record)
    with desk.store.read() as connection:
        there = settings.read(connection, name)
    if there is not None:
        with desk.store.write() as writer:
            settings.remove(writer.connection, name)


def _left_over(connection: Any, name: str, held: Mapping[str, Any]) -> LeftOver | None:
    _, kind, record = name.split("/")
    if not known(kind):
        return None
    described = kind_named(kind)
    values = {}
    if record:
        saved = queries.entry(connection, kind, record)
        if saved is None or saved.deleted:
            return None
        values = to_values(described, saved.record)
    said = {name: value for name, value in held["values"].items() if value is not None}
    values |= {
        name: said[name] for name in described.caption if name in said and _readable(described, name, said)
    }
    at = datetime.fromisoformat(held["at"])
    return LeftOver(kind, record or None, at, naming.called(connection, described, values))


def _readable(kind: Kind, name: str, values: Mapping[str, Any]) -> bool:
    try:
        to_record(kind, {name: values[name]})
    except msgspec.ValidationError:
        return False
    return True


def _kept_at(left_over: LeftOver) -> datetime:
    return left_over.kept_at


def _name(kind: str, record: str | None) -> str:
    return f"{_NAME}{kind}/{record or ''}"
