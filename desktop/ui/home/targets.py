"""The card of targets: one line each, a bar with a tick, the count, the status, and what is missing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.services.indicators import Indicator
from desktop.ui import language, style
from desktop.ui.indicators import words
from desktop.ui.widgets.bar import TargetBar
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.elided import ElidedLabel
from desktop.ui.widgets.ending import end
from desktop.ui.widgets.scroll import scrolled
from desktop.ui.widgets.status import StatusPill

_FULL = 100.0
_YES_NO = "yes_no"


def missing_text(one: Indicator) -> str:
    """How many more would meet the target, and how many a month; empty when it is met, or only yes or no."""
    if not one.missing or one.missing_in == _YES_NO:
        return ""
    if one.pace_per_month and one.pace_per_month > 0 and one.missing > one.pace_per_month:
        pace = language.plain_number(float(-(-one.pace_per_month // 1)))
        return language.say("home.missing_pace", missing=words.missing(one), pace=pace)
    return words.missing(one)


class TargetLine:
    """One target in the grid of the card."""

    def __init__(self, one: Indicator, parent: QWidget) -> None:
        self.indicator = one
        name = words.label(one.id)
        self.words = QWidget(parent)
        self.words.setProperty("kind", "clear")
        self.name = label(name, "", self.words, wrap=True)
        self.missing = label(missing_text(one), "secondary", self.words)
        self.missing.setVisible(bool(self.missing.text()))
        self.bar = TargetBar(parent)
        percent = one.unit_of_measure in ("percent", _YES_NO)
        scale = _FULL if percent else max(one.target, one.value or 0.0)
        # A yes or no of one unit is met at the end of the bar, whatever share of units the plan asks for.
        target = _FULL if one.counted_in == _YES_NO else one.target
        self.bar.show_target(one.value or 0.0, target, scale, style.look(one.status).fill)
        self.count = Button(words.counts(one), parent)
        self.count.setProperty("flat", True)
        explain = language.say("home.explain_target", label=name)
        self.count.setAccessibleName(f"{self.count.text()}. {explain}")
        self.count.setToolTip(explain)
        self.status = StatusPill(parent)
        self.status.show_status(one.status)
        column = QVBoxLayout(self.words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(self.name)
        column.addWidget(self.missing)
        column.addStretch(1)
        self.bar.setAccessibleName(f"{name}: {self.count.text()}, {self.status.text()}")


class TargetsCard(Card):
    """All targets of the leading plan; ``explained`` carries the id of one whose figure was pressed."""

    explained = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = label("", "section", self)
        self._about = ElidedLabel(self, "secondary")
        self._about.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._body = QWidget(self)
        self._grid = QGridLayout(self._body)
        self._grid.setContentsMargins(0, 0, 8, 0)
        self._grid.setHorizontalSpacing(style.GAP)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(0, 11)
        self._grid.setColumnStretch(1, 5)
        self._none = label("", "secondary", self, wrap=True)
        head = QHBoxLayout()
        self.column.addLayout(head)
        head.setSpacing(style.GAP)
        head.addWidget(self._title)
        head.addWidget(self._about, 1)
        self.column.addWidget(self._none)
        self.area = scrolled(self._body, self)
        self.column.addWidget(self.area, 1)
        self._others = label("", "secondary", self, wrap=True)
        self.column.addWidget(self._others)
        self.lines: list[TargetLine] = []

    def show_targets(self, targets: Sequence[Indicator], title: str, plan: str) -> None:
        """Show *targets* under *title*; *plan* is the number of the document they come from."""
        self._title.setText(title)
        about = language.say("home.targets_about")
        self._about.set_text(f"{plan} · {about}" if plan else "")
        self._none.setText(language.say("home.no_plan"))
        self._none.setVisible(not targets)
        self._clear()
        judged = [one for one in targets if one.status != "not_applicable" or one.reason == "judged_by_year"]
        others = len(targets) - len(judged)
        self._others.setText(language.say("home.targets_elsewhere", count=others))
        self._others.setVisible(bool(others))
        for row, one in enumerate(judged):
            line = TargetLine(one, self._body)
            self.lines.append(line)
            self._grid.addWidget(line.words, row, 0)
            self._grid.addWidget(line.bar, row, 1)
            self._grid.addWidget(line.count, row, 2, Qt.AlignmentFlag.AlignRight)
            line.count.setProperty("target", one.target_id)
            line.count.clicked.connect(self._on_count)
            self._grid.addWidget(line.status, row, 3, Qt.AlignmentFlag.AlignVCenter)
            self._grid.setRowMinimumHeight(row, self.fontMetrics().height() * 2 + style.STEP)
        self._grid.setRowStretch(len(judged), 1)

    @property
    def buttons(self) -> Sequence[Button]:
        """The figures, each of which leads to its explanation."""
        return [line.count for line in self.lines]

    def _on_count(self) -> None:
        pressed = self.sender()
        if pressed is not None:
            self.explained.emit(str(pressed.property("target")))

    def _clear(self) -> None:
        for row, line in enumerate(self.lines):
            self._grid.setRowMinimumHeight(row, 0)
            self._grid.setRowStretch(row, 0)
            widgets: tuple[QWidget, ...] = (line.words, line.bar, line.count, line.status)
            for widget in widgets:
                end(self._grid, widget)
        self._grid.setRowStretch(len(self.lines), 0)
        self.lines.clear()
