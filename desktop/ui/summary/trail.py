"""From a figure on paper to its records: asks for what a person points at, and shows it in the panel below."""

from PySide6.QtCore import QObject, Signal

from desktop.services import tracing
from desktop.services.forms import Filled
from desktop.services.indicators import Explained
from desktop.services.tracing import Traced
from desktop.ui import language
from desktop.ui.indicators import words
from desktop.ui.indicators.panel import ExplanationPanel
from desktop.ui.indicators.records import UNIT, open_behind
from desktop.ui.workplace import Workplace


class FigureTrail(QObject):
    """The figure that is explained; at a receiving unit a commune of it, and back again.

    Signals:
        traced: A figure shows in the panel.
        closed: The panel is closed.

    Attributes:
        panel: Where it shows.
    """

    traced = Signal()
    closed = Signal()

    def __init__(self, workplace: Workplace, panel: ExplanationPanel) -> None:
        super().__init__(panel)
        self._workplace, self.panel = workplace, panel
        self._filled: Filled | None = None
        self._asked: tuple[str, str] | None = None
        self._unit: str | None = None
        panel.opened.connect(self._on_record)
        panel.closed.connect(self.step_back)

    @property
    def open(self) -> bool:
        """Whether a figure is explained."""
        return self._asked is not None

    def show_filled(self, filled: Filled) -> None:
        """Be about the figures of *filled*; what was explained is explained anew, unless it is another form."""
        if self._filled is None or self._filled.form.id != filled.form.id:
            self._asked = self._unit = None
            self.panel.hide()
        self._filled = filled
        self._explain()

    def ask(self, figure: tuple[str, str]) -> None:
        """Explain *figure*, the ids of its line and of its column."""
        if figure != self._asked:
            self._asked, self._unit = figure, None
            self._explain()

    def step_back(self) -> None:
        """Go back from a commune to the whole, and from there to the form alone."""
        if self._unit is not None:
            self._unit = None
            self._explain()
            return
        self._asked = None
        self.panel.hide()
        self.closed.emit()

    def _explain(self) -> None:
        if self._asked is None or self._filled is None:
            return
        line, column = self._asked
        self._workplace.tasks.run(
            tracing.trace, self._workplace.desk, self._filled.period, line, column,
            unit=self._unit, form_name=self._filled.form.id, done=self._on_traced, latest="trace",
        )  # fmt: skip

    def _on_traced(self, traced: Traced) -> None:
        if (traced.line, traced.column) != self._asked:
            return
        whose = words.unit_name(self._unit) if self._unit else ""
        of_communes = any(one.kind == UNIT for one in (*traced.counted, *traced.left_out))
        note = language.say("traced.of_whole") if of_communes else ""
        self.panel.show_traced(traced, whose, note)
        self.panel.show()
        self.traced.emit()

    def _on_record(self, record: Explained) -> None:
        if record.kind != UNIT:
            open_behind(self._workplace, record)
        elif record.reason != "not_reported":
            self._unit = record.id
            self._explain()
