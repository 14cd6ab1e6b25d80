"""What the form asks of the services; runs in the worker."""

import dataclasses
from collections.abc import Mapping
from typing import Any

import msgspec

from desktop.models.entry import Draft, Entry
from desktop.models.records import FieldType, kind_named
from desktop.services import activities, beside, copying, deciding, drafts, history, own_codes
from desktop.services.conflicts import Decision
from desktop.services.desk import Desk
from desktop.services.drafts import KeptDraft
from desktop.services.history import Step
from desktop.ui.fields.matching import Choices


@dataclasses.dataclass(frozen=True)
class Loaded:
    """What a form needs before it can be filled in.

    Attributes:
        entry: The record; None for a new one.
        links: For each record kind that is linked to, its records as (id, caption).
        kept: What was typed into the same form and neither saved nor dropped.
        own: For each code list what the unit added to it, as (code, label).
        own_labels: The labels of the unit's own codes, of deleted entries too.
    """

    entry: Entry | None
    links: dict[str, Choices]
    kept: KeptDraft | None
    own: Mapping[str, Choices]
    own_labels: Mapping[str, str]


def load(desk: Desk, kind: str, record: str | None) -> Loaded:
    """The record and everything it can link to."""
    seen = beside.look(desk, kind, record) if record else None
    links: dict[str, Choices] = dict(beside.choices(desk, kind, seen))
    entry = seen.entry if seen else None
    kept = None if entry is not None and entry.deleted else drafts.kept(desk, kind, record)
    own = own_codes.of(desk)
    held = own.held(kind_named(kind), entry.record) if entry else own.offered
    return Loaded(entry, links, kept, held, own.labels)


def steps(desk: Desk, kind: str, record: str) -> tuple[tuple[Step, ...], Mapping[str, str]]:
    """The history of the record, and what linked records in it are called."""
    found = history.of(desk, kind, record)
    return found, history.captions(desk, kind, found)


def values_of(entry: Entry) -> dict[str, object]:
    """The values of *entry* as the form shows them: rows as mappings, days as days."""
    values: dict[str, object] = {}
    for field in kind_named(entry.kind).fields:
        value = getattr(entry.record, field.name)
        if field.type is FieldType.ROWS:
            value = tuple({cell.name: getattr(row, cell.name) for cell in field.rows} for row in value)
        values[field.name] = value
    return values


def like(desk: Desk, kind: str) -> dict[str, Any]:
    """What a record like the one made last begins with."""
    return copying.values_like(desk, kind, None)


def save(desk: Desk, draft: Draft) -> Entry:
    """Save *draft*."""
    return activities.save(desk, draft)


def choose(desk: Desk, kind: str, record: str, field: str, value: object) -> Entry:
    """Decide a conflict; it can be taken back on the page of conflicts."""
    deciding.decide(desk, [Decision(kind, record, field, msgspec.to_builtins(value))])
    return activities.get(desk, kind, record)
