"""The values that flow between form, store and list: a draft that is not yet valid, an entry that is kept."""

import dataclasses
from collections.abc import Mapping

from desktop.models.records import Record

ID = 16
"""Bytes in the id of a record; where it is text it has twice as many hexadecimal digits."""

Head = str
"""The name of a change, ``<site>:<seq>``."""


@dataclasses.dataclass(frozen=True)
class Draft:
    """What a person typed, not yet valid.

    Attributes:
        kind: Record kind.
        values: Field name to value: date, int, str, bool, tuple of str; a rows field is a tuple of mappings.
            Where a person typed what cannot be read, the text as it was typed. A field left out is left as it is
            in the record the draft changes.
        id: The record it changes; None for a new one.
        based_on: The heads the person saw; empty for a new record, or to take the present ones.
        distinct_from: Records the person said are not this one, however alike they are.
        unread: Fields and cells (``audiences.2.group``) of a workbook's line in which something stands that could not
            be read; what can be said of the others does not wait for them.
    """

    kind: str
    values: Mapping[str, object]
    id: str | None = None
    based_on: tuple[Head, ...] = ()
    distinct_from: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True)
class Entry:
    """A record as it is kept.

    Attributes:
        kind: Record kind.
        id: 32 hexadecimal digits.
        unit: Organisation unit the record belongs to, ``code@dataset``.
        record: The values.
        heads: The latest changes of the record; more than one after a merge.
        conflicts: Field to the values set at the same time by different machines, waiting for a decision.
        deleted: Whether the record was deleted; it is kept so that it cannot come back by itself.
    """

    kind: str
    id: str
    unit: str
    record: Record
    heads: tuple[Head, ...]
    conflicts: Mapping[str, list[dict[str, object]]]
    deleted: bool = False


@dataclasses.dataclass(frozen=True)
class Deletion:
    """When a record went into the bin (ISO), by which post and why, as far as that was said on this machine."""

    at: str
    by: str | None
    because: str | None


@dataclasses.dataclass(frozen=True)
class Page:
    """One page of a list: its entries, how many there are in all, and what links in it are called."""

    entries: tuple[Entry, ...]
    total: int
    captions: Mapping[str, str]
