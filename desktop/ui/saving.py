"""Where files go: proposed names every system can keep, the folder used last, and opening what was written."""

import re
from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.models.folding import fold
from desktop.ui import language
from desktop.ui.messages import OK, MessageStrip

EXCEL = "Excel (*.xlsx)"
PDF = "PDF (*.pdf)"
WORD = "Word (*.docx)"
INVITATION = ".soxa-invite"
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")


def proposed_name(*parts: str, suffix: str) -> str:
    """A file name of plain ASCII letters, digits and hyphens made of *parts*: ``tong-hop-xa-bum-to.pdf``."""
    plain = "-".join(_NOT_IN_NAMES.sub("-", fold(part)).strip("-") for part in parts)
    return f"{plain}{suffix}"


def remembered(purpose: str) -> Path:
    """The folder used last for *purpose* on this machine; the documents folder before that."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(str(QSettings().value(f"folder/{purpose}", documents)))


def remember(purpose: str, folder: Path) -> None:
    """Propose *folder* the next time."""
    QSettings().setValue(f"folder/{purpose}", str(folder))


def ask_save(parent: QWidget, title: str, name: str, kinds: str, purpose: str = "documents") -> Path | None:
    """Ask where a file should go; None when the person thought better of it."""
    proposed = remembered(purpose) / name
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(proposed), kinds)
    if not chosen:
        return None
    path = Path(chosen)
    suffix = proposed.suffix
    if suffix and path.suffix.lower() != suffix:
        path = path.with_name(path.name + suffix)
    remember(purpose, path.parent)
    return path


class Written:
    """A file that was written, for the button beside the message about it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def open(self) -> None:
        """Open the file with the program the system has for it."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.path)))

    def open_folder(self) -> None:
        """Show the folder the file lies in."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.path.parent)))


def tell_written(messages: MessageStrip, path: Path) -> None:
    """Say that *path* was written, with a button that opens it."""
    text, action = language.say("saving.written", path=str(path)), language.say("saving.open")
    messages.tell(text, OK, action=action, on_action=Written(path).open)
