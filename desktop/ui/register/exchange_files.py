"""What a register does with workbooks; runs in the worker."""

from pathlib import Path

from desktop.models.period import Period
from desktop.services import activities, importing, workbook
from desktop.services.desk import Desk
from desktop.services.importing import Outcome, Preview
from desktop.services.progress import Progress
from desktop.services.words import Words

_ALL = 1_000_000


def template(kind: str, path: Path, spoken: str) -> Path:
    """Write an empty workbook for records of *kind*, in the language *spoken*; gives where it is."""
    workbook.template(kind, path, Words(spoken))
    return path


def export(desk: Desk, kind: str, period: Period | None, path: Path, spoken: str) -> Path:
    """Write the register as it is listed; gives where it is."""
    listed = activities.page(desk, kind, period=period, descending=False, limit=_ALL)
    workbook.write_list(
        kind, listed.entries, listed.captions, path, Words(spoken), training=desk.settings.training
    )
    return path


def look(desk: Desk, path: Path, progress: Progress) -> Preview:
    """What importing *path* would do; nothing is saved."""
    return importing.look(desk, path, progress=progress)


def save(desk: Desk, path: Path, progress: Progress) -> Outcome:
    """Import *path*: what is valid is saved, in one transaction."""
    return importing.run(desk, path, progress=progress)
