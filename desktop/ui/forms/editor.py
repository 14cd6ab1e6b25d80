"""The editor of one of the unit's own forms: its parts, the fields of the marked one, and the page they make."""

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.models.errors import Refusal
from desktop.services import forms
from desktop.services.edited_files import Wrong
from desktop.services.forms import Form
from desktop.ui import language, style
from desktop.ui.forms import words, work
from desktop.ui.forms.asked import edit, lines_of, place_of, shown
from desktop.ui.forms.outline import Outline
from desktop.ui.forms.places import Path, at
from desktop.ui.forms.work import Drawn
from desktop.ui.messages import OK, WARNING, refusal_text
from desktop.ui.page import Page
from desktop.ui.plans.part import Part
from desktop.ui.summary.pages_view import PagesView
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.ending import end
from desktop.ui.widgets.pair import Pair
from desktop.ui.widgets.scroll import fill, scrolled
from desktop.ui.widgets.sides import side_by_side, turn
from desktop.ui.workplace import Workplace

_PPI = 110
_LIST_LETTERS, _FIELD_LETTERS, _WIDE, _NARROW = 44, 62, 170, 100  # characters
_SHORT_LIST, _LINES = 5, 18
_WAIT_MS = 400


class FormEditor(Page):
    """Changes a form of the unit's own. Saving makes its next version."""

    def __init__(self, workplace: Workplace, form_id: str) -> None:
        super().__init__(workplace)
        self.setObjectName("form_editor")
        self._form_id = form_id
        self.values: dict[str, Any] = {}
        self._saved: dict[str, Any] = {}
        self._wrongs: Sequence[Wrong] = ()
        self._refused: Refusal | None = None
        self._before: tuple[dict[str, Any], Path] | None = None
        self._return_to = ""
        self.part: Part | None = None
        self._cancel = self.action("cancel", self.cancel, shortcut="Esc")
        self._save = self.action("save", self.save, shortcut="Ctrl+S", primary=True)
        self._next = self.action("next_problem", self.next_problem, shortcut="F8")
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self.check)
        self._lay_out()
        self.begins_in = self.outline.list
        self._retranslate()
        workplace.tasks.run(forms.of, workplace.desk, form_id, done=self._on_form)

    def _lay_out(self) -> None:
        self.outline = Outline(self)
        self.outline.marked.connect(self._on_marked)
        self.outline.changed.connect(self._on_outline)
        self.outline.taken_out.connect(self._on_taken_out)
        paper = Card(self)
        self._about = label("", "secondary", paper, wrap=True)
        self._other = label("", "error", paper, wrap=True)
        sheet = QWidget(paper)
        self._fields = QVBoxLayout(sheet)
        self._fields.setContentsMargins(0, 0, 0, 0)
        paper.column.addWidget(self._other)
        paper.column.addWidget(scrolled(sheet, paper), 1)
        paper.column.addWidget(self._about)
        pages = QWidget(self)
        column = QVBoxLayout(pages)
        column.setContentsMargins(0, 0, 0, 0)
        self._state = label("", "warning", pages, wrap=True)
        self.paper = PagesView(_PPI, "form_editor", self.workplace, pages)
        column.addWidget(self._state)
        column.addWidget(self.paper, 1)
        self.pair = Pair(("forms.view.content", "forms.view.pages"), (paper, pages), self)
        body = QWidget(self)
        self._sides = side_by_side(body)
        fill(self, body)
        self._sides.addWidget(self.outline)
        self._sides.addWidget(self.pair, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The parts above the fields where there is no room beside them, the page beside them where there is."""
        super().resizeEvent(event)
        letter = self.fontMetrics().averageCharWidth()
        beside = not turn(self._sides, self, _NARROW)
        self.outline.setMaximumWidth(letter * _LIST_LETTERS if beside else style.UNLIMITED)
        self.outline.setMinimumWidth(letter * _LIST_LETTERS if beside else 0)
        self.outline.be_short(0 if beside else _SHORT_LIST)
        self.pair.setMinimumHeight(0 if beside else self.fontMetrics().lineSpacing() * _LINES)
        self.pair.show_both(both=self.width() >= letter * _WIDE)

    # What the header shows

    def title(self) -> str:
        """That a form is changed."""
        return language.say("forms.editing")

    def context(self) -> str:
        """How many mistakes there are, or the keys of the editor."""
        if self._wrongs:
            return language.say("forms.wrong", count=len(self._wrongs))
        return language.say("forms.keys", number=str(self.values.get("version", "")))

    def header_actions(self) -> Sequence[QAction]:
        """Cancel, save."""
        return (self._cancel, self._save)

    # Showing

    def _on_form(self, form: Form) -> None:
        self.values = forms.values_of(form)
        self._saved = copy.deepcopy(self.values)
        self.outline.show_form(self.values)
        self.outline.go_to(())
        self.check()

    def refresh(self) -> None:
        """Draw the page anew for the period one looks at."""
        if self.values:
            self.check()

    def _on_marked(self) -> None:
        if self.part is not None:
            self.part.let_go()
        path = self.outline.path
        found = at(self.values, path)
        count = str(found.get("count") or "")
        part = Part(
            lines_of(self.values, path), shown(self.values, path), self.workplace.desk.today(), self,
            rule=count, said=words.rule,
        )  # fmt: skip
        part.edited.connect(self._on_edited)
        if self.part is not None:
            # A key pressed in one of its fields may be what led here.
            end(self._fields, self.part)
        self.part = part
        self._fields.addWidget(part)
        part.show()
        self._about.setVisible(not path)
        self._show_problems()

    def _on_edited(self, name: str, value: object) -> None:
        if edit(self.values, self.outline.path, name, value):
            # The fields of a part depend on what it shows; the keys stay where they were.
            self._return_to = name
            QTimer.singleShot(0, self, self._rebuild)
        self.outline.show_form(self.values)
        self._wait.start()

    def _rebuild(self) -> None:
        self._on_marked()
        if self.part is not None:
            self.part.begin(self._return_to)

    def _on_outline(self) -> None:
        """Something was added or moved."""
        self._on_marked()
        if self.part is not None and self.outline.added:
            self.pair.show_first()
            self.part.begin()
        self.check()

    def _on_taken_out(self, before: Mapping[str, Any], path: Path, name: str) -> None:
        self._before = dict(before), path
        say = language.say
        self.workplace.messages.tell(
            say("forms.taken_out", name=name), OK, action=say("list.undo"), on_action=self.bring_back
        )
        self._on_marked()
        self.check()

    def bring_back(self) -> None:
        """Put what was taken out last back in its place; what was typed since goes with it."""
        if self._before is not None:
            (self.values, path), self._before = self._before, None
            self.outline.show_form(self.values)
            self.outline.go_to(path)
            self.check()

    # Problems and the page

    def check(self) -> None:
        """Ask what is wrong with what is typed, and for the page it makes."""
        self._wait.stop()
        self.workplace.tasks.run(
            work.tried, self.workplace.desk, self.workplace.period, copy.deepcopy(self.values), self.paper.ppi,
            done=self._on_tried, latest="try_form",
        )  # fmt: skip

    def _on_tried(self, drawn: Drawn) -> None:
        self._wrongs, self._refused = drawn.wrongs, drawn.refused
        if drawn.pages:
            self.paper.show_pages(drawn.pages, what=drawn.form)
        self._show_problems()
        self.header_changed.emit()

    def _show_problems(self) -> None:
        say, placed = language.say, self._placed()
        self.outline.show_wrongs({path for path, _, _ in placed})
        mine = [(name, words.why(one)) for path, name, one in reversed(placed) if path == self.outline.path]
        if self.part is not None:
            boxes = self.part.boxes
            self.part.show_problems(dict(mine))
            self._other.setText("\n".join(f"! {why}" for name, why in mine if name not in boxes))
        self._other.setVisible(bool(self._other.text()))
        why = refusal_text(self._refused) if self._refused is not None else ""
        said = say("forms.preview_wrong") if self._wrongs else say("forms.not_drawn", why=why) if why else ""
        self._state.setText(said)
        self._state.setVisible(bool(said))

    def _placed(self) -> list[tuple[Path, str, Wrong]]:
        """What is wrong, each with the part it stands in (the whole, where that is gone) and its field."""
        found = [(*place_of(one), one) for one in self._wrongs]
        there = self.outline.paths
        return [(path if path in there else (), name, one) for path, name, one in found]

    def next_problem(self) -> None:
        """Go to the next mistake behind the marked part."""
        if not self._wrongs:
            self.workplace.messages.tell(language.say("side.fine"), OK)
            return
        order = self.outline.paths
        places = sorted((order.index(path), name) for path, name, _ in self._placed())
        here = order.index(self.outline.path)
        row, name = next((one for one in places if one[0] > here), places[0])
        self._go_to(order[row], name)

    def _go_to(self, path: Path, name: str) -> None:
        self.pair.show_first()
        self.outline.go_to(path)
        if self.part is not None:
            self.part.begin(name)

    # Saving and leaving

    def save(self) -> None:
        """Keep the form as its next version and go back."""
        if self.part is not None:
            self.part.settle()
            if unreadable := self.part.unreadable():
                self._show_problems()
                self.part.begin(unreadable[0])
                return
        desk, values = self.workplace.desk, copy.deepcopy(self.values)
        self.workplace.tasks.run(forms.save, desk, values, done=self._on_saved, failed=self._on_refused)

    def _on_saved(self, form: Form) -> None:
        self._saved = copy.deepcopy(self.values)
        said = language.say("forms.saved", title=form.title, number=str(form.version))
        self.workplace.messages.tell(said, OK)
        self.workplace.changed({"forms"})
        self.finished.emit()

    def _on_refused(self, refusal: Refusal) -> None:
        self.workplace.messages.refuse(refusal)
        wrongs = refusal.params.get("wrongs")
        if isinstance(wrongs, tuple) and wrongs:
            self._wrongs = wrongs
            self._show_problems()
            self.header_changed.emit()
            path, name, _ = self._placed()[0]
            self._go_to(path, name)

    @property
    def changed(self) -> bool:
        """Whether something was typed that is not saved."""
        return self.values != self._saved or (self.part is not None and bool(self.part.unreadable()))

    def may_leave(self) -> bool:
        """Whether nothing would be lost; otherwise asks in the message line."""
        if not self.changed:
            return True
        say = language.say
        self.workplace.messages.tell(
            say("record.unsaved"), WARNING, action=say("record.discard"), on_action=self.discard
        )
        return False

    def cancel(self) -> None:
        """Go back, unless something would be lost."""
        if self.may_leave():
            self.workplace.messages.clear()
            self.finished.emit()

    def discard(self) -> None:
        """Go back and forget what was typed."""
        self._saved = copy.deepcopy(self.values)
        self.workplace.messages.clear()
        self.finished.emit()

    def _retranslate(self) -> None:
        say = language.say
        if self.part is not None:
            # Titles name what is filled into them in the language of the moment.
            self._on_marked()
        self._cancel.setText(say("record.cancel"))
        self._save.setText(say("record.save"))
        self._next.setText(say("record.next_problem"))
        self._about.setText(say("forms.places", names=words.places()))
        self._show_problems()
        self.header_changed.emit()
