"""The folder that is watched: packages in it appear by themselves."""

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from desktop.ui import language, style
from desktop.ui.receive import work
from desktop.ui.receive.work import Listing
from desktop.ui.saving import remember, remembered
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import label
from desktop.ui.widgets.spoken import Spoken
from desktop.ui.workplace import Workplace

_WAIT = 700
"""Milliseconds of quiet in the folder before it is looked into: a package is being copied."""
_EVERY = 20_000
"""Milliseconds between two looks at names alone: a share on the network does not tell when something comes."""


class WatchedFolder(Spoken, QWidget):
    """Says which folder is watched, and changes it.

    Signals:
        stirred: Something changed in the folder, or another one is watched.
        wanted: A person wants to see what lies in it now.
    """

    stirred = Signal()
    wanted = Signal()

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._on_changed)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_WAIT)
        self._quiet.timeout.connect(self.stirred)
        self._known: Listing | None = None
        self._looking = QTimer(self)
        self._looking.setInterval(_EVERY)
        self._looking.timeout.connect(self.attend)
        self._said = label("", "secondary", self, wrap=True)
        self.look, self.change, self.stop = Button(self), Button(self), Button(self)
        self.look.clicked.connect(self.wanted)
        self.change.clicked.connect(self.choose)
        self.stop.clicked.connect(self._on_stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.GAP)
        row.addWidget(self._said, 1)
        row.addWidget(self.look)
        row.addWidget(self.change)
        row.addWidget(self.stop)
        self.attend()
        self._retranslate()

    @property
    def folder(self) -> Path | None:
        """The folder that is watched."""
        inbox = self._workplace.desk.settings.inbox
        return Path(inbox) if inbox else None

    def choose(self) -> None:
        """Ask which folder is to be watched."""
        name = QFileDialog.getExistingDirectory(
            self, self.change.text(), str(self.folder or remembered("packages"))
        )
        if name:
            remember("packages", Path(name))
            self.watch(Path(name))

    def watch(self, folder: Path | None) -> None:
        """Watch *folder* from now on, None for none."""
        self._workplace.tasks.run(work.watch, self._workplace.desk, folder, done=self._on_watched)

    def _on_stop(self) -> None:
        self.watch(None)

    def _on_watched(self, _folder: object) -> None:
        self._known = None
        self.attend()
        self._retranslate()
        self.stirred.emit()

    def attend(self) -> None:
        """See what lies in the folder, in the worker: a share that is gone keeps whoever asks waiting."""
        folder = self.folder
        if folder is None:
            if self._watcher.directories():
                self._watcher.removePaths(self._watcher.directories())
            self._looking.stop()
            self._known = None
            return
        self._workplace.tasks.run(work.listing, folder, done=self._on_listed, latest="listing")

    def _on_listed(self, found: Listing | None) -> None:
        if found is None or self.folder is None:
            # Asked again when somebody wants to see it: asking a share that is gone holds up everything else.
            self._looking.stop()
            return
        self._looking.start()
        if str(self.folder) not in self._watcher.directories():
            if self._watcher.directories():
                self._watcher.removePaths(self._watcher.directories())
            self._watcher.addPath(str(self.folder))
        if self._known is not None and found != self._known:
            self._quiet.start()
        self._known = found

    def _on_changed(self, _folder: str) -> None:
        self._quiet.start()

    def _retranslate(self) -> None:
        say = language.say
        folder = self.folder
        said = say("receive.watched", folder=str(folder)) if folder else say("receive.not_watched")
        self._said.setText(said)
        self.change.setText(say("receive.watch_other" if folder else "receive.watch"))
        self.stop.setText(say("receive.watch_none"))
        self.look.setText(say("receive.look_again"))
        for button in (self.look, self.stop):
            button.setVisible(folder is not None)
