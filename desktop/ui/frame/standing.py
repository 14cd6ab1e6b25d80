"""The line at the bottom left: how the exchange stands, kept up to date after each write."""

from PySide6.QtCore import QEvent, QObject

from desktop.models import units
from desktop.models.period import Period
from desktop.services import exchange
from desktop.services.desk import Desk
from desktop.ui import language
from desktop.ui.frame.period_chooser import period_name
from desktop.ui.frame.sidebar import Sidebar
from desktop.ui.pages import COMMUNE
from desktop.ui.workplace import Workplace


def unit_words(ref: str) -> tuple[str, str]:
    """The full name of unit *ref* and of the units above it."""
    own, *above = units.ancestors(ref)
    return own.full_name, ", ".join(one.full_name for one in above)


def reported(desk: Desk, period: Period) -> tuple[int, int]:
    """How many communes have reported for *period*, and how many there are; runs in the worker."""
    communes = exchange.communes(desk, period)
    return sum(one.reported for one in communes), len(communes)


class Standing(QObject):
    """Asks the worker how the exchange stands and shows it in the sidebar."""

    def __init__(self, workplace: Workplace, sidebar: Sidebar, parent: QObject) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._sidebar = sidebar
        self._answer: object = None
        workplace.records_changed.connect(self.refresh)
        workplace.period_changed.connect(self.refresh)
        sidebar.installEventFilter(self)
        self.refresh()

    def refresh(self, _news: object = None) -> None:
        """Ask again."""
        work = self._workplace
        if work.desk.settings.role == COMMUNE:
            work.tasks.run(exchange.outgoing, work.desk, done=self._on_outgoing, latest="standing")
        else:
            work.tasks.run(reported, work.desk, work.period, done=self._on_reported, latest="standing")
        self._show_unit()

    def _show_unit(self) -> None:
        settings = self._workplace.desk.settings
        name, above = unit_words(settings.unit)
        desk = language.say(f"frame.desk.{settings.role}")
        self._sidebar.show_unit(name, f"{above} · {desk}" if above else desk)

    def _on_outgoing(self, outgoing: exchange.Outgoing) -> None:
        self._answer = outgoing
        say = language.say
        nothing = say("standing.all_sent" if outgoing.last_sequence is not None else "standing.nothing")
        if outgoing.all_received:
            nothing = say("standing.all_received")
        elif outgoing.last_state in ("refused", "forked"):
            nothing = say("standing.not_taken", sequence=outgoing.last_sequence or 0)
        text = say("standing.to_send", count=outgoing.records) if outgoing.changes else nothing
        if outgoing.closed or outgoing.moved:
            text = say(f"standing.{outgoing.closed or 'moved'}")
        elif outgoing.unconfirmed and not outgoing.changes:
            text = say("standing.unconfirmed", sequence=outgoing.last_sequence or 0)
        more = say("standing.never")
        if outgoing.last_sequence is not None and outgoing.last_exported_on is not None:
            more = say("standing.last", sequence=outgoing.last_sequence, day=outgoing.last_exported_on)
        self._sidebar.show_standing(text, more, settled=outgoing.all_received)

    def _on_reported(self, answer: tuple[int, int]) -> None:
        self._answer = answer
        done, total = answer
        self._sidebar.show_standing(
            language.say("standing.reported", done=done, total=total), period_name(self._workplace.period)
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say it again in the new language."""
        if event.type() == QEvent.Type.LanguageChange and self._answer is not None:
            self._show_unit()
            if isinstance(self._answer, tuple):
                self._on_reported(self._answer)
            elif isinstance(self._answer, exchange.Outgoing):
                self._on_outgoing(self._answer)
        return super().eventFilter(watched, event)
