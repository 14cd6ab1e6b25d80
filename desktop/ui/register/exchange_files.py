"""What a register does with workbooks; runs in the worker."""

from collections.abc import Sequence
from pathlib import Path

from desktop.models.conditions import Listing
from desktop.services import exporting, own_codes, workbook
from desktop.services.desk import Desk
from desktop.services.progress import Progress
from desktop.services.words import Words


def template(desk: Desk, kind: str, path: Path, spoken: str) -> Path:
    """Write an empty workbook for records of *kind*, in the language *spoken*; gives where it is."""
    workbook.template(kind, path, Words(spoken), own_codes.of(desk))
    return path


def export(
    desk: Desk,
    listing: Listing,
    fields: Sequence[str] | None,
    path: Path,
    spoken: str,
    progress: Progress,
) -> Path:
    """Write the register as it is listed; gives where it is."""
    exporting.export(desk, listing, path, Words(spoken), fields=fields, progress=progress)
    return path
