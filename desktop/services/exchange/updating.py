"""After an update: packages that were too new for the program before are taken in without anybody asking again."""

import logging

from desktop.models import settings
from desktop.models.errors import Refusal
from desktop.services.desk import RECEIVING, Desk
from desktop.services.exchange import quarantine
from desktop.services.exchange.reports import PackageReport
from desktop.services.exchange.schema import SCHEMA
from sync.header import NEWEST

_READ_BY = "read_by"
_LOG = logging.getLogger("soxa")


def take_what_waited(desk: Desk) -> list[PackageReport]:
    """Receive what was put aside as ``too_new`` by a program that knew less; once for each update.

    Somebody has wanted these packages received already. What is still too new goes on waiting. Nothing that goes
    wrong here keeps the register from being opened: it is tried again at the next start.
    """
    able = f"{NEWEST} {SCHEMA}"
    if desk.settings.role != RECEIVING:
        return []
    with desk.store.read() as connection:
        if settings.read(connection, _READ_BY) == able:
            return []
    waiting = [one.sha256 for one in quarantine.waiting(desk) if one.code == "too_new"]
    try:
        reports = quarantine.retry(desk, waiting) if waiting else []
        with desk.store.write() as writer:
            settings.write(writer.connection, {_READ_BY: able})
    except Refusal as refusal:
        _LOG.warning("what waited for an update is not taken in yet: %s", refusal.code)
        return []
    return reports
