"""The records behind a figure, as rows that can be searched."""

import dataclasses
from collections.abc import Iterable

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.models.folding import fold
from desktop.models.records import kind_named
from desktop.services.indicators import Explained
from desktop.ui import language
from desktop.ui.indicators import words
from desktop.ui.shown import shown
from desktop.ui.widgets.columns import alignment
from desktop.ui.workplace import Workplace

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
UNIT = "unit"
"""The kind of a row that is a commune, not a record."""
KIND, CAPTION, QUANTITY, REASON = range(4)
_COLUMNS = ("kind", "caption", "quantity", "reason")


@dataclasses.dataclass(frozen=True)
class RecordLine:
    """One record as it is shown, with the folded text it is found by."""

    record: Explained
    cells: tuple[str, ...]
    searched: str


class RecordsModel(QAbstractTableModel):
    """Records a figure counts or leaves out; ``search`` keeps those that hold a text."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[RecordLine] = []
        self._lines: list[RecordLine] = []
        self._wanted = ""

    def show_records(self, records: Iterable[Explained]) -> None:
        """Show *records*, those that hold the text searched for."""
        self._all = [_line(one) for one in records]
        self._filter()

    @property
    def of_units(self) -> bool:
        """Whether the rows are communes, not records."""
        return any(line.record.kind == UNIT for line in self._all)

    def search(self, text: str) -> None:
        """Keep the rows that hold *text*, marks and case aside."""
        self._wanted = fold(text)
        self._filter()

    def retranslate(self) -> None:
        """Make every text again in the new language."""
        self._all = [_line(line.record) for line in self._all]
        self._filter()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(_COLUMNS) - 1)

    def _filter(self) -> None:
        self.beginResetModel()
        self._lines = [line for line in self._all if self._wanted in line.searched]
        self.endResetModel()

    def record(self, row: int) -> Explained | None:
        """The record in *row*."""
        return self._lines[row].record if 0 <= row < len(self._lines) else None

    def rowCount(self, parent: Index = _TOP) -> int:
        """How many rows hold the text."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _TOP) -> int:
        """The columns."""
        return 0 if parent.isValid() else len(_COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text made when the records came."""
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._lines[index.row()].cells[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(right=index.column() == QUANTITY)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The heads of the columns."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(_COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            if section == CAPTION and self.of_units:
                return language.say("explained.unit")
            return language.say(f"explained.column.{_COLUMNS[section]}")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(right=section == QUANTITY)
        return None


def _line(one: Explained) -> RecordLine:
    if one.kind == UNIT:
        kind = language.say("explained.unit")
        caption = str(one.values["name"])
        quantity = ""
        if one.reason is None:
            above, below = one.values["numerator"], one.values["denominator"]
            quantity = f"{language.number(above)} / {language.number(below)}"
    else:
        # The name of its page is shorter than the title of the kind, and it is where the row leads.
        kind = language.page_title(one.kind)
        caption = caption_of(one)
        quantity = language.number(one.quantity) if one.quantity else ""
    why = words.left_out(one.reason) if one.reason else ""
    cells = (kind, caption, quantity, why)
    return RecordLine(one, cells, fold(" ".join(cells)))


def open_behind(workplace: Workplace, one: Explained) -> None:
    """Open the form of a record behind a figure; tallies come in packages and have none."""
    if kind_named(one.kind).derived:
        workplace.messages.tell(language.say("explained.no_form"))
    else:
        workplace.open_record(one.kind, one.id)


def caption_of(one: Explained) -> str:
    """The fields that name a record, in words; a record without any is named by its kind."""
    described = kind_named(one.kind)
    parts = []
    for name, value in one.values.items():
        # Links come with the name of what they point to already in place of the id.
        text = shown(described.field(name), value, {str(value): str(value)})
        if text:
            parts.append(text)
    return " · ".join(parts) or language.kind_title(one.kind)
