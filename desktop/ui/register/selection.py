"""What is marked in a list: its ids, and what its numbers sum to, said in one line."""

from PySide6.QtCore import QItemSelection, QObject, QTimer, Signal
from PySide6.QtWidgets import QTableView

from desktop.models.entry import ID
from desktop.services import listing
from desktop.ui import language
from desktop.ui.register.model import RegisterModel
from desktop.ui.tasks import Task
from desktop.ui.workplace import Workplace

_SETTLES_MS = 60


class Selection(QObject):
    """``changed`` says that another selection, or what it sums to, is known."""

    changed = Signal()

    def __init__(self, workplace: Workplace, model: RegisterModel, table: QTableView) -> None:
        super().__init__(table)
        self._workplace, self._model, self._table = workplace, model, table
        self._totals: dict[str, int] = {}
        self._adding: Task | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_SETTLES_MS)
        self._wait.timeout.connect(self._add_up)
        table.selectionModel().selectionChanged.connect(self._on_changed)
        model.modelReset.connect(self._forget)

    @property
    def count(self) -> int:
        """How many rows are marked."""
        return sum(bottom - top + 1 for top, bottom in self._spans())

    def ids(self) -> bytes:
        """The ids of the marked rows in the order of the list, one run of bytes."""
        spans = self._spans()
        if len(spans) == 1 and spans[0] == (0, self._model.total - 1):
            return self._model.ids
        return b"".join(self._model.ids[top * ID : (bottom + 1) * ID] for top, bottom in spans)

    def records(self) -> list[str]:
        """The ids of the marked rows as text."""
        ids = self.ids()
        return [ids[start : start + ID].hex() for start in range(0, len(ids), ID)]

    def words(self) -> str:
        """``12 dòng · Lượt người dự 1.204 · nữ 300``; empty while fewer than two rows are marked."""
        count = self.count
        if count < 2:
            return ""
        parts = [language.say("list.selected", count=count)]
        for name, total in self._totals.items():
            label = language.field_label(self._model.kind.name, name)
            parts.append(f"{label} {language.number(total)}")
        return "  ·  ".join(parts)

    def _spans(self) -> list[tuple[int, int]]:
        # Whole rows are marked, so that one range is one run of rows however long it is.
        ranges = self._table.selectionModel().selection()
        spans = {(ranges.at(n).top(), ranges.at(n).bottom()) for n in range(ranges.count())}
        return sorted(spans)

    def _on_changed(self, _on: QItemSelection, _off: QItemSelection) -> None:
        self._totals = {}
        self._wait.start()
        self.changed.emit()

    def _forget(self) -> None:
        self._totals = {}
        self._wait.stop()
        if self._adding is not None:
            # Whoever looks for something else does not wait for the sum of what was marked.
            self._adding.drop()
        self.changed.emit()

    def _add_up(self) -> None:
        names = [column.name for column in self._model.columns if column.field is not None]
        summed = listing.summed(self._model.kind, names)
        if self.count > 1 and summed:
            self._adding = self._workplace.tasks.run(
                listing.totals, self._workplace.desk, self._model.kind.name, summed, self.ids(),
                done=self._on_totals, latest="totals", progress=True,
            )  # fmt: skip

    def _on_totals(self, totals: dict[str, int]) -> None:
        if set(totals) and self.count > 1 and not self._wait.isActive():
            self._totals = totals
            self.changed.emit()
