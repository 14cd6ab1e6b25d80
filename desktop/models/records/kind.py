"""A record kind: the one description from which table, form, workbook and package follow."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from desktop.models.records.field import Field, FieldType, fields_of, text

NOTE_LENGTH = 1000


@dataclasses.dataclass(frozen=True, kw_only=True)
class Record:
    """What every kind has besides its own fields; both stay in the commune."""

    note: str | None = text(NOTE_LENGTH, leaves=False, prose=True, section="note")
    reason: str | None = text(leaves=False, prose=True, section="note")


@dataclasses.dataclass(frozen=True)
class Kind:
    """The description of a record kind.

    Attributes:
        name: Stable code of the kind; travels in packages.
        record_class: The frozen dataclass of its values.
        dated_by: The field whose date or year says which period a record belongs to.
        columns: The fields a list shows, in order.
        group: Where its register stands in the list at the left: ``activities`` (what was done), ``registers``
            (what there is) or ``figures`` (what is set down for a year or a month).
        declared: A section of the report: a period has records of it, or declares that nothing happened.
        leaves: Whether its records may leave the commune in a package.
        derived: Made by the program from other records; nobody types it, it has no form.
        named_by: The fields from which, with the unit and the kind, the id of a record follows: it is made once
            for what it is about, and nobody else's can take its place. None for records that people type.
        lasting: Something that is there until it ends (an establishment, a post), not an event of one period.
        ordered: Pairs of dates of which the second may not lie before the first.
        not_more: Pairs of counts, written ``field`` or ``rows.field``, of which the first may not exceed
            the second.
        summed: Sections of the form whose figures add up to a whole that is nowhere entered.
        ending: Sections of the form that say how it went or ended: a record like another one begins without them.
        caption: The fields that name a record in a link.
        same_if: The fields that, all equal, make a second record a likely duplicate.
        figures: The numbers that a unit's own periods are compared by: ``children``, ``audiences.attendances``
            (their sum). A register of things has none: what it counts is no figure of a period.
    """

    name: str
    record_class: type[Record]
    dated_by: str
    columns: tuple[str, ...]
    group: str = "activities"
    declared: bool = False
    leaves: bool = True
    derived: bool = False
    named_by: tuple[str, ...] = ()
    lasting: bool = False
    ordered: tuple[tuple[str, str], ...] = ()
    not_more: tuple[tuple[str, str], ...] = ()
    summed: tuple[str, ...] = ()
    ending: tuple[str, ...] = ()
    caption: tuple[str, ...] = ()
    same_if: tuple[str, ...] = ()
    fields: tuple[Field, ...] = dataclasses.field(init=False)
    figures: tuple[str, ...] = dataclasses.field(init=False)
    _by_name: Mapping[str, Field] = dataclasses.field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        own = fields_of(self.record_class)
        # Inherited fields come first in a dataclass, but last on paper.
        tail = [f for f in own if f.section == "note"]
        object.__setattr__(self, "fields", tuple(f for f in own if f.section != "note") + tuple(tail))
        object.__setattr__(self, "figures", () if self.lasting or self.derived else _figures(self.fields))
        object.__setattr__(self, "_by_name", {f.name: f for f in self.fields})

    def field(self, name: str) -> Field:
        """The field called *name*; KeyError when there is none."""
        return self._by_name[name]

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    @property
    def sections(self) -> tuple[str, ...]:
        """The sections of the form, in order."""
        return tuple(dict.fromkeys(f.section for f in self.fields))

    @property
    def leaving(self) -> tuple[Field, ...]:
        """The fields that may leave the commune; none when the kind stays."""
        return tuple(f for f in self.fields if f.leaves) if self.leaves else ()

    @property
    def links(self) -> tuple[Field, ...]:
        """The fields that point to other records."""
        return tuple(f for f in self.fields if f.type in (FieldType.LINK, FieldType.LINKS))


def _figures(fields: tuple[Field, ...]) -> tuple[str, ...]:
    own = [f.name for f in fields if f.type in (FieldType.COUNT, FieldType.MONEY)]
    return (*own, *(f"{f.name}.{f.counts[0].name}" for f in fields if f.counts))


_kinds: dict[str, Kind] = {}


def kind(name: str, **description: Any) -> Callable[[type[Any]], type[Any]]:
    """Register a frozen dataclass as the record kind *name*."""

    def register(record_class: type[Any]) -> type[Any]:
        _kinds[name] = Kind(name, record_class, **description)
        return record_class

    return register


def kind_named(name: str) -> Kind:
    """The kind called *name*; KeyError when this program does not know it."""
    return _kinds[name]


def known(name: str) -> bool:
    """Whether this program knows a kind called *name*."""
    return name in _kinds


def all_kinds() -> Iterator[Kind]:
    """Every kind, in the order the registers are listed."""
    yield from _kinds.values()
