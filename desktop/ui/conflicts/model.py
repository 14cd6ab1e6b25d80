"""The list of conflicts, one line for each field of a record."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject

from desktop.services.conflicts import Conflict
from desktop.ui import language
from desktop.ui.conflicts.sentences import field_words, moment, short, value_words
from desktop.ui.indicators import words
from desktop.ui.widgets.lines import Line, SortedLines

UNIT, RECORD, FIELD, VALUES, AT = range(5)
_KIND = -1


class ConflictsModel(SortedLines[Conflict]):
    """Whose record, what it is called, which field, the values, and when the latest was set."""

    columns = ("unit", "record", "field", "values", "at")
    words = "conflicts.column"
    right = (AT,)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._captions: Mapping[str, str] = {}
        self._only: dict[int, str] = {}

    def show_conflicts(self, found: Sequence[Conflict], captions: Mapping[str, str]) -> None:
        """Show *found*."""
        self._captions = captions
        self.show_items(found)

    def narrow(self, kind: str, field: str, unit: str) -> None:
        """Show only what is of *kind*, *field* (``<kind>.<field>``) and *unit*; empty for all."""
        self._only = {_KIND: kind, FIELD: field, UNIT: unit}
        self.arrange()

    def keeps(self, item: Conflict) -> bool:
        """Whether it is of the kind, the field and the unit wanted."""
        own = {_KIND: item.kind, FIELD: f"{item.kind}.{item.field}", UNIT: item.unit}
        return all(wanted in ("", own[column]) for column, wanted in self._only.items())

    def cells_of(self, item: Conflict) -> tuple[str, ...]:
        """The text of each column."""
        values = " ≠ ".join(short(value_words(item, offer.value, self._captions)) for offer in item.offers)
        return (
            words.unit_name(item.unit),
            item.caption or language.say("conflicts.unnamed"),
            field_words(item),
            values,
            moment(item.at),
        )

    def key_of(self, line: Line[Conflict], column: int) -> object:
        """Times by themselves, words by the alphabet."""
        return line.item.at if column == AT else super().key_of(line, column)
