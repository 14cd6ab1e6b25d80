"""The step about the unit: which one it is."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from desktop.ui import language, opening
from desktop.ui.first_run.steps import Choice, Step
from desktop.ui.tasks import Tasks

_FOUND = Qt.ItemDataRole.UserRole
_WAIT_MS = 200


class UnitStep(Step):
    """Which unit: found by name without marks, or by its code."""

    def __init__(self, choice: Choice, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__("unit", choice, parent)
        self._tasks = tasks
        self.search = QLineEdit(self)
        self.search.setObjectName("unit")
        self.search.installEventFilter(self)
        self.list = QListWidget(self)
        self.list.setObjectName("units")
        self.list.setProperty("kind", "popup")
        self.list.setSpacing(1)
        self.column.addWidget(self.search)
        self.column.addWidget(self.list, 1)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self._look)
        self.search.textEdited.connect(self._on_typed)
        self.search.returnPressed.connect(self._on_enter)
        self.list.currentItemChanged.connect(self._on_chosen)
        self.list.itemActivated.connect(self.submitted)

    def entered(self) -> None:
        """Begin typing."""
        self.search.setFocus()
        if self.choice.unit is None:
            self.search.clear()
            self.list.clear()
        self.retranslate()

    def complete(self) -> bool:
        """Whether a unit is chosen."""
        return self.choice.unit is not None

    def _on_typed(self, _text: str) -> None:
        self.choice.unit = None
        self.changed.emit()
        self._wait.start()

    def _look(self) -> None:
        level = "commune" if self.choice.role == "commune" else ""
        self._tasks.run(opening.find_units, self.search.text(), level, done=self._on_found, latest="units")

    def _on_found(self, found: Sequence[opening.UnitFound]) -> None:
        self.list.clear()
        for unit in found:
            item = QListWidgetItem(unit.path, self.list)
            item.setData(_FOUND, unit)
        if found:
            self.list.setCurrentRow(0)
        elif self.search.text().strip():
            nothing = QListWidgetItem(language.say("first.unit.none"), self.list)
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)

    def _on_chosen(self, item: QListWidgetItem | None) -> None:
        chosen = item.data(_FOUND) if item is not None else None
        self.choice.unit = chosen if isinstance(chosen, opening.UnitFound) else None
        self.changed.emit()

    def _on_enter(self) -> None:
        if self.complete():
            self.submitted.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down in the search line move in the list."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                last = self.list.count() - 1
                self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), last))
                return True
        return super().eventFilter(watched, event)

    def words_about(self) -> str:
        """How to find a unit of this desk."""
        return language.say(f"first.unit.about.{self.choice.role}")

    def retranslate(self) -> None:
        """Set every word."""
        super().retranslate()
        self.search.setPlaceholderText(language.say("first.unit.hint"))
        self.search.setAccessibleName(language.say("first.unit.hint"))
        self.list.setAccessibleName(language.say("first.unit.found"))
