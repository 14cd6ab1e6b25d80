"""What is remembered of a package that was refused, so that a receipt can tell its machine."""

import dataclasses
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.models import answers, ledger
from desktop.models.answers import KeptRefusal
from desktop.models.edits import encode
from desktop.models.errors import Refusal
from desktop.services.desk import Desk
from sync import package
from sync.errors import PackageRefused

if TYPE_CHECKING:
    from desktop.services.exchange.reports import PackageReport

_NOT_OURS = frozenset({"not_for_us", "training_mismatch", "unreadable"})
"""Says nothing about the package: it lies at the wrong desk, or the stick does not let it be read."""
_LONGEST = 400


def note(desk: Desk, file: Path, refused: PackageRefused) -> None:
    """Remember that *file* was refused, if an enrolled machine really wrote it and it never came whole."""
    header = package.peek(file)
    if header is None or refused.code in _NOT_OURS:
        return
    site = bytes.fromhex(header.site)
    with desk.store.read() as connection:
        machine = ledger.machine_of(connection, site)
        received = ledger.packages_near(connection, site, header.sequence)
    if machine is None or machine.key != header.key or header.sequence in received:
        return
    params = {name: str(value)[:_LONGEST] for name, value in refused.params.items()}
    kept = KeptRefusal(
        site, header.sequence, refused.code, encode(params).decode(), desk.store.clock().isoformat(timespec="seconds")
    )  # fmt: skip
    try:
        with desk.store.write() as writer:
            answers.keep_refusal(writer.connection, kept)
    except Refusal:
        # A full disk, a store in use: what was refused is reported all the same, and looked at again next time.
        return


def told(connection: Any, file: Path, report: "PackageReport") -> "PackageReport":
    """A report of a package that was refused, with what its header says of it; others stay as they are.

    Whose it is, is said only if a machine enrolled here wrote it; its day is not checked by anything.
    """
    if report.status != "refused" or (header := package.peek(file)) is None:
        return report
    machine = ledger.machine_of(connection, bytes.fromhex(header.site))
    unit = machine.unit if machine is not None and machine.key == header.key else None
    return dataclasses.replace(
        report,
        site=report.site or header.site,
        sequence=report.sequence or header.sequence,
        unit=report.unit or unit,
        as_of=report.as_of or _day(header.created_at),
    )


def _day(moment: str) -> str | None:
    try:
        return date.fromisoformat(moment[:10]).isoformat()
    except ValueError:
        return None
