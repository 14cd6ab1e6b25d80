"""Which of the plans that apply a page of figures looks at; nothing to choose while there is one."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from desktop.services import plans
from desktop.ui import language
from desktop.ui.page import Page
from desktop.ui.plans import words


class PlanChooser:
    """An action of *page* with the plans that cover the period; all pages of figures look at the same one."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._menu = QMenu(page)
        self._menu.triggered.connect(self._on_chosen)
        self.action = page.action("choose_plan", self._menu.show)
        self.action.setMenu(self._menu)
        self.offer()

    def offer(self) -> None:
        """Offer the plans of the period as it is now."""
        place = self._page.workplace
        running = plans.running(place.desk, place.period)
        self.action.setVisible(len(running) > 1)
        self._menu.clear()
        for plan in running:
            line = self._menu.addAction(words.full_name(plan))
            line.setData(plan.id)
            line.setCheckable(True)
            line.setChecked(plan is self._looked_at(running))
        if running:
            name = words.brief(self._looked_at(running))
            self.action.setText(language.say("plans.looked_at", plan=name))

    def _looked_at(self, running: list[plans.Plan]) -> plans.Plan:
        wanted = self._page.workplace.plan
        return next((plan for plan in running if plan.id == wanted), running[0])

    def _on_chosen(self, line: QAction) -> None:
        self._page.workplace.choose_plan(str(line.data()))
