"""One field: the passphrase of the register."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.errors import Refusal
from desktop.ui import language, opening, shelf, style
from desktop.ui.frame import practice
from desktop.ui.frame.marks import mark_pixmap
from desktop.ui.frame.zoom import ZoomKeys
from desktop.ui.messages import refusal_text
from desktop.ui.tasks import Tasks
from desktop.ui.unlock.recover import RecoverCard
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.passphrase import CapsLockHint, PassphraseLine
from desktop.ui.widgets.spoken import Spoken
from desktop.ui.widgets.wrapped import WrappedLabel

_LETTERS = 72


class UnlockWindow(Spoken, QWidget):
    """Asks for the passphrase of the register in *folder*; ``opened`` carries the desk."""

    opened = Signal(object)
    other_wanted = Signal()
    """Another register is wanted: make one, open one elsewhere, or restore a backup."""

    def __init__(self, folder: Path, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.folder = folder
        self._tasks = tasks
        self._known = shelf.named(folder)
        training = self._known is not None and self._known.training
        inside = QWidget(self)
        self._frame = practice.PracticeFrame(inside, self, on=training)
        practice.mark_window(self, on=training)
        card = self._card = Card(inside)
        card.column.setContentsMargins(32, 28, 32, 28)
        card.column.setSpacing(style.GAP)
        mark = label("", "", card)
        mark.setPixmap(mark_pixmap(48, self.devicePixelRatioF()))
        self._title = label("Sổ Xã", "title", card)
        self._about = WrappedLabel("", card)
        self._about.setProperty("kind", "secondary")
        self._label = label("", "strong", card)
        self.passphrase = PassphraseLine(card)
        self.passphrase.setObjectName("passphrase")
        caps = CapsLockHint(self.passphrase, card)
        self.passphrase.returnPressed.connect(self.open)
        self._label.setBuddy(self.passphrase)
        self.problem = label("", "error", card, wrap=True)
        self.problem.setObjectName("problem")
        self.problem.hide()
        self.button = Button(card)
        self.button.setObjectName("open")
        self.button.setProperty("primary", True)
        self.button.clicked.connect(self.open)
        self._other = Button(card)
        self._other.setProperty("flat", True)
        self._other.clicked.connect(self.other_wanted)
        self._forgotten = Button(card)
        self._forgotten.setProperty("flat", True)
        self._forgotten.setObjectName("forgotten")
        self._forgotten.clicked.connect(self.recover)
        self.recovering = RecoverCard(inside)
        self.recovering.hide()
        self.recovering.wanted.connect(self._on_recover)
        self.recovering.given_up.connect(self._on_given_up)
        self._ready = label("", "secondary", card, wrap=True)
        self._ready.setVisible(self._known is not None and self._known.ready)
        self._lay_out(card, mark, caps, inside)
        ZoomKeys(self)
        self.resize(720, 460)
        self._retranslate()
        self.passphrase.setFocus()

    def _lay_out(self, card: Card, mark: QWidget, caps: QWidget, inside: QWidget) -> None:
        head = QHBoxLayout()
        card.column.addLayout(head)
        head.setSpacing(16)
        head.addWidget(mark)
        words = QVBoxLayout()
        head.addLayout(words, 1)
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._about)
        card.column.addSpacing(8)
        for widget in (self._ready, self._label, self.passphrase, caps, self.problem):
            card.column.addWidget(widget)
        card.column.addSpacing(4)
        buttons = QHBoxLayout()
        card.column.addLayout(buttons)
        buttons.addWidget(self._other)
        buttons.addWidget(self._forgotten)
        buttons.addStretch(1)
        buttons.addWidget(self.button)
        QWidget.setTabOrder(self._other, self._forgotten)
        QWidget.setTabOrder(self._forgotten, self.button)
        outer = QVBoxLayout(inside)
        outer.addStretch(1)
        outer.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        # Between stretches, not aligned: an aligned card is as high as its words are at the width of the window.
        row = QHBoxLayout()
        outer.addLayout(row)
        row.addStretch(1)
        row.addWidget(self.recovering)
        row.addStretch(1)
        outer.addStretch(2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._frame)

    def open(self) -> None:
        """Try the passphrase; the window stays alive while the key is derived."""
        if not self.passphrase.text() or not self.button.isEnabled():
            return
        self._busy(True)
        run = self._tasks.run
        run(
            opening.open_register,
            self.folder,
            self.passphrase.text(),
            done=self._on_opened,
            failed=self.refuse,
        )

    def recover(self) -> None:
        """Ask for the recovery sheet instead of the passphrase."""
        self._card.hide()
        self.recovering.begin()

    def _on_recover(self, code: str, passphrase: str) -> None:
        self.recovering.busy(True)
        self._tasks.run(
            opening.recover_register, self.folder, code, passphrase,
            done=self._on_opened, failed=self.recovering.refuse,
        )  # fmt: skip

    def _on_given_up(self) -> None:
        self.recovering.hide()
        self._card.show()
        self.passphrase.setFocus()

    def _on_opened(self, desk: object) -> None:
        self.recovering.new.clear()
        self.passphrase.clear()
        self.opened.emit(desk)

    def refuse(self, refusal: Refusal) -> None:
        """Say why it was not opened; it may be tried again."""
        self._busy(False)
        self.problem.setText(refusal_text(refusal))
        self.problem.show()
        style.wears(self.passphrase, problem="error")
        self.passphrase.selectAll()
        self.passphrase.setFocus()

    def _busy(self, busy: bool) -> None:
        self.button.setEnabled(not busy)
        self.passphrase.setReadOnly(busy)
        self.button.setText(language.say("unlock.opening" if busy else "unlock.open"))
        if busy:
            self.problem.hide()
            style.wears(self.passphrase, problem="")

    def _measure(self) -> None:
        if hasattr(self, "_card"):
            for card in (self._card, self.recovering):
                card.setFixedWidth(self.fontMetrics().averageCharWidth() * _LETTERS)

    def _retranslate(self) -> None:
        self.setWindowTitle(practice.title(language.say("frame.window_title"), on=self._frame.on))
        self._measure()
        passphrase = opening.PRACTICE_PASSPHRASE
        self._ready.setText(language.say("unlock.practice", passphrase=passphrase))
        place = self._known.place if self._known is not None else ""
        self._about.setText(language.say("unlock.about", folder=place or str(self.folder)))
        self._label.setText(language.say("unlock.passphrase"))
        self.passphrase.setAccessibleName(language.say("unlock.passphrase"))
        self.button.setText(language.say("unlock.open"))
        self._other.setText(language.say("unlock.other"))
        self._forgotten.setText(language.say("unlock.forgotten"))
        self.problem.hide()
