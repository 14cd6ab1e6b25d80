"""Which form the page shows, and the unit's own forms: a copy to change, loading it, taking it away."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu

from desktop.models.errors import Refusal
from desktop.services import forms
from desktop.services.desk import Desk
from desktop.services.forms import Form
from desktop.services.summary import COMMUNE_SUMMARY
from desktop.ui import language
from desktop.ui.messages import OK
from desktop.ui.page import Page
from desktop.ui.plans.mistakes import MistakesCard
from desktop.ui.saving import ask_save, proposed_name, remembered
from desktop.ui.summary.work import Rendered

FILES = "*.json"


def copy(desk: Desk, form_id: str, path: Path) -> tuple[Form, Path]:
    """Copy a form to a file; runs in the worker."""
    return forms.copy_to(desk, form_id, path), path


def remove(desk: Desk, form_id: str) -> str:
    """Take a form of the unit's away; runs in the worker."""
    forms.remove(desk, form_id)
    return form_id


class FormChooser:
    """An action of *page* with the forms of the desk; *chosen* is called when another one is to be shown.

    Attributes:
        form: The id of the form chosen.
        action: The action, with its menu.
        mistakes: What is wrong with a file that was not loaded.
    """

    def __init__(self, page: Page, chosen: Callable[[], None]) -> None:
        self._page, self._chosen = page, chosen
        self._loading = ""
        self.form = COMMUNE_SUMMARY
        self._own = False
        self._menu = QMenu(page)
        self._menu.triggered.connect(self._on_triggered)
        self.action = page.action("choose_form", self._menu.show)
        self.action.setMenu(self._menu)
        self._copy = page.action("copy_form", self.copy)
        self._load = page.action("load_form", self.load)
        self._remove = page.action("remove_form", self.remove)
        self.mistakes = MistakesCard(page)

    def offer(self, rendered: Rendered) -> None:
        """Offer the forms of the desk, the one that shows marked."""
        self.form = rendered.filled.form.id
        self._menu.clear()
        for form_id, title, own in rendered.offered:
            line = self._menu.addAction(language.say("summary.own_form", title=title) if own else title)
            line.setData(form_id)
            line.setCheckable(True)
            line.setChecked(form_id == self.form)
            if form_id == self.form:
                self._own = own
        self._menu.addSeparator()
        for action in (self._copy, self._load, self._remove):
            self._menu.addAction(action)
        self._remove.setEnabled(self._own)
        self.retranslate()

    def _on_triggered(self, line: QAction) -> None:
        if line.data():
            self.choose(str(line.data()))

    def choose(self, form_id: str) -> None:
        """Show the form *form_id*."""
        self.form = form_id
        self.mistakes.hide()
        self._chosen()

    # The unit's own

    def copy(self) -> None:
        """Ask where to, and write a copy of the form that shows, to be changed there."""
        name = proposed_name(self.form.replace("_", "-"), suffix=".json")
        path = ask_save(self._page, self._copy.text(), name, self._kinds())
        if path is not None:
            place = self._page.workplace
            place.tasks.run(copy, place.desk, self.form, path, done=self._on_copied)

    def _on_copied(self, copied: tuple[Form, Path]) -> None:
        _, path = copied
        text = language.say("summary.form_copied", file=path.name)
        self._page.workplace.messages.tell(text, OK)

    def load(self) -> None:
        """Ask for a file, and keep the form in it as the unit's own."""
        start = str(remembered("documents"))
        name, _ = QFileDialog.getOpenFileName(self._page, self._load.text(), start, self._kinds())
        if name:
            self.load_file(Path(name))

    def load_file(self, path: Path) -> None:
        """Keep the form in *path* as the unit's own, and show it."""
        self.mistakes.hide()
        self._loading = path.name
        place = self._page.workplace
        place.tasks.run(forms.load_file, place.desk, path, done=self._on_loaded, failed=self._on_wrong)

    def _on_loaded(self, form: Form) -> None:
        text = language.say("summary.form_loaded", title=form.title, version=form.version)
        self._page.workplace.messages.tell(text, OK)
        self.choose(form.id)

    def _on_wrong(self, refusal: Refusal) -> None:
        wrongs = refusal.params.get("wrongs")
        if isinstance(wrongs, tuple):
            self.mistakes.show_mistakes(self._loading, wrongs)
        else:
            self._page.workplace.messages.refuse(refusal)

    def remove(self) -> None:
        """Take the unit's form that shows away; what was printed stays."""
        place = self._page.workplace
        place.tasks.run(remove, place.desk, self.form, done=self._on_removed)

    def _on_removed(self, _form_id: str) -> None:
        self._page.workplace.messages.tell(language.say("summary.form_removed"), OK)
        self.choose(COMMUNE_SUMMARY)

    def _kinds(self) -> str:
        return f"{language.say('summary.form_file')} ({FILES})"

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        say = language.say
        self.action.setText(say("summary.choose_form"))
        self._copy.setText(say("summary.copy_form"))
        self._load.setText(say("summary.load_form"))
        self._remove.setText(say("summary.remove_form"))
