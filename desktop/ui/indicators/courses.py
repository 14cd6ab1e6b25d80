"""Asks for the twelve months of all targets, a month at a time: what a person asks for meanwhile comes first."""

import dataclasses
from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from desktop.models.period import Period
from desktop.services import outlook
from desktop.services.outlook import Outlook, Point
from desktop.ui.workplace import Workplace

_LATEST = "course"


class Courses(QObject):
    """Of the targets of one plan and period; ``found`` carries their outlooks by id once all months are there."""

    found = Signal(object)

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._plan = ""
        self._period = workplace.period
        self._ahead: Mapping[str, Outlook] = {}
        self._months: list[Period] = []
        self._points: list[Mapping[str, Point]] = []

    def ask(self, plan: str) -> None:
        """Ask again, for the targets of *plan* in the period of the moment; what was asked before is given up."""
        place = self._workplace
        self._plan, self._period, self._points = plan, place.period, []
        self._months = outlook.last_months(place.period, place.desk.today())
        place.tasks.run(outlook.ahead, place.desk, place.period, plan, done=self._on_ahead, latest=_LATEST)

    def _on_ahead(self, ahead: Mapping[str, Outlook]) -> None:
        self._ahead = ahead
        self._go_on()

    def _on_points(self, points: Mapping[str, Point]) -> None:
        self._points.append(points)
        self._go_on()

    def _go_on(self) -> None:
        place = self._workplace
        if len(self._points) < len(self._months):
            month = self._months[len(self._points)]
            place.tasks.run(
                outlook.points, place.desk, month, self._plan, done=self._on_points, latest=_LATEST
            )
        else:
            self.found.emit(
                {
                    target: dataclasses.replace(one, course=outlook.course_of(target, self._points))
                    for target, one in self._ahead.items()
                }
            )
