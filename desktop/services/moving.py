"""Moving a receiving unit's store between a folder and a server, with the same content on both sides."""

import dataclasses
from pathlib import Path

from desktop.models import moving
from desktop.models.address import Address
from desktop.models.errors import Refusal
from desktop.services import checker, this_machine
from desktop.services.desk import ON_SERVERS, Desk
from desktop.services.exchange import archiving
from desktop.services.progress import Progress, silent


@dataclasses.dataclass(frozen=True)
class Moved:
    """What became of it.

    Attributes:
        origin: Where the store was; it can be read there, and not written any more.
        place: Where it is now.
        state_hash: The hash of its content, worked out in both places.
        left: Originals of packages that could not be copied along; they are where they were.
    """

    origin: str
    place: str
    state_hash: str
    left: int


def move(desk: Desk, place: Path | Address, *, progress: Progress = silent) -> Moved:
    """Move the store of *desk* to *place*: an empty database on a server, or a new folder.

    It is opened there by the same passphrase and goes on as the same machine: numbers and receipts continue.
    Originals of packages that lie on this machine go along.

    Raises:
        Refusal: ``not_receiving_desk``, and what `desktop.models.moving.move` says; the store is as it was.
    """
    if isinstance(place, Address) and desk.settings.role not in ON_SERVERS:
        raise Refusal("not_receiving_desk")
    content = moving.move(desk.store, place, checker.state_of, progress, this_machine.forget)
    left = archiving.carry(desk.store.folder, moving.folder_at(place))
    return Moved(desk.store.place, str(place), content, left)
