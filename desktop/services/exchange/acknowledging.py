"""Receipts as a commune reads them: only they make a record count as received."""

import dataclasses
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Literal

from desktop.models import answers, forwarded, ledger
from desktop.models.answers import KeptReceipt
from desktop.models.errors import Refusal
from desktop.services.desk import COMMUNE, Desk
from sync import canonical, receipts
from sync.errors import PackageRefused
from sync.identity import MachineKey
from sync.statements import Contents

_MOST_FILES = 200


@dataclasses.dataclass(frozen=True)
class ReceiptReport:
    """What became of one receipt file.

    Attributes:
        receipt: Name of the file.
        status: ``read``; ``known`` (read before); ``older`` than one that was read; or ``refused``. Only ``read``
            changed anything.
        reason: Why it was refused, a code of ``errors.json``.
        message_params: What the sentence of the reason needs.
        number: Its number.
        as_of: The day it was written, by the receiving desk's clock.
        accepted: Packages it says were taken in.
        refused: Packages it says were refused and never came whole.
        missing: Numbers of packages it misses.
        questions: Questions it asks.
        conflicts: Records it says two machines set differently.
        forked: Whether it took in another content under the number of a package of this machine.
        revoked: Whether it takes nothing more from this machine.
        waiting: Parts of kinds this program does not know yet, kept for a newer one.
    """

    receipt: str
    status: Literal["read", "known", "older", "refused"]
    reason: str | None = None
    message_params: dict[str, str] = dataclasses.field(default_factory=dict)
    number: int | None = None
    as_of: date | None = None
    accepted: int = 0
    refused: int = 0
    missing: tuple[int, ...] = ()
    questions: int = 0
    conflicts: int = 0
    forked: bool = False
    revoked: bool = False
    waiting: int = 0


def read_receipts(desk: Desk, paths: Iterable[Path]) -> list[ReceiptReport]:
    """Read receipts, in any order and any number of times; the latest counts, the others change nothing.

    Args:
        desk: A commune's desk.
        paths: Receipt files and folders; in a folder only receipts for this machine are looked at.

    Raises:
        Refusal: ``not_commune_desk``, ``not_joined``, ``path_missing``, ``no_receipts``.
    """
    _check_joined(desk)
    reports: list[ReceiptReport] = []
    for path in paths:
        if not path.exists():
            raise Refusal("path_missing", path=str(path))
        files = receipts_in(desk, path) if path.is_dir() else [path]
        reports += [_read(desk, file) for file in files]
    if not reports:
        raise Refusal("no_receipts")
    return reports


def find_receipts(desk: Desk, folders: Iterable[Path]) -> list[ReceiptReport]:
    """Read what lies in *folders* for this machine and is new to it; what cannot be read is passed over."""
    _check_joined(desk)
    files = [file for folder in dict.fromkeys(folders) for file in receipts_in(desk, folder)]
    return [report for report in (_read(desk, file) for file in files) if report.status == "read"]


def receipts_in(desk: Desk, folder: Path) -> list[Path]:
    """The files of *folder* itself that are receipts for this machine by their header."""
    try:
        files = sorted(file for file in folder.glob(f"*{receipts.SUFFIX}") if file.is_file())
    except OSError:
        return []
    found = []
    for file in files[:_MOST_FILES]:
        try:
            header = receipts.read(file).header
        except (PackageRefused, OSError):
            continue
        if header.machine == desk.settings.site:
            found.append(file)
    return found


def _check_joined(desk: Desk) -> None:
    if desk.settings.receiver is None:
        raise Refusal("not_joined")


def _read(desk: Desk, file: Path) -> ReceiptReport:
    try:
        return _take(desk, file)
    except OSError as fault:
        refused = PackageRefused("receipt_unreadable", reason=fault.strerror or "")
    except PackageRefused as fault:
        refused = fault
    said = {name: str(value) for name, value in refused.params.items()}
    number = said.get("number")
    return ReceiptReport(
        file.name, "refused", refused.code, said, int(number) if number and number.isdigit() else None
    )


def _take(desk: Desk, file: Path) -> ReceiptReport:
    outside = receipts.read(file)
    receipts.admit(
        outside.header,
        machine=desk.settings.site,
        receiver_key=desk.secret("receiver_key_public"),
        training=desk.settings.training,
    )
    opened = outside.unseal(MachineKey.from_bytes(bytes.fromhex(desk.secret("machine_key"))))
    site, number = bytes.fromhex(desk.settings.site), opened.header.number
    content = canonical.digest(opened.lines)
    with desk.store.write() as writer:
        connection = writer.connection
        packages = ledger.packages_of(connection, site)
        same, latest = answers.numbered(connection, site, number), answers.latest(connection, site)
        if same is not None and same.sha256 != content:
            raise PackageRefused("receipt_forked", number=number)
        if same is not None:
            return _report(desk, file, opened.contents, packages, "known")
        if latest is not None and latest.number > number:
            return _report(desk, file, opened.contents, packages, "older")
        commune = desk.settings.role == COMMUNE
        last = ledger.last_seq(connection, site) if commune else forwarded.last_position(connection, site)
        kept = KeptReceipt(
            site,
            number,
            content,
            min(counted(opened.contents, packages), last),
            opened.lines.decode(),
            desk.store.clock().isoformat(timespec="seconds"),
        )
        answers.keep(connection, kept)
    return _report(desk, file, opened.contents, packages, "read")


def counted(contents: Contents, packages: Sequence[ledger.Handled]) -> int:
    """The number up to which the machine's changes count as received.

    What the desk holds under the number of a package with another content is not this machine's.
    """
    held = contents.statement.held
    return min([held, *(one.first - 1 for one in forked(contents, packages))])


def forked(contents: Contents, packages: Sequence[ledger.Handled]) -> list[ledger.Handled]:
    """The packages of this machine under whose numbers another content was taken in."""
    taken = {one.sequence: one.content for one in contents.packages if one.status == "accepted"}
    return [one for one in packages if one.content and taken.get(one.sequence, one.content) != one.content]


def _report(
    desk: Desk,
    file: Path,
    contents: Contents,
    packages: Sequence[ledger.Handled],
    status: Literal["read", "known", "older"],
) -> ReceiptReport:
    own: Any = None
    if contents.revoked:
        own = MachineKey.from_bytes(bytes.fromhex(desk.secret("machine_key"))).public
    return ReceiptReport(
        receipt=file.name,
        status=status,
        number=contents.statement.number,
        as_of=date.fromisoformat(contents.statement.as_of),
        accepted=sum(one.status == "accepted" for one in contents.packages),
        refused=sum(one.status == "refused" for one in contents.packages),
        missing=contents.statement.missing,
        questions=len(contents.questions),
        conflicts=len(contents.conflicts),
        forked=bool(forked(contents, packages)),
        revoked=any(one.key == own for one in contents.revoked),
        waiting=len(contents.unknown),
    )
