"""What the exchange page asks of the services, in the worker."""

import dataclasses
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from desktop.services import backup as backups
from desktop.services import exchange, handing, this_machine
from desktop.services.desk import Desk
from desktop.services.exchange import (
    Exported,
    Here,
    Outgoing,
    Question,
    ReceiptReport,
    SentPackage,
    SpokenKey,
    enrolment,
)
from desktop.services.handing import Offer
from desktop.services.progress import Cancelled, Progress
from desktop.services.this_machine import Noticed


@dataclasses.dataclass(frozen=True)
class Standing:
    """How the exchange of this machine stands; ``found`` are receipts that were lying somewhere, now read."""

    outgoing: Outgoing
    sent: list[SentPackage]
    questions: list[Question]
    found: list[ReceiptReport]
    keys: list[SpokenKey] = dataclasses.field(default_factory=list)
    here: Here = dataclasses.field(default_factory=lambda: Here("in_use"))
    noticed: Noticed | None = None
    offers: list[Offer] = dataclasses.field(default_factory=list)


@dataclasses.dataclass(frozen=True)
class ExportDone:
    """What exporting came to: a package, nothing new, or stopped by the person."""

    exported: Exported | None = None
    stopped: bool = False


@dataclasses.dataclass(frozen=True)
class InvitationSeen:
    """What an invitation says, without its secret."""

    file: Path
    receiver_name: str
    unit: str
    training: bool
    issued_on: str
    code: str | None = None


@dataclasses.dataclass(frozen=True)
class SealedSeen:
    """What an invitation shows before its code is typed."""

    file: Path
    unit: str
    expires_on: date


def load(desk: Desk, folders: Sequence[Path]) -> Standing:
    """Read the receipts that lie in *folders*; then what waits, what was sent and what is asked."""
    found = exchange.find_receipts(desk, folders) if desk.settings.receiver is not None else []
    return Standing(
        exchange.outgoing(desk), exchange.sent(desk), exchange.questions(desk), found,
        exchange.spoken_keys(desk), exchange.standing_here(desk), this_machine.noticed(desk), handing.offers(desk),
    )  # fmt: skip


def read(desk: Desk, paths: Sequence[Path]) -> list[ReceiptReport]:
    """Read the receipts *paths*."""
    return exchange.read_receipts(desk, paths)


def confirm(desk: Desk, question: str) -> None:
    """Answer that what is recorded is right."""
    exchange.confirm(desk, question)


def export(desk: Desk, folder: Path, *, full: bool, progress: Progress) -> ExportDone:
    """Write a package to *folder*; a stop is an answer too, for a number may have been given out already."""
    try:
        return ExportDone(exchange.export(desk, folder, full=full, again=True, progress=progress))
    except Cancelled:
        return ExportDone(stopped=True)


def see(file: Path) -> InvitationSeen | SealedSeen:
    """What the invitation *file* says, or that it asks for a code; nothing changes."""
    outside = enrolment.sealed(file)
    if outside is not None:
        return SealedSeen(file, outside.unit, date.fromisoformat(outside.expires_on))
    return _seen(file, None)


def open_sealed(file: Path, code: str) -> InvitationSeen:
    """What a sealed invitation says that *code* opens; nothing changes."""
    return _seen(file, code)


def _seen(file: Path, code: str | None) -> InvitationSeen:
    said = enrolment.preview(file, code)
    return InvitationSeen(
        file,
        str(said["receiver_name"]),
        str(said["unit"]),
        bool(said["training"]),
        str(said["issued_on"]),
        code,
    )


def join(desk: Desk, file: Path, code: str | None) -> Path:
    """Join with *file*."""
    exchange.join(desk, file, code=code)
    return file


def say_why(desk: Desk, how: str) -> str:
    """Say why the register lies on another machine; gives the answer."""
    this_machine.answer(desk, how)
    return how


def compared(desk: Desk) -> None:
    """Note that the receiving unit's words were compared."""
    exchange.note_receiver_compared(desk)


def backup(desk: Desk, path: Path) -> Path:
    """Write a backup to *path*."""
    return backups.backup(desk, path)
