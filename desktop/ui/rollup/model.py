"""The communes as rows and the targets as columns, each cell a sign and a number."""

import dataclasses
import math
from collections.abc import Mapping, Sequence
from typing import ClassVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.services.bases import Difference
from desktop.services.exchange import CommuneStanding
from desktop.services.judgement import Indicator
from desktop.services.rollup import CommuneCells, RollUp, TargetRow
from desktop.ui import language, style
from desktop.ui.indicators import words
from desktop.ui.rollup import differences, heat
from desktop.ui.rollup.tools import ABSENT, ALL, GAPS, NOT_MET

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
REPORTED = 0
"""The column that says whether a commune has reported; the targets come after it."""
NOT_REPORTED = "not_reported"
SORTED_UP, SORTED_DOWN = "▲", "▼"
_BANDS = {heat.NEAR: "near", heat.MIDDLE: "middle", heat.FAR: "far"}


@dataclasses.dataclass(frozen=True)
class Cell:
    """One cell as it is shown.

    Attributes:
        text: Sign and number.
        status: Gives ink and tint; empty for plain text.
        tip: The same in whole words, for the pointer and for screen readers.
        far: How far from its target (`heat.band`).
        rank: What the column is sorted by; None stands last.
    """

    text: str
    status: str
    tip: str
    far: int = 0
    rank: float | None = None


@dataclasses.dataclass(frozen=True)
class Row:
    """One row: a commune, or the whole unit; ``kinds`` are the filters it answers to."""

    unit: str
    name: str
    cells: tuple[Cell, ...]
    kinds: frozenset[str] = frozenset()


