"""The letterhead: a form at the left, and beside it the head and the signature as they will stand on paper.

What is typed is kept as soon as nothing is wrong with it; until then what was kept stays, and it is said why.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QHideEvent, QImage, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.services.letterhead import Letterhead, sample
from desktop.services.letterhead.sample import Tried
from desktop.ui import language, style
from desktop.ui.letterhead.form import LetterheadForm
from desktop.ui.messages import OK
from desktop.ui.page import Page
from desktop.ui.summary.preview import Preview
from desktop.ui.widgets.card import label
from desktop.ui.widgets.scroll import scrolled
from desktop.ui.widgets.sides import side_by_side, turn
from desktop.ui.workplace import Workplace

_PPI = 144
_WAIT = 400  # milliseconds after the last key
_NARROW = 110  # characters


class LetterheadPage(Page):
    """Who issues, who signs, who receives."""

    uses_period = False
    cares_for = frozenset({"letterhead"})

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self.setObjectName("letterhead_page")
        self._usual = self.action("usual", self.follow_unit)
        self._before: Letterhead | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT)
        self._wait.timeout.connect(self.keep)
        self.form = LetterheadForm(self)
        self.form.edited.connect(self._wait.start)
        self.state = label("", "secondary", self, wrap=True)
        self.preview = Preview(self)
        self._columns = side_by_side(self)
        self._columns.addWidget(scrolled(self.form, self), 1)
        beside = QVBoxLayout()
        self._columns.addLayout(beside, 1)
        beside.addWidget(self.state)
        beside.addWidget(self.preview, 1)
        self.begins_in = self.form.fields["body"]
        self._retranslate()

    def title(self) -> str:
        """Letterhead."""
        return language.say("letterhead.title")

    def context(self) -> str:
        """Where it is kept and what it is for."""
        return language.say("letterhead.context")

    def header_actions(self) -> Sequence[QAction]:
        """Follow the unit again."""
        return (self._usual,)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where two would be too narrow."""
        super().resizeEvent(event)
        turn(self._columns, self, _NARROW)

    def hideEvent(self, event: QHideEvent) -> None:
        """What was typed last is kept too."""
        super().hideEvent(event)
        if self._wait.isActive():
            self.keep()

    def refresh(self) -> None:
        """Show what is kept; what is being typed stays."""
        if not self._wait.isActive():
            ppi = round(_PPI * self.devicePixelRatioF())
            self.workplace.tasks.run(
                sample.shown, self.workplace.desk, ppi, done=self._on_shown, latest="shown"
            )

    def keep(self) -> None:
        """Keep what is typed, if nothing is wrong with it."""
        self._wait.stop()
        head = self.form.value()
        if head is not None:
            self._try(head, self._on_tried)

    def follow_unit(self) -> None:
        """Take everything that was set back to what follows from the unit; can be undone."""
        self._before = self.form.value()
        self._wait.stop()
        self._try(sample.usual(self.workplace.desk), self._on_followed)

    def undo(self) -> None:
        """Set again what was set before `follow_unit`."""
        if self._before is not None:
            self._try(self._before, self._on_shown)

    def _try(self, head: Letterhead, done: Callable[[Tried], None]) -> None:
        ppi = round(_PPI * self.devicePixelRatioF())
        self.workplace.tasks.run(
            sample.tried,
            self.workplace.desk,
            head,
            ppi,
            done=done,
            latest="letterhead",
        )

    def _on_shown(self, tried: Tried) -> None:
        self.form.show_head(tried.head)
        self._on_tried(tried)
        self.state.setText(language.say("letterhead.preview"))

    def _on_followed(self, tried: Tried) -> None:
        self._on_shown(tried)
        say = language.say
        self.workplace.messages.tell(
            say("letterhead.followed"), OK, action=say("letterhead.undo"), on_action=self.undo
        )

    def _on_tried(self, tried: Tried) -> None:
        ppi = round(_PPI * self.devicePixelRatioF())
        self.preview.show_pages([QImage.fromData(tried.page)], ppi)
        said = {one.field: language.term("problems", one.code, **one.params) for one in tried.problems}
        self.form.show_problems(said)
        kept = not said
        text = language.say("letterhead.kept") if kept else next(iter(said.values()))
        self.state.setText(text if kept else language.say("letterhead.not_kept", why=text))
        style.wears(self.state, kind="secondary" if kept else "error")

    def _retranslate(self) -> None:
        say = language.say
        self._usual.setText(say("letterhead.usual"))
        self.preview.setAccessibleName(say("letterhead.preview"))
        self.state.setText(say("letterhead.preview"))


def make(workplace: Workplace, _kind: str) -> Page:
    """The letterhead."""
    return LetterheadPage(workplace)
