"""Two lines of packages under one identity: two machines go on from one copy of a register, both as the same machine.

What both have in common is the machine's. From the first change on that differs, the second line is kept under a site
of its own, its *mark*: records it made are other records, and what it changed of common ones is a change that did not
know of the other. So nothing of either is lost, what collides is asked about record by record, and a person decides
which line goes on.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from desktop.models import branches, forwarded, ledger
from desktop.models.branches import Branch
from desktop.models.ledger import Handled
from desktop.models.writer import LoggedChange
from desktop.services.folding_log import to_change, to_logged
from sync.changes import Change, encode_line
from sync.package import Package

_RECORD = re.compile(r"[0-9a-f]{32}")

Part = tuple[bytes, int, int]
"""Site, first and last change."""


def mark_of(first: Change) -> bytes:
    """The mark of the line whose first change of its own is *first*: the same in whatever package it comes."""
    return hashlib.sha256(b"soxa-line-1\n" + encode_line(first)).digest()[:8]


def as_sent(logged: LoggedChange) -> Change:
    """A logged change as the machine sent it."""
    return to_change(logged.as_sent())


def known_line(connection: Any, opened: Package) -> Branch | None:
    """The second line a package goes on with; None when it is of the machine's first line, or of a new one."""
    of_site = branches.every(connection, bytes.fromhex(opened.manifest.site))
    by_seq = {change.seq: change for change in opened.changes} if of_site else {}
    for line in of_site:
        if (first := by_seq.get(line.after + 1)) is not None:
            if mark_of(first) == line.mark:
                return line
        elif opened.manifest.first > line.after + 1 and _goes_on(connection, line, opened):
            return line
    return None


def new_line(connection: Any, opened: Package, found_on: str, *, used: bool) -> Branch | None:
    """The second line that *opened* begins; None when it says nothing but what the machine said.

    It begins at the first change that differs. Where its number was *used* for another content, a change that the
    machine has not said yet is enough: that content is of another machine.
    """
    manifest = opened.manifest
    site = bytes.fromhex(manifest.site)
    logged = {c.seq: c for c in ledger.changes_between(connection, site, manifest.first, manifest.last)}
    last = ledger.last_seq(connection, site)
    for change in opened.changes:
        held = logged.get(change.seq)
        differs = held is not None and held.as_sent() != to_logged(change, manifest.unit)
        if differs or (used and change.seq > last):
            return Branch(mark_of(change), site, change.seq - 1, manifest.sequence, manifest.unit, found_on)
    return None


def _goes_on(connection: Any, line: Branch, opened: Package) -> bool:
    # Begins behind the point where the lines part: it names the package before it, or repeats some of the line.
    of_line = ledger.packages_of(connection, line.mark)
    if opened.manifest.previous in {one.content for one in of_line}:
        return True
    logged = {
        c.seq: c
        for c in ledger.changes_between(connection, line.mark, opened.manifest.first, opened.manifest.last)
    }
    moved = (moved_change(change, line) for change in opened.changes if change.seq in logged)
    same = [logged[c.seq].as_sent() == to_logged(c, opened.manifest.unit) for c in moved]
    return bool(same) and all(same)


def moved_change(change: Change, line: Branch) -> Change:
    """A change of the second line as it is kept: under its mark, and so is everything it made itself."""
    site, mark = line.site.hex(), line.mark.hex()

    def head(name: str) -> str:
        of, _, number = name.partition(":")
        return f"{mark}:{number}" if of == site and int(number) > line.after else name

    def value(one: Any) -> Any:
        if isinstance(one, str):
            return _moved_record(one, site, mark, line.after)
        if isinstance(one, list):
            return [value(each) for each in one]
        return {name: value(each) for name, each in one.items()} if isinstance(one, dict) else one

    return msgspec.structs.replace(
        change,
        site=mark,
        record=_moved_record(change.record, site, mark, line.after),
        based_on=tuple(sorted(head(name) for name in change.based_on)),
        set={name: value(one) for name, one in change.set.items()},
    )


def _moved_record(text: str, site: str, mark: str, after: int) -> str:
    if text.startswith(site) and _RECORD.fullmatch(text) and int(text[16:], 16) > after:
        return mark + text[16:]
    return text


def split(changes: Sequence[Change], line: Branch) -> tuple[list[Change], list[Change]]:
    """What both lines have in common, and what is the second line's own, as it is kept."""
    common = [change for change in changes if change.seq <= line.after]
    return common, [moved_change(change, line) for change in changes if change.seq > line.after]


def parts_of(connection: Any, one: Handled, line: Branch | None) -> list[Part]:
    """Which changes a received package stands for: those of one machine, or runs of several that were forwarded."""
    runs = forwarded.between(connection, one.site, one.first, one.last)
    if runs:
        return [(run.site, run.first, run.last) for run in runs if not run.gone]
    if line is None:
        return [(one.site, one.first, one.last)]
    common = (line.site, one.first, min(one.last, line.after))
    own = (one.site, max(one.first, line.after + 1), one.last)
    return [part for part in (common, own) if part[1] <= part[2]]


def family(connection: Any, site: bytes) -> list[tuple[Handled, Branch | None]]:
    """The packages of a machine and of every second line under its identity, with the line of each.

    Args:
        connection: Inside a transaction.
        site: The machine, or the mark of one of its second lines.
    """
    line = branches.marked(connection, site)
    machine = site if line is None else line.site
    found: list[tuple[Handled, Branch | None]] = [
        (one, None) for one in ledger.packages_of(connection, machine)
    ]
    for branch in branches.every(connection, machine):
        found += [(one, branch) for one in ledger.packages_of(connection, branch.mark)]
    return found


def covered(
    connection: Any, handled: Handled, sites: Iterable[bytes], own: bytes
) -> dict[bytes, list[tuple[int, int]]]:
    """The changes of *sites* that received packages other than *handled* stand for, by whatever way they came.

    Args:
        connection: Inside a transaction.
        handled: The package that is left out.
        sites: Machines, or marks of second lines.
        own: The desk's own site: what it forwards itself was not received.
    """
    found: dict[bytes, list[tuple[int, int]]] = {site: [] for site in sites}
    forwarding = [via for via in forwarded.vias(connection) if via != own]
    packages = {
        (one.site, one.sequence): (one, line)
        for site in dict.fromkeys([*found, *forwarding])
        for one, line in family(connection, site)
    }
    packages.pop((handled.site, handled.sequence), None)
    for one, line in packages.values():
        for of, first, last in parts_of(connection, one, line):
            if of in found:
                found[of].append((first, last))
    return found
