"""Keeping what is typed and not saved, so that a power cut takes two seconds of work at most."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.models.entry import Draft
from desktop.services import drafts
from desktop.services.drafts import KeptDraft
from desktop.ui.workplace import Workplace

_KEEP_AFTER_MS = 1_500


class DraftKeeper(QObject):
    """Keeps the draft of one form; ``changed`` says that ``at`` is another moment.

    Attributes:
        at: When the draft was kept last; None while none is kept.
    """

    changed = Signal()

    def __init__(
        self, workplace: Workplace, kind: str, record: str | None, unsaved: Callable[[], Draft | None],
        parent: QObject,
    ) -> None:  # fmt: skip
        """Keep what *unsaved* gives, a bound method; it gives None when there is nothing to lose."""
        super().__init__(parent)
        self._workplace = workplace
        self._kind = kind
        self._record = record
        self._unsaved = unsaved
        self.at: datetime | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_KEEP_AFTER_MS)
        self._timer.timeout.connect(self.keep)

    def typed(self) -> None:
        """Keep it soon; whoever types without a pause loses no more than others."""
        if not self._timer.isActive():
            self._timer.start()

    def stop(self) -> None:
        """Keep nothing for now; it is being saved."""
        self._timer.stop()

    def keep(self) -> None:
        """Keep what is typed."""
        self._timer.stop()
        draft = self._unsaved()
        if draft is not None:
            run = self._workplace.tasks.run
            run(drafts.keep, self._workplace.desk, draft, done=self._on_kept, latest="keep")

    def _on_kept(self, at: datetime) -> None:
        self.at = at
        self.changed.emit()

    def took_up(self, kept: KeptDraft) -> None:
        """What was kept before shows in the form again."""
        self.at = kept.kept_at
        self.changed.emit()

    def forget(self) -> None:
        """Keep no draft; it was saved or dropped."""
        self._timer.stop()
        self.at = None
        self._workplace.tasks.run(drafts.forget, self._workplace.desk, self._kind, self._record)
        self.changed.emit()
