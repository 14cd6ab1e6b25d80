"""Messages that stop nobody: one line below the page, with its kind in words and an optional action."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from desktop.models.errors import Refusal
from desktop.ui import language, style
from desktop.ui.tasks import Task, Tasks
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.spoken import Spoken

OK, WARNING, PROBLEM = "ok", "warning", "problem"
_SIGNS = {OK: "✓", WARNING: "!", PROBLEM: "!"}
_STAYS_MS = {OK: 8_000, WARNING: 20_000, PROBLEM: 0}


def refusal_text(refusal: Refusal) -> str:
    """The sentence for *refusal*: what happened, what was not harmed, what to do."""
    if refusal.code == "upload_refused":
        # The reason is a code, too. Loaded here: the first window shows messages and is not to wait.
        from desktop import said

        return said.refusal_of(language.term, refusal)
    return language.term("errors", refusal.code, **refusal.params)


class MessageStrip(Spoken, QFrame):
    """One message, replaced by the next; good news leaves by itself, bad news stays until closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self._action: Callable[[], object] | None = None
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._button = Button(self)
        self._button.setProperty("flat", True)
        self._button.clicked.connect(self._on_action)
        self._close = Button("×", self)
        self._close.setProperty("flat", True)
        self._close.clicked.connect(self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(style.GAP, style.STEP, style.STEP, style.STEP)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        row.addWidget(self._close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        self._retranslate()

    def tell(
        self, text: str, kind: str = OK, *, action: str = "", on_action: Callable[[], object] | None = None
    ) -> None:
        """Show *text*; *action* is the word on a button that calls *on_action* (a bound method) once."""
        self._text.setText(f"{_SIGNS[kind]}  {text}")
        style.wears(self, strip=kind)
        self._action = on_action
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self.show()
        self._timer.stop()
        if stays := _STAYS_MS[kind]:
            self._timer.start(stays)
        self.setAccessibleName(text)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def refuse(self, refusal: Refusal) -> None:
        """Show why something was not done."""
        self.tell(refusal_text(refusal), PROBLEM)

    @property
    def text(self) -> str:
        """What is shown, nothing when the strip is hidden."""
        return "" if self.isHidden() else self._text.text()

    def clear(self) -> None:
        """Take the message away."""
        self._timer.stop()
        self._action = None
        self.hide()

    def act(self) -> None:
        """Do the action offered, when there is one."""
        self._on_action()

    def _on_action(self) -> None:
        action = self._action
        self.clear()
        if action is not None:
            action()

    def _retranslate(self) -> None:
        # A message of the old language goes.
        self.clear()
        self._close.setAccessibleName(language.say("message.close"))
        self._close.setToolTip(language.say("message.close"))


class WorkStrip(Spoken, QFrame):
    """What the worker is busy with, how far it is, and a button that stops it."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("work")
        self.setProperty("strip", "work")
        self._task: Task | None = None
        self._text = QLabel(self)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._cancel = Button(self)
        self._cancel.clicked.connect(self._on_cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(style.GAP, 2 * style.STEP, style.GAP, 2 * style.STEP)
        words = QVBoxLayout()
        row.addLayout(words, 1)
        words.addWidget(self._text)
        words.addWidget(self._bar)
        row.addWidget(self._cancel)
        tasks.began.connect(self._on_began)
        tasks.progressed.connect(self._on_progressed)
        tasks.ended.connect(self._on_ended)
        self._retranslate()
        self.hide()

    def _on_began(self, task: Task) -> None:
        self._task = task
        self._text.setText(task.label)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(task.label)
        self._cancel.setVisible(task.cancellable)
        self._cancel.setEnabled(True)
        self.show()

    def _on_progressed(self, task: Task) -> None:
        if task is self._task:
            done, total = task.progress
            self._bar.setRange(0, max(total, 1))
            self._bar.setValue(done)

    def _on_ended(self, task: Task) -> None:
        if task is self._task:
            self._task = None
            self.hide()

    def _on_cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._cancel.setEnabled(False)

    def _retranslate(self) -> None:
        self._cancel.setText(language.say("work.cancel"))
