"""The conditions of a list in words, each of which can be changed and taken away."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from desktop import paths
from desktop.models.conditions import Condition
from desktop.models.records import Kind
from desktop.ui import language, style
from desktop.ui.register.conditions import sentence
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.spoken import Spoken

_LONGEST = 60  # characters


class Chip(QFrame):
    """One condition: a press changes it, Delete or the cross takes it away."""

    def __init__(self, place: int, text: str, bar: "FilterBar") -> None:
        super().__init__(bar)
        self.setProperty("kind", "condition")
        self._place, self._bar = place, bar
        room = self.fontMetrics().averageCharWidth() * _LONGEST
        self.words = Button(self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room), self)
        self.words.setProperty("flat", True)
        self.words.setToolTip(text)
        self.words.setAccessibleName(language.say("filter.change", condition=text))
        self.cross = Button(self)
        self.cross.setProperty("flat", True)
        self.cross.setIcon(QIcon(str(paths.resources() / "icons" / "close.svg")))
        self.cross.setIconSize(QSize(3 * style.STEP, 3 * style.STEP))
        self.cross.setToolTip(language.say("filter.remove", condition=text))
        self.cross.setAccessibleName(language.say("filter.remove", condition=text))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.words)
        row.addWidget(self.cross)
        self.words.clicked.connect(self._on_change)
        self.cross.clicked.connect(self._on_remove)

    def _on_change(self) -> None:
        self._bar.change(self._place)

    def _on_remove(self) -> None:
        self._bar.remove(self._place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes the condition away."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._bar.remove(self._place)
        else:
            super().keyPressEvent(event)


class FilterBar(Spoken, Flow):
    """``changed`` says that conditions came or went, ``change_wanted`` carries one that is to be changed."""

    changed = Signal()
    change_wanted = Signal(object)

    def __init__(self, kind: Kind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._captions: Mapping[str, str] = {}
        self._changing: int | None = None
        self.conditions: tuple[Condition, ...] = ()
        self.chips: list[Chip] = []
        self.clear = Button(self)
        self.clear.setProperty("flat", True)
        self.clear.clicked.connect(self.remove_all)
        policy = self.sizePolicy()
        policy.setVerticalPolicy(QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        self.put(self.clear)
        self._retranslate()

    def show_conditions(self, conditions: Sequence[Condition]) -> None:
        """Show other conditions; nothing is said of it."""
        self.conditions = tuple(conditions)
        self._changing = None
        self._show()

    def take(self, condition: Condition) -> None:
        """Take in a condition that was made, instead of the one that was being changed or one of the same field."""
        kept = list(self.conditions)
        if self._changing is not None:
            kept[self._changing] = condition
        else:
            kept = [one for one in kept if one.field != condition.field] + [condition]
        self.show_conditions(kept)
        self.changed.emit()

    def name_links(self, captions: Mapping[str, str]) -> None:
        """Say what linked records are called."""
        self._captions = {**self._captions, **captions}
        self._show()

    def change(self, place: int) -> None:
        """Ask to change the condition at *place*."""
        self._changing = place
        self.change_wanted.emit(self.conditions[place])

    def begin_new(self) -> None:
        """The next condition is a new one."""
        self._changing = None

    def remove(self, place: int) -> None:
        """Take the condition at *place* away."""
        left = [one for number, one in enumerate(self.conditions) if number != place]
        self.show_conditions(left)
        if self.chips:
            self.chips[min(place, len(self.chips) - 1)].words.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def remove_all(self) -> None:
        """Take every condition away."""
        self.show_conditions(())
        self.changed.emit()

    def _show(self) -> None:
        for chip in self.chips:
            self.take_out(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = [
            Chip(place, sentence(self._kind, condition, self._captions), self)
            for place, condition in enumerate(self.conditions)
        ]
        self.take_out(self.clear)
        for chip in self.chips:
            self.put(chip)
            chip.show()
        self.put(self.clear)
        before: QWidget | None = None
        for widget in [w for chip in self.chips for w in (chip.words, chip.cross)] + [self.clear]:
            if before is not None:
                QWidget.setTabOrder(before, widget)
            before = widget
        self.clear.setVisible(len(self.conditions) > 1)
        self.setVisible(bool(self.conditions))

    def _retranslate(self) -> None:
        self.clear.setText(language.say("filter.clear"))
        self._show()
