"""Exporting: the records that answer a question, as they are listed, to a workbook that can be imported again."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from desktop.models import lists
from desktop.models.conditions import Listing
from desktop.services import listing as listings
from desktop.services import workbook
from desktop.services.desk import Desk
from desktop.services.progress import Progress, silent
from desktop.services.words import Words
from desktop.services.workbook.register_list import Part

_AT_ONCE = 500


def export(
    desk: Desk,
    listing: Listing,
    path: Path,
    words: Words,
    *,
    ids: bytes | None = None,
    fields: Sequence[str] | None = None,
    progress: Progress = silent,
) -> int:
    """Write the records that answer *listing* to *path*; gives how many.

    Real days and numbers, text that stays text, the stable code of each column above its label: importing the file
    again changes nothing.

    Args:
        desk: The desk.
        listing: The question, with its order.
        path: The workbook, replaced whole.
        words: The language of labels.
        ids: What `listing.find` found; asked again when None.
        fields: The fields wanted, in order; None for all.
        progress: Told how far it is.

    Raises:
        Refusal: ``cannot_write`` or ``disk_full``.
        Cancelled: from *progress*; nothing is written then.
    """
    if ids is None:
        with desk.store.read() as connection:
            ids = listings.ids(connection, listing, words.language)
    return workbook.write_list(
        listing.kind,
        _parts(desk, listing.kind, ids, progress),
        path,
        words,
        fields=fields,
        training=desk.settings.training,
    )


def _parts(desk: Desk, kind: str, ids: bytes, progress: Progress) -> Iterator[Part]:
    total = len(lists.each(ids))
    for first in range(0, total, _AT_ONCE):
        progress(first, total)
        found = listings.rows(desk, kind, ids, first, _AT_ONCE)
        yield found.entries, found.captions
    progress(total, total)
