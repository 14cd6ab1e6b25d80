"""The report in words: the parts at the left, the pages they make at the right, the records behind a figure below.

What is written by hand is kept as it is typed, for the period one looks at.
"""

import functools
import itertools
from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QHideEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout

from desktop.models.period import Period
from desktop.models.units import unit
from desktop.said import doubt
from desktop.services import narrative, tracing
from desktop.services.tracing import Traced
from desktop.ui import language, style
from desktop.ui.frame.period_chooser import period_name
from desktop.ui.indicators.doors import explanation_of
from desktop.ui.indicators.panel import ExplanationPanel, with_panel_below
from desktop.ui.indicators.records import UNIT, open_behind
from desktop.ui.messages import OK, WARNING
from desktop.ui.narrative import work
from desktop.ui.narrative.work import Drawn
from desktop.ui.narrative.writing import Writing
from desktop.ui.page import Page
from desktop.ui.printer import PaperDoor
from desktop.ui.saving import PDF, WORD, ask_save, proposed_name, tell_written
from desktop.ui.summary.doors import Door
from desktop.ui.summary.figures_model import FiguresModel
from desktop.ui.summary.pages_view import PagesView
from desktop.ui.widgets.card import label
from desktop.ui.widgets.scroll import scrolled
from desktop.ui.workplace import Workplace

_PPI = 110
_HALF = 1_000  # of whatever width there is
_WAIT = 700  # milliseconds after the last key
_MOST_DOUBTS = 3


