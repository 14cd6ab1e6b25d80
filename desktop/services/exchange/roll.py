"""Keeping the roll of the receiving machine up to date, where there is one."""

from desktop.models import settings
from desktop.services.desk import Desk


def keep_roll(desk: Desk) -> None:
    """Write the roll anew if a receiving machine was prepared; whoever has none loads nothing of it."""
    with desk.store.read() as connection:
        if settings.read(connection, "receiving_machine") is None:
            return
    from desktop.services.network import roll_calling

    roll_calling.call_again(desk)
