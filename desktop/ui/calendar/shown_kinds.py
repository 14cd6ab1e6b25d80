"""Which kinds the calendar counts; at the same time what its letters mean."""

from collections.abc import Sequence

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from desktop.models.records import kind_named
from desktop.ui import language, style
from desktop.ui.calendar import words
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.flow import Flow

_SHOWN = "calendar/kinds"


class ShownKinds(Card):
    """A button for each kind, ticked while it shows; kept on this machine.

    Signals:
        changed: Other kinds show.
    """

    changed = Signal()

    def __init__(self, kinds: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        usual = " ".join(name for name in kinds if kind_named(name).group == "activities")
        shown = str(QSettings().value(_SHOWN, usual)).split()
        self._title = label("", "strong", self)
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        chips = Flow(self, spacing=style.STEP)
        for name in kinds:
            button = Button(chips)
            button.setObjectName(f"show_{name}")
            button.setProperty("kind_of", name)
            button.setProperty("period", True)
            button.setCheckable(True)
            button.setChecked(name in shown)
            self._group.addButton(button)
            chips.put(button)
        self._group.buttonClicked.connect(self._on_clicked)
        self.column.addWidget(self._title)
        self.column.addWidget(chips)
        self._retranslate()

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds that show."""
        return tuple(
            str(button.property("kind_of")) for button in self._group.buttons() if button.isChecked()
        )

    def _on_clicked(self) -> None:
        QSettings().setValue(_SHOWN, " ".join(self.kinds))
        self._retranslate()
        self.changed.emit()

    def _retranslate(self) -> None:
        self._title.setText(language.say("calendar.shown"))
        for button in self._group.buttons():
            kind = str(button.property("kind_of"))
            title = language.page_title(kind)
            tick = "✓ " if button.isChecked() else ""
            button.setText(f"{tick}{words.mark(kind)} {title}")
            button.setAccessibleName(f"{self._title.text()}: {title}")