class NarrativePage(Page):
    """Sentences from the figures, room to write, PDF and Word."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.setObjectName("narrative_page")
        self._drawn: Drawn | None = None
        self._allowed: Mapping[str, str] = {}
        self._wanted: Path | None = None
        self._start = self.action("start", self.start_from_before)
        self._word = self.action("word", self.choose_word)
        self._pdf = self.action("pdf", self.choose_pdf)
        self._print = self.action("print", self.choose_printer, shortcut="Ctrl+P", primary=True)
        self.door = PaperDoor(self, self._pdf)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT)
        self._wait.timeout.connect(self.keep)
        self.writing = Writing(workplace.desk.today(), self)
        self.writing.edited.connect(self._wait.start)
        self.writing.asked.connect(self._on_asked)
        sides = QSplitter(Qt.Orientation.Horizontal, self)
        sides.setHandleWidth(style.GAP)
        sides.setChildrenCollapsible(False)
        sides.addWidget(scrolled(self.writing, sides))
        # Of the first annex, and of each form behind it.
        self._figures: dict[str, FiguresModel] = {}
        self.paper = PagesView(_PPI, "narrative", workplace, sides)
        self.preview = self.paper.preview
        self.preview.door_opened.connect(self._on_door)
        self.preview.door_marked.connect(self._on_door_marked)
        sides.addWidget(self.paper)
        sides.setStretchFactor(0, 1)
        sides.setStretchFactor(1, 1)
        sides.setSizes([_HALF, _HALF])
        self.panel = ExplanationPanel(self)
        self.panel.opened.connect(self._on_record)
        self.panel.closed.connect(self.close_panel)
        self.action("close_panel", self.close_panel, shortcut="Esc")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._doubts = label("", "warning", self, wrap=True)
        self._doubts.hide()
        column.addWidget(self._doubts)
        column.addWidget(with_panel_below(sides, self.panel, self), 1)
        self._retranslate()

    def title(self) -> str:
        """The page's name."""
        return language.say("page.narrative")

    def context(self) -> str:
        """The period, and that what is written is kept."""
        return language.say("narrative.context", period=period_name(self.workplace.period))

    def header_actions(self) -> Sequence[QAction]:
        """Start from the last one, Word, PDF, print."""
        return (self._start, self._word, self._pdf, self._print)

    # Showing and keeping

    def refresh(self) -> None:
        """Keep what is typed for the period it was typed for, then show the report of the one chosen."""
        if self._wait.isActive():
            self._keep()
        self._draw()

    def hideEvent(self, event: QHideEvent) -> None:
        """What was typed last is kept too."""
        super().hideEvent(event)
        if self._wait.isActive():
            self._keep()

    def keep(self) -> None:
        """Keep what is typed, and show the pages it makes."""
        self._keep()
        self._draw()

    def _keep(self) -> None:
        self._wait.stop()
        if self._drawn is not None:
            period = self._drawn.report.summary.period
            self.workplace.tasks.run(narrative.keep, self.workplace.desk, period, self.writing.hand())

    def _draw(self) -> None:
        desk, period = self.workplace.desk, self.workplace.period
        self.workplace.tasks.run(work.draw, desk, period, self.paper.ppi, done=self._on_drawn, latest="draw")

    def _on_drawn(self, drawn: Drawn) -> None:
        if self._wait.isActive() and self._same_period(drawn):
            # Newer letters are on their way; their pages follow.
            return
        texts = not self._same_period(drawn)
        if texts:
            self.close_panel()
        self._drawn = drawn
        self.writing.show_report(drawn.report, texts=texts)
        self.writing.show_problems(drawn.problems)
        doors = [door for form in drawn.tables for door in self._doors(drawn, form)]
        period = drawn.report.summary.period
        what = f"{period.year} {period.name}"
        self.paper.show_pages(drawn.pages, doors, what)
        self._show_doubts()
        self._show_state()
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self.write(wanted)

    def _show_doubts(self) -> None:
        """Say what does not add up before it is printed as it is."""
        tables = self._drawn.tables.values() if self._drawn is not None else ()
        found = dict.fromkeys(doubt(language.term, one) for table in tables for one in table.doubts)
        self._doubts.setText("\n".join(itertools.islice(found, _MOST_DOUBTS)))
        self._doubts.setVisible(bool(found))

    def _same_period(self, drawn: Drawn) -> bool:
        return self._drawn is not None and self._drawn.report.summary.period == drawn.report.summary.period

    def start_from_before(self) -> None:
        """Write what was written for an earlier period where nothing is written yet."""
        if self._drawn is None or self._drawn.before is None:
            return
        period, hand = self._drawn.before
        count = self.writing.start_from(hand)
        said = "narrative.started" if count else "narrative.nothing_to_start"
        self.workplace.messages.tell(language.say(said, count=count, period=period_name(period)), OK)
        if count:
            self.keep()

    # The doors

    def _doors(self, drawn: Drawn, form: str) -> Sequence[Door]:
        """What opens on the pages of the figures of *form*, empty for the first annex and the sentences."""
        model = self._figures.setdefault(form, FiguresModel(self))
        model.show_filled(drawn.tables[form])
        return model.doors(drawn.spots, form)

    def _on_asked(self, line: str) -> None:
        self._ask(line, "now")

    def _on_door(self, key: object) -> None:
        if not isinstance(key, tuple) or self._drawn is None:
            return
        line, place, form = key
        model, filled = self._figures[form], self._drawn.tables[form]
        if (figure := model.figure_at(model.row_of(line), place)) is not None:
            self._ask(*figure, form=form)
        elif filled.form.lines == "records":
            self.workplace.open_record(filled.form.kind, line)
        else:
            self.workplace.page_wanted.emit(explanation_of(line))

    def _on_door_marked(self, key: object) -> None:
        """While the panel is open it follows the figure one is at."""
        if not self.panel.isHidden() and isinstance(key, tuple):
            line, place, form = key
            model = self._figures[form]
            if (figure := model.figure_at(model.row_of(line), place)) is not None:
                self._ask(*figure, form=form)

    def _ask(self, line: str, column: str, form: str = "") -> None:
        if self._drawn is not None:
            figures = self._drawn.report.summary
            self.workplace.tasks.run(
                tracing.trace, self.workplace.desk, figures.period, line, column,
                form_name=form or figures.form, done=self._on_traced, latest="trace",
            )  # fmt: skip

    def _on_traced(self, traced: Traced) -> None:
        self.panel.show_traced(traced)
        self.panel.show()

    def _on_record(self, record: object) -> None:
        if getattr(record, "kind", UNIT) != UNIT:
            open_behind(self.workplace, record)  # type: ignore[arg-type]

    def close_panel(self) -> None:
        """The report alone again."""
        if self.panel.isHidden():
            self.preview.unmark()
        self.panel.hide()

    # Taking along

    def _name(self, suffix: str) -> str:
        period = self.workplace.period
        name = unit(self.workplace.desk.settings.unit).full_name
        return proposed_name("bao cao", name, str(period.year), period.name, suffix=suffix)

    def choose_word(self) -> None:
        """Ask where to, and write the .docx."""
        if self._may_leave() and (path := ask_save(self, self._word.text(), self._name(".docx"), WORD)):
            self.write(path)

    def choose_pdf(self) -> None:
        """Ask where to, and write the PDF."""
        if self._may_leave() and (path := ask_save(self, self._pdf.text(), self._name(".pdf"), PDF)):
            self.write(path)

    def choose_printer(self) -> None:
        """Ask which printer, and print."""
        if self._may_leave() and self._drawn is not None:
            draw = functools.partial(work.numbered_pages, self._drawn.report.summary.period)
            self.door.choose(draw, self.preview.pages)

    def write(self, path: Path) -> None:
        """Write the report to *path*, PDF or .docx by its suffix; what is typed is kept before."""
        if self._drawn is None:
            return
        if self._wait.isActive():
            self._wanted = path
            self.keep()
            return
        period: Period = self._drawn.report.summary.period
        said = language.say("saving.writing", file=path.name)
        self.workplace.tasks.run(
            work.write, self.workplace.desk, period, path, done=self._on_written, label=said
        )

    def _on_written(self, path: Path) -> None:
        tell_written(self.workplace.messages, path)

    def _may_leave(self) -> bool:
        """Whether the report may leave the program: with signs of personal data only once a person said so."""
        if self._drawn is None:
            return False
        texts = self._drawn.report.hand.texts
        if not self._drawn.problems or texts == self._allowed:
            return True
        say = language.say
        self.workplace.messages.tell(
            say("narrative.personal"), WARNING, action=say("narrative.allow"), on_action=self._allow
        )
        return False

    def _allow(self) -> None:
        if self._drawn is not None:
            self._allowed = dict(self._drawn.report.hand.texts)
            self.workplace.messages.tell(language.say("narrative.allowed"), OK)

    # Words

    def _show_state(self) -> None:
        drawn = self._drawn
        self._start.setVisible(drawn is not None and drawn.before is not None)
        for action in (self._word, self._pdf, self._print):
            action.setEnabled(drawn is not None)
        self.header_changed.emit()

    def _retranslate(self) -> None:
        say = language.say
        self._start.setText(say("narrative.start"))
        self._word.setText(say("narrative.word"))
        self._pdf.setText(say("saving.pdf"))
        self._print.setText(say("summary.print"))
        self._show_doubts()
        self._show_state()


def make(workplace: Workplace, _kind: str) -> Page:
    """The report in words."""
    return NarrativePage(workplace)
