"""Above the packages: finding them, which of them show, and choosing all or none of what shows."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from desktop.ui import language, style
from desktop.ui.receive.model import ALL, SHOWN, PackagesModel
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.spoken import Spoken
from desktop.ui.widgets.unwheeled import Unwheeled


class ChoosingLine(Spoken, QWidget):
    """Narrows a `PackagesModel`.

    Signals:
        narrowed: Other packages show now.
    """

    narrowed = Signal()

    def __init__(self, model: PackagesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._on_narrowed)
        self.shown = Unwheeled(self)
        for name in SHOWN:
            self.shown.addItem("", name)
        self.shown.currentIndexChanged.connect(self._on_narrowed)
        self.every, self.none = Button(self), Button(self)
        self.every.clicked.connect(self._on_every)
        self.none.clicked.connect(self._on_none)
        self._count = QLabel(self)
        self._count.setProperty("kind", "secondary")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.GAP)
        row.addWidget(self.search, 2)
        row.addWidget(self.shown)
        row.addWidget(self._count, 1)
        row.addWidget(self.every)
        row.addWidget(self.none)
        self._retranslate()

    def begin(self) -> None:
        """Other packages have come: show all of them."""
        with QSignalBlocker(self.search), QSignalBlocker(self.shown):
            self.search.clear()
            self.shown.setCurrentIndex(SHOWN.index(ALL))
        self._on_narrowed(None)

    def show_choice(self, *, may_choose: bool) -> None:
        """Offer to choose, while there is something to choose from."""
        for button in (self.every, self.none):
            button.setVisible(may_choose)

    def _on_narrowed(self, _value: object) -> None:
        self._model.narrow(self.search.text(), str(self.shown.currentData()))
        self._retranslate()
        self.narrowed.emit()

    def _showing(self) -> list[int]:
        return list(range(self._model.rowCount()))

    def _on_every(self) -> None:
        self._model.choose([self._model.shown(row) for row in self._showing()], chosen=True)

    def _on_none(self) -> None:
        self._model.choose([self._model.shown(row) for row in self._showing()], chosen=False)

    def _retranslate(self) -> None:
        say = language.say
        self.search.setPlaceholderText(say("receive.search"))
        self.search.setAccessibleName(say("receive.search"))
        self.shown.setAccessibleName(say("receive.shown"))
        for at, name in enumerate(SHOWN):
            self.shown.setItemText(at, say(f"receive.show.{name}"))
        self.every.setText(say("receive.choose_all"))
        self.none.setText(say("receive.choose_none"))
        showing, total = self._model.rowCount(), len(self._model.items)
        self._count.setText(say("receive.showing", count=showing, total=total) if showing != total else "")
