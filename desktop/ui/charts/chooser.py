"""What is drawn: by what it is sorted, and what is counted."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QWidget

from desktop.services.charting import By, measures_by
from desktop.ui import language
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.spoken import Spoken
from desktop.ui.widgets.unwheeled import Unwheeled

WAYS: Sequence[By | None] = (None, "month", "place", "group")
"""None is how far the targets are reached."""
_LETTERS = 22


class Chooser(Spoken, Flow):
    """Buttons for the ways, and a list of what is counted; ``changed`` when either was chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None, *, received: bool) -> None:
        super().__init__(parent)
        self._received = received
        self._chosen = {by: measures_by(by, received=received)[0].id for by in WAYS if by is not None}
        self._ways = QButtonGroup(self)
        for number, by in enumerate(WAYS):
            button = Button(self)
            button.setObjectName(f"by_{by or 'target'}")
            button.setProperty("period", True)
            button.setCheckable(True)
            self._ways.addButton(button, number)
            self.put(button)
        self._ways.button(0).setChecked(True)
        self._ways.idClicked.connect(self._on_way)
        self.measures = Unwheeled(self)
        self.measures.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.measures.setMinimumContentsLength(_LETTERS)
        self.measures.activated.connect(self._on_measure)
        self.put(self.measures)
        self._retranslate()

    @property
    def by(self) -> By | None:
        """What bars are sorted by; None for the targets."""
        return WAYS[self._ways.checkedId()]

    @property
    def measure(self) -> str:
        """What is counted; empty for the targets."""
        return self._chosen[self.by] if self.by is not None else ""

    def choose(self, by: By | None, measure: str = "") -> None:
        """Draw by *by*, and of *measure* where one is named."""
        self._ways.button(WAYS.index(by)).setChecked(True)
        if by is not None and measure:
            self._chosen[by] = measure
        self._retranslate()
        self.changed.emit()

    def _on_way(self, number: int) -> None:
        self.choose(WAYS[number])

    def _on_measure(self, _place: int) -> None:
        self.choose(self.by, str(self.measures.currentData()))

    def _retranslate(self) -> None:
        say, by = language.say, self.by
        for number, way in enumerate(WAYS):
            name = "commune" if way == "place" and self._received else way or "target"
            self._ways.button(number).setText(say(f"charts.by.{name}"))
        self.measures.setAccessibleName(say("charts.what"))
        self.measures.setToolTip(say("charts.what"))
        self.measures.clear()
        for one in measures_by(by, received=self._received) if by is not None else ():
            self.measures.addItem(say(f"charts.measure.{one.id}"), one.id)
        self.measures.setCurrentIndex(self.measures.findData(self.measure))
        self.measures.setVisible(self.measures.count() > 1)
