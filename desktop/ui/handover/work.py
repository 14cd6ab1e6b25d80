"""What the page of handing over asks of the services, in the worker."""

from pathlib import Path

from desktop.services import handover, recovery
from desktop.services.desk import Desk
from desktop.services.handover import Handover


def load(desk: Desk) -> Handover:
    """The list as it stands."""
    return handover.state(desk)


def begin(desk: Desk) -> Handover:
    """Begin a handover."""
    handover.begin(desk)
    return handover.state(desk)


def give_up(desk: Desk) -> Handover:
    """Nobody leaves after all."""
    handover.give_up(desk)
    return handover.state(desk)


def finish(desk: Desk, post: str) -> Handover:
    """End a handover."""
    handover.finish(desk, post)
    return handover.state(desk)


def change_passphrase(desk: Desk, old: str, new: str) -> None:
    """Let *new* open the register from now on."""
    recovery.change_passphrase(desk, old, new)


def make_sheet(desk: Desk, passphrase: str, path: Path) -> Path:
    """Write a new recovery sheet to *path*."""
    return recovery.write_sheet(desk, recovery.new_sheet_code(desk, passphrase), path)
