"""The history of a record, field by field: what it was, what it became, when, and which post did it."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

import msgspec

from desktop.models import ledger, queries
from desktop.models.errors import Refusal
from desktop.models.records import kind_named
from desktop.models.writer import LoggedChange
from desktop.services import naming
from desktop.services.desk import Desk

DELETED = "deleted"
_EMPTY: tuple[Any, ...] = (None, [])
_NOTHING: tuple[Any, ...] = ((None,), ([],))

What = Literal["made", "changed", "deleted", "restored", "restated"]


@dataclasses.dataclass(frozen=True)
class FieldStep:
    """One field that took another value.

    Attributes:
        field: The field.
        before: The values it had: none or one; several when different machines had set it without knowing of
            each other, the one that counted first, and None among them for an empty one.
        after: The value since then, JSON-native; None when the field was emptied.
    """

    field: str
    before: tuple[Any, ...]
    after: Any


@dataclasses.dataclass(frozen=True)
class Step:
    """One change of the record.

    Attributes:
        head: Name of the change, ``<site>:<seq>``.
        what: What was done; ``restated`` when a restored register said again what it held.
        at: When, by the clock of the machine that did it (ISO).
        site: The machine, 16 hexadecimal digits.
        here: Whether it was this register as it is now; not so for other machines and for what a restored
            register did before.
        by: The post that did it; None when it was not said, or not said here.
        because: Why a record was deleted: a code of the list ``deletion_reason`` or words.
        fields: What took another value, in reading order.
    """

    head: str
    what: What
    at: str
    site: str
    here: bool
    by: str | None
    because: str | None
    fields: tuple[FieldStep, ...]

    @property
    def decided(self) -> bool:
        """Whether it chose between values that different machines had set."""
        return any(len(step.before) > 1 for step in self.fields)


def of(desk: Desk, kind: str, record: str) -> tuple[Step, ...]:
    """The history of *record*, from its first change to its last; deleted records have one too.

    Raises:
        Refusal: ``no_record``.
    """
    wanted = bytes.fromhex(record) if queries.is_id(record) else b""
    with desk.store.read() as connection:
        changes = [c for c in ledger.changes_of(connection, [wanted]).get(wanted, ()) if c.kind == kind]
    if not changes:
        raise Refusal("no_record", id=record)
    return _steps(sorted(changes, key=_order), {desk.settings.site, desk.settings.local_site}, _places(kind))


def captions(desk: Desk, kind: str, steps: Iterable[Step]) -> Mapping[str, str]:
    """What any value in *steps* points to is called, by id, deleted records too; and own codes, by code."""
    fields = {field.name: field for field in kind_named(kind).links}
    wanted: dict[str, set[str]] = {}
    for step in steps:
        for one in step.fields:
            if one.field in fields:
                found = wanted.setdefault(str(fields[one.field].target), set())
                for value in (*one.before, one.after):
                    found.update([value] if isinstance(value, str) else value or ())
    with desk.store.read() as connection:
        return naming.named(connection, wanted)


def _order(change: LoggedChange) -> tuple[int, bytes, int]:
    return change.lamport, change.site, change.seq


def _places(kind: str) -> Mapping[str, int]:
    return {field.name: place for place, field in enumerate(kind_named(kind).fields)}


def _steps(changes: Sequence[LoggedChange], own: set[str], places: Mapping[str, int]) -> tuple[Step, ...]:
    """The steps of *changes*, which come in an order in which no change stands before one it has seen."""
    seen: dict[str, set[str]] = {}
    last_at: dict[str, str] = {}
    setters: dict[str, list[tuple[str, Any]]] = {}
    steps: list[Step] = []
    for change in changes:
        head = f"{change.site.hex()}:{change.seq}"
        parents = {*change.based_on.split(), last_at.get(change.site.hex(), head)} & seen.keys()
        seen[head] = parents.union(*(seen[parent] for parent in parents))
        last_at[change.site.hex()] = head
        values: dict[str, Any] = msgspec.json.decode(change.fields)
        befores = {name: _before(setters.get(name, ()), seen, head) for name in values}
        steps.append(_step(change, head, values, befores, first=not steps, own=own, places=places))
        for name, value in values.items():
            setters.setdefault(name, []).append((head, value))
    return tuple(steps)


def _before(setters: Sequence[tuple[str, Any]], seen: Mapping[str, set[str]], head: str) -> tuple[Any, ...]:
    """The values that *head* has seen and that nothing else it has seen replaced, the one that counted first."""
    known = [(other, value) for other, value in setters if other in seen[head]]
    latest = [value for other, value in known if not any(other in seen[later] for later, _ in known)]
    distinct: list[Any] = []
    for value in reversed(latest):
        if value not in distinct:
            distinct.append(value)
    return tuple(distinct)


def _step(
    change: LoggedChange,
    head: str,
    values: Mapping[str, Any],
    befores: Mapping[str, tuple[Any, ...]],
    *,
    first: bool,
    own: set[str],
    places: Mapping[str, int],
) -> Step:
    fields = tuple(
        FieldStep(
            name, () if befores[name] in _NOTHING else befores[name], None if value in _EMPTY else value
        )
        for name, value in sorted(
            values.items(), key=lambda item: (places.get(item[0], len(places)), item[0])
        )
        if name != DELETED and befores[name] != (value,) and not (value in _EMPTY and not befores[name])
    )
    what: What = "made" if first else "changed" if fields else "restated"
    if DELETED in values and (len(values) == 1 or (befores[DELETED] or (False,)) != (values[DELETED],)):
        what = "deleted" if values[DELETED] else "restored"
    site = change.site.hex()
    return Step(head, what, change.at, site, site in own, change.by, change.because, fields)
