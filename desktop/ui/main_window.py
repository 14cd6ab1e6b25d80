"""The main window: the frame, and one page at a time in it."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from desktop.models import units
from desktop.models.period import Period
from desktop.ui import language, looked_at, pages, style
from desktop.ui.frame import practice
from desktop.ui.frame.ahead import LoadingAhead
from desktop.ui.frame.clock_question import ClockQuestion
from desktop.ui.frame.closing import Closing, ask_for_post
from desktop.ui.frame.header import Header
from desktop.ui.frame.period_chooser import PeriodChooser
from desktop.ui.frame.sidebar import Sidebar
from desktop.ui.frame.stack import PageStack
from desktop.ui.frame.standing import Standing
from desktop.ui.frame.zoom import ZoomKeys
from desktop.ui.messages import MessageStrip, WorkStrip
from desktop.ui.network.background import Background
from desktop.ui.page import Page
from desktop.ui.widgets.ending import end
from desktop.ui.widgets.spoken import Spoken
from desktop.ui.workplace import PageWanted, Workplace

_SIZE = (1366, 768)


class MainWindow(Spoken, QMainWindow):
    """Sidebar, header, the page at hand, and the strips for messages and work below it.

    Signals:
        other_wanted: Another register is wanted, and nothing here would be lost.
        practice_wanted: The register for practice is wanted, and nothing here would be lost.
    """

    other_wanted = Signal()
    practice_wanted = Signal()

    def __init__(self, workplace: Workplace, strip: MessageStrip) -> None:
        super().__init__()
        self.workplace = workplace
        workplace.setParent(self)
        self._entries = pages.pages_of(workplace.desk.settings.role)
        self._pages: dict[str, Page] = {}
        self._form: Page | None = None
        self._name = ""
        looked_at.take_period(workplace)
        body = QWidget(self)
        self.sidebar = Sidebar(self._entries, body)
        self.period = PeriodChooser(workplace, body)
        self.header = Header(self.period, body)
        self.stack = PageStack(body)
        strip.setParent(body)
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        column = QVBoxLayout()
        row.addLayout(column, 1)
        column.setContentsMargins(22, 14, 22, 14)
        column.setSpacing(style.GAP)
        column.addWidget(self.header)
        column.addWidget(self.stack, 1)
        column.addWidget(strip)
        column.addWidget(WorkStrip(workplace.tasks, body))
        training = workplace.desk.settings.training
        self.setCentralWidget(practice.PracticeFrame(body, self, on=training))
        practice.mark_window(self, on=training)
        self.zoom = ZoomKeys(self)
        self._closing = Closing(workplace, self)
        self._connect()
        self._standing = Standing(workplace, self.sidebar, self)
        self._make_actions()
        self._retranslate()
        room = self.screen().availableGeometry().size()
        self.resize(QSize(*_SIZE).boundedTo(room))
        if workplace.desk.settings.role == pages.COMMUNE:
            Background(workplace, self).begin()
        self.open(PageWanted(page=self._entries[0].name))
        ask_for_post(workplace, self.show_settings)
        self._clock = ClockQuestion(workplace, self)
        LoadingAhead(pages.modules_of(workplace.desk.settings.role), workplace.tasks, self)

    def _connect(self) -> None:
        self.sidebar.page_chosen.connect(self._on_page_chosen)
        self.sidebar.find_wanted.connect(self.open_finder)
        self.sidebar.keys_wanted.connect(self.show_keys)
        self.sidebar.settings_wanted.connect(self.show_settings)
        self.period.period_chosen.connect(self.workplace.choose_period)
        self.workplace.period_changed.connect(self.period.show_period)
        self.workplace.period_changed.connect(self._on_period_changed)
        self.workplace.page_wanted.connect(self.open)
        self.workplace.tasks.refused.connect(self.workplace.messages.refuse)
        self.zoom.zoomed.connect(self._on_zoomed)

    def _make_actions(self) -> None:
        for number, name in enumerate(self.sidebar.list.names()[:9], start=1):
            self._add_action(f"Ctrl+{number}", self._on_numbered, name)
        self._add_action("Ctrl+K", self.open_finder)
        self._add_action("F1", self.show_keys)
        self._add_action("Ctrl+,", self.show_settings)

    def _add_action(self, keys: str, slot: object, data: object = None) -> None:
        action = QAction(self)
        action.setShortcut(QKeySequence(keys))
        action.setData(data)
        action.triggered.connect(slot)
        self.addAction(action)

    @property
    def page(self) -> Page:
        """The page, or form, that shows."""
        shown = self.stack.currentWidget()
        assert isinstance(shown, Page)  # noqa: S101 (nothing else is ever put there)
        return shown

    def open(self, wanted: PageWanted) -> None:
        """Show the page or the form wanted, unless the form at hand has to be asked first."""
        if self._form is not None:
            if not self._form.may_leave():
                self.sidebar.mark(self._name)
                return
            self._drop_form()
        if wanted.kind or wanted.plan or (wanted.form and not wanted.page):
            self._open_form(wanted)
            return
        if wanted.period is not None:
            self.workplace.choose_period(wanted.period)
        self._name = wanted.page
        if wanted.page not in self._pages:
            entry = next(entry for entry in self._entries if entry.name == wanted.page)
            self._pages[wanted.page] = self._add(pages.make(entry, self.workplace))
            self._join(self._pages[wanted.page])
        if wanted.conditions is not None:
            self._pages[wanted.page].narrow(wanted.conditions)
        if wanted.bin:
            self._pages[wanted.page].show_bin(True)
        if wanted.form:
            self._pages[wanted.page].show_form(wanted.form)
        self._show(self._pages[wanted.page])
        self.sidebar.mark(wanted.page)

    def _join(self, page: Page) -> None:
        """Connect what only the settings ask of the window."""
        for name, slot in (
            ("zoom_wanted", self.zoom.choose),
            ("other_wanted", self.leave),
            ("practice_wanted", self.practise),
        ):
            signal = getattr(page, name, None)
            if signal is not None:
                signal.connect(slot)

    def _open_form(self, wanted: PageWanted) -> None:
        self._form = self._add(self._made_form(wanted))
        self._form.finished.connect(self._on_form_finished)
        if any(entry.name == wanted.kind for entry in self._entries):
            self._name = wanted.kind
            self.sidebar.mark(wanted.kind)
        self._show(self._form)

    def _made_form(self, wanted: PageWanted) -> Page:
        if wanted.file is not None:
            from desktop.ui.importing.page import ImportPage

            return ImportPage(self.workplace, wanted.kind, wanted.file)
        if wanted.plan:
            from desktop.ui.plans.form import PlanForm

            return PlanForm(self.workplace, wanted.plan)
        if wanted.form:
            from desktop.ui.forms.editor import FormEditor

            return FormEditor(self.workplace, wanted.form)
        from desktop.ui.record.page import RecordPage

        return RecordPage(self.workplace, wanted.kind, wanted.record, wanted.values, history=wanted.history)

    def _add(self, page: Page) -> Page:
        self.stack.addWidget(page)
        return page

    def _show(self, page: Page) -> None:
        self.header.show_page(page)
        self.stack.setCurrentWidget(page)
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        page.begin()

    def _drop_form(self) -> None:
        form, self._form = self._form, None
        if form is not None:
            end(self.stack, form)

    def _on_form_finished(self) -> None:
        self._drop_form()
        self.open(PageWanted(page=self._name))

    def _on_page_chosen(self, name: str) -> None:
        self.open(PageWanted(page=name))

    def _on_numbered(self) -> None:
        sender = self.sender()
        if isinstance(sender, QAction):
            self.open(PageWanted(page=sender.data()))

    def _on_period_changed(self, period: Period) -> None:
        looked_at.keep_period(self.workplace, period)

    def _on_zoomed(self) -> None:
        """Make the pages again, measured by the new letters; a form with what is typed in it stays."""
        for page in self._pages.values():
            end(self.stack, page)
        self._pages.clear()
        if self._form is None:
            self.open(PageWanted(page=self._name))

    def open_finder(self) -> None:
        """Open the search."""
        from desktop.ui.frame.finder import Finder

        Finder(self.workplace, self._entries, self).open()

    def show_keys(self) -> None:
        """Show which keys do what."""
        from desktop.ui.frame.sheets import KeySheet

        KeySheet(self).show()

    def show_settings(self) -> None:
        """Show the settings."""
        self.open(PageWanted(page="settings"))

    def leave(self) -> None:
        """Ask for another register, unless the form at hand has to be asked first."""
        if self.may_close() and self._closing.may_close():
            self.other_wanted.emit()

    def practise(self) -> None:
        """Ask for the register for practice, unless the form at hand has to be asked first."""
        if self.may_close() and self._closing.may_close():
            self.practice_wanted.emit()

    def may_close(self) -> bool:
        """Whether nothing typed would be lost; a form with changes asks."""
        return self._form is None or self._form.may_leave()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask a form with changes first; wait for work one can see; then close the store."""
        if not self.may_close() or not self._closing.may_close():
            event.ignore()
            return
        self.workplace.closing.emit()
        self.workplace.tasks.close()
        self.workplace.desk.close()
        super().closeEvent(event)

    def _retranslate(self) -> None:
        settings = self.workplace.desk.settings
        words = language.say("frame.window_of", unit=units.unit(settings.unit).full_name)
        store = self.workplace.desk.store
        if store.place != str(store.folder):
            words = language.say("frame.window_at", title=words, place=store.place)
        self.setWindowTitle(practice.title(words, on=settings.training))
