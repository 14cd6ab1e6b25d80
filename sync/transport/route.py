"""Whether there is any way out of this machine; asks nobody and sends nothing."""

import ipaddress
import socket
from contextlib import suppress

_ANYWHERE = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))  # addresses nobody has


def has_way(host: str) -> bool:
    """Whether the system knows a way to *host*, or to anywhere when that is a name: the line may still be dead.

    A datagram socket that is connected sends nothing; the system only looks for the way.
    """
    return any(_leads(family, address) for family, address in _asked(host))


def _asked(host: str) -> tuple[tuple[int, str], ...]:
    with suppress(ValueError):
        address = ipaddress.ip_address(host)
        return ((socket.AF_INET6 if address.version == 6 else socket.AF_INET, host),)
    return _ANYWHERE


def _leads(family: int, address: str) -> bool:
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as asking:
            asking.connect((address, 9))
    except OSError:
        return False
    return True
