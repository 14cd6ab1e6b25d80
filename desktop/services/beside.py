"""A record as it is shown beside another one."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from desktop.models.entry import Entry
from desktop.models.records import kind_named
from desktop.services import activities, naming
from desktop.services.desk import Desk


@dataclasses.dataclass(frozen=True)
class Seen:
    """A record somebody looks at, and what it links to is called, by id."""

    entry: Entry
    captions: Mapping[str, str]


def look(desk: Desk, kind: str, record: str) -> Seen:
    """The record *record*, deleted or not; Refusal ``no_record`` when there is none."""
    entry = activities.get(desk, kind, record)
    with desk.store.read() as connection:
        return Seen(entry, naming.captions(connection, kind_named(kind), [entry]))


def choices(desk: Desk, kind: str, seen: Seen | None, limit: int = 5000) -> dict[str, list[tuple[str, str]]]:
    """What a record of *kind* can link to, as (id, caption), by kind of what is linked to.

    What *seen* links to already is among them, though it may be deleted by now or lie beyond *limit*.
    """
    found: dict[str, list[tuple[str, str]]] = {}
    for field in kind_named(kind).links:
        target = str(field.target)
        if target not in found:
            found[target] = activities.choices(desk, target, limit=limit)
        if seen is not None:
            there = {one for one, _ in found[target]}
            linked = [one for one in _ids(getattr(seen.entry.record, field.name)) if one in seen.captions]
            found[target] += [(one, seen.captions[one]) for one in linked if one not in there]
    return found


def _ids(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())
