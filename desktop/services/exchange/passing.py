"""Taking in what a unit below forwards: changes of its communes, each merged under the name its machine gave it."""

from desktop.models import forwarded, ledger, units
from desktop.models.forwarded import Run, Told
from desktop.models.writer import Writer
from desktop.services.desk import Desk
from desktop.services.exchange.merging import Merged, merge
from sync import forwarding
from sync.errors import PackageRefused
from sync.package import Package


def merge_forwarded(desk: Desk, writer: Writer, opened: Package) -> Merged:
    """Merge what a package of a receiving unit carries, and note by which way it came.

    Raises:
        PackageRefused: ``wrong_unit`` for a unit that does not lie below the forwarding one, or a record of another
            unit than is said; and as `merging.merge`.
    """
    carried, manifest = opened.carried, opened.manifest
    assert carried is not None  # noqa: S101 (whoever calls this has looked)
    _check_units(writer, opened)
    total = Merged()
    for run, changes in forwarding.of_runs(carried, opened.changes):
        total = total + merge(writer, changes, run.unit)
    _note(desk, writer, opened, manifest.first)
    return total


def _check_units(writer: Writer, opened: Package) -> None:
    """Refuse records of units that are none of the forwarding unit's business."""
    carried, manifest = opened.carried, opened.manifest
    assert carried is not None  # noqa: S101 (as above)
    below = {one.ref for one in units.communes_below(manifest.unit)} | {manifest.unit}
    below |= {one.ref for one in units.children(manifest.unit)}
    place = {"unit": manifest.unit, "site": manifest.site, "sequence": manifest.sequence}
    known = {one.site.hex(): one.unit for one in ledger.machines(writer.connection)}
    said = {one.site: one.unit for one in carried.sources if one.site != manifest.site}
    for run, changes in forwarding.of_runs(carried, opened.changes):
        machine = known.get(run.site, run.unit)
        if run.unit not in below or (run.site != manifest.site and machine not in (run.unit, manifest.unit)):
            raise PackageRefused("wrong_unit", expected=manifest.unit, **place)
        records = list(dict.fromkeys(one.record for one in changes))
        owners = ledger.units_of(writer.connection, [bytes.fromhex(record) for record in records])
        for record in records:
            owner = owners.get(record) or known.get(record[:16]) or said.get(record[:16], run.unit)
            if owner not in (run.unit, manifest.unit):
                raise PackageRefused("wrong_unit", expected=owner, record=record, **place)


def _note(desk: Desk, writer: Writer, opened: Package, position: int) -> None:
    carried = opened.carried
    assert carried is not None  # noqa: S101 (as above)
    via = bytes.fromhex(opened.header.site)
    runs = []
    for run in carried.runs:
        runs.append(Run(via, position, bytes.fromhex(run.site), run.unit, run.first, run.last, run.gone))
        position = runs[-1].end + 1
    forwarded.keep(writer.connection, runs)
    moment = desk.store.clock().isoformat(timespec="seconds")
    told = [Told(via, bytes.fromhex(one.site), one.unit, one.as_of, moment) for one in carried.sources]
    forwarded.tell(writer.connection, told)
