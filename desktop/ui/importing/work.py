"""What the assistant asks of the services; runs in the worker."""

from pathlib import Path

from desktop import said
from desktop.services import importing
from desktop.services.desk import Desk
from desktop.services.importing import Choices, Outcome, Preview, Undone
from desktop.services.progress import Progress
from desktop.services.words import Words


def look(desk: Desk, path: Path, choices: Choices, progress: Progress) -> Preview:
    """What importing *path* would do; nothing is saved."""
    return importing.look(desk, path, choices, progress=progress)


def save(desk: Desk, path: Path, choices: Choices, agreed: Preview, progress: Progress) -> Outcome:
    """Import *path*, if it still does what was *agreed* to."""
    return importing.run(desk, path, choices, agreed=agreed, progress=progress)


def undo(desk: Desk, outcome: Outcome) -> Undone:
    """Take the import back."""
    return importing.undo(desk, outcome)


def write_refused(path: Path, preview: Preview, target: Path, spoken: str) -> Path:
    """Write the refused lines with their reasons; gives where they are."""
    words = Words(spoken)
    importing.write_refused(path, preview, target, words, lambda p: said.problem(words, p, preview.kind))
    return target
