"""The summary page: what will be printed, as it will lie on paper, and the ways to take it along."""

import functools
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout

from desktop import said
from desktop.models.errors import Refusal
from desktop.models.units import unit
from desktop.services.forms.values import quantity
from desktop.services.summary import COMMUNE_SUMMARY
from desktop.ui import language, looked_at, style
from desktop.ui.frame.period_chooser import period_name
from desktop.ui.indicators.panel import ExplanationPanel, with_panel_below
from desktop.ui.messages import refusal_text
from desktop.ui.page import Page
from desktop.ui.printer import PaperDoor
from desktop.ui.saving import EXCEL, PDF, ask_save, proposed_name, tell_written
from desktop.ui.summary.bar import PreviewBar
from desktop.ui.summary.chooser import FormChooser
from desktop.ui.summary.figures import FiguresView
from desktop.ui.summary.pages_view import PagesView
from desktop.ui.summary.trail import FigureTrail
from desktop.ui.summary.work import Rendered, numbered_pages, render, write
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import label
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.workplace import Workplace

_PREVIEW_PPI = 144
_VIEWS = ("pages", "figures")
_PAGES = 0
_VIEW = "summary_view"
_MOST_DOUBTS = 3


class SummaryPage(Page):
    """Preview, print, PDF and Excel, all from the same values."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.setObjectName("summary_page")
        self._rendered: Rendered | None = None
        self._refused: Refusal | None = None
        self._excel = self.action("excel", self.choose_excel)
        self._pdf = self.action("pdf", self.choose_pdf)
        self._print = self.action("print", self.choose_printer, shortcut="Ctrl+P", primary=True)
        self._paper = PaperDoor(self, self._pdf)
        self.forms = FormChooser(self, self.refresh)
        # Made before what stands below them: Tab goes by that.
        self._views = QButtonGroup(self)
        for number, view in enumerate(_VIEWS):
            button = Button(self)
            button.setObjectName(f"view_{view}")
            button.setProperty("period", True)
            button.setCheckable(True)
            self._views.addButton(button, number)
        kept = looked_at.kept(workplace, _VIEW)
        self._views.button(_VIEWS.index(kept) if kept in _VIEWS else _PAGES).setChecked(True)
        self.bar = PreviewBar(self)
        self.stack = QStackedWidget(self)
        self._pages = PagesView(_PREVIEW_PPI, "summary", workplace, self.stack, self.bar)
        self.pictures, self.preview = self._pages.pictures, self._pages.preview
        self.preview.door_opened.connect(self._on_door)
        self.preview.door_marked.connect(self._on_door_marked)
        self.trail = FigureTrail(workplace, ExplanationPanel(self))
        self.trail.closed.connect(self._take_keys)
        self.figures = FiguresView(workplace, self.trail, self.stack)
        self.action("close_panel", self._close_panel, shortcut="Esc")
        self.state = EmptyState(self)
        self.stack.addWidget(self.state)
        self.stack.addWidget(self._pages)
        self.stack.addWidget(self.figures)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * style.STEP)
        tools = QHBoxLayout()
        column.addLayout(tools)
        self._fill_tools(tools)
        self._doubts = label("", "warning", self, wrap=True)
        self._doubts.hide()
        column.addWidget(self._doubts)
        column.addWidget(with_panel_below(self.stack, self.trail.panel, self), 1)
        self.begins_in = self.preview
        self._retranslate()

    def _fill_tools(self, tools: QHBoxLayout) -> None:
        tools.setSpacing(style.STEP)
        for button in self._views.buttons():
            tools.addWidget(button)
        tools.addSpacing(style.GAP)
        tools.addWidget(self.bar, 1)
        # Takes the room of the bar while that is hidden.
        tools.addStretch(0)
        self._views.idClicked.connect(self._on_view)

    def title(self) -> str:
        """The page's name."""
        return language.say("summary.title")

    def context(self) -> str:
        """The form, the period, and whether anything happened in it."""
        shown = self._rendered
        if shown is None:
            return period_name(self.workplace.period)
        filled = shown.filled
        happened = any(quantity(value) for line in filled.lines for value in line.cells)
        told = "summary.context" if happened or filled.form.lines != "rows" else "summary.context_nothing"
        return language.say(
            told, form=filled.form.title, period=period_name(filled.period), day=filled.made_on,
            count=self.preview.pages,
        )  # fmt: skip

    def header_actions(self) -> Sequence[QAction]:
        """Which form, Excel, PDF, print."""
        return (self.forms.action, self._excel, self._pdf, self._print)

    # Showing

    def show_form(self, form_id: str) -> None:
        """Show the form *form_id*."""
        self.forms.choose(form_id)

    def refresh(self) -> None:
        """Build the summary of the period and draw its pages; what shows stays until they are there."""
        self.workplace.tasks.run(
            render, self.workplace.desk, self.workplace.period, self.forms.form, self._pages.ppi,
            done=self._on_rendered, failed=self._on_refused, latest="render",
        )  # fmt: skip

    def _on_rendered(self, rendered: Rendered) -> None:
        self._rendered, self._refused = rendered, None
        self.forms.offer(rendered)
        self.figures.show_filled(rendered.filled)
        self.trail.show_filled(rendered.filled)
        self._show_view()
        filled = rendered.filled
        what = f"{filled.form.id} {filled.period.year} {filled.period.name}"
        self._pages.show_pages(rendered.pages, self.figures.model.doors(rendered.spots), what)
        self._show_state()

    def _on_refused(self, refusal: Refusal) -> None:
        self._rendered, self._refused = None, refusal
        self.stack.setCurrentWidget(self.state)
        self._show_state()

    @property
    def shows_figures(self) -> bool:
        """Whether the figures show as a table instead of the pages."""
        return self._views.checkedId() != _PAGES

    def _show_view(self) -> None:
        self.stack.setCurrentWidget(self.figures if self.shows_figures else self._pages)
        self.begins_in = self.figures.table if self.shows_figures else self.preview

    def _on_view(self, _number: int) -> None:
        looked_at.keep(self.workplace, _VIEW, _VIEWS[self._views.checkedId()])
        if self._rendered is not None:
            self._show_view()
            self._show_state()
            self._take_keys()

    def _take_keys(self) -> None:
        (self.figures.table if self.shows_figures else self.preview).setFocus()

    # From the figures to their records

    def _on_door(self, key: object) -> None:
        if isinstance(key, tuple):
            self.figures.point_at(*key[:2])

    def _on_door_marked(self, key: object) -> None:
        if isinstance(key, tuple):
            self.figures.point_at(*key[:2], follow=True)

    def _close_panel(self) -> None:
        if self.trail.open:
            self.trail.step_back()
        else:
            self.preview.unmark()

    # Taking along

    def _name(self, suffix: str) -> str:
        period = self.workplace.period
        name = unit(self.workplace.desk.settings.unit).full_name
        form = "tong hop" if self.forms.form == COMMUNE_SUMMARY else self.forms.form.replace("_", " ")
        return proposed_name(form, name, str(period.year), period.name, suffix=suffix)

    def choose_pdf(self) -> None:
        """Ask where to, and write the PDF."""
        if (path := ask_save(self, self._pdf.text(), self._name(".pdf"), PDF)) is not None:
            self.write(path)

    def choose_excel(self) -> None:
        """Ask where to, and write the workbook."""
        if (path := ask_save(self, self._excel.text(), self._name(".xlsx"), EXCEL)) is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write what shows to *path*, PDF or workbook by its suffix."""
        if self._rendered is not None:
            label_ = language.say("saving.writing", file=path.name)
            self.workplace.tasks.run(
                write, self.workplace.desk, self._rendered, path, done=self._on_written, label=label_
            )

    def _on_written(self, path: Path) -> None:
        tell_written(self.workplace.messages, path)

    def choose_printer(self) -> None:
        """Ask which printer, and print; without any printer offer the PDF instead."""
        if self._rendered is not None:
            self._paper.choose(functools.partial(numbered_pages, self._rendered), self.preview.pages)

    def print_on(self, printer: QPrinter) -> None:
        """Draw the pages for paper in the worker, then print them on *printer*."""
        if self._rendered is not None:
            self._paper.print_on(printer, functools.partial(numbered_pages, self._rendered))

    # Words

    def _show_state(self) -> None:
        say = language.say
        if self._refused is not None:
            self.state.show_words(say("summary.failed"), refusal_text(self._refused))
        else:
            self.state.show_words(say("summary.loading"), say("summary.loading_about"))
        ready = self._rendered is not None
        for action in self.header_actions():
            action.setEnabled(ready)
        doubts = self._rendered.filled.doubts if self._rendered is not None else ()
        self._doubts.setText("\n".join(said.doubt(language.term, one) for one in doubts[:_MOST_DOUBTS]))
        self._doubts.setVisible(bool(doubts))
        for button in self._views.buttons():
            button.setVisible(ready)
        self.bar.setVisible(ready and not self.shows_figures)
        self.header_changed.emit()

    def _retranslate(self) -> None:
        say = language.say
        self._excel.setText(say("saving.excel"))
        self._pdf.setText(say("saving.pdf"))
        self._print.setText(say("summary.print"))
        for number, view in enumerate(_VIEWS):
            self._views.button(number).setText(say(f"summary.view.{view}"))
        self.figures.retranslate()
        self.forms.retranslate()
        self._show_state()


def make(workplace: Workplace, _kind: str) -> Page:
    """The summary page."""
    return SummaryPage(workplace)
