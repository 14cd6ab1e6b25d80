"""The assistant: one question after the other, Enter goes on, nothing is made before the last one."""

from pathlib import Path

from PySide6.QtCore import QSize, Signal
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
from desktop.ui import language, opening, shelf, style
from desktop.ui.first_run.begin import BeginStep
from desktop.ui.first_run.check import CheckStep
from desktop.ui.first_run.passphrase import PassphraseStep
from desktop.ui.first_run.restore import RestoreStep
from desktop.ui.first_run.server import ServerStep
from desktop.ui.first_run.steps import Choice, DeskStep, Step
from desktop.ui.first_run.unit import UnitStep
from desktop.ui.frame import practice
from desktop.ui.frame.marks import mark_pixmap
from desktop.ui.frame.zoom import ZoomKeys
from desktop.ui.messages import OK, PROBLEM, MessageStrip, refusal_text
from desktop.ui.tasks import Tasks
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.spoken import Spoken

_LETTERS, _LINES = 122, 38
_SIDE_LETTERS, _FEWEST_LETTERS = 34, 20


class FirstRunWindow(Spoken, QWidget):
    """Makes a register in *folder*; ``opened`` carries the desk, ``folder_chosen`` one that is elsewhere.

    Args:
        folder: Where a new register goes.
        tasks: The worker.
        parent: The parent.
        unit: The unit whose register for practice would be made; empty for any.
    """

    opened = Signal(object)
    folder_chosen = Signal(object)

    def __init__(self, folder: Path, tasks: Tasks, parent: QWidget | None = None, *, unit: str = "") -> None:
        super().__init__(parent)
        self.folder = folder
        self._tasks = tasks
        self._practice_unit = unit or opening.PRACTICE_UNIT
        self.choice = Choice()
        # Made first, as they stand at the left: Tab goes by that.
        self._side = QFrame(self)
        self._languages = [Button(self._side) for _ in language.languages()]
        self.begin = BeginStep(self.choice, self)
        self.restore = RestoreStep(self.choice, self)
        self.server = ServerStep(self.choice, self)
        self._alone: list[Step] = [self.restore, self.server]
        self.steps: list[Step] = [
            self.begin,
            DeskStep(self.choice, self),
            UnitStep(self.choice, tasks, self),
            PassphraseStep(self.choice, self),
            CheckStep(self.choice, tasks, self),
        ]
        self.stack = QStackedWidget(self)
        for step in (*self.steps, *self._alone):
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
        slots = (self.forward, self.practise, self._elsewhere, self._backup, self._server)
        for button, slot in zip(self.begin.buttons, slots, strict=True):
            button.clicked.connect(slot)
        self.begin.known_chosen.connect(self.folder_chosen)
        ZoomKeys(self)
        self._lay_out()
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        room = self.screen().availableGeometry().size()
        self.resize(QSize(_LETTERS * letter, _LINES * line).boundedTo(room))
        self._retranslate()
        self.begin.entered()

    def _lay_out(self) -> None:
        side = self._side
        side.setObjectName("sidebar")
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
        for button, name in zip(self._languages, language.languages(), strict=True):
            button.setProperty("language", name)
            button.clicked.connect(self._on_language)
            column.addWidget(button)
        inside = QWidget(self)
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(side)
        main = QVBoxLayout()
        row.addLayout(main, 1)
        main.setContentsMargins(36, 28, 36, 24)
        main.setSpacing(style.GAP)
        main.addWidget(self.stack, 1)
        main.addWidget(self.strip)
        buttons = QHBoxLayout()
        main.addLayout(buttons)
        buttons.addStretch(1)
        buttons.addWidget(self.back_button)
        buttons.addWidget(self.next_button)
        self._frame = practice.PracticeFrame(inside, self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._frame)

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
        elif self.step is self.server:
            self._open_on_server()
        elif self.step is self.steps[-1]:
            self._make()
        else:
            self._go(self.steps[self.steps.index(self.step) + 1])

    def back(self) -> None:
        """Go back one step."""
        self.strip.clear()
        before = (
            self.begin if self.step in self._alone else self.steps[max(self.steps.index(self.step) - 1, 0)]
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

    def practise(self) -> None:
        """Open the register for practice, made with sample records when there is none."""
        self.begin.setEnabled(False)
        self.strip.tell(language.say("first.practising"), OK)
        self._tasks.run(
            opening.practice_register, shelf.practice_folder(), self._practice_unit,
            done=self._on_opened, failed=self.refuse,
        )  # fmt: skip

    def _elsewhere(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, language.say("first.elsewhere"), str(self.folder.parent)
        )
        if chosen:
            self.folder_chosen.emit(Path(chosen))

    def _backup(self) -> None:
        self._go(self.restore)

    def _server(self) -> None:
        self._go(self.server)

    def _make(self) -> None:
        choice = self.choice
        if choice.unit is None:
            return
        self._busy("first.making")
        self._tasks.run(
            opening.new_register, self.folder, choice.passphrase, choice.role, choice.unit.ref, choice.training,
            choice.plans, choice.post, done=self._on_opened, failed=self.refuse,
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
            self.restore.new.passphrase if self.restore.by_sheet else "",
            done=self._on_opened,
            failed=self.refuse,
        )

    def _open_on_server(self) -> None:
        self._busy("first.at_server.opening")
        self._tasks.run(opening.open_on_server, *self.server.said(), done=self._on_opened, failed=self.refuse)

    def _busy(self, key: str) -> None:
        self.next_button.setEnabled(False)
        self.back_button.setEnabled(False)
        self.next_button.setText(language.say(key))

    def _on_opened(self, desk: object) -> None:
        self.opened.emit(desk)

    def refuse(self, refusal: Refusal) -> None:
        """Say why no register was opened; everything may be tried again."""
        self.begin.setEnabled(True)
        self.strip.tell(refusal_text(refusal), PROBLEM)
        self._update()

    def _on_language(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            language.use(str(button.property("language")))

    def _update(self) -> None:
        training = self.choice.training and self.step not in (*self._alone, self.begin)
        self._frame.show_practice(training)
        practice.mark_window(self, on=training)
        first = self.step is self.begin
        self.back_button.setVisible(not first)
        self.back_button.setEnabled(True)
        self.next_button.setVisible(not first)
        self.next_button.setEnabled(self.step.complete())
        ends = {
            self.restore: "first.restore",
            self.server: "first.at_server.open",
            self.steps[-1]: "first.make",
        }
        key = ends.get(self.step, "first.next")
        self.next_button.setText(language.say(key))
        here = self.steps.index(self.step) if self.step in self.steps else 0
        for number, (line, step) in enumerate(zip(self._marks, self.steps[1:], strict=True), start=1):
            sign = "✓" if number < here else "●" if number == here else "○"
            line.setText(f"{sign}   {language.say(f'first.{step.name}.short')}")
            style.wears(line, kind="current" if number == here else "secondary" if number > here else "")
            line.setVisible(not first and self.step not in self._alone)

    def _measure(self) -> None:
        if hasattr(self, "_side"):
            # Larger letters leave less room beside the questions.
            letters = max(_SIDE_LETTERS * 100 // style.zoom(), _FEWEST_LETTERS)
            self._side.setFixedWidth(self.fontMetrics().averageCharWidth() * letters)

    def _retranslate(self) -> None:
        self._measure()
        self.setWindowTitle(language.say("frame.window_title"))
        self._slogan.setText(language.say("first.slogan"))
        self.back_button.setText(language.say("first.back"))
        for button in self._languages:
            name = str(button.property("language"))
            button.setText(language.say(f"language.{name}"))
            button.setVisible(name != language.current())
        for step in (*self.steps, *self._alone):
            step.retranslate()
        self._update()
