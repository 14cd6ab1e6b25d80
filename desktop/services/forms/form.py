"""A printed form as data: what stands in its columns and lines, and what fills each cell."""

from typing import Any, Literal, get_args

import msgspec

Lines = Literal["rows", "records", "communes", "targets"]
"""What the lines are: rows the form names, records, the communes of a receiving unit, the targets of its plan."""
Orientation = Literal["portrait", "landscape"]
Which = Literal["within", "open"]
"""Records dated in the period, or those that are open on its last day."""
When = Literal["now", "to_date", "last_year"]
Relation = Literal["equal", "at_most"]

LINES: tuple[str, ...] = get_args(Lines)
SHOWS: dict[str, tuple[str, ...]] = {
    "rows": ("number", "label", "unit", "now", "to_date", "last_year", "growth", "note"),
    "records": ("number", "field", "sum", "by_hand"),
    "communes": ("number", "name", "reported", "count", "by_hand"),
    "targets": ("number", "label", "asked", "counts", "value", "status", "missing", "by_hand"),
}
"""What a column may show, by what the lines are."""
ROOM = {"portrait": 160, "landscape": 252}
"""What a page has between the margins of the decree, in millimetres."""


class Column(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One column.

    Attributes:
        id: Stable id.
        title: The heading, as printed.
        shows: What stands in it (`SHOWS`); ``by_hand`` leaves room to write.
        width: In millimetres; 0 shares what the others leave.
        below: A heading over this column and its neighbours that name the same one.
        field: For ``field``, the field of the record.
        fields: For ``sum``, what is added up: numbers, lists of links (how many), ``table.cell``.
        count: For ``count``, the count.
        params: What is fixed in it.
        period: Of which period the count is.
    """

    id: str
    title: str
    shows: str
    width: float = 0.0
    below: str = ""
    field: str = ""
    fields: tuple[str, ...] = ()
    count: str = ""
    params: dict[str, Any] = msgspec.field(default_factory=dict)
    period: When = "now"


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One line of a form that names its lines.

    Attributes:
        id: Stable id.
        label: As printed.
        unit: Unit of measure, a code.
        count: The count; None for a line that is written by hand.
        params: What is fixed in it.
        each: A code list: a line more for each of its codes that occurs.
        rows: Its parts.
        receiving: What is otherwise at a receiving unit: label, unit, count, params.
    """

    id: str
    label: str
    unit: str
    count: str | None
    params: dict[str, Any] = msgspec.field(default_factory=dict)
    each: str = ""
    rows: tuple["Row", ...] = ()
    receiving: dict[str, Any] = msgspec.field(default_factory=dict)


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Lines below a heading."""

    number: str
    title: str
    rows: tuple[Row, ...]


class Sum(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Figures that belong together: the *parts*, which are lines or columns, and their *whole*."""

    parts: tuple[str, ...]
    whole: str
    relation: Relation = "at_most"


class Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A form.

    Attributes:
        id: Stable id.
        version: Grows with each change.
        source: Where its lines come from; says so when it is not an official form.
        title: As printed, ``{period}`` and ``{year}`` filled in.
        lines: What the lines are.
        columns: From left to right.
        about: What stands below the title; ``{start}`` and ``{end}`` are the days of the period.
        orientation: How the paper lies.
        desks: Which desks have it.
        groups: The lines it names.
        kind: The record kind of its lines.
        which: Which records.
        total: The label of the last line, which adds up; empty for none.
        sums: What must add up.
        legend: Below the table.
        words: Words of the print, by what they are for.
        body: Paragraphs of a report before the table.
        changed_on: The day this version was made, as ``2026-01-31``; empty when nobody noted it.
    """

    id: str
    version: int
    source: str
    title: str
    lines: Lines
    columns: tuple[Column, ...]
    about: str = ""
    orientation: Orientation = "portrait"
    desks: tuple[str, ...] = ("commune", "receiving")
    groups: tuple[Group, ...] = ()
    kind: str = ""
    which: Which = "within"
    total: str = ""
    sums: tuple[Sum, ...] = ()
    legend: str = ""
    words: dict[str, str] = msgspec.field(default_factory=dict)
    body: tuple[dict[str, str], ...] = ()
    changed_on: str = ""

    def column(self, column_id: str) -> Column:
        """The column *column_id*; KeyError when there is none."""
        for column in self.columns:
            if column.id == column_id:
                return column
        raise KeyError(column_id)
