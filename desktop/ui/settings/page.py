"""The settings as a page of cards; what belongs to the register is kept in it, what to the screen on this machine."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QSettings, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.models.errors import Refusal
from desktop.services import backup, preferences
from desktop.services.preferences import REPORT_DAYS, TIP_OFF_DAYS
from desktop.ui import language, saving, style
from desktop.ui.messages import OK, refusal_text
from desktop.ui.network.receiving import ReceivingCard
from desktop.ui.network.setting import NetworkSetting
from desktop.ui.page import Page
from desktop.ui.settings.cards import ChoiceCard, FactsCard, JobCard, OfficerCard
from desktop.ui.widgets.scroll import fill
from desktop.ui.widgets.sides import side_by_side, turn
from desktop.ui.workplace import Workplace

BACKUP = ".soxa-backup"
_NARROW = 100  # characters


class SettingsPage(Page):
    """Facts, officer, look, backup, other registers.

    Signals:
        zoom_wanted: Letters of another size are wanted, in percent.
        other_wanted: Another register is wanted.
        practice_wanted: A register for practice is wanted.
    """

    zoom_wanted = Signal(int)
    other_wanted = Signal()
    practice_wanted = Signal()

    uses_period = False
    cares_for = frozenset({"settings"})

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self._days = TIP_OFF_DAYS if workplace.desk.settings.role == "commune" else REPORT_DAYS
        self.facts = FactsCard(self)
        self.officer = OfficerCard(self._days, self)
        self.officer.save_wanted.connect(self._on_save)
        self.speech = ChoiceCard(
            "language", [(name, f"language.{name}") for name in language.languages()], self
        )
        self.speech.chosen.connect(self._on_language)
        self.zoom = ChoiceCard("zoom", [(str(size), "") for size in style.ZOOMS], self)
        self.zoom.chosen.connect(self._on_zoom)
        self.letterhead = JobCard("letterhead", ("choose",), self)
        self.letterhead.asked.connect(self._on_job)
        self.forms = JobCard("forms", ("choose",), self)
        self.forms.asked.connect(self._on_job)
        self.plans = JobCard("plans", ("choose",), self)
        self.plans.asked.connect(self._on_job)
        self.backup = JobCard("backup", ("choose",), self)
        self.backup.asked.connect(self._on_job)
        commune = workplace.desk.settings.role == "commune"
        self.network = NetworkSetting(self) if commune else None
        self.receiving = None if commune else ReceivingCard(workplace, self)
        self.handover = JobCard("handover", ("choose",), self)
        self.handover.asked.connect(self._on_job)
        self.other = JobCard("other", ("choose", "practice"), self)
        self.other.asked.connect(self._on_job)
        self._lay_out()
        self._retranslate()

    def _lay_out(self) -> None:
        body = QWidget(self)
        self._columns = side_by_side(body)
        left, right = QVBoxLayout(), QVBoxLayout()
        network: list[QWidget] = [] if self.network is None else [self.network.card]
        if self.receiving is not None:
            network.append(self.receiving)
        for side, cards in (
            (left, (self.officer, self.facts, self.letterhead, self.forms, self.plans)),
            (right, (self.speech, self.zoom, self.backup, *network, self.handover, self.other)),
        ):
            self._columns.addLayout(side, 1)
            side.setSpacing(style.GAP)
            for card in cards:
                side.addWidget(card)
            side.addStretch(1)
        fill(self, body)
        self.begins_in = self.officer.post

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where two would be too narrow."""
        super().resizeEvent(event)
        turn(self._columns, self, _NARROW)

    def title(self) -> str:
        """Settings."""
        return language.say("settings.title")

    def context(self) -> str:
        """Where they are kept."""
        return language.say("settings.context")

    def refresh(self) -> None:
        """Read what is set."""
        self.workplace.tasks.run(
            preferences.readable, self.workplace.desk, done=self._on_read, latest="settings"
        )

        if self.network is not None:
            self.network.refresh()
        if self.receiving is not None:
            self.receiving.refresh()

    def _on_read(self, found: Mapping[str, object]) -> None:
        place = self.workplace.desk.store.place
        desk = self.workplace.desk
        chosen = [desk.plans.newest(plan_id).number for plan_id in desk.settings.plans]
        self.facts.show_facts({**found, "plans": chosen}, place)
        self.officer.show_values(found)

    # What a person sets

    def _on_save(self, values: Mapping[str, str]) -> None:
        self.workplace.tasks.run(
            preferences.change, self.workplace.desk, values, done=self._on_saved, failed=self._on_refused
        )

    def _on_saved(self, _settings: object) -> None:
        self.officer.show_problem("", "")
        self.workplace.messages.tell(language.say("settings.saved"), OK)
        self.workplace.changed({"settings"})

    def _on_refused(self, refusal: Refusal) -> None:
        field = self._days if refusal.code == "not_days" else "post"
        self.officer.show_problem(field, refusal_text(refusal))

    def _on_language(self, name: str) -> None:
        QSettings().setValue("language", name)
        language.use(name)

    def _on_zoom(self, percent: str) -> None:
        self.zoom_wanted.emit(int(percent))

    def _on_job(self, name: str) -> None:
        if name == "backup.choose":
            self.choose_backup()
        elif name in ("plans.choose", "forms.choose", "letterhead.choose", "handover.choose"):
            self.workplace.open_page(name.removesuffix(".choose"))
        elif name == "other.choose":
            self.other_wanted.emit()
        else:
            self.practice_wanted.emit()

    def choose_backup(self) -> None:
        """Ask where the backup should go, and make it there."""
        day = self.workplace.desk.today().isoformat()
        file = saving.proposed_name("so-xa", day, suffix=BACKUP)
        path = saving.ask_save(self, language.say("backup.title"), file, f"Sổ Xã (*{BACKUP})", "backup")
        if path is not None:
            self.back_up(path)

    def back_up(self, path: Path) -> None:
        """Make a backup at *path*."""
        run, say = self.workplace.tasks.run, language.say
        run(backup.backup, self.workplace.desk, path, done=self._on_backed_up, label=say("backup.running"))

    def _on_backed_up(self, path: Path) -> None:
        self.workplace.messages.tell(language.say("backup.done", file=str(path)), OK)

    def _retranslate(self) -> None:
        self.speech.choose(language.current())
        self.zoom.choose(str(style.zoom()))


def make(workplace: Workplace, _kind: str) -> Page:
    """The settings."""
    return SettingsPage(workplace)
