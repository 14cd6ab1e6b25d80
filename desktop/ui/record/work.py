"""What the form asks of the services; runs in the worker."""

import dataclasses

import msgspec

from desktop.models.entry import Draft, Entry
from desktop.models.records import FieldType, kind_named
from desktop.services import activities, drafts
from desktop.services.desk import Desk
from desktop.services.drafts import KeptDraft
from desktop.ui.fields.matching import Choices

_MOST_CHOICES = 2000


@dataclasses.dataclass(frozen=True)
class Loaded:
    """What a form needs before it can be filled in.

    Attributes:
        entry: The record; None for a new one.
        links: For each record kind that is linked to, its records as (id, caption).
        kept: What was typed into the same form and neither saved nor dropped.
    """

    entry: Entry | None
    links: dict[str, Choices]
    kept: KeptDraft | None


def load(desk: Desk, kind: str, record: str | None) -> Loaded:
    """The record and everything it can link to."""
    described = kind_named(kind)
    targets = {str(field.target) for field in described.links}
    links = {target: activities.choices(desk, target, limit=_MOST_CHOICES) for target in sorted(targets)}
    entry = activities.get(desk, kind, record) if record else None
    kept = drafts.kept(desk, kind, record)
    return Loaded(entry, {target: tuple(found) for target, found in links.items()}, kept)


def values_of(entry: Entry) -> dict[str, object]:
    """The values of *entry* as the form shows them: rows as mappings, days as days."""
    values: dict[str, object] = {}
    for field in kind_named(entry.kind).fields:
        value = getattr(entry.record, field.name)
        if field.type is FieldType.ROWS:
            value = tuple({cell.name: getattr(row, cell.name) for cell in field.rows} for row in value)
        values[field.name] = value
    return values


def save(desk: Desk, draft: Draft) -> Entry:
    """Save *draft*."""
    return activities.save(desk, draft)


def choose(desk: Desk, kind: str, record: str, field: str, value: object) -> Entry:
    """Decide a conflict."""
    return activities.resolve(desk, kind, record, field, msgspec.to_builtins(value))
