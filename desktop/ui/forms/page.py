"""The page of forms: those there are, the marked one as it prints, and the unit's own copied, loaded, taken away."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desktop.models.errors import Refusal
from desktop.services import forms
from desktop.services.forms import Form
from desktop.ui import language, style
from desktop.ui.forms import work
from desktop.ui.forms.model import CHANGED, VERSION, WHOSE, FormsModel
from desktop.ui.forms.words import about, where_and_why
from desktop.ui.forms.work import Drawn, Listed
from desktop.ui.frame.header import ActionButton
from desktop.ui.messages import OK, refusal_text
from desktop.ui.page import Page
from desktop.ui.plans.mistakes import MistakesCard
from desktop.ui.saving import ask_save, proposed_name, remember, remembered, tell_written
from desktop.ui.summary.pages_view import PagesView
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.scroll import fill
from desktop.ui.widgets.sides import side_by_side, turn
from desktop.ui.widgets.table import plain_table
from desktop.ui.workplace import PageWanted, Workplace

FORM_FILE = ".json"
_PPI = 110
_LETTERS = (20, 15, 6, 12)
_LIST_LETTERS, _NARROW = 62, 130  # characters
_SHORT_LIST, _PAGE_LINES = 6, 24


class FormsPage(Page):
    """Forms at the left, the marked one at the right; below each other where it is narrow."""

    cares_for = frozenset({"forms", "letterhead"})

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.setObjectName("forms_page")
        self._wanted, self._written = "", Path()
        self._removed: Form | None = None
        self._load = self.action("load_form", self.choose_file)
        self._edit = self.action("edit_form", self.edit, primary=True)
        self._copy = self.action("copy_form", self.copy)
        self._show = self.action("show_form", self.show_in_reports)
        self._write = self.action("write_form", self.choose_target)
        self._remove = self.action("remove_form", self.remove)
        self.mistakes = MistakesCard(self, where_and_why)
        self.model = FormsModel(self)
        self.table = plain_table(self)
        self.table.setModel(self.model)
        self.table.weigh(_LETTERS, firm=(WHOSE, VERSION, CHANGED))
        self.table.selectionModel().selectionChanged.connect(self._on_marked)
        self.table.activated.connect(self._on_activated)
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        column.addWidget(self.mistakes)
        self._sides = side_by_side()
        column.addLayout(self._sides, 1)
        self._sides.addWidget(self.table)
        self._sides.addWidget(self._made_view(), 1)
        fill(self, body)
        self.begins_in = self.table
        self._retranslate()

    def _made_view(self) -> QWidget:
        self.view = Card(self)
        self._title = label("", "section", self.view, wrap=True)
        self._about = label("", "secondary", self.view, wrap=True)
        self._source = label("", "secondary", self.view, wrap=True)
        self._why = label("", "warning", self.view, wrap=True)
        buttons = Flow(self.view)
        for action in (self._edit, self._copy, self._show, self._write, self._remove):
            buttons.put(ActionButton(action, buttons))
        self.paper = PagesView(_PPI, "forms", self.workplace, self.view)
        for widget in (self._title, self._about, self._source, buttons, self._why):
            self.view.column.addWidget(widget)
        self.view.column.addWidget(self.paper, 1)
        return self.view

    def title(self) -> str:
        """The page's name."""
        return language.say("page.forms")

    def context(self) -> str:
        """How many there are, and how many of the unit's own."""
        found = self.model.items
        return language.say("forms.context", count=len(found), own=sum(one.own for one in found))

    def header_actions(self) -> Sequence[QAction]:
        """Loading a file."""
        return (self._load,)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list above the form where there is no room beside it."""
        super().resizeEvent(event)
        letter, row = self.fontMetrics().averageCharWidth(), self.table.verticalHeader().defaultSectionSize()
        beside = not turn(self._sides, self, _NARROW)
        self.table.setMinimumHeight(row * (_SHORT_LIST + 1))
        self.table.setMaximumHeight(style.UNLIMITED if beside else row * (_SHORT_LIST + 1))
        self.table.setMinimumWidth(letter * _LIST_LETTERS if beside else 0)
        self.table.setMaximumWidth(letter * _LIST_LETTERS if beside else style.UNLIMITED)
        lines = 0 if beside else self.fontMetrics().lineSpacing() * _PAGE_LINES
        self.paper.setMinimumHeight(lines)

    # Showing

    def refresh(self) -> None:
        """Load the list, and draw the marked form anew."""
        self.workplace.tasks.run(work.listed, self.workplace.desk, done=self._on_listed, latest="forms")

    def _on_listed(self, found: list[Listed]) -> None:
        current = self.current()
        kept, self._wanted = self._wanted or (current.form.id if current else ""), ""
        self.model.show_items(found)
        if self.model.rowCount():
            self.table.selectRow(max(self.model.row_of(kept), 0))
        self._show_current()

    def current(self) -> Listed | None:
        """The form in the marked row."""
        rows = self.table.selectionModel().selectedRows()
        return self.model.item(rows[0].row()) if rows else None

    def _on_marked(self, _new: object, _old: object) -> None:
        self._show_current()

    def _show_current(self) -> None:
        one = self.current()
        self.view.setVisible(one is not None)
        for action in (self._edit, self._remove):
            action.setVisible(one is not None and one.own)
        if one is not None:
            self._title.setText(one.form.title)
            self._about.setText(about(one.form))
            self._source.setText(one.form.source)
            self.workplace.tasks.run(
                work.draw, self.workplace.desk, self.workplace.period, one.form.id, self.paper.ppi,
                done=self._on_drawn, latest="draw_form",
            )  # fmt: skip
        self.header_changed.emit()

    def _on_drawn(self, drawn: Drawn) -> None:
        one = self.current()
        if one is None or one.form.id != drawn.form:
            return
        why = refusal_text(drawn.refused) if drawn.refused is not None else ""
        self._why.setText(language.say("forms.not_drawn", why=why) if why else "")
        self._why.setVisible(bool(why))
        self.paper.setVisible(not why)
        self.paper.show_pages(drawn.pages, what=drawn.form)

    # The unit's own

    def _on_activated(self, _index: QModelIndex) -> None:
        self.edit()

    def edit(self) -> None:
        """Open the marked form of the unit's to be changed."""
        one = self.current()
        if one is not None and one.own:
            self.workplace.messages.clear()
            self.workplace.page_wanted.emit(PageWanted(form=one.form.id))

    def copy(self) -> None:
        """Make the marked form one of the unit's own."""
        if (one := self.current()) is not None:
            self.workplace.tasks.run(forms.copy, self.workplace.desk, one.form.id, done=self._on_copied)

    def _on_copied(self, made: Form) -> None:
        self._wanted = made.id
        say = language.say
        self.workplace.messages.tell(
            say("forms.copied"), OK, action=say("forms.edit_now"), on_action=self.edit
        )
        self.workplace.changed({"forms"})

    def remove(self) -> None:
        """Take the marked form of the unit's away; the message brings it back."""
        if (one := self.current()) is not None:
            self.workplace.tasks.run(forms.remove, self.workplace.desk, one.form.id, done=self._on_removed)

    def _on_removed(self, form: Form) -> None:
        self._removed = form
        say = language.say
        self.workplace.messages.tell(
            say("forms.removed", title=form.title), OK, action=say("list.undo"), on_action=self.bring_back
        )
        self.workplace.changed({"forms"})

    def bring_back(self) -> None:
        """Put the form taken away last back as it was."""
        form, self._removed = self._removed, None
        if form is not None:
            self.workplace.tasks.run(forms.put_back, self.workplace.desk, form, done=self._on_back)

    def _on_back(self, form: Form) -> None:
        self._wanted = form.id
        self.workplace.messages.tell(language.say("forms.restored", title=form.title), OK)
        self.workplace.changed({"forms"})

    def show_in_reports(self) -> None:
        """Show the marked form where it is printed."""
        if (one := self.current()) is not None:
            self.workplace.page_wanted.emit(PageWanted(page="summary", form=one.form.id))

    # Files

    def _kinds(self) -> str:
        return f"{language.say('forms.files')} (*{FORM_FILE})"

    def choose_file(self) -> None:
        """Ask for a file, and keep the form in it as the unit's own."""
        start = str(remembered("forms"))
        name, _ = QFileDialog.getOpenFileName(self, self._load.text(), start, self._kinds())
        if name:
            remember("forms", Path(name).parent)
            self.load(Path(name))

    def load(self, file: Path) -> None:
        """Keep the form in *file* as the unit's own."""
        self.mistakes.hide()
        self._written = file
        run, desk = self.workplace.tasks.run, self.workplace.desk
        run(forms.load_file, desk, file, done=self._on_loaded, failed=self._on_refused)

    def _on_loaded(self, form: Form) -> None:
        self._wanted = form.id
        text = language.say("forms.loaded", title=form.title, number=str(form.version))
        self.workplace.messages.tell(text, OK)
        self.workplace.changed({"forms"})

    def _on_refused(self, refusal: Refusal) -> None:
        wrongs = refusal.params.get("wrongs")
        if isinstance(wrongs, tuple):
            self.mistakes.show_mistakes(self._written.name, wrongs)
        else:
            self.workplace.messages.refuse(refusal)

    def choose_target(self) -> None:
        """Ask where the marked form should be written, and write it."""
        if (one := self.current()) is not None:
            name = proposed_name(one.form.id.replace("_", "-"), suffix=FORM_FILE)
            if (path := ask_save(self, self._write.text(), name, self._kinds(), "forms")) is not None:
                self.write(path)

    def write(self, path: Path) -> None:
        """Write the marked form to *path*."""
        if (one := self.current()) is not None:
            run = self.workplace.tasks.run
            run(work.write, self.workplace.desk, one.form.id, path, done=self._on_written)

    def _on_written(self, path: Path) -> None:
        tell_written(self.workplace.messages, path)

    def _retranslate(self) -> None:
        say = language.say
        for action, key in (
            (self._load, "load"), (self._edit, "edit"), (self._copy, "copy"), (self._show, "show"),
            (self._write, "write"), (self._remove, "remove"),
        ):  # fmt: skip
            action.setText(say(f"forms.{key}"))
        self.table.setAccessibleName(say("forms.table"))
        self.model.retranslate()
        self._show_current()


def make(workplace: Workplace, _kind: str) -> Page:
    """The page of forms."""
    return FormsPage(workplace)
