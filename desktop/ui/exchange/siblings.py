"""The other machines of a commune: writing for them, reading what they wrote, introducing two to each other."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from desktop import said
from desktop.models.records import all_kinds
from desktop.services.exchange import PackageReport
from desktop.services.exchange.siblings import Other
from desktop.ui import language
from desktop.ui.exchange import siblings_work as work
from desktop.ui.exchange.siblings_card import SiblingsCard, machine_name
from desktop.ui.exchange.siblings_work import Met, Read, Written
from desktop.ui.messages import OK, WARNING
from desktop.ui.page import Page
from desktop.ui.saving import remember, remembered

INTRODUCTION = ".soxa-machine"
_MOST_LINES = 12


class Siblings(QObject):
    """The part of the exchange page about the other machines.

    Args:
        page: The exchange page.
        folder: Gives the folder chosen for packages, None when there is none.
    """

    def __init__(self, page: Page, folder: Callable[[], Path | None]) -> None:
        super().__init__(page)
        self._page, self._folder = page, folder
        self._paths: tuple[Path, ...] = ()
        self._reports: Sequence[PackageReport] = ()
        self._met: Met | None = None
        self.write = page.action("write_for_others", self.write_package)
        self.look = page.action("look_at_others", self.choose_packages)
        self.introduce = page.action("introduce", self.write_introduction)
        self.meet = page.action("meet", self.choose_introduction)
        self.take = page.action("take_from_others", self.take_packages)
        self.trust = page.action("trust_machine", self.accept)
        self.leave = page.action("leave_it", self.put_away)
        self.card = SiblingsCard(
            (self.write, self.look, self.introduce, self.meet), (self.take, self.trust, self.leave), page
        )
        self._offer()

    def refresh(self) -> None:
        """Load which machines there are."""
        place = self._page.workplace
        place.tasks.run(work.others, place.desk, done=self._on_others, latest="siblings")

    def _on_others(self, others: Sequence[Other]) -> None:
        self.card.show_others(others)

    # Packages

    def write_package(self) -> None:
        """Write everything for the other machines to the place chosen above."""
        folder = self._place()
        if folder is not None:
            place = self._page.workplace
            place.tasks.run(
                work.write, place.desk, folder, done=self._on_written,
                label=language.say("exchange.exporting"), progress=True,
            )  # fmt: skip

    def _on_written(self, written: Written) -> None:
        key = "siblings.written" if written.name else "siblings.nothing_written"
        text = language.say(key, name=written.name, folder=written.folder)
        self._page.workplace.messages.tell(text, OK)
        self._page.workplace.changed({"support_tally", "staff_tally"})

    def choose_packages(self) -> None:
        """Look at the packages in the place chosen above; where there is none, ask for a folder."""
        folder = self._folder()
        if folder is None:
            title, start = language.say("siblings.choose_folder"), str(remembered("siblings"))
            name = QFileDialog.getExistingDirectory(self._page, title, start)
            if not name:
                return
            remember("siblings", Path(name))
            folder = Path(name)
        self.look_at([folder])

    def look_at(self, paths: Sequence[Path]) -> None:
        """Say what reading *paths* would bring; nothing changes yet."""
        self._paths = tuple(paths)
        place = self._page.workplace
        place.tasks.run(
            work.look, place.desk, self._paths, done=self._on_looked, label=language.say("siblings.looking"),
            progress=True,
        )  # fmt: skip

    def _on_looked(self, reports: Sequence[PackageReport]) -> None:
        self._reports, self._met = reports, None
        self._offer()

    def take_packages(self) -> None:
        """Take in what was looked at."""
        place = self._page.workplace
        place.tasks.run(
            work.take, place.desk, self._paths, done=self._on_taken, label=language.say("siblings.taking"),
            progress=True,
        )  # fmt: skip

    def _on_taken(self, read: Read) -> None:
        self.put_away()
        place = self._page.workplace
        say = language.say
        if read.conflicts:
            text = say("siblings.taken_conflicts", records=read.records, conflicts=read.conflicts)
            place.messages.tell(
                text, WARNING, action=say("siblings.show_conflicts"), on_action=self.show_conflicts
            )
        else:
            place.messages.tell(say("siblings.taken", records=read.records), OK)
        place.changed(kind.name for kind in all_kinds())

    def show_conflicts(self) -> None:
        """Go to what the machines set differently."""
        self._page.workplace.open_page("conflicts")

    # Introducing

    def write_introduction(self) -> None:
        """Write this machine's introduction to the place chosen above, and show what people compare."""
        folder = self._place()
        if folder is not None:
            place = self._page.workplace
            place.tasks.run(work.introduce, place.desk, folder, done=self._on_introduced)

    def _on_introduced(self, own: Met) -> None:
        self._met, self._reports = None, ()
        said_ = language.say("siblings.introduced", file=own.file.name, folder=str(own.file.parent))
        self._offer(f"{said_}\n\n{_compared(own)}")

    def choose_introduction(self) -> None:
        """Ask for the other machine's introduction."""
        kinds = f"{language.say('siblings.introductions')} (*{INTRODUCTION});;(*)"
        start = str(self._folder() or remembered("siblings"))
        name, _ = QFileDialog.getOpenFileName(self._page, language.say("siblings.meet"), start, kinds)
        if name:
            self.meet_machine(Path(name))

    def meet_machine(self, file: Path) -> None:
        """Show what the introduction *file* says; nothing changes yet."""
        place = self._page.workplace
        place.tasks.run(work.meet, file, done=self._on_met)

    def _on_met(self, met: Met) -> None:
        self._met, self._reports = met, ()
        self._offer()

    def accept(self) -> None:
        """Trust the machine that was met: a person has compared."""
        if self._met is not None:
            place = self._page.workplace
            place.tasks.run(work.accept, place.desk, self._met, done=self._on_accepted)

    def _on_accepted(self, other: Other) -> None:
        self.put_away()
        text = language.say("siblings.accepted", machine=machine_name(other.site, other.name))
        self._page.workplace.messages.tell(text, OK)
        self.refresh()

    def put_away(self) -> None:
        """Leave what was found as it is."""
        self._met, self._reports = None, ()
        self._offer()

    # Words

    def _place(self) -> Path | None:
        folder = self._folder()
        if folder is None:
            self._page.workplace.messages.tell(language.say("exchange.no_place"), WARNING)
        return folder

    def _offer(self, text: str = "") -> None:
        """Show what was found, with the answers it can have."""
        useful = [one for one in self._reports if one.status == "accepted"]
        if self._reports:
            lines = [said.package(language.term, one) for one in (*useful, *self._others_of(useful))]
            text = "\n".join(lines[:_MOST_LINES])
        elif self._met is not None:
            name = machine_name(self._met.site)
            text = f"{language.say('siblings.met', machine=name)}\n\n{_compared(self._met)}"
        self.take.setVisible(bool(useful))
        self.trust.setVisible(self._met is not None)
        self.card.show_found(text)

    def _others_of(self, useful: Sequence[PackageReport]) -> list[PackageReport]:
        """What is worth a line besides what can be taken in; what is here already is, only when there is no other."""
        refused = [one for one in self._reports if one.status == "refused"]
        return refused or ([] if useful else list(self._reports[-1:]))

    def retranslate(self) -> None:
        """Name the actions in the new language."""
        say = language.say
        for action, key in (
            (self.write, "write"), (self.look, "look"), (self.introduce, "introduce"), (self.meet, "meet"),
            (self.take, "take"), (self.trust, "trust"), (self.leave, "leave"),
        ):  # fmt: skip
            action.setText(say(f"siblings.{key}"))
        self._offer()


def _compared(met: Met) -> str:
    return language.say("siblings.compared", words=" ".join(met.words), fingerprint=met.fingerprint)
