"""The assistant: one question after the other, Enter goes on, nothing is made before the last one."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.models.errors import Refusal
from desktop.ui import language, opening, style
from desktop.ui.first_run.passphrase import PassphraseStep
from desktop.ui.first_run.restore import RestoreStep
from desktop.ui.first_run.steps import Choice, ChoiceButton, DeskStep, Step
from desktop.ui.first_run.unit import CheckStep, UnitStep
from desktop.ui.frame.marks import mark_pixmap
from desktop.ui.messages import PROBLEM, MessageStrip, refusal_text
from desktop.ui.tasks import Tasks
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.spoken import Spoken


class BeginStep(Step):
    """New, elsewhere, or from a backup."""

    def __init__(self, choice: Choice, parent: QWidget | None = None) -> None:
        super().__init__("begin", choice, parent)
        self.buttons = [ChoiceButton(key, self) for key in ("new", "elsewhere", "backup")]
        for button in self.buttons:
            button.setCheckable(False)
            self.column.addWidget(button)
        self.column.addStretch(1)

    def entered(self) -> None:
        """Begin with what most people want."""
        self.buttons[0].setFocus()

    def retranslate(self) -> None:
        """Set every word."""
        super().retranslate()
        for button in self.buttons:
            button.retranslate()


class FirstRunWindow(Spoken, QWidget):
    """Makes a register in *folder*; ``opened`` carries the desk, ``folder_chosen`` one that is elsewhere."""

    opened = Signal(object)
    folder_chosen = Signal(object)

    def __init__(self, folder: Path, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.folder = folder
        self._tasks = tasks
        self.choice = Choice()
        self.begin = BeginStep(self.choice, self)
        self.restore = RestoreStep(self.choice, self)
        self.steps: list[Step] = [
            self.begin,
            DeskStep(self.choice, self),
            UnitStep(self.choice, tasks, self),
            PassphraseStep(self.choice, self),
            CheckStep(self.choice, tasks, self),
        ]
        self.stack = QStackedWidget(self)
        for step in (*self.steps, self.restore):
            self.stack.addWidget(step)
            step.changed.connect(self._update)
            step.submitted.connect(self.forward)
        self.strip = MessageStrip(self)
        self.back_button, self.next_button = Button(self), Button(self)
        self.back_button.setObjectName("back")
        self.next_button.setObjectName("next")
        self.next_button.setProperty("primary", True)
        self.back_button.clicked.connect(self.back)
        self.next_button.clicked.connect(self.forward)
        for button, slot in zip(
            self.begin.buttons, (self.forward, self._elsewhere, self._backup), strict=True
        ):
            button.clicked.connect(slot)
        self._lay_out()
        self.resize(980, 680)
        self._retranslate()
        self.begin.entered()

    def _lay_out(self) -> None:
        side = QFrame(self)
        side.setObjectName("sidebar")
        side.setFixedWidth(self.fontMetrics().averageCharWidth() * 34)
        mark = QLabel(side)
        mark.setPixmap(mark_pixmap(44, self.devicePixelRatioF()))
        brand = QLabel("Sổ Xã", side)
        brand.setProperty("kind", "brand")
        self._slogan = QLabel(side)
        self._slogan.setProperty("kind", "secondary")
        self._slogan.setWordWrap(True)
        column = QVBoxLayout(side)
        column.setContentsMargins(20, 24, 20, 20)
        column.setSpacing(8)
        for widget in (mark, brand, self._slogan):
            column.addWidget(widget)
        column.addSpacing(20)
        self._marks = [QLabel(side) for _ in self.steps[1:]]
        for line in self._marks:
            column.addWidget(line)
        column.addStretch(1)
        self._languages = [Button(side) for _ in language.languages()]
        for button, name in zip(self._languages, language.languages(), strict=True):
            button.setProperty("language", name)
            button.clicked.connect(self._on_language)
            column.addWidget(button)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.back_button)
        buttons.addWidget(self.next_button)
        main = QVBoxLayout()
        main.setContentsMargins(36, 28, 36, 24)
        main.setSpacing(style.GAP)
        main.addWidget(self.stack, 1)
        main.addWidget(self.strip)
        main.addLayout(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(side)
        row.addLayout(main, 1)

    @property
    def step(self) -> Step:
        """The step that shows."""
        shown = self.stack.currentWidget()
        assert isinstance(shown, Step)  # noqa: S101 (nothing else is ever put there)
        return shown

    def forward(self) -> None:
        """Go on, or make the register after the last step."""
        if not self.step.complete():
            return
        self.strip.clear()
        if self.step is self.restore:
            self._restore()
        elif self.step is self.steps[-1]:
            self._make()
        else:
            self._go(self.steps[self.steps.index(self.step) + 1])

    def back(self) -> None:
        """Go back one step."""
        self.strip.clear()
        before = (
            self.begin if self.step is self.restore else self.steps[max(self.steps.index(self.step) - 1, 0)]
        )
        self._go(before)

    def _go(self, step: Step) -> None:
        self.stack.setCurrentWidget(step)
        step.entered()
        self._update()
        here = self.focusWidget()
        if here is None or here is step or not step.isAncestorOf(here):
            # A step with nothing to type: Enter goes on.
            (self.next_button if self.next_button.isVisible() else step).setFocus()

    def _elsewhere(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, language.say("first.elsewhere"), str(self.folder.parent)
        )
        if chosen:
            self.folder_chosen.emit(Path(chosen))

    def _backup(self) -> None:
        self._go(self.restore)

    def _make(self) -> None:
        choice = self.choice
        if choice.unit is None:
            return
        self._busy("first.making")
        self._tasks.run(
            opening.new_register, self.folder, choice.passphrase, choice.role, choice.unit.ref, choice.training, None,
            done=self._on_opened, failed=self._on_refused,
        )  # fmt: skip

    def _restore(self) -> None:
        self._busy("first.restoring")
        file, passphrase = self.restore.file, self.restore.passphrase.text()
        run = self._tasks.run
        run(
            opening.restore_register,
            file,
            self.folder,
            passphrase,
            done=self._on_opened,
            failed=self._on_refused,
        )

    def _busy(self, key: str) -> None:
        self.next_button.setEnabled(False)
        self.back_button.setEnabled(False)
        self.next_button.setText(language.say(key))

    def _on_opened(self, desk: object) -> None:
        self.opened.emit(desk)

    def _on_refused(self, refusal: Refusal) -> None:
        self.strip.tell(refusal_text(refusal), PROBLEM)
        self._update()

    def _on_language(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            language.use(str(button.property("language")))

    def _update(self) -> None:
        first, last = self.step is self.begin, self.step in (self.steps[-1], self.restore)
        self.back_button.setVisible(not first)
        self.back_button.setEnabled(True)
        self.next_button.setVisible(not first)
        self.next_button.setEnabled(self.step.complete())
        key = "first.restore" if self.step is self.restore else "first.make" if last else "first.next"
        self.next_button.setText(language.say(key))
        here = self.steps.index(self.step) if self.step in self.steps else 0
        for number, (line, step) in enumerate(zip(self._marks, self.steps[1:], strict=True), start=1):
            sign = "✓" if number < here else "●" if number == here else "○"
            line.setText(f"{sign}   {language.say(f'first.{step.name}.short')}")
            style.wears(line, kind="current" if number == here else "secondary" if number > here else "")
            line.setVisible(not first and self.step is not self.restore)

    def _retranslate(self) -> None:
        self.setWindowTitle(language.say("frame.window_title"))
        self._slogan.setText(language.say("first.slogan"))
        self.back_button.setText(language.say("first.back"))
        for button in self._languages:
            name = str(button.property("language"))
            button.setText(language.say(f"language.{name}"))
            button.setVisible(name != language.current())
        for step in (*self.steps, self.restore):
            step.retranslate()
        self._update()
