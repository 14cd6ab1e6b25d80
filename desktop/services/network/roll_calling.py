"""What the receiving desk writes for its receiving machine (who may send) and for communes (where it is)."""

import dataclasses
from pathlib import Path

from desktop.models import enrolled, ledger, settings
from desktop.models.errors import Refusal
from desktop.services.desk import RECEIVING, Desk
from desktop.services.exchange import closing, medium
from sync.errors import PackageRefused
from sync.identity import MachineKey, ReceiverKey, recipient_id
from sync.receiver.depot import INBOX
from sync.receiver.roll import Entry, Machine, Roll, write_roll
from sync.transport.address import SUFFIX, AddressNote, parsed, write_address
from sync.transport.tokens import token_hash, upload_token

_FOLDER = "receiving_machine"


@dataclasses.dataclass(frozen=True)
class Prepared:
    """What was written for the receiving machine.

    Attributes:
        folder: Its folder.
        inbox: Where its packages will lie, and where receipts are handed out from.
        entries: Invitations that may send.
        fingerprint: Of its certificate.
        address: The signed file for communes; None when no address was given.
    """

    folder: Path
    inbox: Path
    entries: int
    fingerprint: str
    address: Path | None = None


def prepare(desk: Desk, folder: Path, url: str = "", certificate: Path | None = None) -> Prepared:
    """Make *folder* ready for a receiving machine: roll, inbox, certificate; with *url* the file for communes.

    From now on the roll is written anew whenever this desk invites, receives or revokes.

    Args:
        desk: A receiving desk.
        folder: The folder ``soxa serve`` runs in; on this machine, or a share of the one it runs on.
        url: Where communes reach the receiving machine.
        certificate: PEM file of its certificate, if it has one of its own; otherwise one is made in *folder*.

    Raises:
        Refusal: ``not_receiving_desk``, ``not_an_address_typed``, ``not_a_certificate``, ``disk_full``,
            ``cannot_write`` ...
    """
    from sync.receiver.certificate import fingerprint_in, kept_certificate

    if desk.settings.role != RECEIVING:
        raise Refusal("not_receiving_desk")
    address = None
    try:
        if url:
            address = parsed(url)
        (folder / INBOX).mkdir(parents=True, exist_ok=True)
        shown = certificate or kept_certificate(folder, [address.host] if address else [])[0]
        fingerprint = fingerprint_in(shown)
        entries = _write_roll(desk, folder)
        file = None
        if address is not None:
            file = folder / f"{_plain_name(address.host)}{SUFFIX}"
            key = MachineKey.from_bytes(bytes.fromhex(desk.secret("machine_key")))
            note = AddressNote(
                address=parsed(url, fingerprint),
                key=key.public,
                training=desk.settings.training,
                issued_on=desk.today().isoformat(),
            )
            write_address(file, note, key)
    except ValueError as fault:
        if address is None and url:
            raise Refusal("not_an_address_typed", address=url) from fault
        raise Refusal("not_a_certificate", path=str(certificate)) from fault
    except OSError as fault:
        raise medium.refused(folder, fault) from fault
    except PackageRefused as refused:
        raise Refusal("medium_broken", path=str(folder)) from refused
    with desk.store.write() as writer:
        settings.write(writer.connection, {_FOLDER: str(folder.resolve())})
    return Prepared(folder, folder / INBOX, entries, fingerprint, file)


def folder_of(desk: Desk) -> Path | None:
    """The folder of the receiving machine that was prepared; None for none."""
    with desk.store.read() as connection:
        kept = settings.read(connection, _FOLDER)
    return Path(kept) if kept else None


def call_again(desk: Desk) -> bool:
    """Write the roll anew if a receiving machine was prepared; whether it could be.

    A folder that is away at the moment keeps nobody from working: the next time brings it up to date.
    """
    folder = folder_of(desk)
    if folder is None:
        return False
    try:
        _write_roll(desk, folder)
    except (OSError, PackageRefused):
        return False
    return True


def _write_roll(desk: Desk, folder: Path) -> int:
    with desk.store.read() as connection:
        revoked = closing.revoked_keys(connection)
        joined: dict[str, list[Machine]] = {}
        for one in ledger.machines(connection):
            joined.setdefault(one.invitation, []).append(Machine(one.site.hex(), one.key))
        over = {one.id for one in enrolled.issued(connection) if _over(desk, one)}
        entries = tuple(
            Entry(
                one.id,
                token_hash(upload_token(one.token, one.id)),
                one.unit,
                tuple(sorted(joined.get(one.id, ()))),
            )
            for one in ledger.invitations(connection)
            if one.id not in over and not any(machine.key in revoked for machine in joined.get(one.id, ()))
        )
    key = MachineKey.from_bytes(bytes.fromhex(desk.secret("machine_key")))
    roll = Roll(
        receiver=desk.settings.unit,
        key=key.public,
        recipient=recipient_id(ReceiverKey.from_text(desk.secret("receiver_key")).recipient),
        training=desk.settings.training,
        written_at=desk.store.clock().isoformat(timespec="seconds"),
        entries=entries,
        revoked=tuple(sorted(revoked)),
    )
    write_roll(folder, roll)
    return len(entries)


def _over(desk: Desk, issued: enrolled.Issued) -> bool:
    """Whether nobody can join any more with an invitation that nobody joined with."""
    if issued.site is not None:
        return False
    ended = issued.expires_on is not None and issued.expires_on < desk.today().isoformat()
    return issued.withdrawn_on is not None or ended


def _plain_name(host: str) -> str:
    return "".join(letter if letter.isalnum() or letter in ".-" else "_" for letter in host)[:60]
