"""What all pages share: a header in words, actions, and refreshing when something they show has changed."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QWidget

from desktop.models.conditions import Condition
from desktop.ui.widgets.spoken import Spoken
from desktop.ui.workplace import Workplace

_RECEIPT = frozenset({"receipt"})


class Page(Spoken, QWidget):
    """One page of the window.

    A page says what its header shows (``title``, ``context``, ``header_actions``), loads its figures in
    ``refresh`` through ``workplace.tasks`` and sets its words in ``_retranslate``. ``refresh`` is called when
    the page is first shown, and again when records it cares for, or the period, have changed.

    Attributes:
        cares_for: Record kinds whose changes make the page stale; None for all of them.
        follows_receipts: Whether it shows what is sent and received; a receipt may come by itself at any moment, and
            pages that show nothing of it are left alone.
        uses_period: Whether the figures depend on the period chosen at the top right.
        uses_plan: Whether they depend on which of the plans that apply is looked at.
        begins_in: The widget that takes the keys when the page opens; not a focus proxy, which would hide
            what stands before it from Tab.
    """

    header_changed = Signal()
    finished = Signal()
    """The page is done and the one before it should come back (forms only)."""

    cares_for: frozenset[str] | None = None
    follows_receipts = False
    uses_period = True
    uses_plan = False

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workplace = workplace
        self.begins_in: QWidget | None = None
        self._stale = True
        self._visible = False
        self.header_changed.connect(self.begin)
        workplace.records_changed.connect(self._on_records_changed)
        workplace.period_changed.connect(self._on_period_changed)
        workplace.plan_changed.connect(self._on_plan_changed)

    def title(self) -> str:
        """The name of the page."""
        return ""

    def context(self) -> str:
        """One line below the title: of when, of what, how many."""
        return ""

    def header_actions(self) -> Sequence[QAction]:
        """The page's actions, the primary one last; see `action`."""
        return ()

    def refresh(self) -> None:
        """Load what the page shows."""

    def narrow(self, conditions: Sequence[Condition]) -> None:
        """Show only what meets *conditions*; a page that is no list shows all it has."""

    def show_bin(self, in_bin: bool) -> None:
        """Show the bin instead; a page without one stays as it is."""

    def show_form(self, form_id: str) -> None:
        """Show the printed form *form_id*; a page that prints none stays as it is."""

    def may_leave(self) -> bool:
        """Whether the page can be left now; a form with changes asks and returns False."""
        return True

    def begin(self) -> None:
        """Give the keys to ``begins_in`` once it shows; what a person has gone to since keeps them."""
        if self.begins_in is not None and self.begins_in.isVisible() and self.hasFocus():
            self.begins_in.setFocus(Qt.FocusReason.OtherFocusReason)

    def action(
        self,
        name: str,
        slot: object,
        *,
        shortcut: str = "",
        primary: bool = False,
        parent: QObject | None = None,
    ) -> QAction:
        """A `QAction` called *name* that calls *slot* (a bound method); its words are set in ``_retranslate``."""
        made = QAction(parent or self)
        made.setObjectName(name)
        made.setProperty("primary", primary)
        if shortcut:
            made.setShortcut(QKeySequence(shortcut))
        made.triggered.connect(slot)
        self.addAction(made)
        return made

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language, in the header too."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.header_changed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Load what went stale while nobody looked."""
        super().showEvent(event)
        self._visible = True
        self._refresh_if_stale()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop refreshing while hidden."""
        super().hideEvent(event)
        self._visible = False

    def _refresh_if_stale(self) -> None:
        if self._stale and self._visible:
            self._stale = False
            self.refresh()

    def _on_records_changed(self, kinds: frozenset[str]) -> None:
        if kinds == _RECEIPT and not self.follows_receipts:
            return
        if self.cares_for is None or kinds & self.cares_for:
            self._stale = True
            self._refresh_if_stale()

    def _on_period_changed(self, _period: object) -> None:
        if self.uses_period:
            self._stale = True
            self._refresh_if_stale()

    def _on_plan_changed(self) -> None:
        if self.uses_plan:
            self._stale = True
            self._refresh_if_stale()
