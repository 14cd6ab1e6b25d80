"""Who has handed in what: the receiving unit's list of communes."""

import dataclasses
from collections.abc import Mapping
from datetime import date

from desktop.models import branches, forwarded, ledger, units
from desktop.models.errors import Refusal
from desktop.models.period import Period
from desktop.services.desk import RECEIVING, Desk
from sync import admission


@dataclasses.dataclass(frozen=True)
class CommuneStanding:
    """One commune and what has arrived from it.

    Attributes:
        unit: ``code@dataset``.
        name: Full name.
        machines: Enrolled machines.
        invited: Whether an invitation was written for it.
        packages: Packages received.
        last_sequence: Highest number received; with several machines, of the one heard last.
        missing: Numbers below it that have not arrived, of all machines.
        last_received_on: Day the last package was received.
        as_of: Latest day a received package was made, by the commune's clock.
        reported: Whether a package made in the period or after it has arrived (`ledger.reported_units`).
        twins: Machines of it that have the identity of another one, and nobody has decided which goes on.
        through: The receiving unit between that forwarded what is here of it; None when it reports directly.
    """

    unit: str
    name: str
    machines: int
    invited: bool
    packages: int
    last_sequence: int | None
    missing: list[int]
    last_received_on: date | None
    as_of: date | None
    reported: bool
    twins: int = 0
    through: str | None = None


def communes(desk: Desk, period: Period) -> list[CommuneStanding]:
    """The communes expected to report, in the order of the official list.

    Raises:
        Refusal: ``not_receiving_desk``.
    """
    if desk.settings.role != RECEIVING:
        raise Refusal("not_receiving_desk")
    with desk.store.read() as connection:
        packages = ledger.packages(connection)
        machines = ledger.machines(connection)
        invited = ledger.invited_units(connection)
        reported = ledger.reported_units(connection, period.reported_from.isoformat())
        second = branches.every(connection)
        told = forwarded.told(connection)
    marks = {line.mark for line in second}
    of_unit: dict[str, list[ledger.Handled]] = {}
    for handled in packages:
        of_unit.setdefault(handled.unit, []).append(handled)
    by_site = {machine.site: machine.unit for machine in machines}
    found = [
        _standing(
            below,
            [one for one in of_unit.get(below.ref, []) if one.site not in marks],
            sum(m.unit == below.ref for m in machines),
            invited=below.ref in invited,
            reported=below.ref in reported,
            twins=sum(line.unit == below.ref and line.decision == branches.OPEN for line in second),
        )
        for below in units.communes_below(desk.settings.unit)
    ]
    latest = {one.unit: one for one in sorted(told, key=lambda one: one.as_of)}
    return [_with_told(one, latest[one.unit], by_site) if one.unit in latest else one for one in found]


def _with_told(one: CommuneStanding, told: forwarded.Told, units_of: Mapping[bytes, str]) -> CommuneStanding:
    """How a commune stands of which a unit between has something."""
    as_of, heard = date.fromisoformat(told.as_of), date.fromisoformat(told.handled_on[:10])
    return dataclasses.replace(
        one,
        through=units_of.get(told.via),
        as_of=max(as_of, one.as_of or as_of),
        last_received_on=max(heard, one.last_received_on or heard),
    )


def _standing(
    unit: units.Unit,
    packages: list[ledger.Handled],
    machines: int,
    *,
    invited: bool,
    reported: bool,
    twins: int,
) -> CommuneStanding:
    of_site: dict[bytes, list[ledger.Handled]] = {}
    for handled in packages:
        of_site.setdefault(handled.site, []).append(handled)
    latest = max(packages, key=lambda p: (p.handled_on, p.sequence), default=None)
    as_of = max((p.as_of for p in packages), default=None)
    return CommuneStanding(
        unit=unit.ref,
        name=unit.full_name,
        machines=machines,
        invited=invited,
        packages=len(packages),
        last_sequence=max(p.sequence for p in of_site[latest.site]) if latest else None,
        missing=sorted(n for of_one in of_site.values() for n in gaps(of_one)),
        last_received_on=date.fromisoformat(latest.handled_on[:10]) if latest else None,
        as_of=date.fromisoformat(as_of) if as_of else None,
        reported=reported,
        twins=twins,
    )


def gaps(packages: list[ledger.Handled]) -> list[int]:
    """The numbers of one machine's packages that have not arrived, unless others brought all they hold."""
    return admission.missing({p.sequence: (p.first, p.last) for p in packages})
