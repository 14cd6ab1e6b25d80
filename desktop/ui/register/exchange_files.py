"""What a register does with workbooks; runs in the worker.

The libraries for workbooks are loaded when they are needed, and by the worker: loading them takes longer than
opening a list.
"""

from collections.abc import Sequence
from pathlib import Path

from desktop.models.conditions import Listing
from desktop.services.desk import Desk
from desktop.services.progress import Progress
from desktop.services.words import Words


def template(desk: Desk, kind: str, path: Path, spoken: str) -> Path:
    """Write an empty workbook for records of *kind*, in the language *spoken*; gives where it is."""
    from desktop.services import own_codes, workbook

    workbook.template(kind, path, Words(spoken), own_codes.of(desk))
    return path


def blank(desk: Desk, kind: str, path: Path) -> Path:
    """Write a blank form for paper; gives where it is."""
    from desktop.services import blanks

    return blanks.pdf(kind, path, desk)


def blank_pages(kind: str, desk: Desk, ppi: int) -> list[bytes]:
    """The pages of a blank form."""
    from desktop.services import blanks

    return blanks.pages(kind, desk, ppi)


def export(
    desk: Desk,
    listing: Listing,
    fields: Sequence[str] | None,
    path: Path,
    spoken: str,
    progress: Progress,
) -> Path:
    """Write the register as it is listed; gives where it is."""
    from desktop.services import exporting

    exporting.export(desk, listing, path, Words(spoken), fields=fields, progress=progress)
    return path
