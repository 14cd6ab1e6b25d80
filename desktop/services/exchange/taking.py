"""Taking one package in: whether it may come in, where it goes on from, and what is noted of it."""

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desktop.models import answers, branches, handlings, ledger, settings, tables
from desktop.models.branches import Branch
from desktop.models.errors import Refusal
from desktop.models.ledger import Handled
from desktop.models.writer import Writer
from desktop.services.desk import RECEIVING, Desk
from desktop.services.exchange import closing, knowing, lines, passing, siblings
from desktop.services.exchange.book import Origin
from desktop.services.exchange.knowing import Key
from desktop.services.exchange.merging import Merged, is_typed, merge
from desktop.services.exchange.reports import PackageReport, of_package
from desktop.services.exchange.schema import SCHEMA, is_newer
from sync import admission, package
from sync.changes import Change
from sync.errors import PackageRefused
from sync.package import Package, Sealed


def take_from(desk: Desk, writer: Writer, file: Path, key: Key, origin: Origin) -> tuple[PackageReport, str]:
    """Take one package in, inside a transaction; gives what became of it and the hash of the file.

    Raises:
        PackageRefused: It cannot be taken in.
        Refusal: ``taken_back``, unless its origin says that it is wanted again.
    """
    sealed = _sealed(file)
    header = sealed.header
    near = ledger.packages_near(writer.connection, bytes.fromhex(header.site), header.sequence)
    same = near.get(header.sequence)
    if same is not None and same.sha256 == sealed.sha256:
        known = of_package(file, header, same.unit, same.as_of, Merged(duplicate=same.records), "duplicate")
        return known, sealed.sha256
    facts = knowing.facts(desk, writer.connection, header, near, key.recipient)
    admission.admit_header(header, facts)
    opened = sealed.unseal(key)
    if desk.settings.role != RECEIVING:
        siblings.check_changes(desk, writer.connection, header, opened.manifest.last)
        return _take_in(desk, writer, file, opened, facts, origin), sealed.sha256
    if opened.carried is not None:
        # Of a receiving unit: two desks under one identity are not told apart change by change.
        return _take_in(desk, writer, file, opened, facts, origin), sealed.sha256
    line = lines.known_line(writer.connection, opened)
    if line is None:
        try:
            return _take_in(desk, writer, file, opened, facts, origin), sealed.sha256
        except PackageRefused as refused:
            if refused.code not in ("forked", "chain_broken"):
                raise
            moment = desk.store.clock().isoformat(timespec="seconds")
            used = refused.code == "forked"
            line = lines.new_line(writer.connection, opened, moment, used=used)
            if line is None:
                raise
            branches.put(writer.connection, line)
    return _take_beside(desk, writer, file, opened, origin, line), sealed.sha256


def _take_in(
    desk: Desk, writer: Writer, file: Path, opened: Package, facts: admission.Ledger, origin: Origin
) -> PackageReport:
    """Take in a package that goes on from what the machine sent before."""
    header, manifest = opened.header, opened.manifest
    if admission.admit(opened, facts) == "duplicate":
        return _known(file, opened)
    site = bytes.fromhex(manifest.site)
    if not origin.again:
        _check_not_taken_back(writer.connection, opened, site)
    if opened.carried is not None:
        merged = passing.merge_forwarded(desk, writer, opened)
    else:
        _admit_records(writer.connection, opened)
        merged = _merged(writer, opened, opened.changes)
    _note(desk, writer, opened, merged, site, enrolled=facts.machine is not None)
    return of_package(file, header, manifest.unit, manifest.as_of, merged, "accepted")


def _take_beside(
    desk: Desk, writer: Writer, file: Path, opened: Package, origin: Origin, line: Branch
) -> PackageReport:
    """Take in a package of a second machine with the same identity, beside what the first one sent."""
    header, manifest, connection = opened.header, opened.manifest, writer.connection
    place = {"unit": manifest.unit, "site": manifest.site, "sequence": manifest.sequence}
    if manifest.unit != line.unit:
        raise PackageRefused("wrong_unit", expected=line.unit, **place)
    same = ledger.packages_near(connection, line.mark, manifest.sequence).get(manifest.sequence)
    if same is not None and same.content == opened.content:
        return dataclasses.replace(_known(file, opened), line=line.mark.hex())
    if not origin.again:
        _check_not_taken_back(connection, opened, line.mark)
    if same is not None or (line.decision == branches.CLOSED and not origin.again):
        raise PackageRefused("forked", **place)
    _admit_records(connection, opened)
    common, own = lines.split(opened.changes, line)
    merged = _merged(writer, opened, common) + _merged(writer, opened, own)
    _note(desk, writer, opened, merged, line.mark, enrolled=True)
    report = of_package(file, header, manifest.unit, manifest.as_of, merged, "accepted")
    return dataclasses.replace(report, line=line.mark.hex())


