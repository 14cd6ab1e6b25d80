"""What sending over the network asks of the register, in the worker, where what it needs is loaded."""

from pathlib import Path
from typing import Any

from desktop.models.errors import Refusal
from desktop.services.desk import Desk


def ready(desk: Desk) -> Any:
    """The `Way` to the receiving machine, and what was sent and not acknowledged; None when sending is off."""
    if desk.settings.receiver is None:
        return None
    from desktop.services.network import connecting

    if not connecting.connection(desk).on:
        return None
    return connecting.way(desk), unacknowledged(desk)


def unacknowledged(desk: Desk) -> Any:
    """What the receiving machine has got last and no receipt names yet; None for nothing."""
    from desktop.services import exchange
    from desktop.services.network import sending

    sent = sending.last_sent(desk)
    return sent if sent is not None and exchange.outgoing(desk).unreceived else None


def settings(desk: Desk) -> Any:
    """How the connection is set."""
    from desktop.services.network import connecting

    return connecting.connection(desk)


def change(desk: Desk, **values: Any) -> Any:
    """Set the connection."""
    from desktop.services.network import connecting

    return connecting.change(desk, **values)


def take_address(desk: Desk, file: Path) -> Any:
    """Take the address from a file."""
    from desktop.services.network import connecting

    return connecting.take_address(desk, file)


def way_to_test(desk: Desk) -> Any:
    """The way, whether sending is on or not."""
    from desktop.services.network import connecting

    return connecting.way(desk)


def tested(way: Any, stop: Any) -> Any:
    """Test the connection: on the line, no register; a refusal is an answer as well."""
    from desktop.services.network import carrying

    try:
        return carrying.test(way, stop)
    except Refusal as refusal:
        return refusal
