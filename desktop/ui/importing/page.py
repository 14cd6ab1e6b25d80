"""The assistant that brings a workbook into a register: four steps on one page, nothing written before the last."""

import dataclasses
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from desktop.models.errors import Refusal
from desktop.models.folding import fold
from desktop.models.records import kind_named
from desktop.services.importing import Choices, Outcome, Preview, Undone
from desktop.ui import language, saving, style
from desktop.ui.importing import words, work
from desktop.ui.importing.columns_step import ColumnsStep
from desktop.ui.importing.done_step import DoneStep
from desktop.ui.importing.file_step import FileStep
from desktop.ui.importing.preview_step import PreviewStep
from desktop.ui.importing.steps import COLUMNS, DONE, FILE, PREVIEW, Steps
from desktop.ui.messages import OK, refusal_text
from desktop.ui.page import Page
from desktop.ui.widgets.ending import end
from desktop.ui.workplace import Workplace

_LOOK_AFTER_MS = 250


class ImportPage(Page):
    """One import. Every choice has the file looked at again; only the button of the third step writes."""

    cares_for = frozenset()
    uses_period = False

    def __init__(self, workplace: Workplace, kind: str, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self.setObjectName("import_page")
        self._path = path
        self._choices = Choices(kind=kind)
        self._preview: Preview | None = None
        self._outcome: Outcome | None = None
        self._undone = False
        self._settled = False
        self._other_file = self.action("other_file", self.choose_file, shortcut="Ctrl+O")
        self._back = self.action("back", self.go_back, shortcut="Esc")
        self._next = self.action("next", self.go_on, primary=True)
        self._refused = self.action("save_refused", self.choose_refused)
        self._undo = self.action("undo", self.undo, shortcut="Ctrl+Z")
        self._register = self.action("register", self.close_assistant, primary=True)
        self.steps = Steps(self)
        self.steps.chosen.connect(self.show_step)
        self.file = FileStep(self._other_file, self)
        self.file.sheet_chosen.connect(self.choose_sheet)
        self.file.font_chosen.connect(self.choose_font)
        self.stack = QStackedWidget(self)
        self._make_steps(kind)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        column.addWidget(self.steps)
        column.addWidget(self.stack, 1)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_LOOK_AFTER_MS)
        self._wait.timeout.connect(self.look)
        self._retranslate()
        self.show_step(FILE)
        self.look()

    def _make_steps(self, kind: str) -> None:
        described = kind_named(kind)
        self.columns = ColumnsStep(described, self.workplace.desk.today(), self)
        self.columns.chosen.connect(self.choose_column)
        self.columns.fixed.connect(self.fix)
        self.columns.worded.connect(self.say_word)
        self.preview = PreviewStep(described, self)
        self.preview.refused_wanted.connect(self.choose_refused)
        self.preview.reason_given.connect(self.give_reason)
        self.done = DoneStep((self._register, self._refused, self._undo), self)
        for widget in (self.file, self.columns, self.preview, self.done):
            self.stack.addWidget(widget)

    @property
    def kind(self) -> str:
        """The kind that is imported."""
        return self._choices.kind

    # What the header shows

    def title(self) -> str:
        """Into which register."""
        return language.say("importing.title", register=language.register_title(self.kind))

    def context(self) -> str:
        """The file and what to do next."""
        step = ("file", "columns", "preview", "done")[self.stack.currentIndex()]
        return language.say(f"importing.context.{step}", file=self._path.name)

    def header_actions(self) -> Sequence[QAction]:
        """Back, and on."""
        return () if self._step == DONE else (self._back, self._next)

    @property
    def _step(self) -> int:
        return self.stack.currentIndex()

    def may_leave(self) -> bool:
        """Nothing is lost: what was mapped is remembered when it was imported."""
        return True

    # Choosing; each choice has the file looked at again

    def choose_file(self) -> None:
        """Ask for another file."""
        start = str(self._path.parent)
        name, _ = QFileDialog.getOpenFileName(self, self._other_file.text(), start, saving.EXCEL)
        if name:
            saving.remember("documents", Path(name).parent)
            self.begin_with(Path(name))

    def begin_with(self, path: Path) -> None:
        """Begin again with *path*."""
        self._path, self._preview, self._outcome, self._settled = path, None, None, False
        self._choices = Choices(kind=self.kind)
        self.show_step(FILE)
        self.look()

    def choose_sheet(self, sheet: str) -> None:
        """Read another sheet; its columns are others."""
        fonts = self._choices.fonts
        self._choices = Choices(kind=self.kind, sheet=sheet, fonts=fonts)
        self.look()

    def choose_font(self, font: str, encoding: str) -> None:
        """Read the text of a font in an encoding."""
        fonts = {**self._choices.fonts, font: encoding}
        self._choose(fonts=fonts)

    def choose_column(self, place: int, code: str) -> None:
        """Put a column into a field, or leave it out."""
        columns = {p: c for p, c in self._choices.columns.items() if not code or c != code}
        self._choose(columns={**columns, place: code})

    def fix(self, name: str, text: str) -> None:
        """Give a field one value in every line."""
        self._choose(fixed={**self._choices.fixed, name: text})

    def say_word(self, code_list: str, word: str, code: str) -> None:
        """Let a word stand for a code."""
        known = {**self._choices.words.get(code_list, {}), fold(word): code}
        known = {said: meant for said, meant in known.items() if meant}
        self._choose(words={**self._choices.words, code_list: known})

    def give_reason(self, reason: str) -> None:
        """Say why lines with doubts are saved all the same."""
        if reason.strip() != self._choices.reason:
            self._next.setEnabled(False)
            self._choose(reason=reason.strip())

    def _choose(self, **choices: object) -> None:
        self._choices = dataclasses.replace(self._choices, **choices)  # type: ignore[arg-type]
        self._wait.start()

    # Looking and writing

    def look(self) -> None:
        """Read the file with the choices made so far."""
        self._wait.stop()
        self._next.setEnabled(False)
        if self._preview is None:
            self.file.show_file(self._path)
        self.workplace.tasks.run(
            work.look, self.workplace.desk, self._path, self._choices, done=self._on_looked,
            failed=self._on_refused, label=language.say("importing.reading_file", file=self._path.name),
            latest="look", progress=True,
        )  # fmt: skip

    def _on_looked(self, preview: Preview) -> None:
        self._preview = preview
        self.file.show_preview(preview, self._choices.fonts)
        self.columns.show_preview(preview, self._choices)
        self.preview.show_preview(preview, self._choices.reason)
        self._show_state()
        # The last button says other words, of another width.
        self.header_changed.emit()
        if not self._settled:
            self._settled = True
            self.show_step(self._where_to_begin(preview))

    @staticmethod
    def _where_to_begin(preview: Preview) -> int:
        """A template goes straight to the preview; what was guessed is looked at first."""
        sure = all(one.confidence in ("sure", "none") for one in preview.columns)
        return PREVIEW if sure and not preview.missing and not preview.words and preview.read else COLUMNS

    def _on_refused(self, refusal: Refusal) -> None:
        if refusal.code == "other_kind" and not self._settled:
            self._change_kind(str(refusal.params["kind"]))
            return
        self._preview = None
        self.file.show_refusal(refusal_text(refusal))
        self.show_step(FILE)

    def _change_kind(self, kind: str) -> None:
        """The file is of another register: go on there and say so."""
        for widget in (self.columns, self.preview, self.done):
            end(self.stack, widget)
        self.stack.removeWidget(self.file)
        self._choices = Choices(kind=kind)
        self._make_steps(kind)
        text = language.say("importing.other_kind", register=language.register_title(kind))
        self.workplace.messages.tell(text, OK)
        self.header_changed.emit()
        self.look()

    def save(self) -> None:
        """Write what the preview says."""
        preview = self._preview
        if preview is None or not self._next.isEnabled():
            return
        self._next.setEnabled(False)
        self.workplace.tasks.run(
            work.save, self.workplace.desk, self._path, self._choices, preview, done=self._on_saved,
            failed=self._on_not_saved, label=language.say("importing.saving"), progress=True,
        )  # fmt: skip

    def _on_saved(self, outcome: Outcome) -> None:
        self._outcome, self._undone = outcome, False
        self.done.show_outcome(outcome)
        self.show_step(DONE)
        self.workplace.changed({outcome.preview.kind})

    def _on_not_saved(self, refusal: Refusal) -> None:
        self.workplace.messages.refuse(refusal)
        self.look()

    def undo(self) -> None:
        """Take the import back."""
        if self._outcome is not None and not self._undone:
            self._undone = True
            self._undo.setEnabled(False)
            self.workplace.tasks.run(
                work.undo, self.workplace.desk, self._outcome, done=self._on_undone,
                label=language.say("importing.undoing"),
            )  # fmt: skip

    def _on_undone(self, undone: Undone) -> None:
        self.done.show_undone(undone)
        self.workplace.changed({self.kind})

    def choose_refused(self) -> None:
        """Ask where the refused lines go."""
        name = saving.proposed_name(self._path.stem, language.say("importing.refused_file"), suffix=".xlsx")
        path = saving.ask_save(self, self._refused.text(), name, saving.EXCEL)
        if path is not None:
            self.save_refused(path)

    def save_refused(self, path: Path) -> None:
        """Write the refused lines to *path*."""
        preview = self._outcome.preview if self._outcome is not None else self._preview
        if preview is not None:
            self.workplace.tasks.run(
                work.write_refused, self._path, preview, path, language.current(), done=self._on_written,
                label=language.say("list.exporting"),
            )  # fmt: skip

    def _on_written(self, path: Path) -> None:
        saving.tell_written(self.workplace.messages, path)

    # Walking

    def go_on(self) -> None:
        """The next step; from the preview it writes."""
        if not self._next.isEnabled():
            return
        if self._step == PREVIEW:
            self.save()
        else:
            self.show_step(self._step + 1)

    def go_back(self) -> None:
        """The step before; from the first one back into the register."""
        if self._step in (FILE, DONE):
            self.close_assistant()
        else:
            self.show_step(self._step - 1)

    def close_assistant(self) -> None:
        """Back into the register."""
        self.finished.emit()

    def show_step(self, step: int) -> None:
        """Show a step that can be gone to."""
        if step in (COLUMNS, PREVIEW) and self._preview is None:
            step = FILE
        self.stack.setCurrentIndex(step)
        begins = {COLUMNS: self.columns.first, PREVIEW: self.preview.begin}.get(step)
        self.begins_in = begins() if begins is not None else None
        self._show_state()
        if self.begins_in is not None and self.isVisible():
            self.begins_in.setFocus()
        self.header_changed.emit()

    def _show_state(self) -> None:
        say, preview, step = language.say, self._preview, self._step
        written = step == DONE
        count = preview.count("new") + preview.count("changed") if preview is not None else 0
        self._next.setText(words.save_words(preview) if step == PREVIEW else say("importing.next"))
        self._next.setEnabled(preview is not None and (step != PREVIEW or count > 0) and not written)
        self._back.setText(say("importing.cancel" if step == FILE else "importing.back"))
        self._undo.setEnabled(self._outcome is not None and not self._undone)
        self._refused.setVisible(self._outcome is not None and bool(self._outcome.preview.of("refused")))
        reachable = DONE if written else PREVIEW if preview is not None else FILE
        self.steps.show_state(step, reachable, self._notes())
        self.steps.setEnabled(not written)

    def _notes(self) -> list[str]:
        say, preview = language.say, self._preview
        if preview is None:
            return [self._path.name, "", "", ""]
        used = sum(bool(one.code) for one in preview.columns)
        gaps = len(preview.missing) + len(preview.words)
        columns = (
            say("importing.note.gaps", used=used, gaps=gaps)
            if gaps
            else say("importing.note.columns", used=used)
        )
        count = preview.count("new") + preview.count("changed")
        refused = preview.count("refused")
        said = say("importing.note.preview", count=count, refused=refused)
        return [preview.sheet, columns, said, say("importing.note.done") if self._outcome else ""]

    def _retranslate(self) -> None:
        say = language.say
        self._other_file.setText(say("importing.other_file"))
        self._refused.setText(say("importing.save_refused"))
        self._undo.setText(say("importing.undo"))
        self._register.setText(say("importing.to_register"))
        self._show_state()