class CellsModel(QAbstractTableModel):
    """Rows of cells with the unit's name at the side and the targets at the top."""

    STATUS: ClassVar[int] = Qt.ItemDataRole.UserRole + 1
    FAR: ClassVar[int] = Qt.ItemDataRole.UserRole + 2

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[Row] = []
        self._rows: list[Row] = []
        self._targets: Sequence[TargetRow] = ()
        self._first = "rollup.reported"
        self._kind = ALL
        self._sorted_by, self._order = -1, Qt.SortOrder.AscendingOrder

    def show_rows(
        self, rows: Sequence[Row], targets: Sequence[TargetRow], first: str = "rollup.reported"
    ) -> None:
        """Show *rows* below the heads of *targets*; *first* is the key of the head before them."""
        self._first = first
        self.beginResetModel()
        self._all, self._targets = list(rows), targets
        self._rows = self._arranged()
        self.endResetModel()

    def narrow(self, kind: str) -> None:
        """Show the rows that answer to the filter *kind* only."""
        self._kind = kind
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 brings the order of the official list back."""
        self._sorted_by, self._order = column, order
        self._arrange()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._targets))

    @property
    def sorted_by(self) -> tuple[int, bool]:
        """The column it is sorted by, -1 for none, and whether the high ones stand first."""
        return self._sorted_by, self._order is Qt.SortOrder.DescendingOrder

    def counts(self) -> dict[str, int]:
        """How many rows answer to each filter."""
        return {
            ALL: len(self._all),
            **{kind: sum(kind in row.kinds for row in self._all) for kind in (NOT_MET, ABSENT, GAPS)},
        }

    def _sign(self, column: int) -> str:
        sign = SORTED_DOWN if self._order is Qt.SortOrder.DescendingOrder else SORTED_UP
        return f" {sign}" if column == self._sorted_by else ""

    def _arrange(self) -> None:
        self.beginResetModel()
        self._rows = self._arranged()
        self.endResetModel()

    def _arranged(self) -> list[Row]:
        """The rows asked for, in the order asked for; what has no figure stands last in either direction."""
        rows = [row for row in self._all if self._kind == ALL or self._kind in row.kinds]
        column = self._sorted_by
        if not 0 <= column <= len(self._targets):
            return rows
        with_figure = [row for row in rows if row.cells[column].rank is not None]
        with_figure.sort(
            key=lambda row: row.cells[column].rank or 0.0, reverse=self._order is Qt.SortOrder.DescendingOrder
        )
        return with_figure + [row for row in rows if row.cells[column].rank is None]

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

    def cell(self, index: Index) -> Cell:
        """The cell at *index*, for painting."""
        return self._rows[index.row()].cells[index.column()]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text, status for painting, and the whole sentence."""
        if not index.isValid():
            return None
        cell = self.cell(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role in (self.STATUS, self.FAR):
            return cell.status if role == self.STATUS else cell.far
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
            return (language.say(self._first) if one is None else _head(one)) + self._sign(section)
        if role == Qt.ItemDataRole.ToolTipRole:
            return language.say(f"{self._first}_about") if one is None else _tip(one)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        return None


def _head(one: TargetRow) -> str:
    asked = words.threshold(one.operator, one.target, one.unit_of_measure)
    if one.source == "entered":
        asked = f"+ {asked}"
    return f"{words.folded_head(words.short_label(one.id))}\n{asked}"


def _tip(one: TargetRow) -> str:
    asked = words.target(one.operator, one.target, one.unit_of_measure)
    tip = f"{one.target_id} · {words.label(one.id)}: {asked}"
    return f"{tip}\n{language.say('rollup.entered_here')}" if one.source == "entered" else tip


def rows_of(rolled: RollUp, standings: Mapping[str, CommuneStanding]) -> list[Row]:
    """One row per commune expected."""
    return [_row(rolled, commune, standings.get(commune.unit)) for commune in rolled.communes]


def _row(rolled: RollUp, commune: CommuneCells, standing: CommuneStanding | None) -> Row:
    kinds: set[str] = set()
    if standing is not None and standing.missing:
        kinds.add(GAPS)
    cells = [_reported_cell(standing, commune) if rolled.basis == "now" else _lock_cell(commune)]
    if commune.reported:
        changed = differences.of(commune)
        cells += [_figure_cell(figure, changed.get(figure.target_id)) for figure in commune.indicators]
        if any(figure.status == "not_met" for figure in commune.indicators):
            kinds.add(NOT_MET)
    else:
        kinds.add(ABSENT)
        silent = language.say(f"status.{commune.absent}")
        sign = style.look(commune.absent).sign
        cells += [Cell(sign, commune.absent, silent) for _ in rolled.targets]
    return Row(commune.unit, commune.name, tuple(cells), frozenset(kinds))


def not_judged(rolled: RollUp) -> list[int]:
    """The columns of targets that nobody is judged by: neither a commune that has reported nor the whole.

    What has numbers shows, although a plan that asks for it by year does not judge them over several.
    """
    heard = [commune for commune in rolled.communes if commune.reported]
    return [
        place for place, target in enumerate(rolled.targets, start=1)
        if target.status == "not_applicable"
        and target.reason != "judged_by_year"
        and all(commune.indicators[place - 1].status == "not_applicable" for commune in heard)
    ]  # fmt: skip


def whole_row(rolled: RollUp) -> Row:
    """The row of the whole unit."""
    locked = "rollup.standing" if rolled.basis == "now" else "rollup.standing_locked"
    standing = language.say(locked, done=rolled.reported, total=rolled.expected)
    cells = [Cell(f"{rolled.reported}/{rolled.expected}", "", standing)]
    cells += [_whole_cell(one) for one in rolled.targets]
    return Row(rolled.unit, rolled.name, tuple(cells))


def _reported_cell(standing: CommuneStanding | None, commune: CommuneCells) -> Cell:
    say = language.say
    lock = f". {differences.lock_line(commune.lock)}" if commune.lock is not None else ""
    if standing is not None and standing.missing:
        numbers = ", ".join(str(number) for number in standing.missing)
        text = say("rollup.missing_packages", numbers=numbers)
        return Cell(f"{style.look(NOT_REPORTED).sign} {text}", NOT_REPORTED, text + lock)
    if not commune.reported or standing is None or standing.last_received_on is None:
        text = say(f"status.{NOT_REPORTED}")
        return Cell(f"{style.look(NOT_REPORTED).sign} {text}", NOT_REPORTED, text)
    day = standing.last_received_on
    tip = say("rollup.received_on", day=day, sequence=standing.last_sequence or 0) + lock
    return Cell(f"{style.look('met').sign} {language.short_day(day)}", "met", tip, rank=day.toordinal())


def _lock_cell(commune: CommuneCells) -> Cell:
    """On which day it locked, with how many slips; whether anything is others now."""
    if commune.lock is None:
        text = language.say("status.not_locked")
        return Cell(f"{style.look('not_locked').sign} {text}", "not_locked", text)
    text = f"{style.look('met').sign} {language.short_day(commune.lock.on)}"
    if commune.lock.slips:
        text += f" · {language.say('rollup.slips', count=commune.lock.slips)}"
    return Cell(text, "met", differences.lock_line(commune.lock), rank=commune.lock.on.toordinal())


def _figure_cell(one: Indicator, changed: Difference | None) -> Cell:
    sign = style.look(one.status).sign
    amount = ""
    if one.status == "nothing_happened":
        amount = "0/0"
    elif one.value is not None and not words.is_yes_no(one):
        # Cut, not rounded: 69,9 never looks like the 70 it has not reached.
        amount = language.number(math.floor(one.value))
    figure = f"{words.counts(one)} = {words.value(one)}" if amount else words.reason(one) or words.counts(one)
    tip = f"{words.label(one.id)}: {language.say(f'status.{one.status}')}, {figure}"
    far = heat.band(one.status, one.operator, one.value, one.target)
    if words.is_yes_no(one):
        # How far a no is from a yes cannot be said.
        far = min(far, heat.MIDDLE)
    elif far:
        tip += f" ({language.say(f'rollup.legend.{_BANDS[far]}')})"
    if changed is not None:
        tip += f"\n{differences.sentence(changed)}"
    text = f"{sign} {amount}".strip() + (" ≠" if changed is not None else "")
    return Cell(text, one.status, tip, far, one.value)


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
    if one.entered is not None:
        tip += f"\n{language.say('rollup.entered_from', source=one.entered.source)}"
    elif one.source == "entered" and one.status != "not_applicable":
        tip, sign = f"{tip}\n{language.say('rollup.enter_here')}", "+"
    return Cell(f"{sign} {amount}".strip(), one.status, tip)
