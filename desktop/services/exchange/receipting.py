"""Receipts as the receiving unit writes them: what it has of each machine, what it refused, what it asks."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from desktop.models import answers, handlings, ledger, settings
from desktop.models.answers import KeptReceipt
from desktop.models.errors import Refusal
from desktop.models.ledger import Machine
from desktop.models.records import all_kinds
from desktop.services.desk import RECEIVING, Desk
from desktop.services.exchange import asking, closing, medium
from desktop.services.exchange.reports import PackageReport
from desktop.services.exchange.standing import gaps
from desktop.services.handing import giving
from sync import admission, canonical, receipts
from sync.errors import PackageRefused
from sync.identity import MachineKey
from sync.statements import ConflictPart, PackagePart, Part, Statement, pack

_MOST_PACKAGES = 500
_MOST_CONFLICTS = 500
_MOST_MISSING = 1000


@dataclasses.dataclass(frozen=True)
class WrittenReceipt:
    """A receipt that lies complete in its folder.

    Attributes:
        path: The file.
        unit: The commune it is for.
        site: The machine it is for.
        number: Its number.
    """

    path: Path
    unit: str
    site: str
    number: int


def machines_of(reports: Iterable[PackageReport]) -> dict[str, list[str]]:
    """The folders that hold packages of *reports*, and the machines whose packages lie there.

    Those that were refused count as well: that is when a commune most needs an answer.
    """
    found: dict[str, list[str]] = {}
    for report in reports:
        if (
            report.site is not None
            and report.folder
            and report.site not in found.setdefault(report.folder, [])
        ):
            found[report.folder].append(report.site)
    return found


def write_receipts(
    desk: Desk, folder: Path, *, sites: Sequence[str] | None = None, unit: str | None = None
) -> list[WrittenReceipt]:
    """Write a receipt for each machine to *folder*; one that lies there from before is replaced.

    Args:
        desk: A receiving desk.
        folder: A folder, a stick, a share.
        sites: Only machines of these sites; those that are not enrolled are left out. None for all.
        unit: Only machines of this organisation unit; None for all.

    Raises:
        Refusal: ``not_receiving_desk``, ``path_missing``, ``disk_full``, ``medium_read_only``, ``medium_gone``,
            ``medium_broken``, ``cannot_write``.
    """
    if desk.settings.role != RECEIVING:
        raise Refusal("not_receiving_desk")
    if not folder.is_dir():
        raise Refusal("path_missing", path=str(folder))
    key = MachineKey.from_bytes(bytes.fromhex(desk.secret("machine_key")))
    with desk.store.read() as connection:
        wanted = [
            one
            for one in ledger.machines(connection)
            if (sites is None or one.site.hex() in sites) and unit in (None, one.unit)
        ]
        conflicts = _conflicts(connection, {one.unit for one in wanted})
        asked = asking.open_parts(connection, {one.unit for one in wanted})
        known = {one.site: closing.parts(connection, one.unit, one.site) for one in wanted}
        revoked = {one.site for one in wanted if closing.is_revoked(connection, one.site)}
        handed = giving.documents(desk, connection)

    def said(one: Machine) -> list[Part]:
        if one.site in revoked:
            # What was recorded is no longer its business.
            return [*known[one.site]]
        about = (*conflicts.get(one.unit, ()), *asked.get(one.site, ()))
        return [*known[one.site], *about, *giving.parts(desk, handed, one.unit)]

    return [
        _write(desk, folder, key, one, said(one))
        for one in sorted(wanted, key=lambda one: (one.unit, one.site))
    ]


def _write(desk: Desk, folder: Path, key: MachineKey, to: Machine, parts: list[Part]) -> WrittenReceipt:
    """Give the receipt its number and keep what it says, then write it: a number is never used for other content."""
    moment = desk.store.clock().isoformat(timespec="seconds")
    with desk.store.write() as writer:
        connection = writer.connection
        packages = ledger.packages_of(connection, to.site)
        before = answers.latest(connection, to.site)
        least = int(settings.read(connection, "receipts_from", 0))
        held = admission.held_upto((one.first, one.last) for one in packages)
        statement = Statement(
            receiver=desk.settings.unit,
            unit=to.unit,
            machine=to.site.hex(),
            number=max(before.number if before else 0, least) + 1,
            as_of=desk.today().isoformat(),
            held=held,
            missing=tuple(gaps(packages)[:_MOST_MISSING]),
            program=desk.version(),
        )
        parts = [*_packages(connection, packages, to.site), *parts]
        lines = pack(statement, parts)
        kept = KeptReceipt(
            to.site, statement.number, canonical.digest(lines), held, lines.decode(), moment
        )  # fmt: skip
        answers.keep(connection, kept)
    try:
        path = receipts.write(
            folder, key, to.key, statement, parts, created_at=moment, training=desk.settings.training
        )
    except OSError as fault:
        raise medium.refused(folder, fault) from fault
    except PackageRefused as refused:
        if refused.code == "damaged":
            # Our own file, read back just now: the stick does not keep what is written to it.
            raise Refusal("medium_broken", path=str(folder)) from refused
        raise Refusal(refused.code, **refused.params) from refused
    return WrittenReceipt(path, to.unit, to.site.hex(), statement.number)


def _packages(connection: Any, packages: Sequence[ledger.Handled], site: bytes) -> list[PackagePart]:
    accepted = [
        PackagePart(
            sequence=one.sequence,
            status="accepted",
            on=one.handled_on[:10],
            content=one.content,
            records=one.records,
        )
        for one in packages[-_MOST_PACKAGES:]
    ]
    refused = [
        PackagePart(
            sequence=one.sequence,
            status="refused",
            on=one.handled_on[:10],
            code=one.code,
            params=msgspec.json.decode(one.params, type=dict[str, str]),
        )
        for one in answers.refusals_of(connection, site)[-_MOST_PACKAGES:]
    ]
    standing = {one.sequence for one in [*accepted, *refused]}
    undone = {
        one.sequence: PackagePart(
            sequence=one.sequence,
            status="refused",
            on=one.undone_on[:10],
            code="taken_back",
            params={"because": one.because},
        )
        for one in handlings.all_taken_back(connection, site)
        if one.sequence not in standing
    }
    return sorted([*accepted, *refused, *undone.values()], key=lambda one: one.sequence)


def _conflicts(connection: Any, units: set[str]) -> Mapping[str, list[ConflictPart]]:
    kinds = [kind for kind in all_kinds() if kind.leaves and not kind.derived]
    found: dict[str, list[ConflictPart]] = {}
    for unit, kind, record, fields in answers.contested(connection, kinds, sorted(units)):
        of_unit = found.setdefault(unit, [])
        if len(of_unit) < _MOST_CONFLICTS:
            of_unit.append(ConflictPart(kind=kind, record=record.hex(), fields=fields))
    return found
