"""The columns a register can show: its fields, whose a record is, and in the bin when it went there and why."""

import dataclasses
from collections.abc import Callable, Sequence
from datetime import datetime

from desktop.models import code_lists, units
from desktop.models.entry import Deletion, Entry
from desktop.models.records import Field, FieldType, Kind
from desktop.services.listing import Rows
from desktop.ui import language
from desktop.ui.shown import is_number, shown

UNIT, WENT, BY, BECAUSE = "unit", "went", "by", "because"
_WIDTHS = {FieldType.DATE: 12, FieldType.YEAR: 8, FieldType.MONTH: 10, FieldType.COUNT: 11, FieldType.MONEY: 15,
           FieldType.ROWS: 12, FieldType.FLAG: 12, FieldType.CODE: 22, FieldType.CODES: 26, FieldType.LINK: 28,
           FieldType.LINKS: 14, FieldType.TEXT: 26}  # fmt: skip
"""Column widths in characters."""
_OTHER_WIDTHS = {UNIT: 19, WENT: 18, BY: 18, BECAUSE: 18}
_SHORT_TEXT, _SHORT_WIDTH, _LONGEST_LABEL = 60, 12, 20
_FIRM = (FieldType.DATE, FieldType.MONTH, FieldType.YEAR, FieldType.MONEY)


@dataclasses.dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        name: Name of the field, or `UNIT`, `WENT`, `BY`, `BECAUSE`.
        kind: The record kind.
        field: The field; None for a column that is none.
    """

    name: str
    kind: Kind
    field: Field | None

    @property
    def number(self) -> bool:
        """Whether it stands at the right."""
        return self.field is not None and is_number(self.field)

    @property
    def firm(self) -> bool:
        """Whether it is never narrower than what it usually holds."""
        return self.name in (UNIT, WENT) if self.field is None else self.field.type in _FIRM

    def label(self) -> str:
        """What stands in its head."""
        if self.field is None:
            return language.say(f"list.{self.name}")
        return language.field_label(self.kind.name, self.name)

    def width(self, label: int, longest_word: int) -> int:
        """The room it needs, in average characters; its head takes *label* of them, its longest word so many."""
        if self.field is None:
            return _OTHER_WIDTHS[self.name]
        short = self.field.type is FieldType.TEXT and (self.field.max_length or 0) <= _SHORT_TEXT
        wanted = _SHORT_WIDTH if short else _WIDTHS[self.field.type]
        return max(wanted, longest_word, min(label, _LONGEST_LABEL))

    def cell(self, entry: Entry, rows: Rows) -> str:
        """The text of the column for one record."""
        if self.field is not None:
            return shown(self.field, getattr(entry.record, self.name), rows.captions)
        if self.name == UNIT:
            return units.unit(entry.unit).full_name
        deletion = rows.deletions.get(entry.id)
        return "" if deletion is None else _OF_DELETION[self.name](deletion)


def because_words(because: str | None) -> str:
    """Why a record was deleted, in words."""
    if because is None:
        return ""
    known = because in code_lists.codes("deletion_reason")
    return language.code_label("deletion_reason", because) if known else because


def _went(deletion: Deletion) -> str:
    at = datetime.fromisoformat(deletion.at)
    return f"{language.day(at.date())} {at:%H:%M}"


_OF_DELETION: dict[str, Callable[[Deletion], str]] = {
    WENT: _went,
    BY: lambda deletion: deletion.by or "",
    BECAUSE: lambda deletion: because_words(deletion.because),
}


def columns_of(kind: Kind, chosen: Sequence[str] = (), *, with_unit: bool, deleted: bool) -> list[Column]:
    """The columns of a list.

    Args:
        kind: Record kind.
        chosen: The fields a person has chosen, in order; none for those of the description.
        with_unit: Whether records of many units are listed.
        deleted: Whether it is the bin.
    """
    before = [UNIT] if with_unit else []
    if deleted:
        before += [WENT, BECAUSE, BY]
    fields = [kind.field(name) for name in chosen or kind.columns]
    return [
        *(Column(name, kind, None) for name in before),
        *(Column(field.name, kind, field) for field in fields),
    ]
