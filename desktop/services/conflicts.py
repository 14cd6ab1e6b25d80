"""Conflicts: fields that machines set without knowing of each other, listed until a person decides.

Which value counts meanwhile is a rule of ``sync/FORMAT.md``; the others stay visible here and, for good, in the
record's history.
"""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from desktop.models import ledger, queries, settings
from desktop.models.edits import encode
from desktop.models.records import Kind, all_kinds, kind_named, known
from desktop.models.writer import LoggedChange, Row
from desktop.services import naming
from desktop.services.desk import Desk

DELETED = "deleted"
REOPENED = "conflicts.reopened"
"""A setting: conflicts whose decision was taken back here, as long as nothing else happened to their records."""

SHOWN, NEWEST, HERE, ELSEWHERE = "shown", "newest", "here", "elsewhere"
RULES = (NEWEST, HERE, ELSEWHERE, SHOWN)
"""How many conflicts can be decided at once; besides these, the site of a machine."""


@dataclasses.dataclass(frozen=True)
class Source:
    """Who set a value.

    Attributes:
        change: Name of the change, ``<site>:<seq>``.
        at: When, by the clock of the machine that did it (ISO).
        site: The machine, 16 hexadecimal digits.
        here: Whether it was this register.
        by: The post that did it, as far as that was said on this machine.
    """

    change: str
    at: str
    site: str
    here: bool
    by: str | None = None


@dataclasses.dataclass(frozen=True)
class Offer:
    """One value that was set, JSON-native, with whoever set it; of ``deleted``, whether the record goes."""

    value: Any
    sources: tuple[Source, ...]

    @property
    def at(self) -> str:
        """When it was set last."""
        return max(source.at for source in self.sources)


@dataclasses.dataclass(frozen=True)
class Conflict:
    """One field of one record with the values it was given at the same time.

    Attributes:
        unit: The commune whose record it is.
        kind: Record kind.
        record: Its id, 32 hexadecimal digits.
        field: The field; ``deleted`` when one machine deleted the record and another went on with it.
        caption: What the record is called.
        offers: The values, the one that counts meanwhile first.
        reopened: Whether it was decided here and the decision was taken back.
    """

    unit: str
    kind: str
    record: str
    field: str
    caption: str
    offers: tuple[Offer, ...]
    reopened: bool = False

    @property
    def at(self) -> str:
        """When the latest of the values was set."""
        return max(offer.at for offer in self.offers)

    @property
    def sites(self) -> set[str]:
        """The machines that disagree."""
        return {source.site for offer in self.offers for source in offer.sources}


@dataclasses.dataclass(frozen=True)
class Decision:
    """The value that *field* of a record takes."""

    kind: str
    record: str
    field: str
    value: Any


@dataclasses.dataclass(frozen=True)
class Context:
    """A record in conflict as it stands, with what its values and offers need besides themselves."""

    values: Mapping[str, Any]
    captions: Mapping[str, str]


def listed(
    desk: Desk, *, kind: str | None = None, unit: str | None = None, field: str | None = None
) -> list[Conflict]:
    """The open conflicts, the latest first.

    Args:
        desk: The desk.
        kind: Only records of this kind; None for all.
        unit: Only records of this organisation unit; None for all.
        field: Only this field; None for all.
    """
    with desk.store.read() as connection:
        found = [
            conflict
            for described in all_kinds()
            if kind in (None, described.name)
            for conflict in _of_kind(desk, connection, described, unit)
            if field in (None, conflict.field)
        ]
    return sorted(found, key=lambda one: (one.at, one.record, one.field), reverse=True)


def context(desk: Desk, conflict: Conflict) -> Context:
    """The record of *conflict* as it stands, for a person to judge by."""
    described = kind_named(conflict.kind)
    with desk.store.read() as connection:
        record = bytes.fromhex(conflict.record)
        row = queries.rows_by_id(connection, described, [record]).get(record)
        values = dict(row.values) if row else {}
        wanted: dict[str, set[str]] = {}
        for field in described.links:
            offered = [o.value for o in conflict.offers] if field.name == conflict.field else []
            for value in (values.get(field.name), *offered):
                ids = wanted.setdefault(str(field.target), set())
                ids.update([value] if isinstance(value, str) else value or ())
        return Context(values, naming.named(connection, wanted))


def named(desk: Desk, found: Iterable[Conflict]) -> Mapping[str, str]:
    """What the values of conflicts point to is called, by id; and a unit's own codes, by code."""
    wanted: dict[str, set[str]] = {}
    for conflict in found:
        described = kind_named(conflict.kind)
        if conflict.field in described and described.field(conflict.field).target:
            ids = wanted.setdefault(str(described.field(conflict.field).target), set())
            for offer in conflict.offers:
                ids.update([offer.value] if isinstance(offer.value, str) else offer.value or ())
    with desk.store.read() as connection:
        return naming.named(connection, wanted)


