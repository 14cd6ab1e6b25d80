"""A store that goes on as a new site: restored, moved to another machine, or joined with a key of its own."""

from collections.abc import Callable
from typing import Any

from desktop.models import answers, ledger, settings
from desktop.models.records import known
from desktop.models.writer import Writer
from desktop.services.restating import all_restated, restated
from sync.identity import MachineKey

_JUMP = 10**6


def new_site(writer: Writer, random: Callable[[int], bytes]) -> None:
    """Go on under a new site, so that no number is used for two contents, and state again what was not sent.

    See ``docs/decisions/0006-a-restored-store-is-a-new-site.md``.
    """
    connection = writer.connection
    site = bytes.fromhex(settings.read(connection, "site"))
    unsent = ledger.changes_between(
        connection, site, _sent(connection, site) + 1, ledger.last_seq(connection, site)
    )
    _new_names(writer, random)
    writer.put(restated(connection, dict.fromkeys((c.kind, c.record) for c in unsent if known(c.kind))))


def new_identity(writer: Writer, random: Callable[[int], bytes]) -> None:
    """As `new_site`, and with a key of its own: whoever has the old one is another machine.

    It states the whole register again: of what went out under the old key, nobody knows what will still be taken.
    """
    settings.write(writer.connection, {"machine_key": MachineKey.generate(random).to_bytes().hex()})
    _new_names(writer, random)
    writer.put(all_restated(writer.connection))
    settings.write(writer.connection, {"whole": True})


def _new_names(writer: Writer, random: Callable[[int], bytes]) -> None:
    connection = writer.connection
    fresh = {"site": random(8).hex(), "local_site": random(8).hex(), "tallied_upto": 0}
    # Until its first full export, what the new site has said is not the whole register.
    settings.write(connection, {**fresh, "whole": False})
    # A receiving desk's receipts begin again above all it can have given out since, and above a second copy's.
    given_out = int(settings.read(connection, "receipts_from", 0))
    jump = _JUMP + int.from_bytes(random(4), "big") % _JUMP
    settings.write(connection, {"receipts_from": given_out + jump})


def _sent(connection: Any, site: bytes) -> int:
    """The number of the last change of *site* that need not be sent again."""
    # A package without its content was numbered and never written.
    written = max((p.last for p in ledger.packages_of(connection, site) if p.content), default=0)
    receipt = answers.latest(connection, site)
    # Where receipts come, only they count: what was written may have been lost with the machine.
    return written if receipt is None else min(written, receipt.held)
