"""Moving a receiving unit's store between a folder and a server, with the same content on both sides."""

import dataclasses
from pathlib import Path

from desktop.models import moving
from desktop.models.address import Address
from desktop.models.errors import Refusal
from desktop.services import checker
from desktop.services.desk import ON_SERVERS, Desk
from desktop.services.progress import Progress, silent


@dataclasses.dataclass(frozen=True)
class Moved:
    """What became of it.

    Attributes:
        origin: Where the store was; it can be read there, and not written any more.
        place: Where it is now.
        state_hash: The hash of its content, worked out in both places.
    """

    origin: str
    place: str
    state_hash: str


def move(desk: Desk, place: Path | Address, *, progress: Progress = silent) -> Moved:
    """Move the store of *desk* to *place*: an empty database on a server, or a new folder.

    It is opened there by the same passphrase and goes on as the same machine: numbers and receipts continue.

    Raises:
        Refusal: ``not_receiving_desk``, and what `desktop.models.moving.move` says; the store is as it was.
    """
    if isinstance(place, Address) and desk.settings.role not in ON_SERVERS:
        raise Refusal("not_receiving_desk")
    content = moving.move(desk.store, place, checker.state_of, progress)
    return Moved(desk.store.place, str(place), content)