def by_rule(found: Iterable[Conflict], keep: str) -> list[Decision]:
    """What deciding many conflicts by one rule comes to; those the rule says nothing about are left out.

    Args:
        found: The conflicts.
        keep: ``newest`` (set last, by the machines' clocks), ``here``, ``elsewhere``, ``shown`` (what counts
            meanwhile), or the site of a machine.
    """
    chosen = ((conflict, _chosen(conflict, keep)) for conflict in found)
    return [
        Decision(conflict.kind, conflict.record, conflict.field, offer.value)
        for conflict, offer in chosen
        if offer is not None
    ]


def _chosen(conflict: Conflict, keep: str) -> Offer | None:
    if keep == SHOWN:
        return conflict.offers[0]
    if keep == NEWEST:
        # Of equally late ones, the one that counts meanwhile.
        return max(conflict.offers, key=lambda offer: offer.at)
    fitting = [offer for offer in conflict.offers if any(_made_by(source, keep) for source in offer.sources)]
    return fitting[0] if len(fitting) == 1 else None


def _made_by(source: Source, keep: str) -> bool:
    if keep in (HERE, ELSEWHERE):
        return source.here is (keep == HERE)
    return source.site == keep


def _of_kind(desk: Desk, connection: Any, kind: Kind, unit: str | None) -> list[Conflict]:
    rows = queries.contested_rows(connection, kind, unit)
    open_of = {row.id: _offered(row) for row in rows}
    rows = [row for row in rows if open_of[row.id]]
    taken_back = {
        record: entries
        for record, entries in reopened(connection).get(kind.name, {}).items()
        if record not in open_of
    }
    for row in queries.rows_by_id(connection, kind, sorted(taken_back)).values():
        fields = {name: offers for name, heads, offers in taken_back[row.id] if heads == row.heads}
        if fields and unit in (None, row.unit):
            rows.append(row)
            open_of[row.id] = fields
    logged = ledger.changes_of(connection, [row.id for row in rows])
    own = {desk.settings.site, desk.settings.local_site}
    return [
        Conflict(
            unit=row.unit,
            kind=kind.name,
            record=row.id.hex(),
            field=name,
            caption=naming.called(connection, kind, row.values),
            offers=_offers(offers, logged.get(row.id, ()), own),
            reopened=row.id in taken_back,
        )
        for row in rows
        for name, offers in open_of[row.id].items()
        # A field of a newer program waits for it.
        if name == DELETED or name in kind
    ]


def reopened(connection: Any) -> dict[str, dict[bytes, list[tuple[str, str, list[dict[str, Any]]]]]]:
    """Field, heads and offers of what was decided here and taken back, by kind and record."""
    found: dict[str, dict[bytes, list[tuple[str, str, list[dict[str, Any]]]]]] = {}
    for kind, record, field, heads, offers in settings.read(connection, REOPENED, []):
        if known(kind):
            of_record = found.setdefault(kind, {}).setdefault(bytes.fromhex(record), [])
            of_record.append((field, heads, offers))
    return found


def _offered(row: Row) -> dict[str, list[dict[str, Any]]]:
    offered: dict[str, list[dict[str, Any]]] = msgspec.json.decode(row.conflicts or "{}")
    if row.deleted:
        # Of a record that is gone, or may go, nothing else needs a decision.
        return {name: offers for name, offers in offered.items() if name == DELETED}
    return offered


def _offers(
    entries: Sequence[Mapping[str, Any]], changes: Iterable[LoggedChange], own: set[str]
) -> tuple[Offer, ...]:
    """The values of *entries* with their authors, equal ones together."""
    posts = {f"{one.site.hex()}:{one.seq}": one.by for one in changes}
    values: list[Any] = []
    sources: list[list[Source]] = []
    for entry in entries:
        site = str(entry["change"]).partition(":")[0]
        source = Source(entry["change"], str(entry["at"]), site, site in own, posts.get(entry["change"]))
        value = entry["value"]
        place = next((n for n, one in enumerate(values) if same(one, value)), len(values))
        if place == len(values):
            values.append(value)
            sources.append([])
        sources[place].append(source)
    return tuple(Offer(value, tuple(of_value)) for value, of_value in zip(values, sources, strict=True))


def same(one: Any, other: Any) -> bool:
    """Whether two JSON-native values say the same; an empty list is nothing."""
    # By their JSON: to Python, True equals 1.
    return encode(None if one == [] else one) == encode(None if other == [] else other)
