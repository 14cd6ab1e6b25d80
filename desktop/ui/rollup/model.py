"""The communes as rows and the targets as columns, each cell a sign and a number."""

import dataclasses
import math
from collections.abc import Mapping, Sequence
from typing import ClassVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.services.exchange import CommuneStanding
from desktop.services.judgement import Indicator
from desktop.services.rollup import RollUp, TargetRow
from desktop.ui import language, style
from desktop.ui.indicators import words

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
REPORTED = 0
"""The column that says whether a commune has reported; the targets come after it."""
NOT_REPORTED = "not_reported"


@dataclasses.dataclass(frozen=True)
class Cell:
    """One cell as it is shown.

    Attributes:
        text: Sign and number.
        status: Gives ink and tint; empty for plain text.
        tip: The same in whole words, for the pointer and for screen readers.
    """

    text: str
    status: str
    tip: str


@dataclasses.dataclass(frozen=True)
class Row:
    """One row: a commune, or the whole unit."""

    unit: str
    name: str
    cells: tuple[Cell, ...]


class CellsModel(QAbstractTableModel):
    """Rows of cells with the unit's name at the side and the targets at the top."""

    STATUS: ClassVar[int] = Qt.ItemDataRole.UserRole + 1

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._targets: Sequence[TargetRow] = ()

    def show_rows(self, rows: Sequence[Row], targets: Sequence[TargetRow]) -> None:
        """Show *rows* below the heads of *targets*."""
        self.beginResetModel()
        self._rows, self._targets = list(rows), targets
        self.endResetModel()

    def row(self, number: int) -> Row | None:
        """The row *number*."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def row_of(self, unit: str) -> int:
        """The row of *unit*, -1 when it is not there."""
        return next((n for n, row in enumerate(self._rows) if row.unit == unit), -1)

    def target(self, column: int) -> TargetRow | None:
        """The target of a column; None for the column that says who has reported."""
        return self._targets[column - 1] if 0 < column <= len(self._targets) else None

    def rowCount(self, parent: Index = _TOP) -> int:
        """The units."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _TOP) -> int:
        """Reported or not, then the targets."""
        return 0 if parent.isValid() or not self._targets else 1 + len(self._targets)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text, status for painting, and the whole sentence."""
        if not index.isValid():
            return None
        cell = self._rows[index.row()].cells[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == self.STATUS:
            return cell.status
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{self._rows[index.row()].name}: {cell.tip}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Short labels with the threshold at the top, names at the side; the whole label as a tip."""
        if orientation is Qt.Orientation.Vertical:
            row = self.row(section)
            named = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
            return row.name if row is not None and role in named else None
        if not 0 <= section <= len(self._targets):
            return None
        one = self.target(section)
        if role == Qt.ItemDataRole.DisplayRole:
            return language.say("rollup.reported") if one is None else _head(one)
        if role == Qt.ItemDataRole.ToolTipRole:
            return language.say("rollup.reported_about") if one is None else _tip(one)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        return None


def _head(one: TargetRow) -> str:
    asked = words.threshold(one.operator, one.target, one.unit_of_measure)
    return f"{words.folded_head(words.short_label(one.id))}\n{asked}"


def _tip(one: TargetRow) -> str:
    asked = words.target(one.operator, one.target, one.unit_of_measure)
    return f"{one.target_id} · {words.label(one.id)}: {asked}"


def rows_of(rolled: RollUp, standings: Mapping[str, CommuneStanding]) -> list[Row]:
    """One row per commune expected."""
    rows = []
    for commune in rolled.communes:
        cells = [_reported_cell(standings.get(commune.unit), reported=commune.reported)]
        if commune.reported:
            cells += [_figure_cell(figure) for figure in commune.indicators]
        else:
            silent = language.say(f"status.{NOT_REPORTED}")
            sign = style.look(NOT_REPORTED).sign
            cells += [Cell(sign, NOT_REPORTED, silent) for _ in rolled.targets]
        rows.append(Row(commune.unit, commune.name, tuple(cells)))
    return rows


def not_judged(rolled: RollUp) -> list[int]:
    """The columns of targets that no commune that has reported is judged by."""
    heard = [commune for commune in rolled.communes if commune.reported]
    return [
        place for place, _ in enumerate(rolled.targets, start=1)
        if heard and all(commune.indicators[place - 1].status == "not_applicable" for commune in heard)
    ]  # fmt: skip


def whole_row(rolled: RollUp) -> Row:
    """The row of the whole unit."""
    name = language.say("rollup.whole", name=rolled.name, done=rolled.reported, total=rolled.expected)
    standing = language.say("rollup.standing", done=rolled.reported, total=rolled.expected)
    cells = [Cell(f"{rolled.reported}/{rolled.expected}", "", standing)]
    cells += [_whole_cell(one) for one in rolled.targets]
    return Row(rolled.unit, name, tuple(cells))


def _reported_cell(standing: CommuneStanding | None, *, reported: bool) -> Cell:
    say = language.say
    if standing is not None and standing.missing:
        numbers = ", ".join(str(number) for number in standing.missing)
        text = say("rollup.missing_packages", numbers=numbers)
        return Cell(f"{style.look(NOT_REPORTED).sign} {text}", NOT_REPORTED, text)
    if not reported or standing is None or standing.last_received_on is None:
        text = say(f"status.{NOT_REPORTED}")
        return Cell(f"{style.look(NOT_REPORTED).sign} {text}", NOT_REPORTED, text)
    day = standing.last_received_on
    tip = say("rollup.received_on", day=day, sequence=standing.last_sequence or 0)
    return Cell(f"{style.look('met').sign} {language.short_day(day)}", "met", tip)


def _figure_cell(one: Indicator) -> Cell:
    sign = style.look(one.status).sign
    amount = ""
    if one.status == "nothing_happened":
        amount = "0/0"
    elif one.value is not None and not words.is_yes_no(one):
        # Cut, not rounded: 69,9 never looks like the 70 it has not reached.
        amount = language.number(math.floor(one.value))
    figure = f"{words.counts(one)} = {words.value(one)}" if amount else words.reason(one) or words.counts(one)
    tip = f"{words.label(one.id)}: {language.say(f'status.{one.status}')}, {figure}"
    return Cell(f"{sign} {amount}".strip(), one.status, tip)


def _whole_cell(one: TargetRow) -> Cell:
    sign = style.look(one.status).sign
    amount = ""
    if one.value is not None:
        percent = one.unit_of_measure == "percent"
        amount = language.percent(one.value) if percent else language.plain_number(one.value)
    counted = ""
    if one.numerator is not None:
        counted = language.number(one.numerator)
        if one.denominator is not None:
            counted += f"/{language.number(one.denominator)}"
        counted += f" {words.measure(one.counted_in)}"
    tip = f"{words.label(one.id)}: {language.say(f'status.{one.status}')} {counted}".strip()
    return Cell(f"{sign} {amount}".strip(), one.status, tip)
