"""Two machines of one commune that know the same record and then go on without each other."""

from collections.abc import Sequence
from pathlib import Path

from desktop.models import ledger
from desktop.models import settings as kept
from desktop.services import exchange
from desktop.services.desk import Desk
from desktop.services.folding_log import row_from


def join(receiver: Desk, machine: Desk, folder: Path) -> None:
    """Let *machine* join."""
    file = folder / f"{machine.settings.site}.soxa-invite"
    exchange.join(machine, exchange.invite(receiver, machine.settings.unit, file))


def hand_on(source: Desk, target: Desk, kind: str, records: Sequence[str]) -> None:
    """Let *target* know *records* as *source* does."""
    wanted = [bytes.fromhex(record) for record in records]
    with source.store.read() as connection:
        shared = ledger.changes_of(connection, wanted)
    changes = [change.as_sent() for record in wanted for change in shared[record]]
    with target.store.write() as writer:
        writer.append(changes, {kind: [row_from(shared[record]) for record in wanted]})
        highest = max(change.lamport for change in changes)
        before = int(kept.read(writer.connection, "lamport", 0))
        kept.write(writer.connection, {"lamport": max(highest, before)})


def send(source: Desk, target: Desk, folder: Path) -> None:
    """Let *target*, a receiving desk, have everything of *source*."""
    folder.mkdir(exist_ok=True)
    exchange.export(source, folder, full=True)
    exchange.receive(target, [folder])
