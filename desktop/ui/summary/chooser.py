"""Which form the page of reports shows; the menu leads to where forms are copied, changed and loaded."""

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from desktop.services.summary import COMMUNE_SUMMARY
from desktop.ui import language, looked_at
from desktop.ui.page import Page
from desktop.ui.summary.work import Rendered

_FORM = "summary_form"


class FormChooser:
    """An action of *page* with the forms of the desk; *chosen* is called when another one is to be shown.

    It is the one that was looked at last on this machine until another is chosen.

    Attributes:
        form: The id of the form chosen.
        action: The action, with its menu.
    """

    def __init__(self, page: Page, chosen: Callable[[], None]) -> None:
        self._page, self._chosen = page, chosen
        # One that is not there any more gives way to the summary.
        self.form = looked_at.kept(page.workplace, _FORM) or COMMUNE_SUMMARY
        self._menu = QMenu(page)
        self._menu.triggered.connect(self._on_triggered)
        self.action = page.action("choose_form", self._menu.show)
        self.action.setMenu(self._menu)
        self._manage = page.action("manage_forms", self.manage)

    def offer(self, rendered: Rendered) -> None:
        """Offer the forms of the desk, the one that shows marked."""
        self.form = rendered.filled.form.id
        looked_at.keep(self._page.workplace, _FORM, self.form)
        self._menu.clear()
        for form_id, title, own in rendered.offered:
            line = self._menu.addAction(language.say("summary.own_form", title=title) if own else title)
            line.setData(form_id)
            line.setCheckable(True)
            line.setChecked(form_id == self.form)
        self._menu.addSeparator()
        self._menu.addAction(self._manage)
        self.retranslate()

    def _on_triggered(self, line: QAction) -> None:
        if line.data():
            self.choose(str(line.data()))

    def choose(self, form_id: str) -> None:
        """Show the form *form_id*."""
        self.form = form_id
        self._chosen()

    def manage(self) -> None:
        """Go to the page of forms."""
        self._page.workplace.open_page("forms")

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.action.setText(language.say("summary.choose_form"))
        self._manage.setText(language.say("summary.manage_forms"))
