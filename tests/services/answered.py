"""A receiving unit that has everything a machine has written so far, in a receipt that is read."""

from desktop.models import answers, ledger
from desktop.models.answers import KeptReceipt
from desktop.services.desk import Desk
from sync.statements import Statement, pack


def acknowledge(desk: Desk) -> None:
    """Let everything that *desk* has exported count as received."""
    site = bytes.fromhex(desk.settings.site)
    with desk.store.write() as writer:
        held = max(one.last for one in ledger.packages_of(writer.connection, site))
        before = answers.latest(writer.connection, site)
        statement = Statement(
            receiver=str(desk.settings.receiver),
            unit=desk.settings.unit,
            machine=desk.settings.site,
            number=before.number + 1 if before else 1,
            as_of=desk.today().isoformat(),
            held=held,
            program="0.2.0",
        )
        kept = KeptReceipt(
            site, statement.number, "", held, pack(statement, ()).decode(), "2025-11-21T09:41:00"
        )
        answers.keep(writer.connection, kept)