def _known(file: Path, opened: Package) -> PackageReport:
    manifest = opened.manifest
    records = len({change.record for change in opened.changes if is_typed(change.kind)})
    return of_package(
        file, opened.header, manifest.unit, manifest.as_of, Merged(duplicate=records), "duplicate"
    )


def _admit_records(connection: Any, opened: Package) -> None:
    site = opened.manifest.site
    # Of its own records only those that others have changed: somebody may have written there before it enrolled.
    elsewhere = {record.hex() for record in ledger.changed_elsewhere(connection, bytes.fromhex(site))}
    foreign = dict.fromkeys(
        c.record for c in opened.changes if not c.record.startswith(site) or c.record in elsewhere
    )
    owners = ledger.units_of(connection, [bytes.fromhex(record) for record in foreign])
    sites = {m.site.hex(): m.unit for m in ledger.machines(connection)}
    admission.admit_records(opened, owners, sites)


def _check_not_taken_back(connection: Any, opened: Package, site: bytes) -> None:
    """What a person took back does not come again by itself, however often its file is found."""
    manifest = opened.manifest
    for one in handlings.near_taken_back(connection, site, manifest.sequence):
        if one.content == opened.content:
            said = {
                "on": f"{one.undone_on[8:10]}/{one.undone_on[5:7]}/{one.undone_on[:4]}",
                "because": one.because,
            }
            place = {"unit": one.unit, "site": manifest.site, "sequence": manifest.sequence}
            raise Refusal("taken_back", **said, **place)


def _merged(writer: Writer, opened: Package, changes: Sequence[Change]) -> Merged:
    manifest = opened.manifest
    try:
        return merge(writer, changes, manifest.unit)
    except PackageRefused as refused:
        if refused.code != "bad_content" or not is_newer(manifest.schema):
            raise
        # What breaks the rules of this year may be as it should be by those of the year it was written in.
        place = {"unit": manifest.unit, "site": manifest.site, "sequence": manifest.sequence}
        raise PackageRefused("too_new", needs=manifest.schema, supported=SCHEMA, **place) from refused


def _sealed(file: Path) -> Sealed:
    try:
        return package.read_header(file)
    except OSError as fault:
        raise PackageRefused("unreadable", reason=fault.strerror or "") from fault


def _note(
    desk: Desk, writer: Writer, opened: Package, merged: Merged, site: bytes, *, enrolled: bool
) -> None:
    header, manifest = opened.header, opened.manifest
    today = desk.today().isoformat()
    if not enrolled:
        invitation = header.enrolment.invitation
        writer.insert(
            tables.machine,
            site=site,
            unit=manifest.unit,
            key=header.key,
            invitation=invitation,
            enrolled_on=today,
        )
        ledger.mark_used(writer.connection, invitation, site)
        closing.enrolled_by(desk, writer.connection, invitation, site)
    highest = max((change.lamport for change in opened.changes), default=0)
    known = int(settings.read(writer.connection, "lamport"))
    settings.write(writer.connection, {"lamport": max(known, highest)})
    answers.forget_refusal(writer.connection, bytes.fromhex(header.site), header.sequence)
    handlings.forget_taken_back(writer.connection, site, opened.content)
    ledger.keep(
        writer.connection,
        Handled(
            site=site,
            sequence=header.sequence,
            sha256=opened.sha256,
            content=opened.content,
            previous=manifest.previous,
            unit=manifest.unit,
            first=manifest.first,
            last=manifest.last,
            records=merged.new + merged.updated + merged.duplicate,
            full=manifest.full,
            as_of=manifest.as_of,
            handled_on=desk.store.clock().isoformat(timespec="seconds"),
        ),
    )
